//! Who the officers are.

pub(crate) mod disable_officer;
pub(crate) mod invite;
pub(crate) mod list_officers;

use axum::{Router, routing::get};
use desk::ListOfficersError;
use model::officer::{Officer, OfficerHandle};
use web_kit::PageError;

use crate::{OfficeState, seat::Seat};

pub(crate) fn router() -> Router<OfficeState> {
    Router::new()
        .route("/officers", get(list_officers::get))
        .route("/officers/invite", get(invite::get).post(invite::post))
        .route(
            "/officers/{officer}/disable",
            get(disable_officer::get).post(disable_officer::post),
        )
}

async fn all(state: &OfficeState, seat: &Seat) -> Result<Vec<Officer>, PageError> {
    match state.desk.list_officers(&seat.at_desk).await {
        Ok(officers) => Ok(officers),
        Err(ListOfficersError::NotAllowed(_)) => Err(PageError::not_found()),
        Err(ListOfficersError::Store(error)) => Err(error.into()),
    }
}

/// The officer with a short name.
async fn find(
    state: &OfficeState,
    seat: &Seat,
    handle: &OfficerHandle,
) -> Result<Option<Officer>, PageError> {
    let officers = all(state, seat).await?;
    Ok(officers
        .into_iter()
        .find(|officer| officer.handle == *handle))
}
