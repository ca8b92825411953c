//! No unfinished work in what ships, and no test that does not run.

use anyhow::Result;

use super::finding::Finding;
use super::repository::Repository;

/// Words of unfinished work. (Written in pieces, so that this file does not find itself.)
const UNFINISHED: [&str; 7] = [
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("dbg", "!("),
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("not yet ", "implemented"),
    concat!("not ", "implemented"),
];

/// Words that may be meant otherwise: the `placeholder` of a signature in a PDF is one.
const DOUBTFUL: [&str; 2] = [concat!("place", "holder"), concat!("st", "ub")];

/// Looks at the sources that ship, and for ignored tests everywhere.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for path in repository.product_sources() {
        let text = repository.text(path)?.unwrap_or_default();
        found.extend(unfinished(path, &text));
    }
    for path in repository.with_extension("rs") {
        let text = repository.text(path)?.unwrap_or_default();
        found.extend(ignored(path, &text));
    }
    Ok(found)
}

fn unfinished(path: &str, text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (place, line) in numbered(path, text) {
        if let Some(word) = UNFINISHED.iter().find(|word| contains_word(line, word)) {
            found.push(Finding::error(
                place,
                format!("`{word}` in what ships: finish it, or say what is not guaranteed"),
            ));
        } else if let Some(word) = DOUBTFUL
            .iter()
            .find(|word| contains_word(line, word) && !is_html(line, word))
        {
            found.push(Finding::warning(
                place,
                format!("`{word}`: is something unfinished here?"),
            ));
        }
    }
    found
}

fn ignored(path: &str, text: &str) -> Vec<Finding> {
    let attribute = concat!("#[ig", "nore");
    numbered(path, text)
        .filter(|(_, line)| line.trim_start().starts_with(attribute))
        .map(|(place, _)| {
            Finding::error(
                place,
                "an ignored test proves nothing: make it run, or delete it",
            )
        })
        .collect()
}

fn numbered<'t>(path: &'t str, text: &'t str) -> impl Iterator<Item = (String, &'t str)> {
    text.lines()
        .enumerate()
        .map(move |(index, line)| (format!("{path}:{}", index + 1), line))
}

/// The word stands alone, or closes with a bracket of its own.
fn contains_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(start, _)| {
        let (before, rest) = line.split_at(start);
        let after = rest.get(word.len()..).unwrap_or_default();
        let open_end = word.ends_with('(');
        !before.ends_with(is_word) && (open_end || !after.starts_with(is_word))
    })
}

/// An attribute or a selector of HTML and CSS.
fn is_html(line: &str, word: &str) -> bool {
    line.contains(&format!("{word}=")) || line.contains(&format!("::{word}"))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::Weight;

    #[test]
    fn refuses_unfinished_work_and_says_where() {
        let text = format!("fn a() {{}}\nfn b() {{ {}) }}\n", UNFINISHED[0]);
        let found = unfinished("crates/x/src/lib.rs", &text);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found.first().map(|f| (f.weight, f.place.as_str())),
            Some((Weight::Error, "crates/x/src/lib.rs:2"))
        );
    }

    #[test]
    fn words_inside_longer_words_and_html_are_fine() {
        let text = format!(
            "let {0}s = 1; // {0}\n<input {1}=\"12345678Z\">\n",
            "outstubborn", DOUBTFUL[0]
        );
        assert!(unfinished("a.rs", &text).is_empty());
    }

    #[test]
    fn refuses_an_ignored_test() {
        let text = format!("    {}]\n    fn a_test() {{}}\n", concat!("#[ig", "nore"));
        assert_eq!(ignored("a.rs", &text).len(), 1);
    }
}
