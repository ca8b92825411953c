//! On which line each member of a file is, and each part of it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::Mistake;

/// Lines by member and part: `redirect_uris`, `redirect_uris[1]`, `names.es`.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: BTreeMap<String, usize>,
    /// The parts that are texts, so that a complaint about a value finds its place.
    texts: BTreeMap<String, String>,
}

impl Lines {
    /// The line of a member or part; of the member if the part is unknown.
    pub(super) fn of(&self, field: &str) -> Option<usize> {
        self.lines
            .get(field)
            .or_else(|| self.lines.get(super::member_of(field)))
            .copied()
    }

    /// The part of a member that is this text.
    pub(super) fn place_of(&self, member: &str, text: &str) -> Option<String> {
        let found = self
            .texts
            .iter()
            .find(|(place, value)| super::member_of(place) == member && value.as_str() == text);
        found.map(|(place, _)| place.clone())
    }

    fn note(&mut self, place: String, line: usize) {
        self.lines.insert(place, line);
    }

    fn note_texts(&mut self, members: &Map<String, Value>) {
        for (name, value) in members {
            match value {
                Value::Array(elements) => {
                    for (position, element) in elements.iter().enumerate() {
                        if let Value::String(text) = element {
                            self.texts
                                .insert(format!("{name}[{position}]"), text.clone());
                        }
                    }
                }
                Value::Object(parts) => {
                    for part in parts.keys() {
                        self.texts.insert(format!("{name}.{part}"), part.clone());
                    }
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

fn not_readable(line: Option<usize>, problem: &str, language: &str) -> Mistake {
    Mistake {
        line,
        field: String::new(),
        problem: problem.to_owned(),
        remedy: format!("mend the {language}; nothing else was looked at"),
    }
}

/// Members and lines of a TOML file.
pub(super) fn of_toml(text: &str) -> Result<(Map<String, Value>, Lines), Vec<Mistake>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let mistakes = errors.iter().map(|error| {
            let line = error.span().map(|span| line_at(text, span.start));
            not_readable(line, error.message(), "TOML")
        });
        return Err(mistakes.collect());
    }
    let members: Map<String, Value> =
        toml::from_str(text).map_err(|error| vec![not_readable(None, error.message(), "TOML")])?;
    let mut lines = Lines::default();
    for (name, value) in table.get_ref() {
        let member = name.get_ref().to_string();
        match value.get_ref() {
            DeValue::Array(elements) => {
                for (position, element) in elements.iter().enumerate() {
                    let line = line_at(text, element.span().start);
                    lines.note(format!("{member}[{position}]"), line);
                }
            }
            DeValue::Table(parts) => {
                for (part, _) in parts {
                    let line = line_at(text, part.span().start);
                    lines.note(format!("{member}.{}", part.get_ref()), line);
                }
            }
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => {}
        }
        lines.note(member, line_at(text, name.span().start));
    }
    lines.note_texts(&members);
    Ok((members, lines))
}

/// Members and lines of a JSON file.
pub(super) fn of_json(text: &str) -> Result<(Map<String, Value>, Lines), Vec<Mistake>> {
    let members: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
        let line = (error.line() > 0).then(|| error.line());
        vec![not_readable(line, &error.to_string(), "JSON")]
    })?;
    let mut lines = json_lines(text);
    lines.note_texts(&members);
    Ok((members, lines))
}

/// Walks a text that is known to be a JSON object: at depth one a text before a colon is a member,
/// at depth two it is a part, and in a list at depth two whatever begins is an element.
fn json_lines(text: &str) -> Lines {
    let mut lines = Lines::default();
    let (mut line, mut depth) = (1, 0_usize);
    let mut member = String::new();
    // Of the member that is a list: the number of the element that comes next.
    let mut element: Option<usize> = None;
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let mut taken = next.len_utf8();
        match next {
            '"' => {
                let (content, length) = json_text(rest);
                taken = length;
                let after = rest.get(length..).unwrap_or_default().trim_start();
                if after.starts_with(':') && depth == 1 {
                    member = content.clone();
                    lines.note(content, line);
                } else if after.starts_with(':') && depth == 2 && element.is_none() {
                    lines.note(format!("{member}.{content}"), line);
                }
                note_element(&mut lines, &member, &mut element, depth, line);
            }
            '{' | '[' => {
                note_element(&mut lines, &member, &mut element, depth, line);
                depth += 1;
                if depth == 2 {
                    element = (next == '[').then_some(0);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    element = None;
                }
            }
            '\n' => line += 1,
            ',' | ':' => {}
            other if other.is_whitespace() => {}
            _ => note_element(&mut lines, &member, &mut element, depth, line),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    lines
}

fn note_element(
    lines: &mut Lines,
    member: &str,
    element: &mut Option<usize>,
    depth: usize,
    line: usize,
) {
    if let (2, Some(position)) = (depth, element.as_mut()) {
        let place = format!("{member}[{position}]");
        lines.lines.entry(place).or_insert(line);
        *position += 1;
    }
}

/// The content of the text that begins here, and its length with both quotation marks. Names of
/// members have no escapes that matter here.
fn json_text(rest: &str) -> (String, usize) {
    let mut escaped = false;
    for (offset, character) in rest.char_indices().skip(1) {
        match character {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => {
                let content = rest.get(1..offset).unwrap_or_default();
                return (content.to_owned(), offset + 1);
            }
            _ => escaped = false,
        }
    }
    (String::new(), rest.len())
}
