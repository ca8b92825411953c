//! Where am I in the flow, how much time is left, what happened and what comes.

use askama::Template;

use crate::icons::{ICONS, Icon};
use crate::markup::{Html, Markup, component};
use crate::texts::KitTexts;

/// The steps of a flow of three or more that are known beforehand.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/steps.html")]
pub struct Steps {
    t: &'static KitTexts,
    names: Vec<String>,
    current: usize,
}

impl Steps {
    /// The names in order; `current` begins at 1.
    #[must_use]
    pub fn new(t: &'static KitTexts, names: &[&str], current: usize) -> Self {
        Self {
            t,
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            current,
        }
    }

    fn current_name(&self) -> &str {
        self.names
            .get(self.current.saturating_sub(1))
            .map_or("", String::as_str)
    }
}

/// Time that runs out. The server writes what is left; the script counts on, speaks once at the
/// warning and once at the end, and fires `countdown:end`.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/countdown.html")]
pub struct Countdown {
    t: &'static KitTexts,
    label: Html,
    total: u32,
    left: u32,
    warn: u32,
    over: String,
}

impl Countdown {
    /// Of `total` seconds, `left` are left.
    #[must_use]
    pub fn new(t: &'static KitTexts, total: u32, left: u32) -> Self {
        let warn = (total / 10).clamp(1, 60);
        let label = t.expires_in.html();
        Self {
            t,
            label,
            total,
            left: left.min(total),
            warn,
            over: t.time_over.to_owned(),
        }
    }

    /// Other words than "Caduca en".
    #[must_use]
    pub fn label(mut self, label: impl Markup) -> Self {
        self.label = label.html();
        self
    }

    /// What is said at the end.
    #[must_use]
    pub fn over(mut self, words: impl AsRef<str>) -> Self {
        self.over = words.as_ref().to_owned();
        self
    }

    fn clock(&self) -> String {
        format!("{}:{:02}", self.left / 60, self.left % 60)
    }
}

/// The knocker that swings while we wait for a person.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/waiting.html")]
pub struct Waiting {
    text: Html,
}

impl Waiting {
    /// Waiting, in words.
    #[must_use]
    pub fn new(text: impl Markup) -> Self {
        Self { text: text.html() }
    }
}

/// How far an entry of a timeline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Done,
    Now,
    Next,
}

#[derive(Debug, Clone)]
struct Event {
    stage: Stage,
    icon: Icon,
    title: Html,
    text: Html,
}

/// What happened and what comes. Not for instructions: those are an `ol.how`.
#[derive(Debug, Clone, Default, Template)]
#[template(
    source = r#"<ol class="timeline" role="list">{% for event in events %}<li class="{% if event.stage == Stage::Now %}now{% else if event.stage == Stage::Next %}todo{% endif %}"{% if event.stage == Stage::Now %} aria-current="step"{% endif %}>{{ event.icon }}<strong>{{ event.title }}</strong><p>{{ event.text }}</p></li>{% endfor %}</ol>"#,
    ext = "html"
)]
pub struct Timeline {
    events: Vec<Event>,
}

impl Timeline {
    /// Without events.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Something that happened.
    #[must_use]
    pub fn done(self, title: impl Markup, text: impl Markup) -> Self {
        self.event(Stage::Done, ICONS.check, &title, &text)
    }

    /// Where things are now.
    #[must_use]
    pub fn now(
        self,
        icon: impl std::borrow::Borrow<Icon>,
        title: impl Markup,
        text: impl Markup,
    ) -> Self {
        self.event(Stage::Now, *icon.borrow(), &title, &text)
    }

    /// What comes.
    #[must_use]
    pub fn next(
        self,
        icon: impl std::borrow::Borrow<Icon>,
        title: impl Markup,
        text: impl Markup,
    ) -> Self {
        self.event(Stage::Next, *icon.borrow(), &title, &text)
    }

    fn event(mut self, stage: Stage, icon: Icon, title: &dyn Markup, text: &dyn Markup) -> Self {
        self.events.push(Event {
            stage,
            icon,
            title: title.html(),
            text: text.html(),
        });
        self
    }
}

component!(Steps, Countdown, Waiting, Timeline);
