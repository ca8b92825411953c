//! The conditions of use, versioned: a person accepts one version in one language, and what they
//! accepted stays readable. A new text is a new version; files of old versions are never edited.

use vocab::Lang;

/// One version of the conditions in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Version: year and month.
    pub version: &'static str,
    /// Language of the text.
    pub lang: Lang,
    /// The whole text; paragraphs are parted by an empty line.
    pub text: &'static str,
}

impl Terms {
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
pub fn current(lang: Lang) -> Terms {
    let text = match lang {
        Lang::Es => include_str!("../terms/2026-11/es.txt"),
        Lang::Ca => include_str!("../terms/2026-11/ca.txt"),
        Lang::CaValencia => include_str!("../terms/2026-11/ca-valencia.txt"),
        Lang::Gl => include_str!("../terms/2026-11/gl.txt"),
        Lang::Eu => include_str!("../terms/2026-11/eu.txt"),
        Lang::En => include_str!("../terms/2026-11/en.txt"),
    };
    Terms {
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
        let spanish = current(Lang::Es).paragraphs().count();
        assert!(spanish >= 8);
        for lang in Lang::ALL {
            assert_eq!(
                current(lang).paragraphs().count(),
                spanish,
                "{}",
                lang.tag()
            );
        }
    }
}
