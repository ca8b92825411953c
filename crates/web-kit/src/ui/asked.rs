//! Who asks for an identification: always in sight, the cheapest defence against deception.

use askama::Template;
use vocab::AssuranceLevel;

use super::Level;
use crate::icons::ICONS;
use crate::markup::{Html, component};
use crate::rich::Rich;
use crate::texts::KitTexts;

/// The service that asks, its body, its purpose and the level that it wants.
#[derive(Debug, Clone)]
pub struct Asked {
    t: &'static KitTexts,
    service: String,
    body: String,
    purpose: Option<String>,
    level: Option<AssuranceLevel>,
}

impl Asked {
    pub(crate) fn new(t: &'static KitTexts, service: &str, body: &str) -> Self {
        Self {
            t,
            service: service.to_owned(),
            body: body.to_owned(),
            purpose: None,
            level: None,
        }
    }

    /// What the identification is for.
    #[must_use]
    pub fn purpose(mut self, purpose: impl AsRef<str>) -> Self {
        self.purpose = Some(purpose.as_ref().to_owned());
        self
    }

    /// The level that the service wants.
    #[must_use]
    pub fn level(mut self, level: impl std::borrow::Borrow<AssuranceLevel>) -> Self {
        self.level = Some(*level.borrow());
        self
    }

    /// One line above the title, on narrow screens.
    #[must_use]
    pub fn line(&self) -> AskedLine {
        // Names of services are registered by administrators; a mark in them would only embolden.
        let text = self.t.asked_to_enter(&self.body, &self.service);
        AskedLine {
            text: crate::markup::Markup::html(&Rich::new(text)),
        }
    }

    /// The panel at the side, on wide screens.
    #[must_use]
    pub fn panel(&self) -> AskedPanel {
        AskedPanel {
            t: self.t,
            service: self.service.clone(),
            body: self.body.clone(),
            purpose: self.purpose.clone(),
            level: self.level.map(|level| Level::asked(self.t, level)),
        }
    }
}

/// See [`Asked::line`].
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<p class="asked-line">{{ ICONS.office }}<span>{{ text }}</span></p>"#,
    ext = "html"
)]
pub struct AskedLine {
    text: Html,
}

/// See [`Asked::panel`].
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<section class="panel flow" aria-labelledby="asked-title"><h2 class="kicker" id="asked-title">{{ t.asked_title }}</h2><p class="asked">{{ ICONS.office }}<span><strong>{{ service }}</strong><br>{{ body }}</span></p>
{%- if let Some(purpose) = purpose %}<dl class="small"><dt class="soft">{{ t.asked_for }}</dt><dd>{{ purpose }}</dd></dl>{% endif %}
{%- if let Some(level) = level %}<p>{{ level }}</p>{% endif %}</section>"#,
    ext = "html"
)]
pub struct AskedPanel {
    t: &'static KitTexts,
    service: String,
    body: String,
    purpose: Option<String>,
    level: Option<Level>,
}

component!(AskedLine, AskedPanel);
