//! What can be checked about a page without a browser; for the tests of every face.
//!
//! `assert_eq!(web_kit::check::page(&html), Vec::<String>::new());` finds: tags that do not close,
//! ids used twice, labels and descriptions that point nowhere, a missing or second `h1`, a missing
//! title or language, inline styles and scripts (which the policy forbids), files that do not
//! exist, pictures without words, and texts that were not filled in. axe looks for the rest.

use std::collections::{HashMap, HashSet};

use crate::assets::KIT;

/// Elements that have no end tag (HTML §13.1.2), and those of SVG that we write closed by `/>`.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "!doctype",
];

/// Attributes that name ids.
const POINTERS: [&str; 5] = [
    "for",
    "aria-describedby",
    "aria-labelledby",
    "aria-controls",
    "data-count-for",
];

struct Tag<'a> {
    name: String,
    attributes: HashMap<&'a str, &'a str>,
    closes: bool,
    closed: bool,
}

/// Everything that is wrong with a page; empty if nothing is.
#[must_use]
pub fn page(html: &str) -> Vec<String> {
    let mut found = fragment(html);
    let tags = tags(html);
    let count = |name: &str| {
        tags.iter()
            .filter(|tag| tag.name == name && !tag.closes)
            .count()
    };
    for (name, expected) in [("h1", 1), ("title", 1), ("main", 1), ("html", 1)] {
        if count(name) != expected {
            found.push(format!(
                "{} times <{name}>, should be {expected}",
                count(name)
            ));
        }
    }
    if !tags
        .iter()
        .any(|tag| tag.name == "html" && tag.attributes.contains_key("lang"))
    {
        found.push("the page does not tell its language".into());
    }
    if html.contains("<title> ·") {
        found.push("the title is empty".into());
    }
    found
}

/// The same for a piece of a page.
#[must_use]
pub fn fragment(html: &str) -> Vec<String> {
    let tags = tags(html);
    let mut found = balance(&tags);
    let mut ids = HashSet::new();
    for tag in tags.iter().filter(|tag| !tag.closes) {
        if let Some(id) = tag.attributes.get("id")
            && !ids.insert(*id)
        {
            found.push(format!("the id `{id}` is used twice"));
        }
    }
    for tag in tags.iter().filter(|tag| !tag.closes) {
        found.extend(objections(tag, &ids));
    }
    if html.contains("<svg class=\"ico\"></svg>") || html.contains("{ $") || html.contains("{{") {
        found.push("a text or a drawing was not filled in".into());
    }
    found
}

fn objections(tag: &Tag<'_>, ids: &HashSet<&str>) -> Vec<String> {
    let mut found = Vec::new();
    let name = &tag.name;
    for pointer in POINTERS {
        for id in tag
            .attributes
            .get(pointer)
            .unwrap_or(&"")
            .split_ascii_whitespace()
        {
            if !ids.contains(id) {
                found.push(format!(
                    "<{name} {pointer}> points to `{id}`, which is not there"
                ));
            }
        }
    }
    if let Some(id) = tag
        .attributes
        .get("href")
        .and_then(|href| href.strip_prefix('#'))
        && !ids.contains(id)
    {
        found.push(format!("a link leads to `#{id}`, which is not there"));
    }
    if tag.attributes.contains_key("style")
        || tag.attributes.keys().any(|key| key.starts_with("on"))
    {
        found.push(format!(
            "<{name}> has an inline style or script; the policy forbids it"
        ));
    }
    if (name == "script" && !tag.attributes.contains_key("src")) || name == "style" {
        found.push(format!("an inline <{name}>; the policy forbids it"));
    }
    if name == "img" && !tag.attributes.contains_key("alt") {
        found.push("a picture has no words".into());
    }
    for key in ["src", "href"] {
        if let Some(path) = tag
            .attributes
            .get(key)
            .and_then(|url| url.strip_prefix("/assets/kit/"))
            && !path.split_once('/').is_some_and(|(_, path)| KIT.has(path))
        {
            found.push(format!("there is no file {path}"));
        }
    }
    if matches!(name.as_str(), "input" | "select" | "textarea") && !is_named(tag) {
        found.push(format!(
            "<{name} name={:?}> has no id for its label",
            tag.attributes.get("name")
        ));
    }
    found
}

/// Whether a control can have a label: an id, or none is needed.
fn is_named(tag: &Tag<'_>) -> bool {
    let kind = tag.attributes.get("type").copied();
    matches!(kind, Some("hidden" | "submit")) || tag.attributes.contains_key("id")
}

fn balance(tags: &[Tag<'_>]) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for tag in tags {
        if VOID.contains(&tag.name.as_str()) || tag.closed {
            continue;
        }
        if !tag.closes {
            open.push(&tag.name);
        } else if open.last() == Some(&tag.name.as_str()) {
            open.pop();
        } else {
            let last = open.last().copied().unwrap_or("nothing");
            found.push(format!("</{}> closes <{last}>", tag.name));
            return found;
        }
    }
    if let Some(name) = open.last() {
        found.push(format!("<{name}> is not closed"));
    }
    found
}

fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = end_of_tag(rest);
        let (inside, after) = rest.split_at(end);
        rest = after;
        tags.push(tag(inside));
    }
    tags
}

/// Where the `>` of a tag is: not inside a quoted value.
fn end_of_tag(rest: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at,
            _ => {}
        }
    }
    rest.len()
}

fn tag(inside: &str) -> Tag<'_> {
    let closes = inside.starts_with('/');
    let closed = inside.ends_with('/');
    let inside = inside.trim_matches('/');
    let (name, mut rest) = inside
        .split_once(|c: char| c.is_ascii_whitespace())
        .unwrap_or((inside, ""));
    let mut attributes = HashMap::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest
            .find(|c: char| c == '=' || c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        match after.strip_prefix("=\"") {
            Some(value) => {
                let (value, after) = value.split_once('"').unwrap_or((value, ""));
                attributes.insert(key, value);
                rest = after;
            }
            None => {
                attributes.insert(key, "");
                rest = after.trim_start_matches('=');
            }
        }
    }
    Tag {
        name: name.to_ascii_lowercase(),
        attributes,
        closes,
        closed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_reader_of_the_page_would_stumble_over() {
        let cases = [
            ("<p><b>x</p>", "</p> closes <b>"),
            ("<p>x", "<p> is not closed"),
            (
                "<i id=\"a\"></i><i id=\"a\"></i>",
                "the id `a` is used twice",
            ),
            ("<label for=\"x\">y</label>", "points to `x`"),
            ("<p style=\"color:red\"></p>", "inline style"),
            (
                "<button onclick=\"x()\"></button>",
                "inline style or script",
            ),
            ("<script>1</script>", "inline <script>"),
            ("<a href=\"#here\">x</a>", "`#here`"),
            ("<input name=\"n\">", "has no id"),
            (
                "<img src=\"/assets/kit/0/none.svg\" alt=\"\">",
                "there is no file",
            ),
        ];
        for (html, expected) in cases {
            let found = fragment(html).join("; ");
            assert!(found.contains(expected), "{html}: {found}");
        }
        let fine = "<p title=\"a > b\">x<br><svg><path d=\"M1 1\"/></svg></p>";
        assert_eq!(fragment(fine), Vec::<String>::new());
    }
}
