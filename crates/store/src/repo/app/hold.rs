//! What a person stopped for a while: activations by SMS after a veto, requests by number after a
//! report.

use vocab::{PersonId, Timestamp};

use crate::{StoreError, Tx, sql};

/// Until when what is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// No activation by SMS alone before this moment.
    pub activation_until: Timestamp,
    /// No request by number reaches the app before this moment.
    pub requests_until: Timestamp,
}

impl Default for Hold {
    fn default() -> Self {
        Self {
            activation_until: Timestamp::UNIX_EPOCH,
            requests_until: Timestamp::UNIX_EPOCH,
        }
    }
}

/// What a person stopped; nothing is held where there is no row.
///
/// # Errors
/// [`StoreError`].
pub fn of(tx: &mut Tx<'_>, person: PersonId) -> Result<Hold, StoreError> {
    let found = tx.query_opt(
        sql!("SELECT activation_until, requests_until FROM app_hold WHERE person_id = $1"),
        &[&person],
        |row| {
            Ok(Hold {
                activation_until: row.get(0)?,
                requests_until: row.get(1)?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Holds until the later of what is written and `hold`.
///
/// # Errors
/// [`StoreError`].
pub fn extend(
    tx: &mut Tx<'_>,
    person: PersonId,
    hold: Hold,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO app_hold (person_id, activation_until, requests_until, created_at, \
             updated_at, updated_by) VALUES ($1, $2, $3, $4, $4, $5) \
             ON CONFLICT (person_id) DO UPDATE SET \
             activation_until = CASE WHEN app_hold.activation_until > excluded.activation_until \
             THEN app_hold.activation_until ELSE excluded.activation_until END, \
             requests_until = CASE WHEN app_hold.requests_until > excluded.requests_until \
             THEN app_hold.requests_until ELSE excluded.requests_until END, \
             updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        ),
        &[
            &person,
            &hold.activation_until,
            &hold.requests_until,
            &now,
            &name,
        ],
    )?;
    Ok(())
}
