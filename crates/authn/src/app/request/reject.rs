//! "No": the browser is told (R252).

use audit::Event;
use model::app::request::AnswerError;
use store::{StoreError, Tx, repo};
use vocab::AppRequestId;

use crate::{
    Doorkeeper,
    app::{
        AppDesk,
        device::acting,
        proof::{KnownDevice, ProofError},
    },
};

/// Why nothing was rejected.
#[derive(Debug, thiserror::Error)]
pub enum RejectError {
    /// The device may not act any more.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// Not this person's, or over.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// Rejects a request that is open in this device, or that was asked for with the number of its
    /// person. It needs no unlocking: to refuse harms nobody.
    ///
    /// # Errors
    /// [`RejectError`].
    pub async fn reject_request(
        &self,
        known: &KnownDevice,
        request: AppRequestId,
    ) -> Result<(), RejectError> {
        let (desk, known) = (self.app_desk(), known.clone());
        self.store
            .transact("authn.app.request.reject", move |tx| {
                reject(tx, &desk, &known, request)
            })
            .await
    }
}

fn reject(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    known: &KnownDevice,
    id: AppRequestId,
) -> Result<(), RejectError> {
    let person = known.stored.device.person;
    let data_key = repo::person::guard(tx, person, desk.now)?;
    let stored = acting(tx, known)??;
    let found = repo::app::request::find(tx, id)?;
    let (kept, version) = found.ok_or(AnswerError::Unknown)?;
    let rejected = kept
        .request
        .reject(&stored.device, desk.now, desk.settings.app)?;
    if !repo::app::request::set(tx, &rejected, version, desk.now)? {
        return Err(AnswerError::Unknown.into());
    }
    repo::app::call::answered(tx, id, desk.now)?;
    let why = "person".into();
    desk.write_down(tx, &Event::AppRequestRejected { why }, person, data_key)?;
    Ok(())
}
