//! [`Form`]: what was sent, what is wrong with it, and the fields drawn again with both.
//!
//! One value for the whole life of a form. GET makes an empty one ([`Form::new`]); POST receives
//! it as an extractor that has already checked size, type and token. The handler parses each
//! field once, into a type of `vocab`, and the form remembers what went wrong:
//!
//! ```ignore
//! async fn post(page: Page, mut form: Form) -> Result<Response, PageError> {
//!     let t = letter(page.lang);
//!     let code = form.parse("code", LetterCode::parse, |_| t.code_wrong.to_owned());
//!     let Some(code) = code else { return Ok(EnterCode { page, t, form }.again()) };
//!     // use the code
//! }
//! ```

mod choices;
mod date;
mod extract;
mod field;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

pub use choices::{Checkbox, Choices};
pub use date::{DateField, DateMistake};
pub use extract::{Upload, UploadedFile};
pub use field::Field;

use crate::csrf;
use crate::markup::Markup;
use crate::page::Page;
use crate::texts::KitTexts;
use crate::ui::{ErrorSummary, FormToken};

/// The field that makes each drawn form unique; see [`crate::once`].
pub(crate) const ONCE: &str = "_once";

/// A form: values, mistakes, tokens.
#[derive(Debug, Clone)]
pub struct Form {
    t: &'static KitTexts,
    token: String,
    once: String,
    values: Vec<(String, String)>,
    mistakes: Vec<Mistake>,
}

/// A field that has to be put right.
#[derive(Debug, Clone)]
pub(crate) struct Mistake {
    pub(crate) field: String,
    pub(crate) message: String,
}

impl Form {
    /// An empty form for a page that is shown first.
    #[must_use]
    pub fn new(page: &Page) -> Self {
        let mut bytes = [0; 16];
        page.face().entropy().fill(&mut bytes);
        Self {
            t: page.t,
            token: page.token().to_owned(),
            once: URL_SAFE_NO_PAD.encode(bytes),
            values: Vec::new(),
            mistakes: Vec::new(),
        }
    }

    /// The form in the language of a page that was found out after the form was read (WCAG 3.1.1).
    #[must_use]
    pub fn in_language_of(mut self, page: &Page) -> Self {
        self.t = page.t;
        self
    }

