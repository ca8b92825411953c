//! The binary as a process: its output, its signals, its end.

use std::{
    ffi::OsStr,
    fs::File,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::wait;

/// How long a debug build may take to start: keys are made, the population is written.
const START: Duration = Duration::from_secs(90);

/// How long a graceful stop may take: the grace of running requests is 20 s.
const STOP: Duration = Duration::from_secs(40);

/// A running process. Dropping it kills it.
#[derive(Debug)]
pub struct Program {
    child: Child,
    lines: Receiver<String>,
    seen: Vec<String>,
    errors: TempDir,
}

/// How a process ended.
#[derive(Debug)]
pub struct Ended {
    /// Its status.
    pub status: ExitStatus,
    /// What it printed.
    pub output: String,
    /// What it complained about.
    pub errors: String,
}

impl Program {
    /// Starts `binary` with these arguments, and with these variables in an environment that has
    /// none of our own otherwise.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn start<S: AsRef<OsStr>>(
        binary: &Path,
        arguments: &[S],
        variables: &[(&str, &str)],
    ) -> Self {
        let errors = tempfile::tempdir().expect("a temporary folder");
        let file = File::create(errors.path().join("errors")).expect("a file");
        let mut command = Command::new(binary);
        command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(file);
        command
            .current_dir(errors.path())
            .envs(variables.iter().copied());
        let mut child = command.spawn().expect("the program starts");
        let output = child.stdout.take().expect("its output is ours");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            // Nobody listens any more: the rest goes nowhere, but the pipe never fills.
            lines.for_each(|line| drop(sender.send(line)));
        });
        Self {
            child,
            lines,
            seen: Vec::new(),
            errors,
        }
    }

    /// Waits for a line that contains `words`.
    ///
    /// # Panics
    /// If the program ends without it or takes too long.
    pub fn wait_for_line(&mut self, words: &str) -> String {
        let end = Instant::now() + START;
        loop {
            match self
                .lines
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(line) => {
                    self.seen.push(line.clone());
                    if line.contains(words) {
                        return line;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("it ended before it said `{words}`: {}", self.errors());
                }
                Err(RecvTimeoutError::Timeout) => {
                    panic!("it did not say `{words}`: {}", self.errors());
                }
            }
        }
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it complained about so far.
    #[must_use]
    pub fn errors(&self) -> String {
        std::fs::read_to_string(self.errors.path().join("errors")).unwrap_or_default()
    }

    /// Asks it to stop (SIGTERM).
    ///
    /// # Panics
    /// If the signal cannot be sent.
    pub fn terminate(&self) {
        self.signal(Signal::TERM);
    }

    /// Kills it (SIGKILL): nothing in the process can react.
    ///
    /// # Panics
    /// If it cannot be waited for.
    pub fn kill(&mut self) {
        self.child.kill().expect("the signal is sent");
        self.child.wait().expect("it has ended");
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("the signal is sent");
    }

    /// Waits for its end, with everything that it said.
    ///
    /// # Panics
    /// If it does not end.
    #[must_use]
    pub fn wait(mut self) -> Ended {
        let ended = wait::until(STOP.max(START), || {
            self.child.try_wait().expect("it can be asked")
        });
        let status = ended.unwrap_or_else(|| panic!("it does not end: {}", self.errors()));
        // The thread that reads ends with the pipe, and the channel with the thread.
        let rest: Vec<String> = self.lines.iter().collect();
        self.seen.extend(rest);
        Ended {
            status,
            output: self.seen.join("\n"),
            errors: self.errors(),
        }
    }

    /// Asks it to stop and waits for its end.
    ///
    /// # Panics
    /// If it does not end.
    #[must_use]
    pub fn stop(self) -> Ended {
        self.terminate();
        self.wait()
    }

    /// Runs a command to its end.
    ///
    /// # Panics
    /// If it does not end.
    #[must_use]
    pub fn run<S: AsRef<OsStr>>(
        binary: &Path,
        arguments: &[S],
        variables: &[(&str, &str)],
    ) -> Ended {
        Self::start(binary, arguments, variables).wait()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
