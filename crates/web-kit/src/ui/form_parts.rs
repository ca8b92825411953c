//! What a form has besides its fields.

use askama::Template;

use crate::markup::component;
use crate::texts::KitTexts;

/// The hidden fields that every form begins with: `{{ form.token() }}`.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<input type="hidden" name="{{ name }}" value="{{ token }}"><input type="hidden" name="{{ once_name }}" value="{{ once }}">"#,
    ext = "html"
)]
pub struct FormToken {
    pub(crate) name: &'static str,
    pub(crate) token: String,
    pub(crate) once_name: &'static str,
    pub(crate) once: String,
}

/// A hidden field.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<input type="hidden" name="{{ name }}" value="{{ value }}">"#,
    ext = "html"
)]
pub struct Hidden {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// What has to be put right, with a link to each field: `{{ form.summary() }}`. Empty without
/// mistakes. The script gives it the focus.
#[derive(Debug, Clone, Template)]
#[template(
    source = r##"{% if !mistakes.is_empty() %}<section class="errors" role="alert" tabindex="-1" aria-labelledby="errors-title" data-focus><h2 id="errors-title">{{ t.errors_title(mistakes.len()) }}</h2><ul>
{%- for (field, message) in mistakes %}<li><a href="#{{ field }}">{{ message }}</a></li>{% endfor -%}
</ul></section>{% endif %}"##,
    ext = "html"
)]
pub struct ErrorSummary {
    t: &'static KitTexts,
    mistakes: Vec<(String, String)>,
}

impl ErrorSummary {
    pub(crate) fn new(t: &'static KitTexts, mistakes: Vec<(String, String)>) -> Self {
        Self { t, mistakes }
    }
}

component!(FormToken, Hidden, ErrorSummary);
