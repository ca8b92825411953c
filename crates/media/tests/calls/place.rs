//! A server and those who call it.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use media::{
    Limits, MediaSettings, WebRtcServer,
    client::{Client, ClientSettings, Manners, Picture, Seen},
};
use ports::{
    media::{MediaEvent, MediaHappening, MediaServer as _, RecordingStart, Seat, Transport},
    recordings::{OpenRecording, RecordingSummary, RecordingVault as _},
};
use recordings::RecordingFolder;
use tokio::{
    sync::{oneshot, watch},
    task::JoinHandle,
    time::timeout,
};
use vocab::{SeededEntropy, Timestamp, VideoCallId};

/// A server with a folder of its own.
pub(crate) struct Place {
    pub(crate) server: Arc<WebRtcServer>,
    pub(crate) folder: tempfile::TempDir,
    entropy: SeededEntropy,
}

/// Somebody in a call.
pub(crate) struct Caller {
    pub(crate) seen: watch::Receiver<Seen>,
    stop: oneshot::Sender<()>,
    talking: JoinHandle<Seen>,
}

/// What a client is that a test needs, besides where it calls.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) transport: Transport,
    pub(crate) manners: Manners,
}

pub(crate) const UDP: Kind = Kind {
    transport: Transport::Udp,
    manners: Manners::Good,
};

/// Nothing on loopback takes this long.
const PATIENCE: Duration = Duration::from_secs(20);

impl Place {
    pub(crate) fn new() -> Self {
        Self::with(Limits::default())
    }

    pub(crate) fn with(limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            server: Arc::new(start(folder.path(), limits)),
            folder,
            entropy: SeededEntropy::new(7),
        }
    }

    pub(crate) fn call(n: u8) -> VideoCallId {
        VideoCallId::from_bytes([n; 16])
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Another server over the same folder, after the first one was left as it is.
    pub(crate) fn start_again(&mut self) {
        self.server = Arc::new(start(self.folder.path(), Limits::default()));
    }

    pub(crate) fn client(&self, seat: Option<Seat>, kind: Kind) -> ClientSettings {
        let sends = seat != Some(Seat::Operator);
        ClientSettings {
            picture: sends.then(Picture::sample),
            wants_picture: seat != Some(Seat::Citizen),
            transport: kind.transport,
            server: self.address(),
            manners: kind.manners,
        }
    }

    /// Joins a call as a browser would.
    pub(crate) async fn join(&self, call: VideoCallId, seat: Seat, kind: Kind) -> Caller {
        let client = Client::new(self.client(Some(seat), kind)).await.unwrap();
        let answer = self
            .server
            .answer(call, seat, client.offer())
            .await
            .unwrap();
        Caller::talk(client, answer)
    }

    pub(crate) async fn echo(&self, kind: Kind) -> Caller {
        let client = Client::new(self.client(None, kind)).await.unwrap();
        let answer = self.server.echo(client.offer()).await.unwrap();
        Caller::talk(client, answer)
    }

    pub(crate) fn start_of_recording(&self) -> RecordingStart {
        let at: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
        RecordingStart::new(at, &self.entropy)
    }

    /// Waits until something is told of a seat.
    pub(crate) async fn told(
        &self,
        call: VideoCallId,
        seat: Seat,
        what: impl Fn(&MediaHappening) -> bool,
    ) -> MediaHappening {
        let hear = async {
            loop {
                let event: MediaEvent = self.server.event().await;
                if event.call == call && event.seat == seat && what(&event.what) {
                    break event.what;
                }
            }
        };
        timeout(PATIENCE, hear).await.expect("nothing was told")
    }

    pub(crate) async fn open(
        &self,
        start: &RecordingStart,
        summary: &RecordingSummary,
    ) -> Box<dyn OpenRecording> {
        let vault = RecordingFolder::new(self.folder.path());
        let opened = vault.open(start.id, &start.key, &summary.final_hash);
        opened.await.unwrap()
    }
}

fn start(folder: &Path, limits: Limits) -> WebRtcServer {
    let settings = MediaSettings {
        listen: "127.0.0.1:0".parse().unwrap(),
        public_addresses: Vec::new(),
        tcp: true,
        recordings: folder.to_owned(),
        limits,
    };
    WebRtcServer::start(&settings, Arc::new(SeededEntropy::new(7))).unwrap()
}

impl Caller {
    pub(crate) fn talk(client: Client, answer: String) -> Self {
        let seen = client.seen();
        let (stop, stopped) = oneshot::channel::<()>();
        let talking = tokio::spawn(async move {
            let stopped = async {
                _ = stopped.await;
            };
            client.talk(&answer, stopped).await.unwrap()
        });
        Self {
            seen,
            stop,
            talking,
        }
    }

    /// Waits until it has seen something.
    pub(crate) async fn sees(&mut self, what: impl Fn(&Seen) -> bool) -> Seen {
        let seen = timeout(PATIENCE, self.seen.wait_for(|seen| what(seen))).await;
        let seen = seen.map(|seen| seen.unwrap().clone());
        let so_far = self.seen.borrow().clone();
        seen.unwrap_or_else(|_| panic!("it has only seen {so_far:?}"))
    }

    /// Hangs up.
    pub(crate) async fn leaves(self) -> Seen {
        _ = self.stop.send(());
        self.talking.await.unwrap()
    }

    /// Is gone at once, without a goodbye, as a phone in a tunnel.
    pub(crate) fn vanishes(self) {
        self.talking.abort();
    }
}
