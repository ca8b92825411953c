//! What was done about an application, from the audit.

use audit::Event;
use serde::Deserialize;
use store::{StoreError, Tx, repo};
use vocab::{ApplicantId, OfficerId, Timestamp};

/// Entries that are looked through: an applicant has some ten for each application.
const LOOKED_THROUGH: i64 = 500;

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: HistoryWho,
    /// What.
    pub event: Event,
}

/// Who acted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryWho {
    /// The person themselves.
    Applicant,
    /// The machine.
    System,
    /// An officer, by name.
    Officer(String),
}

#[derive(Deserialize)]
struct Record {
    event: Event,
}

/// Acts about one application of an applicant, oldest first.
pub(super) fn of_application(
    tx: &mut Tx<'_>,
    applicant: ApplicantId,
    reference: &str,
) -> Result<Vec<HistoryLine>, StoreError> {
    let newest_first = repo::audit::list_of_subject(tx, applicant.as_bytes(), LOOKED_THROUGH)?;
    let mut lines = Vec::new();
    for (row, record) in newest_first.into_iter().rev() {
        let record: Record = serde_json::from_slice(&record)
            .map_err(|_| StoreError::decode("audit_entry.record"))?;
        if reference_of(&record.event) == Some(reference) {
            let who = who(tx, &row.actor)?;
            lines.push(HistoryLine {
                at: row.at,
                who,
                event: record.event,
            });
        }
    }
    Ok(lines)
}

fn who(tx: &mut Tx<'_>, actor: &str) -> Result<HistoryWho, StoreError> {
    match (actor, OfficerId::parse(actor)) {
        ("citizen", _) => Ok(HistoryWho::Applicant),
        (_, Ok(id)) => {
            let stored = repo::office::officer::find(tx, id)?;
            let name = stored.map_or_else(|| actor.to_owned(), |stored| stored.officer.name);
            Ok(HistoryWho::Officer(name))
        }
        (_, Err(_)) => Ok(HistoryWho::System),
    }
}

fn reference_of(event: &Event) -> Option<&str> {
    match event {
        Event::ApplicationSubmitted { reference }
        | Event::RegisterConsulted { reference, .. }
        | Event::ApplicationSentToReview { reference }
        | Event::ApplicationOpened { reference }
        | Event::ApplicationDecided { reference, .. }
        | Event::CertificateIssued { reference, .. }
        | Event::CertificateDownloaded { reference }
        | Event::ApplicationWithdrawn { reference } => Some(reference),
        // Every other event is about a person or an officer, not about an application.
        _ => None,
    }
}
