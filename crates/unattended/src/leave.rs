//! The person leaves before sending: nothing is registered, and what was captured goes at the next
//! sweep.

use audit::Event;
use model::unattended::Step;
use vocab::BearerSecret;

use crate::{AttemptError, Unattended, attempt::CITIZEN};

impl Unattended {
    /// Ends the attempt for good. One that is gone stays gone.
    ///
    /// # Errors
    /// [`AttemptError`].
    pub async fn leave(&self, secret: &BearerSecret) -> Result<(), AttemptError> {
        let (keeper, secret_hash) = (self.keeper(), self.secret_hash(secret));
        self.store
            .transact("unattended.leave", move |tx| {
                let open = keeper.at_step(tx, secret_hash, Step::Front)?;
                let left = open.stored.state.abandon(keeper.now);
                let state = left.map_err(|_| AttemptError::Gone)?;
                if !keeper.advance(tx, &open, state)? {
                    return Err(AttemptError::Raced);
                }
                let event = Event::UnattendedEnded {
                    how: "left".to_owned(),
                };
                keeper.note(tx, &open.stored, &event, CITIZEN)?;
                Ok(())
            })
            .await
    }
}
