//! Wraps every data key of the database again, in batches that can be interrupted, while
//! everything else goes on. Only the wrapping changes: the data keys themselves, and so every
//! sealed value, stay as they are.
//!
//! A batch changes a row only if its wrapping is still the one that was read, so an erasure or a
//! message that is sent meanwhile wins. Batches follow the row's id: a pass that is cut short is
//! begun again, and finds quickly what is done.

use std::sync::Arc;

use ports::sealing::{SealError, WrappedDataKey};
use vocab::Timestamp;

use crate::{Sql, Store, StoreError, Tx, sql};

/// A column that holds data keys, each wrapped by the key-encryption key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WrappedColumn {
    /// `data_key.wrapped`: persons, and whatever else is erased as one.
    DataKey,
    /// `outbox.own_key`: messages to somebody who has no data key.
    Message,
}

/// Turns a wrapping into another one: `None` if it may stay.
pub type Rewrap =
    Arc<dyn Fn(&WrappedDataKey) -> Result<Option<WrappedDataKey>, SealError> + Send + Sync>;

/// What a batch did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RewrapBatch {
    /// Rows looked at.
    pub seen: u64,
    /// Rows wrapped again.
    pub changed: u64,
    /// Rows that no key-encryption key at hand opens. They were left as they are.
    pub unreadable: u64,
    /// Where the next batch begins; `None` after the last one.
    pub next: Option<Vec<u8>>,
}

impl WrappedColumn {
    /// Every such column. A test compares it with the migrations.
    pub const ALL: [Self; 2] = [Self::DataKey, Self::Message];

    /// `table.column`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DataKey => "data_key.wrapped",
            Self::Message => "outbox.own_key",
        }
    }

    fn select(self) -> Sql {
        match self {
            Self::DataKey => sql!(
                "SELECT id, wrapped FROM data_key WHERE wrapped IS NOT NULL AND id > $1 \
                 ORDER BY id LIMIT $2"
            ),
            Self::Message => sql!(
                "SELECT id, own_key FROM outbox WHERE own_key IS NOT NULL AND id > $1 \
                 ORDER BY id LIMIT $2"
            ),
        }
    }

    fn update(self) -> Sql {
        match self {
            Self::DataKey => sql!(
                "UPDATE data_key SET wrapped = $1, updated_at = $2, updated_by = $3 \
                 WHERE id = $4 AND wrapped = $5"
            ),
            Self::Message => sql!(
                "UPDATE outbox SET own_key = $1, updated_at = $2, updated_by = $3 \
                 WHERE id = $4 AND own_key = $5"
            ),
        }
    }

    /// The first nine bytes of a wrapping are its version and the id of the key that made it.
    fn count(self) -> Sql {
        match self {
            Self::DataKey => sql!(
                "SELECT substr(wrapped, 1, 9), COUNT(*) FROM data_key WHERE wrapped IS NOT NULL \
                 GROUP BY 1"
            ),
            Self::Message => sql!(
                "SELECT substr(own_key, 1, 9), COUNT(*) FROM outbox WHERE own_key IS NOT NULL \
                 GROUP BY 1"
            ),
        }
    }
}

impl Store {
    /// Wraps the next `most` data keys of a column again, from `after` on (nothing to begin).
    ///
    /// # Errors
    /// [`StoreError`]; on error nothing of this batch has changed.
    pub async fn rewrap_batch(
        &self,
        column: WrappedColumn,
        after: Vec<u8>,
        most: u32,
        rewrap: Rewrap,
        now: Timestamp,
    ) -> Result<RewrapBatch, StoreError> {
        self.transact("store.rewrap", move |tx| {
            batch(tx, column, &after, most, &*rewrap, now)
        })
        .await
    }

    /// How many data keys there are of each heading: the first bytes of the wrapping, which tell
    /// the key that made it. It reads the whole column.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn count_wrapped(
        &self,
    ) -> Result<Vec<(WrappedColumn, WrappedDataKey, u64)>, StoreError> {
        self.read("store.count_wrapped", |tx| {
            let mut found = Vec::new();
            for column in WrappedColumn::ALL {
                let counts = tx.query_all(column.count(), &[], |row| {
                    let heading: Vec<u8> = row.get(0)?;
                    let count: i64 = row.get(1)?;
                    Ok((column, WrappedDataKey(heading), count.unsigned_abs()))
                })?;
                found.extend(counts);
            }
            Ok(found)
        })
        .await
    }

    /// The oldest and the newest data key, to see at the start whether they can be opened: a
    /// database of another time, or another key-encryption key, is noticed before anything fails.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn sample_wrapped(&self) -> Result<Vec<WrappedDataKey>, StoreError> {
        self.read("store.sample_wrapped", |tx| {
            let oldest =
                sql!("SELECT wrapped FROM data_key WHERE wrapped IS NOT NULL ORDER BY id LIMIT 1");
            let newest = sql!(
                "SELECT wrapped FROM data_key WHERE wrapped IS NOT NULL ORDER BY id DESC LIMIT 1"
            );
            let mut found = Vec::new();
            for statement in [oldest, newest] {
                found.extend(tx.query_opt(statement, &[], |row| row.get(0).map(WrappedDataKey))?);
            }
            Ok(found)
        })
        .await
    }
}

fn batch(
    tx: &mut Tx<'_>,
    column: WrappedColumn,
    after: &[u8],
    most: u32,
    rewrap: &dyn Fn(&WrappedDataKey) -> Result<Option<WrappedDataKey>, SealError>,
    now: Timestamp,
) -> Result<RewrapBatch, StoreError> {
    let name = tx.name();
    let after = after.to_vec();
    let rows = tx.query_all(column.select(), &[&after, &most], |row| {
        let id: Vec<u8> = row.get(0)?;
        let wrapped: Vec<u8> = row.get(1)?;
        Ok((id, WrappedDataKey(wrapped)))
    })?;
    let mut done = RewrapBatch::default();
    for (id, wrapped) in &rows {
        done.seen += 1;
        match rewrap(wrapped) {
            Ok(Some(again)) => {
                let parameters: [&dyn crate::Param; 5] = [&again.0, &now, &name, id, &wrapped.0];
                done.changed += tx.execute(column.update(), &parameters)?;
            }
            Ok(None) => {}
            Err(_) => done.unreadable += 1,
        }
    }
    if done.seen == u64::from(most) {
        done.next = rows.into_iter().next_back().map(|(id, _)| id);
    }
    Ok(done)
}
