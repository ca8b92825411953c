//! The HTTP server: hyper with limits, and a stop that lets everybody finish.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tower::Service as _;

use crate::client::Peer;
use crate::tls::Tls;

/// What one connection may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at a time; more wait in the listen queue of the system. Sockets and streams of
    /// events have places of their own. Default: 4,096.
    pub connections: usize,
    /// Time for the head of a request, also of the next one on an open connection. A slow sender
    /// is cut off (slow-header attacks). Default: 10 s.
    pub header_timeout: Duration,
    /// Bytes of the head of a request; hyper reads ahead, so up to twice as many may pass.
    /// Default: 32 KiB.
    pub header_bytes: usize,
    /// Number of header lines. Default: 100.
    pub header_lines: usize,
    /// How long requests may finish after the stop was asked for. Default: 20 s.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            header_timeout: Duration::from_secs(10),
            header_bytes: 32 * 1024,
            header_lines: 100,
            grace: Duration::from_secs(20),
        }
    }
}

/// Tells what outlives its request, such as a WebSocket, that the server stops; put into each
/// request. The server waits, within its grace time, until all of these are dropped.
#[derive(Debug, Clone)]
pub struct Stopping(watch::Receiver<()>);

impl Stopping {
    /// Ready when the server was asked to stop. Dropping the future loses nothing.
    pub async fn wait(&mut self) {
        // An error is a server that is gone.
        _ = self.0.changed().await;
    }
}

/// The place of a connection among those that there may be at a time; put into each request. An
/// answer that goes on for minutes gives it back and takes one among its own kind, so that pages
/// that wait never keep others out.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionSlot(Arc<Mutex<Option<OwnedSemaphorePermit>>>);

impl ConnectionSlot {
    /// Another connection may come in. The caller says how many may live on like this one.
    pub(crate) fn give_back(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Serves until `shutdown` is ready, then accepts nothing new, lets running requests finish
/// within the grace time, and returns.
///
/// # Errors
/// If the listener itself breaks. A broken connection breaks nothing else.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    serve_with(listener, None, router, limits, shutdown).await
}

/// The same inside TLS that ends here.
///
/// # Errors
/// If the listener itself breaks. A broken connection breaks nothing else.
pub async fn serve_tls(
    listener: TcpListener,
    tls: Tls,
    router: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    serve_with(listener, Some(tls), router, limits, shutdown).await
}

async fn serve_with(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let slots = Arc::new(Semaphore::new(limits.connections));
    let (stop, stopping) = watch::channel(());
    let mut running = JoinSet::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let slot = tokio::select! {
            biased;
            () = &mut shutdown => break,
            slot = Arc::clone(&slots).acquire_owned() => slot.map_err(io::Error::other)?,
        };
        let (stream, peer) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) if is_of_one_connection(&error) => continue,
                Err(error) => return Err(error),
            },
            Some(_) = running.join_next(), if !running.is_empty() => continue,
        };
        // Small answers must not wait for more bytes to send with them.
        _ = stream.set_nodelay(true);
        let (router, stopping, tls) = (router.clone(), stopping.clone(), tls.clone());
        let slot = ConnectionSlot(Arc::new(Mutex::new(Some(slot))));
        running.spawn(async move {
            match tls {
                None => serve_connection(stream, peer, router, limits, stopping, &slot).await,
                Some(tls) => {
                    if let Some((stream, router)) = tls.accept(stream, router).await {
                        serve_connection(stream, peer, router, limits, stopping, &slot).await;
                    }
                }
            }
            slot.give_back();
        });
    }
    // From here on the system refuses new connections, so that a balancer tries another node.
    drop(listener);
    drop(stopping);
    // Told, not dropped: `closed` below is ready when the last socket has ended too.
    _ = stop.send(());
    let finish = async {
        while running.join_next().await.is_some() {}
        stop.closed().await;
    };
    if tokio::time::timeout(limits.grace, finish).await.is_err() {
        tracing::warn!("connections were cut off after the grace time");
    }
    Ok(())
}

/// Errors of `accept` that belong to the connection that was to be accepted.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
    )
}

/// Serves one connection, also one that is already inside TLS. It is asked to finish when the
/// sender of `stopping` sends or is dropped.
async fn serve_connection<I>(
    stream: I,
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    mut stopping: watch::Receiver<()>,
    slot: &ConnectionSlot,
) where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (told, slot) = (Stopping(stopping.clone()), slot.clone());
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        // A router is always ready (axum documents it), so `poll_ready` is not asked.
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        request.extensions_mut().insert(told.clone());
        request.extensions_mut().insert(slot.clone());
        router.clone().call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_buf_size(limits.header_bytes.max(8192))
        .max_headers(limits.header_lines)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let outcome = tokio::select! {
        outcome = connection.as_mut() => outcome,
        _ = stopping.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = outcome {
        tracing::debug!(%error, "a connection ended badly");
    }
}
