//! From "start the procedure" to the downloaded certificate, and "my applications".
//!
//! | address | what the person does |
//! |---|---|
//! | `/start` | starts, or goes on with the draft that there is |
//! | `/applications` | sees everything that they asked for |
//! | `…/{reference}` | sees where one application stands (R190) |
//! | `…/{reference}/applicant` | section 1: sees the personal data, gives phone and e-mail (R180–R183) |
//! | `…/{reference}/confirm` | section 2: purpose, review, declaration (R184) |
//! | `…/{reference}/result` | section 3: the certificate, or what happens next (R185–R189) |
//! | `…/{reference}/certificate.pdf`, `…/receipt.pdf` | downloads |
//! | `…/{reference}/withdraw` | no longer wants it |
//!
//! Another person's reference is not there: 404, as for one that never was.

mod applicant;
mod confirm;
mod downloads;
mod list;
mod outcome;
mod start;
mod unsent;
mod withdraw;
mod words;

use axum::{Router, extract::Path, routing::get};
use model::procedure::ApplicationReference;
use procedures::{ApplicationView, Visitor};
use web_kit::PageError;

use crate::SedeState;

pub(crate) fn router() -> Router<SedeState> {
    Router::new()
        .route("/start", get(start::get))
        .route("/applications", get(list::get))
        .route("/applications/{reference}", get(outcome::status))
        .route(
            "/applications/{reference}/applicant",
            get(applicant::get).post(applicant::post),
        )
        .route(
            "/applications/{reference}/confirm",
            get(confirm::get).post(confirm::post),
        )
        .route("/applications/{reference}/result", get(outcome::result))
        .route(
            "/applications/{reference}/certificate.pdf",
            get(downloads::certificate),
        )
        .route(
            "/applications/{reference}/receipt.pdf",
            get(downloads::receipt),
        )
        .route(
            "/applications/{reference}/withdraw",
            get(withdraw::get).post(withdraw::post),
        )
}

/// The page of an application.
pub(crate) fn address(reference: &ApplicationReference, page: &str) -> String {
    format!("/applications/{reference}{page}")
}

/// The reference of the address.
fn reference(path: &Path<String>) -> Result<ApplicationReference, PageError> {
    ApplicationReference::parse(path).map_err(|_| PageError::not_found())
}

/// The visitor's own application.
async fn own(
    state: &SedeState,
    visitor: &Visitor,
    reference: &ApplicationReference,
) -> Result<ApplicationView, PageError> {
    let found = state
        .procedures
        .view_application(visitor, reference)
        .await?;
    found.ok_or_else(PageError::not_found)
}
