//! Log in with a passkey. Nobody types a number.

use askama::Template;
use authn::{Ceremony, PasskeyChallengeError, PasskeyLogInError};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::{limit::wait_until, origin::Origin};
use web_kit::{Answer as _, Form, Page, PageError, private, ui};

use super::{
    enter_pin::entered,
    held::keep_out,
    waiting::{Waiting, WaitingQuery},
};
use crate::{
    IdentityState, assets,
    passkeys::{answer, for_script},
    permanent::visit,
    state::arrival,
    texts::{self, PasskeyTexts},
};

#[derive(Template)]
#[template(path = "login/passkey.html")]
struct View {
    page: Page,
    t: &'static PasskeyTexts,
    asked: ui::Asked,
    notice: Option<ui::Notice>,
    send: String,
    back: String,
    script: String,
    form: Form,
}

pub(super) async fn get(
    page: Page,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    Ok(draw(&state, page, &waiting, None, StatusCode::OK))
}

/// A challenge for the script of the page.
pub(super) async fn options(
    page: Page,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    Ok(for_script(&challenge(&state, &page).await?))
}

async fn challenge(state: &IdentityState, page: &Page) -> Result<Ceremony, PageError> {
    let origin = Origin::of(page.client().0);
    match state.doorkeeper.passkey_log_in_begin(origin).await {
        Ok(ceremony) => Ok(ceremony),
        Err(PasskeyChallengeError::TooMany { until }) => {
            Err(PageError::too_many(wait_until(until, page.now())))
        }
        Err(PasskeyChallengeError::Store(error)) => Err(error.into()),
    }
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let t = texts::passkey(page.lang);
    let outcome = match answer(&form) {
        Some((ceremony, response)) => {
            let keeper = &state.doorkeeper;
            let arrival = arrival(&page, &headers);
            keeper
                .passkey_log_in_finish(&ceremony, response, arrival)
                .await
        }
        // Why the script was given no challenge, if that is why it brings no answer.
        None => match challenge(&state, &page).await {
            Ok(_) => Err(PasskeyLogInError::ChallengeGone),
            Err(refused) => return Err(refused),
        },
    };
    let notice = match outcome {
        Ok((secret, person)) => {
            let browser = visit::known_browser(&state, page.face(), &headers);
            return entered(&state, &page, &waiting, (&secret, &person), &browser).await;
        }
        Err(PasskeyLogInError::Held(kept_out)) => {
            return Ok(keep_out(&state, page.face(), &waiting, &kept_out));
        }
        Err(PasskeyLogInError::ChallengeGone) => page.notice_warn(t.late_title, t.late),
        Err(PasskeyLogInError::Refused | PasskeyLogInError::Response(_)) => {
            page.notice_stop(t.refused_title, t.refused)
        }
        Err(PasskeyLogInError::NotActive) => page.notice_stop(t.not_active_title, t.not_active),
        Err(PasskeyLogInError::Store(error)) => return Err(error.into()),
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(draw(&state, page, &waiting, Some(notice.live()), status))
}

fn draw(
    state: &IdentityState,
    page: Page,
    waiting: &Waiting,
    notice: Option<ui::Notice>,
    status: StatusCode,
) -> Response {
    let view = View {
        t: texts::passkey(page.lang),
        asked: waiting.asked(state, &page),
        notice,
        send: waiting.address("/login/passkey"),
        back: waiting.address("/login"),
        script: assets::OWN.url("passkey.js"),
        form: Form::new(&page),
        page,
    };
    private(waiting.allow_return(view.answer_with(status)))
}
