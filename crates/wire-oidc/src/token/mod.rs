//! The token endpoint and its neighbours: who asks, with what, and the answers.
//!
//! 1. [`TokenRequest::parse`] reads header and form;
//! 2. the caller looks the client up and calls [`PresentedClient::check`], then compares
//!    the secret's hash;
//! 3. the caller finds the code and calls [`check_pkce`];
//! 4. [`TokenResponse::to_answer`] or [`TokenRefusal::to_answer`].

mod access_token;
mod assertion;
mod client_auth;
mod confirmation;
mod introspection;
mod pkce;
mod request;
mod response;
mod revocation;

pub use access_token::{
    ACCESS_TOKEN_TYPE, AccessTokenClaims, AccessTokenError, access_token_id, looks_like_jwt,
};
pub use assertion::{ASSERTION_TYPE, AssertionError, ClientAssertion, VerifiedAssertion};
pub use client_auth::{ClientSecret, PresentedClient, PresentedCredential};
pub use confirmation::Confirmation;
pub use introspection::{Introspection, LiveToken};
pub use pkce::{CodeChallenge, CodeVerifier, check_pkce};
pub use request::{Grant, TokenRequest};
pub use response::{TokenRefusal, TokenResponse};
pub use revocation::{TokenHint, TokenInQuestion, revocation_done};
