//! Another unlock code, against the one before.

use audit::Event;
use model::app::device::{Unlock, UnlockError};
use store::{StoreError, Tx, repo};
use vocab::UnlockCode;

use super::acting;
use crate::{
    Doorkeeper,
    app::{
        AppDesk,
        proof::{KnownDevice, ProofError},
        request::unlocking,
    },
};

/// Why the code stays what it was.
#[derive(Debug, thiserror::Error)]
pub enum ChangeUnlockCodeError {
    /// The device may not act any more.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The code before was wrong, or the device has none.
    #[error(transparent)]
    Unlock(#[from] UnlockError),
    /// One that everybody tries first.
    #[error("the unlock code is too easy")]
    TooEasy,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

type Outcome = Result<(), ChangeUnlockCodeError>;

impl Doorkeeper {
    /// Changes the unlock code of a device. A wrong one before counts like one at a confirmation.
    ///
    /// # Errors
    /// [`ChangeUnlockCodeError`].
    pub async fn change_unlock_code(
        &self,
        known: &KnownDevice,
        current: &UnlockCode,
        new: &UnlockCode,
    ) -> Outcome {
        let (desk, known) = (self.app_desk(), known.clone());
        let (current, new) = (current.clone(), new.clone());
        self.store
            .transact::<_, StoreError, _>("authn.app.device.change_unlock_code", move |tx| {
                change(tx, &desk, &known, &current, &new)
            })
            .await?
    }
}

fn change(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    known: &KnownDevice,
    current: &UnlockCode,
    new: &UnlockCode,
) -> Result<Outcome, StoreError> {
    let person = known.stored.device.person;
    let data_key = repo::person::guard(tx, person, desk.now)?;
    let stored = match acting(tx, known)? {
        Ok(stored) => stored,
        Err(gone) => return Ok(Err(gone.into())),
    };
    if stored.device.unlock != Unlock::Code {
        return Ok(Err(UnlockError::NoCode.into()));
    }
    let found = repo::person::find(tx, person)?;
    if found.is_some_and(|person| new.is_too_easy(person.birth_date)) {
        return Ok(Err(ChangeUnlockCodeError::TooEasy));
    }
    if let Err(refused) = unlocking::by_code(tx, desk, &stored, current, data_key)? {
        return Ok(Err(refused.into()));
    }
    let hash = desk.unlock_hash(known.id(), new);
    repo::app::device::set_unlock_code(tx, known.id(), hash, desk.now)?;
    desk.write_down(tx, &Event::AppUnlockCodeChanged, person, data_key)?;
    Ok(Ok(()))
}
