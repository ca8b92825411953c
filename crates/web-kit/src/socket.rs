//! WebSockets of our own pages: JSON text frames with limits, without replays, with an orderly end.
//!
//! ```text
//! static CALLS: LazyLock<Sockets> = LazyLock::new(|| Sockets::new("aldaba.call.v1", 8_192));
//!
//! async fn socket(asked: SocketRequest) -> Result<Response, PageError> {
//!     asked.open(&CALLS, async move |mut socket| {
//!         loop {
//!             match socket.hear::<FromBrowser>().await {
//!                 Ok(frame) => …,                          // frame.n, frame.said
//!                 Err(end) => return socket.end(end).await,
//!             }
//!         }
//!     })
//! }
//! ```
//!
//! | rule | why |
//! |---|---|
//! | `Origin` must be ours, and be there | browsers let any page open a socket to us, with our cookies (RFC 6455 §10.2) |
//! | the subprotocol must be named | another version of the page gets a refusal, not nonsense |
//! | text frames of at most 64 KiB, 20 a second | what one browser may cost |
//! | `n` grows with every frame | a frame that is sent a second time ends the socket |
//! | a ping every 20 s, the end after 60 s of silence | a phone that left the network is noticed |
//! | a frame that is not taken within 10 s ends the socket | slow readers hold no memory |
//!
//! *What it does not do:* it knows no call and no person. Who may open a socket is decided by the
//! handler before [`SocketRequest::open`].

mod allowance;
mod request;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout, timeout_at};

pub use request::SocketRequest;

use crate::server::Stopping;
use allowance::Allowance;

/// The longest text that a browser may send, in bytes. An offer of a browser with two tracks and
/// ten candidates has about 6 KB.
pub const LONGEST: usize = 64 * 1024;

/// Frames a second, and frames at once.
const FRAMES: u32 = 20;

/// How often the browser is asked whether it is there; browsers answer below JavaScript, so that a
/// page whose timers sleep in the background answers too.
const PING: Duration = Duration::from_secs(20);

/// Silence after which nobody is there: two pings missed.
const SILENCE: Duration = Duration::from_secs(60);

/// How long one frame may take to leave.
const SLOW: Duration = Duration::from_secs(10);

/// The sockets of one kind: their subprotocol, and how many there may be at once in this process.
#[derive(Debug, Clone)]
pub struct Sockets {
    protocol: &'static str,
    places: Arc<Semaphore>,
}

impl Sockets {
    /// Sockets that speak `protocol`, at most `places` at once (each costs about 12 KB).
    #[must_use]
    pub fn new(protocol: &'static str, places: usize) -> Self {
        let places = Arc::new(Semaphore::new(places.min(Semaphore::MAX_PERMITS)));
        Self { protocol, places }
    }
}

/// A frame from the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame<T> {
    /// Its number within the socket, from 1.
    pub n: u64,
    /// What it says.
    pub said: T,
}

/// Why a socket is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SocketEnd {
    /// The browser left, or the network did.
    Gone,
    /// The server stops; the browser may open another socket at another node.
    Stopping,
    /// Another socket took the place of this one.
    Elsewhere,
    /// What the socket was for is over.
    Over,
    /// The browser broke a rule; the word is for its developer.
    Broke(&'static str),
}

impl SocketEnd {
    /// The close code (RFC 6455 §7.4) and the word beside it.
    #[must_use]
    pub const fn code(self) -> (u16, &'static str) {
        match self {
            Self::Gone | Self::Over => (1000, "over"),
            Self::Stopping => (1001, "stopping"),
            Self::Broke(rule) => (1008, rule),
            // 4000 to 4999 are for applications (§7.4.2).
            Self::Elsewhere => (4001, "elsewhere"),
        }
    }
}

/// An open socket.
#[derive(Debug)]
pub struct Socket {
    inner: WebSocket,
    stopping: Option<Stopping>,
    last: u64,
    allowance: Allowance,
    heard_at: Instant,
    ping_at: Instant,
    _place: OwnedSemaphorePermit,
}

