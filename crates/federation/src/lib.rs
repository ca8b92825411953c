//! Relying parties: what they ask, what the person lets go, and the tokens that say so.
//!
//! | use case | file |
//! |---|---|
//! | [`Federation::push`] | `authorize/push.rs` |
//! | [`Federation::begin`], [`Federation::decide`] | `authorize/` |
//! | [`Federation::grant`], [`Federation::grant_and_remember`] | `authorize/grant.rs` |
//! | [`Federation::consents`], [`Federation::withdraw`] | `consent.rs` |
//! | [`Federation::redeem`] | `redeem.rs` |
//! | [`Federation::userinfo`] | `userinfo.rs` |
//! | [`Federation::plan_log_out`] | `log_out.rs` |
//! | [`Federation::lease_log_outs`], [`Federation::tell`] | `tell.rs` |
//! | [`Federation::metadata`], [`Federation::jwks`] | `metadata.rs` |
//!
//! The order survives a power cut: a code exists durably before the browser carries it away; it
//! is marked as used in the transaction that stores the token, before the client sees it.
//!
//! *Architecture invariant:* [`Federation::grant`] takes an [`authn::Authenticated`]; there is no
//! other way to a code, and no other way to a token than a code.

mod authorize;
mod claims;
mod clients;
mod consent;
mod counts;
mod log_out;
mod metadata;
mod redeem;
mod tell;
mod userinfo;

use std::sync::Arc;

use authn::Doorkeeper;
use ports::{
    sealing::{KeyedHash, TokenSealer},
    signing::Signer,
};
use store::Store;
use vocab::{Clock, Entropy};
use wire_oidc::discovery::Issuer;

pub use authorize::{
    begin::BeginError,
    decide::{Next, ReleaseView},
    grant::GrantError,
    pending::Pending,
};
pub use claims::shown;
pub use clients::{ClientRegister, put_client};
pub use consent::ConsentView;
pub use log_out::LogOutPlan;
pub use metadata::PATHS;
pub use tell::Told;

/// The use cases of the OpenID Connect provider over what they need.
pub struct Federation {
    /// Where it is written.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Keyed hashes of codes, tokens, secrets and subjects.
    pub hashes: Arc<dyn KeyedHash>,
    /// Seals requests that wait for the person.
    pub tokens: Arc<dyn TokenSealer>,
    /// Signs tokens.
    pub signer: Arc<dyn Signer>,
    /// Who is at the door.
    pub doorkeeper: Arc<Doorkeeper>,
    /// Our own identifier.
    pub issuer: Issuer,
    /// Relying parties.
    pub clients: ClientRegister,
    /// What an administration may decide.
    pub settings: Settings,
}

/// What an administration may decide about relying parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Seconds during which an authorization code works.
    pub code_s: u32,
    /// Seconds during which an access token works.
    pub access_token_s: u32,
    /// Seconds during which an ID token is valid.
    pub id_token_s: u32,
    /// Minutes that a request waits for the person.
    pub request_minutes: u32,
    /// Seconds during which a pushed request can be used.
    pub pushed_request_s: u32,
    /// Days for which a consent is remembered.
    pub consent_days: u32,
    /// BCP 47 tags of the languages of the pages.
    pub languages: Vec<&'static str>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            code_s: 30,
            access_token_s: 600,
            id_token_s: 600,
            request_minutes: 60,
            // FAPI 2.0 Security Profile §5.3.2.2: less than 600.
            pushed_request_s: 90,
            consent_days: 365,
            languages: vec!["es", "ca", "en"],
        }
    }
}
