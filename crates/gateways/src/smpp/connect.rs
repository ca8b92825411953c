//! Connection, TLS, bind.

use std::{io, sync::Arc, time::Duration};

use rustls::{
    ClientConfig,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadHalf, WriteHalf},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;
use wire_smpp::{Body, Command, DecodeError, Frames, Header, Pdu, Status};

use super::settings::{SmppSecurity, SmppSettings, SmppSettingsError};

/// Bytes that are read at once.
const CHUNK: usize = 4 * 1024;

/// TLS with the name that the certificate must have, where it is wanted.
pub(super) type Tls = Option<(TlsConnector, ServerName<'static>)>;

pub(super) fn tls(settings: &SmppSettings) -> Result<Tls, SmppSettingsError> {
    if settings.security == SmppSecurity::Plain {
        return Ok(None);
    }
    let mut roots = crate::outbound::system_roots();
    if let Some(pem) = &settings.extra_authority {
        let mut added = 0;
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|_| SmppSettingsError::Authority)?;
            roots
                .add(certificate)
                .map_err(|_| SmppSettingsError::Authority)?;
            added += 1;
        }
        if added == 0 {
            return Err(SmppSettingsError::Authority);
        }
    }
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(settings.host.clone()).map_err(|_| SmppSettingsError::Host)?;
    Ok(Some((TlsConnector::from(Arc::new(config)), name)))
}

/// A connection, encrypted or not.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// A bound session.
pub(super) struct Bound {
    pub(super) incoming: Incoming,
    pub(super) write: WriteHalf<Box<dyn Stream>>,
}

/// How long a provider is waited for that does not answer a goodbye.
const FAREWELL: Duration = Duration::from_secs(1);

impl Bound {
    /// Ends the session in order (§4.2). A provider that does not answer is left all the same.
    pub(super) async fn leave(mut self) {
        let Ok(octets) = Pdu::request(2, Body::Unbind).encode() else {
            return;
        };
        if self.write.write_all(&octets).await.is_err() {
            return;
        }
        let answered = async {
            while let Ok(Came::Pdu(pdu)) = self.incoming.next().await {
                if pdu.body == Body::UnbindResp {
                    break;
                }
            }
        };
        // Whether it answered makes no difference any more.
        _ = tokio::time::timeout(FAREWELL, answered).await;
    }
}

/// Why there is no session.
#[derive(Debug, thiserror::Error)]
pub(super) enum BindError {
    #[error("no connection: {}", .0.kind())]
    Unreachable(#[source] io::Error),
    #[error("no trusted TLS connection")]
    Tls(#[source] io::Error),
    #[error("the bind was refused: {0}")]
    Refused(Status),
    #[error("the connection broke off, or does not speak SMPP")]
    Broken,
    #[error("no answer in time")]
    TimedOut,
}

/// Opens a session within the time limit.
pub(super) async fn bind(settings: &SmppSettings, tls: &Tls) -> Result<Bound, BindError> {
    match tokio::time::timeout(settings.timeout, open(settings, tls)).await {
        Ok(bound) => bound,
        // A refused bind is often a closed connection or nothing at all.
        Err(_) => Err(BindError::TimedOut),
    }
}

async fn open(settings: &SmppSettings, tls: &Tls) -> Result<Bound, BindError> {
    let address = (settings.host.as_str(), settings.port);
    let plain = TcpStream::connect(address)
        .await
        .map_err(BindError::Unreachable)?;
    plain.set_nodelay(true).map_err(BindError::Unreachable)?;
    let stream: Box<dyn Stream> = match tls {
        None => Box::new(plain),
        Some((tls, name)) => Box::new(
            tls.connect(name.clone(), plain)
                .await
                .map_err(BindError::Tls)?,
        ),
    };
    let (read, mut write) = tokio::io::split(stream);
    let mut incoming = Incoming::new(read);
    let bind = Pdu::request(1, Body::Bind(settings.bind()));
    let octets = bind.encode().map_err(|_| BindError::Broken)?;
    write
        .write_all(&octets)
        .await
        .map_err(|_| BindError::Broken)?;
    match incoming.next().await {
        Ok(Came::Pdu(Pdu {
            status,
            body: Body::BindResp { .. } | Body::GenericNack,
            ..
        })) if !status.is_ok() => Err(BindError::Refused(status)),
        Ok(Came::Pdu(Pdu {
            body: Body::BindResp { .. },
            ..
        })) => Ok(Bound { incoming, write }),
        // Nothing else may come before the answer (§2.2).
        Ok(Came::Pdu(_) | Came::Fault(..) | Came::Nothing) | Err(_) => Err(BindError::Broken),
    }
}

/// What came in.
#[derive(Debug)]
pub(super) enum Came {
    Pdu(Pdu),
    /// A whole frame that could not be read.
    Fault(Header, DecodeError),
    /// The other side has closed the connection.
    Nothing,
}

/// PDUs from a connection.
pub(super) struct Incoming {
    read: ReadHalf<Box<dyn Stream>>,
    frames: Frames,
    chunk: Box<[u8]>,
}

impl Incoming {
    fn new(read: ReadHalf<Box<dyn Stream>>) -> Self {
        Self {
            read,
            frames: Frames::default(),
            chunk: vec![0; CHUNK].into_boxed_slice(),
        }
    }

    /// The next PDU. Dropping the future loses nothing.
    pub(super) async fn next(&mut self) -> io::Result<Came> {
        loop {
            if let Some(came) = self.waiting()? {
                return Ok(came);
            }
            let count = self.read.read(&mut self.chunk).await?;
            if count == 0 {
                return Ok(Came::Nothing);
            }
            self.frames
                .push(self.chunk.get(..count).unwrap_or_default());
        }
    }

    fn waiting(&mut self) -> io::Result<Option<Came>> {
        let invalid = |error: DecodeError| io::Error::new(io::ErrorKind::InvalidData, error);
        let Some(frame) = self.frames.next_frame().map_err(invalid)? else {
            return Ok(None);
        };
        let (header, rest) = Header::split(frame).map_err(invalid)?;
        Ok(Some(match Pdu::decode_body(&header, rest) {
            Ok(pdu) => Came::Pdu(pdu),
            Err(error) => Came::Fault(header, error),
        }))
    }
}

impl BindError {
    /// Trying again soon would only lock the account.
    pub(super) fn is_ours_to_mend(&self) -> bool {
        matches!(
            self,
            Self::Refused(
                Status::INVALID_PASSWORD
                    | Status::INVALID_SYSTEM_ID
                    | Status::INVALID_SYSTEM_TYPE
                    | Status::BIND_FAILED
            )
        )
    }
}

/// Whether a PDU that cannot be read wants an answer.
pub(super) fn wants_nack(header: &Header) -> bool {
    !Command::is_answer(header.command_id)
}
