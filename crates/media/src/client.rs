//! Headless clients, for tests and load: they do what a browser does, send a test picture and
//! silence, and count what they receive.

mod picture;

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use ports::media::Transport;
use str0m::{
    Candidate, Event, IceConnectionState, Input, Output, Rtc, RtcConfig,
    change::{SdpAnswer, SdpPendingOffer},
    media::{Direction, Frequency, MediaData, MediaKind, MediaTime, Mid},
    net::{Protocol, Receive, TcpType},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpStream, UdpSocket},
    sync::watch,
    time::timeout_at,
};

use crate::framing::{MAX_PACKET, frame, take_packet};
pub use picture::Picture;

/// Between two packets of sound.
const SOUND: Duration = Duration::from_millis(20);

/// Between two frames of the picture.
const FRAME: Duration = Duration::from_millis(40);

/// Between two reports of the library.
const STATS: Duration = Duration::from_millis(500);

/// Whether the client is to do anything wrong, for tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Manners {
    /// Nothing.
    #[default]
    Good,
    /// Every packet is sent twice, as somebody on the way might do.
    SendsTwice,
}

/// What a client is.
#[derive(Debug, Clone)]
pub struct ClientSettings {
    /// Whether it sends a picture, and which.
    pub picture: Option<Picture>,
    /// Whether it wants one.
    pub wants_picture: bool,
    /// Over what it talks.
    pub transport: Transport,
    /// Where the server listens.
    pub server: SocketAddr,
    /// What it does wrong.
    pub manners: Manners,
}

/// What a client has seen so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seen {
    /// Whether the keys were agreed on.
    pub connected: bool,
    /// Whether the server said goodbye or fell silent.
    pub over: bool,
    /// Frames of sound that came.
    pub sounds: u64,
    /// Packets of sound that were missing among them.
    pub sounds_lost: u64,
    /// Frames of the picture that came.
    pub pictures: u64,
    /// Those of them that stand alone.
    pub key_frames: u64,
    /// Bytes of the picture that came.
    pub picture_bytes: u64,
    /// How often the server asked for a key frame.
    pub key_frames_asked: u64,
    /// The highest interarrival jitter (RFC 3550 §6.4.1) of any stream.
    pub jitter: Duration,
    /// The highest loss that a report told, as a fraction.
    pub loss: f32,
}

