//! A session opens: what every way to identify ends in (R127, invariant 13).

use audit::Event;
use model::{
    registration::RegistrationState,
    session::{AuthenticationMethod, Session, SessionRules},
};
use ports::sealing::KeyedHash;
use store::{StoreError, Tx, repo};
use vocab::{BearerSecret, Entropy, PersonId, SessionId, Timestamp};

use super::{arrival::Arrival, secret_hash};
use crate::{Authenticated, KeptOut, hold::kept_out::AtTheDoor};

/// What a session is opened with.
pub(crate) struct SessionDesk<'a> {
    pub(crate) hashes: &'a dyn KeyedHash,
    pub(crate) entropy: &'a dyn Entropy,
    pub(crate) rules: SessionRules,
    pub(crate) now: Timestamp,
    /// The cookie, new each time.
    pub(crate) secret: &'a BearerSecret,
    /// The browser in which it opens; nothing where there is none, as by telephone.
    pub(crate) arrival: Option<&'a Arrival>,
}

/// Why no session opens for a person who proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotOpened {
    /// The registration does not exist, is over, or lost its phone.
    NotActive,
    /// Something keeps the person out.
    Held(KeptOut),
}

/// Opens a session of a person who proved who they are, with the audit entry that says how; or
/// keeps them out, with the entry that says why. There is no other way in.
///
/// A session of the same person that is open in the same browser goes on, at the new level and
/// under the new cookie: the services that it served were not left, and are told of no log-out.
/// A session of somebody else in this browser ends.
pub(crate) fn open(
    tx: &mut Tx<'_>,
    desk: &SessionDesk<'_>,
    person: PersonId,
    method: AuthenticationMethod,
    event: &Event,
) -> Result<Result<Authenticated, NotOpened>, StoreError> {
    let data_key = repo::person::guard(tx, person, desk.now)?;
    let state = repo::registration::state_of(tx, person)?;
    let Some((RegistrationState::Active, registration_level)) = state else {
        return Ok(Err(NotOpened::NotActive));
    };
    let standing = repo::restriction::in_force(tx, person, desk.now)?;
    if let Err(why) = standing.admits(method, desk.now) {
        let door = AtTheDoor {
            person,
            data_key,
            method,
            registration: registration_level,
            now: desk.now,
            entropy: desk.entropy,
        };
        return Ok(Err(NotOpened::Held(door.keep_out(tx, &standing, why)?)));
    }
    let mut session = Session {
        id: SessionId::new(desk.now, desk.entropy),
        person,
        registration_level: standing.counted(registration_level),
        method,
        authenticated_at: desk.now,
        last_used_at: desk.now,
        ended_at: None,
    };
    let hash = secret_hash(desk.hashes, desk.secret);
    match goes_on(tx, desk, &session, hash)? {
        Some(id) => session.id = id,
        None => repo::session::add(tx, &session, hash)?,
    }
    if let Some(arrival) = desk.arrival {
        repo::session::set_seen(tx, session.id, data_key, &arrival.seen, desk.now)?;
    }
    let about = audit::about_person(person, data_key);
    audit::append(tx, event, about, desk.now, desk.entropy)?;
    Ok(Ok(Authenticated::new(session, desk.rules)))
}

/// The session of this browser that goes on as `next`; nothing if there is none of this person.
fn goes_on(
    tx: &mut Tx<'_>,
    desk: &SessionDesk<'_>,
    next: &Session,
    hash: [u8; 32],
) -> Result<Option<SessionId>, StoreError> {
    let Some(cookie) = desk.arrival.and_then(|arrival| arrival.previous.as_ref()) else {
        return Ok(None);
    };
    let before = secret_hash(desk.hashes, cookie);
    let found = repo::session::find_by_secret(tx, before)?;
    let Some(found) = found.filter(|found| found.usable(desk.now, desk.rules)) else {
        return Ok(None);
    };
    if found.person == next.person {
        let renewed = Session {
            id: found.id,
            ..next.clone()
        };
        let done = repo::session::renew(tx, &renewed, before, hash)?;
        return Ok(done.then_some(found.id));
    }
    let ended = repo::session::end(tx, found.id, desk.now)?;
    let theirs = repo::person::data_key_of(tx, found.person)?;
    if let (true, Some(data_key)) = (ended, theirs) {
        let about = audit::about_person(found.person, data_key);
        audit::append(tx, &Event::SessionDisplaced, about, desk.now, desk.entropy)?;
    }
    Ok(None)
}
