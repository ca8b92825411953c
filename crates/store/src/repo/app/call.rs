//! What a request by telephone or back channel has beside the others: its words, who asks, and
//! what whoever asks has to be given once the person has confirmed.

use model::app::call::{Delivery, Pace};
use serde::{Deserialize, Serialize};
use vocab::{AppRequestId, AssuranceLevel, Entropy, OfficerId, Timestamp};

use super::known;
use crate::{
    Row, StoreError, Tx,
    repo::{client_ping, person::decode},
    sql,
};

const SAID: &str = "app_call.said";

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallAsker {
    /// A relying party, over the back channel.
    Client(String),
    /// An officer who has the person on the telephone.
    Officer(OfficerId),
}

/// What was said when it was asked for. Sealed: it says about whom.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallSaid {
    /// The words that both sides compare.
    pub message: String,
    /// What for, in the words of whoever asks; empty for a relying party, whose message says it.
    pub purpose: String,
    /// The number, masked, as the page of whoever asks shows it.
    pub number: String,
    /// What the relying party knows the request by (`auth_req_id`), to be told again in a ping.
    pub auth_req_id: Option<String>,
    /// With what it wants to be told (`client_notification_token`).
    pub notification_token: Option<String>,
}

/// Tokens are among them, so that only the message is shown.
impl std::fmt::Debug for CallSaid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallSaid")
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}

/// A call as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCall {
    /// The request that it belongs to.
    pub id: AppRequestId,
    /// Who asks.
    pub asker: CallAsker,
    /// What was said.
    pub said: CallSaid,
    /// What the relying party is to be given, as JSON of `federation`.
    pub wanted: String,
    /// Names of the data that would be released, with spaces between.
    pub released: String,
    /// How the relying party learns of the answer.
    pub delivery: Delivery,
    /// How often it may ask.
    pub pace: Pace,
    /// When the person was identified to whoever asks, and at which level.
    pub identified: Option<(Timestamp, AssuranceLevel)>,
}

/// Adds a call to its request. The same is written whoever the request reaches, under the key for
/// acts of strangers (invariant 11).
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    call: &StoredCall,
    secret_hash: [u8; 32],
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let key = tx.stand_in(now, entropy)?.key();
    let said = serde_json::to_vec(&call.said).map_err(|_| decode(SAID))?;
    let said = tx.seal(key, SAID, call.id.as_bytes(), &said)?;
    let (client, officer) = match &call.asker {
        CallAsker::Client(client) => (Some(client.as_str()), None),
        CallAsker::Officer(officer) => (None, Some(*officer)),
    };
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO app_call (id, client_id, officer_id, secret_hash, said, wanted, released, \
             delivery, interval_s, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)"
        ),
        &[
            &call.id,
            &client,
            &officer,
            &secret_hash,
            &said,
            &call.wanted,
            &call.released,
            &call.delivery.as_str(),
            &call.pace.interval_s,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

macro_rules! select {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT id, client_id, officer_id, said, wanted, released, delivery, interval_s, \
             asked_at, identified_at, level FROM app_call ",
            $rest
        ))
    };
}

/// A row whose words are still sealed.
struct Sealed {
    call: StoredCall,
    said: Vec<u8>,
}

