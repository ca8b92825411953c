//! The certificate and the receipt as files (R186).

use std::time::Duration;

use axum::{
    extract::{Path, State},
    response::Response,
};
use procedures::{DownloadError, ReceiptError};
use web_kit::{PageError, page::see_other};

use super::{address, reference};
use crate::{
    SedeState,
    pdf::{self, Show},
    visit::SignedIn,
};

/// While documents cannot be made.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) async fn certificate(
    signed_in: SignedIn,
    State(state): State<SedeState>,
    path: Path<String>,
) -> Result<Response, PageError> {
    let reference = reference(&path)?;
    let file = state
        .procedures
        .download_certificate(&signed_in.visitor, &reference);
    match file.await {
        Ok(bytes) => Ok(pdf::respond(
            bytes,
            &format!("certificado-{reference}"),
            Show::Save,
        )),
        Err(DownloadError::NotFound) => Err(PageError::not_found()),
        // The status page says why there is none, and what to do.
        Err(DownloadError::NotIssued | DownloadError::AtOffice) => {
            Ok(see_other(&address(&reference, "")))
        }
        Err(DownloadError::Store(error)) => Err(error.into()),
    }
}

pub(super) async fn receipt(
    signed_in: SignedIn,
    State(state): State<SedeState>,
    path: Path<String>,
) -> Result<Response, PageError> {
    let reference = reference(&path)?;
    let file = state
        .procedures
        .download_receipt(&signed_in.visitor, &reference);
    match file.await {
        Ok(bytes) => Ok(pdf::respond(
            bytes,
            &format!("justificante-{reference}"),
            Show::Save,
        )),
        Err(ReceiptError::NotFound) => Err(PageError::not_found()),
        Err(ReceiptError::NotSent) => Ok(see_other(&address(&reference, ""))),
        Err(ReceiptError::Make(error)) => Err(PageError::busy(PATIENCE).caused_by(error)),
        Err(ReceiptError::Store(error)) => Err(error.into()),
    }
}
