//! How it stands after sending. Who was registered at once goes on to the page that everybody gets
//! who is.

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::unattended::AttemptState;
use registration::Stage;
use web_kit::{Page, page::see_other};

use super::{HERE, address_of, attempt_secret, end};
use crate::{
    IdentityState,
    register::visit::{Elsewhere, Visit},
};

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let Some(secret) = attempt_secret(page.face(), &headers) else {
        if query.as_deref() == Some("left") {
            return Ok(end::left(&state, &page).page(StatusCode::OK));
        }
        return Err(Elsewhere::at(HERE));
    };
    let found = state.unattended.view(&secret).await?;
    let view = found.ok_or_else(|| end::gone(&state, &page))?;
    let end = match view.state {
        AttemptState::Capturing { .. } => {
            return match view.step {
                Some(step) => Err(Elsewhere::at(address_of(step))),
                None => Err(end::gone(&state, &page)),
            };
        }
        AttemptState::Abandoned { .. } => return Err(end::gone(&state, &page)),
        AttemptState::Waiting { basic, .. } | AttemptState::Doubted { basic, .. } => {
            if basic && shows_code(&state, &page, &headers).await? {
                return Ok(see_other("/register/done"));
            }
            end::waiting(&state, &page, basic)
        }
        AttemptState::Confirmed { .. } => end::confirmed(&page),
        AttemptState::Refused {
            reason, withdrawn, ..
        } => end::refused(&page, reason, withdrawn),
    };
    Ok(end.page(StatusCode::OK))
}

/// Is the page with activation code and receipt still there?
async fn shows_code(
    state: &IdentityState,
    page: &Page,
    headers: &HeaderMap,
) -> Result<bool, Elsewhere> {
    let visit = Visit::find(state, page, headers).await?;
    Ok(visit.is_some_and(|visit| matches!(visit.view.stage, Stage::Completed { .. })))
}
