//! Writes the Rust code.

use std::fmt::Write as _;

use crate::check::{Area, Areas, Text};
use crate::pattern::{Key, Kind, Piece, plain};
use crate::plural::condition;

/// What every generated file begins with.
const PRELUDE: &str = r"use vocab::Lang;

/// A whole number that decides between plural forms.
pub trait Count {
    /// The number itself.
    fn count(&self) -> i64;
}

macro_rules! counts {
    ($($number:ty),*) => {$(
        impl Count for $number {
            fn count(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )*};
}

counts!(u8, u16, u32, u64, usize, i16, i32, i64);

impl<T: Count + ?Sized> Count for &T {
    fn count(&self) -> i64 {
        (**self).count()
    }
}
";

/// Words that Rust keeps for itself; a field of that name gets an underscore at its end.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The whole file.
pub(crate) fn code(areas: &Areas) -> String {
    let mut out = String::from(PRELUDE);
    let langs: Vec<String> = areas
        .tags
        .iter()
        .map(|tag| format!("Lang::{}", variant(tag)))
        .collect();
    _ = write!(
        out,
        "\n/// The languages that these texts exist in; the first stands in for the others.\npub const LANGS: &[Lang] = &[{}];\n",
        langs.join(", ")
    );
    _ = write!(
        out,
        "\nconst fn index(lang: Lang) -> usize {{\n    match lang {{\n{}        _ => 0,\n    }}\n}}\n",
        places(&areas.tags)
    );
    for area in &areas.areas {
        emit_area(&mut out, areas, area);
    }
    out
}

/// Which version serves a language. Valencian falls back to Catalan, everything else to the first.
fn places(tags: &[String]) -> String {
    let mut arms = String::new();
    for (place, tag) in tags.iter().enumerate().skip(1) {
        _ = writeln!(arms, "        Lang::{} => {place},", variant(tag));
    }
    if let Some(place) = tags.iter().position(|tag| tag == "ca")
        && place > 0
        && !tags.iter().any(|tag| tag == "ca-valencia")
    {
        _ = writeln!(arms, "        Lang::CaValencia => {place},");
    }
    arms
}

fn emit_area(out: &mut String, areas: &Areas, area: &Area) {
    let name = field(&area.name);
    let ty = format!("{}Texts", variant(&area.name));
    let table = area.name.replace('-', "_").to_uppercase();
    _ = write!(
        out,
        "\n/// The texts of `{}` in one language.\n#[derive(Debug)]\npub struct {ty} {{\n",
        area.name
    );
    _ = writeln!(
        out,
        "    /// The language of these texts.\n    pub lang: Lang,"
    );
    for text in area.texts.iter().filter(|t| t.arguments.is_empty()) {
        _ = writeln!(
            out,
            "    {}\n    pub {}: &'static str,",
            doc(text),
            field(&text.key)
        );
    }
    _ = write!(
        out,
        "}}\n\n/// The texts of `{}` in a language.\n#[must_use]\npub fn {name}(lang: Lang) -> &'static {ty} {{\n    {table}.get(index(lang)).unwrap_or(&{table}[0])\n}}\n",
        area.name
    );
    _ = writeln!(out, "\nstatic {table}: [{ty}; {}] = [", areas.tags.len());
    for (place, tag) in areas.tags.iter().enumerate() {
        _ = writeln!(out, "    {ty} {{\n        lang: Lang::{},", variant(tag));
        for text in area.texts.iter().filter(|t| t.arguments.is_empty()) {
            let words = text
                .versions
                .get(place)
                .and_then(|pieces| plain(pieces))
                .unwrap_or("");
            _ = writeln!(out, "        {}: {words:?},", field(&text.key));
        }
        _ = writeln!(out, "    }},");
    }
    _ = writeln!(out, "];");
    if area.texts.iter().any(|t| !t.arguments.is_empty()) {
        _ = writeln!(out, "\nimpl {ty} {{");
        for text in area.texts.iter().filter(|t| !t.arguments.is_empty()) {
            emit_method(out, &areas.tags, text);
        }
        _ = writeln!(out, "}}");
    }
}

fn emit_method(out: &mut String, tags: &[String], text: &Text) {
    let parameters: Vec<String> = text
        .arguments
        .iter()
        .map(|(name, kind)| {
            let bound = match kind {
                Kind::Text | Kind::Choice => "core::fmt::Display",
                Kind::Count => "Count",
            };
            format!("{}: impl {bound}", field(name))
        })
        .collect();
    _ = writeln!(out, "    {}\n    #[must_use]", doc(text));
    _ = writeln!(
        out,
        "    pub fn {}(&self, {}) -> String {{",
        field(&text.key),
        parameters.join(", ")
    );
    _ = writeln!(out, "        use core::fmt::Write as _;");
    for (name, kind) in &text.arguments {
        let name = field(name);
        match kind {
            Kind::Text => {
                _ = writeln!(out, "        let {name} = core::convert::identity({name});");
            }
            Kind::Choice => _ = writeln!(out, "        let {name} = {name}.to_string();"),
            Kind::Count => _ = writeln!(out, "        let {name} = {name}.count();"),
        }
    }
    _ = writeln!(
        out,
        "        let mut out = String::new();\n        match index(self.lang) {{"
    );
    for (place, (tag, pieces)) in tags.iter().zip(&text.versions).enumerate().skip(1) {
        _ = writeln!(out, "            {place} => {{");
        emit_pieces(out, tag, pieces, 16);
        _ = writeln!(out, "            }}");
    }
    _ = writeln!(out, "            _ => {{");
    if let (Some(tag), Some(pieces)) = (tags.first(), text.versions.first()) {
        emit_pieces(out, tag, pieces, 16);
    }
    _ = writeln!(out, "            }}\n        }}\n        out\n    }}\n");
}

fn emit_words(out: &mut String, pad: &str, words: &str) {
    let mut characters = words.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) => _ = writeln!(out, "{pad}out.push({one:?});"),
        _ => _ = writeln!(out, "{pad}out.push_str({words:?});"),
    }
}

