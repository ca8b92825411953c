//! The process that serves: the platform on loopback, and the text messages it sends.

use std::{
    fs::{File, OpenOptions},
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use gateways::LogFiles;
use serde_json::{Value, json};
use testbed::{Options, Testbed};
use tokio::{net::TcpListener, sync::oneshot};
use tracing_subscriber::EnvFilter;
use web_kit::{client::TrustedProxies, server::Limits};

use super::phones::{Board, hand_out};
use crate::{AnyError, crowd};

/// What a server is told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `postgres://…` of an empty database; a SQLite file of its own if nothing is named.
    pub storage: Option<String>,
    /// People to register beside the demonstration's.
    pub people: u32,
    /// Filter of the log, as in production. It is written as JSON to `/dev/null`.
    pub log: String,
    /// Are entries given their places in the audit log, and is it published?
    pub audit_log: bool,
}

/// Serves until the standard input ends. The first line of the standard output says where.
///
/// # Errors
/// If it cannot start.
pub async fn serve(settings: &Settings) -> Result<(), AnyError> {
    log_as_in_production(&settings.log)?;
    let pages = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let messages = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let ready = json!({"pages": pages.local_addr()?, "messages": messages.local_addr()?});
    let crowd = crowd::crowd(settings.people)?;
    let (board, lines) = Board::new();
    let proxies = TrustedProxies::parse(["127.0.0.1"])?;
    let options = Options {
        storage: settings.storage.clone(),
        identity: format!("http://{}", pages.local_addr()?),
        sms_after_s: 0,
        system_clock: true,
        unlimited: true,
        app: true,
        ..Options::default()
    };
    let published = tempfile::tempdir()?;
    let bed = Testbed::start_with(options, |parts| {
        if settings.audit_log {
            parts.audit_folder = Some(Arc::new(LogFiles::new(published.path())));
        } else {
            parts.settings.audit.every = Duration::ZERO;
        }
        parts.gateways.sms = Arc::new(board);
        parts.register = Arc::new(crowd::register_of(&crowd));
        // Everybody comes from an address of their own, as the proxy in front tells it.
        parts.settings.trusted_proxies = proxies;
    })
    .await;
    let parts = &bed.platform.parts;
    crowd::register(&parts.store, &crowd, &parts.entropy, parts.clock.now()).await?;

    // It ends with whoever listens, and then nobody misses the messages.
    tokio::spawn(hand_out(messages, lines));
    let (over, stopped) = oneshot::channel::<()>();
    let clockwork = tokio::spawn(bed.platform.clone().run_clockwork(async move {
        // The sender that is gone means the same.
        let _ = stopped.await;
    }));
    writeln!(std::io::stdout(), "{ready}")?;
    web_kit::server::serve(
        pages,
        bed.platform.identity(),
        Limits::default(),
        input_ends(),
    )
    .await?;
    drop(over);
    clockwork.await?;
    bed.platform.parts.store.close().await;
    Ok(())
}

/// Lines are formatted and written as in production, and then nobody reads them.
fn log_as_in_production(filter: &str) -> Result<(), AnyError> {
    let nowhere: File = OpenOptions::new().write(true).open("/dev/null")?;
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(EnvFilter::try_new(filter)?)
        .with_writer(Mutex::new(nowhere))
        .init();
    Ok(())
}

/// Ready when the standard input ends: the parent closed it, or is gone.
async fn input_ends() {
    let (ended, end) = oneshot::channel::<()>();
    std::thread::spawn(move || {
        let mut rest = Vec::new();
        // An error is an end as well.
        let _ = std::io::stdin().read_to_end(&mut rest);
        drop(ended);
    });
    let _ = end.await;
}

/// A server as its parent sees it; it stops when dropped.
#[derive(Debug)]
pub struct Server {
    process: Child,
    input: Option<ChildStdin>,
    /// Where the pages are.
    pub pages: SocketAddr,
    /// Where the text messages come from.
    pub messages: SocketAddr,
}

impl Server {
    /// Starts this binary once more with `serve`, and waits until it is ready.
    ///
    /// # Errors
    /// If it does not start.
    pub fn start(settings: &Settings) -> Result<Self, AnyError> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args([
            "serve",
            "--people",
            &settings.people.to_string(),
            "--log",
            &settings.log,
        ]);
        if !settings.audit_log {
            command.arg("--without-audit-log");
        }
        if let Some(storage) = &settings.storage {
            command.args(["--storage", storage]);
        }
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = process.stdin.take();
        let output = process.stdout.take().ok_or("the server has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let ready: Value = serde_json::from_str(&line).map_err(|_| "the server did not start")?;
        let address = |name: &str| -> Result<SocketAddr, AnyError> {
            let text = ready
                .get(name)
                .and_then(Value::as_str)
                .ok_or("no address")?;
            Ok(text.parse()?)
        };
        Ok(Self {
            pages: address("pages")?,
            messages: address("messages")?,
            process,
            input,
        })
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.input.take();
        // It cannot be helped if it had ended before.
        let _ = self.process.wait();
    }
}
