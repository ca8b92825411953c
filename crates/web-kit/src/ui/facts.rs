//! Facts to review, things to do, ways to go.

use askama::Template;

use super::Tag;
use crate::icons::Icon;
use crate::markup::{Html, Markup, component};

#[derive(Debug, Clone)]
struct Fact {
    term: Html,
    value: Html,
    num: bool,
    act: Option<(String, String, String)>,
}

/// Terms and values to review before sending; masked data.
#[derive(Debug, Clone, Default, Template)]
#[template(
    source = r#"<dl class="summary">{% for fact in facts %}<div><dt>{{ fact.term }}</dt><dd{% if fact.num %} class="num"{% endif %}>{{ fact.value }}</dd>{% if let Some((label, what, href)) = fact.act %}<dd class="act"><a href="{{ href }}">{{ label }}<span class="sr"> {{ what }}</span></a></dd>{% endif %}</div>{% endfor %}</dl>"#,
    ext = "html"
)]
pub struct Summary {
    facts: Vec<Fact>,
}

impl Summary {
    /// Without facts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A fact.
    #[must_use]
    pub fn fact(mut self, term: impl Markup, value: impl Markup) -> Self {
        self.facts.push(Fact {
            term: term.html(),
            value: value.html(),
            num: false,
            act: None,
        });
        self
    }

    /// A fact in figures of one width: numbers, phones.
    #[must_use]
    pub fn num(mut self, term: impl Markup, value: impl Markup) -> Self {
        self.facts.push(Fact {
            term: term.html(),
            value: value.html(),
            num: true,
            act: None,
        });
        self
    }

    /// A link beside the last fact: "Cambiar", and for screen readers what it changes ("el móvil").
    #[must_use]
    pub fn change(
        mut self,
        label: impl AsRef<str>,
        what: impl AsRef<str>,
        href: impl AsRef<str>,
    ) -> Self {
        if let Some(last) = self.facts.last_mut() {
            last.act = Some((
                label.as_ref().to_owned(),
                what.as_ref().to_owned(),
                href.as_ref().to_owned(),
            ));
        }
        self
    }
}

#[derive(Debug, Clone)]
struct Task {
    text: Html,
    href: Option<String>,
    state: Option<Html>,
}

/// Several things in any order, each with its state; or links one below the other.
#[derive(Debug, Clone, Default, Template)]
#[template(
    source = r#"<ul class="tasks" role="list">{% for task in tasks %}<li>{% if let Some(href) = task.href %}<a href="{{ href }}">{{ task.text }}</a>{% else %}<span>{{ task.text }}</span>{% endif %}{% if let Some(state) = task.state %}{{ state }}{% endif %}</li>{% endfor %}</ul>"#,
    ext = "html"
)]
pub struct Tasks {
    tasks: Vec<Task>,
}

impl Tasks {
    /// Without tasks.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Something to do, or a link.
    #[must_use]
    pub fn link(mut self, text: impl Markup, href: impl AsRef<str>) -> Self {
        self.tasks.push(Task {
            text: text.html(),
            href: Some(href.as_ref().to_owned()),
            state: None,
        });
        self
    }

    /// Something that cannot be followed.
    #[must_use]
    pub fn text(mut self, text: impl Markup) -> Self {
        self.tasks.push(Task {
            text: text.html(),
            href: None,
            state: None,
        });
        self
    }

    /// The state of the last one.
    #[must_use]
    pub fn state(mut self, state: &Tag) -> Self {
        if let Some(last) = self.tasks.last_mut() {
            last.state = Some(state.html());
        }
        self
    }
}

/// An entrance or a way out.
#[derive(Debug, Clone)]
pub struct Tile {
    icon: Icon,
    title: Html,
    href: String,
    text: Html,
    tag: Option<Html>,
}

/// Entrances of a home page, ways out of a refusal.
#[derive(Debug, Clone, Default, Template)]
#[template(
    source = r#"<ul class="grid" role="list">{% for tile in tiles %}<li class="tile">{{ tile.icon }}<h3><a href="{{ tile.href }}">{{ tile.title }}</a></h3><p>{{ tile.text }}</p>{% if let Some(tag) = tile.tag %}<p>{{ tag }}</p>{% endif %}</li>{% endfor %}</ul>"#,
    ext = "html"
)]
pub struct Tiles {
    tiles: Vec<Tile>,
}

impl Tiles {
    /// Without tiles.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A tile.
    #[must_use]
    pub fn tile(
        mut self,
        icon: impl std::borrow::Borrow<Icon>,
        title: impl Markup,
        href: impl AsRef<str>,
        text: impl Markup,
    ) -> Self {
        self.tiles.push(Tile {
            icon: *icon.borrow(),
            title: title.html(),
            href: href.as_ref().to_owned(),
            text: text.html(),
            tag: None,
        });
        self
    }

    /// A tag on the last tile.
    #[must_use]
    pub fn tag(mut self, tag: &Tag) -> Self {
        if let Some(last) = self.tiles.last_mut() {
            last.tag = Some(tag.html());
        }
        self
    }
}

component!(Summary, Tasks, Tiles);