fn emit_pieces(out: &mut String, tag: &str, pieces: &[Piece], depth: usize) {
    let pad = " ".repeat(depth);
    for piece in pieces {
        match piece {
            Piece::Words(words) => emit_words(out, &pad, words),
            Piece::Argument(name) => {
                _ = writeln!(out, "{pad}_ = write!(out, \"{{{}}}\");", field(name));
            }
            Piece::Select {
                argument,
                variants,
                default,
            } => {
                _ = write!(out, "{pad}");
                for (key, pieces) in variants {
                    _ = writeln!(out, "if {} {{", test(tag, &field(argument), key));
                    emit_pieces(out, tag, pieces, depth + 4);
                    _ = write!(out, "{pad}}} else ");
                }
                _ = writeln!(out, "{{");
                emit_pieces(out, tag, default, depth + 4);
                _ = writeln!(out, "{pad}}}");
            }
        }
    }
}

fn test(tag: &str, argument: &str, key: &Key) -> String {
    match key {
        Key::Number(number) => format!("{argument} == {number}"),
        Key::Word(word) => format!("{argument} == {word:?}"),
        Key::Category(category) => {
            let rule = condition(tag, category).unwrap_or("false");
            rule.replace('#', argument)
        }
    }
}

/// What the field or method says in the first language, for whoever hovers over it.
fn doc(text: &Text) -> String {
    let mut words = String::new();
    if let Some(pieces) = text.versions.first() {
        describe(pieces, &mut words);
    }
    let words = words.replace(['\n', '\r'], " ").replace('`', "'");
    format!("/// `{words}`")
}

fn describe(pieces: &[Piece], words: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Words(text) => words.push_str(text),
            Piece::Argument(name) => _ = write!(words, "{{{name}}}"),
            Piece::Select { default, .. } => describe(default, words),
        }
    }
}

/// `code-hint` as a field or function: `code_hint`.
fn field(key: &str) -> String {
    let name = key.replace('-', "_");
    if KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// `ca-valencia` as a variant or type: `CaValencia`.
fn variant(tag: &str) -> String {
    tag.split('-')
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map_or_else(String::new, |c| {
                c.to_ascii_uppercase().to_string() + letters.as_str()
            })
        })
        .collect()
}
