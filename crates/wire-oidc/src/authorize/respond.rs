//! The answers of the authorization endpoint.

use super::{Refusal, ResponseMode, ReturnAddress};
use crate::discovery::Issuer;
use crate::encoding::append_query;
use crate::error_code::ErrorCode;

/// An answer, ready for the face to send.
#[derive(Clone, PartialEq, Eq)]
pub enum AuthorizationResponse {
    /// Status 303 with this `location` (RFC 9700 §4.12 forbids 307, which would repeat a
    /// posted form).
    Redirect {
        /// The whole address.
        location: String,
    },
    /// A page with a form that posts itself, or by a button where scripts are off.
    FormPost {
        /// Where the form goes; `form-action` must allow this origin.
        action: String,
        /// The hidden fields, not yet escaped for HTML.
        fields: Vec<(&'static str, String)>,
    },
}

/// Codes travel here, so that only the kind is shown.
impl std::fmt::Debug for AuthorizationResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Redirect { .. } => "Redirect(…)",
            Self::FormPost { .. } => "FormPost(…)",
        })
    }
}

impl ReturnAddress {
    /// The answer with an authorization code, `state` and `iss` (RFC 6749 §4.1.2,
    /// RFC 9207 §2).
    #[must_use]
    pub fn granted(&self, issuer: &Issuer, code: &str) -> AuthorizationResponse {
        self.respond(issuer, vec![("code", code.to_owned())])
    }

    /// The answer with an error.
    #[must_use]
    pub fn refused(&self, issuer: &Issuer, refusal: Refusal) -> AuthorizationResponse {
        self.respond(
            issuer,
            vec![
                ("error", refusal.code.as_str().to_owned()),
                ("error_description", refusal.description.to_owned()),
            ],
        )
    }

    /// The answer with an error code alone, for refusals that arise after parsing
    /// (`login_required`, `access_denied`…).
    #[must_use]
    pub fn failed(&self, issuer: &Issuer, code: ErrorCode) -> AuthorizationResponse {
        self.respond(issuer, vec![("error", code.as_str().to_owned())])
    }

    fn respond(
        &self,
        issuer: &Issuer,
        mut fields: Vec<(&'static str, String)>,
    ) -> AuthorizationResponse {
        fields.extend(self.state.clone().map(|state| ("state", state)));
        fields.push(("iss", issuer.as_str().to_owned()));
        match self.response_mode {
            ResponseMode::Query => AuthorizationResponse::Redirect {
                location: append_query(&self.redirect_uri, &fields),
            },
            ResponseMode::FormPost => AuthorizationResponse::FormPost {
                action: self.redirect_uri.clone(),
                fields,
            },
        }
    }
}
