//! The state of a request as JSON, for pages to which events do not arrive.

use authn::RequestTicket;
use axum::{
    Json,
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};
use model::app::request::{AskedBy, RequestState};
use serde::Serialize;
use web_kit::{Page, PageError, private};

use super::{TicketQuery, kept, wait::picture};
use crate::{IdentityState, texts};

/// What the page needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Told {
    /// Word of the state.
    pub(super) state: &'static str,
    /// The code that is to be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code: Option<ToldCode>,
}

impl Told {
    /// The code that is told, in groups.
    pub(super) fn grouped(&self) -> Option<String> {
        self.code.as_ref().map(|code| code.grouped.clone())
    }
}

/// A code to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ToldCode {
    /// In groups.
    grouped: String,
    /// The address for this phone.
    open: String,
    /// The QR as SVG, on its plate.
    qr: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<TicketQuery>,
) -> Result<Response, PageError> {
    let (ticket, browser) =
        kept(&state, page.face(), &headers, &query).ok_or_else(PageError::not_found)?;
    let at = state
        .doorkeeper
        .request_standing(&ticket, &browser)
        .await?
        .ok_or_else(PageError::not_found)?;
    Ok(private(
        Json(told(&state, &page, &ticket, at)?).into_response(),
    ))
}

/// State, and the code while one is to be shown.
pub(super) fn told(
    state: &IdentityState,
    page: &Page,
    ticket: &RequestTicket,
    at: RequestState,
) -> Result<Told, PageError> {
    let code = if ticket.by == AskedBy::Code && at == RequestState::Pending {
        let rules = state.doorkeeper.settings.app;
        let now = state.doorkeeper.clock.now();
        let (code, _) = ticket.code(&*state.doorkeeper.hashes, now, rules);
        let qr = picture(page.face().origin(), &code, texts::confirm(page.lang))?;
        Some(ToldCode {
            grouped: code.grouped(),
            open: format!("/app/r#{}", code.as_str()),
            qr: qr.to_string(),
        })
    } else {
        None
    };
    Ok(Told {
        state: at.as_str(),
        code,
    })
}
