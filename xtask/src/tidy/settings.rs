//! The table of settings in `docs/operations/configuration.md`, drawn from the types: the `section!` blocks of
//! `aldaba`'s configuration, of which the program makes its own reference too.

use std::fmt::Write as _;

use anyhow::{Context as _, Result, anyhow, bail};

use super::finding::Finding;
use super::repository::Repository;

const SOURCE: &str = "crates/aldaba/src/config/sections.rs";
const PAGE: &str = "docs/operations/configuration.md";
const BEGIN: &str = "<!-- settings:begin (drawn by `cargo xtask tidy`) -->\n";
const END: &str = "<!-- settings:end -->";

/// Fails if the table is not the one that the types give.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let (page, fresh) = pages(repository)?;
    Ok(if fresh == page {
        Vec::new()
    } else {
        let text = "the table of settings is old; run `cargo xtask tidy` and commit it";
        vec![Finding::error(PAGE, text)]
    })
}

/// Draws it again.
pub(crate) fn redraw(repository: &Repository<'_>) -> Result<()> {
    let (_, fresh) = pages(repository)?;
    repository.write(PAGE, &fresh)
}

/// The page as it is, and as it should be.
fn pages(repository: &Repository<'_>) -> Result<(String, String)> {
    let text = |path: &str| {
        repository
            .text(path)?
            .ok_or_else(|| anyhow!("{path} is not text"))
    };
    let page = text(PAGE)?;
    let table = draw(&text(SOURCE)?).with_context(|| SOURCE.to_owned())?;
    let missing = || anyhow!("{PAGE} lacks the marks `{}` and `{END}`", BEGIN.trim());
    let (before, rest) = page.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    let fresh = format!("{before}{BEGIN}{table}{END}{after}");
    Ok((page, fresh))
}

/// One `section!` block.
#[derive(Debug, PartialEq, Eq)]
struct Section {
    type_name: String,
    about: String,
    settings: Vec<Setting>,
}

#[derive(Debug, PartialEq, Eq)]
struct Setting {
    key: String,
    default: String,
    meaning: String,
}

/// A heading and a table a section, in the order of the list `SECTIONS`.
fn draw(source: &str) -> Result<String> {
    let sections = sections(source)?;
    let mut text = String::new();
    for (name, type_name) in listed(source) {
        let section = sections
            .iter()
            .find(|section| section.type_name == type_name)
            .ok_or_else(|| anyhow!("SECTIONS names {type_name}, which no `section!` declares"))?;
        write!(text, "\n### `[{name}]`\n\n{}\n\n", section.about)?;
        text.push_str("| key | default | meaning |\n|---|---|---|\n");
        for setting in &section.settings {
            let Setting {
                key,
                default,
                meaning,
            } = setting;
            writeln!(
                text,
                "| `{key}` | {default} | {} |",
                meaning.replace('|', "\\|")
            )?;
        }
    }
    if text.is_empty() {
        bail!("no section was found");
    }
    text.push('\n');
    Ok(text)
}

/// The entries `("storage", Storage::ABOUT, Storage::KEYS),`, which may be broken over lines.
fn listed(source: &str) -> Vec<(String, String)> {
    let entry = |text: &str| {
        let (name, rest) = text.trim_start().strip_prefix('"')?.split_once("\",")?;
        let (type_name, _) = rest.trim_start().split_once("::ABOUT")?;
        let is_word = type_name.chars().all(char::is_alphanumeric);
        is_word.then(|| (name.to_owned(), type_name.to_owned()))
    };
    source.split('(').filter_map(entry).collect()
}

