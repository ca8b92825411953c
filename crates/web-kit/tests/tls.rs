//! TLS that ends here: certificates are asked for, possession is proven, nobody is refused for
//! what they show.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::Extension;
use axum::routing::get;
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_rustls::TlsConnector;
use web_kit::server::{Limits, serve_tls};
use web_kit::tls::{PresentedChain, Tls};

/// A certificate with its key.
struct Pair {
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
}

impl Pair {
    fn mint(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        Self {
            certificate: params.self_signed(&key).unwrap().der().clone(),
            key: key.serialize_der(),
        }
    }

    fn key(&self) -> PrivateKeyDer<'static> {
        PrivatePkcs8KeyDer::from(self.key.clone()).into()
    }

    fn certified(&self) -> CertifiedKey {
        let provider = rustls::crypto::aws_lc_rs::default_provider();
        CertifiedKey::from_der(vec![self.certificate.clone()], self.key(), &provider).unwrap()
    }
}

struct Server {
    address: SocketAddr,
    own: Pair,
    _stop: oneshot::Sender<()>,
}

/// Tells how many certificates were shown, and which.
async fn start() -> Server {
    let own = Pair::mint("mtls.example");
    let shown = SingleCertAndKey::from(own.certified());
    let tls = Tls::asking_for_certificates(Arc::new(shown)).unwrap();
    let told = async |Extension(chain): Extension<PresentedChain>| {
        let chain = chain.certificates();
        let shown: String = chain.iter().map(|der| format!("{der:?}")).collect();
        format!("{} {shown}", chain.len())
    };
    let router = Router::new().route("/", get(told));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    tokio::spawn(async move {
        let stop = async { _ = stopped.await };
        serve_tls(listener, tls, router, Limits::default(), stop)
            .await
            .unwrap();
    });
    Server {
        address,
        own,
        _stop: stop,
    }
}

impl Server {
    /// What the server told a client that showed this, or that it could not be spoken to.
    async fn tells(&self, shown: Option<CertifiedKey>) -> std::io::Result<String> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add(self.own.certificate.clone()).unwrap();
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots);
        let config = match shown {
            None => config.with_no_client_auth(),
            Some(shown) => {
                config.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(shown)))
            }
        };
        let stream = TcpStream::connect(self.address).await?;
        let name = ServerName::try_from("mtls.example").unwrap();
        let connector = TlsConnector::from(Arc::new(config));
        let mut stream = connector.connect(name, stream).await?;
        stream
            .write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            .await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        let answer = String::from_utf8(answer).unwrap();
        Ok(answer.rsplit_once("\r\n").unwrap().1.to_owned())
    }
}

#[tokio::test]
async fn handlers_see_what_the_client_showed_whoever_issued_it() {
    let server = start().await;
    let client = Pair::mint("anybody");
    let told = server.tells(Some(client.certified())).await.unwrap();
    assert_eq!(told, format!("1 {:?}", client.certificate.to_vec()));
}

#[tokio::test]
async fn who_shows_nothing_is_served_all_the_same() {
    let server = start().await;
    assert_eq!(server.tells(None).await.unwrap(), "0 ");
}

/// The certificate of somebody else is no secret; their key is.
#[tokio::test]
async fn a_certificate_without_its_key_gets_no_connection() {
    let server = start().await;
    let (victim, thief) = (Pair::mint("victim"), Pair::mint("thief"));
    let key = thief.certified().key;
    let forged = CertifiedKey::new(vec![victim.certificate.clone()], key);
    assert!(server.tells(Some(forged)).await.is_err());
}
