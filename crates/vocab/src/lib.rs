//! The words: values that are parsed once and then trusted.
//!
//! Everything that enters the platform as text becomes one of these types at the door, and stays
//! one. Input is forgiving (case, spaces, hyphens), output has one canonical form, and each word
//! goes through serde as that canonical text, read back through the same parser.
//!
//! | module | words |
//! |---|---|
//! | [`time`] | [`Clock`], [`Timestamp`], [`Date`], [`ManualClock`], [`PartialDate`] |
//! | [`chance`] | [`Entropy`], [`SeededEntropy`] |
//! | [`ids`] | [`PersonId`] and the other typed identifiers |
//! | [`identity`] | [`IdentityNumber`] with [`Dni`], [`Nie`], [`SpecialNumber`]; [`SupportNumber`] |
//! | [`text`] | [`Line`], [`normalised_name`] |
//! | [`person`] | [`PersonName`], [`Sex`] |
//! | [`contact`] | [`PhoneNumber`], [`EmailAddress`], [`PostalAddress`], [`CountryCode`] |
//! | [`iban`] | [`Iban`] |
//! | [`codes`] | [`LetterCode`], [`SecureVerificationCode`], [`ActivationCode`], [`OneTimePin`], [`OtpCode`], [`UserKeyPart`], [`RequestCode`], [`MatchNumber`], [`UnlockCode`] |
//! | [`levels`] | [`AssuranceLevel`], [`RegistrationLevel`] |
//! | [`lang`] | [`Lang`] |
//! | [`secret`] | [`Secret`], [`constant_time_eq`] |
//! | [`password`] | [`Password`] |
//! | [`bearer`] | [`BearerSecret`] |
//!
//! Architecture Invariant: nothing here reads a clock, draws chance or does input or output. Time
//! and chance come in as arguments of the traits [`Clock`] and [`Entropy`].
//!
//! Architecture Invariant: `Debug` never prints a credential and masks personal data, so that a
//! word that reaches a log by accident tells nothing. `Display` and `as_str` print the value and
//! are written where that is meant.

#[macro_use]
mod macros;

pub mod bearer;
pub mod chance;
pub mod codes;
pub mod contact;
pub mod iban;
pub mod identity;
pub mod ids;
pub mod lang;
pub mod levels;
pub mod password;
pub mod person;
pub mod secret;
pub mod text;
pub mod time;

pub use bearer::{BearerSecret, BearerSecretError};
pub use chance::{Entropy, SeededEntropy};
pub use codes::{
    ActivationCode, CodeError, LetterCode, MatchNumber, OneTimePin, OtpCode, PinLength,
    RequestCode, RequestHandle, SecureVerificationCode, SecureVerificationCodeError, UnlockCode,
    UserKeyPart,
};
pub use contact::{
    CountryCode, CountryCodeError, EmailAddress, EmailAddressError, PhoneNumber, PhoneNumberError,
    PostalAddress, PostalAddressError,
};
pub use iban::{Iban, IbanError};
pub use identity::{
    Dni, IdentityNumber, IdentityNumberError, IdentityNumberKind, Nie, SpecialNumber,
    SpecialNumberKind, SupportNumber, SupportNumberError, SupportNumberKind,
};
pub use ids::{
    AlertReportId, AppActivationId, AppDeviceId, AppRequestId, ApplicantId, ApplicationId,
    AttemptId, AuditEntryId, AuthorizationId, BodyId, CaptureId, ClientRowId, CredentialId,
    DataKeyId, DocumentId, EvidenceId, FlowId, IdError, InquiryId, LetterId, MessageId,
    OffenceEntryId, OfficeId, OfficerId, PersonId, PinChallengeId, PushSubscriptionId, RecordingId,
    RegistrationId, RestrictionId, SessionId, TokenId, VideoCallId,
};
pub use lang::{Lang, LangError};
pub use levels::{AssuranceLevel, LevelError, RegistrationLevel};
pub use password::{Password, PasswordError};
pub use person::{PersonName, PersonNameError, Sex, SexError};
pub use secret::{Secret, constant_time_eq};
pub use text::{Line, LineError, normalised_name};
pub use time::{
    Clock, Date, ManualClock, PartialDate, PartialDateError, SignedDuration, Timestamp,
};