fn sections(source: &str) -> Result<Vec<Section>> {
    let mut all = Vec::new();
    let mut docs: Vec<&str> = Vec::new();
    let mut open: Option<Section> = None;
    let mut inside = false;
    for line in source.lines().map(str::trim) {
        if line.starts_with("section! {") {
            inside = true;
            docs.clear();
        } else if !inside {
            continue;
        } else if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim());
        } else if line == "}" {
            match open.take() {
                Some(section) => all.push(section),
                None => inside = false,
            }
        } else if let Some(type_name) = line.strip_suffix(" {") {
            open = Some(Section {
                type_name: type_name.to_owned(),
                about: docs.join(" "),
                settings: Vec::new(),
            });
            docs.clear();
        } else if let Some(section) = &mut open {
            let (key, rest) = line
                .split_once(": ")
                .ok_or_else(|| anyhow!("`{line}` is not `key: Type = default,`"))?;
            let (_, default) = rest
                .split_once(" = ")
                .ok_or_else(|| anyhow!("`{key}` must stand on one line with its default"))?;
            section.settings.push(Setting {
                key: key.to_owned(),
                default: value(default.trim_end_matches(','))?,
                meaning: meaning(&docs),
            });
            docs.clear();
        }
    }
    Ok(all)
}

/// What is said before the first empty line; an example after it is for the reference.
fn meaning(docs: &[&str]) -> String {
    let words = docs.iter().take_while(|line| !line.is_empty());
    let words = words.copied().collect::<Vec<_>>().join(" ");
    if docs.contains(&"") {
        words + " `aldaba config reference` has an example."
    } else {
        words
    }
}

/// A default as it would be written in the file.
fn value(rust: &str) -> Result<String> {
    if ["String::new()", "Vec::new()", "BTreeMap::new()"].contains(&rust) {
        return Ok("none".to_owned());
    }
    let plain = rust.strip_suffix(".into()").unwrap_or(rust);
    let number = plain.chars().all(|c| c.is_ascii_digit() || c == '_');
    match plain {
        "true" | "false" => Ok(format!("`{plain}`")),
        _ if number => Ok(format!("`{}`", plain.replace('_', ""))),
        _ if plain.starts_with('"') && plain.ends_with('"') => Ok(format!("`{plain}`")),
        // A constant list is told by the reference, which has its values.
        _ if plain.ends_with(".to_vec()") => {
            Ok("a list: `aldaba config reference` shows it".to_owned())
        }
        _ => bail!("the default `{rust}` is of a form that this check does not know: teach it"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"
use std::collections::BTreeMap;

section! {
    /// Where data
    /// is kept.
    Storage {
        /// The address, or
        /// none.
        url: String = "sqlite:a.db".into(),
        /// Names | tags.
        names: BTreeMap<String, String> = BTreeMap::new(),
    }
}

section! {
    /// Sessions.
    Session {
        /// Seconds.
        idle_s: u32 = 3_600,
        /// May it?
        may: bool = true,
    }
}

pub(crate) struct Config {
    pub(crate) storage: Storage,
}

pub(crate) const SECTIONS: &[SectionPage] = &[
    ("session", Session::ABOUT, Session::KEYS),
    ("storage", Storage::ABOUT, Storage::KEYS),
];
"#;

    #[test]
    fn draws_every_section_in_the_order_of_the_list() {
        let expected = "
### `[session]`

Sessions.

| key | default | meaning |
|---|---|---|
| `idle_s` | `3600` | Seconds. |
| `may` | `true` | May it? |

### `[storage]`

Where data is kept.

| key | default | meaning |
|---|---|---|
| `url` | `\"sqlite:a.db\"` | The address, or none. |
| `names` | none | Names \\| tags. |

";
        assert_eq!(draw(TWO).expect("the source can be read"), expected);
    }

    #[test]
    fn a_form_that_is_unknown_is_told_and_not_left_out() {
        let odd = TWO.replace("3_600", "60 * 60");
        let error = draw(&odd).expect_err("an expression");
        assert!(error.to_string().contains("60 * 60"), "{error}");
        let gone = TWO.replace("    Session {", "    Other {");
        assert!(draw(&gone).is_err());
    }

    #[test]
    fn an_entry_of_the_list_may_be_broken_over_lines() {
        let list = "&[\n    (\"a\", A::ABOUT, A::KEYS),\n    (\n        \"b_c\",\n        Bc::ABOUT,\n        Bc::KEYS,\n    ),\n]";
        let named = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
        assert_eq!(listed(list), [named("a", "A"), named("b_c", "Bc")]);
    }
}
