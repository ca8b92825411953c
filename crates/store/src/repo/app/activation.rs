//! Activations on their way.

use model::app::activation::{ActivatedBy, Activation, ActivationState};
use vocab::{AppActivationId, PersonId, Timestamp};

use super::{known, small};
use crate::{StoreError, Tx, sql};

/// Adds an activation.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &mut Tx<'_>, activation: &Activation, now: Timestamp) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO app_activation (id, person_id, activated_by, code_hash, state, \
             wrong_tries, sends, sent_at, challenge, proven_at, version, created_at, updated_at, \
             updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $11, $12)"
        ),
        &[
            &activation.id,
            &activation.person,
            &activation.by.as_str(),
            &activation.code_hash,
            &activation.state.as_str(),
            &i64::from(activation.wrong_tries),
            &i64::from(activation.sends),
            &activation.sent_at,
            &activation.challenge,
            &activation.proven_at,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// An activation, and the version that was read.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: AppActivationId) -> Result<Option<(Activation, i64)>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT person_id, activated_by, code_hash, state, wrong_tries, sends, sent_at, \
             challenge, proven_at, version FROM app_activation WHERE id = $1"
        ),
        &[&id],
        |row| {
            let (by, state): (String, String) = (row.get(1)?, row.get(3)?);
            let activation = Activation {
                id,
                person: row.get(0)?,
                by: known(ActivatedBy::from_word(&by), "app_activation.activated_by")?,
                code_hash: row.get(2)?,
                state: known(ActivationState::from_word(&state), "app_activation.state")?,
                wrong_tries: small(row.get(4)?),
                sends: small(row.get(5)?),
                sent_at: row.get(6)?,
                challenge: row.get(7)?,
                proven_at: row.get(8)?,
            };
            Ok((activation, row.get(9)?))
        },
    )
}

/// Writes an activation over the version that was read; `false` if another request was faster.
///
/// # Errors
/// [`StoreError`].
pub fn set(
    tx: &mut Tx<'_>,
    activation: &Activation,
    version: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE app_activation SET code_hash = $1, state = $2, wrong_tries = $3, sends = $4, \
             sent_at = $5, challenge = $6, proven_at = $7, version = version + 1, \
             updated_at = $8, updated_by = $9 WHERE id = $10 AND version = $11"
        ),
        &[
            &activation.code_hash,
            &activation.state.as_str(),
            &i64::from(activation.wrong_tries),
            &i64::from(activation.sends),
            &activation.sent_at,
            &activation.challenge,
            &activation.proven_at,
            &now,
            &name,
            &activation.id,
            &version,
        ],
    )?;
    Ok(touched == 1)
}

/// Ends every activation of a person that could still give a device. One that is proven is void;
/// one whose code is on its way belongs to nobody from here on, and is answered as everybody's with
/// a wrong code: whoever began it may be a stranger (invariant 11).
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
            "UPDATE app_activation SET state = 'void', version = version + 1, updated_at = $1, \
             updated_by = $2 WHERE person_id = $3 AND state = 'proven'"
        ),
        &[&now, &name, &person],
    )?;
    tx.execute(
        sql!(
            "UPDATE app_activation SET person_id = NULL, version = version + 1, \
             updated_at = $1, updated_by = $2 WHERE person_id = $3 AND state = 'sent'"
        ),
        &[&now, &name, &person],
    )?;
    Ok(())
}
