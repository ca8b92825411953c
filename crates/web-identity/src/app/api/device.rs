//! The device: its state, its unlock code, its end.

use authn::{AppState, ChangeUnlockCodeError, DeviceView, PinView, VetoError};
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use model::{
    app::device::{DeviceState, UnlockError},
    origin::Origin,
};
use serde::Deserialize;
use serde_json::{Value, json};
use vocab::Lang;
use web_kit::Page;

use super::{
    activation::{too_easy, unlock_code as parse_unlock_code},
    answer::{Reply, moment, moment_or_null, reply},
    requests::request_json,
    signed::{acting, proof, read, recognised},
};
use crate::IdentityState;

#[derive(Deserialize)]
struct NewCode {
    current: String,
    new: String,
}

/// `device` of the protocol.
pub(super) fn device_json(device: &DeviceView) -> Value {
    json!({
        "id": device.id.to_string(),
        "name": device.name,
        "state": device.state.as_str(),
        "unlock": device.unlock.as_str(),
        "level": device.level.as_str(),
        "activated_at": moment(device.activated_at),
        "by": device.by.as_str(),
    })
}

pub(super) async fn state(
    page: Page,
    State(state): State<IdentityState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let outcome = try_state(&page, &state, &method, &uri, &headers).await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

async fn try_state(
    page: &Page,
    state: &IdentityState,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Reply, Reply> {
    let signed = proof(method, uri, headers, &[])?;
    let known = recognised(state, &signed, false).await?;
    let origin = Origin::of(page.client().0);
    let app = state.doorkeeper.app_state(&known, origin).await?;
    Ok(Reply::ok(state_json(&app, page)))
}

fn state_json(app: &AppState, page: &Page) -> Value {
    let requests: Vec<Value> = app
        .requests
        .iter()
        .map(|request| request_json(request, page))
        .collect();
    json!({
        "now": moment(app.now),
        "device": device_json(&app.device),
        "person": app.owner.as_ref().map(|owner| json!({
            "given_name": owner.name.given.as_str(),
            "number": owner.number.masked(),
            "registration": owner.registration.as_str(),
        })),
        "requests": requests,
        "pin": app.pin.as_ref().map(|pin| pin_json(pin, page.lang)),
        "frozen_until": moment_or_null(app.frozen_until),
        "veto": app.veto.as_ref().map(|veto| json!({
            "name": veto.name,
            "activated_at": moment(veto.activated_at),
            "until": moment(veto.until),
        })),
    })
}

fn pin_json(pin: &PinView, lang: Lang) -> Value {
    json!({
        "pin": pin.pin.as_str(),
        "asked_by": pin.asked_by.in_lang(lang),
        "expires_at": moment(pin.expires_at),
    })
}

pub(super) async fn unlock_code(
    State(state): State<IdentityState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let outcome = try_unlock_code(&state, &method, &uri, &headers, &body).await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

async fn try_unlock_code(
    state: &IdentityState,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Reply, Reply> {
    let asked: NewCode = read(body)?;
    let known = acting(state, &proof(method, uri, headers, body)?).await?;
    // One that can be none is wrong, and no try.
    let current = parse_unlock_code(&asked.current).map_err(|_| Reply::malformed())?;
    let new = parse_unlock_code(&asked.new)?;
    match state
        .doorkeeper
        .change_unlock_code(&known, &current, &new)
        .await
    {
        Ok(()) => Ok(Reply::ok(json!({}))),
        Err(ChangeUnlockCodeError::Proof(error)) => Err(error.into()),
        Err(ChangeUnlockCodeError::Unlock(error)) => Err(error.into()),
        Err(ChangeUnlockCodeError::TooEasy) => Err(too_easy()),
        Err(ChangeUnlockCodeError::Store(error)) => Err(error.into()),
    }
}

impl From<UnlockError> for Reply {
    fn from(error: UnlockError) -> Self {
        match error {
            UnlockError::Wrong { left } => {
                Self::refused(422, "wrong_unlock_code").and("left", left)
            }
            UnlockError::Locked => {
                Self::refused(401, "device_gone").and("why", DeviceState::Locked.as_str())
            }
            UnlockError::NoCode => Self::refused(409, "no_unlock_code"),
        }
    }
}

pub(super) async fn deactivate(
    State(state): State<IdentityState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let outcome = async {
        let known = acting(&state, &proof(&method, &uri, &headers, &body)?).await?;
        state.doorkeeper.deactivate_device(&known).await?;
        Ok::<_, Reply>(Reply::ok(json!({})))
    };
    let outcome = outcome.await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

pub(super) async fn veto(
    State(state): State<IdentityState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let outcome = async {
        let known = recognised(&state, &proof(&method, &uri, &headers, &body)?, true).await?;
        match state.doorkeeper.veto_device(&known).await {
            Ok(device) => Ok(Reply::ok(json!({ "device": device_json(&device) }))),
            Err(VetoError::Nothing) => Err(Reply::refused(409, "no_veto")),
            Err(VetoError::Store(error)) => Err(error.into()),
        }
    };
    let outcome: Result<Reply, Reply> = outcome.await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}
