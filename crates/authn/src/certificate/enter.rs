//! Where people are: a verdict is redeemed, and a session opens.

use std::sync::Arc;

use audit::Event;
use model::session::SessionRules;
use ports::sealing::KeyedHash;
use store::{StoreError, Tx, repo};
use vocab::{BearerSecret, Entropy, Timestamp, constant_time_eq};

use super::{
    Certificates,
    errand::{Accepted, Outcome, Refusal, Verdict},
};
use crate::{
    Arrival, Authenticated, KeptOut,
    session::open::{NotOpened, SessionDesk, open},
};

const NAME: &str = "authn.certificate.enter";

/// Why no session opened.
#[derive(Debug, thiserror::Error)]
pub enum EnterCertificateError {
    /// The verdict is another browser's, older than a minute, redeemed before, or made up.
    #[error("the verdict cannot be redeemed here and now")]
    Stale,
    /// The certificate was not accepted.
    #[error("the certificate was not accepted: {}", .0.as_str())]
    Refused(Refusal),
    /// The certificate is right, and the person is kept out.
    #[error("the person is kept out")]
    Held(KeptOut),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct EntryDesk {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    rules: SessionRules,
    now: Timestamp,
    secret: BearerSecret,
    arrival: Arrival,
}

impl Certificates {
    /// Redeems a verdict in the browser that began, and opens a session with a new identifier.
    ///
    /// # Errors
    /// [`EnterCertificateError`].
    pub async fn enter(
        &self,
        verdict: &str,
        browser: &BearerSecret,
        arrival: Arrival,
    ) -> Result<(BearerSecret, Authenticated), EnterCertificateError> {
        let now = self.clock.now();
        let verdict = Verdict::open(verdict, &*self.tokens, now)
            .filter(|verdict| constant_time_eq(&verdict.browser, &self.browser_hash(browser)))
            .ok_or(EnterCertificateError::Stale)?;
        let accepted = match &verdict.outcome {
            Outcome::Accepted(accepted) => accepted.clone(),
            Outcome::Refused(refusal) => return Err(EnterCertificateError::Refused(*refusal)),
        };
        let desk = EntryDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            rules: self.rules,
            now,
            secret: BearerSecret::generate(&*self.entropy),
            arrival,
        };
        let secret = desk.secret.clone();
        let authenticated = self
            .store
            .transact(NAME, move |tx| redeem(tx, &desk, &verdict, &accepted))
            .await??;
        Ok((secret, authenticated))
    }
}

type Redeemed = Result<Authenticated, EnterCertificateError>;

fn redeem(
    tx: &mut Tx<'_>,
    desk: &EntryDesk,
    verdict: &Verdict,
    accepted: &Accepted,
) -> Result<Redeemed, StoreError> {
    let id = desk
        .hashes
        .hash("certificate.verdict", verdict.id.as_bytes());
    if !repo::spent::spend(tx, id, verdict.over_at(), desk.now)? {
        return Ok(Err(EnterCertificateError::Stale));
    }
    let session = SessionDesk {
        hashes: &*desk.hashes,
        entropy: &*desk.entropy,
        rules: desk.rules,
        now: desk.now,
        secret: &desk.secret,
        arrival: Some(&desk.arrival),
    };
    let event = Event::CertificateAccepted {
        fingerprint: accepted.fingerprint.clone(),
        issuer: accepted.issuer.clone(),
        status: accepted.status.clone(),
    };
    Ok(
        open(tx, &session, accepted.person, accepted.method, &event)?.map_err(|refused| {
            match refused {
                NotOpened::NotActive => EnterCertificateError::Refused(Refusal::NotActive),
                NotOpened::Held(kept_out) => EnterCertificateError::Held(kept_out),
            }
        }),
    )
}
