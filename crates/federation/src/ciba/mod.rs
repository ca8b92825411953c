//! Requests over the back channel (OpenID Connect CIBA Core 1.0): a relying party asks for a person
//! by their number, the person confirms in the app, and the relying party comes for its tokens.
//!
//! *Architecture invariant:* nobody learns whether a number is registered or has an app (invariant
//! 11): a request for nobody is accepted as every other, and stays pending until it expires.

mod ask;
mod ping;
mod redeem;

use serde::{Deserialize, Serialize};
use wire_oidc::{
    authorize::LevelDemand,
    claims::{ReleasePlan, Scopes},
};

/// What a relying party is to be given; stored with the request. It names no person.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct WantedByCall {
    scopes: Scopes,
    plan: ReleasePlan,
    level: LevelDemand,
    resource: Option<String>,
}
