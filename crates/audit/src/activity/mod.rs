//! What was done about one person, for that person to see: their own acts, tries that failed, and
//! acts of others in their name, newest first, with a receipt for each.
//!
//! A page is found by the entry before it and not by its number, so that the last page costs what
//! the first does. Kinds and services stand in the sealed records: a filter opens entries until the
//! page is full, and stops after [`LOOKED_AT`] of them; whoever asks goes on from there.

mod kind;
mod newest;

use serde::Deserialize;
use store::{StoreError, repo, repo::audit::AuditRow};
use vocab::{AuditEntryId, OfficerId, PersonId, Timestamp};

use crate::{
    AuditLog, CITIZEN, Event,
    log::{Receipt, TakeReceiptError},
};

pub use kind::Kind;
pub use newest::newest_of_each;

/// Entries that one page looks at at most: with 2 µs to open and read one, some 10 ms.
pub const LOOKED_AT: usize = 2_000;

/// Entries that are read at once.
const CHUNK: i64 = 100;

/// The actor of what a relying party asks for in its own name.
const RELYING_PARTY: &str = "relying_party";

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// Its id: the receipt is asked for by it.
    pub id: AuditEntryId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: By,
    /// What; nothing if a later release wrote it.
    pub event: Option<Event>,
}

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The person, who was identified.
    Person,
    /// Somebody who had proven nothing yet: the person, or whoever knows their number.
    Somebody,
    /// The relying party that the event names.
    Service,
    /// The platform itself.
    System,
    /// An officer.
    Officer(OfficerId),
}

/// Which entries are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Those of a kind.
    pub kind: Option<Kind>,
    /// Those that name this relying party.
    pub service: Option<String>,
    /// Those from this moment on.
    pub since: Timestamp,
}

/// Some entries, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivityPage {
    /// The entries.
    pub entries: Vec<Activity>,
    /// Behind which entry the list goes on, if it does.
    pub behind: Option<AuditEntryId>,
}

#[derive(Deserialize)]
struct Record {
    event: Event,
}

impl Activity {
    fn new(row: &AuditRow, record: &[u8]) -> Self {
        let record: Option<Record> = serde_json::from_slice(record).ok();
        let by = match (row.actor.as_str(), OfficerId::parse(&row.actor)) {
            (CITIZEN, _) => record
                .as_ref()
                .map_or(By::Person, |record| kind::by(&record.event)),
            (RELYING_PARTY, _) => By::Service,
            (_, Ok(officer)) => By::Officer(officer),
            (_, Err(_)) => By::System,
        };
        Self {
            id: row.id,
            at: row.at,
            by,
            event: record.map(|record| record.event),
        }
    }

    /// The kind: what an officer did is one of its own, whatever it was.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match (self.by, &self.event) {
            (By::Officer(_), _) => Kind::Staff,
            (_, Some(event)) => Kind::of(event),
            (_, None) => Kind::Other,
        }
    }

    fn is_wanted(&self, wanted: &Wanted) -> bool {
        let service = self.event.as_ref().and_then(Event::client);
        wanted.kind.is_none_or(|kind| kind == self.kind())
            && (wanted.service.is_none() || wanted.service.as_deref() == service)
    }
}

impl AuditLog {
    /// At most `most` entries about a person, those behind `behind` if it is one of them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn activity(
        &self,
        person: PersonId,
        wanted: &Wanted,
        behind: Option<AuditEntryId>,
        most: usize,
    ) -> Result<ActivityPage, StoreError> {
        let wanted = wanted.clone();
        self.store
            .read("audit.activity", move |tx| {
                let subject = person.as_bytes();
                let mut place = match behind {
                    Some(id) => repo::audit::at_of_subject(tx, subject, id)?.map(|at| (at, id)),
                    None => None,
                };
                let mut entries = Vec::new();
                let mut looked_at = 0;
                loop {
                    let rows =
                        repo::audit::page_of_subject(tx, subject, wanted.since, place, CHUNK)?;
                    let last = i64::try_from(rows.len()).unwrap_or(CHUNK) < CHUNK;
                    for (row, record) in rows {
                        if entries.len() == most || looked_at == LOOKED_AT {
                            let behind = place.map(|(_, id)| id);
                            return Ok(ActivityPage { entries, behind });
                        }
                        looked_at += 1;
                        place = Some((row.at, row.id));
                        let activity = Activity::new(&row, &record);
                        if activity.is_wanted(&wanted) {
                            entries.push(activity);
                        }
                    }
                    if last {
                        return Ok(ActivityPage {
                            entries,
                            behind: None,
                        });
                    }
                }
            })
            .await
    }

    /// Takes a receipt for an entry, if and only if it is about this person.
    ///
    /// # Errors
    /// [`TakeReceiptError`]; an entry about somebody else is [`TakeReceiptError::Unknown`].
    pub async fn receipt_of(
        &self,
        person: PersonId,
        entry: AuditEntryId,
    ) -> Result<Receipt, TakeReceiptError> {
        let theirs = self
            .store
            .read("audit.receipt_of", move |tx| {
                repo::audit::at_of_subject(tx, person.as_bytes(), entry)
            })
            .await?;
        match theirs {
            Some(_) => self.take_receipt(entry).await,
            None => Err(TakeReceiptError::Unknown),
        }
    }
}
