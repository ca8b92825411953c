//! "Send me another code".

use model::app::activation::{ActivatedBy, Activation, ActivationState};
use store::{StoreError, Tx, repo};
use vocab::Timestamp;

use super::{send_code::send_code, ticket::ActivationTicket};
use crate::{Doorkeeper, app::AppDesk};

/// Why no other code follows.
#[derive(Debug, thiserror::Error)]
pub enum CodeAgainError {
    /// The wait is not over.
    #[error("too early")]
    TooEarly {
        /// From here on it may be asked for.
        from: Timestamp,
    },
    /// The activation is over, or has sent all its codes: begin again.
    #[error("the activation is over")]
    Gone,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// Sends a fresh code; the one before no longer works.
    ///
    /// # Errors
    /// [`CodeAgainError`].
    pub async fn send_activation_code_again(
        &self,
        ticket: &ActivationTicket,
    ) -> Result<ActivationTicket, CodeAgainError> {
        let (desk, ticket) = (self.app_desk(), ticket.clone());
        self.store
            .transact("authn.app.activation.again", move |tx| {
                again(tx, &desk, &ticket)
            })
            .await
    }
}

fn again(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    ticket: &ActivationTicket,
) -> Result<ActivationTicket, CodeAgainError> {
    let rules = desk.settings.app;
    let found = repo::app::activation::find(tx, ticket.activation)?;
    let (activation, version) = found.ok_or(CodeAgainError::Gone)?;
    let open = activation.state == ActivationState::Sent
        && activation.by == ActivatedBy::Sms
        && activation.sends < rules.activation_sends;
    if !open {
        return Err(CodeAgainError::Gone);
    }
    let from = activation.again_from(rules);
    if desk.now < from {
        return Err(CodeAgainError::TooEarly { from });
    }
    let person = activation.person;
    let code_hash = send_code(tx, desk, activation.id, person, &ticket.number)?;
    let again = Activation {
        code_hash,
        sends: activation.sends.saturating_add(1),
        sent_at: desk.now,
        ..activation
    };
    if !repo::app::activation::set(tx, &again, version, desk.now)? {
        return Err(CodeAgainError::Gone);
    }
    Ok(ActivationTicket::of(&again, &ticket.number, rules))
}
