//! Coming in, proving it again, and leaving.

pub(crate) mod enrol;
pub(crate) mod log_out;
pub(crate) mod resume;
pub(crate) mod sign_in;
pub(crate) mod step_in;
pub(crate) mod verify_again;

use std::sync::Arc;

use audit::Event;
use model::officer::{DeskRules, DeskSession, SignInMethod};
use ports::sealing::KeyedHash;
use store::{
    StoreError, Tx,
    repo::office::{officer::StoredOfficer, session},
};
use vocab::{BearerSecret, Entropy, SessionId, Timestamp};

use crate::{AtDesk, Desk};

/// How a session is found by its cookie.
fn secret_hash(hashes: &dyn KeyedHash, secret: &BearerSecret) -> [u8; 32] {
    hashes.hash("office_session.secret", secret.as_str().as_bytes())
}

/// What a transaction needs to begin a session.
#[derive(Clone)]
struct Porter {
    entropy: Arc<dyn Entropy>,
    secret: BearerSecret,
    secret_hash: [u8; 32],
    rules: DeskRules,
    now: Timestamp,
}

impl Desk {
    fn porter(&self) -> Porter {
        let secret = BearerSecret::generate(&*self.entropy);
        Porter {
            entropy: self.entropy.clone(),
            secret_hash: secret_hash(&*self.hashes, &secret),
            secret,
            rules: self.rules,
            now: self.clock.now(),
        }
    }
}

impl Porter {
    /// Begins a session under a new secret.
    fn let_in(
        &self,
        tx: &mut Tx<'_>,
        stored: StoredOfficer,
        method: SignInMethod,
    ) -> Result<AtDesk, StoreError> {
        let session = DeskSession {
            id: SessionId::new(self.now, &*self.entropy),
            officer: stored.officer.id,
            method,
            started_at: self.now,
            verified_at: self.now,
            ended_at: None,
        };
        session::add(tx, &session, self.secret_hash, self.now)?;
        self.note(
            tx,
            &stored,
            &Event::OfficerSignedIn {
                method: method.as_str().to_owned(),
            },
        )?;
        Ok(AtDesk::new(stored, session, self.rules))
    }

    /// Writes down what an officer did about themselves.
    fn note(
        &self,
        tx: &mut Tx<'_>,
        stored: &StoredOfficer,
        event: &Event,
    ) -> Result<(), StoreError> {
        let id = stored.officer.id;
        let about = audit::about_subject(id.as_bytes(), stored.data_key, &id.to_string());
        audit::append(tx, event, about, self.now, &*self.entropy)
    }
}
