//! The kinds among which a person chooses. Every event has one: whoever adds an event decides it
//! here.

use super::By;
use crate::Event;

/// Who acts where the entry names no officer and not the platform.
pub(super) fn by(event: &Event) -> By {
    match event {
        Event::TokensIssued { .. }
        | Event::TokensRefreshed { .. }
        | Event::TokensRevoked { .. }
        | Event::CodeReplayed { .. }
        | Event::RefreshTokenReplayed { .. } => By::Service,
        Event::LetterRequested
        | Event::LetterRequestRepeated
        | Event::LetterCodeRefused
        | Event::PinRequested
        | Event::PinSent
        | Event::PinWithheld
        | Event::PinVoided
        | Event::PasswordRefused { .. }
        | Event::PasswordLocked { .. }
        | Event::ActivationRefused
        | Event::ActivationCodeBlocked
        | Event::AppCodeSent
        | Event::AppCodeWithheld
        | Event::AppCodeVoided
        | Event::AppRequested
        | Event::CallAsked { .. }
        | Event::AlertReported { .. }
        | Event::CertificateRefused { .. }
        | Event::KeptOut { .. }
        | Event::PhoneDisplaced
        | Event::SessionDisplaced => By::Somebody,
        // What is left takes a session, or a factor that was proven.
        _ => By::Person,
    }
}

/// A kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Coming in and leaving, and what led to it.
    LogIns,
    /// What did not succeed, or was refused.
    Failed,
    /// What services were given, and what the person lets them have.
    Given,
    /// The registration and the means to identify.
    Means,
    /// What officers did.
    Staff,
    /// Documents that were made or fetched.
    Documents,
    /// Anything else; nobody asks for it alone.
    Other,
}

impl Kind {
    /// Those that can be asked for.
    pub const ALL: [Self; 6] = [
        Self::LogIns,
        Self::Failed,
        Self::Given,
        Self::Means,
        Self::Staff,
        Self::Documents,
    ];

    /// The word in addresses and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LogIns => "log_ins",
            Self::Failed => "failed",
            Self::Given => "given",
            Self::Means => "means",
            Self::Staff => "staff",
            Self::Documents => "documents",
            Self::Other => "other",
        }
    }

    /// Reads the word of an address.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The kind of an event, whoever acted.
    pub(super) fn of(event: &Event) -> Self {
        match event {
            Event::PinRequested
            | Event::PinSent
            | Event::PinAccepted
            | Event::PasskeyAccepted
            | Event::PasswordAccepted
            | Event::LoggedOut
            | Event::LoggedOutElsewhere
            | Event::LoggedOutEverywhere
            | Event::SessionDisplaced
            | Event::VisitOpened { .. }
            | Event::AppRequested
            | Event::AppRequestConfirmed
            | Event::AppEntered
            | Event::CallAsked { .. }
            | Event::CertificateAccepted { .. } => Self::LogIns,
            Event::PasswordCodeSent { step } if step == "log_in" => Self::LogIns,
            Event::LetterRequestRepeated
            | Event::LetterCodeRefused
            | Event::PinWithheld
            | Event::PinVoided
            | Event::PasswordRefused { .. }
            | Event::PasswordLocked { .. }
            | Event::ActivationRefused
            | Event::ActivationCodeBlocked
            | Event::CodeReplayed { .. }
            | Event::RefreshTokenReplayed { .. }
            | Event::AppCodeWithheld
            | Event::AppCodeVoided
            | Event::AppDeviceLocked
            | Event::AppRequestRejected { .. }
            | Event::AppRequestReported
            | Event::KeptOut { .. }
            | Event::CertificateRefused { .. } => Self::Failed,
            Event::Authorized { .. }
            | Event::ConsentRemembered { .. }
            | Event::ConsentWithdrawn { .. }
            | Event::TokensIssued { .. }
            | Event::TokensRefreshed { .. }
            | Event::TokensRevoked { .. } => Self::Given,
            Event::LetterRequested
            | Event::LetterCodeAccepted
            | Event::PhoneCodeSent
            | Event::Registered
            | Event::PhoneDisplaced
            | Event::PhoneRestored
            | Event::PasskeyAdded
            | Event::PasskeyRemoved
            | Event::PasswordCodeSent { .. }
            | Event::PasswordSet { .. }
            | Event::ActivationCodeRenewed
            | Event::EndedByDeath
            | Event::LevelRaised
            | Event::RegistrationRevoked
            | Event::AppCodeSent
            | Event::AppDeviceActivated { .. }
            | Event::AppDeviceDeactivated { .. }
            | Event::AppDeviceVetoed
            | Event::AppUnlockCodeChanged
            | Event::AlertReported { .. }
            | Event::RestrictionSet { .. }
            | Event::RestrictionLifted { .. } => Self::Means,
            Event::CallerIdentified { .. }
            | Event::PersonFound { .. }
            | Event::PersonDataShown
            | Event::PersonIntervened { .. }
            | Event::InterventionLifted { .. }
            | Event::AlertOpened { .. }
            | Event::AlertHandled { .. } => Self::Staff,
            Event::ReceiptIssued
            | Event::ApplicationSubmitted { .. }
            | Event::ApplicationWithdrawn { .. }
            | Event::CertificateIssued { .. }
            | Event::CertificateDownloaded { .. } => Self::Documents,
            // About applications, calls, films, officers, registers and keys: they have subjects of
            // their own, and stand in no person's list.
            Event::PersonNotFound { .. }
            | Event::RegisterConsulted { .. }
            | Event::ApplicationSentToReview { .. }
            | Event::ApplicationOpened { .. }
            | Event::ApplicationDecided { .. }
            | Event::RegisterImportBegun { .. }
            | Event::RegisterImported { .. }
            | Event::OfficerSignedIn { .. }
            | Event::OfficerEnrolled
            | Event::OfficerInvited { .. }
            | Event::OfficerDisabled { .. }
            | Event::OfficerVerifiedAgain
            | Event::TokenKeyAnnounced { .. }
            | Event::TokenKeyReplaced { .. }
            | Event::SealEnrolled { .. }
            | Event::KeyEncryptionKeyChangeBegun { .. }
            | Event::KeyEncryptionKeyChanged { .. }
            | Event::DataKeysWrapped { .. }
            | Event::VideoCallEntered { .. }
            | Event::VideoCallTaken
            | Event::VideoCallGivenBack
            | Event::VideoLineChanged { .. }
            | Event::VideoEvidenceRecorded { .. }
            | Event::VideoCallDecided { .. }
            | Event::VideoCallEnded { .. }
            | Event::VideoCallReviewed { .. }
            | Event::VideoRecordingBegun
            | Event::VideoRecordingFinished { .. }
            | Event::VideoRecordingDestroyed
            | Event::VideoCallForgotten
            | Event::UnattendedBegun { .. }
            | Event::UnattendedCaptured { .. }
            | Event::UnattendedFilmBegun { .. }
            | Event::UnattendedCodeEntered { .. }
            | Event::UnattendedFilmKept { .. }
            | Event::UnattendedSent { .. }
            | Event::UnattendedEnded { .. }
            | Event::UnattendedOpened
            | Event::UnattendedFilmPlayed { .. }
            | Event::UnattendedReviewed { .. }
            | Event::UnattendedForgotten => Self::Other,
        }
    }
}
