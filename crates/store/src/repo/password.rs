//! The permanent password of a person, and what is counted and remembered about it.

use model::password::{Lane, PasswordCredential, PasswordHash};
use vocab::{Entropy, FlowId, PersonId, Timestamp};

use super::{app, password_flow};
use crate::{StoreError, Tx, sql};

/// The password of a person, if they have one.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<PasswordCredential>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT hash, set_at, own_tries, strange_tries FROM password_credential \
             WHERE person_id = $1"
        ),
        &[&person],
        |row| {
            let (own, strange): (i64, i64) = (row.get(2)?, row.get(3)?);
            Ok(PasswordCredential {
                person,
                hash: PasswordHash::new(row.get(0)?),
                set_at: row.get(1)?,
                own_tries: u8::try_from(own).unwrap_or(u8::MAX),
                strange_tries: u8::try_from(strange).unwrap_or(u8::MAX),
            })
        },
    )
}

/// Counts a try before it is looked at, over the number that was read: of tries at the same moment
/// one is looked at. `false`: another was faster.
///
/// # Errors
/// [`StoreError`].
pub fn count_try(
    tx: &mut Tx<'_>,
    credential: &PasswordCredential,
    lane: Lane,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let before = i64::from(credential.tries(lane));
    let person = credential.person;
    let statement = match lane {
        Lane::Own => sql!(
            "UPDATE password_credential SET own_tries = own_tries + 1, updated_at = $1, \
             updated_by = $2 WHERE person_id = $3 AND own_tries = $4"
        ),
        Lane::Strange => sql!(
            "UPDATE password_credential SET strange_tries = strange_tries + 1, updated_at = $1, \
             updated_by = $2 WHERE person_id = $3 AND strange_tries = $4"
        ),
    };
    let touched = tx.execute(statement, &[&now, &name, &person, &before])?;
    Ok(touched == 1)
}

/// Takes back a try that was counted and not looked at.
///
/// # Errors
/// [`StoreError`].
pub fn give_back(
    tx: &mut Tx<'_>,
    person: PersonId,
    lane: Lane,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    let statement = match lane {
        Lane::Own => sql!(
            "UPDATE password_credential SET own_tries = own_tries - 1, updated_at = $1, \
             updated_by = $2 WHERE person_id = $3 AND own_tries > 0"
        ),
        Lane::Strange => sql!(
            "UPDATE password_credential SET strange_tries = strange_tries - 1, updated_at = $1, \
             updated_by = $2 WHERE person_id = $3 AND strange_tries > 0"
        ),
    };
    tx.execute(statement, &[&now, &name, &person])?;
    Ok(())
}

/// The right password was typed: the tries of its lane begin again. The other lane stays as it is,
/// or whoever knows one browser would give strangers new tries.
///
/// # Errors
/// [`StoreError`].
pub fn forget_tries(
    tx: &mut Tx<'_>,
    person: PersonId,
    lane: Lane,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    let statement = match lane {
        Lane::Own => sql!(
            "UPDATE password_credential SET own_tries = 0, updated_at = $1, updated_by = $2 \
             WHERE person_id = $3"
        ),
        Lane::Strange => sql!(
            "UPDATE password_credential SET strange_tries = 0, updated_at = $1, updated_by = $2 \
             WHERE person_id = $3"
        ),
    };
    tx.execute(statement, &[&now, &name, &person])?;
    Ok(())
}

/// Keeps another hash of the same password, if and only if `before` is still the one kept.
///
/// # Errors
/// [`StoreError`].
pub fn rehash(
    tx: &mut Tx<'_>,
    person: PersonId,
    before: &PasswordHash,
    after: &PasswordHash,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE password_credential SET hash = $1, updated_at = $2, updated_by = $3 \
             WHERE person_id = $4 AND hash = $5"
        ),
        &[&after.as_str(), &now, &name, &person, &before.as_str()],
    )?;
    Ok(touched == 1)
}

/// Sets a password, with all tries to come. The one before goes into the history, of which so many
/// stay that `remembered` passwords in all cannot be chosen. What anybody has begun with a password
/// of this person ends, also where it waits in the app. The caller has bumped the guard of the
/// person.
///
/// # Errors
/// [`StoreError`].
pub fn set(
    tx: &mut Tx<'_>,
    person: PersonId,
    hash: &PasswordHash,
    remembered: usize,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let name = tx.name();
    keep_in_history(tx, person, now, entropy)?;
    password_flow::end_all_of_person(tx, person)?;
    app::request::reject_after_password(tx, person, now)?;
    let kept = i64::try_from(remembered.saturating_sub(1)).unwrap_or(i64::MAX);
    tx.execute(
        sql!(
            "DELETE FROM password_history WHERE person_id = $1 AND id NOT IN (SELECT id \
             FROM password_history WHERE person_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2)"
        ),
        &[&person, &kept],
    )?;
    tx.execute(
        sql!(
            "INSERT INTO password_credential (person_id, hash, set_at, own_tries, strange_tries, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, 0, 0, $3, $3, $4) \
             ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, \
             set_at = excluded.set_at, own_tries = 0, strange_tries = 0, \
             updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        ),
        &[&person, &hash.as_str(), &now, &name],
    )?;
    Ok(())
}

/// Removes the password of a person: whoever knows it is not them. It cannot be chosen again.
/// `false`: there was none.
///
/// # Errors
/// [`StoreError`].
pub fn remove(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<bool, StoreError> {
    keep_in_history(tx, person, now, entropy)?;
    let removed = tx.execute(
        sql!("DELETE FROM password_credential WHERE person_id = $1"),
        &[&person],
    )?;
    Ok(removed == 1)
}

/// The present password, if there is one, goes into the history.
fn keep_in_history(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let Some(before) = find(tx, person)? else {
        return Ok(());
    };
    let name = tx.name();
    let id = FlowId::new(now, entropy);
    tx.execute(
        sql!(
            "INSERT INTO password_history (id, person_id, hash, created_at, updated_at, \
             updated_by) VALUES ($1, $2, $3, $4, $4, $5)"
        ),
        &[&id, &person, &before.hash.as_str(), &now, &name],
    )?;
    Ok(())
}

/// The passwords that a person has had before the present one, the newest first.
///
/// # Errors
/// [`StoreError`].
pub fn history(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<PasswordHash>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT hash FROM password_history WHERE person_id = $1 \
             ORDER BY created_at DESC, id DESC"
        ),
        &[&person],
        |row| Ok(PasswordHash::new(row.get(0)?)),
    )
}
