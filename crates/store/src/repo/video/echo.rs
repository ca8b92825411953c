//! Offers of the test call that wait for a media server in another process, sealed under the key
//! for acts of strangers, because whoever makes the test has proven nothing.

use vocab::{DataKeyId, Entropy, MessageId, Timestamp};

use crate::{StoreError, Tx, sql};

const OFFER: &str = "video_echo.offer";
const ANSWER: &str = "video_echo.answer";

/// The word of an offer that was answered.
pub const ANSWERED: &str = "answered";

/// What became of an offer: the answer, or the word of why there is none.
pub type Outcome = Result<String, String>;

/// Leaves an offer for a media server.
///
/// # Errors
/// [`StoreError`].
pub fn ask(
    tx: &mut Tx<'_>,
    id: MessageId,
    offer: &str,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let key = tx.stand_in(now, entropy)?.key();
    let sealed = tx.seal(key, OFFER, id.as_bytes(), offer.as_bytes())?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO video_echo (id, data_key_id, offer, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $4, $5)"
        ),
        &[&id, &key, &sealed, &now, &name],
    )?;
    tx.wake(super::TOPIC);
    Ok(())
}

/// Offers that nobody has taken and that came after a moment, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list_waiting(
    tx: &mut Tx<'_>,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<MessageId>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT id FROM video_echo WHERE taken_at IS NULL AND created_at > $1 \
             ORDER BY created_at LIMIT $2"
        ),
        &[&since, &limit],
        |row| row.get(0),
    )
}

/// Takes an offer; nothing if another process was faster.
///
/// # Errors
/// [`StoreError`].
pub fn take(tx: &mut Tx<'_>, id: MessageId, now: Timestamp) -> Result<Option<String>, StoreError> {
    let name = tx.name();
    let taken: Option<(DataKeyId, Vec<u8>)> = tx.query_opt(
        sql!(
            "UPDATE video_echo SET taken_at = $1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND taken_at IS NULL RETURNING data_key_id, offer"
        ),
        &[&now, &name, &id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    taken
        .map(|(key, sealed)| open(tx, key, OFFER, id, &sealed))
        .transpose()
}

/// Writes what became of an offer. Whoever asked may be gone.
///
/// # Errors
/// [`StoreError`].
pub fn settle(
    tx: &mut Tx<'_>,
    id: MessageId,
    outcome: &Outcome,
    now: Timestamp,
) -> Result<(), StoreError> {
    let key: Option<DataKeyId> = tx.query_opt(
        sql!("SELECT data_key_id FROM video_echo WHERE id = $1"),
        &[&id],
        |row| row.get(0),
    )?;
    let Some(key) = key else {
        return Ok(());
    };
    let (word, answer) = match outcome {
        Ok(sdp) => {
            let sealed = tx.seal(key, ANSWER, id.as_bytes(), sdp.as_bytes())?;
            (ANSWERED, Some(sealed))
        }
        Err(word) => (word.as_str(), None),
    };
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE video_echo SET outcome = $1, answer = $2, updated_at = $3, updated_by = $4 \
             WHERE id = $5"
        ),
        &[&word, &answer, &now, &name, &id],
    )?;
    tx.wake(super::TOPIC);
    Ok(())
}

/// Takes what became of an offer out of the table; nothing while nobody has answered.
///
/// # Errors
/// [`StoreError`].
pub fn collect(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Outcome>, StoreError> {
    let settled: Option<(DataKeyId, String, Option<Vec<u8>>)> = tx.query_opt(
        sql!(
            "DELETE FROM video_echo WHERE id = $1 AND outcome IS NOT NULL \
             RETURNING data_key_id, outcome, answer"
        ),
        &[&id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let Some((key, word, answer)) = settled else {
        return Ok(None);
    };
    Ok(Some(match answer {
        Some(sealed) => Ok(open(tx, key, ANSWER, id, &sealed)?),
        None => Err(word),
    }))
}

fn open(
    tx: &mut Tx<'_>,
    key: DataKeyId,
    column: &'static str,
    id: MessageId,
    sealed: &[u8],
) -> Result<String, StoreError> {
    let plain = tx.open(key, column, id.as_bytes(), sealed)?;
    String::from_utf8(plain).map_err(|_| StoreError::decode(column))
}
