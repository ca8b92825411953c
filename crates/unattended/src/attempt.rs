//! An attempt opened inside a transaction, and the one way in which it is written.

use std::sync::Arc;

use audit::Event;
use model::unattended::{AttemptState, Dossier, Step, UnattendedRules};
use store::{
    StoreError, Tx,
    repo::unattended::attempt::{self, Move, StoredAttempt},
};
use vocab::{AttemptId, BearerSecret, Entropy, Timestamp};

use crate::Unattended;

/// Who acts, in audit entries: the person.
pub const CITIZEN: &str = "citizen";

/// Who acts, in audit entries: the machine.
pub const SYSTEM: &str = "system";

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AttemptError {
    /// Unknown, sent, left, or past its time: begin again.
    #[error("the attempt is gone")]
    Gone,
    /// A step before is missing.
    #[error("a step before is missing")]
    NotYet(Step),
    /// Another request of the same attempt was faster: look again.
    #[error("another request moved the attempt")]
    Raced,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An attempt read inside a transaction.
#[derive(Debug, Clone)]
pub struct OpenAttempt {
    /// The row.
    pub stored: StoredAttempt,
    /// What is known.
    pub dossier: Dossier,
}

/// Opens and writes attempts inside transactions. Owned, so that it can be moved into closures.
#[derive(Clone)]
pub struct Keeper {
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// What was decided about attempts.
    pub rules: Arc<UnattendedRules>,
    /// When.
    pub now: Timestamp,
}

impl Unattended {
    /// For a transaction that begins now.
    #[must_use]
    pub fn keeper(&self) -> Keeper {
        Keeper {
            entropy: self.entropy.clone(),
            rules: self.rules.clone(),
            now: self.clock.now(),
        }
    }

    pub(crate) fn secret_hash(&self, secret: &BearerSecret) -> [u8; 32] {
        let secret = secret.as_str().as_bytes();
        self.hashes.hash("unattended.secret", secret)
    }
}

impl Keeper {
    /// The attempt of an id; nothing if there is none, or nothing of it is kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open(&self, tx: &mut Tx<'_>, id: AttemptId) -> Result<Option<OpenAttempt>, StoreError> {
        let stored = attempt::find(tx, id)?;
        stored.map_or(Ok(None), |stored| with_dossier(tx, stored))
    }

    /// The attempt of a browser, wherever it stands.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_by_secret(
        &self,
        tx: &mut Tx<'_>,
        secret_hash: [u8; 32],
    ) -> Result<Option<OpenAttempt>, StoreError> {
        let stored = attempt::find_by_secret(tx, secret_hash)?;
        stored.map_or(Ok(None), |stored| with_dossier(tx, stored))
    }

    /// The attempt of a browser, while the person is at it and in time, when everything before
    /// `step` is done.
    ///
    /// # Errors
    /// [`AttemptError`].
    pub fn at_step(
        &self,
        tx: &mut Tx<'_>,
        secret_hash: [u8; 32],
        step: Step,
    ) -> Result<OpenAttempt, AttemptError> {
        let open = self
            .open_by_secret(tx, secret_hash)?
            .filter(|open| self.is_open(&open.stored))
            .ok_or(AttemptError::Gone)?;
        let next = open.dossier.next();
        if next < step {
            return Err(AttemptError::NotYet(next));
        }
        Ok(open)
    }

    /// Is the person still at it, and in time?
    #[must_use]
    pub fn is_open(&self, attempt: &StoredAttempt) -> bool {
        let send_by = self.rules.send_by(attempt.begun_at);
        matches!(attempt.state, AttemptState::Capturing { .. }) && self.now < send_by
    }

    /// Writes what is known.
    ///
    /// # Errors
    /// [`AttemptError::Raced`] if another transaction was faster.
    pub fn save(&self, tx: &mut Tx<'_>, open: &OpenAttempt) -> Result<(), AttemptError> {
        if attempt::save(tx, &open.stored, &open.dossier, self.now)? {
            Ok(())
        } else {
            Err(AttemptError::Raced)
        }
    }

    /// Moves an attempt into a state. `false`: somebody was faster.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn advance(
        &self,
        tx: &mut Tx<'_>,
        open: &OpenAttempt,
        state: AttemptState,
    ) -> Result<bool, StoreError> {
        let to = Move {
            state,
            dossier: &open.dossier,
            person: open.stored.person,
            place: open.stored.place,
            sent_at: open.stored.sent_at,
            kept_until: self.rules.kept_until(&state),
        };
        attempt::advance(tx, &open.stored, &to, self.now)
    }

    /// Writes the audit entry of an act.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn note(
        &self,
        tx: &mut Tx<'_>,
        stored: &StoredAttempt,
        event: &Event,
        actor: &str,
    ) -> Result<(), StoreError> {
        let about = audit::about_subject(stored.id.as_bytes(), stored.data_key, actor);
        audit::append(tx, event, about, self.now, &*self.entropy)
    }
}

fn with_dossier(tx: &mut Tx<'_>, stored: StoredAttempt) -> Result<Option<OpenAttempt>, StoreError> {
    let dossier = stored.dossier(tx)?;
    Ok(dossier.map(|dossier| OpenAttempt { stored, dossier }))
}
