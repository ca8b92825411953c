//! The WebSocket of the room over a real connection: where the call stands, what is written, who
//! takes the seat over.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use model::video::RefusalReason;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};
use web_kit::server::{Limits, serve};

use crate::browser::Browser;
use crate::rig::{ORIGIN, Rig};

/// The face on a port of its own, until it is dropped.
struct Served {
    host: String,
    _stop: oneshot::Sender<()>,
}

impl Served {
    async fn start(rig: &Rig) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let (stop, stopped) = oneshot::channel::<()>();
        let app = rig.app.clone();
        tokio::spawn(async move {
            let stopped = async { _ = stopped.await };
            serve(listener, app, Limits::default(), stopped)
                .await
                .unwrap();
        });
        Self { host, _stop: stop }
    }

    async fn open(&self, call: Option<&str>) -> Result<Page, u16> {
        let mut request = format!("ws://{}/register/video/socket", self.host)
            .into_client_request()
            .unwrap();
        let headers = request.headers_mut();
        headers.insert("origin", ORIGIN.parse().unwrap());
        headers.insert("sec-websocket-protocol", "aldaba.call.v1".parse().unwrap());
        if let Some(call) = call {
            let cookie = format!("aldaba-identity-call={call}; aldaba-identity-lang=es");
            headers.insert("cookie", cookie.parse().unwrap());
        }
        let stream = TcpStream::connect(&self.host).await.unwrap();
        match client_async(request, stream).await {
            Ok((stream, _)) => Ok(Page(stream)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(other) => panic!("{other}"),
        }
    }
}

/// The socket of a page.
struct Page(WebSocketStream<TcpStream>);

impl Page {
    async fn say(&mut self, frame: &Value) {
        let text = frame.to_string();
        self.0.send(Message::Text(text.into())).await.unwrap();
    }

    /// The next frame for which this holds.
    async fn hears(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let heard = async {
            loop {
                match self.0.next().await.unwrap().unwrap() {
                    Message::Text(text) => {
                        let frame: Value = serde_json::from_str(&text).unwrap();
                        if wanted(&frame) {
                            return frame;
                        }
                    }
                    Message::Close(frame) => panic!("closed: {frame:?}"),
                    _ => {}
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), heard)
            .await
            .expect("the frame comes")
    }

    async fn end(&mut self) -> u16 {
        let end = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                    Some(Ok(_)) => {}
                    other => panic!("closed without a word: {other:?}"),
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), end)
            .await
            .expect("the socket ends")
    }
}

#[tokio::test]
async fn a_stranger_gets_no_socket() {
    let rig = Rig::new().await;
    let served = Served::start(&rig).await;
    assert_eq!(served.open(None).await.err(), Some(403));
    // A secret that no call has: told at once that there is nothing.
    let nobody = "A".repeat(43);
    if let Ok(mut page) = served.open(Some(&nobody)).await {
        assert!(matches!(page.end().await, 1000 | 4001));
    }
}

/// R091, R092: the page is told by itself, also how it ended.
#[tokio::test]
async fn the_page_is_told_where_the_call_stands_and_how_it_ended() {
    let rig = Rig::new().await;
    let served = Served::start(&rig).await;
    let mut browser = Browser::new(&rig);
    browser.enter_room(31).await;
    let call = browser.cookie("call").unwrap().clone();
    let mut page = served.open(Some(&call)).await.unwrap();
    let queued = |frame: &Value| frame["state"] == "queued" && frame["place"] == 1;
    page.hears(queued).await;
    browser.refused_by_operator(RefusalReason::Connection).await;
    page.hears(|frame| frame["state"] == "refused").await;
    assert_eq!(page.end().await, 1000);
}

/// The other window is told, and what it says afterwards changes nothing.
#[tokio::test]
async fn a_second_window_takes_the_seat_and_the_place_is_kept() {
    let rig = Rig::new().await;
    let served = Served::start(&rig).await;
    let mut browser = Browser::new(&rig);
    browser.enter_room(31).await;
    let call = browser.cookie("call").unwrap().clone();
    let mut first = served.open(Some(&call)).await.unwrap();
    first.hears(|frame| frame["state"] == "queued").await;
    let mut second = served.open(Some(&call)).await.unwrap();
    first.hears(|frame| frame["kind"] == "elsewhere").await;
    assert_eq!(first.end().await, 4001);
    second.hears(|frame| frame["place"] == 1).await;
}

#[tokio::test]
async fn a_replayed_frame_ends_the_line_and_the_place_is_kept() {
    let rig = Rig::new().await;
    let served = Served::start(&rig).await;
    let mut browser = Browser::new(&rig);
    browser.enter_room(31).await;
    let call = browser.cookie("call").unwrap().clone();
    let mut page = served.open(Some(&call)).await.unwrap();
    let ping = json!({"kind": "ping", "n": 3});
    page.say(&ping).await;
    page.say(&ping).await;
    assert_eq!(page.end().await, 1008);
    let mut again = served.open(Some(&call)).await.unwrap();
    again.hears(|frame| frame["place"] == 1).await;
}
