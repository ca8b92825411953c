//! Sockets over real connections: who may open one, what ends it, and that the server waits.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use futures_util::{SinkExt as _, StreamExt as _};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::{HeaderValue, Request};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};
use vocab::{ManualClock, SeededEntropy, Timestamp};
use web_kit::face::{CsrfKey, FaceKind, FaceSettings, PublicBody};
use web_kit::server::{Limits, serve};
use web_kit::socket::{SocketRequest, Sockets};
use web_kit::{Face, PageError, Shell};

static ECHO: LazyLock<Sockets> = LazyLock::new(|| Sockets::new("test.echo.v1", 2));

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Words {
    Say { text: String },
    Close,
}

async fn echo(asked: SocketRequest) -> Result<Response, PageError> {
    asked.open(&ECHO, async |mut socket| {
        loop {
            match socket.hear::<Words>().await {
                Ok(frame) => match frame.said {
                    words @ Words::Say { .. } => {
                        if socket.say(&words).await.is_err() {
                            return;
                        }
                    }
                    Words::Close => {
                        return socket.end(web_kit::socket::SocketEnd::Elsewhere).await;
                    }
                },
                Err(end) => return socket.end(end).await,
            }
        }
    })
}

fn face(origin: &str) -> Face {
    let noon: Timestamp = "2026-11-22T11:00:00Z".parse().unwrap();
    Face::new(FaceSettings::new(
        FaceKind::Identity,
        url::Url::parse(origin).unwrap(),
        PublicBody::example(),
        CsrfKey::new([7; 32]),
        Arc::new(ManualClock::new(noon)),
        Arc::new(SeededEntropy::new(1)),
    ))
}

struct Server {
    host: String,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    async fn start() -> Self {
        Self::with(Router::new().route("/socket", get(echo))).await
    }

    async fn with(pages: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let router = Shell::new(face(&format!("http://{host}")))
            .pages(pages)
            .build();
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let stopped = async { _ = stopped.await };
            serve(listener, router, Limits::default(), stopped)
                .await
                .unwrap();
        });
        Self { host, stop, task }
    }

    fn request(&self, origin: Option<&str>, protocol: Option<&'static str>) -> Request<()> {
        let mut request = format!("ws://{}/socket", self.host)
            .into_client_request()
            .unwrap();
        let headers = request.headers_mut();
        if let Some(origin) = origin {
            headers.insert("origin", HeaderValue::from_str(origin).unwrap());
        }
        if let Some(protocol) = protocol {
            headers.insert("sec-websocket-protocol", HeaderValue::from_static(protocol));
        }
        request
    }

    async fn try_open(
        &self,
        origin: Option<&str>,
        protocol: Option<&'static str>,
    ) -> Result<Client, u16> {
        let stream = TcpStream::connect(&self.host).await.unwrap();
        match client_async(self.request(origin, protocol), stream).await {
            Ok((stream, _)) => Ok(Client(stream)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            // A refusal that names no protocol is one too.
            Err(other) => panic!("{other}"),
        }
    }

    async fn open(&self) -> Client {
        let origin = format!("http://{}", self.host);
        self.try_open(Some(&origin), Some("test.echo.v1"))
            .await
            .unwrap()
    }
}

struct Client(WebSocketStream<TcpStream>);

impl Client {
    async fn send(&mut self, frame: &Value) {
        self.0
            .send(Message::Text(frame.to_string().into()))
            .await
            .unwrap();
    }

    async fn said(&mut self) -> String {
        match self.0.next().await.unwrap().unwrap() {
            Message::Text(text) => text.to_string(),
            other => panic!("{other:?}"),
        }
    }

    /// Reads until the end and gives its code and word.
    async fn end(&mut self) -> (u16, String) {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Close(Some(frame)))) => {
                    return (frame.code.into(), frame.reason.to_string());
                }
                Some(Ok(_)) => {}
                other => panic!("closed without a word: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn what_the_page_says_is_heard_and_answered() {
    let server = Server::start().await;
    let mut client = server.open().await;
    client
        .send(&json!({"kind": "say", "n": 1, "text": "buenos días"}))
        .await;
    assert_eq!(
        client.said().await,
        r#"{"kind":"say","text":"buenos días"}"#
    );
    client.send(&json!({"kind": "close", "n": 2})).await;
    assert_eq!(client.end().await, (4001, "elsewhere".to_owned()));
}

