//! The demonstration as a process of its own: ports and data folder of its own, its inbox, its
//! clock.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    http,
    people::People,
    ports::Block,
    program::{Ended, Program},
    tools, wait,
};

/// How long a message may be on its way: the sender looks every second, and a letter is a PDF.
const DELIVERY: Duration = Duration::from_secs(30);

/// A running demonstration. Dropping it kills it and removes its data.
#[derive(Debug)]
pub struct Demonstration {
    program: Option<Program>,
    ports: Block,
    data: PathBuf,
    options: &'static [&'static str],
    folder: TempDir,
}

impl Demonstration {
    /// Starts one, and waits until it is ready.
    ///
    /// # Panics
    /// If it does not start.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// The same with options of the command line.
    ///
    /// # Panics
    /// If it does not start.
    #[must_use]
    pub fn start_with(options: &'static [&'static str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().join("data");
        let mut demonstration = Self {
            program: None,
            ports: Block::take(),
            data,
            options,
            folder,
        };
        demonstration.start_again();
        demonstration
    }

    /// Starts it on its data, after a stop or a kill.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start_again(&mut self) {
        // Whatever still runs on these ports and data ends first.
        self.program = None;
        let data = self.data.display().to_string();
        let base = self.ports.base().to_string();
        let mut arguments = vec!["demo", "--data", &data, "--port-base", &base];
        arguments.extend(self.options);
        let mut program = Program::start(&tools::binary(), &arguments, &[]);
        program.wait_for_line("ready in");
        self.program = Some(program);
        let ready = http::get(&format!("{}/readyz", self.operations()));
        assert_eq!(ready.status, 200, "{}", ready.text());
    }

    /// The process.
    ///
    /// # Panics
    /// If it was stopped.
    pub fn program(&mut self) -> &mut Program {
        self.program.as_mut().expect("it runs")
    }

    /// Its data folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// A folder that lives as long as the demonstration.
    #[must_use]
    pub fn scratch(&self) -> &Path {
        self.folder.path()
    }

    /// The first of its ports.
    #[must_use]
    pub fn port_base(&self) -> u16 {
        self.ports.base()
    }

    fn origin(&self, offset: u16) -> String {
        format!("http://localhost:{}", self.ports.base() + offset)
    }

    /// Origin of identity, which is the issuer.
    #[must_use]
    pub fn identity(&self) -> String {
        self.origin(0)
    }

    /// Origin of the electronic office.
    #[must_use]
    pub fn sede(&self) -> String {
        self.origin(1)
    }

    /// Origin of the officers' desk.
    #[must_use]
    pub fn office(&self) -> String {
        self.origin(2)
    }

    /// Origin of the developer inbox.
    #[must_use]
    pub fn inbox_origin(&self) -> String {
        self.origin(3)
    }

    /// Origin at which people are asked for a certificate.
    #[must_use]
    pub fn certificates(&self) -> String {
        self.origin(4).replace("http:", "https:")
    }

    /// Origin of health and metrics.
    #[must_use]
    pub fn operations(&self) -> String {
        self.origin(5)
    }

    /// What a browser journey has to know; `more` is added.
    ///
    /// # Panics
    /// If `more` is no object.
    #[must_use]
    pub fn input(&self, more: &Value) -> Value {
        let mut input = json!({
            "identity": self.identity(),
            "sede": self.sede(),
            "office": self.office(),
            "inbox": self.inbox_origin(),
            "certificates": self.certificates(),
            "scratch": self.scratch(),
        });
        let (known, more) = (input.as_object_mut(), more.as_object());
        known
            .expect("an object")
            .extend(more.expect("an object").clone());
        input
    }

    /// Messages over a channel (`sms`, `email`, `letter`) to a phone, address or name, newest
    /// first.
    ///
    /// # Panics
    /// If the inbox does not answer.
    #[must_use]
    pub fn inbox(&self, channel: &str, to: &str) -> Vec<Value> {
        let query = format!("channel={}&to={}", http::escape(channel), http::escape(to));
        let list = http::get_json(&format!("{}/messages.json?{query}", self.inbox_origin()));
        list.as_array().expect("a list").clone()
    }

    /// Does something that sends a message, and waits for a new one that `is` accepts.
    ///
    /// # Panics
    /// If none comes.
    pub fn message_after<T>(
        &self,
        channel: &str,
        to: &str,
        is: impl Fn(&Value) -> bool,
        cause: impl FnOnce() -> T,
    ) -> (T, Value) {
        let known = self.inbox(channel, to);
        let outcome = cause();
        let newest = || {
            let messages = self.inbox(channel, to).into_iter();
            messages
                .filter(|message| !known.contains(message))
                .find(&is)
        };
        let came = wait::until(DELIVERY, newest);
        (
            outcome,
            came.unwrap_or_else(|| panic!("no such {channel} reached {to}")),
        )
    }

    /// Moves the clock of the demonstration forward.
    ///
    /// # Panics
    /// If it does not move.
    pub fn advance(&self, seconds: u64) {
        let moved = http::post_json(
            &format!("{}/clock", self.inbox_origin()),
            &json!({ "advance_s": seconds }),
        );
        assert_eq!(moved.status, 200, "{}", moved.text());
    }

    /// Who can be played.
    ///
    /// # Panics
    /// If the inbox does not answer.
    #[must_use]
    pub fn people(&self) -> People {
        let page = http::get_json(&format!("{}/people.json", self.inbox_origin()));
        serde_json::from_value(page).expect("the people")
    }

    /// Kills it as a power cut would.
    ///
    /// # Panics
    /// If it does not run.
    pub fn kill(&mut self) {
        self.program().kill();
        self.program = None;
    }

    /// Asks it to stop; it must end with 0.
    ///
    /// # Panics
    /// If it does not run, or ends otherwise.
    pub fn stop(&mut self) -> Ended {
        let ended = self.program.take().expect("it runs").stop();
        assert!(ended.status.success(), "{}: {}", ended.status, ended.errors);
        ended
    }
}
