#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use ports::BoxFuture;
use rustls::{RootCertStore, ServerConfig};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
};
use url::Url;

use super::*;

/// Answers with a list of its own, one entry a question, and counts the questions.
#[derive(Default)]
struct Scripted {
    answers: Mutex<Vec<Vec<SocketAddr>>>,
    asked: AtomicUsize,
}

impl Scripted {
    fn new(answers: &[&[SocketAddr]]) -> Arc<Self> {
        let answers = answers.iter().rev().map(|a| a.to_vec()).collect();
        Arc::new(Self {
            answers: Mutex::new(answers),
            asked: AtomicUsize::new(0),
        })
    }
}

impl Resolve for Scripted {
    fn resolve<'a>(&'a self, _: &'a str, _: u16) -> BoxFuture<'a, io::Result<Vec<SocketAddr>>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let answer = self.answers.lock().unwrap().pop();
        Box::pin(async move { answer.ok_or_else(|| io::ErrorKind::NotFound.into()) })
    }
}

/// A server that sends the same bytes to every request and counts connections and requests.
struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone, Copy, PartialEq)]
enum After {
    KeepOpen,
    Close,
    Silence,
}

async fn serve(answer: &'static [u8], after: After) -> Server {
    serve_over(answer, after, None).await
}

async fn serve_over(answer: &'static [u8], after: After, tls: Option<Arc<ServerConfig>>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = Server {
        address: listener.local_addr().unwrap(),
        connections: Arc::default(),
        requests: Arc::default(),
    };
    let (connections, requests) = (server.connections.clone(), server.requests.clone());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            connections.fetch_add(1, Ordering::SeqCst);
            let requests = requests.clone();
            match &tls {
                None => drop(tokio::spawn(speak(stream, answer, after, requests))),
                Some(config) => {
                    let acceptor = tokio_rustls::TlsAcceptor::from(config.clone());
                    tokio::spawn(async move {
                        if let Ok(stream) = acceptor.accept(stream).await {
                            speak(stream, answer, after, requests).await;
                        }
                    });
                }
            }
        }
    });
    server
}

async fn speak(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    answer: &'static [u8],
    after: After,
    requests: Arc<Mutex<Vec<String>>>,
) {
    let mut buffer = vec![0; 8192];
    while let Ok(read) = stream.read(&mut buffer).await {
        if read == 0 {
            return;
        }
        requests
            .lock()
            .unwrap()
            .push(String::from_utf8_lossy(&buffer[..read]).into_owned());
        if after == After::Silence {
            std::future::pending::<()>().await;
        }
        if stream.write_all(answer).await.is_err() || after == After::Close {
            return;
        }
    }
}

const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

fn limits() -> OutboundLimits {
    OutboundLimits {
        body: 1000,
        time: Duration::from_secs(5),
    }
}

fn client(policy: OutboundPolicy, resolver: Arc<dyn Resolve>) -> OutboundClient {
    OutboundClient::with_parts(policy, limits(), resolver, RootCertStore::empty())
}

fn listed(server: &Server) -> OutboundClient {
    let origin = server.address.to_string().parse().unwrap();
    client(
        OutboundPolicy::public().allowing(origin),
        Scripted::new(&[]),
    )
}

async fn get(client: &OutboundClient, url: &str) -> Result<OutboundResponse, OutboundError> {
    client
        .send(&OutboundRequest::get(Url::parse(url).unwrap()))
        .await
}

#[tokio::test]
async fn refuses_addresses_of_strangers_that_are_not_plainly_https() {
    let client = client(OutboundPolicy::public(), Scripted::new(&[]));
    for url in [
        "http://rp.example/jwks",
        "ftp://rp.example/jwks",
        "file:///etc/passwd",
        "https://user:secret@rp.example/jwks",
        "https://user@rp.example/jwks",
    ] {
        assert!(
            matches!(get(&client, url).await, Err(OutboundError::Refused(_))),
            "{url}"
        );
    }
}

#[tokio::test]
async fn refuses_local_addresses_however_they_are_written() {
    let client = client(OutboundPolicy::public(), Scripted::new(&[]));
    for url in [
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://192.168.1.1:8443/",
    ] {
        assert!(
            matches!(get(&client, url).await, Err(OutboundError::AddressRefused)),
            "{url}"
        );
    }
}

