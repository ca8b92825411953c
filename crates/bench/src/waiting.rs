//! The waiting room of the video call with as many people as wanted: the server in a process of
//! its own, so that the operating system accounts for its CPU and memory alone; everybody's page,
//! one WebSocket each, in this one.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::StreamExt as _;
use model::{document::ContrastDatum, origin::Origin};
use proofing::{EnterWaitingRoom, Proofing, consent};
use registration::{ConfirmDocument, Registrar, terms};
use serde_json::{Value, json};
use testbed::{Options, Testbed};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{mpsc, oneshot},
    task::JoinSet,
};
use tokio_tungstenite::{
    client_async,
    tungstenite::{Message, client::IntoClientRequest as _},
};
use vocab::{BearerSecret, Lang, Line, OfficerId};
use web_kit::server::Limits;

use crate::{
    AnyError,
    accounting::{cpu_of, memory_of},
    crowd::{self, BenchPerson},
};

/// What a waiting room of some size costs.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// CPU of the server while nothing moves, as a fraction of a core.
    pub at_rest: f64,
    /// The same while the queue moves up once a second.
    pub moving: f64,
    /// Memory of the server with everybody entered and nobody's page open, in bytes.
    pub before: u64,
    /// The same with every page open.
    pub open: u64,
    /// Pages that were told within a second that the queue had moved, as a fraction.
    pub told: f64,
}

/// Serves a waiting room with `people` in it until the standard input ends. The first line of the
/// standard output says where and has everybody's cookie; each line of the standard input lets an
/// operator take the next person.
///
/// # Errors
/// If it cannot start, or somebody cannot enter.
pub async fn serve(people: u32) -> Result<(), AnyError> {
    let pages = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = pages.local_addr()?;
    let crowd = crowd::crowd(people)?;
    let options = Options {
        identity: format!("http://{address}"),
        system_clock: true,
        unlimited: true,
        ..Options::default()
    };
    let bed = Testbed::start_with(options, |parts| {
        parts.register = Arc::new(crowd::register_of(&crowd));
        parts.settings.video.waiting_most = people;
    })
    .await;
    let platform = &bed.platform;
    let mut cookies = Vec::new();
    for (place, person) in crowd.iter().enumerate() {
        let secret = enter(&platform.registrar, &platform.proofing, person, place).await?;
        cookies.push(secret);
    }
    let words: Vec<&str> = cookies.iter().map(BearerSecret::as_str).collect();
    writeln!(
        std::io::stdout(),
        "{}",
        json!({"pages": address, "cookies": words})
    )?;

    let (over, stopped) = oneshot::channel::<()>();
    let proofing = platform.proofing.clone();
    tokio::spawn(async move {
        let mut wishes = wishes();
        let mut queue = cookies.iter();
        while wishes.recv().await.is_some() {
            let taken = match queue.next() {
                Some(next) => take(&proofing, next).await,
                None => break,
            };
            if taken.is_err() {
                break;
            }
        }
        drop(over);
    });
    let ended = async {
        // The sender that is gone means the same.
        let _ = stopped.await;
    };
    web_kit::server::serve(pages, platform.identity(), Limits::default(), ended).await?;
    platform.parts.store.close().await;
    Ok(())
}

/// From number and contrast datum into the waiting room, by the use cases of the pages.
async fn enter(
    registrar: &Registrar,
    proofing: &Proofing,
    person: &BenchPerson,
    place: usize,
) -> Result<BearerSecret, AnyError> {
    // Everybody comes from an address of their own.
    let host = u32::try_from(place)? + u32::from(Ipv4Addr::new(10, 0, 0, 1));
    let origin = Origin::of(IpAddr::V4(host.into()));
    let flow = registrar
        .confirm_document(ConfirmDocument {
            number: person.number.clone(),
            contrast: ContrastDatum::Support(person.support.clone()),
            origin,
            lang: Lang::Es,
        })
        .await?;
    let given = EnterWaitingRoom {
        shown_name: Line::parse("Ana")?,
        consent: consent::current(Lang::Es),
        terms: terms::current(Lang::Es),
        tested: true,
        contact: None,
        lang: Lang::Es,
        origin,
    };
    Ok(proofing.enter(&flow, given).await?)
}

/// An operator takes this person.
async fn take(proofing: &Proofing, secret: &BearerSecret) -> Result<(), AnyError> {
    let keeper = proofing.keeper();
    let hash = proofing
        .hashes
        .hash("video_call.secret", secret.as_str().as_bytes());
    let officer = OfficerId::new(keeper.now, &*proofing.entropy);
    let taken: Result<(), store::StoreError> = proofing
        .store
        .transact("bench.take", move |tx| {
            let Some(mut call) = keeper.open_by_secret(tx, hash)? else {
                return Ok(());
            };
            match call.state().clone().take(officer, keeper.now) {
                Ok(state) => keeper.advance(tx, &mut call, state).map(|_| ()),
                Err(_) => Ok(()),
            }
        })
        .await;
    Ok(taken?)
}

