//! Plays the push service and the browser behind it (RFC 8030): it hands out subscriptions, takes
//! messages for them, reads them with the key that only the browser has, and shows what they say.
//!
//! `POST /push/subscribe` with `{"applicationServerKey": "…"}` answers what a browser's
//! `PushSubscription` says of itself as JSON; `DELETE /push/ID` ends a subscription.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::json;
use vocab::{Clock, Entropy, MessageId};
use wire_webpush::{ReadingKey, Topic, Urgency, vapid};

use super::{Behaviour, Switch};
use crate::inbox::{Arrival, Inbox, MessageChannel};

/// The largest body that a push service must take (RFC 8030 §7.2).
const MAX_BODY: usize = 4096;

/// Subscriptions that are kept: a long afternoon of trying things out.
const MOST: usize = 1_000;

/// The push service. Clones are the same one.
#[derive(Clone)]
pub struct PushServer {
    inner: Arc<Inner>,
}

struct Inner {
    /// Its own origin, as `http://localhost:8083`.
    origin: String,
    inbox: Inbox,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    switch: Switch,
    subscriptions: Mutex<HashMap<String, Arc<Subscription>>>,
}

struct Subscription {
    key: ReadingKey,
    /// The only sender that it takes messages from (RFC 8292 §4.2).
    sender: String,
}

impl std::fmt::Debug for PushServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PushServer")
            .field("origin", &self.inner.origin)
            .finish_non_exhaustive()
    }
}

impl PushServer {
    /// A push service that is reached at `origin` and shows what it is given in `inbox`.
    #[must_use]
    pub fn new(
        origin: impl Into<String>,
        inbox: Inbox,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                origin: origin.into(),
                inbox,
                clock,
                entropy,
                switch: Switch::default(),
                subscriptions: Mutex::default(),
            }),
        }
    }

    /// Its addresses, all below `/push`.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/push/subscribe", post(subscribe))
            .route("/push/{id}", post(take).delete(end))
            .layer(DefaultBodyLimit::max(MAX_BODY))
            .with_state(self.clone())
    }

    /// Changes how it behaves.
    #[must_use]
    pub fn switch(&self) -> &Switch {
        &self.inner.switch
    }

    fn find(&self, id: &str) -> Option<Arc<Subscription>> {
        let known = &self.inner.subscriptions;
        let known = known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(id).cloned()
    }

    fn id(&self) -> String {
        MessageId::new(self.inner.clock.now(), &*self.inner.entropy).to_string()
    }

    /// What is wrong with a message, if anything is.
    fn read(
        &self,
        id: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Vec<u8>, (StatusCode, &'static str)> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let Some(subscription) = self.find(id) else {
            return Err((StatusCode::GONE, "no such subscription"));
        };
        let said = text(header::AUTHORIZATION.as_str()).unwrap_or_default();
        let (_, key) = vapid::verify(said, &self.inner.origin, self.inner.clock.now())
            .map_err(|_| (StatusCode::FORBIDDEN, "who are you?"))?;
        if vapid::key_text(&key) != subscription.sender {
            return Err((StatusCode::FORBIDDEN, "subscribed to somebody else"));
        }
        if text("ttl")
            .and_then(|ttl| ttl.parse::<u32>().ok())
            .is_none()
        {
            return Err((StatusCode::BAD_REQUEST, "TTL is missing"));
        }
        if text("urgency").is_some_and(|urgency| Urgency::from_name(urgency).is_none()) {
            return Err((StatusCode::BAD_REQUEST, "no such urgency"));
        }
        if text("topic").is_some_and(|topic| Topic::parse(topic).is_err()) {
            return Err((StatusCode::BAD_REQUEST, "no such topic"));
        }
        if text(header::CONTENT_ENCODING.as_str()) != Some("aes128gcm") {
            return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "aes128gcm only"));
        }
        // A real push service cannot read it; here the browser is inside.
        subscription
            .key
            .decrypt(body)
            .map_err(|_| (StatusCode::BAD_REQUEST, "the browser cannot read it"))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wish {
    application_server_key: String,
}

async fn subscribe(State(server): State<PushServer>, Json(wish): Json<Wish>) -> Response {
    let Ok(key) = ReadingKey::generate(&*server.inner.entropy) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let id = server.id();
    let answer = json!({
        "endpoint": format!("{}/push/{id}", server.inner.origin),
        "expirationTime": null,
        "keys": {
            "p256dh": URL_SAFE_NO_PAD.encode(key.reader().point()),
            "auth": URL_SAFE_NO_PAD.encode(key.auth()),
        },
    });
    let subscription = Subscription {
        key,
        sender: wish.application_server_key,
    };
    let known = &server.inner.subscriptions;
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= MOST {
        known.clear();
    }
    known.insert(id, Arc::new(subscription));
    (StatusCode::CREATED, Json(answer)).into_response()
}

async fn take(
    State(server): State<PushServer>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    server.inner.switch.dawdle().await;
    match server.inner.switch.behaviour() {
        Behaviour::Down => {
            let later = [(header::RETRY_AFTER, "120")];
            return (StatusCode::SERVICE_UNAVAILABLE, later).into_response();
        }
        Behaviour::Refuse => return StatusCode::GONE.into_response(),
        Behaviour::Up | Behaviour::Slow(_) => {}
    }
    match server.read(&id, &headers, &body) {
        Ok(plain) => {
            let message = server.id();
            server.inner.inbox.add(Arrival {
                id: message.clone(),
                channel: MessageChannel::Push,
                to: id,
                from: String::new(),
                subject: String::new(),
                text: String::from_utf8_lossy(&plain).into_owned(),
                attachments: Vec::new(),
            });
            let location = format!("{}/push/message/{message}", server.inner.origin);
            (StatusCode::CREATED, [(header::LOCATION, location)]).into_response()
        }
        Err((status, words)) => (status, words).into_response(),
    }
}

async fn end(State(server): State<PushServer>, Path(id): Path<String>) -> StatusCode {
    let known = &server.inner.subscriptions;
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    match known.remove(&id) {
        Some(_) => StatusCode::NO_CONTENT,
        None => StatusCode::NOT_FOUND,
    }
}
