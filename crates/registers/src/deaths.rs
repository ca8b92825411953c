//! What a date of death ends: the registration, and with it every session and every token of it,
//! and a letter that is on its way.

use audit::Event;
use store::{StoreError, Tx, repo};
use vocab::{Entropy, IdentityNumber, Timestamp};

/// Who acts in the audit entries.
pub(crate) const ACTOR: &str = "register import";

/// Ends the identity of the person of a number. `true`: a registration ended now.
pub(crate) fn end_identity(
    tx: &mut Tx<'_>,
    number: &IdentityNumber,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<bool, StoreError> {
    let Some(person) = repo::person::find_by_number(tx, number)? else {
        return Ok(false);
    };
    let data_key = repo::person::guard(tx, person, now)?;
    repo::letter::supersede(tx, person, now)?;
    if !repo::registration::end_by_death(tx, person, now)? {
        return Ok(false);
    }
    // Tokens live only as long as the session that they were given in.
    repo::session::end_all_of_person(tx, person, now)?;
    let about = audit::about_subject(person.as_bytes(), data_key, ACTOR);
    audit::append(tx, &Event::EndedByDeath, about, now, entropy)?;
    Ok(true)
}
