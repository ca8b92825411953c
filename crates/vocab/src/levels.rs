//! How sure the platform is: of a registration, and of an authentication.

use thiserror::Error;

/// Assurance level of an authentication (Regulation (EU) 910/2014, article 8), lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssuranceLevel {
    /// Low.
    Low,
    /// Substantial.
    Substantial,
    /// High.
    High,
}

/// Level of a registration (RES-2015 IV.1), lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegistrationLevel {
    /// Data given at a distance and identified by shared data: letter, video call.
    Basic,
    /// Before an authorised public employee, or with a qualified certificate.
    Advanced,
}

/// A text that names no level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a level")]
pub struct LevelError;

impl AssuranceLevel {
    /// All levels, lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Substantial, Self::High];

    /// The canonical text: `low`, `substantial`, `high`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Substantial => "substantial",
            Self::High => "high",
        }
    }

    /// The `acr` value of OpenID Connect and SAML.
    #[must_use]
    pub const fn acr(self) -> &'static str {
        match self {
            Self::Low => "http://eidas.europa.eu/LoA/low",
            Self::Substantial => "http://eidas.europa.eu/LoA/substantial",
            Self::High => "http://eidas.europa.eu/LoA/high",
        }
    }

    /// The level of an `acr` value, compared exactly.
    #[must_use]
    pub fn from_acr(acr: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.acr() == acr)
    }

    /// Reads the canonical text, case ignored.
    ///
    /// # Errors
    /// [`LevelError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, LevelError> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str().eq_ignore_ascii_case(text.trim()))
            .ok_or(LevelError)
    }
}

impl RegistrationLevel {
    /// All levels, lowest first.
    pub const ALL: [Self; 2] = [Self::Basic, Self::Advanced];

    /// The canonical text: `basic`, `advanced`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Advanced => "advanced",
        }
    }

    /// The highest assurance that any authentication on such a registration can give: the level
    /// of a session is the lower of this and what the authentication itself gives.
    #[must_use]
    pub const fn ceiling(self) -> AssuranceLevel {
        match self {
            Self::Basic => AssuranceLevel::Low,
            Self::Advanced => AssuranceLevel::High,
        }
    }

    /// Reads the canonical text, case ignored.
    ///
    /// # Errors
    /// [`LevelError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, LevelError> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str().eq_ignore_ascii_case(text.trim()))
            .ok_or(LevelError)
    }
}

word!(AssuranceLevel, LevelError);
shown!(AssuranceLevel);
word!(RegistrationLevel, LevelError);
shown!(RegistrationLevel);
