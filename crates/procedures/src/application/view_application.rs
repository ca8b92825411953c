//! "Status of my application" and "my applications" (R190).

use model::{
    offence::Subject,
    procedure::{ApplicationReference, ApplicationState, Contact, Purpose},
};
use store::{
    StoreError, Tx,
    repo::{self, sede::application::StoredApplication},
};
use vocab::{CountryCode, Lang, SecureVerificationCode, Timestamp};

use super::find_own;
use crate::{Procedures, Visitor};

/// Applications shown in the list.
const SHOWN: i64 = 50;

/// What the person sees of an application. A possible match never shows: what the machine found
/// is not in here (R258).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationView {
    /// Reference, also in the address.
    pub reference: ApplicationReference,
    /// Where it stands.
    pub state: ApplicationState,
    /// Personal data as the civil register has them; not editable (R181).
    pub person: Subject,
    /// How the person is told; `None` until section 1 is saved.
    pub contact: Option<Contact>,
    /// What for; `None` until section 2 is saved.
    pub purpose: Option<Purpose>,
    /// Language of the documents.
    pub lang: Lang,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was sent.
    pub submitted_at: Option<Timestamp>,
    /// When it was decided or withdrawn.
    pub decided_at: Option<Timestamp>,
    /// The certificate that can be downloaded. `None` for a positive one.
    pub certificate: Option<CertificateView>,
    /// Goes back with [`crate::Submission`].
    pub version: i64,
}

/// What the person sees of their certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateView {
    /// Its verification code.
    pub code: SecureVerificationCode,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
}

/// A line of "my applications".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationSummary {
    /// Reference.
    pub reference: ApplicationReference,
    /// Where it stands.
    pub state: ApplicationState,
    /// What for.
    pub purpose: Option<Purpose>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was sent.
    pub submitted_at: Option<Timestamp>,
    /// When it was decided or withdrawn.
    pub decided_at: Option<Timestamp>,
}

impl ApplicationView {
    /// Must the person show a certificate of their own country as well (R167)? Nationals of the
    /// Union need not: the register asks their State (RD 1110/2015 art. 9).
    #[must_use]
    pub fn needs_own_country_certificate(&self) -> bool {
        let nationality = self.person.nationality;
        nationality != CountryCode::SPAIN && !nationality.is_eu_member()
    }
}

impl Procedures {
    /// An application of the visitor; `None` if they have none of this reference.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn view_application(
        &self,
        visitor: &Visitor,
        reference: &ApplicationReference,
    ) -> Result<Option<ApplicationView>, StoreError> {
        let (applicant, reference) = (visitor.applicant(), reference.clone());
        self.store
            .read("procedures.view_application", move |tx| {
                find_own(tx, applicant, &reference)?
                    .map(|stored| view(tx, stored))
                    .transpose()
            })
            .await
    }

    /// The visitor's applications, newest first, at most 50.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list_applications(
        &self,
        visitor: &Visitor,
    ) -> Result<Vec<ApplicationSummary>, StoreError> {
        let applicant = visitor.applicant();
        let all = self
            .store
            .read("procedures.list_applications", move |tx| {
                repo::sede::application::list_of_applicant(tx, applicant, SHOWN)
            })
            .await?;
        Ok(all.into_iter().map(summary).collect())
    }
}

fn view(tx: &mut Tx<'_>, stored: StoredApplication) -> Result<ApplicationView, StoreError> {
    let StoredApplication {
        application,
        subject,
        contact,
        ..
    } = stored;
    let certificate = match (application.state, application.certificate) {
        (ApplicationState::IssuedNegative | ApplicationState::Downloaded, Some(id)) => {
            repo::document::find(tx, id)?.map(|document| CertificateView {
                code: document.code,
                issued_at: document.issued_at,
                digest: document.digest,
            })
        }
        _ => None,
    };
    Ok(ApplicationView {
        reference: application.reference,
        state: application.state,
        person: subject,
        contact,
        purpose: application.purpose,
        lang: application.lang,
        created_at: application.created_at,
        submitted_at: application.submitted_at,
        decided_at: application.decided_at,
        certificate,
        version: application.version,
    })
}

fn summary(stored: StoredApplication) -> ApplicationSummary {
    let application = stored.application;
    ApplicationSummary {
        reference: application.reference,
        state: application.state,
        purpose: application.purpose,
        created_at: application.created_at,
        submitted_at: application.submitted_at,
        decided_at: application.decided_at,
    }
}
