//! Turns Fluent texts into Rust at build time, so that a missing text is a build error.
//!
//! A crate with texts keeps them in `texts/<language>/<area>.ftl`, calls [`generate`] from its
//! `build.rs`, and includes the result in a module of its own:
//!
//! ```ignore
//! // build.rs
//! fn main() { texts_build::generate("texts"); }
//! // src/texts.rs, declared as `pub mod texts;`
//! include!(concat!(env!("OUT_DIR"), "/texts.rs"));
//! ```
//!
//! For an area `letter` this makes `LetterTexts`, with a `&'static str` field for each plain text
//! and a method for each text with arguments, and `letter(lang) -> &'static LetterTexts`. `LANGS`
//! lists the languages that have a folder: adding a folder adds a language.
//!
//! Patterns are compiled, not interpreted: no Fluent runtime is needed, and a text with a plural
//! costs a comparison and the writing of its characters.
//!
//! The map: `load` reads and resolves files, `pattern` is a text without
//! references, `plural` the plural rules of the six languages, `check`
//! compares languages, `emit` writes Rust.

mod check;
mod emit;
mod load;
mod pattern;
mod plural;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One thing that is wrong with the texts, said so that it can be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file in which the text should be changed, as `<language>/<area>.ftl`.
    pub file: String,
    /// The key of the text, or empty if the whole file is meant.
    pub key: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.key.is_empty() {
            write!(f, "{}: {}", self.file, self.message)
        } else {
            write!(f, "{}: `{}`: {}", self.file, self.key, self.message)
        }
    }
}

/// Writes `$OUT_DIR/texts.rs` from the folder `dir` of the crate that is being built.
///
/// Meant for build scripts only: on a problem it prints one `cargo::error` a problem, with file
/// and key, and ends the process.
pub fn generate(dir: &str) {
    let root = variable("CARGO_MANIFEST_DIR").join(dir);
    println!("cargo::rerun-if-changed={}", root.display());
    match compile(&root) {
        Ok(code) => {
            let target = variable("OUT_DIR").join("texts.rs");
            if let Err(error) = std::fs::write(&target, code) {
                stop(&format!("cannot write {}: {error}", target.display()));
            }
        }
        Err(problems) => {
            for problem in &problems {
                println!("cargo::error={dir}/{problem}");
            }
            stop("the texts do not agree");
        }
    }
}

/// The Rust code for the texts below `root`, or everything that is wrong with them.
///
/// # Errors
/// Every problem found, in the order of files and keys.
pub fn compile(root: &Path) -> Result<String, Vec<Problem>> {
    let languages = load::load(root)?;
    let areas = check::agree(languages)?;
    Ok(emit::code(&areas))
}

/// The words of every text below `root`, by language and by `area/key`, for checks of what
/// translators wrote: arguments stand as `{name}`, and of a choice all variants follow one another.
///
/// # Errors
/// Every file that cannot be read, and every text that cannot be resolved.
pub fn words(root: &Path) -> Result<Words, Vec<Problem>> {
    let mut found = Words::new();
    for language in load::load(root)? {
        let texts = found.entry(language.tag).or_default();
        for (area, entries) in &language.areas {
            for (key, pieces) in entries {
                texts.insert(format!("{area}/{key}"), pattern::words(pieces));
            }
        }
    }
    Ok(found)
}

/// Language, then `area/key`, then the words.
pub type Words = BTreeMap<String, BTreeMap<String, String>>;

#[expect(
    clippy::disallowed_methods,
    reason = "cargo speaks to build scripts through the environment"
)]
fn variable(name: &str) -> PathBuf {
    match std::env::var_os(name) {
        Some(value) => PathBuf::from(value),
        None => stop(&format!("{name} is not set: this runs in a build script")),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a build script has nothing to destruct"
)]
fn stop(message: &str) -> ! {
    eprintln!("texts-build: {message}");
    std::process::exit(1)
}
