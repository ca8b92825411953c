//! Issued documents: whose they are, and who may fetch them by their code.

use serde::{Deserialize, Serialize};
use vocab::{BodyId, DocumentId, Lang, SecureVerificationCode, Timestamp};

/// Who may fetch a document by its code. Each kind declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentClass {
    /// Whoever holds the code sees the document (RD 203/2021 art. 21).
    Bearer,
    /// The public page shows issuer, date, kind and digest and compares an uploaded file; the
    /// document itself goes only to its person.
    Holder,
}

/// Kinds of documents that carry a verification code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Receipt of a registration, with an activation code.
    RegistrationReceipt,
    /// Receipt of an application.
    ApplicationReceipt,
    /// Certificate that no offence is on record.
    NegativeOffenceCertificate,
    /// Certificate that transcribes entries.
    PositiveOffenceCertificate,
    /// Result of the review of an unassisted identification.
    IdentificationResult,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::RegistrationReceipt,
        Self::ApplicationReceipt,
        Self::NegativeOffenceCertificate,
        Self::PositiveOffenceCertificate,
        Self::IdentificationResult,
    ];

    /// Who may fetch it.
    #[must_use]
    pub fn class(self) -> DocumentClass {
        match self {
            Self::NegativeOffenceCertificate | Self::IdentificationResult => DocumentClass::Bearer,
            Self::RegistrationReceipt
            | Self::ApplicationReceipt
            | Self::PositiveOffenceCertificate => DocumentClass::Holder,
        }
    }

    /// The word in the database and in the JSON interface.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RegistrationReceipt => "registration_receipt",
            Self::ApplicationReceipt => "application_receipt",
            Self::NegativeOffenceCertificate => "negative_offence_certificate",
            Self::PositiveOffenceCertificate => "positive_offence_certificate",
            Self::IdentificationResult => "identification_result",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl DocumentClass {
    /// The word in the database and in the JSON interface.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bearer => "bearer",
            Self::Holder => "holder",
        }
    }
}

/// What the register of issued documents knows of one, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedDocument {
    /// Id of the document.
    pub id: DocumentId,
    /// Its code.
    pub code: SecureVerificationCode,
    /// The body that issued it.
    pub body: BodyId,
    /// Its kind, which gives its class.
    pub kind: DocumentKind,
    /// Its language.
    pub lang: Lang,
    /// SHA-256 of the sealed PDF.
    pub digest: [u8; 32],
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Verification is kept up at least until here (RD 203/2021 art. 21: five years).
    pub kept_until: Timestamp,
    /// Set when it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
}

impl IssuedDocument {
    /// Can it be verified at `now`? Withdrawn and unknown documents answer alike outside.
    #[must_use]
    pub fn verifiable(&self, now: Timestamp) -> bool {
        self.withdrawn_at.is_none() && now < self.kept_until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_its_person_shows_to_others_goes_to_whoever_holds_the_code() {
        for kind in DocumentKind::ALL {
            let bearer = matches!(
                kind,
                DocumentKind::NegativeOffenceCertificate | DocumentKind::IdentificationResult
            );
            assert_eq!(kind.class() == DocumentClass::Bearer, bearer, "{kind:?}");
            assert_eq!(DocumentKind::from_word(kind.as_str()), Some(kind));
        }
    }
}
