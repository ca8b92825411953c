//! "Thaw": who identified at *substantial* or more lifts what they froze.

use model::{alert::AlertFact, restriction::RestrictionKind};
use store::{StoreError, Tx, repo};

use super::{KeptOut, note_lifted};
use crate::{Doorkeeper, browsers::Notebook};

/// Why nothing was thawed.
#[derive(Debug, thiserror::Error)]
pub enum ThawError {
    /// The log-in behind it is too old, or has thawed once already: identify again.
    #[error("the log-in behind it cannot be used any more")]
    Stale,
    /// The log-in does not reach so far, or something besides the person's own freezing keeps them
    /// out: an officer has to help.
    #[error("this log-in does not thaw")]
    NotEnough,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// Thaws what a person froze, if their log-in of this moment allows it. They come in with
    /// another log-in: nothing opens here.
    ///
    /// # Errors
    /// [`ThawError`].
    pub async fn thaw(&self, kept_out: &KeptOut) -> Result<(), ThawError> {
        let now = self.clock.now();
        if now >= kept_out.ends_at() {
            return Err(ThawError::Stale);
        }
        let material = [
            kept_out.person().as_bytes().as_slice(),
            kept_out.method().as_str().as_bytes(),
            &kept_out.at().as_microsecond().to_be_bytes(),
        ]
        .concat();
        let id = self.hashes.hash("authn.thaw", &material);
        let (kept_out, notebook) = (kept_out.clone(), self.notebook());
        self.store
            .transact("authn.hold.thaw", move |tx| {
                thaw(tx, &kept_out, id, &notebook)
            })
            .await
    }
}

fn thaw(
    tx: &mut Tx<'_>,
    kept_out: &KeptOut,
    id: [u8; 32],
    notebook: &Notebook,
) -> Result<(), ThawError> {
    let (now, entropy) = (notebook.now, &*notebook.entropy);
    let person = kept_out.person();
    let data_key = repo::person::guard(tx, person, now)?;
    let state = repo::registration::state_of(tx, person)?;
    let (_, registration) = state.ok_or(ThawError::NotEnough)?;
    // As things stand now: staff may have acted since the person identified.
    let standing = repo::restriction::in_force(tx, person, now)?;
    if !kept_out.may_thaw() || !standing.thaws(registration, kept_out.method(), now) {
        return Err(ThawError::NotEnough);
    }
    if !repo::spent::spend(tx, id, kept_out.ends_at(), now)? {
        return Err(ThawError::Stale);
    }
    let frozen = RestrictionKind::Frozen;
    if repo::restriction::lift_kind(tx, person, frozen, now)? {
        note_lifted(tx, (person, data_key), frozen, "thawed", (now, entropy))?;
        let (tokens, fact) = (&*notebook.tokens, AlertFact::Thawed);
        repo::alert::tell(tx, tokens, person, fact, now, entropy)?;
    }
    Ok(())
}
