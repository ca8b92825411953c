//! The six digits that came by SMS: the second factor of a session, or the proof of the phone
//! before a password is set (R137).

use askama::Template;
use authn::{
    EnterPasswordCodeError, PasswordCodeEntered, PasswordFlowView, PasswordStage, ResendCodeError,
};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::{password::PasswordStep, phone::PhoneCodeError};
use vocab::{OtpCode, SignedDuration, Timestamp};
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, ui};

use super::{refusals, visit};
use crate::{
    IdentityState,
    login::{Waiting, WaitingQuery, keep_out},
    state::arrival,
    texts::{self, PermanentTexts, RegisterTexts},
};

#[derive(Template)]
#[template(path = "permanent/code.html")]
struct View {
    page: Page,
    t: &'static PermanentTexts,
    r: &'static RegisterTexts,
    asked: Option<ui::Asked>,
    /// The password was right and too old.
    expired: bool,
    lead: String,
    expiry: ui::Countdown,
    /// Until another code is offered; nothing once it is.
    wait: Option<ui::Countdown>,
    back: String,
    enter: String,
    resend: String,
    form: Form,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let form = Form::new(&page);
    draw(&state, page, &headers, &waiting, form, StatusCode::OK).await
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    mut form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let r = texts::register(page.lang);
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let Some(code) = form.parse("code", OtpCode::parse, |_| r.sms_shape) else {
        return draw(&state, page, &headers, &waiting, form, wrong).await;
    };
    let Some((flow, _)) = visit::flow(&state, page.face(), &headers).await? else {
        return Err(refusals::gone(&page, &waiting));
    };
    let browser = visit::known_browser(&state, page.face(), &headers);
    let entered = state
        .doorkeeper
        .enter_password_code(&flow, code, browser.clone(), arrival(&page, &headers))
        .await;
    match entered {
        Ok(PasswordCodeEntered::Choose) => Ok(see_other(&waiting.address("/permanent/choose"))),
        Ok(PasswordCodeEntered::Session(session, _)) => {
            let mut response = see_other(&waiting.address("/login"));
            visit::enter(page.face(), &mut response, &session, &browser);
            visit::forget_flow(page.face(), &mut response);
            Ok(response)
        }
        Err(EnterPasswordCodeError::Held(kept_out)) => {
            let mut response = keep_out(&state, page.face(), &waiting, &kept_out);
            visit::forget_flow(page.face(), &mut response);
            Ok(response)
        }
        Err(EnterPasswordCodeError::Code(refused)) => {
            form.mistake("code", refusal(r, refused));
            form.set("code", "");
            draw(&state, page, &headers, &waiting, form, wrong).await
        }
        Err(EnterPasswordCodeError::FlowGone) => Err(refusals::gone(&page, &waiting)),
        Err(EnterPasswordCodeError::Store(error)) => Err(error.into()),
    }
}

/// "Send another code": the one before no longer works.
pub(super) async fn resend(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    _form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let Some((flow, _)) = visit::flow(&state, page.face(), &headers).await? else {
        return Err(refusals::gone(&page, &waiting));
    };
    match state.doorkeeper.resend_password_code(&flow).await {
        // Too soon: the page counts down and says so.
        Ok(()) | Err(ResendCodeError::TooSoon { .. }) => {
            Ok(see_other(&waiting.address("/permanent/code")))
        }
        Err(ResendCodeError::TooMany { until }) => Err(refusals::many_codes(&page, until)),
        Err(ResendCodeError::FlowGone) => Err(refusals::gone(&page, &waiting)),
        Err(ResendCodeError::Store(error)) => Err(error.into()),
    }
}

fn refusal(r: &'static RegisterTexts, refused: PhoneCodeError) -> String {
    match refused {
        PhoneCodeError::Wrong { left } => r.sms_wrong(left),
        PhoneCodeError::Void => r.sms_void.to_owned(),
        PhoneCodeError::Expired => r.sms_expired.to_owned(),
    }
}

/// Reads the flow anew: a wrong code has just been counted in it.
async fn draw(
    state: &IdentityState,
    page: Page,
    headers: &HeaderMap,
    waiting: &Waiting,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let Some((_, view)) = visit::flow(state, page.face(), headers).await? else {
        return Err(refusals::gone(&page, waiting));
    };
    let (challenge, sent_at) = match &view.stage {
        PasswordStage::CodeSent { challenge, sent_at } => (challenge, sent_at),
        PasswordStage::AppAsked => return Ok(see_other(&waiting.address("/login/password"))),
        PasswordStage::PhoneProven => return Ok(see_other(&waiting.address("/permanent/choose"))),
    };
    let r = texts::register(page.lang);
    let rules = state.doorkeeper.settings.password_code;
    let expiry = page
        .countdown(challenge.expires_at, rules.valid_s)
        .label(r.sms_expires_in)
        .over(r.sms_over);
    let dead = challenge.wrong_tries >= rules.tries || page.now() >= challenge.expires_at;
    let resend_from = after(*sent_at, rules.resend_after_s);
    let wait = (!dead && page.now() < resend_from).then(|| {
        page.countdown(resend_from, rules.resend_after_s)
            .label(r.resend_in)
            .over(r.resend_now)
    });
    let drawn = View {
        t: texts::permanent(page.lang),
        r,
        asked: (view.step == PasswordStep::LogIn).then(|| waiting.asked(state, &page)),
        expired: view.expired,
        lead: r.sms_lead(challenge.phone.masked()),
        expiry,
        wait,
        back: waiting.address(before(&view)),
        enter: waiting.address("/permanent/code"),
        resend: waiting.address("/permanent/code/resend"),
        form,
        page,
    };
    Ok(private(waiting.allow_return(drawn.answer_with(status))))
}

/// The page that the person came from.
fn before(view: &PasswordFlowView) -> &'static str {
    match view.step {
        PasswordStep::LogIn => "/login/password",
        PasswordStep::Activate => "/permanent/activate",
        PasswordStep::Recover => "/permanent/recover",
        PasswordStep::Change if view.expired => "/login/password",
        PasswordStep::Change => "/permanent/change",
    }
}

fn after(moment: Timestamp, seconds: u32) -> Timestamp {
    let wait = SignedDuration::from_secs(i64::from(seconds));
    moment.checked_add(wait).unwrap_or(Timestamp::MAX)
}