/// The lines of the standard input, until it ends.
fn wishes() -> mpsc::UnboundedReceiver<String> {
    let (said, heard) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if said.send(line).is_err() {
                return;
            }
        }
    });
    heard
}

/// The process that serves, as its parent sees it.
struct Server {
    process: Child,
    input: ChildStdin,
    _output: BufReader<ChildStdout>,
    pages: SocketAddr,
    cookies: Vec<String>,
}

impl Server {
    fn start(people: u32) -> Result<Self, AnyError> {
        let mut process = Command::new(std::env::current_exe()?)
            .args(["serve", "--people", &people.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = process.stdin.take().ok_or("the server has no input")?;
        let output = process.stdout.take().ok_or("the server has no output")?;
        let mut output = BufReader::new(output);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let ready: Value = serde_json::from_str(&line).map_err(|_| "the server did not start")?;
        let pages = ready.get("pages").and_then(Value::as_str);
        let cookies = ready.get("cookies").and_then(Value::as_array);
        Ok(Self {
            pages: pages.ok_or("no address")?.parse()?,
            cookies: cookies
                .ok_or("no cookies")?
                .iter()
                .filter_map(|cookie| Some(cookie.as_str()?.to_owned()))
                .collect(),
            process,
            input,
            _output: output,
        })
    }

    fn take_next(&mut self) -> Result<(), AnyError> {
        writeln!(self.input, "next")?;
        Ok(self.input.flush()?)
    }

    /// CPU over a time in which `meanwhile` runs, as a fraction of a core.
    async fn cpu_while(
        &mut self,
        meanwhile: impl AsyncFnOnce(&mut Self) -> Result<(), AnyError>,
    ) -> Result<f64, AnyError> {
        let (cpu, since) = (cpu_of(self.process.id()), Instant::now());
        meanwhile(self).await?;
        let spent = cpu_of(self.process.id()).saturating_sub(cpu);
        Ok(spent.as_secs_f64() / since.elapsed().as_secs_f64())
    }
}

/// Opens everybody's page, and measures the server while nothing moves, and while the queue does.
///
/// # Errors
/// If the server does not start or a page does not open.
pub async fn measure(people: u32, length: Duration) -> Result<Measured, AnyError> {
    let mut server = Server::start(people)?;
    pass(Duration::from_secs(2)).await;
    let before = memory_of(server.process.id()).resident;
    let heard = Arc::new(AtomicU64::new(0));
    let mut pages = JoinSet::new();
    let cookies = std::mem::take(&mut server.cookies);
    for cookie in &cookies {
        let line = open(server.pages, cookie).await?;
        let heard = heard.clone();
        pages.spawn(line.for_each(move |frame| {
            if matches!(frame, Ok(Message::Text(_))) {
                heard.fetch_add(1, Ordering::Relaxed);
            }
            std::future::ready(())
        }));
    }
    pass(Duration::from_secs(5)).await;
    let open = memory_of(server.process.id()).resident;
    let at_rest = server
        .cpu_while(async |_| {
            pass(length).await;
            Ok(())
        })
        .await?;
    let mut told = Vec::new();
    let moving = server
        .cpu_while(async |server| {
            for _ in 0..length.as_secs() {
                let known = heard.load(Ordering::Relaxed);
                server.take_next()?;
                pass(Duration::from_secs(1)).await;
                told.push((heard.load(Ordering::Relaxed) - known) as f64 / f64::from(people));
            }
            Ok(())
        })
        .await?;
    pages.abort_all();
    let Server {
        mut process, input, ..
    } = server;
    drop(input);
    process.wait()?;
    Ok(Measured {
        at_rest,
        moving,
        before,
        open,
        told: crate::accounting::median(told),
    })
}

async fn open(
    pages: SocketAddr,
    cookie: &str,
) -> Result<tokio_tungstenite::WebSocketStream<TcpStream>, AnyError> {
    let mut request = format!("ws://{pages}/register/video/socket").into_client_request()?;
    let headers = request.headers_mut();
    headers.insert("origin", format!("http://{pages}").parse()?);
    headers.insert("sec-websocket-protocol", "aldaba.call.v1".parse()?);
    headers.insert("cookie", format!("aldaba-identity-call={cookie}").parse()?);
    let (line, _) = client_async(request, TcpStream::connect(pages).await?).await?;
    Ok(line)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a measurement takes as long as it was asked to"
)]
async fn pass(time: Duration) {
    tokio::time::sleep(time).await;
}
