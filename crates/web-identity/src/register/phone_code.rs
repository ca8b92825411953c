//! The six digits that came by SMS (R059, R060, R242). Every phone gets them, and until they are
//! typed the page tells nothing about the phone.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::phone::PhoneCodeError;
use registration::{EnterPhoneCodeError, Stage};
use vocab::{OtpCode, SignedDuration, Timestamp};
use web_kit::{Answer as _, Form, Page, page::see_other, private, ui};

use super::{
    Elsewhere, Visit,
    contact::{ONCE, after_sending},
    gone, steps,
};
use crate::{
    IdentityState,
    texts::{self, RegisterTexts},
};

#[derive(Template)]
#[template(path = "register/phone_code.html")]
struct PhoneCode {
    page: Page,
    t: &'static RegisterTexts,
    steps: ui::Steps,
    lead: String,
    expiry: ui::Countdown,
    /// Until another code is offered; nothing once it is.
    wait: Option<ui::Countdown>,
    form: Form,
}

/// The code that is on its way.
struct OnItsWay {
    phone: String,
    expires_at: Timestamp,
    sent_at: Timestamp,
    wrong_tries: u8,
}

fn belongs(stage: &Stage) -> bool {
    matches!(stage, Stage::PhoneCodeSent { .. })
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, belongs).await?;
    let form = Form::new(&page);
    draw(&state, page, &visit, form, StatusCode::OK).await
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    mut form: Form,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, belongs).await?;
    let t = texts::register(page.lang);
    let Some(code) = form.parse("code", OtpCode::parse, |_| t.sms_shape) else {
        return draw(&state, page, &visit, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match state.registrar.enter_phone_code(&visit.secret, code).await {
        Ok(()) => Ok(see_other("/register/terms")),
        Err(EnterPhoneCodeError::Code(refused)) => {
            form.mistake("code", refusal(t, refused));
            form.set("code", "");
            draw(&state, page, &visit, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(EnterPhoneCodeError::FlowGone) => Err(gone::answer(&page)),
        Err(EnterPhoneCodeError::Raced | EnterPhoneCodeError::NotYet) => {
            Err(visit.where_it_stands(&state, &page).await)
        }
        Err(EnterPhoneCodeError::Store(error)) => Err(error.into()),
    }
}

/// "Send another code": the one before no longer works.
pub(super) async fn resend(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, belongs).await?;
    let send = async {
        let sent = state.registrar.resend_phone_code(&visit.secret).await;
        after_sending(&state, &page, &visit, sent).await
    };
    Ok(ONCE.run(form.once(), page.now(), send).await?)
}

fn refusal(t: &'static RegisterTexts, refused: PhoneCodeError) -> String {
    match refused {
        PhoneCodeError::Wrong { left } => t.sms_wrong(left),
        PhoneCodeError::Void => t.sms_void.to_owned(),
        PhoneCodeError::Expired => t.sms_expired.to_owned(),
    }
}

/// Reads the flow anew: a wrong code has just been counted in it.
async fn draw(
    state: &IdentityState,
    page: Page,
    visit: &Visit,
    form: Form,
    status: StatusCode,
) -> Result<Response, Elsewhere> {
    let view = state
        .registrar
        .view(&visit.secret)
        .await?
        .ok_or_else(|| gone::answer(&page))?;
    let Some(code) = on_its_way(&view.stage) else {
        return Err(visit.where_it_stands(state, &page).await);
    };
    let t = texts::register(page.lang);
    let rules = state.registrar.settings.phone_code;
    let expiry = page
        .countdown(code.expires_at, rules.valid_s)
        .label(t.sms_expires_in)
        .over(t.sms_over);
    let dead = code.wrong_tries >= rules.tries || page.now() >= code.expires_at;
    let resend_from = after(code.sent_at, rules.resend_after_s);
    let wait = (!dead && page.now() < resend_from).then(|| {
        page.countdown(resend_from, rules.resend_after_s)
            .label(t.resend_in)
            .over(t.resend_now)
    });
    let lead = t.sms_lead(code.phone);
    let view = PhoneCode {
        t,
        steps: steps(&page, 3),
        lead,
        expiry,
        wait,
        form,
        page,
    };
    Ok(private(view.answer_with(status)))
}

fn on_its_way(stage: &Stage) -> Option<OnItsWay> {
    match stage {
        Stage::PhoneCodeSent {
            challenge, sent_at, ..
        } => Some(OnItsWay {
            phone: challenge.phone.masked(),
            expires_at: challenge.expires_at,
            sent_at: *sent_at,
            wrong_tries: challenge.wrong_tries,
        }),
        Stage::DocumentConfirmed
        | Stage::LetterRequested
        | Stage::LetterCodeAccepted { .. }
        | Stage::PhoneProven { .. }
        | Stage::Completed { .. } => None,
    }
}

fn after(moment: Timestamp, seconds: u32) -> Timestamp {
    let wait = SignedDuration::from_secs(i64::from(seconds));
    moment.checked_add(wait).unwrap_or(Timestamp::MAX)
}
