//! What a browser carries between the address where people are and the one where certificates are
//! asked for.

use model::session::AuthenticationMethod;
use ports::sealing::TokenSealer;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use vocab::{FlowId, PersonId, Timestamp};

/// A person looks for the card, its reader and its PIN.
const ERRAND_S: i64 = 15 * 60;
/// The way back is a redirect.
const VERDICT_S: i64 = 60;

/// Why a certificate opens no session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The browser showed none: nobody chose one, or there is none to choose.
    NotShown,
    /// What it showed cannot be read.
    Unreadable,
    /// It is over since then.
    Expired(Timestamp),
    /// It begins then.
    NotYetValid(Timestamp),
    /// Nobody whom the administration trusts issued it.
    UnknownIssuer,
    /// It signs documents, or serves something else.
    NotForAuthentication,
    /// Its holder acts for an organisation, and the service asks for the person.
    Representative,
    /// It is for the work in an administration.
    PublicEmployee,
    /// It is of an organisation, a seal or a machine.
    Entity,
    /// It names no Spanish identity number.
    NoNumber,
    /// Its issuer is trusted, but not for this kind of certificate.
    OtherKind,
    /// Its issuer revoked it.
    Revoked,
    /// Its issuer suspended it.
    OnHold,
    /// Nobody told whether it was revoked, and without that it does not count here.
    StatusUnknown,
    /// Nobody is registered under its number.
    NotRegistered,
    /// The register has another name under its number.
    OtherName,
    /// The registration cannot be used.
    NotActive,
}

impl Refusal {
    /// The word in audit entries.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotShown => "not_shown",
            Self::Unreadable => "unreadable",
            Self::Expired(_) => "expired",
            Self::NotYetValid(_) => "not_yet_valid",
            Self::UnknownIssuer => "unknown_issuer",
            Self::NotForAuthentication => "not_for_authentication",
            Self::Representative => "representative",
            Self::PublicEmployee => "public_employee",
            Self::Entity => "entity",
            Self::NoNumber => "no_number",
            Self::OtherKind => "other_kind",
            Self::Revoked => "revoked",
            Self::OnHold => "on_hold",
            Self::StatusUnknown => "status_unknown",
            Self::NotRegistered => "not_registered",
            Self::OtherName => "other_name",
            Self::NotActive => "not_active",
        }
    }
}

/// On the way there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Errand {
    /// Keyed hash of the browser's cookie.
    pub(super) browser: [u8; 32],
    pub(super) begun_at: Timestamp,
    /// Whether the service that asks accepts representatives.
    pub(super) representatives: bool,
}

/// On the way back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Verdict {
    /// Names the verdict, so that it is redeemed once.
    pub(super) id: FlowId,
    pub(super) browser: [u8; 32],
    pub(super) given_at: Timestamp,
    pub(super) outcome: Outcome,
}

/// What the certificate is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Outcome {
    Accepted(Accepted),
    Refused(Refusal),
}

/// A certificate that proved who its holder is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Accepted {
    pub(super) person: PersonId,
    pub(super) method: AuthenticationMethod,
    /// SHA-256 of the certificate, in hexadecimal.
    pub(super) fingerprint: String,
    /// Name of its issuer in the configuration.
    pub(super) issuer: String,
    /// `good` or `unknown`.
    pub(super) status: String,
}

impl Errand {
    pub(super) fn seal(&self, tokens: &dyn TokenSealer) -> String {
        seal("certificate.errand", self, tokens)
    }

    /// Reads an errand that has not been under way for too long.
    pub(super) fn open(sealed: &str, tokens: &dyn TokenSealer, now: Timestamp) -> Option<Self> {
        open::<Self>("certificate.errand", sealed, tokens)
            .filter(|errand| is_recent(errand.begun_at, now, ERRAND_S))
    }
}

impl Verdict {
    pub(super) fn seal(&self, tokens: &dyn TokenSealer) -> String {
        seal("certificate.verdict", self, tokens)
    }

    /// Reads a verdict that has just been given.
    pub(super) fn open(sealed: &str, tokens: &dyn TokenSealer, now: Timestamp) -> Option<Self> {
        open::<Self>("certificate.verdict", sealed, tokens)
            .filter(|verdict| is_recent(verdict.given_at, now, VERDICT_S))
    }

    /// From here on it cannot be redeemed any more.
    pub(super) fn over_at(&self) -> Timestamp {
        let second = self.given_at.as_second() + VERDICT_S + 1;
        Timestamp::from_second(second).unwrap_or(Timestamp::MAX)
    }
}

fn is_recent(then: Timestamp, now: Timestamp, seconds: i64) -> bool {
    let age = now.as_second().saturating_sub(then.as_second());
    (0..=seconds).contains(&age)
}

fn seal<T: Serialize>(purpose: &'static str, value: &T, tokens: &dyn TokenSealer) -> String {
    // Cannot fail: both are made of values that serialise to JSON.
    let plain = serde_json::to_vec(value).expect("it serialises");
    tokens.seal_token(purpose, &plain)
}

fn open<T: DeserializeOwned>(
    purpose: &'static str,
    sealed: &str,
    tokens: &dyn TokenSealer,
) -> Option<T> {
    serde_json::from_slice(&tokens.open_token(purpose, sealed)?).ok()
}
