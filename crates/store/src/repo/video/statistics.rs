//! Numbers of calls, out of rows that tell nothing about anybody.

use model::video::RefusalReason;
use vocab::{BodyId, OfficerId, Timestamp};

use crate::{StoreError, Tx, repo::person::decode, sql};

/// Rows that one look reads at most: a desk with fifty operators has some 1,500 calls a day.
const MOST: i64 = 200_000;

/// A call as numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallNumbers {
    /// When the person entered.
    pub queued_at: Timestamp,
    /// When an operator took the call.
    pub assigned_at: Option<Timestamp>,
    /// When they saw each other.
    pub began_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The word of its state.
    pub state: String,
    /// Why it was refused.
    pub reason: Option<RefusalReason>,
    /// Who attended.
    pub operator: Option<OfficerId>,
}

/// The calls of a body whose people entered between two moments.
///
/// # Errors
/// [`StoreError`].
pub fn list(
    tx: &mut Tx<'_>,
    body: BodyId,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<CallNumbers>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT queued_at, assigned_at, began_at, ended_at, state, reason, operator_id \
             FROM video_call WHERE body_id = $1 AND queued_at >= $2 AND queued_at < $3 \
             ORDER BY queued_at LIMIT $4"
        ),
        &[&body, &from, &until, &MOST],
        |row| {
            let reason: Option<String> = row.get(5)?;
            let reason = reason
                .map(|word| {
                    RefusalReason::from_word(&word).ok_or_else(|| decode("video_call.reason"))
                })
                .transpose()?;
            Ok(CallNumbers {
                queued_at: row.get(0)?,
                assigned_at: row.get(1)?,
                began_at: row.get(2)?,
                ended_at: row.get(3)?,
                state: row.get(4)?,
                reason,
                operator: row.get(6)?,
            })
        },
    )
}
