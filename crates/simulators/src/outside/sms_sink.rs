//! Plays the SMS provider: the interface of `docs/specs/sms-http.md`, on loopback.

use std::{
    collections::{HashMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::post,
};
use serde::Deserialize;
use serde_json::json;
use tokio::{net::TcpListener, task::JoinHandle};
use vocab::{MessageId, PhoneNumber};

use super::{Behaviour, Switch};
use crate::inbox::{Arrival, Inbox, MessageChannel};

/// Bytes of the largest request: four times what the interface allows.
const MAX_BODY: usize = 8 * 1024;

/// Ids that are remembered: more than a demonstration sends in 72 hours, and about 2 MB.
const REMEMBERED: usize = 10_000;

/// The running sink. Dropping it stops it.
#[derive(Debug)]
pub struct SmsSink {
    address: SocketAddr,
    switch: Switch,
    serving: JoinHandle<()>,
}

impl SmsSink {
    /// Serves on `listener`, takes messages that carry `token`, and shows them in `inbox`.
    ///
    /// # Errors
    /// The listener has no address: it is closed.
    pub fn start(listener: TcpListener, token: &str, inbox: Inbox) -> std::io::Result<Self> {
        let address = listener.local_addr()?;
        let switch = Switch::default();
        let sink = Arc::new(Sink {
            authorization: format!("Bearer {token}"),
            inbox,
            switch: switch.clone(),
            taken: Mutex::default(),
        });
        let app = Router::new()
            .route("/v1/messages", post(take))
            .layer(DefaultBodyLimit::max(MAX_BODY))
            .with_state(sink);
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, app).await {
                tracing::error!(%error, "the SMS sink stopped");
            }
        });
        Ok(Self {
            address,
            switch,
            serving,
        })
    }

    /// Where messages are posted.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/v1/messages", self.address)
    }

    /// Changes how it behaves.
    #[must_use]
    pub fn switch(&self) -> &Switch {
        &self.switch
    }
}

impl Drop for SmsSink {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

struct Sink {
    authorization: String,
    inbox: Inbox,
    switch: Switch,
    taken: Mutex<Taken>,
}

/// What was taken, by id, oldest forgotten first.
#[derive(Default)]
struct Taken {
    contents: HashMap<MessageId, (PhoneNumber, String)>,
    order: VecDeque<MessageId>,
}

enum Claim {
    New,
    Repeat,
    Other,
}

impl Taken {
    fn claim(&mut self, message: &Message) -> Claim {
        match self.contents.get(&message.id) {
            Some((to, text)) if *to == message.to && *text == message.text => Claim::Repeat,
            Some(_) => Claim::Other,
            None => {
                if self.order.len() >= REMEMBERED
                    && let Some(oldest) = self.order.pop_front()
                {
                    self.contents.remove(&oldest);
                }
                self.order.push_back(message.id);
                self.contents
                    .insert(message.id, (message.to.clone(), message.text.clone()));
                Claim::New
            }
        }
    }
}

#[derive(Deserialize)]
struct Message {
    id: MessageId,
    to: PhoneNumber,
    text: String,
    sender: String,
}

async fn take(
    State(sink): State<Arc<Sink>>,
    headers: HeaderMap,
    message: Result<Json<Message>, JsonRejection>,
) -> Response {
    sink.switch.dawdle().await;
    let authorized = headers.get(header::AUTHORIZATION).is_some_and(|given| {
        vocab::constant_time_eq(given.as_bytes(), sink.authorization.as_bytes())
    });
    match (sink.switch.behaviour(), message) {
        (Behaviour::Down, _) => refuse(StatusCode::SERVICE_UNAVAILABLE, "out_of_order"),
        _ if !authorized => refuse(StatusCode::UNAUTHORIZED, "wrong_token"),
        (_, Err(error)) => refuse(error.status(), "malformed"),
        (Behaviour::Refuse, Ok(_)) => refuse(StatusCode::UNPROCESSABLE_ENTITY, "unknown_recipient"),
        (Behaviour::Up | Behaviour::Slow(_), Ok(Json(message))) => sink.keep(message),
    }
}

impl Sink {
    fn keep(&self, message: Message) -> Response {
        let claim = self
            .taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .claim(&message);
        let accepted = Json(json!({ "id": message.id, "state": "accepted" }));
        match claim {
            Claim::Other => refuse(StatusCode::CONFLICT, "id_of_another_message"),
            Claim::Repeat => (StatusCode::OK, accepted).into_response(),
            Claim::New => {
                self.inbox.add(Arrival {
                    id: message.id.to_string(),
                    channel: MessageChannel::Sms,
                    to: message.to.as_e164().to_owned(),
                    from: message.sender,
                    subject: String::new(),
                    text: message.text,
                    attachments: Vec::new(),
                });
                (StatusCode::ACCEPTED, accepted).into_response()
            }
        }
    }
}

fn refuse(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}
