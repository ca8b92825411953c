//! Web Push: our sender with our push service, and with one that nobody here wrote.

use std::{sync::Arc, time::Duration};

use axum::Router;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use gateways::{WebPush, WebPushSettings};
use keys::{
    KeyEncryptionKey, KeyKind, KeyRing, MemoryShelf, OsEntropy, SoftwareSigner, ring::RingUse,
};
use model::push::PushAddress;
use ports::{
    messages::{Push, PushError, PushSender as _},
    signing::{KeyUse, Signer as _},
};
use serde_json::{Value, json};
use simulators::{
    inbox::{Inbox, MessageChannel},
    outside::{Behaviour, PushServer},
};
use vocab::{Clock as _, SignedDuration};
use wire_webpush::{ReadingKey, vapid};

use crate::{
    peer::Peer,
    support::{clock, everything, id, inbox, loopback},
};

/// A sender with keys of its own.
struct Sender {
    signer: Arc<SoftwareSigner>,
    ring: Arc<KeyRing>,
    web_push: WebPush,
}

fn sender(port: u16) -> Sender {
    let clock = clock();
    let kek = Arc::new(KeyEncryptionKey::ephemeral());
    let ring = Arc::new(KeyRing::open(Box::new(MemoryShelf::default()), kek).unwrap());
    ring.ensure(RingUse::Push, KeyKind::P256, clock.now())
        .unwrap();
    let day = SignedDuration::from_hours(24);
    let signer = Arc::new(SoftwareSigner::new(ring.clone(), clock.clone(), day));
    let settings = WebPushSettings {
        contact: "mailto:push@id.example".into(),
        services: Vec::new(),
        allowed: vec![format!("127.0.0.1:{port}").parse().unwrap()],
        timeout: Duration::from_secs(5),
    };
    Sender {
        web_push: WebPush::new(settings, signer.clone(), clock, Arc::new(OsEntropy)),
        signer,
        ring,
    }
}

impl Sender {
    /// The key to which browsers subscribe now: its id, and as browsers take it.
    fn key(&self) -> (String, String) {
        let key = self.signer.active(KeyUse::Push).unwrap();
        let point = vapid::point_of_jwk(&key.jwk).unwrap();
        (key.kid, vapid::key_text(&point))
    }

    async fn push(&self, subscription: &Value, key_id: &str) -> Result<(), PushError> {
        let bytes = |name: &str| {
            let text = subscription["keys"][name].as_str().unwrap();
            URL_SAFE_NO_PAD.decode(text).unwrap()
        };
        let endpoint = subscription["endpoint"].as_str().unwrap();
        let push = Push {
            to: PushAddress::new(endpoint, &bytes("p256dh"), &bytes("auth")).unwrap(),
            key_id: key_id.into(),
            payload: br#"{"v":1,"look":"request"}"#.to_vec(),
            topic: "request",
            valid_until: clock().now() + SignedDuration::from_secs(300),
        };
        self.web_push.push(id(1), &push).await
    }
}

async fn serve(inbox: &Inbox) -> (PushServer, u16) {
    let listener = loopback().await;
    let port = listener.local_addr().unwrap().port();
    let origin = format!("http://127.0.0.1:{port}");
    let server = PushServer::new(origin, inbox.clone(), clock(), Arc::new(OsEntropy));
    let app: Router = server.router();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (server, port)
}

/// What a browser does when the app subscribes.
async fn subscribe(port: u16, key: &str) -> Value {
    let body = json!({ "applicationServerKey": key }).to_string();
    let client = gateways::OutboundClient::new(
        gateways::outbound::policy::OutboundPolicy::public()
            .allowing(format!("127.0.0.1:{port}").parse().unwrap()),
        gateways::outbound::OutboundLimits::default(),
    );
    let address = format!("http://127.0.0.1:{port}/push/subscribe");
    let request = gateways::outbound::OutboundRequest::post(
        url::Url::parse(&address).unwrap(),
        "application/json",
        body,
    );
    let answer = client.send(&request).await.unwrap();
    assert_eq!(answer.status, 201);
    serde_json::from_slice(&answer.body).unwrap()
}

