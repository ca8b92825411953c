//! Web Push: the key to which a browser subscribes, and its subscription.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use model::push::PushAddress;
use ports::signing::KeyUse;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    answer::{Reply, reply},
    signed::{acting, proof, read},
};
use crate::IdentityState;

#[derive(Deserialize)]
struct Wish {
    /// Must be there, so that a forgotten member stops nothing.
    #[serde(deserialize_with = "present")]
    subscription: Option<Subscription>,
}

/// `PushSubscriptionJSON` of the Push API.
#[derive(Deserialize)]
struct Subscription {
    endpoint: String,
    keys: Keys,
}

#[derive(Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

fn present<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Subscription>, D::Error> {
    Option::deserialize(from)
}

/// `GET /push/key`.
pub(super) async fn key(State(state): State<IdentityState>) -> Response {
    let answer = match push_key(&state) {
        Ok((_, text)) => Reply::ok(json!({ "key": text })),
        Err(refused) => refused,
    };
    reply(&state, answer)
}

/// The key to which browsers subscribe: its id, and as they take it. Push services take messages
/// for a subscription only from whoever signs with it.
fn push_key(state: &IdentityState) -> Result<(String, String), Reply> {
    let key = state
        .federation
        .signer
        .active(KeyUse::Push)
        .map_err(|error| {
            tracing::error!(%error, "there is no key for push services");
            Reply::busy()
        })?;
    let text = key_text(&key.jwk).ok_or_else(Reply::busy)?;
    Ok((key.kid, text))
}

/// The uncompressed point (SEC 1 §2.3.3), as browsers take it.
fn key_text(jwk: &Value) -> Option<String> {
    let coordinate = |name: &str| URL_SAFE_NO_PAD.decode(jwk.get(name)?.as_str()?).ok();
    let point = [vec![4], coordinate("x")?, coordinate("y")?].concat();
    (point.len() == 65).then(|| URL_SAFE_NO_PAD.encode(point))
}

/// `POST /device/push`, signed.
pub(super) async fn subscribe(
    State(state): State<IdentityState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let outcome = try_subscribe(&state, &method, &uri, &headers, &body).await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

async fn try_subscribe(
    state: &IdentityState,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Reply, Reply> {
    let wish: Wish = read(body)?;
    let address = wish.subscription.map(|one| address(&one)).transpose()?;
    let known = acting(state, &proof(method, uri, headers, body)?).await?;
    let (kid, _) = push_key(state)?;
    let doorkeeper = &state.doorkeeper;
    doorkeeper.subscribe_device(&known, address, &kid).await?;
    Ok(Reply::ok(json!({})))
}

fn address(subscription: &Subscription) -> Result<PushAddress, Reply> {
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| Reply::malformed());
    let (point, auth) = (
        bytes(&subscription.keys.p256dh)?,
        bytes(&subscription.keys.auth)?,
    );
    PushAddress::new(&subscription.endpoint, &point, &auth).map_err(|_| Reply::malformed())
}
