//! Activation: who, the code, the key.

use authn::{
    ActivationCodeRefused, ActivationReady, ActivationTicket, BeginActivation, CodeAgainError,
    InvitationRefused, NewUnlock, RegisterDevice, RegisterDeviceError, Replaced, StrangerRefused,
    work::{Demand, Pass, Purpose, Shown, WorkError},
};
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use model::{document::AskedDatum, document::ContrastDatum, origin::Origin};
use serde::Deserialize;
use serde_json::{Value, json};
use vocab::{
    BearerSecret, CodeError, Date, IdentityNumber, IdentityNumberError, Line, OtpCode,
    SupportNumber, UnlockCode,
};
use web_kit::Page;

use super::{
    answer::{Reply, moment, moment_or_null, options, reply},
    device::device_json,
    signed::{proof, read},
};
use crate::{IdentityState, permanent::visit::known_browser};

/// "Activate the app", where a registration is looked for.
const ACTIVATE: Purpose = Purpose::under_stress("app_activation");

#[derive(Deserialize)]
struct Begin {
    number: String,
    contrast: Contrast,
    #[serde(default)]
    work: Option<Work>,
}

#[derive(Deserialize)]
struct Contrast {
    valid_until: Option<Date>,
    issued_on: Option<Date>,
    support_number: Option<String>,
}

#[derive(Deserialize)]
struct Work {
    challenge: String,
    answer: String,
}

#[derive(Deserialize)]
struct Again {
    activation: String,
}

#[derive(Deserialize)]
struct Code {
    activation: String,
    code: String,
}

#[derive(Deserialize)]
struct Invited {
    invitation: String,
}

#[derive(Deserialize)]
struct NewDevice {
    activation: String,
    name: String,
    key: String,
    #[serde(default)]
    passkey: Option<Value>,
    #[serde(default)]
    unlock_code: Option<String>,
    #[serde(default)]
    replace: bool,
}

