//! A proven activation: what the app shows before it makes a key. The person has proven a factor,
//! so that status may be told (invariant 11).

use model::{app::activation::ActivatedBy, registration::RegistrationState};
use store::{StoreError, Tx, repo};
use vocab::{IdentityNumber, PersonId, PersonName, SessionId, Timestamp};

use super::ticket::ProvenTicket;
use crate::app::{AppDesk, passkey};

/// The device that would be replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// How its person calls it.
    pub name: String,
    /// Since when it is theirs.
    pub active_since: Timestamp,
}

/// What the app shows before it makes a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivationReady {
    pub(crate) ticket: ProvenTicket,
    /// What proved it.
    pub by: ActivatedBy,
    /// Whose device it becomes.
    pub name: PersonName,
    /// Their number.
    pub number: IdentityNumber,
    /// The device that it replaces.
    pub replaces: Option<Replaced>,
    /// JSON for `navigator.credentials.create`.
    pub passkey_options: String,
    /// A key must be registered before this moment.
    pub finish_by: Timestamp,
}

impl ActivationReady {
    /// The ticket of the last message, sealed.
    #[must_use]
    pub fn seal(&self, tokens: &dyn ports::sealing::TokenSealer) -> String {
        self.ticket.seal(tokens)
    }
}

/// Nothing if the person has no usable registration any more. `session` invited, if one did.
pub(crate) fn ready(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    person: PersonId,
    activation: &model::app::activation::Activation,
    session: Option<SessionId>,
) -> Result<Option<ActivationReady>, StoreError> {
    let registered = repo::person::find_registered(tx, person)?;
    let usable = registered
        .filter(|(_, _, registration)| registration.state == RegistrationState::Active)
        .zip(activation.challenge);
    let Some(((found, number, _), challenge)) = usable else {
        return Ok(None);
    };
    let device = repo::app::device::active_of(tx, person)?;
    let handle = passkey::user_handle(&*desk.hashes, person);
    let options = passkey::to_create(&desk.settings.site, &handle, &found.name.full(), &challenge);
    Ok(Some(ActivationReady {
        ticket: ProvenTicket {
            activation: activation.id,
            session,
        },
        by: activation.by,
        name: found.name,
        number,
        replaces: device.map(|stored| Replaced {
            name: stored.name.as_str().to_owned(),
            active_since: stored.device.activated_at,
        }),
        passkey_options: options,
        finish_by: activation.finish_by(desk.settings.app),
    }))
}