/// Why a client does not get anywhere.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No socket.
    #[error("the client has no socket")]
    Socket(#[from] std::io::Error),
    /// The library says no.
    #[error("the client's connection cannot be made")]
    Rtc(#[from] str0m::RtcError),
    /// The answer is none.
    #[error("the answer cannot be read: {0}")]
    Answer(String),
}

enum Socket {
    Udp(UdpSocket),
    Tcp(TcpStream, Vec<u8>),
}

/// A client that has made its offer.
pub struct Client {
    rtc: Rtc,
    socket: Socket,
    address: SocketAddr,
    settings: ClientSettings,
    audio: Mid,
    video: Option<Mid>,
    pending: Option<SdpPendingOffer>,
    offer: String,
    seen: watch::Sender<Seen>,
    last_sound: Option<u64>,
}

impl Client {
    /// Opens a socket and makes an offer.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn new(settings: ClientSettings) -> Result<Self, ClientError> {
        let any = SocketAddr::new(settings.server.ip(), 0);
        let (socket, address) = match settings.transport {
            Transport::Udp => {
                let socket = UdpSocket::bind(any).await?;
                let address = socket.local_addr()?;
                (Socket::Udp(socket), address)
            }
            Transport::Tcp => {
                let stream = TcpStream::connect(settings.server).await?;
                stream.set_nodelay(true)?;
                let address = stream.local_addr()?;
                (Socket::Tcp(stream, Vec::new()), address)
            }
        };
        let mut rtc = RtcConfig::new()
            .clear_codecs()
            .enable_opus(true, false)
            .enable_vp8(true)
            .set_stats_interval(Some(STATS))
            .build(Instant::now());
        let candidate = Candidate::builder();
        let candidate = match settings.transport {
            Transport::Udp => candidate.udp().host(address).build(),
            Transport::Tcp => {
                let host = candidate.tcp().host(address);
                host.tcptype(TcpType::Active).build()
            }
        };
        let candidate = candidate.map_err(str0m::RtcError::from)?;
        rtc.add_local_candidate(candidate);
        let mut api = rtc.sdp_api();
        let audio = api.add_media(MediaKind::Audio, Direction::SendRecv, None, None, None);
        let direction = match (settings.picture.is_some(), settings.wants_picture) {
            (true, true) => Some(Direction::SendRecv),
            (true, false) => Some(Direction::SendOnly),
            (false, true) => Some(Direction::RecvOnly),
            (false, false) => None,
        };
        let video =
            direction.map(|direction| api.add_media(MediaKind::Video, direction, None, None, None));
        let (offer, pending) = api
            .apply()
            .ok_or_else(|| ClientError::Answer("nothing to offer".to_owned()))?;
        Ok(Self {
            rtc,
            socket,
            address,
            audio,
            video,
            pending: Some(pending),
            offer: offer.to_sdp_string(),
            settings,
            seen: watch::Sender::default(),
            last_sound: None,
        })
    }

    /// What it offers.
    #[must_use]
    pub fn offer(&self) -> &str {
        &self.offer
    }

    /// What it sees, as it goes on.
    #[must_use]
    pub fn seen(&self) -> watch::Receiver<Seen> {
        self.seen.subscribe()
    }

    /// Takes the answer and talks until `stop` is done or the other side is over; then it says
    /// goodbye.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn talk(
        mut self,
        answer: &str,
        stop: impl Future<Output = ()>,
    ) -> Result<Seen, ClientError> {
        let read = SdpAnswer::from_sdp_string(answer);
        let answer = read.map_err(|error| ClientError::Answer(error.to_string()))?;
        if let Some(pending) = self.pending.take() {
            self.rtc.sdp_api().accept_answer(pending, answer)?;
        }
        let said = tokio::select! {
            said = self.go_on() => said,
            () = stop => Ok(()),
        };
        if self.rtc.is_alive() {
            self.rtc.close()?;
            self.drain().await?;
        }
        said.map(|()| self.seen.borrow().clone())
    }

    async fn go_on(&mut self) -> Result<(), ClientError> {
        let mut sending = Sending::default();
        let mut buffer = vec![0; MAX_PACKET];
        loop {
            let deadline = self.drain().await?;
            if !self.rtc.is_alive() {
                self.seen.send_modify(|seen| seen.over = true);
                return Ok(());
            }
            let connected = self.seen.borrow().connected;
            let next = sending.next().filter(|_| connected).unwrap_or(deadline);
            let until = deadline.min(next);
            let read = timeout_at(until.into(), self.socket.read(&mut buffer)).await;
            let now = Instant::now();
            if let Ok(packet) = read {
                self.take(packet?, now)?;
            } else {
                self.rtc.handle_input(Input::Timeout(now))?;
            }
            if connected {
                self.send(&mut sending, now).await?;
            }
        }
    }

    fn take(&mut self, packet: Option<Vec<u8>>, now: Instant) -> Result<(), ClientError> {
        let Some(packet) = packet else {
            self.rtc.disconnect();
            return Ok(());
        };
        let (proto, source) = match &self.socket {
            Socket::Udp(_) => (Protocol::Udp, self.settings.server),
            Socket::Tcp(..) => (Protocol::Tcp, self.settings.server),
        };
        if let Ok(receive) = Receive::new(proto, source, self.address, &packet) {
            self.rtc.handle_input(Input::Receive(now, receive))?;
        }
        Ok(())
    }

    /// Sends what is due.
    async fn send(&mut self, sending: &mut Sending, now: Instant) -> Result<(), ClientError> {
        while sending.sound.is_none_or(|at| at <= now) {
            let at = *sending.sound.get_or_insert(now);
            let time = MediaTime::new(sending.sounds * 960, Frequency::FORTY_EIGHT_KHZ);
            self.write(self.audio, at, time, &picture::SILENCE)?;
            sending.sounds += 1;
            sending.sound = Some(at + SOUND);
            self.drain().await?;
        }
        while sending.picture.is_none_or(|at| at <= now) {
            let at = *sending.picture.get_or_insert(now);
            sending.picture = Some(at + FRAME);
            let asked = self.seen.borrow().key_frames_asked;
            if let (Some(picture), Some(mid)) = (&self.settings.picture, self.video) {
                if asked > sending.answered {
                    sending.answered = asked;
                    sending.frame = 0;
                }
                let data = picture.frame(sending.frame).to_vec();
                sending.frame += 1;
                let time = MediaTime::new(sending.pictures * 3600, Frequency::NINETY_KHZ);
                self.write(mid, at, time, &data)?;
            }
            sending.pictures += 1;
            self.drain().await?;
        }
        Ok(())
    }

    fn write(
        &mut self,
        mid: Mid,
        at: Instant,
        time: MediaTime,
        data: &[u8],
    ) -> Result<(), ClientError> {
        if let Some(writer) = self.rtc.writer(mid) {
            let pt = writer
                .payload_params()
                .next()
                .map(str0m::format::PayloadParams::pt);
            if let Some(pt) = pt {
                writer.write(pt, at, time, data)?;
            }
        }
        Ok(())
    }

    /// Takes out and sends what the library has; gives when it wants to be called.
    async fn drain(&mut self) -> Result<Instant, ClientError> {
        loop {
            match self.rtc.poll_output()? {
                Output::Timeout(at) => return Ok(at),
                Output::Transmit(transmit) => {
                    self.socket
                        .send(&transmit.contents, transmit.destination)
                        .await?;
                    if self.settings.manners == Manners::SendsTwice {
                        self.socket
                            .send(&transmit.contents, transmit.destination)
                            .await?;
                    }
                }
                Output::Event(event) => self.see(event),
            }
        }
    }

    fn see(&mut self, event: Event) {
        let last_sound = &mut self.last_sound;
        let video = self.video;
        self.seen.send_modify(|seen| match event {
            Event::Connected => seen.connected = true,
            Event::IceConnectionStateChange(IceConnectionState::Disconnected) | Event::Closed => {
                seen.over = true;
            }
            Event::KeyframeRequest(_) => seen.key_frames_asked += 1,
            Event::MediaData(data) if Some(data.mid) == video => {
                seen.pictures += 1;
                seen.key_frames += u64::from(data.is_keyframe());
                seen.picture_bytes += data.data.len() as u64;
            }
            Event::MediaData(data) => sound(seen, last_sound, &data),
            Event::MediaIngressStats(stats) => {
                let rate = if Some(stats.mid) == video {
                    90_000
                } else {
                    48_000
                };
                let micros = u64::from(stats.jitter) * 1_000_000 / rate;
                seen.jitter = seen.jitter.max(Duration::from_micros(micros));
                seen.loss = seen.loss.max(stats.loss.unwrap_or(0.0));
            }
            _ => {}
        });
    }
}