#[derive(Deserialize)]
struct Numbered {
    n: u64,
}

impl Socket {
    fn new(inner: WebSocket, stopping: Option<Stopping>, place: OwnedSemaphorePermit) -> Self {
        let now = Instant::now();
        Self {
            inner,
            stopping,
            last: 0,
            allowance: Allowance::new(FRAMES, now),
            heard_at: now,
            ping_at: now + PING,
            _place: place,
        }
    }

    /// The next frame. Dropping the future loses nothing, so that it can stand in a `select!`.
    ///
    /// # Errors
    /// Why there will be none. The caller then calls [`Socket::end`].
    pub async fn hear<T: DeserializeOwned>(&mut self) -> Result<Frame<T>, SocketEnd> {
        loop {
            match self.next().await? {
                Message::Text(text) => return self.read(&text),
                Message::Binary(_) => return Err(SocketEnd::Broke("text only")),
                Message::Close(_) => return Err(SocketEnd::Gone),
                // The library answers pings; any sign of life counts.
                Message::Ping(_) | Message::Pong(_) => {}
            }
        }
    }

    async fn next(&mut self) -> Result<Message, SocketEnd> {
        loop {
            let arrival = timeout_at(self.ping_at, self.inner.recv());
            let arrived = tokio::select! {
                biased;
                () = stopped(&mut self.stopping) => return Err(SocketEnd::Stopping),
                arrived = arrival => arrived,
            };
            match arrived {
                Ok(Some(Ok(message))) => {
                    self.heard_at = Instant::now();
                    if !self.allowance.take(self.heard_at) {
                        return Err(SocketEnd::Broke("too fast"));
                    }
                    return Ok(message);
                }
                Ok(Some(Err(error))) => {
                    tracing::debug!(%error, "a socket broke");
                    return Err(SocketEnd::Gone);
                }
                Ok(None) => return Err(SocketEnd::Gone),
                Err(_) => self.ping().await?,
            }
        }
    }

    async fn ping(&mut self) -> Result<(), SocketEnd> {
        let now = Instant::now();
        if now.duration_since(self.heard_at) >= SILENCE {
            return Err(SocketEnd::Gone);
        }
        self.ping_at = now + PING;
        self.send(Message::Ping(axum::body::Bytes::new())).await
    }

    fn read<T: DeserializeOwned>(&mut self, text: &str) -> Result<Frame<T>, SocketEnd> {
        let numbered: Numbered =
            serde_json::from_str(text).map_err(|_| SocketEnd::Broke("a number is missing"))?;
        if numbered.n <= self.last {
            return Err(SocketEnd::Broke("said before"));
        }
        let said = serde_json::from_str(text).map_err(|_| SocketEnd::Broke("not understood"))?;
        self.last = numbered.n;
        let n = numbered.n;
        Ok(Frame { n, said })
    }

    /// Says something to the browser, as JSON.
    ///
    /// # Errors
    /// If the browser does not take it; the socket is over then.
    pub async fn say<T: Serialize + Sync + ?Sized>(&mut self, words: &T) -> Result<(), SocketEnd> {
        let text = serde_json::to_string(words).map_err(|error| {
            tracing::error!(%error, "a frame could not be written");
            SocketEnd::Over
        })?;
        self.send(Message::Text(text.into())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), SocketEnd> {
        match timeout(SLOW, self.inner.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(SocketEnd::Gone),
        }
    }

    /// Closes the socket and tells the browser why.
    pub async fn end(mut self, why: SocketEnd) {
        if why == SocketEnd::Gone {
            return;
        }
        let (code, word) = why.code();
        let reason = Utf8Bytes::from_static(word);
        let frame = CloseFrame { code, reason };
        // Who has left meanwhile needs no reason.
        _ = self.send(Message::Close(Some(frame))).await;
    }
}

/// Waits for the stop of the server; without a server of ours (tests through the router), for ever.
async fn stopped(stopping: &mut Option<Stopping>) {
    match stopping {
        Some(stopping) => stopping.wait().await,
        None => std::future::pending().await,
    }
}
