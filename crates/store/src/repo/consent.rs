//! What people let relying parties have without being shown it again.

use vocab::{PersonId, Timestamp};

use crate::{StoreError, Tx, sql};

/// A consent that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredConsent {
    /// The relying party.
    pub client: String,
    /// What it may have, as the JSON of `federation`.
    pub released: String,
    /// When the person gave it.
    pub given_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// Writes a consent over an earlier one of the same person and party.
///
/// # Errors
/// [`StoreError`].
pub fn put(
    tx: &mut Tx<'_>,
    person: PersonId,
    consent: &StoredConsent,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO consent (person_id, client_id, released, given_at, expires_at, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $6, $7) \
             ON CONFLICT (person_id, client_id) DO UPDATE SET released = excluded.released, \
             given_at = excluded.given_at, expires_at = excluded.expires_at, \
             updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        ),
        &[
            &person,
            &consent.client.as_str(),
            &consent.released.as_str(),
            &consent.given_at,
            &consent.expires_at,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// The consents of a person that are in force.
///
/// # Errors
/// [`StoreError`].
pub fn of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<StoredConsent>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT client_id, released, given_at, expires_at FROM consent \
             WHERE person_id = $1 AND expires_at > $2 ORDER BY client_id"
        ),
        &[&person, &now],
        |row| {
            Ok(StoredConsent {
                client: row.get(0)?,
                released: row.get(1)?,
                given_at: row.get(2)?,
                expires_at: row.get(3)?,
            })
        },
    )
}

/// What a person lets one party have, as the text that [`put`] wrote.
///
/// # Errors
/// [`StoreError`].
pub fn to_client(
    tx: &mut Tx<'_>,
    person: PersonId,
    client: &str,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT released FROM consent \
             WHERE person_id = $1 AND client_id = $2 AND expires_at > $3"
        ),
        &[&person, &client, &now],
        |row| row.get(0),
    )
}

/// Takes a consent away; `false` if there was none.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &mut Tx<'_>, person: PersonId, client: &str) -> Result<bool, StoreError> {
    let touched = tx.execute(
        sql!("DELETE FROM consent WHERE person_id = $1 AND client_id = $2"),
        &[&person, &client],
    )?;
    Ok(touched == 1)
}
