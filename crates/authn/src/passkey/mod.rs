//! Passkeys of citizens (WebAuthn level 3).
//!
//! A person adds one in a session and gives it a name; from then on the authenticator knows who it
//! is, and nobody types a number. What one is worth is [`model::passkey::Passkey::method`].

pub(crate) mod add;
mod ceremony;
pub(crate) mod log_in;
pub(crate) mod mine;

pub use ceremony::Ceremony;
