//! Which services a person has entered, and what each was given: one row a service, written with
//! every authorization.

use std::collections::BTreeSet;

use vocab::{PersonId, Timestamp};

use crate::{StoreError, Tx, sql};

/// A service that a person has entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredService {
    /// The relying party.
    pub client: String,
    /// Names of everything that it was ever given, each after a space.
    pub received: String,
    /// How often it was entered.
    pub times: u32,
    /// For the first time.
    pub first_at: Timestamp,
    /// Last.
    pub last_at: Timestamp,
}

/// Writes down that a service was entered and given `released`, names of data with spaces between.
///
/// # Errors
/// [`StoreError`].
pub fn note(
    tx: &mut Tx<'_>,
    person: PersonId,
    client: &str,
    released: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let before: Option<String> = tx.query_opt(
        sql!("SELECT received FROM person_client WHERE person_id = $1 AND client_id = $2"),
        &[&person, &client],
        |row| row.get(0),
    )?;
    let before = before.unwrap_or_default();
    let words: BTreeSet<&str> = before
        .split_whitespace()
        .chain(released.split_whitespace())
        .collect();
    let received = words.into_iter().collect::<Vec<_>>().join(" ");
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO person_client (person_id, client_id, received, times, first_at, last_at, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, 1, $4, $4, $4, $4, $5) \
             ON CONFLICT (person_id, client_id) DO UPDATE SET received = excluded.received, \
             times = person_client.times + 1, last_at = excluded.last_at, \
             updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        ),
        &[&person, &client, &received, &now, &name],
    )?;
    Ok(())
}

/// The services that a person has entered, the last one first.
///
/// # Errors
/// [`StoreError`].
pub fn of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<EnteredService>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT client_id, received, times, first_at, last_at FROM person_client \
             WHERE person_id = $1 ORDER BY last_at DESC, client_id"
        ),
        &[&person],
        |row| {
            Ok(EnteredService {
                client: row.get(0)?,
                received: row.get(1)?,
                times: row.get(2)?,
                first_at: row.get(3)?,
                last_at: row.get(4)?,
            })
        },
    )
}
