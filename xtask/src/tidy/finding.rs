//! What a check finds.

use std::fmt;

/// Does it fail the run?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// It does.
    Error,
    /// It is worth a look.
    Warning,
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// One finding: where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Does it fail the run?
    pub(crate) weight: Weight,
    /// A path from the root, with a line where there is one, or the name of a crate.
    pub(crate) place: String,
    /// What is wrong and how to mend it.
    pub(crate) text: String,
}

impl Finding {
    /// A finding that fails the run.
    pub(crate) fn error(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            weight: Weight::Error,
            place: place.into(),
            text: text.into(),
        }
    }

    /// A finding that is only printed.
    pub(crate) fn warning(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            weight: Weight::Warning,
            place: place.into(),
            text: text.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.text)
    }
}
