//! The sockets and the thread.
//!
//! One thread has all calls: a packet is handled where it is read, so that nothing is locked and
//! nothing is handed over. One UDP socket serves everybody; TCP connections are read by tasks of
//! the same thread.

mod streams;

use std::{
    future::pending,
    io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    task::Poll,
    thread::{self, JoinHandle},
    time::Instant,
};

use ports::{
    BoxFuture,
    media::{MediaEvent, MediaServer, OfferError, RecordError, RecordingStart, Seat, Transport},
    recordings::RecordingSummary,
};
use str0m::crypto::from_feature_flags;
use tokio::{
    net::{TcpListener, UdpSocket},
    sync::{mpsc, oneshot},
    time::timeout_at,
};
use vocab::{Entropy, RecordingId, VideoCallId};

use crate::{
    engine::{Engine, Ground},
    framing::MAX_PACKET,
    recorder::{Begun, Recording, Scribe},
    settings::MediaSettings,
};
use streams::Streams;

/// Packets read in a row before anything else gets its turn.
const BATCH: usize = 256;

/// Why a media server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken or the address is not ours.
    #[error("{listen} cannot be listened on")]
    Bind {
        /// Where.
        listen: SocketAddr,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// `listen` is an address of every network, and no public one was named.
    #[error("no public address: {0} is not one that a browser can reach")]
    NoAddress(SocketAddr),
    /// A thread could not be started, or no key be made.
    #[error("the media server cannot be set up")]
    Setup(#[source] io::Error),
}

type Answer = oneshot::Sender<Result<String, OfferError>>;
type Summary = Result<Option<RecordingSummary>, RecordError>;

enum Command {
    Offer(VideoCallId, Seat, String, Answer),
    Echo(String, Answer),
    Recorded(VideoCallId, oneshot::Sender<bool>),
    Record(VideoCallId, Box<RecordingStart>, Begun, oneshot::Sender<()>),
    Leave(VideoCallId, Seat, oneshot::Sender<()>),
    Close(VideoCallId, oneshot::Sender<Option<Recording>>),
    Stop(oneshot::Sender<Vec<Recording>>),
}

/// A media server at work. It ends when it is dropped; [`WebRtcServer::stop`] finishes the
/// recordings first.
#[derive(Debug)]
pub struct WebRtcServer {
    commands: mpsc::UnboundedSender<Command>,
    events: Mutex<mpsc::UnboundedReceiver<MediaEvent>>,
    scribe: Scribe,
    address: SocketAddr,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// One port for UDP and, if it is wanted, TCP. Where the system chooses the port, it chooses one
/// that is free for UDP; somebody else may have it for TCP, and then another one is tried.
fn bound(
    listen: SocketAddr,
    tcp: bool,
) -> io::Result<(std::net::UdpSocket, Option<std::net::TcpListener>)> {
    let mut tries = if listen.port() == 0 { 16 } else { 1 };
    loop {
        tries -= 1;
        let udp = std::net::UdpSocket::bind(listen)?;
        if !tcp {
            return Ok((udp, None));
        }
        match std::net::TcpListener::bind(udp.local_addr()?) {
            Ok(tcp) => return Ok((udp, Some(tcp))),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && tries > 0 => {}
            Err(error) => return Err(error),
        }
    }
}

impl WebRtcServer {
    /// Binds the port and starts the threads.
    ///
    /// # Errors
    /// [`StartError`].
    pub fn start(settings: &MediaSettings, entropy: Arc<dyn Entropy>) -> Result<Self, StartError> {
        let listen = settings.listen;
        let bind = |source| StartError::Bind { listen, source };
        let (udp, tcp) = bound(listen, settings.tcp).map_err(bind)?;
        let address = udp.local_addr().map_err(bind)?;
        let public = public_addresses(&settings.public_addresses, address)?;
        let crypto = from_feature_flags();
        let certificate = crypto.dtls_provider.generate_certificate();
        let certificate = certificate
            .ok_or_else(|| StartError::Setup(io::Error::other("no certificate was made")))?;
        let ground = Ground {
            public,
            tcp: settings.tcp,
            certificate,
            crypto: Arc::new(crypto),
            entropy,
        };
        let (failed, failures) = mpsc::unbounded_channel();
        let scribe =
            Scribe::start(settings.recordings.clone(), failed).map_err(StartError::Setup)?;
        let (commands, received) = mpsc::unbounded_channel();
        let (teller, events) = mpsc::unbounded_channel();
        let engine = Engine::new(ground, settings.limits);
        let (writer, limits) = (scribe.clone(), settings.limits);
        let work = move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_io()
                .enable_time()
                .build();
            let ran = runtime.and_then(|runtime| {
                runtime.block_on(async {
                    let mut room = Room {
                        engine,
                        udp: async_udp(udp)?,
                        streams: Streams::new(async_tcp(tcp)?, limits.calls),
                        scribe: writer,
                        teller,
                    };
                    room.run(received, failures).await;
                    Ok(())
                })
            });
            if let Err(error) = ran {
                tracing::error!(%error, "the media server ended");
            }
        };
        let thread = thread::Builder::new().name("media".to_owned()).spawn(work);
        Ok(Self {
            commands,
            events: Mutex::new(events),
            scribe,
            address,
            thread: Mutex::new(Some(thread.map_err(StartError::Setup)?)),
        })
    }

    /// Where it listens; of use where port 0 was asked for.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Says goodbye to everybody, finishes the recordings and ends the threads.
    pub async fn stop(&self) {
        let (sender, receiver) = oneshot::channel();
        _ = self.commands.send(Command::Stop(sender));
        for recording in receiver.await.unwrap_or_default() {
            let id = recording.id;
            match recording.finish().await {
                Ok(Ok(_)) => {}
                Ok(Err(error)) => tracing::error!(%id, %error, "a recording was not finished"),
                Err(_) => tracing::error!(%id, "a recording was not finished"),
            }
        }
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            // It has heard that it is to stop, and waits for nothing.
            _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }

    async fn ask<T>(&self, command: impl FnOnce(oneshot::Sender<T>) -> Command) -> Option<T> {
        let (sender, receiver) = oneshot::channel();
        _ = self.commands.send(command(sender));
        receiver.await.ok()
    }
}

/// Where browsers find the port.
fn public_addresses(public: &[IpAddr], listen: SocketAddr) -> Result<Vec<SocketAddr>, StartError> {
    if !public.is_empty() {
        let with_port = |ip: &IpAddr| SocketAddr::new(*ip, listen.port());
        return Ok(public.iter().map(with_port).collect());
    }
    if listen.ip().is_unspecified() {
        return Err(StartError::NoAddress(listen));
    }
    Ok(vec![listen])
}

fn async_udp(socket: std::net::UdpSocket) -> io::Result<UdpSocket> {
    socket.set_nonblocking(true)?;
    UdpSocket::from_std(socket)
}

fn async_tcp(listener: Option<std::net::TcpListener>) -> io::Result<Option<TcpListener>> {
    let Some(listener) = listener else {
        return Ok(None);
    };
    listener.set_nonblocking(true)?;
    TcpListener::from_std(listener).map(Some)
}

/// The inside of the thread.
struct Room {
    engine: Engine,
    udp: UdpSocket,
    streams: Streams,
    scribe: Scribe,
    teller: mpsc::UnboundedSender<MediaEvent>,
}

impl Room {
    async fn run(
        &mut self,
        mut commands: mpsc::UnboundedReceiver<Command>,
        mut failures: mpsc::UnboundedReceiver<RecordingId>,
    ) {
        let mut buffer = vec![0; MAX_PACKET + 1];
        loop {
            let alarm = self.engine.next_alarm();
            tokio::select! {
                command = commands.recv() => match command {
                    Some(Command::Stop(reply)) => {
                        _ = reply.send(self.engine.close_all());
                        self.flush();
                        return;
                    }
                    Some(command) => self.obey(command),
                    None => return,
                },
                Some(recording) = failures.recv() => self.engine.recording_failed(recording),
                ready = self.udp.readable() => {
                    if let Err(error) = ready {
                        tracing::error!(%error, "the UDP port cannot be read");
                        return;
                    }
                    self.read(&mut buffer);
                }
                (source, packet) = self.streams.next() => {
                    let now = Instant::now();
                    if packet.is_empty() {
                        self.streams.hang_up(source);
                    } else if self.engine.receive(Transport::Tcp, source, &packet, now) {
                        self.streams.admit(source);
                    } else {
                        self.streams.refuse(source);
                    }
                }
                () = wait(alarm) => {}
            }
            self.engine.time(Instant::now());
            self.flush();
        }
    }

    fn obey(&mut self, command: Command) {
        let now = Instant::now();
        // Whoever asked may be gone; then nobody hears the answer.
        match command {
            Command::Offer(call, seat, offer, reply) => {
                _ = reply.send(self.engine.offer(call, seat, &offer, now));
            }
            Command::Echo(offer, reply) => _ = reply.send(self.engine.echo(&offer, now)),
            Command::Recorded(call, reply) => _ = reply.send(self.engine.recorded(call)),
            Command::Record(call, start, begun, reply) => {
                let recording = Recording::new(&start, &begun, self.scribe.clone(), now);
                self.engine.record(call, recording, now);
                _ = reply.send(());
            }
            Command::Leave(call, seat, reply) => {
                self.engine.leave(call, seat);
                _ = reply.send(());
            }
            Command::Close(call, reply) => _ = reply.send(self.engine.close(call)),
            Command::Stop(reply) => _ = reply.send(Vec::new()),
        }
    }

    fn read(&mut self, buffer: &mut [u8]) {
        for _ in 0..BATCH {
            let Ok((length, source)) = self.udp.try_recv_from(buffer) else {
                // Nothing more, or word that an earlier packet did not arrive.
                return;
            };
            // One that fills the buffer was longer.
            let packet = buffer
                .get(..length)
                .filter(|packet| packet.len() <= MAX_PACKET);
            if let Some(packet) = packet {
                let now = Instant::now();
                self.engine.receive(Transport::Udp, source, packet, now);
            }
            self.send();
        }
    }

    fn send(&mut self) {
        for packet in self.engine.packets.drain(..) {
            match packet.transport {
                // A full buffer loses packets, as networks do.
                Transport::Udp => _ = self.udp.try_send_to(&packet.bytes, packet.to),
                Transport::Tcp => self.streams.send(packet.to, &packet.bytes),
            }
        }
    }

    fn flush(&mut self) {
        self.send();
        for source in self.engine.hang_up.drain(..) {
            self.streams.hang_up(source);
        }
        for event in self.engine.events.drain(..) {
            _ = self.teller.send(event);
        }
    }
}

/// Waits until a moment; forever without one.
async fn wait(alarm: Option<Instant>) {
    match alarm {
        Some(alarm) => _ = timeout_at(alarm.into(), pending::<()>()).await,
        None => pending().await,
    }
}

impl MediaServer for WebRtcServer {
    fn answer<'a>(
        &'a self,
        call: VideoCallId,
        seat: Seat,
        offer: &'a str,
    ) -> BoxFuture<'a, Result<String, OfferError>> {
        let offer = offer.to_owned();
        Box::pin(async move {
            let asked = self.ask(|reply| Command::Offer(call, seat, offer, reply));
            asked.await.unwrap_or(Err(OfferError::Gone))
        })
    }

    fn echo<'a>(&'a self, offer: &'a str) -> BoxFuture<'a, Result<String, OfferError>> {
        let offer = offer.to_owned();
        Box::pin(async move {
            let asked = self.ask(|reply| Command::Echo(offer, reply));
            asked.await.unwrap_or(Err(OfferError::Gone))
        })
    }

    fn record(
        &self,
        call: VideoCallId,
        start: RecordingStart,
    ) -> BoxFuture<'_, Result<(), RecordError>> {
        Box::pin(async move {
            let recorded = self.ask(|reply| Command::Recorded(call, reply)).await;
            if recorded.ok_or(RecordError::Gone)? {
                return Ok(());
            }
            let begun = self.scribe.begin(start.clone()).await;
            let begun = begun.map_err(|_| RecordError::Gone)??;
            let record = |reply| Command::Record(call, Box::new(start), begun, reply);
            self.ask(record).await.ok_or(RecordError::Gone)
        })
    }

    fn leave(&self, call: VideoCallId, seat: Seat) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            // A server that is gone has nobody connected.
            _ = self.ask(|reply| Command::Leave(call, seat, reply)).await;
        })
    }

    fn close(&self, call: VideoCallId) -> BoxFuture<'_, Summary> {
        Box::pin(async move {
            let closed = self.ask(|reply| Command::Close(call, reply)).await;
            match closed.ok_or(RecordError::Gone)? {
                Some(recording) => {
                    let finished = recording.finish().await;
                    finished.map_err(|_| RecordError::Gone)?.map(Some)
                }
                None => Ok(None),
            }
        })
    }

    fn event(&self) -> BoxFuture<'_, MediaEvent> {
        Box::pin(std::future::poll_fn(|context| {
            let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
            match events.poll_recv(context) {
                Poll::Ready(Some(event)) => Poll::Ready(event),
                // The server is gone: nothing will ever happen.
                Poll::Ready(None) | Poll::Pending => Poll::Pending,
            }
        }))
    }
}
