//! What is said about a person: scopes, claims, what a request may release, and the two
//! documents in which it leaves.
//!
//! Scope and claims of our own, beside those of OpenID Connect Core §5.1 and §5.4:
//!
//! | name | kind | value |
//! |---|---|---|
//! | `identity` | scope | asks for the number and the names, what a body needs to open a file |
//! | `identity_number` | claim | DNI, NIE or K, L, M number: `00000000T`, `X0000000T`, upper case, no separators |
//! | `identity_number_kind` | claim | `dni`, `nie`, `special` |
//! | `first_surname`, `second_surname` | claim | the two surnames apart; `family_name` has them joined by a space |
//! | `registration_level` | claim | `basic`, `advanced`: how the person registered, beside `acr`, which says how they identified (R249) |
//!
//! ```json
//! { "sub": "…", "identity_number": "00000000T", "identity_number_kind": "dni", "name": "Ana Prueba Ficticia",
//!   "given_name": "Ana", "family_name": "Prueba Ficticia", "first_surname": "Prueba", "second_surname": "Ficticia" }
//! ```
//!
//! A claim is released if and only if it was asked for, by scope or by name, and the client's
//! registration lists it with a legal basis ([`ReleasePlan`]). `sub`, `acr` and, in ID tokens,
//! `registration_level` need no entry.

mod claim;
mod id_token;
mod release;
mod request;
mod scope;

pub use claim::{Claim, ClaimValues};
pub use id_token::{IdTokenClaims, at_hash, userinfo};
pub use release::ReleasePlan;
pub use request::{AcrDemand, ClaimDemand, ClaimsRequest, ClaimsRequestError};
pub use scope::{Scope, ScopeError, Scopes};
