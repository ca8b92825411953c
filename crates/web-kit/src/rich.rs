//! Texts with a link or an emphasis inside, so that no sentence is put together from pieces.
//!
//! In the `.ftl` file a text may use `<a>…</a>`, `<b>…</b>`, `<code>…</code>`, `<nowrap>…</nowrap>`
//! and `<br>`. The addresses of links are given in the template, in the order of the text:
//! `{{ page.rich(t.no_letter).link("/register/ask-for-letter").link("/offices") }}`.

use std::borrow::Cow;
use std::fmt;

use askama::filters::HtmlSafe;

use crate::markup::{Html, Markup, escape_into};

/// A text with marks, and the addresses of its links.
///
/// Every mark that is not in the list is shown as text. A link without an address is shown as
/// text too. Do not pass arguments that a citizen wrote into a rich text: their `<b>` would count.
#[derive(Debug, Clone)]
pub struct Rich {
    text: String,
    links: Vec<Cow<'static, str>>,
}

impl Rich {
    /// A text without addresses yet.
    #[must_use]
    pub fn new(text: impl AsRef<str>) -> Self {
        Self {
            text: text.as_ref().to_owned(),
            links: Vec::new(),
        }
    }

    /// The address of the next `<a>`.
    #[must_use]
    pub fn link(mut self, address: impl AsRef<str>) -> Self {
        self.links.push(Cow::Owned(address.as_ref().to_owned()));
        self
    }

    fn render(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + 32);
        let mut links = self.links.iter();
        let mut open_links = 0_usize;
        let mut rest = self.text.as_str();
        while let Some((before, from)) = split_at_mark(rest) {
            escape_into(&mut out, before);
            rest = self.mark(&mut out, from, &mut links, &mut open_links);
        }
        escape_into(&mut out, rest);
        out
    }

    /// Writes the mark at the beginning of `from` and returns what follows it.
    fn mark<'a>(
        &self,
        out: &mut String,
        from: &'a str,
        links: &mut std::slice::Iter<'_, Cow<'static, str>>,
        open_links: &mut usize,
    ) -> &'a str {
        const MARKS: [(&str, &str); 7] = [
            ("<b>", "<strong>"),
            ("</b>", "</strong>"),
            ("<code>", "<code>"),
            ("</code>", "</code>"),
            ("<nowrap>", "<span class=\"nowrap\">"),
            ("</nowrap>", "</span>"),
            ("<br>", "<br>"),
        ];
        for (mark, html) in MARKS {
            if let Some(rest) = from.strip_prefix(mark) {
                out.push_str(html);
                return rest;
            }
        }
        if let Some(rest) = from.strip_prefix("<a>") {
            if let Some(address) = links.next() {
                out.push_str("<a href=\"");
                escape_into(out, address);
                out.push_str("\">");
                *open_links += 1;
            }
            return rest;
        }
        if let Some(rest) = from.strip_prefix("</a>") {
            if *open_links > 0 {
                out.push_str("</a>");
                *open_links -= 1;
            }
            return rest;
        }
        out.push_str("&#60;");
        from.strip_prefix('<').unwrap_or("")
    }
}

fn split_at_mark(text: &str) -> Option<(&str, &str)> {
    text.find('<').map(|at| text.split_at(at))
}

impl fmt::Display for Rich {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render())
    }
}

impl HtmlSafe for Rich {}

impl Markup for Rich {
    fn html(&self) -> Html {
        Html::rendered(self.render())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_emphasis_are_drawn_in_order() {
        let rich = Rich::new("Pida <a>otra</a> o <b>venga</b>: <a>oficinas</a>")
            .link("/letter")
            .link("/o?a=1&b=2");
        assert_eq!(
            rich.to_string(),
            "Pida <a href=\"/letter\">otra</a> o <strong>venga</strong>: <a href=\"/o?a=1&#38;b=2\">oficinas</a>"
        );
    }

    #[test]
    fn anything_else_is_text() {
        let rich = Rich::new("<script>1 < 2</script> <a>sin dirección</a>");
        assert_eq!(
            rich.to_string(),
            "&#60;script&#62;1 &#60; 2&#60;/script&#62; sin dirección"
        );
    }
}
