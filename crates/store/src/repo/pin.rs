//! PIN challenges.

use model::pin::{PinChallenge, PinState};
use vocab::{PersonId, PinChallengeId, Timestamp};

use super::person::decode;
use crate::{StoreError, Tx, sql};

/// Adds a challenge and supersedes what the same browser had open (R250).
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &mut Tx<'_>, challenge: &PinChallenge) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE pin_challenge SET state = 'superseded', updated_at = $1, updated_by = $2 \
             WHERE browser_hash = $3 AND state = 'issued'"
        ),
        &[&challenge.requested_at, &name, &challenge.browser_hash],
    )?;
    tx.execute(
        sql!(
            "INSERT INTO pin_challenge (id, person_id, browser_hash, code_hash, state, \
             requested_at, issued_at, wrong_tries, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $6, $6, $8)"
        ),
        &[
            &challenge.id,
            &challenge.person,
            &challenge.browser_hash,
            &challenge.code_hash,
            &challenge.state.as_str(),
            &challenge.requested_at,
            &challenge.issued_at,
            &name,
        ],
    )?;
    Ok(())
}

/// A challenge by its id.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: PinChallengeId) -> Result<Option<PinChallenge>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT person_id, browser_hash, code_hash, state, requested_at, issued_at, \
             wrong_tries FROM pin_challenge WHERE id = $1"
        ),
        &[&id],
        |row| {
            let state: String = row.get(3)?;
            let wrong_tries: i64 = row.get(6)?;
            Ok(PinChallenge {
                id,
                person: row.get(0)?,
                browser_hash: row.get(1)?,
                code_hash: row.get(2)?,
                state: PinState::from_word(&state).ok_or_else(|| decode("pin_challenge.state"))?,
                requested_at: row.get(4)?,
                issued_at: row.get(5)?,
                wrong_tries: u8::try_from(wrong_tries).unwrap_or(u8::MAX),
            })
        },
    )
}

/// Gives a challenge a fresh PIN, if and only if it is still open and nobody was faster.
///
/// # Errors
/// [`StoreError`].
pub fn reissue(
    tx: &mut Tx<'_>,
    challenge: &PinChallenge,
    code_hash: [u8; 32],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE pin_challenge SET code_hash = $1, issued_at = $2, wrong_tries = 0, \
             updated_at = $2, updated_by = $3 \
             WHERE id = $4 AND state = 'issued' AND issued_at = $5"
        ),
        &[&code_hash, &now, &name, &challenge.id, &challenge.issued_at],
    )?;
    Ok(touched == 1)
}

/// Writes down the outcome of a try over the number of wrong tries that was read; `false` when
/// another request was faster, so that parallel guesses never get more than their tries.
///
/// # Errors
/// [`StoreError`].
pub fn set_outcome(
    tx: &mut Tx<'_>,
    before_wrong_tries: u8,
    after: &PinChallenge,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE pin_challenge SET state = $1, wrong_tries = $2, updated_at = $3, \
             updated_by = $4 WHERE id = $5 AND state = 'issued' AND wrong_tries = $6"
        ),
        &[
            &after.state.as_str(),
            &i64::from(after.wrong_tries),
            &now,
            &name,
            &after.id,
            &i64::from(before_wrong_tries),
        ],
    )?;
    Ok(touched == 1)
}

/// PINs that are on their way to a person belong to nobody from here on, and are answered as
/// everybody's with a wrong PIN: whoever asked for one may be a stranger (invariant 11).
///
/// # Errors
/// [`StoreError`].
pub fn end_all_of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE pin_challenge SET person_id = NULL, updated_at = $1, updated_by = $2 \
             WHERE person_id = $3 AND state = 'issued'"
        ),
        &[&now, &name, &person],
    )?;
    Ok(())
}
