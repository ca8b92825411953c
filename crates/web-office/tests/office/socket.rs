//! The operator's line over real connections: who gets one, and what it carries.

use futures_util::{SinkExt as _, StreamExt as _};
use model::officer::Role;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest as _, http::HeaderValue},
};
use web_kit::server::{Limits, serve};

use crate::{browser::Browser, calls::people, office::ORIGIN, rig::Rig, video::attend};

type Line = WebSocketStream<TcpStream>;

struct Server {
    host: String,
}

impl Server {
    async fn start(rig: &Rig) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let router = rig.router.clone();
        tokio::spawn(serve(
            listener,
            router,
            Limits::default(),
            std::future::pending(),
        ));
        Self { host }
    }

    /// Asks for the line as the page of this browser would; the status of a refusal.
    async fn open(&self, browser: &Browser, call: &str, origin: &str) -> Result<Line, u16> {
        let address = format!("ws://{}/video/call/socket?call={call}", self.host);
        let mut request = address.into_client_request().unwrap();
        let headers = request.headers_mut();
        let protocol = HeaderValue::from_static("aldaba.call.v1");
        headers.insert("sec-websocket-protocol", protocol);
        headers.insert("origin", HeaderValue::from_str(origin).unwrap());
        let session = browser.cookie("session").unwrap_or_default();
        let cookie = format!("__Host-aldaba-office-session={session}");
        headers.insert("cookie", HeaderValue::from_str(&cookie).unwrap());
        let stream = TcpStream::connect(&self.host).await.unwrap();
        match client_async(request, stream).await {
            Ok((line, _)) => Ok(line),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(other) => panic!("{other}"),
        }
    }
}

async fn say(line: &mut Line, words: Value) {
    let text = words.to_string();
    line.send(Message::Text(text.into())).await.unwrap();
}

/// The next thing that is told, whatever comes before of other kinds.
async fn hear(line: &mut Line, kind: &str) -> Value {
    loop {
        match line.next().await.unwrap().unwrap() {
            Message::Text(text) => {
                let words: Value = serde_json::from_str(&text).unwrap();
                if words["kind"] == kind {
                    return words;
                }
            }
            Message::Close(why) => panic!("closed: {why:?}"),
            _ => {}
        }
    }
}

/// The code with which the line is closed.
async fn closed(line: &mut Line) -> u16 {
    loop {
        match line.next().await {
            Some(Ok(Message::Close(Some(why)))) => return why.code.into(),
            Some(Ok(_)) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_line_is_the_operators_own_and_gives_way_to_a_newer_one() {
    let rig = Rig::new().await;
    let server = Server::start(&rig).await;
    let (mut marta, _) = rig.officer("marta", &[Role::VideoOperator]).await;
    let (hugo, _) = rig.officer("hugo", &[Role::VideoOperator]).await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    // A second operator, a stranger's call, and a page of somebody else.
    assert_eq!(server.open(&hugo, &call, ORIGIN).await.err(), Some(404));
    let never = "0198c0de-0000-7000-8000-000000000000";
    assert_eq!(server.open(&marta, never, ORIGIN).await.err(), Some(404));
    let elsewhere = "https://evil.example";
    assert_eq!(server.open(&marta, &call, elsewhere).await.err(), Some(403));
    assert_eq!(
        server.open(&rig.browser(), &call, ORIGIN).await.err(),
        Some(303)
    );

    let mut line = server.open(&marta, &call, ORIGIN).await.unwrap();
    say(
        &mut line,
        json!({"kind": "chat", "n": 1, "text": "Buenos días"}),
    )
    .await;
    let heard = hear(&mut line, "chat").await;
    assert_eq!(
        (&heard["from"], &heard["text"]),
        (&json!("operator"), &json!("Buenos días"))
    );
    marta.get("/video/call").await.says("Usted Buenos días");
    // Another window of the same operator takes over; what was said is not told again.
    let mut newer = server.open(&marta, &call, ORIGIN).await.unwrap();
    assert_eq!(closed(&mut line).await, 4001);
    say(
        &mut newer,
        json!({"kind": "caption", "n": 1, "text": "Más cerca"}),
    )
    .await;
    assert_eq!(hear(&mut newer, "caption").await["text"], "Más cerca");
    // A frame that is said again ends the line.
    say(&mut newer, json!({"kind": "ping", "n": 1})).await;
    assert_eq!(closed(&mut newer).await, 1008);
}

#[tokio::test]
async fn a_line_that_breaks_interrupts_the_call_until_the_operator_is_back() {
    let rig = Rig::new().await;
    let server = Server::start(&rig).await;
    let (mut marta, _) = rig.officer("marta", &[Role::VideoOperator]).await;
    let caller = rig.office.caller(&people()[0]).await;
    let call = attend(&rig, &mut marta, &caller).await;
    let mut line = server.open(&marta, &call, ORIGIN).await.unwrap();
    say(&mut line, json!({"kind": "offer", "n": 1, "sdp": "v=0"})).await;
    line.close(None).await.unwrap();
    let proofing = &rig.office.desk.proofing;
    let mut changes = proofing.changes();
    while proofing.view(&caller.call).await.unwrap().unwrap().state
        != proofing::ViewState::Interrupted
    {
        changes.next().await.unwrap();
    }
    marta
        .get("/video/call")
        .await
        .says("Su lado de la llamada se ha cortado");
    let mut line = server.open(&marta, &call, ORIGIN).await.unwrap();
    say(&mut line, json!({"kind": "offer", "n": 1, "sdp": "v=0"})).await;
    while proofing.view(&caller.call).await.unwrap().unwrap().state != proofing::ViewState::InCall {
        changes.next().await.unwrap();
    }
    marta.get("/video/call").await.does_not_say("se ha cortado");
}
