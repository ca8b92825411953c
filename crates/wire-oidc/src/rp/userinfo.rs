//! Reading the userinfo document.

use serde_json::{Map, Value};

use crate::encoding::{from_json, same};
use crate::limits;

/// Why a userinfo document was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UserinfoError {
    /// Not a JSON object, or too long.
    #[error("the userinfo document cannot be read")]
    Malformed,
    /// It is about somebody else than the ID token, or does not say whom
    /// (OpenID Connect Core §5.3.2): it must not be used.
    #[error("the userinfo document is about another subject")]
    Subject,
}

/// The claims of a userinfo document, if and only if its `sub` is that of the ID token.
///
/// # Errors
/// See [`UserinfoError`].
pub fn parse_userinfo(body: &[u8], sub: &str) -> Result<Map<String, Value>, UserinfoError> {
    let document: Map<String, Value> =
        from_json(body, limits::DOCUMENT_BYTES).ok_or(UserinfoError::Malformed)?;
    let said = document
        .get("sub")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if sub.is_empty() || !same(said.as_bytes(), sub.as_bytes()) {
        return Err(UserinfoError::Subject);
    }
    Ok(document)
}
