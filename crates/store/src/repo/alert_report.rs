//! What people reported as not theirs, for staff to look at.

use model::alert::AlertReport;
use vocab::{AlertReportId, DataKeyId, Entropy, OfficerId, PersonId, SignedDuration, Timestamp};

use super::person;
use crate::{Row, StoreError, Tx, retention::RetentionRule, sql};

/// The words of the officer who dealt with a report.
const NOTE: &str = "alert_report.note";

/// How long reports are kept that staff dealt with; those that wait stay.
pub const RETENTION: &[RetentionRule] = &[RetentionRule {
    name: "retention.alert_report.handled",
    table: "alert_report",
    // As long as the events of authentication (facts B.12: two years).
    keep: SignedDuration::from_hours(2 * 365 * 24),
    delete: sql!(
        "DELETE FROM alert_report WHERE id IN (SELECT id FROM alert_report \
         WHERE handled_at IS NOT NULL AND handled_at <= $1 LIMIT $2)"
    ),
}];

/// Writes a report down.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    person: PersonId,
    what: &str,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<AlertReportId, StoreError> {
    let id = AlertReportId::new(now, entropy);
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO alert_report (id, person_id, what, at, created_at, updated_at, \
             updated_by) VALUES ($1, $2, $3, $4, $4, $4, $5)"
        ),
        &[&id, &person, &what, &now, &name],
    )?;
    Ok(id)
}

/// Reports that wait, the oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list_waiting(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<AlertReport>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT id, person_id, what, at, handled_at, handled_by FROM alert_report \
             WHERE handled_at IS NULL ORDER BY at, id LIMIT $1"
        ),
        &[&limit],
        read,
    )
}

/// What a person reported, the newest first.
///
/// # Errors
/// [`StoreError`].
pub fn list_of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    limit: i64,
) -> Result<Vec<AlertReport>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT id, person_id, what, at, handled_at, handled_by FROM alert_report \
             WHERE person_id = $1 ORDER BY id DESC LIMIT $2"
        ),
        &[&person, &limit],
        read,
    )
}

/// One report.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: AlertReportId) -> Result<Option<AlertReport>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, person_id, what, at, handled_at, handled_by FROM alert_report \
             WHERE id = $1"
        ),
        &[&id],
        read,
    )
}

/// An officer dealt with a report. `false`: somebody did before, or there is none.
///
/// # Errors
/// [`StoreError`].
pub fn handle(
    tx: &mut Tx<'_>,
    id: AlertReportId,
    officer: OfficerId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE alert_report SET handled_at = $1, handled_by = $2, updated_at = $1, \
             updated_by = $3 WHERE id = $4 AND handled_at IS NULL"
        ),
        &[&now, &officer, &name, &id],
    )?;
    Ok(touched == 1)
}

/// How many reports wait.
///
/// # Errors
/// [`StoreError`].
pub fn count_waiting(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    let count: i64 = tx.query_one(
        sql!("SELECT COUNT(*) FROM alert_report WHERE handled_at IS NULL"),
        &[],
        |row| row.get(0),
    )?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// How many reports of a person wait.
///
/// # Errors
/// [`StoreError`].
pub fn count_waiting_of(tx: &mut Tx<'_>, person: PersonId) -> Result<u64, StoreError> {
    let count: i64 = tx.query_one(
        sql!("SELECT COUNT(*) FROM alert_report WHERE person_id = $1 AND handled_at IS NULL"),
        &[&person],
        |row| row.get(0),
    )?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Does a report of this word wait for this person?
///
/// # Errors
/// [`StoreError`].
pub fn waits(tx: &mut Tx<'_>, person: PersonId, what: &str) -> Result<bool, StoreError> {
    let count: i64 = tx.query_one(
        sql!(
            "SELECT COUNT(*) FROM alert_report \
             WHERE person_id = $1 AND what = $2 AND handled_at IS NULL"
        ),
        &[&person, &what],
        |row| row.get(0),
    )?;
    Ok(count > 0)
}

/// Keeps how a report ended, in the officer's words.
///
/// # Errors
/// [`StoreError`].
pub fn set_note(
    tx: &mut Tx<'_>,
    report: &AlertReport,
    note: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(data_key) = person::data_key_of(tx, report.person)? else {
        return Ok(());
    };
    let sealed = tx.seal(data_key, NOTE, report.id.as_bytes(), note.as_bytes())?;
    let name = tx.name();
    tx.execute(
        sql!("UPDATE alert_report SET note = $1, updated_at = $2, updated_by = $3 WHERE id = $4"),
        &[&sealed, &now, &name, &report.id],
    )?;
    Ok(())
}

/// How a report ended, in the officer's words; nothing if it waits.
///
/// # Errors
/// [`StoreError`].
pub fn note_of(tx: &mut Tx<'_>, id: AlertReportId) -> Result<Option<String>, StoreError> {
    let stored: Option<(Option<Vec<u8>>, DataKeyId)> = tx.query_opt(
        sql!(
            "SELECT r.note, p.data_key_id FROM alert_report r \
             JOIN person p ON p.id = r.person_id WHERE r.id = $1"
        ),
        &[&id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    match stored {
        Some((Some(sealed), data_key)) => tx
            .open_text(data_key, NOTE, id.as_bytes(), &sealed)
            .map(Some),
        Some((None, _)) | None => Ok(None),
    }
}

fn read(row: &Row<'_>) -> Result<AlertReport, StoreError> {
    let (at, by): (Option<Timestamp>, Option<OfficerId>) = (row.get(4)?, row.get(5)?);
    Ok(AlertReport {
        id: row.get(0)?,
        person: row.get(1)?,
        what: row.get(2)?,
        at: row.get(3)?,
        handled: at.zip(by),
    })
}
