//! The token endpoint: who asks, with what, and the answers.
//!
//! 1. [`TokenRequest::parse`] reads header and form;
//! 2. the caller looks the client up and calls [`TokenRequest::check_client`], then compares
//!    the secret's hash;
//! 3. the caller finds the code and calls [`check_pkce`];
//! 4. [`TokenResponse::to_answer`] or [`TokenRefusal::to_answer`].

mod client_auth;
mod pkce;
mod request;
mod response;

pub use client_auth::{ClientSecret, PresentedClient, PresentedCredential};
pub use pkce::{CodeChallenge, CodeVerifier, check_pkce};
pub use request::{Grant, TokenRequest};
pub use response::{TokenRefusal, TokenResponse};