#[tokio::test]
async fn a_message_reaches_the_browser_that_it_is_for_and_shows_in_the_inbox() {
    let inbox = inbox();
    let (_server, port) = serve(&inbox).await;
    let sender = sender(port);
    let (kid, key) = sender.key();
    let subscription = subscribe(port, &key).await;
    sender.push(&subscription, &kid).await.unwrap();
    let shown = everything(&inbox);
    assert_eq!(shown[0].channel, MessageChannel::Push);
    assert_eq!(shown[0].text, r#"{"v":1,"look":"request"}"#);
    let endpoint = subscription["endpoint"].as_str().unwrap();
    assert!(endpoint.ends_with(&shown[0].to), "{endpoint}");
}

#[tokio::test]
async fn the_key_that_a_browser_subscribed_to_works_on_after_a_new_one() {
    let inbox = inbox();
    let (_server, port) = serve(&inbox).await;
    let sender = sender(port);
    let (old, key) = sender.key();
    let subscription = subscribe(port, &key).await;
    sender
        .ring
        .rotate(RingUse::Push, KeyKind::P256, clock().now())
        .unwrap();
    let (new, _) = sender.key();
    let other = sender.push(&subscription, &new).await;
    assert!(matches!(other, Err(PushError::Refused(_))), "{other:?}");
    sender.push(&subscription, &old).await.unwrap();
    assert_eq!(everything(&inbox).len(), 1);
}

#[tokio::test]
async fn a_push_service_that_is_down_or_has_forgotten_the_browser_is_understood() {
    let inbox = inbox();
    let (server, port) = serve(&inbox).await;
    let sender = sender(port);
    let (kid, key) = sender.key();
    let subscription = subscribe(port, &key).await;
    server.switch().set(Behaviour::Down);
    let down = sender.push(&subscription, &kid).await;
    let asked = Some(SignedDuration::from_secs(120));
    assert!(
        matches!(&down, Err(PushError::Retry { after, .. }) if *after == asked),
        "{down:?}"
    );
    server.switch().set(Behaviour::Refuse);
    let gone = sender.push(&subscription, &kid).await;
    assert!(matches!(gone, Err(PushError::Gone)), "{gone:?}");
    assert!(everything(&inbox).is_empty());
}

/// npm `http_ece` reads what we encrypt and we read what it encrypts; `jose` believes who we are.
#[tokio::test]
async fn npm_reads_what_we_push_and_we_read_what_it_encrypts() {
    let Some(mut npm) = Peer::node("push-service.mjs", &[]) else {
        return;
    };
    let port = npm.port().await;
    let sender = sender(port);
    let (kid, key) = sender.key();
    let subscription = npm.next("subscription").await;
    sender
        .push(&subscription["subscription"], &kid)
        .await
        .unwrap();
    let message = npm.next("message").await;
    assert_eq!(message["text"], r#"{"v":1,"look":"request"}"#);
    assert_eq!(message["key"], key);
    assert_eq!(message["audience"], format!("http://127.0.0.1:{port}"));
    assert_eq!(message["contact"], "mailto:push@id.example");
    assert_eq!(
        (&message["ttl"], &message["urgency"], &message["topic"]),
        (&json!("300"), &json!("high"), &json!("request"))
    );
    assert_eq!(message["length"], 512 + 16 + 86);

    let reading = ReadingKey::generate(&OsEntropy).unwrap();
    let wish = json!({
        "p256dh": URL_SAFE_NO_PAD.encode(reading.reader().point()),
        "auth": URL_SAFE_NO_PAD.encode(reading.auth()),
        "text": "¿Quién llama?",
    });
    npm.tell(&wish.to_string());
    let encrypted = npm.next("encrypted").await;
    let body = URL_SAFE_NO_PAD
        .decode(encrypted["body"].as_str().unwrap())
        .unwrap();
    assert_eq!(reading.decrypt(&body).unwrap(), "¿Quién llama?".as_bytes());
}
