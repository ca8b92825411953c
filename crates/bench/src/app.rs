//! Browsers that wait for a confirmation in the app, the server in a process of its own: what they
//! cost at rest, and how long after the person's confirmation the browser is told and goes on.

pub(crate) mod http;
pub(crate) mod phone;
mod server;

use std::time::{Duration, Instant};

use tokio::sync::{mpsc, watch};

use crate::{
    AnyError,
    accounting::{cpu_of, median, memory_of},
};
use http::{Connection, Events};
use phone::Phone;
use server::Server;

pub use server::serve;

/// What so many browsers cost.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Memory of the server with every request made and no page open, in bytes.
    pub before: u64,
    /// The same with every page open.
    pub open: u64,
    /// CPU of the server while nobody confirms, as a fraction of a core.
    pub at_rest: f64,
    /// Seconds from the app's confirmation, sent, to the event in the browser, median.
    pub told: f64,
    /// Seconds until the browser has its session, median.
    pub gone_on: f64,
    /// CPU of the server for one log-in: open, confirm, event, session; in seconds.
    pub cpu: f64,
}

/// One browser's stream, read in a task of its own.
struct Browser {
    /// The code that it shows.
    code: watch::Receiver<String>,
    /// When it was told that the person confirmed.
    told: mpsc::Receiver<Instant>,
}

/// Opens every page, measures at rest, then confirms some of them one after the other.
///
/// # Errors
/// If the server does not start or a step fails.
pub async fn measure(
    browsers: u32,
    length: Duration,
    confirmations: u32,
) -> Result<Measured, AnyError> {
    let mut server = Server::start(browsers.max(confirmations))?;
    let (mut phone, activation) =
        Phone::begin(server.pages, &server.number, &server.support).await?;
    phone.finish(&activation, &server.code()?).await?;
    pass(Duration::from_secs(2)).await;
    let before = memory_of(server.id()).resident;
    let mut open = Vec::new();
    for waiting in server.waiting.iter().take(browsers as usize) {
        let path = format!("/login/app/events?a={}", waiting.ticket);
        let events = Events::open(server.pages, &path, &waiting.browser).await?;
        open.push(read(events));
    }
    pass(Duration::from_secs(5)).await;
    let opened = memory_of(server.id()).resident;
    let (cpu, since) = (cpu_of(server.id()), Instant::now());
    pass(length).await;
    let spent = cpu_of(server.id()).saturating_sub(cpu);
    let at_rest = spent.as_secs_f64() / since.elapsed().as_secs_f64();

    phone.reconnect(server.pages).await?;
    let (mut told, mut gone_on) = (Vec::new(), Vec::new());
    let mut spent = Duration::ZERO;
    for (place, waiting) in server
        .waiting
        .iter()
        .enumerate()
        .take(confirmations as usize)
    {
        if place >= open.len() {
            let path = format!("/login/app/events?a={}", waiting.ticket);
            let events = Events::open(server.pages, &path, &waiting.browser).await?;
            open.push(read(events));
        }
        let browser = open.get_mut(place).ok_or("no such browser")?;
        browser.code.wait_for(|code| !code.is_empty()).await?;
        let code = browser.code.borrow().clone();
        let mut page = Connection::open(server.pages).await?;
        let cpu = cpu_of(server.id());
        let request = phone.open(&code).await?;
        let since = Instant::now();
        phone.confirm(&request, &waiting.number).await?;
        let at = browser
            .told
            .recv()
            .await
            .ok_or("the browser was not told")?;
        let path = format!("/login/app/wait?a={}", waiting.ticket);
        page.enter(&path, &waiting.browser).await?;
        gone_on.push(since.elapsed().as_secs_f64());
        told.push(at.duration_since(since).as_secs_f64());
        spent += cpu_of(server.id()).saturating_sub(cpu);
    }
    server.stop()?;
    Ok(Measured {
        before,
        open: opened,
        at_rest,
        told: median(told),
        gone_on: median(gone_on),
        cpu: spent.as_secs_f64() / f64::from(confirmations.max(1)),
    })
}

/// Reads a stream to its end.
fn read(mut events: Events) -> Browser {
    let (show, code) = watch::channel(String::new());
    let (tell, told) = mpsc::channel(1);
    tokio::spawn(async move {
        while let Ok(Some(event)) = events.next().await {
            let at = Instant::now();
            if let Some(code) = event.code {
                let _ = show.send(code);
            }
            if event.state == "confirmed" {
                let _ = tell.send(at).await;
                return;
            }
        }
    });
    Browser { code, told }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a measurement takes as long as it was asked to"
)]
async fn pass(time: Duration) {
    tokio::time::sleep(time).await;
}
