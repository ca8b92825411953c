//! Reports "this was not me": what people said was not theirs, the oldest first. An officer opens
//! one, looks at the person, and writes down how it ended.

use audit::Event;
use model::{alert::AlertReport, procedure::DecisionReason};
use store::{
    StoreError, Tx,
    repo::{self, alert_report, office::officer},
};
use vocab::{AlertReportId, InquiryId, Timestamp};

use crate::{AtDesk, Desk, NotAllowed, Task, people::Acting};

/// Reports that are listed.
const LINES: i64 = 200;

/// A report in the list. Nobody is named: auditors see it too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertLine {
    /// Its id.
    pub id: AlertReportId,
    /// The word of what was reported.
    pub what: String,
    /// When.
    pub at: Timestamp,
}

/// Reports that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertList {
    /// The oldest two hundred, the oldest first.
    pub lines: Vec<AlertLine>,
    /// How many wait in all.
    pub waiting: u64,
}

/// A report that an officer opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertCase {
    /// The word of what was reported.
    pub what: String,
    /// When.
    pub at: Timestamp,
    /// How it ended, if it did.
    pub handled: Option<AlertHandled>,
}

/// How a report ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertHandled {
    /// When.
    pub at: Timestamp,
    /// Who wrote it down, by name.
    pub by: String,
    /// In the officer's words.
    pub note: String,
}

/// Why nothing was done about a report.
#[derive(Debug, thiserror::Error)]
pub enum AlertError {
    /// Another role is needed.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such report.
    #[error("there is no such report")]
    NotFound,
    /// A colleague was faster.
    #[error("the report was dealt with")]
    Handled,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Reports that wait.
    ///
    /// # Errors
    /// [`AlertError`].
    pub async fn alerts(&self, at_desk: &AtDesk) -> Result<AlertList, AlertError> {
        self.check(at_desk, Task::SeeAlerts)?;
        self.store
            .read("desk.alerts", |tx| {
                let waiting = alert_report::count_waiting(tx)?;
                let lines = alert_report::list_waiting(tx, LINES)?.into_iter();
                let lines = lines.map(|report| AlertLine {
                    id: report.id,
                    what: report.what,
                    at: report.at,
                });
                Ok(AlertList {
                    lines: lines.collect(),
                    waiting,
                })
            })
            .await
    }

    /// How many reports wait.
    ///
    /// # Errors
    /// [`AlertError`].
    pub async fn alerts_waiting(&self, at_desk: &AtDesk) -> Result<u64, AlertError> {
        self.check(at_desk, Task::SeeAlerts)?;
        let waiting = self
            .store
            .read("desk.alerts_waiting", alert_report::count_waiting)
            .await?;
        Ok(waiting)
    }

    /// One report, and how it ended.
    ///
    /// # Errors
    /// [`AlertError`].
    pub async fn alert(
        &self,
        at_desk: &AtDesk,
        id: AlertReportId,
    ) -> Result<AlertCase, AlertError> {
        self.check(at_desk, Task::FindPerson)?;
        self.store
            .read("desk.alert", move |tx| {
                let report = alert_report::find(tx, id)?.ok_or(AlertError::NotFound)?;
                Ok(case(tx, report)?)
            })
            .await
    }

    /// Opens an inquiry about who reported: the report is the purpose.
    ///
    /// # Errors
    /// [`AlertError`].
    pub async fn open_alert(
        &self,
        at_desk: &AtDesk,
        id: AlertReportId,
    ) -> Result<InquiryId, AlertError> {
        let acting = self.acting_on_people(at_desk, Task::FindPerson)?;
        self.store
            .transact("desk.open_alert", move |tx| {
                acting.check::<AlertError>(tx)?;
                let report = alert_report::find(tx, id)?.ok_or(AlertError::NotFound)?;
                let event = Event::AlertOpened {
                    what: report.what.clone(),
                };
                note(tx, &acting, &report, &event)?;
                Ok(acting.look_at(tx, report.person)?)
            })
            .await
    }

    /// Writes down how a report ended. Of two officers one wins.
    ///
    /// # Errors
    /// [`AlertError`].
    pub async fn handle_alert(
        &self,
        at_desk: &AtDesk,
        id: AlertReportId,
        how: DecisionReason,
    ) -> Result<(), AlertError> {
        let acting = self.acting_on_people(at_desk, Task::Intervene)?;
        self.store
            .transact("desk.handle_alert", move |tx| {
                acting.check::<AlertError>(tx)?;
                let report = alert_report::find(tx, id)?.ok_or(AlertError::NotFound)?;
                if !alert_report::handle(tx, id, acting.officer(), acting.now)? {
                    return Err(AlertError::Handled);
                }
                alert_report::set_note(tx, &report, how.as_str(), acting.now)?;
                let event = Event::AlertHandled {
                    what: report.what.clone(),
                    note: how.as_str().to_owned(),
                };
                note(tx, &acting, &report, &event)?;
                Ok(())
            })
            .await
    }
}

fn note(
    tx: &mut Tx<'_>,
    acting: &Acting,
    report: &AlertReport,
    event: &Event,
) -> Result<(), StoreError> {
    match repo::person::data_key_of(tx, report.person)? {
        Some(data_key) => acting.note(tx, event, report.person, data_key),
        None => Ok(()),
    }
}

fn case(tx: &mut Tx<'_>, report: AlertReport) -> Result<AlertCase, StoreError> {
    let handled = match report.handled {
        Some((at, by)) => {
            let stored = officer::find(tx, by)?;
            Some(AlertHandled {
                at,
                by: stored.map(|stored| stored.officer.name).unwrap_or_default(),
                note: alert_report::note_of(tx, report.id)?.unwrap_or_default(),
            })
        }
        None => None,
    };
    Ok(AlertCase {
        what: report.what,
        at: report.at,
        handled,
    })
}
