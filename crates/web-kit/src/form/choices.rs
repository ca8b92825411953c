//! Radio rows and cards, and boxes to tick.

use askama::Template;

use crate::icons::{ICONS, Icon};
use crate::markup::{Html, Markup, component};

/// One option of [`Choices`].
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    value: String,
    label: Html,
    note: Option<Html>,
    art: Option<Html>,
    more: Vec<Html>,
}

/// Two to six options, one of which is chosen. Made by [`crate::Form::radios`].
#[derive(Debug, Clone, Template)]
#[template(path = "kit/choices.html")]
pub struct Choices {
    name: String,
    legend: Html,
    chosen: String,
    error: Option<String>,
    hint: Option<Html>,
    options: Vec<Choice>,
    heading: bool,
}

component!(Choices);

impl Choices {
    pub(crate) fn new(name: &str, legend: Html, chosen: String, error: Option<String>) -> Self {
        let name = name.to_owned();
        Self {
            name,
            legend,
            chosen,
            error,
            hint: None,
            options: Vec::new(),
            heading: false,
        }
    }

    /// Words below the legend.
    #[must_use]
    pub fn hint(mut self, hint: impl Markup) -> Self {
        self.hint = Some(hint.html());
        self
    }

    /// The legend is the title of the page.
    #[must_use]
    pub fn as_title(mut self) -> Self {
        self.heading = true;
        self
    }

    /// What is chosen if nothing was sent yet. Never for consent.
    #[must_use]
    pub fn preselect(mut self, value: impl AsRef<str>) -> Self {
        if self.chosen.is_empty() {
            self.chosen = value.as_ref().to_owned();
        }
        self
    }

    /// A row.
    #[must_use]
    pub fn option(mut self, value: impl AsRef<str>, label: impl Markup) -> Self {
        let value = value.as_ref().to_owned();
        self.options.push(Choice {
            value,
            label: label.html(),
            note: None,
            art: None,
            more: Vec::new(),
        });
        self
    }

    /// A note below the last option.
    #[must_use]
    pub fn note(mut self, note: impl Markup) -> Self {
        if let Some(last) = self.options.last_mut() {
            last.note = Some(note.html());
        }
        self
    }

    /// Turns the last option into a card with a drawing, as the means of identification are.
    #[must_use]
    pub fn art(mut self, icon: impl std::borrow::Borrow<Icon>) -> Self {
        if let Some(last) = self.options.last_mut() {
            last.art = Some(icon.borrow().class("art"));
        }
        self
    }

    /// Adds a level or a tag to the last option; call it once for each.
    #[must_use]
    pub fn more(mut self, more: impl Markup) -> Self {
        if let Some(last) = self.options.last_mut() {
            last.more.push(more.html());
        }
        self
    }

    fn alert(&self) -> Icon {
        ICONS.alert
    }

    fn described_by(&self) -> String {
        let error = self.error.as_ref().map(|_| format!("{}-e", self.name));
        let hint = self.hint.as_ref().map(|_| format!("{}-h", self.name));
        [error, hint]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The first option has the name itself as id, so that the error summary can lead to it.
    fn id(&self, index: &usize) -> String {
        if *index == 0 {
            self.name.clone()
        } else {
            format!("{}-{}", self.name, index + 1)
        }
    }
}

/// A box to tick, value `yes`. Made by [`crate::Form::checkbox`]; it must be ticked to go on, unless it
/// is [`Checkbox::optional`].
#[derive(Debug, Clone, Template)]
#[template(path = "kit/checkbox.html")]
pub struct Checkbox {
    name: String,
    label: Html,
    ticked: bool,
    error: Option<String>,
    value: String,
    required: bool,
}

component!(Checkbox);

impl Checkbox {
    pub(crate) fn new(name: &str, label: Html, ticked: bool, error: Option<String>) -> Self {
        Self {
            name: name.to_owned(),
            label,
            ticked,
            error,
            value: "yes".to_owned(),
            required: true,
        }
    }

    /// A box that may stay empty: the person goes on either way.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    fn alert(&self) -> Icon {
        ICONS.alert
    }
}
