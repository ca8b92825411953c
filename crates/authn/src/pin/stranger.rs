//! What somebody did who has proven nothing yet: written down in one way whether there is a person
//! behind the number or not, so that a stopwatch tells nothing (invariant 11).

use audit::Event;
use ports::sealing::KeyedHash;
use store::{StoreError, Tx};
use vocab::{Entropy, IdentityNumber, PersonId, Timestamp};

/// What an entry about a stranger's act needs.
pub(crate) struct Stranger<'a> {
    pub(crate) hashes: &'a dyn KeyedHash,
    pub(crate) entropy: &'a dyn Entropy,
    pub(crate) now: Timestamp,
}

impl Stranger<'_> {
    /// Appends an entry in the name of the person, or of the number where nobody can be reached.
    /// It is sealed under the key of the platform: the record names nobody, and whose key is
    /// unwrapped would tell.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) fn write_down(
        &self,
        tx: &mut Tx<'_>,
        event: &Event,
        person: Option<PersonId>,
        number: &IdentityNumber,
    ) -> Result<(), StoreError> {
        self.write_down_by(tx, event, "citizen", person, number)
    }

    /// The same of an act that somebody else did with the number: an officer, a relying party.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) fn write_down_by(
        &self,
        tx: &mut Tx<'_>,
        event: &Event,
        actor: &str,
        person: Option<PersonId>,
        number: &IdentityNumber,
    ) -> Result<(), StoreError> {
        tx.unwrap_afresh();
        let key = tx.stand_in(self.now, self.entropy)?.key();
        // Both are made, whichever is used.
        let of_number = self
            .hashes
            .hash("audit.stranger", number.as_str().as_bytes());
        let subject = match &person {
            Some(person) => person.as_bytes().as_slice(),
            None => of_number.get(..16).unwrap_or_default(),
        };
        let about = audit::about_subject(subject, key, actor);
        audit::append(tx, event, about, self.now, self.entropy)
    }
}
