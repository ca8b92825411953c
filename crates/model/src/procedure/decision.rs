//! What a case worker decides about an application, and why.

use vocab::OffenceEntryId;

use super::Step;

/// Is the person of the entries the applicant?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// No entry is about the applicant: a negative certificate follows.
    NotTheSame,
    /// These entries are about the applicant: a positive certificate transcribes them.
    TheSame(Vec<OffenceEntryId>),
}

impl Decision {
    /// The word in the audit entry.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NotTheSame => "not_the_same_person",
            Self::TheSame(_) => "same_person",
        }
    }

    /// What happens to the application.
    #[must_use]
    pub fn step(&self) -> Step {
        match self {
            Self::NotTheSame => Step::DecideNotTheSame,
            Self::TheSame(_) => Step::DecideTheSame,
        }
    }
}

/// Why a decision was made, in the case worker's words: at least 20 characters, so that somebody
/// who reads it later understands, and at most 2,000.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionReason(String);

/// Why a text is no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecisionReasonError {
    /// Fewer than [`DecisionReason::SHORTEST`] characters.
    #[error("the reason is too short")]
    TooShort,
    /// More than [`DecisionReason::LONGEST`] characters.
    #[error("the reason is too long")]
    TooLong,
    /// A control character other than the end of a line.
    #[error("the reason has a character that cannot be written")]
    Character,
}

impl DecisionReason {
    /// Fewest characters, white space at both ends and runs of it not counted.
    pub const SHORTEST: usize = 20;
    /// Most characters.
    pub const LONGEST: usize = 2_000;

    /// Reads a reason; lines are kept, spaces at their ends and runs of spaces are not.
    ///
    /// # Errors
    /// See [`DecisionReasonError`].
    pub fn parse(text: &str) -> Result<Self, DecisionReasonError> {
        let tidy = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
            .join("\n");
        let tidy = tidy.trim();
        if tidy.chars().any(|c| c.is_control() && c != '\n') {
            return Err(DecisionReasonError::Character);
        }
        match tidy.chars().count() {
            0..Self::SHORTEST => Err(DecisionReasonError::TooShort),
            Self::SHORTEST..=Self::LONGEST => Ok(Self(tidy.to_owned())),
            _ => Err(DecisionReasonError::TooLong),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_twenty_characters_that_say_something() {
        let nineteen = "x".repeat(19);
        assert_eq!(
            DecisionReason::parse(&nineteen),
            Err(DecisionReasonError::TooShort)
        );
        assert_eq!(
            DecisionReason::parse(&format!("   {nineteen}\n \n   ")),
            Err(DecisionReasonError::TooShort)
        );
        assert_eq!(
            DecisionReason::parse("a                        b"),
            Err(DecisionReasonError::TooShort)
        );
        assert!(DecisionReason::parse(&"x".repeat(20)).is_ok());
        assert!(DecisionReason::parse(&"é".repeat(2_000)).is_ok());
        assert_eq!(
            DecisionReason::parse(&"x".repeat(2_001)),
            Err(DecisionReasonError::TooLong)
        );
        assert_eq!(
            DecisionReason::parse("long enough, but with a bell \u{7}"),
            Err(DecisionReasonError::Character)
        );
    }

    #[test]
    fn lines_are_kept() {
        let reason = DecisionReason::parse(" Another birth place. \r\n Another  father. ");
        assert_eq!(
            reason.as_ref().map(DecisionReason::as_str),
            Ok("Another birth place.\nAnother father.")
        );
    }
}
