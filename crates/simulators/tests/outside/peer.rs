//! Servers that nobody here wrote, as processes: what they print, and what they are told.
//!
//! `cargo xtask test` installs them and names them in `ALDABA_TEST_NODE`,
//! `ALDABA_TEST_NODE_MODULES` and `ALDABA_TEST_PYTHON`. `ALDABA_TEST_TOOLS=skip` leaves them out.

use std::{
    collections::VecDeque,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    time::Duration,
};

use serde_json::Value;
use tokio::sync::mpsc;

/// No peer takes this long for anything; a test that waits for nothing ends here.
const LONGEST: Duration = Duration::from_secs(30);

/// A running peer. It ends with its standard input, when this is dropped.
pub(crate) struct Peer {
    child: Child,
    input: Option<ChildStdin>,
    lines: mpsc::UnboundedReceiver<Value>,
    /// What has come and was not asked for yet.
    kept: VecDeque<Value>,
}

impl Peer {
    /// Starts a script of `peers/` under Node.js, which gets the folder of the packages first.
    /// `None`: independent programs are to be left out.
    pub(crate) fn node(script: &str, arguments: &[&str]) -> Option<Self> {
        let (node, modules) = (variable("ALDABA_TEST_NODE")?, modules()?);
        let mut command = Command::new(node);
        command.arg(path(script)).arg(modules).args(arguments);
        Some(Self::start(command))
    }

    /// Starts a script of `peers/` under Python.
    pub(crate) fn python(script: &str, arguments: &[&str]) -> Option<Self> {
        let mut command = Command::new(variable("ALDABA_TEST_PYTHON")?);
        command.arg(path(script)).args(arguments);
        Some(Self::start(command))
    }

    fn start(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (found, lines) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let read = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line}"));
                if found.send(read).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        Self {
            child,
            input,
            lines,
            kept: VecDeque::new(),
        }
    }

    /// Where it listens.
    pub(crate) async fn port(&mut self) -> u16 {
        let ready = self.next("ready").await;
        u16::try_from(ready["port"].as_u64().unwrap()).unwrap()
    }

    /// The next thing of this kind that happened, whatever else happened before it.
    pub(crate) async fn next(&mut self, event: &str) -> Value {
        if let Some(place) = self.kept.iter().position(|line| line["event"] == event) {
            return self.kept.remove(place).unwrap();
        }
        loop {
            let line = tokio::time::timeout(LONGEST, self.lines.recv()).await;
            let line = line.unwrap_or_else(|_| panic!("no {event}"));
            let line = line.unwrap_or_else(|| panic!("it ended without {event}"));
            if line["event"] == event {
                return line;
            }
            self.kept.push_back(line);
        }
    }

    /// How often this happened, as far as it has been told and was not asked for yet.
    pub(crate) fn count(&mut self, event: &str) -> usize {
        let more = std::iter::from_fn(|| self.lines.try_recv().ok());
        self.kept.extend(more);
        self.kept
            .iter()
            .filter(|line| line["event"] == event)
            .count()
    }

    /// Tells it something.
    pub(crate) fn tell(&mut self, word: &str) {
        let input = self.input.as_mut().unwrap();
        writeln!(input, "{word}").unwrap();
        input.flush().unwrap();
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.input.take());
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn path(script: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/outside/peers")
        .join(script)
}

fn modules() -> Option<PathBuf> {
    variable("ALDABA_TEST_NODE_MODULES").map(PathBuf::from)
}

/// What `cargo xtask test` names.
#[expect(clippy::disallowed_methods, reason = "set-up of the tests")]
fn variable(name: &str) -> Option<std::ffi::OsString> {
    if std::env::var("ALDABA_TEST_TOOLS").is_ok_and(|value| value == "skip") {
        return None;
    }
    let value = std::env::var_os(name);
    Some(value.unwrap_or_else(|| {
        panic!("{name} is not set: run `cargo xtask test`, or set ALDABA_TEST_TOOLS=skip")
    }))
}
