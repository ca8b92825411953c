//! The languages of the pages, letters and messages.

mod dates;

use thiserror::Error;

/// A language that the platform can speak. The tags are BCP 47 and a stable surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Spanish.
    Es,
    /// Catalan.
    Ca,
    /// Valencian.
    CaValencia,
    /// Galician.
    Gl,
    /// Basque.
    Eu,
    /// English.
    En,
}

/// A tag of no language that the platform speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a language of the platform")]
pub struct LangError;

impl Lang {
    /// All languages, in the order of the language switch.
    pub const ALL: [Self; 6] = [
        Self::Es,
        Self::Ca,
        Self::CaValencia,
        Self::Gl,
        Self::Eu,
        Self::En,
    ];

    /// The BCP 47 tag, as in `<html lang>` and `ui_locales`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::Ca => "ca",
            Self::CaValencia => "ca-valencia",
            Self::Gl => "gl",
            Self::Eu => "eu",
            Self::En => "en",
        }
    }

    /// The same as [`Lang::tag`], the canonical text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.tag()
    }

    /// The language of a tag, case ignored; regions fall back to their language (`es-AR` is
    /// `es`), and the variant `valencia` is looked for behind any region (`ca-ES-valencia`).
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
        let mut subtags = tag.split('-');
        let language = subtags.next()?;
        match language {
            "es" => Some(Self::Es),
            "ca" if subtags.any(|subtag| subtag == "valencia") => Some(Self::CaValencia),
            "ca" => Some(Self::Ca),
            "gl" => Some(Self::Gl),
            "eu" => Some(Self::Eu),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The language to read in when there is no text in this one and another is close enough to
    /// be the same language: Catalan for Valencian.
    #[must_use]
    pub const fn nearest(self) -> Option<Self> {
        match self {
            Self::CaValencia => Some(Self::Ca),
            Self::Es | Self::Ca | Self::Gl | Self::Eu | Self::En => None,
        }
    }

    /// Reads a tag like [`Lang::from_tag`].
    ///
    /// # Errors
    /// [`LangError`] when the platform does not speak it.
    pub fn parse(tag: &str) -> Result<Self, LangError> {
        Self::from_tag(tag).ok_or(LangError)
    }

    /// The name of the language in itself, for the language switch.
    #[must_use]
    pub const fn native_name(self) -> &'static str {
        match self {
            Self::Es => "Castellano",
            Self::Ca => "Català",
            Self::CaValencia => "Valencià",
            Self::Gl => "Galego",
            Self::Eu => "Euskara",
            Self::En => "English",
        }
    }
}

word!(Lang, LangError);
shown!(Lang);
