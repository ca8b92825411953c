//! The person types the PIN, or asks for it by SMS (R122–R128).

use askama::Template;
use authn::{Authenticated, EnterPin, EnterPinRefused, PinTicket, SendPinError};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::pin::EnterPinError;
use vocab::{BearerSecret, OneTimePin, UserKeyPart};
use web_kit::{
    Answer as _, Face, Form, Page, PageError, form::Field, page::see_other, private, ui,
};

use super::{
    held::keep_out,
    obtain_pin::keep_ticket,
    waiting::{Waiting, WaitingQuery},
};
use crate::{
    IdentityState,
    permanent::visit,
    state::arrival,
    texts::{self, LoginTexts},
};

#[derive(Template)]
#[template(path = "login/enter_pin.html")]
struct View {
    page: Page,
    t: &'static LoginTexts,
    asked: ui::Asked,
    form: Form,
    ticket: PinTicket,
    number: String,
    pin: Field,
    expires: ui::Countdown,
    sms_wait: ui::Countdown,
    sms_open: bool,
    again: String,
    send_sms: String,
    enter: String,
    register: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let Some((ticket, _)) = kept(&state, page.face(), &headers) else {
        return Ok(see_other(&waiting.address("/login/pin")));
    };
    let mut form = Form::new(&page);
    form.set("user_part", ticket.user_part.as_str());
    Ok(draw(&state, page, &waiting, form, ticket, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    mut form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let t = texts::login(page.lang);
    let Some((ticket, browser)) = kept(&state, page.face(), &headers) else {
        return Ok(see_other(&waiting.address("/login/pin")));
    };
    let pin = form.parse("pin", OneTimePin::parse, |_| {
        pin_shape(t, ticket.pin_length)
    });
    let user_part = form.parse("user_part", UserKeyPart::parse, |_| t.user_part_shape);
    let (Some(pin), Some(user_part)) = (pin, user_part) else {
        let wrong = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&state, page, &waiting, form, ticket, wrong));
    };
    let given = EnterPin {
        ticket: ticket.clone(),
        browser,
        user_part,
        pin,
        arrival: arrival(&page, &headers),
    };
    match state.doorkeeper.enter_pin(given).await {
        Ok((secret, person)) => {
            let browser = visit::known_browser(&state, page.face(), &headers);
            let mut response =
                entered(&state, &page, &waiting, (&secret, &person), &browser).await?;
            page.face().cookie("pin").clear_on(response.headers_mut());
            Ok(response)
        }
        Err(EnterPinRefused::Held(kept_out)) => {
            Ok(keep_out(&state, page.face(), &waiting, &kept_out))
        }
        Err(EnterPinRefused::Pin(refused)) => {
            form.mistake("pin", refusal(t, refused));
            form.set("pin", "");
            let wrong = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(draw(&state, page, &waiting, form, ticket, wrong))
        }
        Err(EnterPinRefused::Store(error)) => Err(error.into()),
    }
}

/// "Send the PIN by SMS".
pub(super) async fn send_sms(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    _form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let Some((ticket, browser)) = kept(&state, page.face(), &headers) else {
        return Ok(see_other(&waiting.address("/login/pin")));
    };
    let service = waiting.service_in_any_language(&state);
    match state
        .doorkeeper
        .send_pin_by_sms(&ticket, &browser, service)
        .await
    {
        Ok(ticket) => {
            let mut response = see_other(&waiting.address("/login/pin/code"));
            keep_ticket(&state, page.face(), &mut response, &ticket);
            Ok(response)
        }
        Err(SendPinError::TooEarly) => Ok(see_other(&waiting.address("/login/pin/code"))),
        Err(SendPinError::Gone) => Ok(see_other(&waiting.address("/login/pin"))),
        Err(SendPinError::Store(error)) => Err(error.into()),
    }
}

/// A new session identifier at every log-in; the flow cookie never becomes the session. The person
/// is told of a browser that they have never used before it gets its cookie.
pub(super) async fn entered(
    state: &IdentityState,
    page: &Page,
    waiting: &Waiting,
    (secret, person): (&BearerSecret, &Authenticated),
    browser: &BearerSecret,
) -> Result<Response, PageError> {
    state.doorkeeper.remember_browser(person, browser).await?;
    let mut response = see_other(&waiting.address("/login"));
    visit::enter(page.face(), &mut response, secret, browser);
    Ok(response)
}

fn kept(
    state: &IdentityState,
    face: &Face,
    headers: &HeaderMap,
) -> Option<(PinTicket, BearerSecret)> {
    let ticket = face.cookie("pin").read(headers)?;
    let ticket = PinTicket::open(&*state.doorkeeper.tokens, ticket)?;
    let browser = face.cookie("browser").read(headers)?;
    Some((ticket, BearerSecret::parse(browser).ok()?))
}

fn pin_shape(t: &'static LoginTexts, length: u8) -> &'static str {
    if length > 3 {
        t.pin_shape_long
    } else {
        t.pin_shape
    }
}

fn refusal(t: &'static LoginTexts, refused: EnterPinError) -> String {
    match refused {
        EnterPinError::Wrong { left } => t.pin_wrong(left),
        EnterPinError::Void => t.pin_void.to_owned(),
        EnterPinError::Expired => t.pin_expired.to_owned(),
        EnterPinError::Used => t.pin_used.to_owned(),
        EnterPinError::Superseded => t.pin_superseded.to_owned(),
    }
}

fn draw(
    state: &IdentityState,
    page: Page,
    waiting: &Waiting,
    form: Form,
    ticket: PinTicket,
    status: StatusCode,
) -> Response {
    let rules = state.doorkeeper.settings.pin;
    let t = texts::login(page.lang);
    let view = View {
        t,
        asked: waiting.asked(state, &page),
        number: ticket.number.masked(),
        pin: form
            .pin(
                "pin",
                t.pin_label(ticket.pin_length),
                usize::from(ticket.pin_length),
            )
            .hint(t.pin_hint),
        expires: page
            .countdown(ticket.expires_at, rules.valid_s)
            .label(t.pin_expires_in)
            .over(t.pin_over),
        sms_wait: page
            .countdown(ticket.sms_from, rules.sms_after_s)
            .label(t.sms_in)
            .over(t.sms_now),
        sms_open: page.now() >= ticket.sms_from,
        again: waiting.address("/login/pin"),
        send_sms: waiting.address("/login/pin/sms"),
        enter: waiting.address("/login/pin/code"),
        register: waiting.address("/register"),
        form,
        ticket,
        page,
    };
    private(waiting.allow_return(view.answer_with(status)))
}
