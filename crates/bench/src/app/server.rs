//! The process that serves, and how its parent sees it.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{Ipv4Addr, SocketAddr},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::Arc,
};

use authn::{AskInApp, PartyNames};
use model::origin::Origin;
use serde_json::{Value, json};
use testbed::{Options, Testbed};
use tokio::{net::TcpListener, sync::oneshot};
use vocab::{AssuranceLevel, BearerSecret};
use web_kit::server::Limits;

use crate::{AnyError, crowd};

/// A browser that waits, or will.
pub(super) struct Waiting {
    /// The parameter of its pages.
    pub(super) ticket: String,
    /// Its cookie.
    pub(super) browser: String,
    /// The number that it shows.
    pub(super) number: String,
}

/// Serves one registered person and so many requests that wait, until the standard input ends. The
/// first line of the standard output says where; each line of the standard input asks for the
/// newest text message.
///
/// # Errors
/// If it cannot start.
pub async fn serve(browsers: u32) -> Result<(), AnyError> {
    let pages = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = pages.local_addr()?;
    let crowd = crowd::crowd(1)?;
    let person = crowd.first().ok_or("nobody")?.clone();
    let options = Options {
        identity: format!("http://{address}"),
        system_clock: true,
        unlimited: true,
        app: true,
        ..Options::default()
    };
    let bed = Arc::new(
        Testbed::start_with(options, |parts| {
            parts.register = Arc::new(crowd::register_of(&crowd));
            // Nobody's request ends while the others are measured.
            parts.settings.authn.app.request_s = 3_600;
        })
        .await,
    );
    let platform = &bed.platform;
    let parts = &platform.parts;
    crowd::register(&parts.store, &crowd, &parts.entropy, parts.clock.now()).await?;
    let mut waiting = Vec::new();
    for _ in 0..browsers {
        let browser = BearerSecret::generate(&*parts.entropy);
        let asked = AskInApp {
            browser: browser.clone(),
            origin: Origin::of(Ipv4Addr::LOCALHOST.into()),
            asked_by: PartyNames::of(&|_| "Cronómetro".to_owned()),
            level: AssuranceLevel::Low,
            browser_word: "other",
            system_word: "other",
        };
        let ticket = platform.doorkeeper.ask_in_app(asked).await?;
        waiting.push(json!({
            "ticket": ticket.seal(&*parts.tokens),
            "browser": browser.as_str(),
            "number": ticket.number.as_str(),
        }));
    }
    let ready = json!({
        "pages": address,
        "number": person.number.as_str(),
        "support": person.support.as_str(),
        "waiting": waiting,
    });
    writeln!(std::io::stdout(), "{ready}")?;

    let (over, stopped) = oneshot::channel::<()>();
    let (asked, runtime) = (bed.clone(), tokio::runtime::Handle::current());
    std::thread::spawn(move || {
        for _ in std::io::stdin().lines().map_while(Result::ok) {
            runtime.block_on(asked.deliver());
            let newest = asked.sms.taken().pop().map(|(_, sms)| sms.text);
            let text = newest.unwrap_or_default().replace('\n', " ");
            if writeln!(std::io::stdout(), "{text}").is_err() {
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
    Ok(())
}

/// The process, as its parent sees it.
pub(super) struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    pub(super) pages: SocketAddr,
    pub(super) number: String,
    pub(super) support: String,
    pub(super) waiting: Vec<Waiting>,
}

impl Server {
    pub(super) fn start(browsers: u32) -> Result<Self, AnyError> {
        let mut process = Command::new(std::env::current_exe()?)
            .args(["serve", "--browsers", &browsers.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = process.stdin.take().ok_or("the server has no input")?;
        let output = process.stdout.take().ok_or("the server has no output")?;
        let mut output = BufReader::new(output);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let ready: Value = serde_json::from_str(&line).map_err(|_| "the server did not start")?;
        let waiting = ready.get("waiting").and_then(Value::as_array);
        Ok(Self {
            pages: word(&ready, "pages").parse()?,
            number: word(&ready, "number"),
            support: word(&ready, "support"),
            waiting: waiting
                .ok_or("nobody waits")?
                .iter()
                .map(|one| Waiting {
                    ticket: word(one, "ticket"),
                    browser: word(one, "browser"),
                    number: word(one, "number"),
                })
                .collect(),
            process,
            input,
            output,
        })
    }

    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }

    /// The code of six digits in the newest text message.
    pub(super) fn code(&mut self) -> Result<String, AnyError> {
        writeln!(self.input, "sms")?;
        self.input.flush()?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let words = line.split(|c: char| !c.is_ascii_digit());
        let mut codes = words.filter(|word| word.len() == 6);
        Ok(codes.next().ok_or("no code in the message")?.to_owned())
    }

    pub(super) fn stop(self) -> Result<(), AnyError> {
        let Self {
            mut process, input, ..
        } = self;
        drop(input);
        process.wait()?;
        Ok(())
    }
}

fn word(value: &Value, name: &str) -> String {
    let word = value.get(name).and_then(Value::as_str);
    word.unwrap_or_default().to_owned()
}
