//! Compares the languages: the same areas, the same keys, the same arguments.

use std::collections::{BTreeMap, BTreeSet};

use crate::Problem;
use crate::load::{Language, problem};
use crate::pattern::{Kind, Piece, arguments, raise};

/// The order of languages everywhere: the first one present stands in for those that are absent.
const ORDER: [&str; 6] = ["es", "ca", "ca-valencia", "gl", "eu", "en"];

/// An area with its texts in every language.
pub(crate) struct Area {
    pub(crate) name: String,
    pub(crate) texts: Vec<Text>,
}

/// A text in every language, in the order of [`Areas::tags`].
pub(crate) struct Text {
    pub(crate) key: String,
    pub(crate) arguments: BTreeMap<String, Kind>,
    pub(crate) versions: Vec<Vec<Piece>>,
}

/// What is written out.
pub(crate) struct Areas {
    pub(crate) tags: Vec<String>,
    pub(crate) areas: Vec<Area>,
}

/// The texts of all areas if the languages agree.
pub(crate) fn agree(mut languages: Vec<Language>) -> Result<Areas, Vec<Problem>> {
    let mut problems = Vec::new();
    let place = |tag: &str| ORDER.iter().position(|known| *known == tag);
    for language in &languages {
        if place(&language.tag).is_none() {
            let known = ORDER.join(", ");
            problems.push(problem(
                &language.tag,
                "",
                format!("unknown language; known are {known}"),
            ));
        }
    }
    languages.sort_by_key(|language| place(&language.tag));
    let names: BTreeSet<&String> = languages.iter().flat_map(|l| l.areas.keys()).collect();
    let mut areas = Vec::new();
    for name in names {
        let mut texts = Vec::new();
        for key in keys(&languages, name, &mut problems) {
            texts.extend(text(&languages, name, &key, &mut problems));
        }
        areas.push(Area {
            name: name.clone(),
            texts,
        });
    }
    if problems.is_empty() {
        Ok(Areas {
            tags: languages.into_iter().map(|l| l.tag).collect(),
            areas,
        })
    } else {
        Err(problems)
    }
}

/// The keys of an area in any language. Languages without the file are reported once.
fn keys(languages: &[Language], area: &str, problems: &mut Vec<Problem>) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for language in languages {
        match language.areas.get(area) {
            Some(texts) => keys.extend(texts.keys().cloned()),
            None => {
                let file = format!("{}/{area}.ftl", language.tag);
                problems.push(problem(
                    &file,
                    "",
                    "the file is missing; other languages have it".into(),
                ));
            }
        }
    }
    keys
}

fn text(
    languages: &[Language],
    area: &str,
    key: &str,
    problems: &mut Vec<Problem>,
) -> Option<Text> {
    let mut versions = Vec::new();
    let mut all: BTreeMap<String, Kind> = BTreeMap::new();
    let mut first: Option<(&str, BTreeSet<String>)> = None;
    for language in languages {
        let texts = language.areas.get(area)?;
        let file = format!("{}/{area}.ftl", language.tag);
        let Some(pieces) = texts.get(key) else {
            let there = languages
                .iter()
                .find(|l| l.areas.get(area).is_some_and(|t| t.contains_key(key)));
            let there = there.map_or("", |l| l.tag.as_str());
            problems.push(problem(
                &file,
                key,
                format!("is missing; {there}/{area}.ftl has it"),
            ));
            continue;
        };
        let used = arguments(pieces);
        let names: BTreeSet<String> = used.keys().cloned().collect();
        match &first {
            Some((tag, expected)) if *expected != names => {
                let (these, those) = (list(&names), list(expected));
                problems.push(problem(
                    &file,
                    key,
                    format!("has {these}, but {tag}/{area}.ftl has {those}"),
                ));
            }
            Some(_) => {}
            None => first = Some((&language.tag, names)),
        }
        for (name, kind) in used {
            raise(&mut all, &name, kind);
        }
        versions.push(pieces.clone());
    }
    Some(Text {
        key: key.to_owned(),
        arguments: all,
        versions,
    })
}

fn list(names: &BTreeSet<String>) -> String {
    if names.is_empty() {
        return "no arguments".into();
    }
    let names: Vec<String> = names.iter().map(|name| format!("${name}")).collect();
    format!("the arguments {}", names.join(", "))
}