    /// The form with values already known, for a page that is shown first.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<String>) -> Self {
        self.set(field, value);
        self
    }

    /// Puts a value into a field, in place of what was sent.
    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.values.retain(|(name, _)| name != field);
        self.values.push((field.to_owned(), value.into()));
    }

    pub(crate) fn received(page: &Page, values: Vec<(String, String)>) -> Self {
        let mut form = Self::new(page);
        form.values = values;
        // The same form shown again after a mistake is a new sending: it keeps the new token.
        form
    }

    /// What was sent in a field, without spaces around it; empty if nothing was.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        self.values
            .iter()
            .find(|(name, _)| name == field)
            .map_or("", |(_, value)| value.trim())
    }

    /// Everything that was sent under a name, for boxes that can be ticked together.
    pub fn values<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.values
            .iter()
            .filter(move |(name, _)| name == field)
            .map(|(_, value)| value.as_str())
    }

    /// Everything that was sent but what belongs to the frame (names that begin with `_`), for a
    /// page in between that sends the same form once more.
    pub(crate) fn carried(&self) -> impl Iterator<Item = &(String, String)> {
        self.values
            .iter()
            .filter(|(name, _)| !name.starts_with('_'))
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn ticked(&self, field: &str) -> bool {
        !self.value(field).is_empty()
    }

    /// What makes this sending unique: the same in both requests of a double click.
    #[must_use]
    pub fn once(&self) -> &str {
        self.value(ONCE)
    }

    /// Parses a field, or remembers why it could not be parsed and returns `None`.
    pub fn parse<T, E, M: Into<String>>(
        &mut self,
        field: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
        explain: impl FnOnce(E) -> M,
    ) -> Option<T> {
        match parse(self.value(field)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.mistake(field, explain(error));
                None
            }
        }
    }

    /// Parses a field that may be left empty: `Some(None)` if it was, `None` if it is wrong.
    pub fn parse_optional<T, E, M: Into<String>>(
        &mut self,
        field: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
        explain: impl FnOnce(E) -> M,
    ) -> Option<Option<T>> {
        if self.value(field).is_empty() {
            return Some(None);
        }
        self.parse(field, parse, explain).map(Some)
    }

    /// The choice among known values, or `None` and `message` as its mistake.
    pub fn choose<T: Copy>(
        &mut self,
        field: &str,
        options: &[(&str, T)],
        message: impl Into<String>,
    ) -> Option<T> {
        let sent = self.value(field);
        let found = options
            .iter()
            .find(|(value, _)| *value == sent)
            .map(|(_, choice)| *choice);
        if found.is_none() {
            self.mistake(field, message);
        }
        found
    }

    /// The three parts of a date field; see [`Form::date`].
    pub fn parse_date<M: Into<String>>(
        &mut self,
        field: &str,
        explain: impl FnOnce(date::DateMistake) -> M,
    ) -> Option<vocab::Date> {
        let [day, month, year] =
            date::PARTS.map(|part| self.value(&format!("{field}-{part}")).to_owned());
        match date::read(&day, &month, &year) {
            Ok(date) => Some(date),
            Err(mistake) => {
                self.mistake(field, explain(mistake));
                None
            }
        }
    }

    /// Adds a mistake to a field: the same words beside the field and in the summary. Shape: what
    /// is wrong and how to put it right.
    pub fn mistake(&mut self, field: &str, message: impl Into<String>) {
        self.mistakes.push(Mistake {
            field: field.to_owned(),
            message: message.into(),
        });
    }

    /// Whether anything has to be put right.
    #[must_use]
    pub fn has_mistakes(&self) -> bool {
        !self.mistakes.is_empty()
    }

    pub(crate) fn mistake_of(&self, field: &str) -> Option<String> {
        self.mistakes
            .iter()
            .find(|mistake| mistake.field == field)
            .map(|mistake| mistake.message.clone())
    }

    // What templates ask for.

    /// The title of the page, with "Error:" before it after a failed send.
    #[must_use]
    pub fn title(&self, title: impl AsRef<str>) -> String {
        let title = title.as_ref();
        if self.has_mistakes() {
            format!("{} {title}", self.t.error_prefix)
        } else {
            title.to_owned()
        }
    }

    /// The hidden fields that every form begins with.
    #[must_use]
    pub fn token(&self) -> FormToken {
        FormToken {
            name: csrf::FIELD,
            token: self.token.clone(),
            once_name: ONCE,
            once: self.once.clone(),
        }
    }

    /// What has to be put right, above the title; nothing if there is nothing.
    #[must_use]
    pub fn summary(&self) -> ErrorSummary {
        ErrorSummary::new(
            self.t,
            self.mistakes
                .iter()
                .map(|m| (m.field.clone(), m.message.clone()))
                .collect(),
        )
    }

    fn field(&self, name: &str, label: impl Markup) -> Field {
        Field::new(
            self.t,
            name,
            label.html(),
            self.value(name).to_owned(),
            self.mistake_of(name),
        )
    }

    /// A line of text.
    #[must_use]
    pub fn text(&self, name: impl AsRef<str>, label: impl Markup) -> Field {
        self.field(name.as_ref(), label)
    }

    /// An identity or support number: capitals, mono, no spelling help.
    #[must_use]
    pub fn number(&self, name: impl AsRef<str>, label: impl Markup) -> Field {
        self.field(name.as_ref(), label).code()
    }

    /// A long code in groups of four: `total` characters without the hyphens.
    #[must_use]
    pub fn grouped(&self, name: impl AsRef<str>, label: impl Markup, total: usize) -> Field {
        self.field(name.as_ref(), label).grouped(total)
    }

    /// A PIN of `length` letters and digits, drawn as cells.
    #[must_use]
    pub fn pin(&self, name: impl AsRef<str>, label: impl Markup, length: usize) -> Field {
        self.field(name.as_ref(), label).cells(length, false)
    }

    /// A one-time password of `length` digits, drawn as cells.
    #[must_use]
    pub fn digits(&self, name: impl AsRef<str>, label: impl Markup, length: usize) -> Field {
        self.field(name.as_ref(), label).cells(length, true)
    }

    /// A telephone number.
    #[must_use]
    pub fn phone(&self, name: impl AsRef<str>, label: impl Markup) -> Field {
        self.field(name.as_ref(), label)
            .kind("tel")
            .autocomplete("tel")
            .w16()
    }

    /// An e-mail address.
    #[must_use]
    pub fn email(&self, name: impl AsRef<str>, label: impl Markup) -> Field {
        self.field(name.as_ref(), label)
            .kind("email")
            .autocomplete("email")
    }

    /// A password. What was typed is never drawn again. The template says whether it is
    /// `current-password` or `new-password`, so that keepers of passwords help (WCAG 3.3.8).
    #[must_use]
    pub fn password(&self, name: impl AsRef<str>, label: impl Markup) -> Field {
        self.field(name.as_ref(), label).kind("password").value("")
    }

    /// Several lines of text.
    #[must_use]
    pub fn textarea(&self, name: impl AsRef<str>, label: impl Markup) -> Field {
        self.field(name.as_ref(), label).lines()
    }

    /// One of more than six options; fewer are [`Form::radios`].
    #[must_use]
    pub fn select(&self, name: impl AsRef<str>, label: impl Markup) -> Field {
        self.field(name.as_ref(), label).select()
    }

    /// A file. The form needs `enctype="multipart/form-data"` and the handler takes [`Upload`].
    #[must_use]
    pub fn file(
        &self,
        name: impl AsRef<str>,
        label: impl Markup,
        accept: impl AsRef<str>,
    ) -> Field {
        self.field(name.as_ref(), label).file(accept.as_ref())
    }

    /// A date as printed on a document: three fields, `<name>-day`, `-month`, `-year`.
    #[must_use]
    pub fn date(&self, name: impl AsRef<str>, label: impl Markup) -> DateField {
        let name = name.as_ref();
        let values = date::PARTS.map(|part| self.value(&format!("{name}-{part}")).to_owned());
        DateField::new(self.t, name, label.html(), values, self.mistake_of(name))
    }

    /// One of two to six options.
    #[must_use]
    pub fn radios(&self, name: impl AsRef<str>, legend: impl Markup) -> Choices {
        let name = name.as_ref();
        Choices::new(
            name,
            legend.html(),
            self.value(name).to_owned(),
            self.mistake_of(name),
        )
    }

    /// A box to tick. Consent is never ticked beforehand.
    #[must_use]
    pub fn checkbox(&self, name: impl AsRef<str>, label: impl Markup) -> Checkbox {
        let name = name.as_ref();
        Checkbox::new(name, label.html(), self.ticked(name), self.mistake_of(name))
    }

    /// A hidden field.
    #[must_use]
    pub fn hidden(&self, name: impl AsRef<str>, value: impl AsRef<str>) -> crate::ui::Hidden {
        crate::ui::Hidden {
            name: name.as_ref().to_owned(),
            value: value.as_ref().to_owned(),
        }
    }
}
