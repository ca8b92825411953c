//! Retention: how long rows are kept, and their removal in batches so small that nobody waits
//! for one.

use vocab::{SignedDuration, Timestamp};

use crate::{Sql, Store, StoreError, sql};

/// Rows removed in one transaction: some 10 ms of a writer.
const BATCH: i64 = 500;

/// How long the rows of one table are kept.
#[derive(Debug, Clone, Copy)]
pub struct RetentionRule {
    /// Name of the transaction, `retention.…`.
    pub name: &'static str,
    /// The table.
    pub table: &'static str,
    /// How long, counted from the time that the statement compares.
    pub keep: SignedDuration,
    /// `DELETE FROM t WHERE id IN (SELECT id FROM t WHERE at <= $1 LIMIT $2)`: `$1` is the moment
    /// before which rows go, `$2` how many at most.
    pub delete: Sql,
}

/// Rules of the shared tables. Audit entries, bodies and data keys are kept: erasure is a use
/// case, not a matter of time.
pub const INFRASTRUCTURE: &[RetentionRule] = &[RetentionRule {
    name: "retention.outbox.settled",
    table: "outbox",
    // The helpline can see for a month that a message went out.
    keep: SignedDuration::from_hours(30 * 24),
    delete: sql!(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state <> 'queued' \
         AND updated_at <= $1 LIMIT $2)"
    ),
}];

impl Store {
    /// Removes everything that a rule does not keep any more; tells how much it was.
    ///
    /// # Errors
    /// [`StoreError`]; what earlier batches removed stays removed.
    pub async fn apply_retention(
        &self,
        rule: &RetentionRule,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let before = now.saturating_sub(rule.keep).unwrap_or(Timestamp::MIN);
        let delete = rule.delete;
        let mut removed = 0;
        loop {
            let batch: u64 = self
                .transact::<_, StoreError, _>(rule.name, move |tx| {
                    tx.execute(delete, &[&before, &BATCH])
                })
                .await?;
            removed += batch;
            if batch < BATCH.unsigned_abs() {
                return Ok(removed);
            }
        }
    }
}
