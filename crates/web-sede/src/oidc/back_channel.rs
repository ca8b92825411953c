//! The way from this office to the identity provider, behind the browser's back.

use ports::BoxFuture;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackChannelAnswer {
    /// HTTP status. Redirects are not followed.
    pub status: u16,
    /// The body, whole. The implementation bounds it; 256 KiB are more than any document of
    /// OpenID Connect needs.
    pub body: Vec<u8>,
}

/// The provider did not answer: no connection, no trusted TLS, no answer in time, or too large.
#[derive(Debug, thiserror::Error)]
#[error("the identity provider did not answer")]
pub struct BackChannelError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Calls the identity provider. Headers are names in lower case with their values; an answer is
/// whatever came back, also with a status that says no.
pub trait BackChannel: Send + Sync {
    /// GET.
    ///
    /// # Errors
    /// [`BackChannelError`] when there is no answer; trying again later may help.
    fn get<'a>(
        &'a self,
        url: &'a str,
        headers: &'a [(&'static str, String)],
    ) -> BoxFuture<'a, Result<BackChannelAnswer, BackChannelError>>;

    /// POST of a form, whose type is among the headers.
    ///
    /// # Errors
    /// [`BackChannelError`] when there is no answer. A code may have been used up all the same.
    fn post_form<'a>(
        &'a self,
        url: &'a str,
        headers: &'a [(&'static str, String)],
        body: &'a str,
    ) -> BoxFuture<'a, Result<BackChannelAnswer, BackChannelError>>;
}