#[tokio::test]
async fn other_sites_and_other_protocols_get_no_socket() {
    let server = Server::start().await;
    let ours = format!("http://{}", server.host);
    let protocol = Some("test.echo.v1");
    for origin in [None, Some("http://evil.example"), Some("null")] {
        let refused = server.try_open(origin, protocol).await.err();
        assert_eq!(refused, Some(403), "{origin:?}");
    }
    let refused = server.try_open(Some(&ours), Some("other.v1")).await.err();
    assert_eq!(refused, Some(400));
    assert_eq!(server.try_open(Some(&ours), None).await.err(), Some(400));
}

#[tokio::test]
async fn a_frame_said_before_ends_the_socket() {
    let server = Server::start().await;
    let mut client = server.open().await;
    let frame = json!({"kind": "say", "n": 7, "text": "a"});
    client.send(&frame).await;
    client.said().await;
    client.send(&frame).await;
    assert_eq!(client.end().await, (1008, "said before".to_owned()));
}

#[tokio::test]
async fn nonsense_ends_the_socket() {
    for (message, word) in [
        (Message::Text("{".into()), "a number is missing"),
        (
            Message::Text(r#"{"kind":"say","text":"a"}"#.into()),
            "a number is missing",
        ),
        (
            Message::Text(r#"{"kind":"sing","n":1}"#.into()),
            "not understood",
        ),
        (Message::Binary(vec![1].into()), "text only"),
    ] {
        let server = Server::start().await;
        let mut client = server.open().await;
        client.0.send(message).await.unwrap();
        assert_eq!(client.end().await, (1008, word.to_owned()));
    }
}

#[tokio::test]
async fn a_flood_and_an_oversized_frame_end_the_socket() {
    let server = Server::start().await;
    let mut fast = server.open().await;
    for n in 1..=60 {
        // It may be closed before the last frame leaves.
        let frame = json!({"kind": "say", "n": n, "text": "a"}).to_string();
        if fast.0.send(Message::Text(frame.into())).await.is_err() {
            break;
        }
    }
    assert_eq!(fast.end().await, (1008, "too fast".to_owned()));
    let mut long = server.open().await;
    let text = "x".repeat(web_kit::socket::LONGEST);
    let frame = json!({"kind": "say", "n": 1, "text": text}).to_string();
    _ = long.0.send(Message::Text(frame.into())).await;
    while let Some(Ok(message)) = long.0.next().await {
        assert!(
            !matches!(message, Message::Text(_)),
            "an oversized frame was taken"
        );
    }
}

#[tokio::test]
async fn only_so_many_sockets_are_open_at_once() {
    let places: &'static Sockets = Box::leak(Box::new(Sockets::new("test.echo.v1", 1)));
    let held = Arc::new(Notify::new());
    let gate = Arc::clone(&held);
    let handler = async move |asked: SocketRequest| {
        let gate = Arc::clone(&gate);
        asked.open(places, async move |socket| {
            gate.notified().await;
            drop(socket);
        })
    };
    let server = Server::with(Router::new().route("/socket", get(handler))).await;
    let mut first = server.open().await;
    let ours = format!("http://{}", server.host);
    let refused = server.try_open(Some(&ours), Some("test.echo.v1")).await;
    assert_eq!(refused.err(), Some(503));
    held.notify_one();
    // The place is free once the first has ended.
    while let Some(Ok(_)) = first.0.next().await {}
    server.open().await;
}

#[tokio::test]
async fn the_stop_of_the_server_ends_sockets_and_waits_for_them() {
    let server = Server::start().await;
    let mut client = server.open().await;
    client
        .send(&json!({"kind": "say", "n": 1, "text": "a"}))
        .await;
    client.said().await;
    server.stop.send(()).unwrap();
    assert_eq!(client.end().await, (1001, "stopping".to_owned()));
    server.task.await.unwrap();
}
