//! Telling relying parties that a request of theirs over the back channel was answered.

pub use crate::log_out::CallError;

use crate::BoxFuture;

/// Posts to an address that a relying party registered. Such an address is not ours, so that
/// whoever implements this judges where it leads before it connects.
pub trait PingCaller: Send + Sync {
    /// Posts `body` (`application/json`) with `token` as a bearer token, and gives the status of
    /// the answer. Redirects are not followed (OpenID Connect CIBA Core §10.2).
    ///
    /// # Errors
    /// [`CallError`].
    fn ping<'a>(
        &'a self,
        address: &'a str,
        token: &'a str,
        body: String,
    ) -> BoxFuture<'a, Result<u16, CallError>>;
}
