//! TLS that the process itself ends, on an address that asks clients for a certificate.
//!
//! Nobody is refused for the certificate that they show, or for showing none: the handshake proves
//! that the client has the private key of what it showed, and the chain is handed to the handlers as
//! [`PresentedChain`]. What it is worth is theirs to say: who registered a fingerprint trusts no
//! authority (RFC 8705 §2.2), others trust different ones.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms};
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::server::ResolvesServerCert;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{DigitallySignedStruct, DistinguishedName, ServerConfig, SignatureScheme};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

/// The chain that a client showed, each certificate in DER, its own first; its key is proven to be
/// the client's. In each request of a connection that this module took; empty if the client showed
/// nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PresentedChain(Arc<[Vec<u8>]>);

impl PresentedChain {
    /// A chain, the client's own certificate first.
    #[must_use]
    pub fn new(chain: Vec<Vec<u8>>) -> Self {
        Self(chain.into())
    }

    /// The certificates, the client's own first.
    #[must_use]
    pub fn certificates(&self) -> &[Vec<u8>] {
        &self.0
    }
}

/// Time for a handshake. Slower ones are cut off, as slow headers are.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Certificates and bytes of a chain that are looked at. Persons' certificates have three and stay
/// below 10 KiB.
const CHAIN: usize = 8;
const CHAIN_BYTES: usize = 32 * 1024;

/// Asks each client for a certificate.
#[derive(Clone)]
pub struct Tls {
    acceptor: TlsAcceptor,
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tls")
    }
}

impl Tls {
    /// TLS 1.2 and 1.3 with the suites of the library (FAPI 2.0 §5.2.1 lists no others), showing
    /// `certificates`.
    ///
    /// # Errors
    /// If the library lacks what it needs, which would be a mistake in its features.
    pub fn asking_for_certificates(
        certificates: Arc<dyn ResolvesServerCert>,
    ) -> Result<Self, rustls::Error> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let verifier = Arc::new(AskAndHandOn::new(&provider));
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_client_cert_verifier(verifier)
            .with_cert_resolver(certificates);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            acceptor: TlsAcceptor::from(Arc::new(config)),
        })
    }

    /// The handshake on a connection; the router then finds [`PresentedChain`] in its requests.
    pub(crate) async fn accept(
        &self,
        stream: TcpStream,
        router: Router,
    ) -> Option<(tokio_rustls::server::TlsStream<TcpStream>, Router)> {
        let accepted = tokio::time::timeout(HANDSHAKE, self.acceptor.accept(stream)).await;
        let stream = match accepted {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => {
                tracing::debug!(%error, "a TLS handshake ended badly");
                return None;
            }
            Err(_) => return None,
        };
        let (_, connection) = stream.get_ref();
        let chain = connection.peer_certificates().unwrap_or_default();
        let chain = PresentedChain::new(chain.iter().map(|der| der.to_vec()).collect());
        Some((stream, router.layer(axum::Extension(chain))))
    }
}

/// Asks for a certificate, demands none, and checks nothing but possession of the key.
#[derive(Debug)]
struct AskAndHandOn {
    algorithms: WebPkiSupportedAlgorithms,
}

impl AskAndHandOn {
    fn new(provider: &CryptoProvider) -> Self {
        Self {
            algorithms: provider.signature_verification_algorithms,
        }
    }
}

impl ClientCertVerifier for AskAndHandOn {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    /// Empty: certificates of any issuer may be shown (RFC 8446 §4.2.4).
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        let rest: usize = intermediates.iter().map(|der| der.len()).sum();
        if intermediates.len() >= CHAIN || end_entity.len() + rest > CHAIN_BYTES {
            return Err(rustls::Error::General("the chain is too long".to_owned()));
        }
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
