//! Certificates of persons (X.509, RFC 5280), as far as a log-in reads them: bytes in, values out.
//!
//! | module | what it reads |
//! |---|---|
//! | [`certificate`] | one certificate: validity, policies, usages, addresses of its status |
//! | [`holder`] | whom it names, in the layouts of Spanish issuers |
//! | [`path`] | the path to a configured root |
//! | [`ocsp`] | requests and answers about one certificate (RFC 6960, nonce of RFC 9654) |
//! | [`crl`] | revocation lists, whole and delta |
//! | [`mint`] | writes certificates, answers and lists: for the demonstration and for tests |
//!
//! Possession of the private key is not this crate's business: TLS has proven it.
//!
//! *Architecture invariant:* every reader has a limit of size ([`limits`]), and none recurses into
//! what a stranger nested.

pub mod certificate;
pub mod crl;
mod der;
pub mod holder;
pub mod limits;
pub mod mint;
pub mod ocsp;
pub mod path;
mod signature;
#[cfg(feature = "testing")]
pub mod testing;

pub use certificate::{Certificate, CertificateError, PolicyOid};
pub use holder::{Holder, HolderError, HolderKind};
pub use path::{Authority, Path, PathError, TrustStore};

/// What is not the DER that it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the DER that it should be")]
pub struct Malformed;

/// Why somebody's certificate no longer holds (RFC 5280 §5.3.1), as far as it is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revocation {
    /// For good.
    Revoked,
    /// For the time being (`certificateHold`).
    OnHold,
}

/// What an authority says about one certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not revoked.
    Good,
    /// Revoked.
    Revoked(Revocation),
}
