//! The person types the code that came by SMS.

use audit::Event;
use model::app::activation::EnterActivationCodeError;
use store::{StoreError, Tx, repo};
use vocab::{OtpCode, Timestamp};

use super::{
    ready::{ActivationReady, ready},
    send_code::code_hash,
    ticket::ActivationTicket,
};
use crate::{Doorkeeper, app::AppDesk, pin::stranger::Stranger};

/// Why the activation does not go on.
#[derive(Debug, thiserror::Error)]
pub enum ActivationCodeRefused {
    /// Not the code; so many tries are left.
    #[error("wrong code, {left} tries left")]
    Wrong {
        /// Tries left.
        left: u8,
    },
    /// Too many wrong codes, too late, or used: begin again.
    #[error("the activation is over")]
    Gone,
    /// The code is right, but the person vetoed a device lately.
    #[error("sms alone activates no device for now")]
    Held {
        /// Until when.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

type Outcome = Result<ActivationReady, ActivationCodeRefused>;

impl Doorkeeper {
    /// Compares the code. Nobody behind the number looks like a wrong code.
    ///
    /// # Errors
    /// [`ActivationCodeRefused`].
    pub async fn enter_activation_code(
        &self,
        ticket: &ActivationTicket,
        code: &OtpCode,
    ) -> Outcome {
        let (desk, ticket, code) = (self.app_desk(), ticket.clone(), code.clone());
        self.store
            .transact::<_, StoreError, _>("authn.app.activation.enter_code", move |tx| {
                enter(tx, &desk, &ticket, &code)
            })
            .await?
    }
}

fn enter(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    ticket: &ActivationTicket,
    code: &OtpCode,
) -> Result<Outcome, StoreError> {
    let gone = || Ok(Err(ActivationCodeRefused::Gone));
    let Some((activation, version)) = repo::app::activation::find(tx, ticket.activation)? else {
        return gone();
    };
    let before = activation.clone();
    let given = code_hash(desk, activation.id, code);
    let rules = desk.settings.app;
    let (after, outcome) = activation.enter_code(&given, desk.random(), desk.now, rules);
    if after != before && !repo::app::activation::set(tx, &after, version, desk.now)? {
        // Another request counted a try at the same moment: this one was not looked at.
        return gone();
    }
    match (outcome, after.person) {
        (Ok(()), Some(person)) => {
            let held = repo::app::hold::of(tx, person)?.activation_until;
            if desk.now < held {
                return Ok(Err(ActivationCodeRefused::Held { until: held }));
            }
            match ready(tx, desk, person, &after, None)? {
                Some(ready) => Ok(Ok(ready)),
                None => gone(),
            }
        }
        (Err(EnterActivationCodeError::Wrong { left }), _) => {
            Ok(Err(ActivationCodeRefused::Wrong { left }))
        }
        (Err(EnterActivationCodeError::Gone), person) => {
            if after != before {
                let stranger = Stranger {
                    hashes: &*desk.hashes,
                    entropy: &*desk.entropy,
                    now: desk.now,
                };
                stranger.write_down(tx, &Event::AppCodeVoided, person, &ticket.number)?;
            }
            gone()
        }
        (Ok(()), None) => gone(),
    }
}
