//! Why a call ends without a registration: the list of Orden ETD/465/2021 art. 10.4, and what
//! happens besides.

use serde::{Deserialize, Serialize};

/// What an operator picks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// a) The document is false, tampered with or not valid.
    DocumentNotValid,
    /// b) The person is not the holder.
    NotTheHolder,
    /// c) Image or sound are too poor.
    ImageOrSound,
    /// d) The connection is too poor.
    Connection,
    /// e) Recorded images are played.
    Prerecorded,
    /// f) More than one device takes part.
    SeveralDevices,
    /// g) Not in real time, or not in one act.
    NotInRealTime,
    /// h) Somebody forces or intimidates the person.
    Coercion,
    /// i) Another reasonable doubt.
    OtherDoubt,
    /// The person left before the end.
    PersonLeft,
    /// Number, phone or e-mail address were not confirmed.
    DataNotConfirmed,
    /// The person did not agree to be recorded: nothing of the call is kept.
    ConsentRefused,
    /// A call changes nothing for this person: registered already, or an office or a certificate
    /// is needed (defaults D19).
    NotByThisRoute,
}

impl RefusalReason {
    /// Every reason, in the order of the pick list.
    pub const ALL: [Self; 13] = [
        Self::DocumentNotValid,
        Self::NotTheHolder,
        Self::ImageOrSound,
        Self::Connection,
        Self::Prerecorded,
        Self::SeveralDevices,
        Self::NotInRealTime,
        Self::Coercion,
        Self::OtherDoubt,
        Self::PersonLeft,
        Self::DataNotConfirmed,
        Self::ConsentRefused,
        Self::NotByThisRoute,
    ];

    /// The word in the database and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DocumentNotValid => "document_not_valid",
            Self::NotTheHolder => "not_the_holder",
            Self::ImageOrSound => "image_or_sound",
            Self::Connection => "connection",
            Self::Prerecorded => "prerecorded",
            Self::SeveralDevices => "several_devices",
            Self::NotInRealTime => "not_in_real_time",
            Self::Coercion => "coercion",
            Self::OtherDoubt => "other_doubt",
            Self::PersonLeft => "person_left",
            Self::DataNotConfirmed => "data_not_confirmed",
            Self::ConsentRefused => "consent_refused",
            Self::NotByThisRoute => "not_by_this_route",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }

    /// The letter of art. 10.4, where it is one of its reasons.
    #[must_use]
    pub fn letter(self) -> Option<char> {
        match self {
            Self::DocumentNotValid => Some('a'),
            Self::NotTheHolder => Some('b'),
            Self::ImageOrSound => Some('c'),
            Self::Connection => Some('d'),
            Self::Prerecorded => Some('e'),
            Self::SeveralDevices => Some('f'),
            Self::NotInRealTime => Some('g'),
            Self::Coercion => Some('h'),
            Self::OtherDoubt => Some('i'),
            Self::PersonLeft
            | Self::DataNotConfirmed
            | Self::ConsentRefused
            | Self::NotByThisRoute => None,
        }
    }

    /// Does it point at fraud, so that the evidence is kept for five years (art. 12)?
    #[must_use]
    pub fn suspects_fraud(self) -> bool {
        match self {
            Self::DocumentNotValid
            | Self::NotTheHolder
            | Self::Prerecorded
            | Self::SeveralDevices
            | Self::NotInRealTime
            | Self::Coercion
            | Self::OtherDoubt => true,
            Self::ImageOrSound
            | Self::Connection
            | Self::PersonLeft
            | Self::DataNotConfirmed
            | Self::ConsentRefused
            | Self::NotByThisRoute => false,
        }
    }

    /// May the person be told this very reason? Of a suspicion only the general answer is told:
    /// it would teach what to do better next time, and under coercion somebody else reads along.
    #[must_use]
    pub fn may_be_told(self) -> bool {
        !self.suspects_fraud()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_nine_reasons_are_the_letters_of_the_order() {
        let letters: String = RefusalReason::ALL
            .into_iter()
            .filter_map(RefusalReason::letter)
            .collect();
        assert_eq!(letters, "abcdefghi");
    }

    #[test]
    fn every_reason_has_a_word_that_reads_back() {
        for reason in RefusalReason::ALL {
            assert_eq!(RefusalReason::from_word(reason.as_str()), Some(reason));
        }
        assert_eq!(RefusalReason::from_word("because"), None);
    }

    #[test]
    fn a_suspicion_is_never_told() {
        for reason in RefusalReason::ALL {
            assert!(!(reason.suspects_fraud() && reason.may_be_told()));
        }
        assert!(RefusalReason::Connection.may_be_told());
    }
}
