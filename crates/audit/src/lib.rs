//! Audit entries: what was done, in whose name, by whom. Use cases append them in the
//! transaction of the act, so that no act is without its entry and no entry without its act.
//!
//! The record is sealed under the person's data key; beside it stands its commitment,
//! SHA-256 over a nonce and the record, which can be published without revealing anything and
//! stays valid after the person's key is erased.
//!
//! What was done about one person is read back in [`activity`].
//!
//! Above the entries stands a public log, [`log`], in which the commitments have their places.
//!
//! *Architecture invariant:* every state change writes its entry in the same transaction. A table
//! in `docs/` and a test tie events to use cases.

use aws_lc_rs::digest;
use serde::Serialize;
use store::{
    StoreError, Tx,
    repo::{self, audit::AuditRow, person::Person},
};
use vocab::{AuditEntryId, DataKeyId, Entropy, PersonId, Timestamp};

pub mod activity;
mod event;
mod key_journal;
pub mod log;

pub use activity::newest_of_each;
pub use event::Event;
pub use key_journal::{ChangedBy, KeyJournal};
pub use log::AuditLog;

/// Who acts where it is the person themselves, or somebody who gave their number.
pub(crate) const CITIZEN: &str = "citizen";

/// In whose name something was done, and under which key the record is sealed.
#[derive(Debug, Clone)]
pub struct About {
    subject: Vec<u8>,
    data_key: DataKeyId,
    actor: String,
}

/// An act of the person themselves.
#[must_use]
pub fn about(person: &Person) -> About {
    About {
        subject: person.id.as_bytes().to_vec(),
        data_key: person.data_key,
        actor: CITIZEN.into(),
    }
}

/// The same, of a person of whom only id and key were looked up.
#[must_use]
pub fn about_person(id: PersonId, data_key: DataKeyId) -> About {
    about_subject(id.as_bytes(), data_key, CITIZEN)
}

/// An act that concerns somebody whom this side knows only by an id and a key of its own.
#[must_use]
pub fn about_subject(subject: &[u8], data_key: DataKeyId, actor: &str) -> About {
    About {
        subject: subject.to_vec(),
        data_key,
        actor: actor.to_owned(),
    }
}

#[derive(Serialize)]
struct Record<'a> {
    id: AuditEntryId,
    at: Timestamp,
    use_case: &'a str,
    actor: &'a str,
    event: &'a Event,
    nonce: String,
}

/// Appends an entry to the transaction.
///
/// # Errors
/// [`StoreError`].
pub fn append(
    tx: &mut Tx<'_>,
    event: &Event,
    about: About,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let id = AuditEntryId::new(now, entropy);
    let mut nonce = [0; 16];
    entropy.fill(&mut nonce);
    let record = Record {
        id,
        at: now,
        use_case: tx.name(),
        actor: &about.actor,
        event,
        nonce: nonce.iter().map(|byte| format!("{byte:02x}")).collect(),
    };
    let bytes = serde_json::to_vec(&record).map_err(|_| StoreError::decode("audit record"))?;
    let row = AuditRow {
        id,
        at: now,
        actor: about.actor,
        commitment: commitment(&bytes),
    };
    repo::audit::add(tx, &row, &about.subject, about.data_key, &bytes)
}

/// The commitment to a record: SHA-256 over its bytes, the nonce among them.
fn commitment(record: &[u8]) -> [u8; 32] {
    let mut commitment = [0; 32];
    commitment.copy_from_slice(digest::digest(&digest::SHA256, record).as_ref());
    commitment
}
