//! The outbox: messages are written in the transaction of the act that causes them, and sent
//! later by whoever leases them. A message may be sent twice when a worker dies after sending and
//! before [`mark_sent`]; its id lets the gateway recognise the repeat.

use vocab::{DataKeyId, MessageId, SignedDuration, Timestamp};

use crate::{Row, StoreError, Tx, sql, vault};

/// The topic that wakes those who send.
pub const TOPIC: &str = "outbox";

const PAYLOAD: &str = "outbox.payload";

/// A message to be queued.
#[derive(Debug, Clone)]
pub struct NewMessage<'a> {
    /// Id of the row, by which a gateway recognises a repeat.
    pub id: MessageId,
    /// `sms`, `email`, `letter`, `push`.
    pub channel: &'a str,
    /// What it is, for metrics.
    pub kind: &'a str,
    /// The person's data key, or `None` for a key of its own.
    pub data_key: Option<DataKeyId>,
    /// What the sender will read; sealed here.
    pub payload: &'a [u8],
    /// A second message with the same key is not queued.
    pub dedup_key: Option<&'a str>,
    /// Not to be sent earlier.
    pub not_before: Timestamp,
}

/// A message that a worker holds for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedMessage {
    /// Id of the row.
    pub id: MessageId,
    /// As queued.
    pub channel: String,
    /// As queued.
    pub kind: String,
    /// As queued, opened.
    pub payload: Vec<u8>,
    /// How often it was leased, this time included.
    pub attempts: u32,
    /// When it was queued.
    pub created_at: Timestamp,
}

/// What a worker asks for.
#[derive(Debug, Clone, Copy)]
pub struct LeaseRequest<'a> {
    /// Names the worker; it alone may settle what it leased.
    pub holder: &'a str,
    /// Only this channel, or any.
    pub channel: Option<&'a str>,
    /// At most this many.
    pub limit: u32,
    /// After this time others may take the messages: longer than sending takes at worst.
    pub lease: SignedDuration,
}

/// How many messages of a channel are in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxCount {
    /// The channel.
    pub channel: String,
    /// `queued`, `sent` or `given_up`.
    pub state: String,
    /// How many.
    pub messages: u64,
    /// When the oldest of them was queued.
    pub oldest: Timestamp,
}

/// Queues a message under a key of its own, to be sent at once.
///
/// # Errors
/// [`StoreError`].
pub fn enqueue(
    tx: &mut Tx<'_>,
    id: MessageId,
    channel: &str,
    kind: &str,
    payload: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let data_key = None;
    let dedup_key = None;
    let message = NewMessage {
        id,
        channel,
        kind,
        data_key,
        payload,
        dedup_key,
        not_before: now,
    };
    add(tx, &message, now).map(drop)
}

/// Does what [`enqueue`] does, for a message that goes to nobody: the row is settled from the
/// beginning, so that nobody takes it (invariant 11).
///
/// # Errors
/// [`StoreError`].
pub fn enqueue_for_nobody(
    tx: &mut Tx<'_>,
    id: MessageId,
    kind: &str,
    payload: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let message = NewMessage {
        id,
        channel: "none",
        kind,
        data_key: None,
        payload,
        dedup_key: None,
        not_before: now,
    };
    insert(tx, &message, "sent", now).map(drop)
}

/// Queues a message; `false` if one with the same `dedup_key` was queued before.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &mut Tx<'_>, message: &NewMessage<'_>, now: Timestamp) -> Result<bool, StoreError> {
    insert(tx, message, "queued", now)
}

fn insert(
    tx: &mut Tx<'_>,
    message: &NewMessage<'_>,
    state: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = message.id.as_bytes();
    let (own_key, payload) = match message.data_key {
        Some(key) => (None, tx.seal(key, PAYLOAD, row, message.payload)?),
        None => {
            let (own_key, payload) = vault::seal_alone(tx, PAYLOAD, row, message.payload);
            (Some(own_key), payload)
        }
    };
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "INSERT INTO outbox (id, channel, kind, data_key_id, own_key, payload, dedup_key, \
             state, attempts, not_before, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $10, $11) \
             ON CONFLICT (dedup_key) DO NOTHING"
        ),
        &[
            &message.id,
            &message.channel,
            &message.kind,
            &message.data_key,
            &own_key,
            &payload,
            &message.dedup_key,
            &state,
            &message.not_before,
            &now,
            &name,
        ],
    )?;
    tx.wake(TOPIC);
    Ok(touched == 1)
}

