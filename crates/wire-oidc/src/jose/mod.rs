//! Signed and encrypted tokens: compact JWS (RFC 7515), public keys as JWK (RFC 7517), thumbprints
//! (RFC 7638).
//!
//! Signing happens elsewhere: [`signing_input`] gives the bytes to sign, the holder of the
//! private key signs them, and [`SigningInput::assemble`] makes the token. Verification is
//! [`verify()`], which demands a pinned list of algorithms. [`encrypt()`] wraps a signed token
//! for one reader (compact JWE, RFC 7516).

mod algorithm;
mod jwe;
mod jwk;
mod jws;
mod public_key;
mod verify;

pub use algorithm::Algorithm;
pub use jwe::{ContentEncryption, EncryptError, KeyManagement, encrypt};
pub use jwk::{EncryptionKey, Jwk, JwkError, JwkSet};
pub use jws::{AssembleError, Header, SigningInput, signing_input};
pub use public_key::PublicKey;
pub use verify::{Expected, JwsError, TokenType, Verified, verify, verify_with_own_key};
