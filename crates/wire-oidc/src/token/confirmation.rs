//! To whom a token is bound: the member `cnf` (RFC 7800).

use serde::{Deserialize, Serialize};

use crate::certificate::CertificateThumbprint;

/// What whoever presents a token must prove to have. Empty for a bearer token.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Confirmation {
    /// The thumbprint of a key, proven with each use (RFC 9449 §6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jkt: Option<String>,
    /// The fingerprint of the certificate of a TLS connection (RFC 8705 §3.1).
    #[serde(rename = "x5t#S256", default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateThumbprint>,
}

impl Confirmation {
    /// Whether nothing is demanded: a bearer token.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.jkt.is_none() && self.certificate.is_none()
    }

    /// `DPoP` for a token bound to a key (RFC 9449 §5), else `Bearer`: a token bound to a
    /// certificate is presented like any other (RFC 8705 §3).
    #[must_use]
    pub const fn token_type(&self) -> &'static str {
        if self.jkt.is_some() { "DPoP" } else { "Bearer" }
    }
}
