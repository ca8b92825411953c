//! Pieces of a film that is still arriving.

use vocab::{AttemptId, DataKeyId, Timestamp};

use crate::{StoreError, Tx, sql};

/// Adds a piece.
///
/// # Errors
/// [`StoreError`]; a unique violation when another request was faster with the same piece.
pub fn add(
    tx: &mut Tx<'_>,
    (attempt, data_key): (AttemptId, DataKeyId),
    (film, n): (u8, u32),
    digest: [u8; 32],
    content: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let (film, n) = (i64::from(film), i64::from(n));
    let row = row_of(attempt, film, n);
    let sealed = tx.seal(data_key, "unattended_piece.content", &row, content)?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO unattended_piece (attempt_id, film, n, digest, content, created_at, \
             updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7)"
        ),
        &[&attempt, &film, &n, &digest, &sealed, &now, &name],
    )?;
    Ok(())
}

/// The digest of a piece that arrived.
///
/// # Errors
/// [`StoreError`].
pub fn digest(
    tx: &mut Tx<'_>,
    attempt: AttemptId,
    (film, n): (u8, u32),
) -> Result<Option<[u8; 32]>, StoreError> {
    tx.query_opt(
        sql!("SELECT digest FROM unattended_piece WHERE attempt_id = $1 AND film = $2 AND n = $3"),
        &[&attempt, &i64::from(film), &i64::from(n)],
        |row| row.get(0),
    )
}

/// The pieces of a film in order, open.
///
/// # Errors
/// [`StoreError`].
pub fn list(
    tx: &mut Tx<'_>,
    (attempt, data_key): (AttemptId, DataKeyId),
    film: u8,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let sealed: Vec<(i64, Vec<u8>)> = tx.query_all(
        sql!(
            "SELECT n, content FROM unattended_piece WHERE attempt_id = $1 AND film = $2 ORDER BY n"
        ),
        &[&attempt, &i64::from(film)],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut pieces = Vec::with_capacity(sealed.len());
    for (n, content) in sealed {
        let row = row_of(attempt, i64::from(film), n);
        pieces.push(tx.open(data_key, "unattended_piece.content", &row, &content)?);
    }
    Ok(pieces)
}

/// Removes the pieces of an attempt, of whichever film.
///
/// # Errors
/// [`StoreError`].
pub fn remove_all(tx: &mut Tx<'_>, attempt: AttemptId) -> Result<(), StoreError> {
    let all = sql!("DELETE FROM unattended_piece WHERE attempt_id = $1");
    tx.execute(all, &[&attempt])?;
    Ok(())
}

/// What a piece is sealed for: it opens at its own place only.
fn row_of(attempt: AttemptId, film: i64, n: i64) -> Vec<u8> {
    let mut row = attempt.as_bytes().to_vec();
    row.extend_from_slice(&film.to_be_bytes());
    row.extend_from_slice(&n.to_be_bytes());
    row
}
