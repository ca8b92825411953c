//! What changes an application. `false` always means that it was not (any longer) where the
//! caller believed it to be, and that nothing was changed.

use model::{
    matching::MatchOutcome,
    offence::Subject,
    procedure::{Application, ApplicationState, Contact, Purpose},
};
use vocab::{ApplicationId, DocumentId, Lang, Timestamp};

use super::{NewDraft, StoredApplication, seal_contact, seal_outcome, seal_subject};
use crate::{StoreError, Tx, sql};

/// Adds a draft. `false`: the applicant has a draft already, or the reference is taken.
///
/// # Errors
/// [`StoreError`].
pub fn add_draft(tx: &mut Tx<'_>, draft: &NewDraft, now: Timestamp) -> Result<bool, StoreError> {
    let subject = seal_subject(tx, draft.id, draft.data_key, &draft.subject)?;
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "INSERT INTO sede_application (id, applicant_id, reference, state, lang, subject, \
             attempts, version, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, 'draft', $4, $5, 0, 0, $6, $6, $7) ON CONFLICT DO NOTHING"
        ),
        &[
            &draft.id,
            &draft.applicant,
            &draft.reference.as_str(),
            &draft.lang.tag(),
            &subject,
            &now,
            &name,
        ],
    )?;
    Ok(touched == 1)
}

/// Brings a draft up to date with the register and the language of the page.
///
/// # Errors
/// [`StoreError`].
pub fn renew_draft(
    tx: &mut Tx<'_>,
    draft: &StoredApplication,
    subject: &Subject,
    lang: Lang,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let id = draft.application.id;
    let subject = seal_subject(tx, id, draft.data_key, subject)?;
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE sede_application SET subject = $1, lang = $2, version = version + 1, \
             updated_at = $3, updated_by = $4 WHERE id = $5 AND state = 'draft'"
        ),
        &[&subject, &lang.tag(), &now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Writes how the person is told into a draft.
///
/// # Errors
/// [`StoreError`].
pub fn save_contact(
    tx: &mut Tx<'_>,
    draft: &StoredApplication,
    contact: &Contact,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let id = draft.application.id;
    let contact = seal_contact(tx, id, draft.data_key, contact)?;
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE sede_application SET contact = $1, version = version + 1, updated_at = $2, \
             updated_by = $3 WHERE id = $4 AND state = 'draft'"
        ),
        &[&contact, &now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Writes the purpose into a draft.
///
/// # Errors
/// [`StoreError`].
pub fn save_purpose(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    purpose: Purpose,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE sede_application SET purpose = $1, version = version + 1, updated_at = $2, \
             updated_by = $3 WHERE id = $4 AND state = 'draft'"
        ),
        &[&purpose.as_str(), &now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Sends the version that was read; the worker takes it up at `not_before` if nobody finished it.
///
/// # Errors
/// [`StoreError`].
pub fn submit(
    tx: &mut Tx<'_>,
    application: &Application,
    not_before: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE sede_application SET state = 'submitted', submitted_at = $1, \
             not_before = $2, version = version + 1, updated_at = $1, updated_by = $3 \
             WHERE id = $4 AND state = 'draft' AND version = $5"
        ),
        &[
            &now,
            &not_before,
            &name,
            &application.id,
            &application.version,
        ],
    )?;
    Ok(touched == 1)
}

/// Writes down what the machine found about a submitted application, and where it goes now. The
/// subject is the one about whom the registers were asked.
///
/// # Errors
/// [`StoreError`].
pub fn record_check(
    tx: &mut Tx<'_>,
    stored: &StoredApplication,
    subject: &Subject,
    outcome: &MatchOutcome,
    to: ApplicationState,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (id, key) = (stored.application.id, stored.data_key);
    let subject = seal_subject(tx, id, key, subject)?;
    let outcome = seal_outcome(tx, id, key, outcome)?;
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE sede_application SET state = $1, subject = $2, outcome = $3, \
             version = version + 1, updated_at = $4, updated_by = $5 \
             WHERE id = $6 AND state = 'submitted'"
        ),
        &[&to.as_str(), &subject, &outcome, &now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Gives an application its certificate, over the state and version that were read.
///
/// # Errors
/// [`StoreError`].
pub fn issue(
    tx: &mut Tx<'_>,
    application: &Application,
    to: ApplicationState,
    certificate: DocumentId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE sede_application SET state = $1, certificate_id = $2, decided_at = $3, \
             not_before = NULL, version = version + 1, updated_at = $3, updated_by = $4 \
             WHERE id = $5 AND state = $6 AND version = $7"
        ),
        &[
            &to.as_str(),
            &certificate,
            &now,
            &name,
            &application.id,
            &application.state.as_str(),
            &application.version,
        ],
    )?;
    Ok(touched == 1)
}

/// Notes that the person downloaded the certificate.
///
/// # Errors
/// [`StoreError`].
pub fn mark_downloaded(
    tx: &mut Tx<'_>,
    application: &Application,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE sede_application SET state = 'downloaded', downloaded_at = $1, \
             version = version + 1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND state IN ('issued_negative', 'downloaded')"
        ),
        &[&now, &name, &application.id],
    )?;
    Ok(touched == 1)
}

/// Remembers which document is the receipt; `false` if there is one already.
///
/// # Errors
/// [`StoreError`].
pub fn set_receipt(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    receipt: DocumentId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE sede_application SET receipt_id = $1, updated_at = $2, updated_by = $3 \
             WHERE id = $4 AND receipt_id IS NULL"
        ),
        &[&receipt, &now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Withdraws an application from the state that was read.
///
/// # Errors
/// [`StoreError`].
pub fn withdraw(
    tx: &mut Tx<'_>,
    application: &Application,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE sede_application SET state = 'withdrawn', decided_at = $1, \
             not_before = NULL, version = version + 1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND state = $4"
        ),
        &[&now, &name, &application.id, &application.state.as_str()],
    )?;
    Ok(touched == 1)
}
