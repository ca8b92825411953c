//! The table of entries against the log: has anybody taken an entry out of the table, or changed
//! one, since it was given its place?

use store::{
    StoreError, Tx,
    repo::{self, audit_log::Place},
};
use vocab::AuditEntryId;
use wire_tlog::{bundle::parse_bundle, tile::TILE_WIDTH};

use super::AuditLog;
use crate::commitment;

/// What the comparison found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Entries that the log holds.
    pub entries: u64,
    /// Of these, entries whose record can no longer be opened because their person was erased.
    pub erased: u64,
    /// Entries that are not as the log holds them, in its order.
    pub differences: Vec<Difference>,
}

/// An entry that is not as the log holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// The log holds an entry of which the database does not say whose it is.
    Unplaced(u64),
    /// The entry is not in the table any more.
    Gone(u64, AuditEntryId),
    /// The table, the record or both tell something else than the log.
    Changed(u64, AuditEntryId),
}

/// Why the comparison could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A bundle of the log is missing or damaged: restore it from the published folder.
    #[error("the bundle {0} of the audit log is missing or damaged")]
    Bundle(u64),
}

impl AuditLog {
    /// Compares every entry with the log, opening each record whose key is still there.
    ///
    /// # Errors
    /// [`CompareError`].
    pub async fn compare(&self) -> Result<Comparison, CompareError> {
        let state = self.store.read("audit.log.state", repo::audit_log::state);
        let size = state.await?.map_or(0, |state| state.size);
        let mut all = Comparison {
            entries: size,
            ..Comparison::default()
        };
        for index in 0..size.div_ceil(TILE_WIDTH) {
            let count = (size - index * TILE_WIDTH).min(TILE_WIDTH);
            let (erased, differences) = self
                .store
                .read("audit.log.compare", move |tx| compare(tx, index, count))
                .await?;
            all.erased += erased;
            all.differences.extend(differences);
        }
        Ok(all)
    }
}

/// One bundle: how many records are erased, and what differs.
fn compare(
    tx: &mut Tx<'_>,
    bundle: u64,
    count: u64,
) -> Result<(u64, Vec<Difference>), CompareError> {
    let bytes = repo::audit_log::bundle(tx, bundle)?.unwrap_or_default();
    let committed = parse_bundle(&bytes).map_err(|_| CompareError::Bundle(bundle))?;
    if (committed.len() as u64) < count {
        return Err(CompareError::Bundle(bundle));
    }
    let first = bundle * TILE_WIDTH;
    let limit = i64::try_from(count).unwrap_or(i64::MAX);
    let places = repo::audit_log::places(tx, first, limit)?;
    let mut places = places.into_iter().peekable();
    let (mut erased, mut differences) = (0, Vec::new());
    for (index, committed) in (first..first + count).zip(committed) {
        let Some(place) = places.next_if(|place| place.index == index) else {
            differences.push(Difference::Unplaced(index));
            continue;
        };
        match state_of(tx, &place, committed)? {
            State::Same => {}
            State::Erased => erased += 1,
            State::Gone => differences.push(Difference::Gone(index, place.entry)),
            State::Changed => differences.push(Difference::Changed(index, place.entry)),
        }
    }
    Ok((erased, differences))
}

enum State {
    Same,
    Erased,
    Gone,
    Changed,
}

fn state_of(tx: &mut Tx<'_>, place: &Place, committed: &[u8]) -> Result<State, StoreError> {
    let Some(in_table) = place.commitment else {
        return Ok(State::Gone);
    };
    if in_table != committed {
        return Ok(State::Changed);
    }
    match repo::audit::find(tx, place.entry) {
        Ok(Some((_, record))) if commitment(&record) == committed => Ok(State::Same),
        Ok(Some(_)) => Ok(State::Changed),
        Ok(None) => Ok(State::Gone),
        Err(StoreError::Erased) => Ok(State::Erased),
        Err(StoreError::Sealed(_)) => Ok(State::Changed),
        Err(error) => Err(error),
    }
}
