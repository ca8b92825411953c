//! Velocity counters: how often something happened in a window of time, shared by all processes.

use vocab::Timestamp;

use crate::{StoreError, Tx, sql};

/// What is counted, and over how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Names the counter, for example `pin.wrong.pair`.
    pub kind: &'static str,
    /// Length of the window in seconds.
    pub seconds: u32,
}

/// Counts one more and returns how many there are in the window now, this one included.
///
/// Windows are fixed slices of time: at a border twice the limit may pass, which the limits allow
/// for.
///
/// # Errors
/// [`StoreError`].
pub fn bump(
    tx: &mut Tx<'_>,
    window: Window,
    value: &[u8],
    now: Timestamp,
) -> Result<u64, StoreError> {
    let (bucket, expires_at) = bucket(tx, window, value, now);
    let count: i64 = tx.query_one(
        sql!(
            "INSERT INTO velocity (bucket, count, expires_at) VALUES ($1, 1, $2) \
             ON CONFLICT (bucket) DO UPDATE SET count = velocity.count + 1 RETURNING count"
        ),
        &[&bucket, &expires_at],
        |row| row.get(0),
    )?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// How many there are in the window now.
///
/// # Errors
/// [`StoreError`].
pub fn count(
    tx: &mut Tx<'_>,
    window: Window,
    value: &[u8],
    now: Timestamp,
) -> Result<u64, StoreError> {
    let (bucket, _) = bucket(tx, window, value, now);
    let count: Option<i64> = tx.query_opt(
        sql!("SELECT count FROM velocity WHERE bucket = $1"),
        &[&bucket],
        |row| row.get(0),
    )?;
    Ok(count
        .and_then(|count| u64::try_from(count).ok())
        .unwrap_or(0))
}

/// Several counters at once, in one statement.
///
/// # Errors
/// [`StoreError`].
pub fn counts(
    tx: &mut Tx<'_>,
    counters: [(Window, &[u8]); 4],
    now: Timestamp,
) -> Result<[u64; 4], StoreError> {
    let buckets = counters.map(|(window, value)| bucket(tx, window, value, now).0);
    let [first, second, third, fourth] = &buckets;
    let known: Vec<([u8; 32], i64)> = tx.query_all(
        sql!("SELECT bucket, count FROM velocity WHERE bucket IN ($1, $2, $3, $4)"),
        &[first, second, third, fourth],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(buckets.map(|bucket| {
        let found = known.iter().find(|(known, _)| *known == bucket);
        found
            .and_then(|(_, count)| u64::try_from(*count).ok())
            .unwrap_or(0)
    }))
}

fn bucket(tx: &Tx<'_>, window: Window, value: &[u8], now: Timestamp) -> ([u8; 32], Timestamp) {
    let seconds = i64::from(window.seconds.max(1));
    let slice = now.as_second().div_euclid(seconds);
    let mut material = Vec::with_capacity(window.kind.len() + value.len() + 9);
    material.extend_from_slice(window.kind.as_bytes());
    material.push(0);
    material.extend_from_slice(&slice.to_be_bytes());
    material.extend_from_slice(value);
    let end = (slice + 1).saturating_mul(seconds);
    let expires_at = Timestamp::from_second(end).unwrap_or(Timestamp::MAX);
    (tx.blind("velocity.bucket", &material), expires_at)
}
