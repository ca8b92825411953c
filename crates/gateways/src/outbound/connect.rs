//! Connections to judged addresses, over TLS or in the clear.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;

use super::{OutboundError, policy::Target, pool::Connection};

/// At most this many addresses of a name are tried: the limit of time covers all of them.
const TRIES: usize = 4;

/// A silent address must not eat the time of the others.
const TRY_TIME: Duration = Duration::from_secs(2);

/// Headers of an answer: more than any JWKS, OCSP or push endpoint sends.
const MAX_HEADERS: usize = 64;

/// Bytes of the answer's head.
const MAX_HEAD: usize = 16 * 1024;

pub(super) struct Connector {
    tls: TlsConnector,
}

impl Connector {
    pub(super) fn new(roots: RootCertStore) -> Self {
        let config = ClientConfig::builder()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self {
            tls: TlsConnector::from(Arc::new(config)),
        }
    }

    /// Opens a connection to one of `addresses`, all of which were judged.
    pub(super) async fn open(
        &self,
        target: &Target,
        addresses: &[SocketAddr],
    ) -> Result<Connection, OutboundError> {
        let stream = connect(addresses)
            .await
            .map_err(OutboundError::Unreachable)?;
        if !target.tls() {
            return speak(stream).await;
        }
        let name = target
            .server_name()
            .ok_or(OutboundError::Refused("its host cannot be certified"))?;
        speak(
            self.tls
                .connect(name, stream)
                .await
                .map_err(OutboundError::Tls)?,
        )
        .await
    }
}

async fn connect(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in addresses.iter().take(TRIES) {
        match tokio::time::timeout(TRY_TIME, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Ok(Err(error)) => last = error,
            Err(_) => last = io::ErrorKind::TimedOut.into(),
        }
    }
    Err(last)
}

#[expect(clippy::disallowed_methods, reason = "the one home of outbound HTTP")]
async fn speak<S>(stream: S) -> Result<Connection, OutboundError>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (sender, connection) = http1::Builder::new()
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|error| OutboundError::Broken(Box::new(error)))?;
    // The task ends when the sender is dropped or the other side closes. Its error is also the
    // error of the request that was under way.
    tokio::spawn(async move {
        _ = connection.await;
    });
    Ok(sender)
}

/// The certification authorities that the operating system trusts. An empty store is possible:
/// then no TLS connection succeeds, and the log says why.
pub(crate) fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    let (added, _) = roots.add_parsable_certificates(found.certs);
    if added == 0 {
        tracing::warn!(
            "no certification authority found on this system: install ca-certificates, or no TLS connection can be opened"
        );
    }
    roots
}
