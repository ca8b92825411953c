//! The server over real connections: limits and the graceful stop.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Extension;
use axum::routing::get;
use futures_util::{StreamExt as _, stream};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use web_kit::client::Peer;
use web_kit::events::{EventsRequest, Streams};
use web_kit::server::{Limits, serve};

async fn start(
    router: Router,
    limits: Limits,
) -> (
    std::net::SocketAddr,
    oneshot::Sender<()>,
    tokio::task::JoinHandle<()>,
) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(async move {
        serve(listener, router, limits, async { _ = stopped.await })
            .await
            .unwrap();
    });
    (address, stop, server)
}

async fn exchange(address: std::net::SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // A server that has refused stops reading: what it answered is still there to be read.
    _ = stream.write_all(request.as_bytes()).await;
    let mut answer = Vec::new();
    _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

const CLOSE: &str = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn handlers_see_the_peer() {
    let router = Router::new().route(
        "/",
        get(async |Extension(peer): Extension<Peer>| peer.0.ip().to_string()),
    );
    let (address, _stop, _server) = start(router, Limits::default()).await;
    assert!(exchange(address, CLOSE).await.ends_with("127.0.0.1"));
}

#[tokio::test]
async fn a_slow_head_is_cut_off() {
    let limits = Limits {
        header_timeout: Duration::from_millis(50),
        ..Limits::default()
    };
    let (address, _stop, _server) = start(Router::new(), limits).await;
    let answer = exchange(address, "GET / HTTP/1.1\r\nHost:").await;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
        "{answer}"
    );
}

#[tokio::test]
async fn too_many_or_too_long_headers_are_refused() {
    let (address, _stop, _server) = start(Router::new(), Limits::default()).await;
    let many: String = (0..150).map(|n| format!("x{n}: 1\r\n")).collect();
    let long = format!("x: {}\r\n", "y".repeat(100_000));
    for headers in [many, long] {
        let answer = exchange(address, &format!("GET / HTTP/1.1\r\n{headers}\r\n")).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
}

#[tokio::test]
async fn a_stop_lets_the_running_request_finish() {
    let (entered, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (inside, gate) = (Arc::clone(&entered), Arc::clone(&release));
    let handler = async move || {
        inside.notify_one();
        gate.notified().await;
        "finished"
    };
    let (address, stop, server) =
        start(Router::new().route("/", get(handler)), Limits::default()).await;
    let running = tokio::spawn(exchange(address, CLOSE));
    entered.notified().await;
    stop.send(()).unwrap();
    release.notify_one();
    assert!(running.await.unwrap().ends_with("finished"));
    server.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn an_idle_connection_does_not_hold_up_the_stop() {
    let (address, stop, server) = start(Router::new(), Limits::default()).await;
    let mut idle = TcpStream::connect(address).await.unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .unwrap();
    let mut head = [0; 12];
    idle.read_exact(&mut head).await.unwrap();
    stop.send(()).unwrap();
    server.await.unwrap();
}

#[tokio::test]
async fn streams_do_not_take_the_places_of_other_connections_and_end_with_the_server() {
    let streams = Streams::new(2);
    let events = async move |request: EventsRequest| {
        let first = stream::once(async { ":\n\n".to_owned() });
        request.answer(&streams, first.chain(stream::pending()))
    };
    let router = Router::new()
        .route("/events", get(events))
        .route("/", get(async || "here"));
    let limits = Limits {
        connections: 1,
        ..Limits::default()
    };
    let (address, stop, server) = start(router, limits).await;
    let mut waiting = Vec::new();
    for _ in 0..2 {
        let mut open = BufReader::new(TcpStream::connect(address).await.unwrap());
        open.write_all(b"GET /events HTTP/1.1\r\nHost: x\r\n\r\n")
            .await
            .unwrap();
        let mut line = String::new();
        while line.trim_end() != ":" {
            line.clear();
            assert_ne!(
                open.read_line(&mut line).await.unwrap(),
                0,
                "the stream is open"
            );
        }
        waiting.push(open);
    }
    // There is one connection at a time, and two streams are open.
    assert!(exchange(address, CLOSE).await.ends_with("here"));
    let refused = exchange(address, &CLOSE.replace("GET /", "GET /events")).await;
    assert!(refused.starts_with("HTTP/1.1 503"), "{refused}");
    stop.send(()).unwrap();
    server.await.unwrap();
    let mut rest = String::new();
    for mut open in waiting {
        open.read_to_string(&mut rest).await.unwrap();
    }
}
