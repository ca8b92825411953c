//! Reads the files of each language and resolves terms and references.

use std::collections::BTreeMap;
use std::path::Path;

use fluent_syntax::ast;
use fluent_syntax::parser;

use crate::Problem;
use crate::pattern::{Key, Piece, joined};
use crate::plural::CATEGORIES;

/// The file of each language whose terms (`-brand = …`) every area may use.
const TERMS: &str = "terms";

/// References inside references: more than this is a circle.
const DEPTH: usize = 16;

/// The texts of one language: area, key, pieces.
pub(crate) struct Language {
    pub(crate) tag: String,
    pub(crate) areas: BTreeMap<String, BTreeMap<String, Vec<Piece>>>,
}

type Pattern = ast::Pattern<String>;

/// The raw messages and terms of one file.
#[derive(Default)]
struct Entries {
    messages: BTreeMap<String, Pattern>,
    terms: BTreeMap<String, Pattern>,
}

/// All languages with a folder below `root`, in the order of their tags.
pub(crate) fn load(root: &Path) -> Result<Vec<Language>, Vec<Problem>> {
    let folders = names(root, true).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut languages = Vec::new();
    for tag in folders {
        languages.push(language(root, &tag, &mut problems));
    }
    if languages.is_empty() {
        problems.push(problem(
            &root.display().to_string(),
            "",
            "no language folder found".into(),
        ));
    }
    if problems.is_empty() {
        Ok(languages)
    } else {
        Err(problems)
    }
}

fn language(root: &Path, tag: &str, problems: &mut Vec<Problem>) -> Language {
    let mut files = BTreeMap::new();
    match names(&root.join(tag), false) {
        Ok(areas) => {
            for area in areas {
                let file = format!("{tag}/{area}.ftl");
                files.insert(area, entries(root, &file, problems));
            }
        }
        Err(problem) => problems.push(problem),
    }
    let shared = files.remove(TERMS).unwrap_or_default();
    let mut areas = BTreeMap::new();
    for (area, entries) in &files {
        let resolver = Resolver {
            tag,
            area,
            entries,
            shared: &shared,
        };
        let mut texts = BTreeMap::new();
        for (key, pattern) in &entries.messages {
            match resolver.pieces(pattern, 0) {
                Ok(pieces) => {
                    texts.insert(key.clone(), joined(pieces));
                }
                Err(message) => problems.push(problem(&format!("{tag}/{area}.ftl"), key, message)),
            }
        }
        areas.insert(area.clone(), texts);
    }
    Language {
        tag: tag.to_owned(),
        areas,
    }
}

/// The names below a folder: of folders, or of `.ftl` files without their ending; sorted.
fn names(dir: &Path, folders: bool) -> Result<Vec<String>, Problem> {
    let cannot = |error: std::io::Error| {
        problem(
            &dir.display().to_string(),
            "",
            format!("cannot be read: {error}"),
        )
    };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() == folders {
            match name.strip_suffix(".ftl") {
                Some(area) => names.push(area.to_owned()),
                None if folders => names.push(name),
                None => {}
            }
        }
    }
    names.sort();
    Ok(names)
}

fn entries(root: &Path, file: &str, problems: &mut Vec<Problem>) -> Entries {
    let mut entries = Entries::default();
    let source = match std::fs::read_to_string(root.join(file)) {
        Ok(source) => source,
        Err(error) => {
            problems.push(problem(file, "", format!("cannot be read: {error}")));
            return entries;
        }
    };
    let resource = match parser::parse(source.clone()) {
        Ok(resource) => resource,
        Err((_, errors)) => {
            for error in errors {
                let line = source
                    .get(..error.pos.start)
                    .map_or(0, |s| s.matches('\n').count())
                    + 1;
                problems.push(problem(file, "", format!("line {line}: {error}")));
            }
            return entries;
        }
    };
    for entry in resource.body {
        let (table, id, value, attributes) = match entry {
            ast::Entry::Message(m) => (&mut entries.messages, m.id.name, m.value, m.attributes),
            ast::Entry::Term(t) => (&mut entries.terms, t.id.name, Some(t.value), t.attributes),
            _ => continue,
        };
        if let Some(message) = objection(&id, value.is_some(), !attributes.is_empty()) {
            problems.push(problem(file, &id, message.into()));
        } else if let Some(value) = value
            && table.insert(id.clone(), value).is_some()
        {
            problems.push(problem(file, &id, "is there twice".into()));
        }
    }
    entries
}

fn objection(id: &str, has_value: bool, has_attributes: bool) -> Option<&'static str> {
    let kebab = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !kebab {
        Some("keys are written in kebab-case: small letters, digits and hyphens")
    } else if id == "lang" {
        Some("is taken: `lang` is the language of the texts")
    } else if !has_value {
        Some("has no text")
    } else if has_attributes {
        Some("attributes are not supported: make a key of its own")
    } else {
        None
    }
}

