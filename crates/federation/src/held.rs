//! Nothing is given about a person whom something keeps out, whatever a relying party holds.

use store::{StoreError, Tx, repo};
use vocab::{AssuranceLevel, PersonId, Timestamp};

/// Whether an assertion at the level of `acr` about a person may be given now: nothing closes
/// everything, and no cap lies below that level. Whatever sets such a restriction ends sessions and
/// revokes tokens; this looks again, in the transaction that gives.
pub(crate) fn may_assert(
    tx: &mut Tx<'_>,
    person: PersonId,
    acr: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let standing = repo::restriction::in_force(tx, person, now)?;
    if standing.closed(now).is_some() {
        return Ok(false);
    }
    let level = AssuranceLevel::from_acr(acr);
    Ok(match standing.cap() {
        None => true,
        Some(cap) => level.is_some_and(|level| level <= cap),
    })
}
