//! Certificates of clients: the headers in which a proxy hands a chain on (RFC 9440), and the
//! fingerprint to which tokens are bound (RFC 8705).
//!
//! Whether the sender of the header may be believed is for the caller to decide. The certificate
//! itself is not read: it is compared as a whole.

use serde::{Deserialize, Serialize};

use crate::encoding::{from_base64, from_base64url, sha256, to_base64url};
use crate::limits;

/// The SHA-256 of a certificate, as `x5t#S256` (RFC 8705 §3.1): base64url, 43 characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CertificateThumbprint([u8; 32]);

/// The text is no fingerprint or no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// A fingerprint is 43 characters of base64url.
    #[error("a fingerprint is the SHA-256 of the certificate in base64url, 43 characters")]
    Thumbprint,
    /// Not the header of RFC 9440 §2.2: one byte sequence between colons.
    #[error("the header is not a certificate between colons")]
    Header,
}

impl CertificateThumbprint {
    /// The fingerprint of a certificate in DER.
    #[must_use]
    pub fn of_der(certificate: &[u8]) -> Self {
        Self(sha256(certificate))
    }

    /// Reads a fingerprint.
    ///
    /// # Errors
    /// [`CertificateError::Thumbprint`].
    pub fn parse(text: &str) -> Result<Self, CertificateError> {
        let bytes = from_base64url(text).ok_or(CertificateError::Thumbprint)?;
        let bytes = bytes.try_into().map_err(|_| CertificateError::Thumbprint)?;
        Ok(Self(bytes))
    }

    /// The fingerprint of the certificate in a `Client-Cert` header; see [`of_header`].
    ///
    /// # Errors
    /// [`CertificateError::Header`].
    pub fn of_header(value: &str) -> Result<Self, CertificateError> {
        of_header(value).map(|der| Self::of_der(&der))
    }
}

/// The certificate in a `Client-Cert` header (RFC 9440 §2.2), in DER: base64 between colons
/// (RFC 8941 §3.3.5).
///
/// # Errors
/// [`CertificateError::Header`].
pub fn of_header(value: &str) -> Result<Vec<u8>, CertificateError> {
    // Base64 makes four characters of three bytes.
    let fits = value.len() <= limits::CERTIFICATE_BYTES / 3 * 4 + 8;
    let encoded = value
        .trim_matches([' ', '\t'])
        .strip_prefix(':')
        .and_then(|rest| rest.strip_suffix(':'))
        .filter(|encoded| fits && !encoded.is_empty())
        .ok_or(CertificateError::Header)?;
    let der = from_base64(encoded).ok_or(CertificateError::Header)?;
    // Every certificate is a SEQUENCE (RFC 5280 §4.1).
    if der.first() == Some(&0x30) {
        Ok(der)
    } else {
        Err(CertificateError::Header)
    }
}

/// The certificates above it in a `Client-Cert-Chain` header (RFC 9440 §2.3), in DER: a list of
/// the same.
///
/// # Errors
/// [`CertificateError::Header`], also for more than [`limits::CHAIN_COUNT`] of them.
pub fn chain_of_header(value: &str) -> Result<Vec<Vec<u8>>, CertificateError> {
    if value.split(',').count() > limits::CHAIN_COUNT {
        return Err(CertificateError::Header);
    }
    value.split(',').map(of_header).collect()
}

impl TryFrom<String> for CertificateThumbprint {
    type Error = CertificateError;

    fn try_from(text: String) -> Result<Self, CertificateError> {
        Self::parse(&text)
    }
}

impl From<CertificateThumbprint> for String {
    fn from(thumbprint: CertificateThumbprint) -> Self {
        thumbprint.to_string()
    }
}

impl std::fmt::Display for CertificateThumbprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&to_base64url(&self.0))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::encoding::to_base64;

    /// The client certificate of RFC 9440 appendix A.
    const RFC9440_CLIENT: &str = ":MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgNVBAMMEkxBIEludGVybWVkaWF0ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNVBAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAWgBRm3WjLa38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=:";

    #[test]
    fn reads_the_certificate_of_rfc_9440_appendix_a() {
        let thumbprint = CertificateThumbprint::of_header(RFC9440_CLIENT).unwrap();
        let written = thumbprint.to_string();
        assert_eq!(written.len(), 43);
        assert_eq!(CertificateThumbprint::parse(&written), Ok(thumbprint));
        let der = from_base64(RFC9440_CLIENT.trim_matches(':')).unwrap();
        assert_eq!(CertificateThumbprint::of_der(&der), thumbprint);
    }

    #[test]
    fn reads_a_chain() {
        let two = format!("{RFC9440_CLIENT}, {RFC9440_CLIENT}");
        let chain = chain_of_header(&two).unwrap();
        assert_eq!(chain.len(), 2);
        assert_eq!(chain.first(), of_header(RFC9440_CLIENT).ok().as_ref());
        let many = [RFC9440_CLIENT; limits::CHAIN_COUNT + 1].join(",");
        for bad in [
            &many,
            "",
            &format!("{RFC9440_CLIENT},"),
            &format!("{RFC9440_CLIENT};a"),
        ] {
            assert_eq!(chain_of_header(bad), Err(CertificateError::Header));
        }
    }

    #[test]
    fn refuses_what_is_no_certificate_between_colons() {
        let whole = RFC9440_CLIENT;
        let long = format!(
            ":{}:",
            to_base64(&vec![0x30; limits::CERTIFICATE_BYTES + 8])
        );
        for header in [
            "",
            ":",
            "::",
            "AAAA",
            ":AAAA:",
            ":MII!:",
            &whole[1..],
            &whole[..whole.len() - 1],
            &format!("{whole}, {whole}"),
            &format!("{whole};a=1"),
            &long,
        ] {
            assert_eq!(
                CertificateThumbprint::of_header(header),
                Err(CertificateError::Header),
                "{header}"
            );
        }
    }

    #[test]
    fn refuses_what_is_no_fingerprint() {
        for text in ["", "abc", &"A".repeat(42), &"A".repeat(44), &"=".repeat(43)] {
            assert_eq!(
                CertificateThumbprint::parse(text),
                Err(CertificateError::Thumbprint),
                "{text}"
            );
        }
    }
}
