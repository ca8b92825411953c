//! The document on the shelf.
//!
//! ```json
//! {"version": 2, "kek": "0123456789abcdef", "root": "AQ…", "keys": [
//!   {"id": "NzbL…", "use": "token-es256", "kind": "p256", "created": "2026-11-05T08:00:00Z",
//!    "state": "active", "wrapped": "AQ…"},
//!   {"id": "oKIy…", "use": "token-es256", "kind": "p256", "created": "2027-02-02T08:00:00Z",
//!    "state": {"next": "2027-02-03T08:00:00Z"}, "wrapped": "AQ…"},
//!   {"id": "f83O…", "use": "seal", "kind": "p256", "created": "2025-11-05T08:00:00Z",
//!    "state": {"retired": "2026-11-05T08:00:00Z"}, "wrapped": "AQ…", "certificates": ["MII…"]}]}
//! ```
//!
//! While the key-encryption key changes, `change` holds each of the two wrapped by the other, so
//! that a process that was given either one can open everything.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ports::signing::KeyUse;
use serde::{Deserialize, Serialize};
use vocab::Timestamp;

use crate::signing_key::KeyKind;

/// The version that this code writes. It also reads version 1, which had neither keys that are to
/// sign later nor a change of the key-encryption key.
pub(crate) const VERSION: u32 = 2;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    pub(crate) version: u32,
    /// Id of the key-encryption key that wrapped everything in here.
    pub(crate) kek: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) change: Option<Change>,
    pub(crate) root: Base64,
    pub(crate) keys: Vec<Entry>,
}

/// The key-encryption key is being changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// Id of the key that goes.
    pub(crate) from: String,
    /// Id of the key that comes.
    pub(crate) to: String,
    /// The key that comes, wrapped by the one that goes.
    pub(crate) new_by_old: Base64,
    /// The key that goes, wrapped by the one that comes.
    pub(crate) old_by_new: Base64,
    /// Since when both are known.
    pub(crate) announced: Timestamp,
    /// Since when the new one wraps; absent before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) switched: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) id: String,
    #[serde(rename = "use")]
    pub(crate) ring_use: RingUse,
    pub(crate) kind: KeyKind,
    pub(crate) created: Timestamp,
    /// When it began to sign, if that was not when it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) since: Option<Timestamp>,
    pub(crate) state: State,
    /// The private key; or the public half of one that lives in a module, which is wrapped too so
    /// that nobody can put another one in its place.
    pub(crate) wrapped: Base64,
    /// Where a key is that lives in a module.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) module: Option<ModulePlace>,
    /// The key's certificate and its issuers, DER; seals and the demonstration's authority.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) certificates: Vec<Base64>,
}

/// A key in a hardware security module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModulePlace {
    /// Label of the token.
    pub(crate) token: String,
    /// `CKA_ID` of the key pair, in hexadecimal digits.
    pub(crate) object: String,
}

impl Entry {
    /// What the wrapped key is bound to: it opens neither as another key nor for another use.
    pub(crate) fn context(&self) -> String {
        context(self.ring_use, &self.id, self.module.as_ref())
    }

    /// When it began to sign, or will.
    pub(crate) fn since(&self) -> Timestamp {
        match self.state {
            State::Next(from) => from,
            State::Active | State::Retired(_) => self.since.unwrap_or(self.created),
        }
    }

    pub(crate) fn certificates(&self) -> Vec<Vec<u8>> {
        self.certificates.iter().map(|der| der.0.clone()).collect()
    }
}

/// See [`Entry::context`].
pub(crate) fn context(ring_use: RingUse, id: &str, module: Option<&ModulePlace>) -> String {
    let name = ring_use.name();
    match module {
        None => format!("signing-key/{name}/{id}"),
        Some(ModulePlace { token, object }) => format!("module-key/{name}/{id}/{object}/{token}"),
    }
}

impl Manifest {
    /// Writes down what the time has brought: a key whose moment has come signs, and the one
    /// before it no longer does.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        let states = self.states(now);
        for (entry, state) in self.keys.iter_mut().zip(states) {
            if let (State::Next(from), State::Active) = (entry.state, state) {
                entry.since = Some(from);
            }
            entry.state = state;
        }
    }

    /// The state of each key at `now`.
    pub(crate) fn states(&self, now: Timestamp) -> Vec<State> {
        let state = |entry| state_at(&self.keys, entry, now);
        self.keys.iter().map(state).collect()
    }

    /// The key that signs at `now`.
    pub(crate) fn active(&self, ring_use: RingUse, now: Timestamp) -> Option<&Entry> {
        self.keys.iter().find(|entry| {
            entry.ring_use == ring_use && state_at(&self.keys, entry, now) == State::Active
        })
    }

    /// The key that will sign later.
    pub(crate) fn next(&self, ring_use: RingUse, now: Timestamp) -> Option<(&Entry, Timestamp)> {
        self.keys
            .iter()
            .filter(|entry| entry.ring_use == ring_use)
            .find_map(|entry| match state_at(&self.keys, entry, now) {
                State::Next(from) => Some((entry, from)),
                State::Active | State::Retired(_) => None,
            })
    }
}

/// The state of one of `entries` at `now`. Nobody has to write anything at the moment when a key
/// begins to sign: every process computes it from the same document.
fn state_at(entries: &[Entry], entry: &Entry, now: Timestamp) -> State {
    let due = |other: &Entry| match other.state {
        State::Next(from) if other.ring_use == entry.ring_use && from <= now => Some(from),
        State::Next(_) | State::Active | State::Retired(_) => None,
    };
    // A use has one successor at most: `KeyRing::announce` refuses a second.
    let successor = entries
        .iter()
        .filter(|other| other.id != entry.id)
        .find_map(due);
    match (entry.state, successor) {
        (State::Active, Some(from)) => State::Retired(from),
        (State::Next(_), _) if due(entry).is_some() => State::Active,
        (state, _) => state,
    }
}

/// Bytes as base64 text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Base64(pub(crate) Vec<u8>);

impl TryFrom<String> for Base64 {
    type Error = base64::DecodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        STANDARD.decode(text).map(Self)
    }
}

impl From<Base64> for String {
    fn from(bytes: Base64) -> Self {
        STANDARD.encode(bytes.0)
    }
}

/// What a key on the ring is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RingUse {
    /// ID tokens and access tokens, ES256.
    TokenEs256,
    /// ID tokens, RS256.
    TokenRs256,
    /// The electronic seal.
    Seal,
    /// Checkpoints of the audit log.
    AuditLog,
    /// Statements to push services.
    Push,
    /// The demonstration's certification authority; no [`KeyUse`] reaches it.
    DemoAuthority,
}

impl RingUse {
    /// The word in the document and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::TokenEs256 => "token-es256",
            Self::TokenRs256 => "token-rs256",
            Self::Seal => "seal",
            Self::AuditLog => "audit-log",
            Self::Push => "push",
            Self::DemoAuthority => "demo-authority",
        }
    }
}

impl From<KeyUse> for RingUse {
    fn from(key_use: KeyUse) -> Self {
        match key_use {
            KeyUse::TokenEs256 => Self::TokenEs256,
            KeyUse::TokenRs256 => Self::TokenRs256,
            KeyUse::Seal => Self::Seal,
            KeyUse::AuditLog => Self::AuditLog,
            KeyUse::Push => Self::Push,
        }
    }
}

/// Whether a key still signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Published, and signs from this moment on.
    Next(Timestamp),
    /// Signs.
    Active,
    /// Only verifies, since this moment.
    Retired(Timestamp),
}
