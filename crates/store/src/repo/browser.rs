//! Browsers in which people have logged in, by the keyed hash of a cookie that a browser keeps
//! between sessions.

use vocab::{PersonId, Timestamp};

use crate::{StoreError, Tx, sql};

/// What a person's browsers say of one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// The person has logged in there before.
    Yes,
    /// They have logged in elsewhere, and never there.
    No,
    /// They have never logged in anywhere, as far as is kept.
    Nowhere,
}

/// Has this person used the browser whose cookie hashes to this?
///
/// # Errors
/// [`StoreError`].
pub fn knows(
    tx: &mut Tx<'_>,
    person: PersonId,
    browser_hash: [u8; 32],
) -> Result<bool, StoreError> {
    let found: i64 = tx.query_one(
        sql!("SELECT COUNT(*) FROM known_browser WHERE person_id = $1 AND browser_hash = $2"),
        &[&person, &browser_hash],
        |row| row.get(0),
    )?;
    Ok(found > 0)
}

/// The same, and whether there is any that they have used.
///
/// # Errors
/// [`StoreError`].
pub fn standing(
    tx: &mut Tx<'_>,
    person: PersonId,
    browser_hash: [u8; 32],
) -> Result<Known, StoreError> {
    if knows(tx, person, browser_hash)? {
        return Ok(Known::Yes);
    }
    let all: i64 = tx.query_one(
        sql!("SELECT COUNT(*) FROM known_browser WHERE person_id = $1"),
        &[&person],
        |row| row.get(0),
    )?;
    Ok(if all > 0 { Known::No } else { Known::Nowhere })
}

/// Writes down that a person has used a browser.
///
/// # Errors
/// [`StoreError`].
pub fn remember(
    tx: &mut Tx<'_>,
    person: PersonId,
    browser_hash: [u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO known_browser (person_id, browser_hash, first_used_at, last_used_at, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $3, $3, $3, $4) \
             ON CONFLICT (person_id, browser_hash) DO UPDATE SET \
             last_used_at = excluded.last_used_at, updated_at = excluded.updated_at, \
             updated_by = excluded.updated_by"
        ),
        &[&person, &browser_hash, &now, &name],
    )?;
    Ok(())
}

/// Forgets the browsers of a person whose hash begins so: it was not them. Tries of a password
/// there count as a stranger's again, and a log-in there is told anew.
///
/// # Errors
/// [`StoreError`].
pub fn forget(tx: &mut Tx<'_>, person: PersonId, begins: [u8; 16]) -> Result<u64, StoreError> {
    let all: Vec<[u8; 32]> = tx.query_all(
        sql!("SELECT browser_hash FROM known_browser WHERE person_id = $1"),
        &[&person],
        |row| row.get(0),
    )?;
    let mut forgotten = 0;
    for hash in all.into_iter().filter(|hash| hash.starts_with(&begins)) {
        forgotten += tx.execute(
            sql!("DELETE FROM known_browser WHERE person_id = $1 AND browser_hash = $2"),
            &[&person, &hash],
        )?;
    }
    Ok(forgotten)
}

/// Forgets every browser of a person.
///
/// # Errors
/// [`StoreError`].
pub fn forget_all(tx: &mut Tx<'_>, person: PersonId) -> Result<u64, StoreError> {
    tx.execute(
        sql!("DELETE FROM known_browser WHERE person_id = $1"),
        &[&person],
    )
}
