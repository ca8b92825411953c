//! What comes with a client's request beside its form.

use wire_oidc::certificate::CertificateThumbprint;

/// What proves who sent a request, and which key it holds. Nothing is proved yet, except that
/// whoever sent it has the key of the certificate: it came over a TLS connection that we took, or
/// that a proxy of ours vouches for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Credentials<'a> {
    /// The `Authorization` header.
    pub authorization: Option<&'a str>,
    /// The `DPoP` header (RFC 9449 §4.1).
    pub proof: ProofHeader<'a>,
    /// The certificate of the connection (RFC 9440, RFC 8705).
    pub certificate: Option<CertificateThumbprint>,
    /// The same certificate and what came above it, in DER; for those who registered a name and not
    /// a fingerprint.
    pub chain: &'a [Vec<u8>],
    /// At which address it came.
    pub door: Door,
}

/// At which of our addresses a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Door {
    /// The issuer's own.
    #[default]
    Issuer,
    /// The one at which we ask for certificates (RFC 8705 §5).
    Certificates,
}

/// The `DPoP` header of a request.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum ProofHeader<'a> {
    /// There is none.
    #[default]
    Absent,
    /// There is one.
    One(&'a str),
    /// There are several, or one that is not text (RFC 9449 §4.3, check 1).
    Unfit,
}

/// A proof can be used once by whoever sees it, so that only its kind is shown.
impl std::fmt::Debug for ProofHeader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Absent => "Absent",
            Self::One(_) => "One(…)",
            Self::Unfit => "Unfit",
        })
    }
}

impl<'a> Credentials<'a> {
    /// Nothing but an `Authorization` header, if that.
    #[must_use]
    pub const fn header(authorization: Option<&'a str>) -> Self {
        Self {
            authorization,
            proof: ProofHeader::Absent,
            certificate: None,
            chain: &[],
            door: Door::Issuer,
        }
    }
}
