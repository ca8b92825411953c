//! A field with one control: label above, hint, error, control, in that order.

use askama::Template;

use crate::icons::{ICONS, Icon};
use crate::markup::{Html, Markup, component};
use crate::texts::KitTexts;

/// What the person types into.
#[derive(Debug, Clone)]
pub(crate) enum Control {
    Input,
    Lines,
    Select(Vec<(String, String)>),
    Cells(usize),
    File(String),
}

/// A field. Made by [`crate::Form`]; the rest is said by chaining, in the template.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/field.html")]
pub struct Field {
    t: &'static KitTexts,
    name: String,
    label: Html,
    value: String,
    error: Option<String>,
    hint: Option<Html>,
    control: Control,
    kind: &'static str,
    class: String,
    groups: Option<usize>,
    max: Option<usize>,
    autocomplete: String,
    inputmode: Option<&'static str>,
    code: bool,
    optional: bool,
    heading: bool,
    readonly: bool,
    small: bool,
}

component!(Field);

impl Field {
    pub(crate) fn new(
        t: &'static KitTexts,
        name: &str,
        label: Html,
        value: String,
        error: Option<String>,
    ) -> Self {
        Self {
            t,
            name: name.to_owned(),
            label,
            value,
            error,
            hint: None,
            control: Control::Input,
            kind: "text",
            class: String::new(),
            groups: None,
            max: None,
            autocomplete: "off".to_owned(),
            inputmode: None,
            code: false,
            optional: false,
            heading: false,
            readonly: false,
            small: false,
        }
    }

    /// Words below the label: shape and example. The person has read them before the mistake.
    #[must_use]
    pub fn hint(mut self, hint: impl Markup) -> Self {
        self.hint = Some(hint.html());
        self
    }

    /// Adds "(opcional)" to the label. Required fields say nothing.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The label is the title of the page: the page asks one thing.
    #[must_use]
    pub fn as_title(mut self) -> Self {
        self.heading = true;
        self
    }

    /// The label in small letters, for filters.
    #[must_use]
    pub fn small_label(mut self) -> Self {
        self.small = true;
        self
    }

    /// Shown, sent, but not to be changed.
    #[must_use]
    pub fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }

    /// The value, in place of what was sent or known.
    #[must_use]
    pub fn value(mut self, value: impl AsRef<str>) -> Self {
        self.value = value.as_ref().to_owned();
        self
    }

    /// The `autocomplete` token (HTML §4.10.18.7): `username`, `tel`, `one-time-code`…
    #[must_use]
    pub fn autocomplete(mut self, token: impl AsRef<str>) -> Self {
        self.autocomplete = token.as_ref().to_owned();
        self
    }

    /// The number keyboard of phones.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.inputmode = Some("numeric");
        self
    }

    /// The longest value, in characters.
    #[must_use]
    pub fn max(mut self, characters: usize) -> Self {
        self.max = Some(characters);
        self
    }

    /// As wide as 4 characters.
    #[must_use]
    pub fn w4(self) -> Self {
        self.class("w4")
    }

    /// As wide as a number.
    #[must_use]
    pub fn w9(self) -> Self {
        self.class("w9")
    }

    /// As wide as a telephone number.
    #[must_use]
    pub fn w16(self) -> Self {
        self.class("w16")
    }

    /// An option of a select.
    #[must_use]
    pub fn option(mut self, value: impl AsRef<str>, text: impl AsRef<str>) -> Self {
        if let Control::Select(options) = &mut self.control {
            options.push((value.as_ref().to_owned(), text.as_ref().to_owned()));
        }
        self
    }

    pub(crate) fn class(mut self, class: &str) -> Self {
        self.class.push(' ');
        self.class.push_str(class);
        self
    }

    pub(crate) fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    pub(crate) fn code(mut self) -> Self {
        self.code = true;
        self.class("code")
    }

    pub(crate) fn grouped(mut self, total: usize) -> Self {
        self.groups = Some(total);
        // Hyphens and stray spaces are forgiven, so the field takes more than the code has.
        self.max = Some(total * 2);
        let field = self.code().class("big");
        if total > 16 {
            field.class("long")
        } else {
            field
        }
    }

    pub(crate) fn cells(mut self, length: usize, digits: bool) -> Self {
        self.control = Control::Cells(length);
        self.max = Some(length);
        self.inputmode = digits.then_some("numeric");
        self.code = true;
        self.autocomplete("one-time-code")
    }

    pub(crate) fn lines(mut self) -> Self {
        self.control = Control::Lines;
        self
    }

    pub(crate) fn select(mut self) -> Self {
        self.control = Control::Select(Vec::new());
        self
    }

    pub(crate) fn file(mut self, accept: &str) -> Self {
        self.control = Control::File(accept.to_owned());
        self
    }

    fn alert(&self) -> Icon {
        ICONS.alert
    }

    /// The ids of what describes the control.
    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if self.error.is_some() {
            ids.push(format!("{}-e", self.name));
        }
        if self.hint.is_some() {
            ids.push(format!("{}-h", self.name));
        }
        if self.groups.is_some() {
            ids.push(format!("{}-n", self.name));
        }
        ids.join(" ")
    }

    /// The words of the counter with its first value filled in.
    fn counted(&self) -> String {
        let typed = self
            .value
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .count();
        self.t.code_count(self.groups.unwrap_or(0), typed)
    }

    /// The same words with marks for the script to fill in.
    fn count_pattern(&self) -> String {
        self.t.code_count(self.groups.unwrap_or(0), "{n}")
    }
}
