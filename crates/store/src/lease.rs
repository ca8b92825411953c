//! Leases: one process at a time does a piece of clockwork; when it dies another takes over.

use vocab::{SignedDuration, Timestamp};

use crate::{Store, StoreError, Tx, sql};

impl Store {
    /// Takes or renews a lease until `now + ttl`. `true` if and only if `holder` has it then:
    /// nobody else had it, or their time was over.
    ///
    /// Clocks of several machines may differ by less than the margin between `ttl` and the
    /// interval of renewal; what a lease guards must bear two holders for an instant.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn try_lease(
        &self,
        name: &'static str,
        holder: &str,
        ttl: SignedDuration,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let holder = holder.to_owned();
        let until = now.saturating_add(ttl).unwrap_or(Timestamp::MAX);
        self.transact("store.lease.take", move |tx| {
            take(tx, name, &holder, until, now)
        })
        .await
    }

    /// Gives a lease back, so that others need not wait for its end.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn release_lease(&self, name: &'static str, holder: &str) -> Result<(), StoreError> {
        let holder = holder.to_owned();
        self.transact("store.lease.release", move |tx| {
            tx.execute(
                sql!("DELETE FROM lease WHERE name = $1 AND holder = $2"),
                &[&name, &holder],
            )?;
            Ok(())
        })
        .await
    }
}

fn take(
    tx: &mut Tx<'_>,
    name: &str,
    holder: &str,
    until: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let updated_by = tx.name();
    let touched = tx.execute(
        sql!(
            "INSERT INTO lease (name, holder, held_until, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $4, $5) \
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, \
             held_until = excluded.held_until, updated_at = excluded.updated_at, \
             updated_by = excluded.updated_by \
             WHERE lease.holder = excluded.holder OR lease.held_until <= $4"
        ),
        &[&name, &holder, &until, &now, &updated_by],
    )?;
    Ok(touched == 1)
}
