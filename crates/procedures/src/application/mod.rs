//! From the first page of the form to the downloaded certificate.

pub(crate) mod download_certificate;
pub(crate) mod download_receipt;
pub(crate) mod save_applicant;
pub(crate) mod save_purpose;
pub(crate) mod start_application;
pub(crate) mod submit;
pub(crate) mod view_application;
pub(crate) mod withdraw;

use model::procedure::ApplicationReference;
use store::{
    StoreError, Tx,
    repo::sede::application::{self, StoredApplication},
};
use vocab::ApplicantId;

/// The applicant's application; another person's is not there for them.
fn find_own(
    tx: &mut Tx<'_>,
    applicant: ApplicantId,
    reference: &ApplicationReference,
) -> Result<Option<StoredApplication>, StoreError> {
    let found = application::find_by_reference(tx, reference)?;
    Ok(found.filter(|stored| stored.application.applicant == applicant))
}
