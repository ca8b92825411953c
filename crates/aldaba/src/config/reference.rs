//! The reference of all keys, generated from the types.

use std::fmt::Write as _;

use super::{Config, sections::SECTIONS};

/// A TOML file with every key, its meaning and its default.
pub(crate) fn reference() -> String {
    // Cannot fail: the configuration is made of tables, numbers and texts.
    let defaults = toml::Table::try_from(Config::default()).expect("the defaults serialise");
    let mut text = String::from(
        "# Every key with its default. Each can be set in the environment as\n\
         # ALDABA__SECTION__KEY, which wins over the file.\n",
    );
    for (name, about, keys) in SECTIONS {
        text.push('\n');
        comment(&mut text, about);
        // Cannot fail: writing to a String never does.
        let _ = writeln!(text, "[{name}]");
        let section = defaults.get(*name).and_then(toml::Value::as_table);
        for (key, docs) in *keys {
            comment(&mut text, docs);
            let default = section.and_then(|section| section.get(*key));
            let _ = writeln!(
                text,
                "{key} = {}",
                default.map_or("\"\"".into(), value_text)
            );
        }
    }
    text
}

fn comment(text: &mut String, lines: &[&str]) {
    for line in lines {
        let _ = writeln!(text, "#{line}");
    }
}

fn value_text(value: &toml::Value) -> String {
    match value {
        toml::Value::Table(table) if table.is_empty() => "{}".into(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_reference_is_the_default_configuration() {
        let read: Config = toml::from_str(&reference()).unwrap();
        assert_eq!(read, Config::default());
    }

    #[test]
    fn every_key_of_every_section_is_in_it() {
        let defaults = toml::Table::try_from(Config::default()).unwrap();
        for (name, section) in &defaults {
            let page = SECTIONS.iter().find(|(page, _, _)| page == name).unwrap();
            assert_eq!(section.as_table().unwrap().len(), page.2.len(), "{name}");
        }
        assert_eq!(defaults.len(), SECTIONS.len());
    }
}
