//! What is said about a person: scopes, claims, what a request may release, and the two
//! documents in which it leaves.

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
