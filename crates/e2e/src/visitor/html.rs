//! As much of HTML as our own pages use: tags with quoted attributes.

/// A form as it would be sent unchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Where it goes; empty: to the page itself.
    pub action: String,
    /// Its fields with their values, boxes and choices only where they are ticked.
    pub fields: Vec<(String, String)>,
}

/// The forms of a page that are sent by POST.
pub(super) fn forms(html: &str) -> Vec<Form> {
    let mut found = Vec::new();
    let mut open: Option<(bool, Form)> = None;
    for tag in Tags(html) {
        match tag.name() {
            "form" => {
                let post = tag
                    .attribute("method")
                    .is_some_and(|method| method == "post");
                let action = tag.attribute("action").unwrap_or_default();
                open = Some((
                    post,
                    Form {
                        action,
                        fields: Vec::new(),
                    },
                ));
            }
            "/form" => {
                found.extend(open.take().filter(|(post, _)| *post).map(|(_, form)| form));
            }
            "input" | "textarea" => {
                if let (Some((_, form)), Some(field)) = (&mut open, tag.field()) {
                    form.fields.push(field);
                }
            }
            _ => {}
        }
    }
    found
}

/// The words of a page, for complaints and comparisons.
pub(super) fn words(html: &str) -> String {
    let main = html
        .find("<main")
        .and_then(|at| html.get(at..))
        .unwrap_or(html);
    let main = main
        .find("</main>")
        .and_then(|at| main.get(..at))
        .unwrap_or(main);
    let mut text = String::new();
    let mut rest = main;
    while let Some(at) = rest.find('<') {
        text.push_str(rest.get(..at).unwrap_or_default());
        text.push(' ');
        let after = rest.get(at..).unwrap_or_default();
        rest = after
            .find('>')
            .and_then(|end| after.get(end + 1..))
            .unwrap_or_default();
    }
    text.push_str(rest);
    unescape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// One tag, without its angle brackets.
struct Tag<'a>(&'a str);

impl Tag<'_> {
    fn name(&self) -> &str {
        self.0
            .split(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default()
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let start = format!(" {name}=\"");
        let at = self.0.find(&start)? + start.len();
        let value = self.0.get(at..)?;
        Some(unescape(value.get(..value.find('"')?)?))
    }

    fn has(&self, word: &str) -> bool {
        self.0
            .split(|c: char| c.is_whitespace())
            .any(|part| part == word)
    }

    /// Name and value, unless it is a box that is not ticked.
    fn field(&self) -> Option<(String, String)> {
        let kind = self.attribute("type").unwrap_or_default();
        let chosen = matches!(kind.as_str(), "radio" | "checkbox");
        if kind == "file" || (chosen && !self.has("checked")) {
            return None;
        }
        Some((
            self.attribute("name")?,
            self.attribute("value").unwrap_or_default(),
        ))
    }
}

/// The tags of a page.
struct Tags<'a>(&'a str);

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        let after = self.0.get(self.0.find('<')? + 1..)?;
        let end = end_of_tag(after)?;
        self.0 = after.get(end + 1..)?;
        Some(Tag(after.get(..end)?))
    }
}

/// Where a tag ends: the first closing bracket outside of quotes.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quoted = false;
    tag.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    })
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_would_send_it() {
        let page = r#"<main><form method="post" action="/a?r=1&amp;b"><input type="hidden" name="_token" value="t">
            <input type="radio" name="w" value="x" checked required><input type="radio" name="w" value="y">
            <input class="input" type="text" id="n" name="n" value="a &gt; b"></form><form action="/search"></form></main>"#;
        let expected = Form {
            action: "/a?r=1&b".into(),
            fields: [("_token", "t"), ("w", "x"), ("n", "a > b")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
        };
        assert_eq!(forms(page), [expected]);
    }

    #[test]
    fn words_are_what_stands_between_the_tags() {
        assert_eq!(
            words("<nav>x</nav><main>a <b>b</b>\n c&amp;d</main>"),
            "a b c&d"
        );
    }
}
