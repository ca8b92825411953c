//! "Start the procedure" (R175, R177).

use std::time::Duration;

use axum::{extract::State, response::Response};
use http::StatusCode;
use procedures::StartError;
use web_kit::{ErrorCode, Page, PageError, page::see_other};

use super::address;
use crate::{SedeState, login::Destination, procedure, texts, visit::SignedIn};

/// The civil register does not confirm who identified.
const NOT_CONFIRMED: ErrorCode = ErrorCode::own("CDS-003");

/// A register does not answer.
const NO_REGISTER: ErrorCode = ErrorCode::own("CDS-004");

pub(super) async fn get(
    signed_in: SignedIn,
    State(state): State<SedeState>,
) -> Result<Response, PageError> {
    let SignedIn { page, visitor } = signed_in;
    match state
        .procedures
        .start_application(&visitor, page.lang)
        .await
    {
        Ok(reference) => Ok(see_other(&address(&reference, "/applicant"))),
        Err(StartError::UnderWay { reference }) => Ok(see_other(&address(&reference, ""))),
        Err(error) => Err(refusal(&page, error)),
    }
}

fn refusal(page: &Page, error: StartError) -> PageError {
    let t = texts::application(page.lang);
    let refused = match &error {
        StartError::LevelTooLow { .. } => PageError::new(StatusCode::FORBIDDEN, ErrorCode::LEVEL)
            .title(t.level_title)
            .lead(t.level_lead)
            .door(t.level_again, Destination::of("/start").login_again()),
        StartError::NotConfirmed => PageError::new(StatusCode::CONFLICT, NOT_CONFIRMED)
            .title(t.not_confirmed_title)
            .lead(t.not_confirmed_lead)
            .advice(page.rich(t.not_confirmed_call).link(page.phone_link())),
        StartError::NeedsRepresentation { under } => {
            PageError::new(StatusCode::FORBIDDEN, ErrorCode::REPRESENTATION)
                .title(t.minor_title(*under))
                .lead(t.minor_lead)
                .advice(page.rich(t.minor_call).link(page.phone_link()))
                .door(t.minor_who, format!("{}#who", procedure::PATH))
        }
        StartError::Register(_) => PageError::new(StatusCode::SERVICE_UNAVAILABLE, NO_REGISTER)
            .title(t.register_title)
            .lead(t.register_lead)
            .retry_after(Duration::from_secs(60)),
        // The caller has shown the application that is under way.
        StartError::UnderWay { .. } | StartError::Store(_) => return PageError::internal(error),
    };
    refused.caused_by(error)
}
