//! The signature algorithms that we make and accept.

use serde::{Deserialize, Serialize};

/// A signature algorithm (RFC 7518 §3.1). There is no `none` and nothing symmetric, so that
/// neither can be asked for by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256; the signature is r and s, 32 bytes each. The default.
    #[serde(rename = "ES256")]
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256, 2048 bits or more; what every client understands.
    #[serde(rename = "RS256")]
    Rs256,
    /// RSASSA-PSS with SHA-256, 2048 bits or more.
    #[serde(rename = "PS256")]
    Ps256,
    /// Ed25519 (RFC 8037 §3.1). Clients may sign with it; we do not.
    #[serde(rename = "EdDSA")]
    EdDsa,
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 4] = [Self::Es256, Self::Rs256, Self::Ps256, Self::EdDsa];

    /// Those with which a client may sign its assertions and proofs of possession.
    pub const OF_CLIENTS: [Self; 4] = [Self::Es256, Self::Ps256, Self::EdDsa, Self::Rs256];

    /// The algorithms of the FAPI 2.0 Security Profile (§5.4.1), and of every proof of possession.
    pub const OF_FAPI: [Self; 3] = [Self::Es256, Self::Ps256, Self::EdDsa];

    /// The `alg` value on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::EdDsa => "EdDSA",
        }
    }

    /// The algorithm with this `alg` value.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.name() == name)
    }
}

impl std::fmt::Display for Algorithm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
