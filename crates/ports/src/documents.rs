//! What a document says, as data, and who turns it into a PDF. Citizens' text is data here and
//! never markup.

use serde::{Deserialize, Serialize};
use vocab::{
    ActivationCode, CountryCode, Date, EmailAddress, IdentityNumber, Lang, LetterCode, PartialDate,
    PersonName, PhoneNumber, PostalAddress, SecureVerificationCode, Timestamp,
};

use crate::{BoxFuture, offence_register::Conviction};

/// The body in whose name a document is issued, as it appears on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuingBody {
    /// Name in the document's language.
    pub name: String,
    /// DIR3 code.
    pub dir3: String,
    /// Telephone of the helpline.
    pub helpline: String,
    /// Postal address, one line each.
    pub address: Vec<String>,
    /// IANA time zone in which dates and hours are written.
    pub time_zone: String,
}

/// How the reader can verify the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The document's code.
    pub code: SecureVerificationCode,
    /// Address of the verification page, for example `https://sede.example/csv`.
    pub address: String,
}

/// Everything that is common to all documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFrame {
    /// Language of the document.
    pub lang: Lang,
    /// Who issues it.
    pub body: IssuingBody,
    /// When it was issued.
    pub issued_at: Timestamp,
}

/// A document to render.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Document {
    /// The invitation letter. It is no act and has no verification code of its own.
    InvitationLetter(InvitationLetter),
    /// The receipt of a registration (class *holder*: it carries the activation code).
    RegistrationReceipt(RegistrationReceipt),
    /// The certificate of offences of a sexual nature.
    OffenceCertificate(OffenceCertificate),
    /// The receipt of an application at the electronic office.
    ApplicationReceipt(ApplicationReceipt),
    /// The result of the review of an unassisted identification.
    IdentificationResult(IdentificationResult),
}

/// The invitation letter (R048–R056).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationLetter {
    /// Common part.
    pub frame: DocumentFrame,
    /// Whom it is for.
    pub name: PersonName,
    /// Tax address.
    pub address: PostalAddress,
    /// The code to type. `None` in the letter to somebody who is registered already: it only
    /// says that somebody asked (invariant 11).
    pub code: Option<LetterCode>,
    /// Last day on which the code can be used.
    pub usable_until: Date,
    /// Where to register, for example `https://identidad.example/register`.
    pub register_address: String,
}

/// The receipt of a registration (R064–R068).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationReceipt {
    /// Common part.
    pub frame: DocumentFrame,
    /// How to verify it.
    pub verification: Verification,
    /// Registered person's names.
    pub name: PersonName,
    /// Registered number.
    pub number: IdentityNumber,
    /// Phone given.
    pub phone: PhoneNumber,
    /// E-mail given.
    pub email: EmailAddress,
    /// Level of the registration: `true` for advanced, `false` for basic.
    pub advanced: bool,
    /// Code to activate the permanent password.
    pub activation_code: ActivationCode,
    /// Version of the terms accepted.
    pub terms_version: String,
    /// The terms as the person accepted them, one paragraph each.
    pub terms: Vec<String>,
}

/// The certificate (R159–R172, RD 1110/2015 art. 9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffenceCertificate {
    /// Common part.
    pub frame: DocumentFrame,
    /// How to verify it.
    pub verification: Verification,
    /// Person certified.
    pub name: PersonName,
    /// Their number.
    pub number: IdentityNumber,
    /// Their birth date.
    pub birth_date: PartialDate,
    /// Their nationality.
    pub nationality: CountryCode,
    /// Purpose, in the document's language.
    pub purpose: String,
    /// Reference of the application.
    pub reference: String,
    /// Entries transcribed. Empty in a negative certificate.
    pub entries: Vec<Conviction>,
}

/// The receipt of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationReceipt {
    /// Common part.
    pub frame: DocumentFrame,
    /// How to verify it.
    pub verification: Verification,
    /// Applicant.
    pub name: PersonName,
    /// Their number.
    pub number: IdentityNumber,
    /// Reference of the application.
    pub reference: String,
    /// Procedure's name in the document's language.
    pub procedure: String,
    /// Purpose in the document's language.
    pub purpose: String,
    /// Phone given for the notice.
    pub phone: PhoneNumber,
    /// E-mail given, if any.
    pub email: Option<EmailAddress>,
}

/// The result of the review of an unassisted identification. It goes to whoever has its code: the
/// number is shown in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentificationResult {
    /// Common part.
    pub frame: DocumentFrame,
    /// How to verify it.
    pub verification: Verification,
    /// Whose identification.
    pub name: PersonName,
    /// Their number.
    pub number: IdentityNumber,
    /// When the person sent it.
    pub sent_at: Timestamp,
    /// What the reviewer decided.
    pub outcome: IdentificationOutcome,
}

/// What a reviewer decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum IdentificationOutcome {
    /// It is this person: the registration is advanced.
    Confirmed,
    /// It did not convince.
    Refused {
        /// A registration at the basic level was withdrawn.
        withdrawn: bool,
        /// The word of the reason, where the person may be told it.
        reason: Option<String>,
    },
}

/// Why a document could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A character that no embedded font can draw: the text must be transliterated or refused.
    #[error("the character {0:?} cannot be printed")]
    Unprintable(char),
    /// The content makes more pages than the document may have.
    #[error("the document would have {0} pages")]
    TooLong(usize),
    /// Too many documents are waiting.
    #[error("too many documents are being made")]
    Overloaded,
    /// A defect in a template.
    #[error("the template failed: {0}")]
    Template(String),
}

/// Turns a document into a PDF (PDF/A-2a, PDF/UA-1), not yet sealed.
pub trait DocumentRenderer: Send + Sync {
    /// Renders one document. The same input gives the same bytes.
    fn render<'a>(&'a self, document: &'a Document) -> BoxFuture<'a, Result<Vec<u8>, RenderError>>;
}

/// Why a document could not be sealed.
#[derive(Debug, thiserror::Error)]
pub enum DocumentSealError {
    /// The PDF cannot be signed by our writer.
    #[error("this PDF cannot be sealed: {0}")]
    Unsupported(String),
    /// The seal key did not sign.
    #[error("the seal key did not sign")]
    Sign(#[from] crate::signing::SignError),
}

/// Puts the electronic seal on a PDF: a PAdES certification signature over the whole file.
pub trait DocumentSealer: Send + Sync {
    /// Seals a PDF at `now`, which becomes the claimed time of signing.
    fn seal<'a>(
        &'a self,
        pdf: &'a [u8],
        reason: &'a str,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<u8>, DocumentSealError>>;

    /// SHA-256 of a file, as the verification page shows and compares it.
    fn digest(&self, file: &[u8]) -> [u8; 32];

    /// DER of the seal certificate, for the "who sealed it" panel of the verification page.
    fn certificate(&self) -> Vec<u8>;
}
