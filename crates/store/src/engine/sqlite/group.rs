//! Group commit: many closures, each in a savepoint of its own, and one COMMIT for all.
//!
//! A closure that fails or panics undoes its own savepoint. Nobody is answered before the COMMIT.
//! When SQLite gives the whole transaction up by itself (disk full, IO error, out of memory:
//! <https://www.sqlite.org/lang_transaction.html>) nobody has committed: the one that caused it is
//! answered, and the others run again, each in a transaction of its own.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::{statement::control, writer::Next};
use crate::{
    StoreError,
    engine::{
        job::{Job, Ran},
        shared::{Attempt, Shared},
    },
    error::Fault,
    tx::{Effects, Link},
};

/// When a group is closed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// At most this many closures: bounds how much runs again when a group is lost.
    pub(super) jobs: usize,
    /// No further closure is taken after this time, so that one slow closure does not hold
    /// everybody; under load a group takes 1 to 3 ms.
    pub(super) time: Duration,
}

impl Limits {
    pub(super) const DEFAULT: Self = Self {
        jobs: 512,
        time: Duration::from_millis(5),
    };
}

pub(super) struct Group<'a> {
    connection: &'a Connection,
    shared: &'a Shared,
    limits: Limits,
}

/// A closure that ran and waits for the COMMIT.
struct Waiting {
    job: Box<dyn Job>,
    verdict: Result<(), StoreError>,
    effects: Effects,
}

impl<'a> Group<'a> {
    pub(super) fn new(connection: &'a Connection, shared: &'a Shared, limits: Limits) -> Self {
        Self {
            connection,
            shared,
            limits,
        }
    }

    /// Runs `first` and as many others as the limits allow, and answers all of them.
    pub(super) fn run(&self, first: Box<dyn Job>, next: &mut Next<'_>) {
        if let Err(fault) = control(self.connection, "BEGIN IMMEDIATE") {
            return first.answer(Err(fault.error));
        }
        let started = Instant::now();
        let mut group = Vec::new();
        let mut job = Some(first);
        while let Some(current) = job {
            group.push(self.run_in_savepoint(current));
            if self.connection.is_autocommit() {
                return self.lost(group);
            }
            let room = group.len() < self.limits.jobs && started.elapsed() < self.limits.time;
            job = if room { next() } else { None };
        }
        match control(self.connection, "COMMIT") {
            Ok(()) => self.answer(group),
            Err(fault) => self.commit_failed(group, &fault),
        }
    }

    fn run_in_savepoint(&self, mut job: Box<dyn Job>) -> Waiting {
        if let Err(fault) = control(self.connection, "SAVEPOINT one") {
            self.give_up();
            return Waiting {
                job,
                verdict: Err(fault.error),
                effects: Effects::default(),
            };
        }
        let attempt = self
            .shared
            .attempt(&mut *job, Link::Sqlite(self.connection));
        let Attempt {
            verdict, effects, ..
        } = attempt;
        if !self.connection.is_autocommit() {
            let closed = match &verdict {
                Ok(Ran::Done) => control(self.connection, "RELEASE one"),
                Ok(Ran::Refused) | Err(_) => control(self.connection, "ROLLBACK TO one")
                    .and_then(|()| control(self.connection, "RELEASE one")),
            };
            if let Err(fault) = closed {
                self.give_up();
                return Waiting {
                    job,
                    verdict: Err(fault.error),
                    effects: Effects::default(),
                };
            }
        }
        let committing = matches!(verdict, Ok(Ran::Done));
        let verdict = if committing && self.connection.is_autocommit() {
            Err(StoreError::unavailable("SQLite gave the transaction up"))
        } else {
            verdict.map(drop)
        };
        let effects = if committing {
            effects
        } else {
            Effects::default()
        };
        Waiting {
            job,
            verdict,
            effects,
        }
    }

    fn answer(&self, group: Vec<Waiting>) {
        self.shared.metrics.group(group.len());
        for Waiting {
            job,
            verdict,
            effects,
        } in group
        {
            self.shared.committed(effects);
            job.answer(verdict);
        }
    }

    /// The last of the group took the transaction with it.
    fn lost(&self, mut group: Vec<Waiting>) {
        let Some(last) = group.pop() else { return };
        tracing::warn!(
            transaction = last.job.name(),
            others = group.len(),
            "a group commit was lost; the others run again, one by one"
        );
        last.job.answer(last.verdict);
        // Also those that had failed: what they saw may never have happened.
        for waiting in group {
            self.alone(waiting.job);
        }
    }

    fn commit_failed(&self, mut group: Vec<Waiting>, fault: &Fault) {
        self.give_up();
        tracing::warn!(error = %fault.error, jobs = group.len(), "a group commit failed");
        if group.len() == 1 {
            if let Some(only) = group.pop() {
                only.job.answer(Err(fault.error.clone()));
            }
            return;
        }
        for waiting in group {
            self.alone(waiting.job);
        }
    }

    fn alone(&self, job: Box<dyn Job>) {
        job.retried();
        if let Err(fault) = control(self.connection, "BEGIN IMMEDIATE") {
            return job.answer(Err(fault.error));
        }
        let waiting = self.run_in_savepoint(job);
        if self.connection.is_autocommit() {
            return waiting.job.answer(waiting.verdict);
        }
        match control(self.connection, "COMMIT") {
            Ok(()) => self.answer(vec![waiting]),
            Err(fault) => {
                self.give_up();
                waiting.job.answer(Err(fault.error));
            }
        }
    }

    fn give_up(&self) {
        if !self.connection.is_autocommit()
            && let Err(fault) = control(self.connection, "ROLLBACK")
        {
            tracing::error!(error = %fault.error, "a failed transaction could not be rolled back");
        }
    }
}
