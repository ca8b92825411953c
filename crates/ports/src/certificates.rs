//! Whose certificate it is that a client showed.

use std::net::IpAddr;

use vocab::Timestamp;

/// The one name under which a client registered its certificate (RFC 8705 §2.1.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertifiedName<'a> {
    /// The subject, as RFC 4514 text.
    Subject(&'a str),
    /// A DNS name among the alternative names.
    Dns(&'a str),
    /// An address (URI) among them.
    Uri(&'a str),
    /// An IP address among them.
    Ip(IpAddr),
    /// An e-mail address among them.
    Email(&'a str),
}

/// Why a certificate proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum NotCertified {
    /// No authority that we believe issued it, it is not valid now, or not for clients.
    #[error("the certificate is not one of an authority that is believed")]
    Chain(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It cannot be read.
    #[error("the certificate cannot be read")]
    Malformed,
    /// It is of somebody else.
    #[error("the certificate bears another name")]
    Name,
}

/// The authorities whose certificates prove who a client is. Possession of the key is not their
/// business: whoever took the connection has seen it proven.
pub trait CertificateAuthorities: Send + Sync {
    /// Judges a chain, each certificate in DER, the client's own first: `Ok` if and only if one of
    /// the authorities issued it for a client, it is valid at `now`, and it bears the name. Whether
    /// it was revoked is not asked.
    ///
    /// # Errors
    /// [`NotCertified`].
    fn certify(
        &self,
        chain: &[Vec<u8>],
        name: &CertifiedName<'_>,
        now: Timestamp,
    ) -> Result<(), NotCertified>;
}
