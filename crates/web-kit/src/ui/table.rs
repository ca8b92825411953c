//! Tables; on a phone each row becomes a card.

use askama::Template;

use crate::markup::{Html, Markup, component};

/// A table: caption, columns, rows. The first cell of a row is its heading.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<table class="table cards"><caption{% if quiet_caption %} class="sr"{% endif %}>{{ caption }}</caption><thead><tr>{% for column in columns %}<th scope="col">{{ column }}</th>{% endfor %}</tr></thead><tbody>
{%- for row in rows %}<tr>{% for (column, cell) in columns.iter().zip(row.iter()) %}{% if loop.first %}<th scope="row">{{ cell }}</th>{% else %}<td data-th="{{ column }}">{{ cell }}</td>{% endif %}{% endfor %}</tr>{% endfor -%}
</tbody></table>"#,
    ext = "html"
)]
pub struct Table {
    caption: Html,
    quiet_caption: bool,
    columns: Vec<String>,
    rows: Vec<Vec<Html>>,
}

impl Table {
    /// A table with a caption, which screen readers announce, and the names of its columns.
    #[must_use]
    pub fn new(caption: impl Markup, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Self {
            caption: caption.html(),
            quiet_caption: false,
            columns,
            rows: Vec::new(),
        }
    }

    /// The caption is only read out, because a title above says the same.
    #[must_use]
    pub fn quiet_caption(mut self) -> Self {
        self.quiet_caption = true;
        self
    }

    /// A row. Cells beyond the last column are left out.
    #[must_use]
    pub fn row(mut self, cells: &[&dyn Markup]) -> Self {
        self.rows.push(cells.iter().map(Markup::html).collect());
        self
    }

    /// Whether it has no rows: show an [`crate::ui::Empty`] instead.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// A link in a cell.
#[derive(Debug, Clone, Template)]
#[template(source = r#"<a href="{{ href }}">{{ text }}</a>"#, ext = "html")]
pub struct Link {
    text: Html,
    href: String,
}

impl Link {
    /// A link.
    #[must_use]
    pub fn new(text: impl Markup, href: impl AsRef<str>) -> Self {
        Self {
            text: text.html(),
            href: href.as_ref().to_owned(),
        }
    }
}

component!(Table, Link);