pub(super) async fn begin(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    body: Bytes,
) -> Response {
    let origin = Origin::of(page.client().0);
    let known = known_browser(&state, page.face(), &headers);
    let outcome = try_begin(&state, (origin, known), &body).await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

async fn try_begin(
    state: &IdentityState,
    (origin, known): (Origin, BearerSecret),
    body: &Bytes,
) -> Result<Reply, Reply> {
    let asked: Begin = read(body)?;
    let number = IdentityNumber::parse(&asked.number).map_err(|error| {
        Reply::refused(422, "number").and(
            "why",
            match error {
                IdentityNumberError::Empty => "empty",
                IdentityNumberError::CheckLetter => "check_letter",
                _ => "shape",
            },
        )
    })?;
    let contrast = datum(&number, asked.contrast)?;
    work(state, origin, asked.work).await?;
    let asked = BeginActivation {
        number,
        contrast,
        origin,
        known,
    };
    match state.doorkeeper.begin_activation(asked).await {
        Ok(ticket) => Ok(Reply::ok(sent(state, &ticket))),
        Err(StrangerRefused::NotConfirmed) => Err(Reply::refused(422, "not_confirmed")),
        Err(StrangerRefused::TooMany { until }) => {
            Err(Reply::too_many(until, state.doorkeeper.clock.now()))
        }
        Err(StrangerRefused::Register(error)) => Err(error.into()),
        Err(StrangerRefused::Store(error)) => Err(error.into()),
    }
}

/// The one datum that this kind of number has.
fn datum(number: &IdentityNumber, given: Contrast) -> Result<ContrastDatum, Reply> {
    let refused = || Reply::refused(422, "contrast");
    let asked = AskedDatum::for_number(number);
    match (
        asked,
        given.valid_until,
        given.issued_on,
        given.support_number,
    ) {
        (AskedDatum::DniDate, Some(date), None, None) => Ok(ContrastDatum::ValidUntil(date)),
        (AskedDatum::DniDate, None, Some(date), None) => Ok(ContrastDatum::IssuedOn(date)),
        (AskedDatum::Support, None, None, Some(text)) => SupportNumber::parse(&text)
            .map(ContrastDatum::Support)
            .map_err(|_| refused()),
        _ => Err(refused()),
    }
}

/// A proof of work, while one is asked for.
async fn work(state: &IdentityState, origin: Origin, given: Option<Work>) -> Result<(), Reply> {
    let shown = given.as_ref().map_or_else(Shown::default, |work| Shown {
        challenge: &work.challenge,
        answer: &work.answer,
    });
    match state.work.pass(ACTIVATE, shown, origin).await {
        Ok(Pass::Open | Pass::Shown(_)) => Ok(()),
        Ok(Pass::Demanded(demand)) => Err(demanded(&demand)),
        Err(WorkError::TooManyWaits { until }) => {
            Err(Reply::too_many(until, state.doorkeeper.clock.now()))
        }
        Err(WorkError::Store(error)) => Err(error.into()),
    }
}

fn demanded(demand: &Demand) -> Reply {
    Reply::refused(403, "work")
        .and("challenge", demand.challenge.as_str())
        .and("seed", demand.puzzle.seed_hex())
        .and("parts", demand.puzzle.parts)
        .and("bits", demand.puzzle.bits)
        .and("wait_until", moment(demand.wait_until))
}

fn sent(state: &IdentityState, ticket: &ActivationTicket) -> Value {
    json!({
        "activation": ticket.seal(&*state.doorkeeper.tokens),
        "code_digits": OtpCode::LENGTH,
        "tries": state.doorkeeper.settings.app.activation_tries,
        "expires_at": moment(ticket.expires_at),
        "again_from": moment(ticket.again_from),
    })
}

fn ticket(state: &IdentityState, sealed: &str) -> Result<ActivationTicket, Reply> {
    ActivationTicket::open(&*state.doorkeeper.tokens, sealed)
        .ok_or_else(|| Reply::refused(410, "gone"))
}

pub(super) async fn again(State(state): State<IdentityState>, body: Bytes) -> Response {
    let outcome = try_again(&state, &body).await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

async fn try_again(state: &IdentityState, body: &Bytes) -> Result<Reply, Reply> {
    let asked: Again = read(body)?;
    let ticket = ticket(state, &asked.activation)?;
    match state.doorkeeper.send_activation_code_again(&ticket).await {
        Ok(ticket) => Ok(Reply::ok(sent(state, &ticket))),
        Err(CodeAgainError::TooEarly { from }) => {
            Err(Reply::refused(409, "too_early").and("again_from", moment(from)))
        }
        Err(CodeAgainError::Gone) => Err(Reply::refused(410, "gone")),
        Err(CodeAgainError::Store(error)) => Err(error.into()),
    }
}

pub(super) async fn code(State(state): State<IdentityState>, body: Bytes) -> Response {
    let outcome = try_code(&state, &body).await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

async fn try_code(state: &IdentityState, body: &Bytes) -> Result<Reply, Reply> {
    let asked: Code = read(body)?;
    let ticket = ticket(state, &asked.activation)?;
    let code = OtpCode::parse(&asked.code).map_err(|_| Reply::malformed())?;
    match state.doorkeeper.enter_activation_code(&ticket, &code).await {
        Ok(ready) => Ok(Reply::ok(proven(state, &ready))),
        Err(ActivationCodeRefused::Wrong { left }) => {
            Err(Reply::refused(422, "wrong_code").and("left", left))
        }
        Err(ActivationCodeRefused::Gone) => Err(Reply::refused(410, "gone")),
        Err(ActivationCodeRefused::Held { until }) => Err(frozen(until)),
        Err(ActivationCodeRefused::Store(error)) => Err(error.into()),
    }
}

pub(super) async fn invited(State(state): State<IdentityState>, body: Bytes) -> Response {
    let outcome = try_invited(&state, &body).await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

async fn try_invited(state: &IdentityState, body: &Bytes) -> Result<Reply, Reply> {
    let asked: Invited = read(body)?;
    match state.doorkeeper.take_invitation(&asked.invitation).await {
        Ok(ready) => Ok(Reply::ok(proven(state, &ready))),
        Err(InvitationRefused::Gone) => Err(Reply::refused(410, "gone")),
        Err(InvitationRefused::Store(error)) => Err(error.into()),
    }
}

fn frozen(until: vocab::Timestamp) -> Reply {
    Reply::refused(409, "frozen").and("until", moment(until))
}

fn replaced(replaced: &Replaced) -> Value {
    json!({
        "name": replaced.name,
        "active_since": moment(replaced.active_since),
    })
}

fn proven(state: &IdentityState, ready: &ActivationReady) -> Value {
    json!({
        "activation": ready.seal(&*state.doorkeeper.tokens),
        "by": ready.by.as_str(),
        "person": {
            "given_name": ready.name.given.as_str(),
            "number": ready.number.masked(),
        },
        "replaces": ready.replaces.as_ref().map(replaced),
        "passkey": options(&ready.passkey_options),
        "expires_at": moment(ready.finish_by),
    })
}

pub(super) async fn device(
    State(state): State<IdentityState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let outcome = try_device(&state, &method, &uri, &headers, &body).await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

async fn try_device(
    state: &IdentityState,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Reply, Reply> {
    let asked: NewDevice = read(body)?;
    let signed = proof(method, uri, headers, body)?;
    let unlock = match (asked.passkey, asked.unlock_code) {
        (Some(passkey), None) => NewUnlock::Passkey(passkey.to_string().into_bytes()),
        (None, Some(code)) => NewUnlock::Code(unlock_code(&code)?),
        (Some(_), Some(_)) | (None, None) => return Err(Reply::malformed()),
    };
    let asked = RegisterDevice {
        ticket: asked.activation,
        name: Line::parse(&asked.name).map_err(|_| Reply::refused(422, "name"))?,
        public_key: URL_SAFE_NO_PAD
            .decode(&asked.key)
            .map_err(|_| Reply::refused(422, "key"))?,
        unlock,
        replace: asked.replace,
        signed,
    };
    let activated = state.doorkeeper.register_device(asked).await?;
    Ok(Reply::with(
        StatusCode::CREATED,
        json!({
            "device": device_json(&activated.device),
            "veto_until": moment_or_null(activated.veto_until),
        }),
    ))
}

/// An unlock code of the right shape.
pub(super) fn unlock_code(text: &str) -> Result<UnlockCode, Reply> {
    UnlockCode::parse(text).map_err(|error| match error {
        CodeError::Length | CodeError::Character | CodeError::CheckDigit => {
            Reply::refused(422, "unlock_code").and("why", "shape")
        }
    })
}

/// The answer to one that everybody tries first.
pub(super) fn too_easy() -> Reply {
    Reply::refused(422, "unlock_code").and("why", "too_easy")
}

impl From<RegisterDeviceError> for Reply {
    fn from(error: RegisterDeviceError) -> Self {
        match error {
            RegisterDeviceError::Proof(error) => error.into(),
            RegisterDeviceError::Gone => Self::refused(410, "gone"),
            RegisterDeviceError::Held { until } => frozen(until),
            RegisterDeviceError::Replaces(device) => {
                Self::refused(409, "replaces").and("device", replaced(&device))
            }
            RegisterDeviceError::Name => Self::refused(422, "name"),
            RegisterDeviceError::Key => Self::refused(422, "key"),
            RegisterDeviceError::Passkey => Self::refused(422, "passkey"),
            RegisterDeviceError::TooEasy => too_easy(),
            RegisterDeviceError::KeyInUse => Self::refused(409, "key_in_use"),
            RegisterDeviceError::Store(error) => error.into(),
        }
    }
}
