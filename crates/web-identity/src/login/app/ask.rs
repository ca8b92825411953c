//! `/login/app`: makes a request and sends on to the page that waits.

use authn::{AskInApp, AskInAppError, PartyNames};
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use model::{limit::wait_until, origin::Origin};
use vocab::{AssuranceLevel, BearerSecret};
use web_kit::{Page, PageError, page::see_other, private};

use super::{caller, wait_address};
use crate::{
    IdentityState,
    login::{
        obtain_pin::browser_secret,
        waiting::{Waiting, WaitingQuery},
    },
};

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let (browser, fresh) = browser_secret(&state, page.face(), &headers);
    let asked = asked(&state, &page, &headers, &waiting, browser.clone());
    match state.doorkeeper.ask_in_app(asked).await {
        Ok(ticket) => {
            let mut response = see_other(&wait_address(&state, &waiting, &ticket));
            keep_browser(&page, &mut response, &browser, fresh);
            Ok(private(response))
        }
        Err(AskInAppError::TooMany { until }) => {
            Err(PageError::too_many(wait_until(until, page.now())))
        }
        Err(AskInAppError::Store(error)) => Err(error.into()),
    }
}

/// What this browser asks for.
pub(in crate::login) fn asked(
    state: &IdentityState,
    page: &Page,
    headers: &HeaderMap,
    waiting: &Waiting,
    browser: BearerSecret,
) -> AskInApp {
    let (browser_word, system_word) = caller::words(headers);
    let level = match &waiting.asker {
        Some((pending, _)) => pending.request.level.minimum(),
        None => AssuranceLevel::Low,
    };
    AskInApp {
        browser,
        origin: Origin::of(page.client().0),
        asked_by: PartyNames::of(&*waiting.service_in_any_language(state)),
        level,
        browser_word,
        system_word,
    }
}

/// Gives a browser that is new its secret; it ends with the browser.
pub(in crate::login) fn keep_browser(
    page: &Page,
    response: &mut Response,
    browser: &BearerSecret,
    fresh: bool,
) {
    if fresh {
        page.face()
            .cookie("browser")
            .set_on(response.headers_mut(), browser.as_str(), None);
    }
}