/// The call of a request.
///
/// # Errors
/// [`StoreError`].
pub fn find(
    tx: &mut Tx<'_>,
    id: AppRequestId,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<Option<StoredCall>, StoreError> {
    let found = tx.query_opt(select!("WHERE id = $1"), &[&id], read)?;
    found
        .map(|sealed| opened(tx, sealed, now, entropy))
        .transpose()
}

/// The call that a relying party knows by this secret, given as its keyed hash.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_secret(
    tx: &mut Tx<'_>,
    secret_hash: [u8; 32],
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<Option<StoredCall>, StoreError> {
    let found = tx.query_opt(select!("WHERE secret_hash = $1"), &[&secret_hash], read)?;
    found
        .map(|sealed| opened(tx, sealed, now, entropy))
        .transpose()
}

/// The calls of an officer since a moment, the newest first, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn list_of_officer(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    since: Timestamp,
    limit: i64,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<Vec<StoredCall>, StoreError> {
    let rows = tx.query_all(
        select!("WHERE officer_id = $1 AND created_at > $2 ORDER BY created_at DESC LIMIT $3"),
        &[&officer, &since, &limit],
        read,
    )?;
    rows.into_iter()
        .map(|sealed| opened(tx, sealed, now, entropy))
        .collect()
}

/// Writes down that the relying party asked. Two questions at the same moment count as one.
///
/// # Errors
/// [`StoreError`].
pub fn set_pace(
    tx: &mut Tx<'_>,
    id: AppRequestId,
    pace: Pace,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE app_call SET interval_s = $1, asked_at = $2, updated_at = $3, \
             updated_by = $4 WHERE id = $5"
        ),
        &[&pace.interval_s, &pace.asked_at, &now, &name, &id],
    )?;
    Ok(())
}

/// Writes down that the person was identified to whoever asks.
///
/// # Errors
/// [`StoreError`].
pub fn set_identified(
    tx: &mut Tx<'_>,
    id: AppRequestId,
    level: AssuranceLevel,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE app_call SET identified_at = $1, level = $2, updated_at = $1, \
             updated_by = $3 WHERE id = $4"
        ),
        &[&now, &level.as_str(), &name, &id],
    )?;
    Ok(())
}

/// The request was answered: whoever wants to be told is queued for it.
///
/// # Errors
/// [`StoreError`].
pub fn answered(tx: &mut Tx<'_>, id: AppRequestId, now: Timestamp) -> Result<(), StoreError> {
    let waits: Option<Option<String>> = tx.query_opt(
        sql!("SELECT client_id FROM app_call WHERE id = $1 AND delivery = 'ping'"),
        &[&id],
        |row| row.get(0),
    )?;
    match waits.flatten() {
        Some(client) => client_ping::queue(tx, id, &client, now),
        None => Ok(()),
    }
}

fn opened(
    tx: &mut Tx<'_>,
    sealed: Sealed,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<StoredCall, StoreError> {
    let key = tx.stand_in(now, entropy)?.key();
    let Sealed { call, said } = sealed;
    let said = tx.open(key, SAID, call.id.as_bytes(), &said)?;
    let said = serde_json::from_slice(&said).map_err(|_| decode(SAID))?;
    Ok(StoredCall { said, ..call })
}

fn read(row: &Row<'_>) -> Result<Sealed, StoreError> {
    let (client, officer): (Option<String>, Option<OfficerId>) = (row.get(1)?, row.get(2)?);
    let asker = match (client, officer) {
        (Some(client), None) => CallAsker::Client(client),
        (None, Some(officer)) => CallAsker::Officer(officer),
        (Some(_), Some(_)) | (None, None) => return Err(decode("app_call.client_id")),
    };
    let delivery: String = row.get(6)?;
    let (at, level): (Option<Timestamp>, Option<String>) = (row.get(9)?, row.get(10)?);
    let level = match level {
        Some(word) => Some(known(AssuranceLevel::parse(&word).ok(), "app_call.level")?),
        None => None,
    };
    let call = StoredCall {
        id: row.get(0)?,
        asker,
        said: CallSaid {
            message: String::new(),
            purpose: String::new(),
            number: String::new(),
            auth_req_id: None,
            notification_token: None,
        },
        wanted: row.get(4)?,
        released: row.get(5)?,
        delivery: known(Delivery::from_word(&delivery), "app_call.delivery")?,
        pace: Pace {
            interval_s: row.get(7)?,
            asked_at: row.get(8)?,
        },
        identified: at.zip(level),
    };
    Ok(Sealed {
        call,
        said: row.get(3)?,
    })
}
