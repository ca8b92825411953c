//! The name of who asks, kept in every language: it is read later, in the language of whoever
//! turns out to read it.

use serde::{Deserialize, Serialize};
use store::StoreError;
use vocab::Lang;

/// Longest name that is kept, in characters: one line of a phone's screen or two.
const LONGEST: usize = 120;

/// A name in each language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyNames(Vec<(Lang, String)>);

impl PartyNames {
    /// Asks for the name in each language.
    #[must_use]
    pub fn of(name: &dyn Fn(Lang) -> String) -> Self {
        let short = |lang| name(lang).chars().take(LONGEST).collect();
        Self(Lang::ALL.map(|lang| (lang, short(lang))).into())
    }

    /// The name in a language; empty if none was given.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        let known = self.0.iter().find(|(known, _)| *known == lang);
        known.map_or("", |(_, name)| name)
    }

    pub(crate) fn to_json(&self) -> String {
        // Cannot fail: a list of texts.
        serde_json::to_string(self).expect("names serialise")
    }

    pub(crate) fn from_json(text: &str) -> Result<Self, StoreError> {
        serde_json::from_str(text).map_err(|_| StoreError::decode("party"))
    }
}
