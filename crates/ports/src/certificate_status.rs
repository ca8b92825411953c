//! Where authorities tell whether a certificate was revoked. What is brought from there is not
//! believed for where it came from: answers and lists are signed.

use crate::BoxFuture;

/// Why nothing came.
#[derive(Debug, thiserror::Error)]
#[error("the status of certificates cannot be asked there")]
pub struct StatusUnavailable(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Brings answers and lists from the addresses that certificates name.
pub trait CertificateStatus: Send + Sync {
    /// Posts an OCSP request (RFC 6960 App. A.1) and brings the answer.
    ///
    /// # Errors
    /// [`StatusUnavailable`].
    fn ask<'a>(
        &'a self,
        address: &'a str,
        request: Vec<u8>,
    ) -> BoxFuture<'a, Result<Vec<u8>, StatusUnavailable>>;

    /// Brings a revocation list.
    ///
    /// # Errors
    /// [`StatusUnavailable`].
    fn list<'a>(&'a self, address: &'a str) -> BoxFuture<'a, Result<Vec<u8>, StatusUnavailable>>;
}
