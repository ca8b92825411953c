//! Texts and icons become Rust.

use std::fmt::Write as _;
use std::path::Path;

fn main() {
    texts_build::generate("texts");
    println!("cargo::rerun-if-changed=assets/icons.svg");
    let sprite = std::fs::read_to_string("assets/icons.svg")
        .expect("assets/icons.svg is part of this crate");
    let target = output().join("icons.rs");
    std::fs::write(target, icons(&sprite)).expect("cargo gives a folder to write to");
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo speaks to build scripts through the environment"
)]
fn output() -> std::path::PathBuf {
    let dir = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    Path::new(&dir).to_owned()
}

/// One field for each `<symbol id="…">` of the sprite, so that a page with an unknown icon does
/// not compile.
fn icons(sprite: &str) -> String {
    let mut fields = String::new();
    let mut values = String::new();
    for line in sprite.lines() {
        let Some(rest) = line.trim().strip_prefix("<symbol id=\"") else {
            continue;
        };
        let (id, rest) = rest.split_once('"').expect("a symbol has an id");
        let (_, rest) = rest.split_once('>').expect("a symbol has a body");
        let body = rest.trim_end_matches("</symbol>");
        let name = id.replace('-', "_");
        _ = writeln!(fields, "    /// The drawing `{id}`.\n    pub {name}: Icon,");
        _ = writeln!(values, "    {name}: Icon(r##\"{body}\"##),");
    }
    format!(
        "/// Every icon of the sprite, by name.\n#[derive(Debug)]\npub struct Icons {{\n{fields}}}\n\n\
         /// The icons.\npub static ICONS: Icons = Icons {{\n{values}}};\n"
    )
}
