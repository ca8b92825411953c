//! HTML that is already escaped, and what can become it.

use std::borrow::Cow;
use std::fmt;

use askama::filters::{Escaper as _, HtmlSafe};

/// A piece of HTML that is safe to write into a page as it is.
///
/// Only this crate's components and [`Html::escaped`] make it, so text of a citizen cannot become
/// markup by accident. [`Html::trusted`] is for markup written by hand in code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(Cow<'static, str>);

impl Html {
    /// Text with `& < > " '` escaped.
    #[must_use]
    pub fn escaped(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        escape_into(&mut out, text);
        Self(Cow::Owned(out))
    }

    /// Markup written by hand in code; never anything that came from outside.
    #[must_use]
    pub const fn trusted(markup: &'static str) -> Self {
        Self(Cow::Borrowed(markup))
    }

    /// The output of a component of this crate, which escaped what it was given.
    pub(crate) const fn rendered(markup: String) -> Self {
        Self(Cow::Owned(markup))
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Several pieces one after the other.
    #[must_use]
    pub fn join(pieces: &[Html]) -> Self {
        Self(Cow::Owned(pieces.iter().map(Html::as_str).collect()))
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// Writes text with `& < > " '` escaped.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    // Cannot fail: writing into a String never does.
    _ = askama::filters::Html.write_escaped_str(out, text);
}

/// What can stand in a component: text, which is escaped, or markup, which is not.
pub trait Markup {
    /// The markup.
    fn html(&self) -> Html;
}

impl Markup for Html {
    fn html(&self) -> Html {
        self.clone()
    }
}

impl Markup for str {
    fn html(&self) -> Html {
        Html::escaped(self)
    }
}

impl Markup for String {
    fn html(&self) -> Html {
        Html::escaped(self)
    }
}

impl Markup for Cow<'_, str> {
    fn html(&self) -> Html {
        Html::escaped(self)
    }
}

impl<T: Markup + ?Sized> Markup for &T {
    fn html(&self) -> Html {
        (**self).html()
    }
}

/// Makes an askama template of this crate a component: written into pages without escaping.
macro_rules! component {
    ($($name:ident),* $(,)?) => {$(
        impl askama::filters::HtmlSafe for $name {}

        impl $crate::markup::Markup for $name {
            fn html(&self) -> $crate::markup::Html {
                $crate::markup::Html::rendered(self.to_string())
            }
        }
    )*};
}
pub(crate) use component;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_markup_is_not() {
        assert_eq!(
            "a<b & \"c\" 'd'".html().as_str(),
            "a&#60;b &#38; &#34;c&#34; &#39;d&#39;"
        );
        assert_eq!(Html::trusted("<br>").html().as_str(), "<br>");
    }
}
