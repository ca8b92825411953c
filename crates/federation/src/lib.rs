//! Relying parties: what they ask, what the person lets go, and the tokens that say so.
//!
//! | use case | file |
//! |---|---|
//! | [`Federation::push`] | `authorize/push.rs` |
//! | [`Federation::begin`], [`Federation::decide`] | `authorize/` |
//! | [`Federation::grant`], [`Federation::grant_and_remember`] | `authorize/grant.rs` |
//! | [`Federation::consents`], [`Federation::withdraw`] | `consent.rs` |
//! | [`Federation::absences`] | `absence.rs` |
//! | [`Federation::services`] | `services.rs` |
//! | [`Federation::token`] | `token.rs`: a code by `redeem.rs`, a refresh token by `refresh.rs`, a request over the back channel by `ciba/redeem.rs` |
//! | [`Federation::ask_person`] | `ciba/ask.rs` |
//! | [`Federation::lease_pings`], [`Federation::ping`] | `ciba/ping.rs` |
//! | [`Federation::userinfo`] | `userinfo.rs` |
//! | [`Federation::introspect`], [`Federation::revoke`] | `introspect.rs`, `revoke.rs` |
//! | [`Federation::authenticate`] | `client_auth.rs` |
//! | [`Federation::plan_log_out`] | `log_out.rs` |
//! | [`Federation::lease_log_outs`], [`Federation::tell`] | `tell.rs` |
//! | [`Federation::notified`] | `notified.rs` |
//! | [`Federation::metadata`], [`Federation::jwks`] | `metadata.rs` |
//!
//! The order survives a power cut: a code exists durably before the browser carries it away; it
//! is marked as used in the transaction that stores the token, before the client sees it.
//!
//! *Architecture invariant:* [`Federation::grant`] takes an [`authn::Authenticated`]; there is no
//! other way to a code, and no other way to a token than a code, a request over the back channel
//! that became an [`authn::Authenticated`], or a refresh token that began with one of them.

mod absence;
mod authorize;
mod ciba;
mod claims;
mod client_auth;
mod clients;
mod consent;
mod counts;
mod credentials;
mod held;
mod introspect;
mod issue;
mod log_out;
mod metadata;
mod notified;
mod possession;
mod redeem;
mod refresh;
mod revoke;
mod services;
mod tell;
mod token;
mod userinfo;

use std::sync::Arc;

use authn::Doorkeeper;
use ports::{
    certificates::CertificateAuthorities,
    sealing::{KeyedHash, TokenSealer},
    signing::Signer,
};
use store::Store;
use vocab::{Clock, Entropy, Lang};
use wire_oidc::discovery::{ClientCertificates, Issuer};

pub use absence::AbsenceView;
pub use authorize::{
    begin::BeginError,
    decide::{Next, ReleaseView},
    grant::GrantError,
    pending::Pending,
};
pub use claims::shown;
pub use clients::{ClientRegister, put_client};
pub use consent::ConsentView;
pub use credentials::{Credentials, Door, ProofHeader};
pub use log_out::LogOutPlan;
pub use metadata::PATHS;
pub use notified::{Notified, NotifiedParty};
pub use services::ServiceView;
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
    /// Whose certificates prove who a client is, if any do.
    pub authorities: Option<Arc<dyn CertificateAuthorities>>,
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
    /// Days after which a refresh token that was not used is good for nothing.
    pub refresh_idle_days: u32,
    /// Days after which nothing of one authorization can be refreshed any more, however much it
    /// is used: the person is asked again.
    pub refresh_days: u32,
    /// Seconds for which the secret of a client works on after it was replaced.
    pub secret_overlap_s: u32,
    /// Whether a proof of possession must bear a nonce of ours (RFC 9449 §8), so that none can be
    /// made beforehand and the clock of the client does not matter.
    pub dpop_nonce: bool,
    /// Whether and how the certificates of clients reach us.
    pub client_certificates: ClientCertificates,
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
            refresh_idle_days: 30,
            refresh_days: 90,
            secret_overlap_s: 86_400,
            dpop_nonce: true,
            client_certificates: ClientCertificates::default(),
            languages: Lang::ALL.map(Lang::tag).to_vec(),
        }
    }
}
