//! Telling relying parties that a session has ended.

use crate::BoxFuture;

/// Why nobody was told.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The address cannot be called: it leads nowhere, or where we do not go.
    #[error("the address cannot be called")]
    Address(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Nobody answered in time.
    #[error("no answer")]
    NoAnswer(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Posts a form to an address that a relying party registered. Such an address is not ours, so
/// that whoever implements this judges where it leads before it connects.
pub trait LogOutCaller: Send + Sync {
    /// Posts `body` (`application/x-www-form-urlencoded`) and gives the status of the answer.
    ///
    /// # Errors
    /// [`CallError`].
    fn post<'a>(&'a self, address: &'a str, body: String) -> BoxFuture<'a, Result<u16, CallError>>;
}
