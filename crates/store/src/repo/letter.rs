//! Invitation letters.

use std::collections::BTreeSet;

use model::letter::{Letter, LetterState};
use vocab::{LetterId, PersonId, Timestamp};

use super::person::decode;
use crate::{Row, StoreError, Tx, sql};

/// Adds a letter. The previous usable one must have been superseded in the same transaction.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &mut Tx<'_>, letter: &Letter) -> Result<(), StoreError> {
    let name = tx.name();
    let code_hash = letter.code_hash.map(|hash| hash.to_vec());
    tx.execute(
        sql!(
            "INSERT INTO letter (id, person_id, state, code_hash, requested_at, expires_at, \
             wrong_tries, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $5, $5, $8)"
        ),
        &[
            &letter.id,
            &letter.person,
            &letter.state.as_str(),
            &code_hash,
            &letter.requested_at,
            &letter.expires_at,
            &i64::from(letter.wrong_tries),
            &name,
        ],
    )?;
    Ok(())
}

/// The newest letter of a person, whatever its state.
///
/// # Errors
/// [`StoreError`].
pub fn newest_of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Letter>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, state, code_hash, requested_at, expires_at, wrong_tries FROM letter \
             WHERE person_id = $1 ORDER BY requested_at DESC, id DESC LIMIT 1"
        ),
        &[&person],
        |row| read(row, person),
    )
}

/// The letters of a person, newest first: an older code must still be told why it no longer works.
///
/// # Errors
/// [`StoreError`].
pub fn list_of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Letter>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT id, state, code_hash, requested_at, expires_at, wrong_tries FROM letter \
             WHERE person_id = $1 ORDER BY requested_at DESC, id DESC LIMIT 10"
        ),
        &[&person],
        |row| read(row, person),
    )
}

/// Supersedes the usable letter of a person, if there is one (R239).
///
/// # Errors
/// [`StoreError`].
pub fn supersede(tx: &mut Tx<'_>, person: PersonId, now: Timestamp) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE letter SET state = 'superseded', updated_at = $1, updated_by = $2 \
             WHERE person_id = $3 AND state = 'issued'"
        ),
        &[&now, &name, &person],
    )?;
    Ok(())
}

/// Writes down the outcome of a try: state and wrong tries.
///
/// # Errors
/// [`StoreError`].
pub fn set_outcome(tx: &mut Tx<'_>, letter: &Letter, now: Timestamp) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE letter SET state = $1, wrong_tries = $2, updated_at = $3, updated_by = $4 \
             WHERE id = $5"
        ),
        &[
            &letter.state.as_str(),
            &i64::from(letter.wrong_tries),
            &now,
            &name,
            &letter.id,
        ],
    )?;
    Ok(())
}

/// Uses a letter up, if and only if it is usable at `now`.
///
/// # Errors
/// [`StoreError`].
pub fn use_up(tx: &mut Tx<'_>, id: LetterId, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE letter SET state = 'used', updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND state = 'issued' AND expires_at > $1"
        ),
        &[&now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Marks letters whose time has passed; returns how many.
///
/// # Errors
/// [`StoreError`].
pub fn expire(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE letter SET state = 'expired', updated_at = $1, updated_by = $2 \
             WHERE state = 'issued' AND expires_at <= $1"
        ),
        &[&now, &name],
    )
}

/// What went with old letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Letters.
    pub letters: u64,
    /// People who asked for a letter and never registered.
    pub people: u64,
}

/// Removes at most `limit` letters that were settled (used, replaced, expired, blocked) at
/// `before` or earlier. A person whose last letter goes and who never registered goes with it,
/// number and name. Their data key stays: audit entries are sealed under it, which name nobody.
///
/// # Errors
/// [`StoreError`].
pub fn forget_settled(
    tx: &mut Tx<'_>,
    before: Timestamp,
    limit: u32,
) -> Result<Forgotten, StoreError> {
    let of_people: Vec<PersonId> = tx.query_all(
        sql!(
            "DELETE FROM letter WHERE id IN (SELECT id FROM letter WHERE state <> 'issued' \
             AND updated_at <= $1 ORDER BY updated_at LIMIT $2) RETURNING person_id"
        ),
        &[&before, &limit],
        |row| row.get(0),
    )?;
    let mut forgotten = Forgotten {
        letters: u64::try_from(of_people.len()).unwrap_or(u64::MAX),
        people: 0,
    };
    for person in of_people.into_iter().collect::<BTreeSet<_>>() {
        // Whoever asks for a letter at this moment writes the person's row (`person::guard`), so
        // that the two never both commit.
        tx.execute(
            sql!(
                "DELETE FROM person_number WHERE person_id = $1 \
                 AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.person_id = $1) \
                 AND NOT EXISTS (SELECT 1 FROM registration WHERE registration.person_id = $1) \
                 AND NOT EXISTS (SELECT 1 FROM restriction WHERE restriction.person_id = $1)"
            ),
            &[&person],
        )?;
        forgotten.people += tx.execute(
            sql!(
                "DELETE FROM person WHERE id = $1 \
                 AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.person_id = $1) \
                 AND NOT EXISTS (SELECT 1 FROM registration WHERE registration.person_id = $1) \
                 AND NOT EXISTS (SELECT 1 FROM restriction WHERE restriction.person_id = $1)"
            ),
            &[&person],
        )?;
    }
    Ok(forgotten)
}

fn read(row: &Row<'_>, person: PersonId) -> Result<Letter, StoreError> {
    let state: String = row.get(1)?;
    let code_hash: Option<Vec<u8>> = row.get(2)?;
    let wrong_tries: i64 = row.get(5)?;
    Ok(Letter {
        id: row.get(0)?,
        person,
        state: LetterState::from_word(&state).ok_or_else(|| decode("letter.state"))?,
        code_hash: code_hash
            .map(|hash| hash.try_into().map_err(|_| decode("letter.code_hash")))
            .transpose()?,
        requested_at: row.get(3)?,
        expires_at: row.get(4)?,
        wrong_tries: u8::try_from(wrong_tries).unwrap_or(u8::MAX),
    })
}
