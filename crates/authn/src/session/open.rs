//! A session opens: what every way to identify ends in (R127, invariant 13).

use audit::Event;
use model::{
    registration::RegistrationState,
    session::{AuthenticationMethod, Session, SessionRules},
};
use ports::sealing::KeyedHash;
use store::{StoreError, Tx, repo};
use vocab::{BearerSecret, Entropy, PersonId, SessionId, Timestamp};

use super::secret_hash;
use crate::{Authenticated, KeptOut, hold::kept_out::AtTheDoor};

/// What a session is opened with.
pub(crate) struct SessionDesk<'a> {
    pub(crate) hashes: &'a dyn KeyedHash,
    pub(crate) entropy: &'a dyn Entropy,
    pub(crate) rules: SessionRules,
    pub(crate) now: Timestamp,
    /// The cookie, new each time.
    pub(crate) secret: &'a BearerSecret,
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
    let session = Session {
        id: SessionId::new(desk.now, desk.entropy),
        person,
        registration_level: standing.counted(registration_level),
        method,
        authenticated_at: desk.now,
        last_used_at: desk.now,
        ended_at: None,
    };
    repo::session::add(tx, &session, secret_hash(desk.hashes, desk.secret))?;
    let about = audit::about_person(person, data_key);
    audit::append(tx, event, about, desk.now, desk.entropy)?;
    Ok(Ok(Authenticated::new(session, desk.rules)))
}
