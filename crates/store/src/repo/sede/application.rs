//! Applications: a state moves by compare-and-set, and everything personal is sealed under the
//! applicant's key.

mod listing;
mod pending;
mod steps;

pub use listing::{
    find_by_certificate, find_draft, find_under_way, list_in_review, list_of_applicant,
};
use model::{
    matching::MatchOutcome,
    offence::Subject,
    procedure::{Application, ApplicationReference, ApplicationState, Contact, Purpose},
};
pub use pending::{Claimed, claim_due, next_due, postpone};
pub use steps::{
    add_draft, issue, mark_downloaded, record_check, renew_draft, save_contact, save_purpose,
    set_receipt, submit, withdraw,
};
use vocab::{ApplicantId, ApplicationId, DataKeyId, Lang};

use crate::{
    Row, StoreError, Tx,
    repo::person::{decode, from_json, to_json},
    sql,
};

const SUBJECT: &str = "sede_application.subject";
const CONTACT: &str = "sede_application.contact";
const OUTCOME: &str = "sede_application.outcome";

/// An application with the applicant's data, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredApplication {
    /// The application.
    pub application: Application,
    /// The person as the civil register had them: what is certified.
    pub subject: Subject,
    /// How the person is told, once given.
    pub contact: Option<Contact>,
    /// The applicant's key.
    pub data_key: DataKeyId,
}

/// The application of an id.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Option<StoredApplication>, StoreError> {
    let row = tx.query_opt(
        sql!(
            "SELECT a.id, a.applicant_id, a.reference, a.state, a.purpose, a.lang, a.subject, \
             a.contact, a.outcome, a.certificate_id, a.receipt_id, a.created_at, \
             a.submitted_at, a.decided_at, a.version, p.data_key_id \
             FROM sede_application a JOIN sede_applicant p ON p.id = a.applicant_id \
             WHERE a.id = $1"
        ),
        &[&id],
        Sealed::read,
    )?;
    row.map(|sealed| sealed.open(tx)).transpose()
}

/// The application of a reference.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_reference(
    tx: &mut Tx<'_>,
    reference: &ApplicationReference,
) -> Result<Option<StoredApplication>, StoreError> {
    let id: Option<ApplicationId> = tx.query_opt(
        sql!("SELECT id FROM sede_application WHERE reference = $1"),
        &[&reference.as_str()],
        |row| row.get(0),
    )?;
    match id {
        Some(id) => find(tx, id),
        None => Ok(None),
    }
}

/// A row as it stands in the table; the columns of [`find`], in their order.
struct Sealed {
    application: Application,
    subject: Vec<u8>,
    contact: Option<Vec<u8>>,
    outcome: Option<Vec<u8>>,
    data_key: DataKeyId,
}

impl Sealed {
    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        let purpose: Option<String> = row.get(4)?;
        let application = Application {
            id: row.get(0)?,
            applicant: row.get(1)?,
            reference: read_reference(&row.get::<String>(2)?)?,
            state: read_state(&row.get::<String>(3)?)?,
            purpose: purpose.map(|word| read_purpose(&word)).transpose()?,
            lang: read_lang(&row.get::<String>(5)?)?,
            outcome: None,
            certificate: row.get(9)?,
            receipt: row.get(10)?,
            created_at: row.get(11)?,
            submitted_at: row.get(12)?,
            decided_at: row.get(13)?,
            version: row.get(14)?,
        };
        Ok(Self {
            application,
            subject: row.get(6)?,
            contact: row.get(7)?,
            outcome: row.get(8)?,
            data_key: row.get(15)?,
        })
    }

    fn open(self, tx: &mut Tx<'_>) -> Result<StoredApplication, StoreError> {
        let Self {
            mut application,
            subject,
            contact,
            outcome,
            data_key,
        } = self;
        let row = *application.id.as_bytes();
        let subject = from_json(&tx.open(data_key, SUBJECT, &row, &subject)?)?;
        let contact = match contact {
            Some(sealed) => Some(from_json(&tx.open(data_key, CONTACT, &row, &sealed)?)?),
            None => None,
        };
        application.outcome = match outcome {
            Some(sealed) => Some(from_json(&tx.open(data_key, OUTCOME, &row, &sealed)?)?),
            None => None,
        };
        Ok(StoredApplication {
            application,
            subject,
            contact,
            data_key,
        })
    }
}

fn seal_subject(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    data_key: DataKeyId,
    subject: &Subject,
) -> Result<Vec<u8>, StoreError> {
    tx.seal(data_key, SUBJECT, id.as_bytes(), &to_json(subject)?)
}

fn seal_contact(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    data_key: DataKeyId,
    contact: &Contact,
) -> Result<Vec<u8>, StoreError> {
    tx.seal(data_key, CONTACT, id.as_bytes(), &to_json(contact)?)
}

fn seal_outcome(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    data_key: DataKeyId,
    outcome: &MatchOutcome,
) -> Result<Vec<u8>, StoreError> {
    tx.seal(data_key, OUTCOME, id.as_bytes(), &to_json(outcome)?)
}

fn read_reference(text: &str) -> Result<ApplicationReference, StoreError> {
    ApplicationReference::parse(text).map_err(|_| decode("sede_application.reference"))
}

fn read_state(word: &str) -> Result<ApplicationState, StoreError> {
    ApplicationState::from_word(word).ok_or_else(|| decode("sede_application.state"))
}

fn read_purpose(word: &str) -> Result<Purpose, StoreError> {
    Purpose::from_word(word).ok_or_else(|| decode("sede_application.purpose"))
}

fn read_lang(tag: &str) -> Result<Lang, StoreError> {
    Lang::from_tag(tag).ok_or_else(|| decode("sede_application.lang"))
}

/// A new draft.
#[derive(Debug, Clone)]
pub struct NewDraft {
    /// Id of the application.
    pub id: ApplicationId,
    /// Whose.
    pub applicant: ApplicantId,
    /// The applicant's key.
    pub data_key: DataKeyId,
    /// Its reference.
    pub reference: ApplicationReference,
    /// Language of the person.
    pub lang: Lang,
    /// The person as the civil register has them.
    pub subject: Subject,
}
