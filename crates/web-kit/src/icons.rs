//! The drawings of the design system, written into the page so that they take its colours.

use std::fmt;

use askama::filters::HtmlSafe;

use crate::markup::{Html, Markup};

/// One drawing of `assets/icons.svg`: 24 px grid, 2 px stroke. Always beside words, so hidden
/// from screen readers.
#[derive(Debug, Clone, Copy)]
pub struct Icon(&'static str);

impl Icon {
    /// The drawing with one more class, such as `art` or `good`.
    #[must_use]
    pub fn class(self, class: &'static str) -> Html {
        Html::rendered(svg(class, self.0))
    }
}

fn svg(class: &str, body: &str) -> String {
    format!("<svg class=\"ico {class}\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">{body}</svg>")
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<svg class=\"ico\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">")?;
        f.write_str(self.0)?;
        f.write_str("</svg>")
    }
}

impl HtmlSafe for Icon {}

impl Markup for Icon {
    fn html(&self) -> Html {
        Html::rendered(self.to_string())
    }
}

include!(concat!(env!("OUT_DIR"), "/icons.rs"));
