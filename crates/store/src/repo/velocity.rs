//! Counts for velocity limits ([`model::limit`]), shared by all processes. A value is kept as a
//! keyed hash, so that the table names no number, phone or origin.
//!
//! One more is one statement, and so is a look at as many limits as a use case has. Every count
//! and every look goes into the metrics by name and outcome ([`crate::LimitMetrics`]).

use model::limit::{Limit, Standing};
use vocab::Timestamp;

use crate::{LimitOutcome, StoreError, Tx, sql};

/// Limits that one statement looks at.
const AT_ONCE: usize = 6;

/// The length of the window that a count falls into: the one that is open; or the first one,
/// unless the last was used up and ended less than its own length ago; or that one's, grown.
macro_rules! length {
    () => {
        "CASE WHEN velocity.ends_at > $5 THEN velocity.length_us \
         WHEN velocity.expires_at <= $5 OR velocity.count < $6 THEN excluded.length_us \
         WHEN velocity.length_us * $7 / 100 > $8 THEN $8 \
         ELSE velocity.length_us * $7 / 100 END"
    };
}

/// Counts one more, and tells how the limit stands with it.
///
/// # Errors
/// [`StoreError`].
pub fn count(
    tx: &mut Tx<'_>,
    limit: Limit,
    value: &[u8],
    now: Timestamp,
) -> Result<Standing, StoreError> {
    let first = microseconds(limit.window_s);
    let (ends_at, expires_at) = (after(now, first), after(now, first.saturating_mul(2)));
    let most = i64::try_from(limit.most).unwrap_or(i64::MAX);
    let percent = i64::from(limit.growth.percent.max(100));
    let (count, ends_at): (i64, Timestamp) = tx.query_one(
        sql!(concat!(
            "INSERT INTO velocity (bucket, count, ends_at, length_us, expires_at) \
             VALUES ($1, 1, $2, $3, $4) ON CONFLICT (bucket) DO UPDATE SET \
             count = CASE WHEN velocity.ends_at > $5 THEN velocity.count + 1 ELSE 1 END, \
             length_us = ",
            length!(),
            ", ends_at = CASE WHEN velocity.ends_at > $5 THEN velocity.ends_at ELSE $5 + ",
            length!(),
            " END, expires_at = CASE WHEN velocity.ends_at > $5 THEN velocity.expires_at \
             ELSE $5 + 2 * ",
            length!(),
            " END RETURNING count, ends_at"
        )),
        &[
            &bucket(tx, limit, value),
            &ends_at,
            &first,
            &expires_at,
            &now,
            &most,
            &percent,
            &microseconds(limit.longest_s()),
        ],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let standing = Standing {
        count: u64::try_from(count).unwrap_or(0),
        most: limit.most,
        ends_at,
    };
    let outcome = if standing.exceeded() {
        LimitOutcome::Exceeded
    } else {
        LimitOutcome::Counted
    };
    tx.note_limit(limit.name, outcome);
    Ok(standing)
}

/// How limits stand, in one statement and without counting. At most six.
///
/// # Errors
/// [`StoreError`].
pub fn look<const N: usize>(
    tx: &mut Tx<'_>,
    limits: [(Limit, &[u8]); N],
    now: Timestamp,
) -> Result<[Standing; N], StoreError> {
    const {
        assert!(
            N >= 1 && N <= AT_ONCE,
            "one statement looks at one to six limits"
        );
    }
    let buckets = limits.map(|(limit, value)| bucket(tx, limit, value));
    // Places that are left over ask for the first once more, which gives no second row.
    let spare = buckets.first().copied().unwrap_or_default();
    let asked: [[u8; 32]; AT_ONCE] =
        std::array::from_fn(|place| buckets.get(place).copied().unwrap_or(spare));
    let [first, second, third, fourth, fifth, sixth] = &asked;
    let open: Vec<([u8; 32], i64, Timestamp)> = tx.query_all(
        sql!(
            "SELECT bucket, count, ends_at FROM velocity \
             WHERE bucket IN ($1, $2, $3, $4, $5, $6) AND ends_at > $7"
        ),
        &[first, second, third, fourth, fifth, sixth, &now],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let mut place = 0;
    Ok(limits.map(|(limit, _)| {
        let bucket = buckets.get(place);
        place += 1;
        let window = open.iter().find(|(known, ..)| Some(known) == bucket);
        let standing = Standing {
            count: window.map_or(0, |(_, count, _)| u64::try_from(*count).unwrap_or(0)),
            most: limit.most,
            ends_at: window.map_or(now, |(.., ends_at)| *ends_at),
        };
        if standing.used_up() {
            tx.note_limit(limit.name, LimitOutcome::UsedUp);
        }
        standing
    }))
}

fn bucket(tx: &Tx<'_>, limit: Limit, value: &[u8]) -> [u8; 32] {
    let mut material = Vec::with_capacity(limit.name.len() + value.len() + 1);
    material.extend_from_slice(limit.name.as_bytes());
    material.push(0);
    material.extend_from_slice(value);
    tx.blind("velocity.bucket", &material)
}

fn microseconds(seconds: u32) -> i64 {
    i64::from(seconds.max(1)) * 1_000_000
}

fn after(now: Timestamp, microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(now.as_microsecond().saturating_add(microseconds))
        .unwrap_or(Timestamp::MAX)
}
