//! The person is told by e-mail what an officer did. The officer's words stay in the audit entry,
//! which the person reads in their own activity: mail is read by others too.

use model::notice::{Channel, Intervened, Notice, OutgoingNotice};
use store::{StoreError, Tx, repo};
use vocab::{PersonId, SignedDuration, Timestamp};

use super::Acting;

/// News of a week ago are none.
const NEWS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Puts the message into the outbox, unless there is no registration to write to.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    acting: &Acting,
    person: PersonId,
    how: Intervened,
) -> Result<(), StoreError> {
    let Some((person, _, registration)) = repo::person::find_registered(tx, person)? else {
        return Ok(());
    };
    let notice = OutgoingNotice {
        lang: person.lang,
        channel: Channel::Email(registration.email),
        notice: Notice::Intervened {
            how,
            at: acting.now,
        },
        send_before: acting.now.saturating_add(NEWS).unwrap_or(Timestamp::MAX),
    };
    repo::outgoing::enqueue(tx, &notice, acting.now, &*acting.entropy)?;
    Ok(())
}
