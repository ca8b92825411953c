//! "Access the certificate download" (R186): as often as the person likes.

use audit::Event;
use model::procedure::{ApplicationReference, ApplicationState, Step};
use store::{
    StoreError,
    repo::{self, sede::application},
};

use super::find_own;
use crate::{APPLICANT, Procedures, Visitor};

/// Why there is no certificate to download.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// The person has no such application.
    #[error("no such application")]
    NotFound,
    /// There is no certificate (yet): show where the application stands.
    #[error("there is no certificate")]
    NotIssued,
    /// A positive certificate is handed over at an office, or online at a higher level than this
    /// release knows (defaults D26).
    #[error("the certificate is handed over at an office")]
    AtOffice,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Procedures {
    /// The negative certificate as PDF. The first download moves the application to `Downloaded`;
    /// each one is written down.
    ///
    /// # Errors
    /// [`DownloadError`].
    pub async fn download_certificate(
        &self,
        visitor: &Visitor,
        reference: &ApplicationReference,
    ) -> Result<Vec<u8>, DownloadError> {
        let now = self.clock.now();
        let entropy = self.entropy.clone();
        let (applicant, reference) = (visitor.applicant(), reference.clone());
        self.store
            .transact("procedures.download_certificate", move |tx| {
                let stored = find_own(tx, applicant, &reference)?.ok_or(DownloadError::NotFound)?;
                let application = &stored.application;
                if application.state == ApplicationState::IssuedPositive {
                    return Err(DownloadError::AtOffice);
                }
                let ready = application.state.after(Step::Download).is_ok();
                let id = application.certificate.filter(|_| ready);
                let id = id.ok_or(DownloadError::NotIssued)?;
                let pdf = repo::document::pdf(tx, id)?.ok_or(DownloadError::NotIssued)?;
                if !application::mark_downloaded(tx, application, now)? {
                    return Err(DownloadError::NotIssued);
                }
                let event = Event::CertificateDownloaded {
                    reference: reference.to_string(),
                };
                let about = audit::about_subject(applicant.as_bytes(), stored.data_key, APPLICANT);
                audit::append(tx, &event, about, now, &*entropy)?;
                Ok(pdf)
            })
            .await
    }
}