fn sound(seen: &mut Seen, last: &mut Option<u64>, data: &MediaData) {
    let (first, end) = (**data.seq_range.start(), **data.seq_range.end());
    let missing = last.map_or(0, |last| first.saturating_sub(last + 1));
    seen.sounds += 1;
    seen.sounds_lost += missing;
    *last = Some(end);
}

/// What was sent and when more is.
#[derive(Debug, Default)]
struct Sending {
    sound: Option<Instant>,
    picture: Option<Instant>,
    sounds: u64,
    pictures: u64,
    frame: usize,
    answered: u64,
}

impl Sending {
    fn next(&self) -> Option<Instant> {
        let (sound, picture) = (self.sound?, self.picture?);
        Some(sound.min(picture))
    }
}

impl Socket {
    /// A packet; nothing when the connection is over.
    async fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<Option<Vec<u8>>> {
        match self {
            Self::Udp(socket) => {
                let (length, _) = socket.recv_from(buffer).await?;
                Ok(buffer.get(..length).map(<[u8]>::to_vec))
            }
            Self::Tcp(stream, read) => loop {
                let taken = take_packet(read);
                let wrong = |_| std::io::Error::other("a packet is too long");
                if let Some(packet) = taken.map_err(wrong)? {
                    return Ok(Some(packet));
                }
                if stream.read_buf(read).await? == 0 {
                    return Ok(None);
                }
            },
        }
    }

    async fn send(&mut self, packet: &[u8], to: SocketAddr) -> std::io::Result<()> {
        match self {
            Self::Udp(socket) => {
                // A server that is gone is told by an error on the next packet.
                _ = socket.send_to(packet, to).await;
                Ok(())
            }
            Self::Tcp(stream, _) => match frame(packet) {
                Some(framed) => stream.write_all(&framed).await,
                None => Ok(()),
            },
        }
    }
}
