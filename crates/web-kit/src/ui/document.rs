//! Codes to read, copy or dictate, and issued documents.

use askama::Template;

use super::{Tag, Tone};
use crate::icons::ICONS;
use crate::markup::{Html, Markup, component};
use crate::texts::KitTexts;

/// A code in mono and in its groups.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<span class="code-show{% if big %} big{% endif %}">{% for group in groups %}<span>{{ group }}</span>{% if !loop.last %}<span class="sr">-</span>{% endif %}{% endfor %}</span>"#,
    ext = "html"
)]
pub struct CodeShow {
    groups: Vec<String>,
    big: bool,
}

impl CodeShow {
    /// The groups of `A7KM-4QXT` are `A7KM` and `4QXT`; a text without hyphens or spaces is cut
    /// into groups of four.
    #[must_use]
    pub fn new(code: &str) -> Self {
        let mut groups: Vec<String> = code
            .split(['-', ' '])
            .filter(|group| !group.is_empty())
            .map(str::to_owned)
            .collect();
        if let [one] = groups.as_slice()
            && one.chars().count() > 6
        {
            let characters: Vec<char> = one.chars().collect();
            groups = characters
                .chunks(4)
                .map(|chunk| chunk.iter().collect())
                .collect();
        }
        Self { groups, big: false }
    }

    /// Large, as on a receipt.
    #[must_use]
    pub fn big(mut self) -> Self {
        self.big = true;
        self
    }
}

/// A code in a box of its own, with a title and what it is for.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<div class="code-box"><h2 class="kicker">{{ title }}</h2><p>{{ code }}</p>{% if let Some(hint) = hint %}<p class="hint">{{ hint }}</p>{% endif %}</div>"#,
    ext = "html"
)]
pub struct CodeBox {
    title: Html,
    code: CodeShow,
    hint: Option<Html>,
}

impl CodeBox {
    /// A box with a large code.
    #[must_use]
    pub fn new(title: impl Markup, code: &str) -> Self {
        Self {
            title: title.html(),
            code: CodeShow::new(code).big(),
            hint: None,
        }
    }

    /// What the code is for, and who may have it.
    #[must_use]
    pub fn hint(mut self, hint: impl Markup) -> Self {
        self.hint = Some(hint.html());
        self
    }
}

/// A button that copies a code. Hidden without JavaScript.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<button class="btn second" type="button" hidden data-copy="{{ code }}" data-copied="{{ t.copied }}">{{ ICONS.copy }}{{ t.copy }}</button>"#,
    ext = "html"
)]
pub struct CopyButton {
    t: &'static KitTexts,
    code: String,
}

impl CopyButton {
    pub(crate) fn new(t: &'static KitTexts, code: &str) -> Self {
        Self {
            t,
            code: code.to_owned(),
        }
    }
}

/// An issued document: state, name, facts, code, download.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/doc.html")]
pub struct DocCard {
    t: &'static KitTexts,
    title: Html,
    state: Option<Tag>,
    facts: Option<Html>,
    code: Option<CodeShow>,
    copy: Option<CopyButton>,
    code_hint: Option<Html>,
    download: Option<(Html, String)>,
    actions: Vec<Html>,
}

impl DocCard {
    /// A document with a title.
    #[must_use]
    pub fn new(t: &'static KitTexts, title: impl Markup) -> Self {
        Self {
            t,
            title: title.html(),
            state: None,
            facts: None,
            code: None,
            copy: None,
            code_hint: None,
            download: None,
            actions: Vec::new(),
        }
    }

    /// "Firmado y sellado".
    #[must_use]
    pub fn state(mut self, tone: Tone, text: impl Markup) -> Self {
        self.state = Some(Tag::new(tone, text).icon(tone.icon()));
        self
    }

    /// "PDF, 112 kB · expedido el 22 de noviembre de 2026".
    #[must_use]
    pub fn facts(mut self, facts: impl Markup) -> Self {
        self.facts = Some(facts.html());
        self
    }

    /// The verification code, grouped, with a button to copy it, and who may have it.
    #[must_use]
    pub fn code(mut self, code: &str, hint: impl Markup) -> Self {
        self.code = Some(CodeShow::new(code));
        self.copy = Some(CopyButton::new(self.t, code));
        self.code_hint = Some(hint.html());
        self
    }

    /// Where the file is.
    #[must_use]
    pub fn download(mut self, label: impl Markup, href: impl Into<String>) -> Self {
        self.download = Some((label.html(), href.into()));
        self
    }

    /// A further button or link.
    #[must_use]
    pub fn action(mut self, action: impl Markup) -> Self {
        self.actions.push(action.html());
        self
    }
}

component!(CodeShow, CodeBox, CopyButton, DocCard);
