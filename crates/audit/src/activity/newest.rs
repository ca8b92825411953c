//! The newest entry of each sort about a person, inside a transaction of whoever asks.

use std::collections::BTreeMap;

use store::{StoreError, Tx, repo};
use vocab::{PersonId, Timestamp};

use super::{CHUNK, LOOKED_AT, Record};
use crate::Event;

/// When the newest entry of each sort about a person was written, from `since` on. `sort` tells the
/// sort of an event; it stops once it has `sorts` of them, or has looked at [`LOOKED_AT`] entries.
///
/// # Errors
/// [`StoreError`].
pub fn newest_of_each<K: Ord>(
    tx: &mut Tx<'_>,
    person: PersonId,
    since: Timestamp,
    sorts: usize,
    sort: impl Fn(&Event) -> Option<K>,
) -> Result<BTreeMap<K, Timestamp>, StoreError> {
    let mut newest = BTreeMap::new();
    let (mut place, mut looked_at) = (None, 0);
    loop {
        let rows = repo::audit::page_of_subject(tx, person.as_bytes(), since, place, CHUNK)?;
        let last = i64::try_from(rows.len()).unwrap_or(CHUNK) < CHUNK;
        for (row, record) in rows {
            looked_at += 1;
            place = Some((row.at, row.id));
            let record: Option<Record> = serde_json::from_slice(&record).ok();
            if let Some(sort) = record.and_then(|record| sort(&record.event)) {
                newest.entry(sort).or_insert(row.at);
            }
        }
        if last || newest.len() >= sorts || looked_at >= LOOKED_AT {
            return Ok(newest);
        }
    }
}
