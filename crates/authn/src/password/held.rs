//! Whether a code by SMS would lead anywhere: no phone rings for nothing.

use model::{
    password::PasswordStep,
    restriction::{Held, Standing},
    session::AuthenticationMethod,
};
use store::{
    StoreError, Tx,
    repo::{self, registration::Reachable},
};
use vocab::{PersonId, RegistrationLevel, Timestamp};

use super::send_code::PasswordDesk;
use crate::{KeptOut, hold::kept_out::AtTheDoor};

/// Whether the person is kept out before any phone rings: the password is right, so they may know.
/// Who froze everything gets the code if it is what thaws.
pub(super) fn held_before_code(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    reachable: &Reachable,
    step: PasswordStep,
) -> Result<Option<KeptOut>, StoreError> {
    let (person, now) = (reachable.person, desk.now);
    let Some(stopped) = stopped(tx, person, step, now)? else {
        return Ok(None);
    };
    let Stopped {
        standing,
        why,
        registration,
    } = stopped;
    let door = AtTheDoor {
        person,
        data_key: reachable.data_key,
        // What was proven so far.
        method: AuthenticationMethod::Password,
        registration,
        now,
        entropy: &*desk.entropy,
    };
    door.keep_out(tx, &standing, why).map(Some)
}

/// Why a code by SMS would lead nowhere.
pub(super) struct Stopped {
    standing: Standing,
    why: Held,
    registration: RegistrationLevel,
}

/// Whether something keeps a person from what a code by SMS is for; nothing stops the code that
/// thaws. A password that is set by the activation code asks for no password, and is stopped by
/// what closes everything alone.
pub(super) fn stopped(
    tx: &mut Tx<'_>,
    person: PersonId,
    step: PasswordStep,
    now: Timestamp,
) -> Result<Option<Stopped>, StoreError> {
    let method = AuthenticationMethod::PasswordSms;
    let standing = repo::restriction::in_force(tx, person, now)?;
    let why = match step {
        PasswordStep::LogIn | PasswordStep::Change => standing.admits(method, now).err(),
        PasswordStep::Activate | PasswordStep::Recover => standing.closed(now),
    };
    let Some(why) = why else {
        return Ok(None);
    };
    let state = repo::registration::state_of(tx, person)?;
    let registration = state.map_or(RegistrationLevel::Basic, |(_, level)| level);
    let thaws = why == Held::Frozen && standing.thaws(registration, method, now);
    if thaws && step == PasswordStep::LogIn {
        return Ok(None);
    }
    Ok(Some(Stopped {
        standing,
        why,
        registration,
    }))
}
