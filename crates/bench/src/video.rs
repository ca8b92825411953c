//! Calls at once through one media server: headless citizens and operators send and receive, and
//! every call is recorded.

use std::{
    fs,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use keys::OsEntropy;
use media::{
    Limits, MediaSettings, WebRtcServer,
    client::{Client, ClientSettings, Manners, Picture, Seen},
};
use ports::media::{MediaServer as _, RecordingStart, Seat, Transport};
use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{Instant as TokioInstant, timeout_at},
};
use vocab::{Clock as _, VideoCallId};

use crate::{
    AnyError,
    accounting::{own_cpu, threads_cpu},
};

/// Frames of the test picture in a second.
const FRAMES: u64 = 25;

/// Packets of sound in a second.
const SOUNDS: f64 = 50.0;

/// How much is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Calls at once.
    pub calls: usize,
    /// For how long they are measured.
    pub length: Duration,
    /// What a citizen's picture takes, in kilobits a second.
    pub kilobits: u64,
    /// Over what.
    pub transport: Transport,
}

/// What came out of it.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// CPU of the thread that has all calls, as a fraction of a core.
    pub media: f64,
    /// CPU of the thread that seals and writes recordings.
    pub recordings: f64,
    /// CPU of the whole process, clients included.
    pub all: f64,
    /// Packets of sound that did not arrive, as a fraction.
    pub sounds_lost: f64,
    /// Frames of the picture that operators received, as a fraction of those sent.
    pub pictures: f64,
    /// The highest jitter that any client saw.
    pub jitter: Duration,
    /// The median over the clients of their highest jitter.
    pub jitter_median: Duration,
    /// Bytes that the recordings have on the disk.
    pub recorded: u64,
}

struct Talking {
    seat: Seat,
    seen: watch::Receiver<Seen>,
    task: JoinHandle<Result<Seen, media::client::ClientError>>,
}

/// Opens the calls, lets them talk, measures, and closes them.
///
/// # Errors
/// When a call cannot be opened, connected or recorded.
pub async fn measure(load: Load) -> Result<Measured, AnyError> {
    let folder = tempfile::tempdir()?;
    let settings = MediaSettings {
        listen: "127.0.0.1:0".parse()?,
        public_addresses: Vec::new(),
        tcp: true,
        recordings: folder.path().to_owned(),
        limits: Limits {
            calls: load.calls,
            ..Limits::default()
        },
    };
    let server = Arc::new(WebRtcServer::start(&settings, Arc::new(OsEntropy))?);
    let (stop, stopped) = watch::channel(false);
    let (mut calls, mut talking) = (Vec::new(), Vec::new());
    for _ in 0..load.calls {
        let now = gateways::SystemClock.now();
        let call = VideoCallId::new(now, &OsEntropy);
        for seat in [Seat::Citizen, Seat::Operator] {
            talking.push(join(&server, call, seat, load, stopped.clone()).await?);
        }
        server
            .record(call, RecordingStart::new(now, &OsEntropy))
            .await?;
        calls.push(call);
    }
    for one in &mut talking {
        let connected = one.seen.wait_for(|seen| seen.connected && seen.sounds > 10);
        tokio::time::timeout(Duration::from_secs(60), connected).await??;
    }
    let measured = watch_them(load, &talking).await;
    // Clients leave first: over TCP, a server that closes first cuts them off while they talk.
    stop.send(true)?;
    for one in talking {
        one.task.await??;
    }
    for call in calls {
        server.close(call).await?.ok_or("a call was not recorded")?;
    }
    let recorded = fs::read_dir(folder.path())?
        .map(|file| Ok(file?.metadata()?.len()))
        .sum::<std::io::Result<u64>>()?;
    server.stop().await;
    Ok(Measured {
        recorded,
        ..measured
    })
}

async fn join(
    server: &WebRtcServer,
    call: VideoCallId,
    seat: Seat,
    load: Load,
    mut stopped: watch::Receiver<bool>,
) -> Result<Talking, AnyError> {
    let bytes = usize::try_from(load.kilobits * 1000 / 8 / FRAMES)?;
    let address: SocketAddr = server.address();
    let client = Client::new(ClientSettings {
        picture: (seat == Seat::Citizen).then(|| Picture::padded(bytes)),
        wants_picture: seat == Seat::Operator,
        transport: load.transport,
        server: address,
        manners: Manners::Good,
    });
    let client = client.await?;
    let answer = server.answer(call, seat, client.offer()).await?;
    let seen = client.seen();
    let task = tokio::spawn(async move {
        let stopped = async {
            _ = stopped.wait_for(|stop| *stop).await;
        };
        client.talk(&answer, stopped).await
    });
    Ok(Talking { seat, seen, task })
}

async fn watch_them(load: Load, talking: &[Talking]) -> Measured {
    let look = || -> Vec<Seen> {
        talking
            .iter()
            .map(|one| one.seen.borrow().clone())
            .collect()
    };
    let (before, began) = (look(), Instant::now());
    let accounts = || [threads_cpu("media"), threads_cpu("recordings"), own_cpu()];
    let cpu_before = accounts();
    let until = TokioInstant::now() + load.length;
    // Nothing is waited for but the end of the measurement.
    _ = timeout_at(until, std::future::pending::<()>()).await;
    let after = look();
    let seconds = began.elapsed().as_secs_f64();
    let cpu = accounts();
    let used = |at: usize| {
        let (after, before) = (cpu.get(at), cpu_before.get(at));
        let spent = after
            .zip(before)
            .map(|(after, before)| after.saturating_sub(*before));
        spent.unwrap_or_default().as_secs_f64() / seconds
    };
    let (mut sounds, mut pictures) = (0, 0);
    let mut jitter = Vec::new();
    for (one, (before, after)) in talking.iter().zip(before.iter().zip(&after)) {
        sounds += after.sounds - before.sounds;
        if one.seat == Seat::Operator {
            pictures += after.pictures - before.pictures;
        }
        jitter.push(after.jitter);
    }
    jitter.sort();
    let share = |got: u64, of: f64| got as f64 / of;
    let clients = talking.len() as f64;
    let sent = clients / 2.0 * seconds * FRAMES as f64;
    Measured {
        media: used(0),
        recordings: used(1),
        all: used(2),
        sounds_lost: (1.0 - share(sounds, clients * seconds * SOUNDS)).max(0.0),
        pictures: share(pictures, sent).min(1.0),
        jitter: jitter.last().copied().unwrap_or_default(),
        jitter_median: jitter.get(jitter.len() / 2).copied().unwrap_or_default(),
        recorded: 0,
    }
}