struct Resolver<'a> {
    tag: &'a str,
    area: &'a str,
    entries: &'a Entries,
    shared: &'a Entries,
}

impl Resolver<'_> {
    fn pieces(&self, pattern: &Pattern, depth: usize) -> Result<Vec<Piece>, String> {
        if depth > DEPTH {
            return Err("refers to itself".into());
        }
        let mut pieces = Vec::new();
        for element in &pattern.elements {
            match element {
                ast::PatternElement::TextElement { value } => {
                    pieces.push(Piece::Words(value.clone()));
                }
                ast::PatternElement::Placeable { expression } => match expression {
                    ast::Expression::Inline(inline) => pieces.extend(self.inline(inline, depth)?),
                    ast::Expression::Select { selector, variants } => {
                        pieces.push(self.select(selector, variants, depth)?);
                    }
                },
            }
        }
        Ok(pieces)
    }

    fn inline(
        &self,
        inline: &ast::InlineExpression<String>,
        depth: usize,
    ) -> Result<Vec<Piece>, String> {
        use ast::InlineExpression as Inline;
        match inline {
            Inline::StringLiteral { value } => Ok(vec![Piece::Words(
                fluent_syntax::unicode::unescape_unicode_to_string(value).into_owned(),
            )]),
            Inline::NumberLiteral { value } => Ok(vec![Piece::Words(value.clone())]),
            Inline::VariableReference { id } => {
                Ok(vec![Piece::Argument(id.name.replace('-', "_"))])
            }
            Inline::MessageReference {
                id,
                attribute: None,
            } => {
                let target = self.entries.messages.get(&id.name);
                let target = target
                    .ok_or_else(|| format!("there is no text `{}` in {}", id.name, self.area))?;
                self.pieces(target, depth + 1)
            }
            Inline::TermReference {
                id,
                attribute: None,
                arguments: None,
            } => {
                let own = self.entries.terms.get(&id.name);
                let target = own.or_else(|| self.shared.terms.get(&id.name));
                let target = target.ok_or_else(|| {
                    format!(
                        "there is no term `-{}` in this file or in {}/{TERMS}.ftl",
                        id.name, self.tag
                    )
                })?;
                self.pieces(target, depth + 1)
            }
            Inline::Placeable { expression } => match &**expression {
                ast::Expression::Inline(inline) => self.inline(inline, depth),
                ast::Expression::Select { selector, variants } => {
                    Ok(vec![self.select(selector, variants, depth)?])
                }
            },
            _ => Err(
                "functions, attributes and terms with arguments are not supported: \
                      format the value before and pass it as text"
                    .into(),
            ),
        }
    }

    fn select(
        &self,
        selector: &ast::InlineExpression<String>,
        variants: &[ast::Variant<String>],
        depth: usize,
    ) -> Result<Piece, String> {
        let ast::InlineExpression::VariableReference { id } = selector else {
            return Err("only an argument can choose between variants".into());
        };
        let numeric = variants
            .iter()
            .any(|v| matches!(&v.key, ast::VariantKey::NumberLiteral { .. }))
            || variants.iter().all(|v| category(&v.key).is_some());
        let mut tried = Vec::new();
        let mut default = Vec::new();
        for variant in variants {
            let pieces = joined(self.pieces(&variant.value, depth + 1)?);
            if variant.default {
                default = pieces;
            } else {
                tried.push((self.key(&variant.key, numeric)?, pieces));
            }
        }
        Ok(Piece::Select {
            argument: id.name.replace('-', "_"),
            variants: tried,
            default,
        })
    }

    fn key(&self, key: &ast::VariantKey<String>, numeric: bool) -> Result<Key, String> {
        match key {
            ast::VariantKey::NumberLiteral { value } => {
                let whole = value
                    .parse()
                    .map_err(|_| format!("[{value}] is not a whole number"))?;
                Ok(Key::Number(whole))
            }
            ast::VariantKey::Identifier { name } if !numeric => Ok(Key::Word(name.clone())),
            ast::VariantKey::Identifier { name } => {
                let found =
                    category(key).ok_or_else(|| format!("[{name}] is no plural category"))?;
                if crate::plural::condition(self.tag, found).is_none() {
                    return Err(format!("`{}` has no plural category [{name}]", self.tag));
                }
                Ok(Key::Category(found))
            }
        }
    }
}

fn category(key: &ast::VariantKey<String>) -> Option<&'static str> {
    match key {
        ast::VariantKey::Identifier { name } => CATEGORIES.into_iter().find(|c| c == name),
        ast::VariantKey::NumberLiteral { .. } => None,
    }
}

pub(crate) fn problem(file: &str, key: &str, message: String) -> Problem {
    Problem {
        file: file.to_owned(),
        key: key.to_owned(),
        message,
    }
}
