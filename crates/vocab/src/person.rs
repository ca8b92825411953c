//! Names and sex of a person, as a civil register has them.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::{Line, LineError, normalised_name};

/// The name of a person: given name, first surname and, where there is one, second surname.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonName {
    /// Given name or names, in one line.
    pub given: Line,
    /// First surname, with particles (`de la Cruz`).
    pub surname1: Line,
    /// Second surname; most foreigners have none.
    pub surname2: Option<Line>,
}

/// Which part of a name is wrong, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PersonNameError {
    /// The given name.
    #[error("given name")]
    Given(#[source] LineError),
    /// The first surname.
    #[error("first surname")]
    Surname1(#[source] LineError),
    /// The second surname.
    #[error("second surname")]
    Surname2(#[source] LineError),
}

impl PersonName {
    /// Reads the three parts; a blank second surname is none.
    ///
    /// # Errors
    /// See [`PersonNameError`].
    pub fn parse(
        given: &str,
        surname1: &str,
        surname2: Option<&str>,
    ) -> Result<Self, PersonNameError> {
        let surname2 = surname2.filter(|text| !text.trim().is_empty());
        Ok(Self {
            given: Line::parse(given).map_err(PersonNameError::Given)?,
            surname1: Line::parse(surname1).map_err(PersonNameError::Surname1)?,
            surname2: surname2
                .map(Line::parse)
                .transpose()
                .map_err(PersonNameError::Surname2)?,
        })
    }

    /// `Given Surname1 Surname2`.
    #[must_use]
    pub fn full(&self) -> String {
        format!("{} {}", self.given, self.surnames())
    }

    /// `Surname1 Surname2`.
    #[must_use]
    pub fn surnames(&self) -> String {
        match &self.surname2 {
            Some(surname2) => format!("{} {surname2}", self.surname1),
            None => self.surname1.to_string(),
        }
    }

    /// The whole name in the form that two registers compare (see [`normalised_name`]).
    #[must_use]
    pub fn normalised(&self) -> String {
        normalised_name(&self.full())
    }
}

/// Initials only.
impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            Some(&self.given),
            Some(&self.surname1),
            self.surname2.as_ref(),
        ];
        let initials = parts
            .into_iter()
            .flatten()
            .filter_map(|line| line.as_str().chars().next());
        f.write_str("PersonName(")?;
        for initial in initials {
            write!(f, "{initial}…")?;
        }
        f.write_str(")")
    }
}

/// Sex as documents of identity state it (ICAO 9303-3 §4.1.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// `F`.
    Female,
    /// `M`.
    Male,
    /// `X`: not stated, or neither.
    Unspecified,
}

/// A text that is no sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not one of F, M and X")]
pub struct SexError;

impl Sex {
    /// The letter on documents: `F`, `M`, `X`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "F",
            Self::Male => "M",
            Self::Unspecified => "X",
        }
    }

    /// Reads the letter, case ignored.
    ///
    /// # Errors
    /// [`SexError`] for any other text. `H` and `V` of Spanish forms are not taken, because
    /// there `M` means a woman.
    pub fn parse(text: &str) -> Result<Self, SexError> {
        match text.trim() {
            "F" | "f" => Ok(Self::Female),
            "M" | "m" => Ok(Self::Male),
            "X" | "x" => Ok(Self::Unspecified),
            _ => Err(SexError),
        }
    }
}

word!(Sex, SexError);
shown!(Sex);