/// Takes messages that are due, oldest first, and holds them until the lease ends. Those whose
/// data key was erased meanwhile are given up here.
///
/// # Errors
/// [`StoreError`].
pub fn lease_batch(
    tx: &mut Tx<'_>,
    request: LeaseRequest<'_>,
    now: Timestamp,
) -> Result<Vec<LeasedMessage>, StoreError> {
    let name = tx.name();
    let until = now.saturating_add(request.lease).unwrap_or(Timestamp::MAX);
    let mut sealed = tx.query_all(
        sql!(
            "UPDATE outbox SET leased_until = $1, leased_by = $2, attempts = attempts + 1, \
             updated_at = $3, updated_by = $4 \
             WHERE id IN (SELECT id FROM outbox WHERE state = 'queued' AND not_before <= $3 \
                 AND (leased_until IS NULL OR leased_until <= $3) \
                 AND (CAST($5 AS TEXT) IS NULL OR channel = $5) \
                 ORDER BY not_before, id LIMIT $6) \
             RETURNING id, channel, kind, attempts, created_at, not_before, data_key_id, own_key, \
                 payload"
        ),
        &[
            &until,
            &request.holder,
            &now,
            &name,
            &request.channel,
            &request.limit,
        ],
        Sealed::read,
    )?;
    // RETURNING gives rows in no order.
    sealed.sort_by_key(|message| (message.not_before, message.message.id));
    let mut opened = Vec::with_capacity(sealed.len());
    for message in sealed {
        let id = message.message.id;
        match message.open(tx) {
            Ok(message) => opened.push(message),
            Err(StoreError::Erased) => {
                give_up(tx, id, request.holder, "its data key was erased", now)?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(opened)
}

/// Notes that a leased message was sent, and forgets what it said. `false`: the lease had passed
/// to another worker.
///
/// # Errors
/// [`StoreError`].
pub fn mark_sent(
    tx: &mut Tx<'_>,
    id: MessageId,
    holder: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE outbox SET state = 'sent', payload = NULL, own_key = NULL, \
             leased_until = NULL, leased_by = NULL, last_error = NULL, updated_at = $1, \
             updated_by = $2 WHERE id = $3 AND leased_by = $4 AND state = 'queued'"
        ),
        &[&now, &name, &id, &holder],
    )?;
    Ok(touched == 1)
}

/// As [`mark_sent`], for a text message: notes which provider took it, and by which reference its
/// report will name it.
///
/// # Errors
/// [`StoreError`].
pub fn mark_taken(
    tx: &mut Tx<'_>,
    id: MessageId,
    holder: &str,
    provider: &str,
    reference: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE outbox SET state = 'sent', payload = NULL, own_key = NULL, \
             leased_until = NULL, leased_by = NULL, last_error = NULL, provider = $1, \
             provider_ref = $2, updated_at = $3, updated_by = $4 \
             WHERE id = $5 AND leased_by = $6 AND state = 'queued'"
        ),
        &[&provider, &reference, &now, &name, &id, &holder],
    )?;
    Ok(touched == 1)
}

/// Notes what became of the newest message that `provider` took under `reference`; references may
/// come again after a time. `false`: no such message, or none yet, because a report can be faster
/// than [`mark_taken`].
///
/// # Errors
/// [`StoreError`].
pub fn note_delivery(
    tx: &mut Tx<'_>,
    provider: &str,
    reference: &str,
    delivered: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let delivery = if delivered { "delivered" } else { "failed" };
    let touched = tx.execute(
        sql!(
            "UPDATE outbox SET delivery = $1, delivery_at = $2, updated_at = $2, updated_by = $3 \
             WHERE id IN (SELECT id FROM outbox WHERE provider_ref = $4 AND provider = $5 \
                 ORDER BY id DESC LIMIT 1)"
        ),
        &[&delivery, &now, &name, &reference, &provider],
    )?;
    Ok(touched == 1)
}

