//! The body in charge, as its pages show it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use vocab::Lang;

/// A text of a deployer in several languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localised {
    first: String,
    others: BTreeMap<&'static str, String>,
}

impl Localised {
    /// The same text in every language.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        Self {
            first: text.into(),
            others: BTreeMap::new(),
        }
    }

    /// Adds the text of one language.
    #[must_use]
    pub fn with(mut self, lang: Lang, text: impl Into<String>) -> Self {
        self.others.insert(lang.tag(), text.into());
        self
    }

    /// The text in a language, or in the one nearest to it; without one, the first text.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &str {
        self.others
            .get(lang.tag())
            .or_else(|| self.others.get(lang.nearest()?.tag()))
            .unwrap_or(&self.first)
    }
}

/// The colours that a body may change, each as `#rrggbb`. The contrasts of the design language
/// are the deployer's to check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brand {
    /// Buttons, links, what one can do.
    pub accent: Option<String>,
    /// The same under the pointer.
    pub accent_hover: Option<String>,
    /// The ground of chosen things.
    pub tint: Option<String>,
    /// The edge of chosen things.
    pub accent_line: Option<String>,
    /// Strip and foot.
    pub plinth: Option<String>,
}

impl Brand {
    /// The overrides as a style sheet for the light theme; `None` if nothing changes. A value
    /// that is not `#rgb` or `#rrggbb` is left out, so a setting cannot write style rules.
    pub(super) fn style_sheet(&self) -> Option<String> {
        let tokens = [
            ("--accent", &self.accent),
            ("--accent-hover", &self.accent_hover),
            ("--tint", &self.tint),
            ("--accent-line", &self.accent_line),
            ("--plinth", &self.plinth),
        ];
        let mut rules = String::new();
        for (token, value) in tokens {
            if let Some(value) = value.as_deref().filter(|value| is_colour(value)) {
                _ = writeln!(rules, "    {token}: {value};");
            }
        }
        if rules.is_empty() {
            return None;
        }
        Some(format!(
            "@layer tokens {{\n@media (prefers-color-scheme: light) {{\n  :root {{\n{rules}  }}\n}}\n}}\n"
        ))
    }
}

fn is_colour(value: &str) -> bool {
    let Some(digits) = value.strip_prefix('#') else {
        return false;
    };
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

/// A short version of a style sheet for its address.
pub(super) fn version(css: &str) -> String {
    let hash = css.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// The body in charge of a deployment, and how to reach it (R010, R228–R230).
#[derive(Debug, Clone)]
pub struct PublicBody {
    /// Its name.
    pub name: Localised,
    /// The telephone of the help line, as one dials it: `060`, `+34910000000`.
    pub phone: String,
    /// When the help line answers, in words.
    pub phone_hours: Localised,
    /// The mailbox for questions and suggestions, if the body has one.
    pub email: Option<String>,
    /// Where the page of help is.
    pub help_url: String,
    /// Where questions and suggestions go.
    pub contact_url: String,
    /// Where the accessibility statement is.
    pub accessibility_url: String,
    /// Where the information on data protection is.
    pub privacy_url: String,
    /// Where the state of the service is told, if anywhere.
    pub status_url: Option<String>,
    /// Its colours.
    pub brand: Brand,
}

impl PublicBody {
    /// A body with a name and a help line, and the pages of the face for everything else:
    /// `/help`, `/contact`, `/accessibility`, `/data-protection`.
    #[must_use]
    pub fn new(name: Localised, phone: impl Into<String>, phone_hours: Localised) -> Self {
        Self {
            name,
            phone: phone.into(),
            phone_hours,
            email: None,
            help_url: "/help".into(),
            contact_url: "/contact".into(),
            accessibility_url: "/accessibility".into(),
            privacy_url: "/data-protection".into(),
            status_url: None,
            brand: Brand::default(),
        }
    }

    /// The invented body of tests and of the demonstration.
    #[must_use]
    pub fn example() -> Self {
        let name = Localised::same("Administración de Ejemplo")
            .with(Lang::Ca, "Administració d’Exemple")
            .with(Lang::Gl, "Administración de Exemplo")
            .with(Lang::Eu, "Adibideko Administrazioa")
            .with(Lang::En, "Example Administration");
        let hours = Localised::same("de lunes a viernes de 9:00 a 19:00")
            .with(Lang::Ca, "de dilluns a divendres de 9:00 a 19:00")
            .with(Lang::Gl, "de luns a venres de 9:00 a 19:00")
            .with(Lang::Eu, "astelehenetik ostiralera, 9:00etatik 19:00etara")
            .with(Lang::En, "Monday to Friday from 9:00 to 19:00");
        let mut body = Self::new(name, "060", hours);
        body.email = Some("ayuda@administracion.example".into());
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colours_reach_the_style_sheet() {
        let brand = Brand {
            accent: Some("#0a5c36".into()),
            tint: Some("red; } body { display: none".into()),
            ..Brand::default()
        };
        let css = brand.style_sheet().unwrap_or_default();
        assert!(css.contains("--accent: #0a5c36;"), "{css}");
        assert!(!css.contains("display"), "{css}");
        assert_eq!(Brand::default().style_sheet(), None);
    }
}
