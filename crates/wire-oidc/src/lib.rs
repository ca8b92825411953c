//! OpenID Connect and OAuth 2.0 on the wire: bytes in, values out.
//!
//! No input or output, no clock, no chance: time comes in as seconds since 1970 (`i64`, the
//! `NumericDate` of RFC 7519 §2), random bytes and signatures come in as arguments, and
//! everything that leaves is a value that a face can send.
//!
//! | module | what it holds |
//! |---|---|
//! | [`parameters`] | query strings and forms, bounded, each name once |
//! | [`jose`] | compact JWS and JWE, public keys as JWK, key sets, thumbprints |
//! | [`discovery`] | the provider metadata document |
//! | [`client`] | what a relying party registered, and the faults of a registration |
//! | [`authorize`] | the authorization request and its answers |
//! | [`token`] | the token endpoint: client authentication, grants, PKCE, answers |
//! | [`certificate`] | certificates of clients that a proxy hands on |
//! | [`dpop`] | proofs that a client has a key |
//! | [`bearer`] | access tokens at the userinfo endpoint |
//! | [`claims`] | scopes, claims, what may be released, ID token and userinfo |
//! | [`subject`] | pairwise subject identifiers |
//! | [`logout`] | log-out started by the relying party |
//! | [`logout_token`] | how relying parties are told that a session has ended |
//! | [`hint`] | an ID token that comes back as a hint |
//! | [`rp`] | the other side: what a relying party sends and checks |
//!
//! # What went wrong elsewhere, and what answers it here
//!
//! - **`alg: none` and algorithm confusion** (an RSA public key used as an HMAC secret,
//!   CVE-2015-9235): [`jose::Algorithm`] has no symmetric and no empty member, the caller
//!   pins the list, and the key's own type must fit the algorithm before any mathematics.
//! - **Keys smuggled in the header** (`jwk`, `jku`, `x5u`; CVE-2018-0114): those members are
//!   never read, and `crit` is refused. The one exception is a proof of possession ([`dpop`]),
//!   whose key says nothing but that it signed the proof.
//! - **Open redirectors**: nothing returns an address that was not compared with the
//!   registration first. [`authorize::ReturnAddress`] is made by that comparison alone, and
//!   errors from before it can only become a page ([`authorize::AuthorizeError::Page`]).
//! - **Redirect matching by prefix or by host** (`https://rp.example.evil.test`,
//!   `http://localhost:1@evil.test`): matching is equality of strings, and the two exceptions
//!   for loopback are read character by character ([`client::RedirectRule`]).
//! - **Mix-up of providers** (RFC 9207): every answer carries `iss`, and [`rp`] demands it.
//! - **Fetching what a request names** (`request_uri` of OpenID Connect Core §6.2, server-side
//!   request forgery): the only references are those of [`authorize::pushed`], which are ours.
//! - **PKCE downgrade** (RFC 9700 §2.1.1): a verifier without a challenge is refused just as
//!   a challenge without a verifier.
//! - **Parameter pollution**: a name that comes twice is refused, never "the last one wins".
//! - **One token taken for another** (an access token as an ID token): `typ` is checked.
//! - **An assertion used at another server** (audience injection, 2025): an assertion of a client
//!   has one audience, and that is us ([`token::ClientAssertion`]).

pub mod authorize;
pub mod bearer;
pub mod certificate;
pub mod claims;
pub mod client;
pub mod discovery;
pub mod dpop;
pub mod hint;
pub mod jose;
pub mod logout;
pub mod logout_token;
pub mod parameters;
pub mod rp;
pub mod subject;
pub mod token;

mod answer;
mod encoding;
mod error_code;
pub mod limits;

pub use answer::JsonAnswer;
pub use error_code::ErrorCode;
pub use parameters::{Parameters, ParametersError};
