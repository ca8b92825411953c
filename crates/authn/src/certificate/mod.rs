//! Log-in with a certificate (facts B.6).
//!
//! | file | what it is |
//! |---|---|
//! | [`issuers`] | whom the administration trusts, and what each one's certificates reach |
//! | [`status`] | what issuers say about their certificates: OCSP first, lists where that fails |
//! | `errand.rs` | what travels between the two addresses, sealed |
//! | `check.rs` | where certificates are asked for: the certificate is judged |
//! | `enter.rs` | where people are: the verdict is redeemed, and a session opens |
//!
//! Certificates are asked for at an address of their own, and no cookie of one address counts at
//! the other. So the browser carries a sealed *errand* there and a sealed *verdict* back, both
//! bound to a cookie of the address at which it began: a verdict is of no use in any other browser,
//! works once, and for a minute.

mod check;
mod enter;
mod errand;
pub mod issuers;
pub mod status;

use std::sync::Arc;

use model::session::SessionRules;
use ports::{
    certificate_status::CertificateStatus,
    sealing::{KeyedHash, TokenSealer},
};
use store::Store;
use vocab::{BearerSecret, Clock, Entropy};

pub use check::CheckError;
pub use enter::EnterCertificateError;
pub use errand::Refusal;
pub use issuers::{IssuerError, IssuerRules, Issuers, UnknownStatus};
use status::StatusDesk;

/// The use cases of the log-in with a certificate over what they need.
pub struct Certificates {
    store: Store,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    hashes: Arc<dyn KeyedHash>,
    tokens: Arc<dyn TokenSealer>,
    issuers: Arc<Issuers>,
    status: StatusDesk,
    rules: SessionRules,
}

/// What [`Certificates`] are made of.
pub struct CertificateParts {
    /// Where it is written.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Keyed hashes of cookies and of numbers of strangers.
    pub hashes: Arc<dyn KeyedHash>,
    /// Seals errands and verdicts.
    pub tokens: Arc<dyn TokenSealer>,
    /// Who is trusted.
    pub issuers: Arc<Issuers>,
    /// Where their status is told.
    pub status: Arc<dyn CertificateStatus>,
    /// Sessions.
    pub rules: SessionRules,
}

impl Certificates {
    /// Puts the use cases together.
    #[must_use]
    pub fn new(parts: CertificateParts) -> Self {
        Self {
            store: parts.store,
            clock: parts.clock,
            status: StatusDesk::new(parts.status, parts.entropy.clone()),
            entropy: parts.entropy,
            hashes: parts.hashes,
            tokens: parts.tokens,
            issuers: parts.issuers,
            rules: parts.rules,
        }
    }

    /// What a browser takes along to where certificates are asked for. `representatives` if the
    /// service that asks accepts certificates of those who act for an organisation.
    #[must_use]
    pub fn begin(&self, browser: &BearerSecret, representatives: bool) -> String {
        let errand = errand::Errand {
            browser: self.browser_hash(browser),
            begun_at: self.clock.now(),
            representatives,
        };
        errand.seal(&*self.tokens)
    }

    fn browser_hash(&self, browser: &BearerSecret) -> [u8; 32] {
        self.hashes
            .hash("certificate.browser", browser.as_str().as_bytes())
    }
}
