//! The consent to be photographed and filmed, versioned like the conditions of use: a person gives
//! it in one version and one language, and what they read stays readable (Orden ETD/465/2021
//! art. 10.2). It names the routes that need no picture.

use vocab::Lang;

/// One version of the consent in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    /// Version: year and month.
    pub version: &'static str,
    /// Language of the text.
    pub lang: Lang,
    /// The whole text; paragraphs are parted by an empty line.
    pub text: &'static str,
}

impl Consent {
    /// The paragraphs of the text, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &'static str> {
        self.text
            .split("\n\n")
            .map(str::trim)
            .filter(|paragraph| !paragraph.is_empty())
    }
}

const VERSION: &str = "2026-11";

/// The version in force, in the person's language.
#[must_use]
pub fn current(lang: Lang) -> Consent {
    let text = match lang {
        Lang::Es => include_str!("../consent/2026-11/es.txt"),
        Lang::Ca => include_str!("../consent/2026-11/ca.txt"),
        Lang::CaValencia => include_str!("../consent/2026-11/ca-valencia.txt"),
        Lang::Gl => include_str!("../consent/2026-11/gl.txt"),
        Lang::Eu => include_str!("../consent/2026-11/eu.txt"),
        Lang::En => include_str!("../consent/2026-11/en.txt"),
    };
    Consent {
        version: VERSION,
        lang,
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_the_same_number_of_things() {
        for lang in Lang::ALL {
            assert_eq!(current(lang).paragraphs().count(), 6, "{}", lang.tag());
        }
    }
}
