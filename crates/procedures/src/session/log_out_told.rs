//! The identity provider tells that a session there has ended (OpenID Connect Back-Channel Logout
//! 1.0 §2.7): the visits that it opened end with it.

use std::sync::Arc;

use audit::Event;
use store::{
    StoreError, Tx,
    repo::sede::{
        applicant,
        visit::{self, OpenVisit},
    },
};
use vocab::{Entropy, SignedDuration, Timestamp};

use super::provider_session_hash;
use crate::Procedures;

/// In whose name it is written down.
const PROVIDER: &str = "identity_provider";

/// How long the name of a token is remembered: longer than one is accepted, with the clocks of both
/// sides as far apart as they may be.
const REMEMBERED: SignedDuration = SignedDuration::from_mins(10);

/// What the provider told, checked by the relying party's side of the protocol. One of `sub` and
/// `sid` is there at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldLogOut {
    /// The person, as the provider names them to us.
    pub sub: Option<String>,
    /// The session; if absent, every session of the person.
    pub sid: Option<String>,
    /// The name of the token.
    pub jti: String,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldOutcome {
    /// So many visits ended, none perhaps: they had ended already.
    Ended(usize),
    /// The token had been accepted before.
    Repeated,
}

#[derive(Clone)]
struct Telling {
    entropy: Arc<dyn Entropy>,
    sub: Option<String>,
    provider_session: Option<[u8; 32]>,
    token_hash: [u8; 32],
    now: Timestamp,
}

impl Procedures {
    /// Ends the visits of the session, or of the person if no session is named.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn log_out_told(&self, told: ToldLogOut) -> Result<ToldOutcome, StoreError> {
        let hashes = &*self.hashes;
        let sid = told.sid.as_deref();
        let telling = Telling {
            entropy: self.entropy.clone(),
            provider_session: sid.map(|sid| provider_session_hash(hashes, sid)),
            token_hash: hashes.hash("sede_log_out_token.id", told.jti.as_bytes()),
            sub: told.sub,
            now: self.clock.now(),
        };
        self.store
            .transact("procedures.log_out_told", move |tx| telling.run(tx))
            .await
    }
}

impl Telling {
    fn run(&self, tx: &mut Tx<'_>) -> Result<ToldOutcome, StoreError> {
        let until = self
            .now
            .saturating_add(REMEMBERED)
            .unwrap_or(Timestamp::MAX);
        if !visit::accept_log_out_token(tx, self.token_hash, until, self.now)? {
            return Ok(ToldOutcome::Repeated);
        }
        let mut ended = 0;
        for open in self.visits(tx)? {
            if visit::end(tx, open.id, self.now)? {
                self.write_down(tx, open)?;
                ended += 1;
            }
        }
        Ok(ToldOutcome::Ended(ended))
    }

    /// The visits that are meant: where both are named, those of the session that are the person's.
    fn visits(&self, tx: &mut Tx<'_>) -> Result<Vec<OpenVisit>, StoreError> {
        let person = match &self.sub {
            None => None,
            Some(sub) => match applicant::find_by_sub(tx, sub)? {
                Some(person) => Some(person.id),
                // Somebody who has never been here.
                None => return Ok(Vec::new()),
            },
        };
        match (self.provider_session, person) {
            (Some(session), person) => {
                let mut open = visit::open_of_provider_session(tx, session)?;
                open.retain(|one| person.is_none_or(|person| one.applicant == person));
                Ok(open)
            }
            (None, Some(person)) => visit::open_of_applicant(tx, person),
            (None, None) => Ok(Vec::new()),
        }
    }

    fn write_down(&self, tx: &mut Tx<'_>, open: OpenVisit) -> Result<(), StoreError> {
        let Some(person) = applicant::find(tx, open.applicant)? else {
            return Ok(());
        };
        let about = audit::about_subject(person.id.as_bytes(), person.data_key, PROVIDER);
        audit::append(tx, &Event::LoggedOut, about, self.now, &*self.entropy)
    }
}