/// Puts a leased message back, to be tried again at `at`. `error` is for the operator and names
/// nobody. `false`: the lease had passed to another worker.
///
/// # Errors
/// [`StoreError`].
pub fn retry_at(
    tx: &mut Tx<'_>,
    id: MessageId,
    holder: &str,
    at: Timestamp,
    error: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE outbox SET not_before = $1, last_error = $2, leased_until = NULL, \
             leased_by = NULL, updated_at = $3, updated_by = $4 \
             WHERE id = $5 AND leased_by = $6 AND state = 'queued'"
        ),
        &[&at, &error, &now, &name, &id, &holder],
    )?;
    Ok(touched == 1)
}

/// Ends a leased message without success, and forgets what it said. `error` is for the operator
/// and names nobody. `false`: the lease had passed to another worker.
///
/// # Errors
/// [`StoreError`].
pub fn give_up(
    tx: &mut Tx<'_>,
    id: MessageId,
    holder: &str,
    error: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE outbox SET state = 'given_up', payload = NULL, own_key = NULL, \
             last_error = $1, leased_until = NULL, leased_by = NULL, updated_at = $2, \
             updated_by = $3 WHERE id = $4 AND leased_by = $5 AND state = 'queued'"
        ),
        &[&error, &now, &name, &id, &holder],
    )?;
    Ok(touched == 1)
}

/// When the next message is due that nobody holds; `None` for an empty outbox.
///
/// # Errors
/// [`StoreError`].
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
    tx.query_one(
        sql!(
            "SELECT MIN(CASE WHEN leased_until IS NULL OR leased_until < not_before \
             THEN not_before ELSE leased_until END) FROM outbox WHERE state = 'queued'"
        ),
        &[],
        |row| row.get(0),
    )
}

/// Counts for the metrics.
///
/// # Errors
/// [`StoreError`].
pub fn counts(tx: &mut Tx<'_>) -> Result<Vec<OutboxCount>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT channel, state, COUNT(*), MIN(created_at) FROM outbox \
             GROUP BY channel, state ORDER BY channel, state"
        ),
        &[],
        |row| {
            let messages: i64 = row.get(2)?;
            Ok(OutboxCount {
                channel: row.get(0)?,
                state: row.get(1)?,
                messages: u64::try_from(messages).unwrap_or(0),
                oldest: row.get(3)?,
            })
        },
    )
}

struct Sealed {
    message: LeasedMessage,
    not_before: Timestamp,
    data_key: Option<DataKeyId>,
    own_key: Option<Vec<u8>>,
}

impl Sealed {
    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        let payload: Option<Vec<u8>> = row.get(8)?;
        let message = LeasedMessage {
            id: row.get(0)?,
            channel: row.get(1)?,
            kind: row.get(2)?,
            attempts: row.get(3)?,
            created_at: row.get(4)?,
            payload: payload.ok_or_else(|| StoreError::decode(PAYLOAD))?,
        };
        Ok(Self {
            message,
            not_before: row.get(5)?,
            data_key: row.get(6)?,
            own_key: row.get(7)?,
        })
    }

    fn open(self, tx: &mut Tx<'_>) -> Result<LeasedMessage, StoreError> {
        let Self {
            mut message,
            data_key,
            own_key,
            ..
        } = self;
        let row = *message.id.as_bytes();
        message.payload = match (own_key, data_key) {
            (Some(own), _) => vault::open_alone(tx, own, PAYLOAD, &row, &message.payload)?,
            (None, Some(key)) => tx.open(key, PAYLOAD, &row, &message.payload)?,
            (None, None) => return Err(StoreError::decode("outbox.own_key")),
        };
        Ok(message)
    }
}
