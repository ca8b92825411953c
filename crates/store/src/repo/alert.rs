//! A person is told at once of what may not have been them, with a link by which they say so.

use model::{
    alert::{Alert, AlertFact},
    notice::{Channel, Notice, OutgoingNotice},
    push::Look,
};
use ports::sealing::TokenSealer;
use vocab::{EmailAddress, Entropy, Lang, PersonId, SignedDuration, Timestamp};

use super::{app, outgoing, person, push};
use crate::{StoreError, Tx};

/// What the links of alerts are sealed for.
pub const SEALED_FOR: &str = "alert.link";

/// The news is worth sending for so long; the link in it works longer.
const NEWS: SignedDuration = SignedDuration::from_hours(72);

/// Seals the link of an alert.
#[must_use]
pub fn link(tokens: &dyn TokenSealer, alert: &Alert) -> String {
    tokens.seal_token(SEALED_FOR, &alert.to_bytes())
}

/// Reads a link; nothing if it is none of ours, or was changed. Its time is for the caller.
#[must_use]
pub fn read_link(tokens: &dyn TokenSealer, text: &str) -> Option<Alert> {
    Alert::from_bytes(&tokens.open_token(SEALED_FOR, text)?)
}

/// Tells a person of a fact by e-mail, and their app that there is something to look at. Nobody is
/// told who has no registration.
///
/// # Errors
/// [`StoreError`].
pub fn tell(
    tx: &mut Tx<'_>,
    tokens: &dyn TokenSealer,
    to: PersonId,
    fact: AlertFact,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let Some((known, _, registration)) = person::find_registered(tx, to)? else {
        return Ok(());
    };
    let address = (known.lang, registration.email);
    tell_at(tx, tokens, (to, address), fact, now, entropy)
}

/// The same at an address that is known: of who has just changed it, the one before.
///
/// # Errors
/// [`StoreError`].
pub fn tell_at(
    tx: &mut Tx<'_>,
    tokens: &dyn TokenSealer,
    (to, (lang, email)): (PersonId, (Lang, EmailAddress)),
    fact: AlertFact,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let alert = Alert {
        person: to,
        kind: fact.kind(),
        at: now,
    };
    let send_before = now.checked_add(NEWS).unwrap_or(Timestamp::MAX);
    let notice = OutgoingNotice {
        lang,
        channel: Channel::Email(email),
        notice: Notice::Alert {
            fact,
            at: now,
            link: Some(link(tokens, &alert)),
        },
        send_before,
    };
    outgoing::enqueue(tx, &notice, now, entropy)?;
    if let Some(device) = app::device::active_id_of(tx, to)? {
        push::ring(tx, Some(device), Look::Alert, send_before, now, entropy)?;
    }
    Ok(())
}

/// Tells an address of before, which may be that of whoever was doubted: without a link, because
/// whoever has it can freeze the person.
///
/// # Errors
/// [`StoreError`].
pub fn tell_without_link(
    tx: &mut Tx<'_>,
    (lang, email): (Lang, EmailAddress),
    fact: AlertFact,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let notice = OutgoingNotice {
        lang,
        channel: Channel::Email(email),
        notice: Notice::Alert {
            fact,
            at: now,
            link: None,
        },
        send_before: now.checked_add(NEWS).unwrap_or(Timestamp::MAX),
    };
    outgoing::enqueue(tx, &notice, now, entropy)?;
    Ok(())
}
