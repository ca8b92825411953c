//! A text whose references are resolved: pieces of words, arguments and choices.

use std::collections::BTreeMap;

/// What an argument is used for, and with that its Rust type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Written as it is: anything with `Display`.
    Text,
    /// Decides between variants by its value: compared as text.
    Choice,
    /// Decides between plural forms: a whole number.
    Count,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words that never change.
    Words(String),
    /// The value of an argument.
    Argument(String),
    /// One of several texts, by the value of an argument.
    Select {
        /// The argument that decides.
        argument: String,
        /// Tried in this order.
        variants: Vec<(Key, Vec<Piece>)>,
        /// What is left when no variant matches.
        default: Vec<Piece>,
    },
}

/// When a variant applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    /// The argument is exactly this number.
    Number(i64),
    /// The argument, as a number, has this plural category.
    Category(&'static str),
    /// The argument is exactly this word.
    Word(String),
}

/// Pieces with neighbouring words joined.
pub(crate) fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (out.last_mut(), piece) {
            (Some(Piece::Words(before)), Piece::Words(more)) => before.push_str(&more),
            (_, piece) => out.push(piece),
        }
    }
    out
}

/// The arguments of a text and what each is used for, in alphabetical order.
pub(crate) fn arguments(pieces: &[Piece]) -> BTreeMap<String, Kind> {
    let mut found = BTreeMap::new();
    collect(pieces, &mut found);
    found
}

fn collect(pieces: &[Piece], found: &mut BTreeMap<String, Kind>) {
    for piece in pieces {
        match piece {
            Piece::Words(_) => {}
            Piece::Argument(name) => raise(found, name, Kind::Text),
            Piece::Select {
                argument,
                variants,
                default,
            } => {
                let counted = variants.iter().any(|(key, _)| !matches!(key, Key::Word(_)));
                raise(
                    found,
                    argument,
                    if counted { Kind::Count } else { Kind::Choice },
                );
                for (_, pieces) in variants {
                    collect(pieces, found);
                }
                collect(default, found);
            }
        }
    }
}

/// What a text says, for reading: arguments as `{name}`, the variants of a choice one after another.
pub(crate) fn words(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Argument(name) => out.push_str(&format!("{{{name}}}")),
            Piece::Select {
                variants, default, ..
            } => {
                let all = variants.iter().map(|(_, pieces)| pieces).chain([default]);
                let all: Vec<String> = all.map(|pieces| words(pieces)).collect();
                out.push_str(&all.join(" / "));
            }
        }
    }
    out
}

/// Remembers the most demanding use of an argument.
pub(crate) fn raise(found: &mut BTreeMap<String, Kind>, name: &str, kind: Kind) {
    let entry = found.entry(name.to_owned()).or_insert(kind);
    *entry = (*entry).max(kind);
}

/// The words of a text that has nothing else.
pub(crate) fn plain(pieces: &[Piece]) -> Option<&str> {
    match pieces {
        [] => Some(""),
        [Piece::Words(words)] => Some(words),
        _ => None,
    }
}
