//! What keeps a person out, and how they come back.
//!
//! | use case | file |
//! |---|---|
//! | [`Doorkeeper::freeze`](crate::Doorkeeper::freeze) | `freeze.rs` |
//! | [`Doorkeeper::thaw`](crate::Doorkeeper::thaw) | `thaw.rs` |
//! | [`Doorkeeper::means`](crate::Doorkeeper::means) | `means.rs` |
//! | [`Doorkeeper::switch_means_off`](crate::Doorkeeper::switch_means_off), [`Doorkeeper::switch_means_on`](crate::Doorkeeper::switch_means_on) | `switch.rs` |
//! | [`Doorkeeper::must_prove_again`](crate::Doorkeeper::must_prove_again) | `prove_again.rs` |
//! | [`Doorkeeper::alert`](crate::Doorkeeper::alert), [`Doorkeeper::report_alert`](crate::Doorkeeper::report_alert) | `alert.rs` |
//!
//! Restrictions are enforced where sessions open (`session/open.rs`), where they are resumed, and
//! where relying parties are given something. A request for a PIN or for a confirmation is answered
//! as ever, and nobody is rung: a stranger who types a number learns nothing, and the person who
//! identified is told plainly ([`KeptOut`]).
//!
//! *Architecture invariant:* restrictions are set by the person or by staff, never by how often
//! somebody tried something.

pub(crate) mod alert;
pub(crate) mod freeze;
pub(crate) mod kept_out;
pub(crate) mod means;
pub(crate) mod prove_again;
pub(crate) mod switch;
pub(crate) mod thaw;

use audit::Event;
use model::restriction::{Restriction, RestrictionKind, SetBy};
use store::{StoreError, Tx, repo};
use vocab::{DataKeyId, Entropy, PersonId, RegistrationLevel, RestrictionId, Timestamp};

pub use kept_out::KeptOut;

/// A restriction that a person sets.
pub(crate) struct Setting<'a> {
    pub(crate) person: PersonId,
    pub(crate) data_key: DataKeyId,
    pub(crate) kind: RestrictionKind,
    /// Word for where it is set from: `session` or `alert`.
    pub(crate) from: &'static str,
    pub(crate) now: Timestamp,
    pub(crate) entropy: &'a dyn Entropy,
}

impl Setting<'_> {
    /// Sets it, with its entry. `false`: it is in force already.
    pub(crate) fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        if repo::restriction::in_force(tx, self.person, self.now)?.has(self.kind) {
            return Ok(false);
        }
        let restriction = Restriction {
            id: RestrictionId::new(self.now, self.entropy),
            person: self.person,
            kind: self.kind,
            set_by: SetBy::Person,
            reason: None,
            since: self.now,
            until: None,
            lifted: None,
        };
        repo::restriction::add(tx, &restriction, self.data_key)?;
        let event = Event::RestrictionSet {
            restriction: self.kind.as_str().to_owned(),
            until: None,
            from: self.from.to_owned(),
        };
        let about = audit::about_person(self.person, self.data_key);
        audit::append(tx, &event, about, self.now, self.entropy)?;
        Ok(true)
    }
}

/// The level of a person's registration as it counts now: what every level that is shown or given
/// is computed from.
pub(crate) fn counted_level(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
) -> Result<RegistrationLevel, StoreError> {
    let level = repo::registration::state_of(tx, person)?
        .map_or(RegistrationLevel::Basic, |(_, level)| level);
    Ok(repo::restriction::in_force(tx, person, now)?.counted(level))
}

/// Writes down that a restriction of the person is lifted.
pub(crate) fn note_lifted(
    tx: &mut Tx<'_>,
    person: (PersonId, DataKeyId),
    kind: RestrictionKind,
    how: &'static str,
    (now, entropy): (Timestamp, &dyn Entropy),
) -> Result<(), StoreError> {
    let event = Event::RestrictionLifted {
        restriction: kind.as_str().to_owned(),
        how: how.to_owned(),
    };
    let (id, data_key) = person;
    audit::append(tx, &event, audit::about_person(id, data_key), now, entropy)
}
