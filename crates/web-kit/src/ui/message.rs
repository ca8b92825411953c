//! Notices, tags, levels, medals, and the place where there is nothing yet.

use askama::Template;
use vocab::AssuranceLevel;

use crate::icons::{ICONS, Icon};
use crate::markup::{Html, Markup, component};
use crate::texts::KitTexts;

/// What a colour means. Never alone: always with a word, mostly with a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Plain, without a colour.
    Plain,
    /// Something to know; under way.
    Info,
    /// Done.
    Ok,
    /// Attention.
    Warn,
    /// Refused.
    Stop,
    /// Safety advice; codes; "you are here".
    Brass,
}

impl Tone {
    /// The class of the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Stop => "stop",
            Self::Brass => "brass",
        }
    }

    /// The drawing that belongs to it.
    #[must_use]
    pub const fn icon(self) -> Icon {
        match self {
            Self::Plain | Self::Info => ICONS.info,
            Self::Ok => ICONS.check,
            Self::Warn => ICONS.alert,
            Self::Stop => ICONS.stop,
            Self::Brass => ICONS.lock,
        }
    }
}

/// A notice: one, at most two on a page.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<div class="notice {{ tone.class() }}"{% if live %} role="status"{% endif %}>{{ icon }}<div>{% if !title.as_str().is_empty() %}{% if level == 3 %}<h3>{{ title }}</h3>{% else %}<h2>{{ title }}</h2>{% endif %}{% endif %}<p>{{ text }}</p></div></div>"#,
    ext = "html"
)]
pub struct Notice {
    tone: Tone,
    icon: Icon,
    title: Html,
    text: Html,
    level: u8,
    live: bool,
}

impl Notice {
    /// A notice; an empty title is left out.
    #[must_use]
    pub fn new(tone: Tone, title: impl Markup, text: impl Markup) -> Self {
        Self {
            tone,
            icon: tone.icon(),
            title: title.html(),
            text: text.html(),
            level: 2,
            live: false,
        }
    }

    /// Another drawing than that of its tone.
    #[must_use]
    pub fn icon(mut self, icon: impl std::borrow::Borrow<Icon>) -> Self {
        self.icon = *icon.borrow();
        self
    }

    /// The title as `h3`, inside a section that has an `h2`.
    #[must_use]
    pub fn h3(mut self) -> Self {
        self.level = 3;
        self
    }

    /// Read out by screen readers when it appears: the outcome of what the person just did.
    #[must_use]
    pub fn live(mut self) -> Self {
        self.live = true;
        self
    }
}

/// A state in at most three words.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<span class="tag {{ tone.class() }}">{% if let Some(icon) = icon %}{{ icon }}{% endif %}{{ text }}</span>"#,
    ext = "html"
)]
pub struct Tag {
    tone: Tone,
    text: Html,
    icon: Option<Icon>,
}

impl Tag {
    /// A tag without a drawing.
    #[must_use]
    pub fn new(tone: Tone, text: impl Markup) -> Self {
        Self {
            tone,
            text: text.html(),
            icon: None,
        }
    }

    /// A tag with a drawing.
    #[must_use]
    pub fn icon(mut self, icon: impl std::borrow::Borrow<Icon>) -> Self {
        self.icon = Some(*icon.borrow());
        self
    }
}

/// A level: three doorsteps and always the word.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<span class="level l{{ steps }}"><i></i><i></i><i></i>{{ text }}</span>"#,
    ext = "html"
)]
pub struct Level {
    steps: u8,
    text: String,
}

impl Level {
    /// "Nivel sustancial".
    #[must_use]
    pub fn named(t: &'static KitTexts, level: AssuranceLevel) -> Self {
        let (steps, text) = match level {
            AssuranceLevel::Low => (1, t.level_low_title),
            AssuranceLevel::Substantial => (2, t.level_substantial_title),
            AssuranceLevel::High => (3, t.level_high_title),
        };
        Self {
            steps,
            text: text.to_owned(),
        }
    }

    /// "Pide nivel sustancial".
    #[must_use]
    pub fn asked(t: &'static KitTexts, level: AssuranceLevel) -> Self {
        let name = match level {
            AssuranceLevel::Low => t.level_low,
            AssuranceLevel::Substantial => t.level_substantial,
            AssuranceLevel::High => t.level_high,
        };
        Self {
            text: t.asked_level(name),
            ..Self::named(t, level)
        }
    }
}

/// The round drawing above the title of an outcome.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<div class="medal {{ tone.class() }} no-print">{{ icon }}</div>"#,
    ext = "html"
)]
pub struct Medal {
    tone: Tone,
    icon: Icon,
}

impl Medal {
    /// A medal with the drawing of its tone: `Ok`, `Info` or `Warn`.
    #[must_use]
    pub fn new(tone: Tone) -> Self {
        Self {
            tone,
            icon: tone.icon(),
        }
    }

    /// A medal with another drawing.
    #[must_use]
    pub fn icon(mut self, icon: impl std::borrow::Borrow<Icon>) -> Self {
        self.icon = *icon.borrow();
        self
    }
}

/// Nothing here yet: says what will be here, and offers the next act.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<div class="empty">{{ icon }}<h3>{{ title }}</h3><p>{{ text }}</p>{% if let Some((label, href)) = action %}<a class="btn second mini" href="{{ href }}">{{ label }}</a>{% endif %}</div>"#,
    ext = "html"
)]
pub struct Empty {
    icon: Icon,
    title: Html,
    text: Html,
    action: Option<(String, String)>,
}

impl Empty {
    /// Without an act.
    #[must_use]
    pub fn new(title: impl Markup, text: impl Markup) -> Self {
        Self {
            icon: ICONS.list,
            title: title.html(),
            text: text.html(),
            action: None,
        }
    }

    /// The next act.
    #[must_use]
    pub fn action(mut self, label: impl AsRef<str>, href: impl AsRef<str>) -> Self {
        self.action = Some((label.as_ref().to_owned(), href.as_ref().to_owned()));
        self
    }
}

/// The illustration of the home page: a door half open, light inside. For no other page.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/door.html")]
pub struct Door {
    label: Html,
}

impl Door {
    /// The door, with words for who cannot see it.
    #[must_use]
    pub fn new(label: impl Markup) -> Self {
        Self {
            label: label.html(),
        }
    }
}

component!(Notice, Tag, Level, Medal, Empty, Door);
