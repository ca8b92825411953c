//! The document on the shelf.
//!
//! ```json
//! {"version": 1, "kek": "0123456789abcdef", "root": "AQ…", "keys": [
//!   {"id": "NzbL…", "use": "token-es256", "kind": "p256", "created": "2026-11-05T08:00:00Z",
//!    "state": "active", "wrapped": "AQ…"},
//!   {"id": "f83O…", "use": "seal", "kind": "p256", "created": "2025-11-05T08:00:00Z",
//!    "state": {"retired": "2026-11-05T08:00:00Z"}, "wrapped": "AQ…", "certificates": ["MII…"]}]}
//! ```

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ports::signing::KeyUse;
use serde::{Deserialize, Serialize};
use vocab::Timestamp;

use crate::signing_key::KeyKind;

/// The version that this code writes and reads.
pub(crate) const VERSION: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    pub(crate) version: u32,
    /// Id of the key-encryption key that wrapped everything in here.
    pub(crate) kek: String,
    pub(crate) root: Base64,
    pub(crate) keys: Vec<Entry>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) id: String,
    #[serde(rename = "use")]
    pub(crate) ring_use: RingUse,
    pub(crate) kind: KeyKind,
    pub(crate) created: Timestamp,
    pub(crate) state: State,
    pub(crate) wrapped: Base64,
    /// The key's certificate and its issuers, DER; seals and the demonstration's authority.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) certificates: Vec<Base64>,
}

impl Entry {
    /// What the wrapped key is bound to: it opens neither as another key nor for another use.
    pub(crate) fn context(ring_use: RingUse, id: &str) -> String {
        format!("signing-key/{}/{id}", ring_use.name())
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
    /// The demonstration's certification authority; no [`KeyUse`] reaches it.
    DemoAuthority,
}

impl RingUse {
    fn name(self) -> &'static str {
        match self {
            Self::TokenEs256 => "token-es256",
            Self::TokenRs256 => "token-rs256",
            Self::Seal => "seal",
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
        }
    }
}

/// Whether a key still signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Signs.
    Active,
    /// Only verifies, since this moment.
    Retired(Timestamp),
}
