//! Lists of applications, and an application by what belongs to it.

use vocab::{ApplicantId, ApplicationId, DocumentId};

use super::{StoredApplication, find};
use crate::{Sql, StoreError, Tx, sql, value::Param};

/// Applications of an applicant, newest first.
///
/// # Errors
/// [`StoreError`].
pub fn list_of_applicant(
    tx: &mut Tx<'_>,
    applicant: ApplicantId,
    limit: i64,
) -> Result<Vec<StoredApplication>, StoreError> {
    let newest = sql!(
        "SELECT id FROM sede_application WHERE applicant_id = $1 \
         ORDER BY created_at DESC, id DESC LIMIT $2"
    );
    list(tx, newest, &[&applicant, &limit])
}

/// The draft of an applicant.
///
/// # Errors
/// [`StoreError`].
pub fn find_draft(
    tx: &mut Tx<'_>,
    applicant: ApplicantId,
) -> Result<Option<StoredApplication>, StoreError> {
    let draft =
        sql!("SELECT id FROM sede_application WHERE applicant_id = $1 AND state = 'draft' LIMIT 1");
    Ok(list(tx, draft, &[&applicant])?.pop())
}

/// An application of the applicant that was sent and is not decided.
///
/// # Errors
/// [`StoreError`].
pub fn find_under_way(
    tx: &mut Tx<'_>,
    applicant: ApplicantId,
) -> Result<Option<StoredApplication>, StoreError> {
    let under_way = sql!(
        "SELECT id FROM sede_application WHERE applicant_id = $1 \
         AND state IN ('submitted', 'automatic_check', 'in_review') \
         ORDER BY created_at DESC LIMIT 1"
    );
    Ok(list(tx, under_way, &[&applicant])?.pop())
}

/// Applications that a case worker must look at, longest waiting first.
///
/// # Errors
/// [`StoreError`].
pub fn list_in_review(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<StoredApplication>, StoreError> {
    let waiting = sql!(
        "SELECT id FROM sede_application WHERE state = 'in_review' \
         ORDER BY submitted_at, id LIMIT $1"
    );
    list(tx, waiting, &[&limit])
}

/// The application whose certificate this is.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_certificate(
    tx: &mut Tx<'_>,
    certificate: DocumentId,
) -> Result<Option<StoredApplication>, StoreError> {
    let of_certificate = sql!("SELECT id FROM sede_application WHERE certificate_id = $1");
    Ok(list(tx, of_certificate, &[&certificate])?.pop())
}

fn list(
    tx: &mut Tx<'_>,
    ids: Sql,
    params: &[&dyn Param],
) -> Result<Vec<StoredApplication>, StoreError> {
    let ids: Vec<ApplicationId> = tx.query_all(ids, params, |row| row.get(0))?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(find(tx, id)?);
    }
    Ok(all)
}