#[tokio::test]
async fn refuses_a_name_that_leads_to_local_addresses_without_touching_them() {
    let server = serve(OK, After::KeepOpen).await;
    let link_local = "169.254.169.254:443".parse().unwrap();
    let client = client(
        OutboundPolicy::public(),
        Scripted::new(&[&[server.address, link_local]]),
    );
    let answer = get(
        &client,
        &format!("https://rp.example:{}/", server.address.port()),
    )
    .await;
    assert!(matches!(answer, Err(OutboundError::AddressRefused)));
    assert_eq!(server.connections.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn connects_to_the_address_that_was_judged_and_never_asks_the_name_again() {
    let (first, second) = (
        serve(OK, After::KeepOpen).await,
        serve(OK, After::KeepOpen).await,
    );
    let resolver = Scripted::new(&[&[first.address], &[second.address]]);
    let policy = OutboundPolicy::public().allowing("rp.example".parse().unwrap());
    let client = client(policy, resolver.clone());
    get(&client, "http://rp.example/logout").await.unwrap();
    assert_eq!(resolver.asked.load(Ordering::SeqCst), 1);
    assert_eq!(first.connections.load(Ordering::SeqCst), 1);
    assert_eq!(second.connections.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn tells_that_a_name_has_no_address() {
    let client = client(OutboundPolicy::public(), Scripted::new(&[&[]]));
    assert!(matches!(
        get(&client, "https://a.example/").await,
        Err(OutboundError::Unresolved(_))
    ));
    assert!(matches!(
        get(&client, "https://b.example/").await,
        Err(OutboundError::Unresolved(_))
    ));
}

#[tokio::test]
async fn an_operators_gateway_is_called_at_its_origin_and_nowhere_else() {
    let server = serve(OK, After::KeepOpen).await;
    let url = Url::parse(&format!("http://{}/v1", server.address)).unwrap();
    let client = client(OutboundPolicy::only(&url).unwrap(), Scripted::new(&[]));
    assert_eq!(get(&client, url.as_str()).await.unwrap().body, "ok");
    for elsewhere in ["http://127.0.0.1:1/v1", "https://rp.example/"] {
        assert!(matches!(
            get(&client, elsewhere).await,
            Err(OutboundError::Refused(_))
        ));
    }
}

#[tokio::test]
async fn does_not_follow_redirects() {
    let server = serve(
        b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
        After::KeepOpen,
    )
    .await;
    let answer = get(
        &listed(&server),
        &format!("http://{}/a?b=c", server.address),
    )
    .await
    .unwrap();
    assert_eq!(answer.status, 302);
    let requests = server.requests.lock().unwrap();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].starts_with("GET /a?b=c HTTP/1.1\r\n"));
    assert!(requests[0].contains(&format!("host: {}\r\n", server.address)));
}

#[tokio::test]
async fn refuses_a_body_above_the_limit_whether_announced_or_not() {
    const LONG: &[u8] = &[b'a'; 3000];
    let announced: &'static [u8] =
        Vec::leak([b"HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n", LONG].concat());
    let unannounced: &'static [u8] =
        Vec::leak([b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", LONG].concat());
    for (answer, after) in [(announced, After::KeepOpen), (unannounced, After::Close)] {
        let server = serve(answer, after).await;
        let outcome = get(&listed(&server), &format!("http://{}/", server.address)).await;
        assert!(matches!(outcome, Err(OutboundError::TooLarge(1000))));
    }
}

#[tokio::test]
async fn breaks_off_when_the_head_of_the_answer_is_too_long() {
    let mut head = b"HTTP/1.1 200 OK\r\nX: ".to_vec();
    head.extend([b'a'; 40_000]);
    let server = serve(Vec::leak(head), After::KeepOpen).await;
    let outcome = get(&listed(&server), &format!("http://{}/", server.address)).await;
    assert!(matches!(outcome, Err(OutboundError::Broken(_))));
}

#[tokio::test]
async fn gives_up_on_a_silent_server_when_the_time_is_up() {
    let server = serve(OK, After::Silence).await;
    let origin = server.address.to_string().parse().unwrap();
    let limits = OutboundLimits {
        time: Duration::from_millis(50),
        ..limits()
    };
    let client = OutboundClient::with_parts(
        OutboundPolicy::public().allowing(origin),
        limits,
        Scripted::new(&[]),
        RootCertStore::empty(),
    );
    let outcome = get(&client, &format!("http://{}/", server.address)).await;
    assert!(matches!(outcome, Err(OutboundError::TimedOut)));
}

#[tokio::test]
async fn uses_a_connection_again_and_survives_one_that_the_server_closed() {
    let server = serve(OK, After::KeepOpen).await;
    let client = listed(&server);
    for _ in 0..3 {
        get(&client, &format!("http://{}/", server.address))
            .await
            .unwrap();
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);

    let closing = serve(OK, After::Close).await;
    let client = listed(&closing);
    for _ in 0..3 {
        get(&client, &format!("http://{}/", closing.address))
            .await
            .unwrap();
    }
    assert_eq!(closing.requests.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn speaks_tls_and_checks_the_name() {
    let minted = rcgen::generate_simple_self_signed(vec!["rp.example".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(minted.signing_key.serialize_der());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![minted.cert.der().clone()], key.into())
        .unwrap();
    let server = serve_over(OK, After::KeepOpen, Some(Arc::new(config))).await;
    let policy = OutboundPolicy::public()
        .allowing("rp.example".parse().unwrap())
        .allowing("other.example".parse().unwrap());
    let mut roots = RootCertStore::empty();
    roots.add(minted.cert.der().clone()).unwrap();
    let resolver = Scripted::new(&[&[server.address], &[server.address], &[server.address]]);
    let trusting = OutboundClient::with_parts(policy.clone(), limits(), resolver.clone(), roots);
    let strict = client(policy, resolver);

    assert_eq!(
        get(&trusting, "https://rp.example/").await.unwrap().body,
        "ok"
    );
    let other = get(&trusting, "https://other.example/").await;
    assert!(matches!(other, Err(OutboundError::Tls(_))));
    let untrusted = get(&strict, "https://rp.example/").await;
    assert!(matches!(untrusted, Err(OutboundError::Tls(_))));
}

#[test]
fn reads_entries_of_the_allow_list() {
    for good in [
        "localhost",
        "localhost:8080",
        "127.0.0.1",
        "[::1]",
        "[::1]:9000",
    ] {
        assert!(good.parse::<AllowedOrigin>().is_ok(), "{good}");
    }
    for bad in [
        "",
        "localhost:",
        "localhost:99999",
        "http://localhost",
        "::1",
        "a b",
    ] {
        assert!(bad.parse::<AllowedOrigin>().is_err(), "{bad}");
    }
}
