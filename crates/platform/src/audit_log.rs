//! The rhythm of the audit log: how often the sequencer looks, how far back, and when the folder
//! is brought up to date.
//!
//! Entries are found by their ids, which begin with the moment at which a use case started. A
//! transaction commits later than that, and clocks of several machines differ, so a look goes
//! back a little; wider ones now and then, and after a start one over everything, find whatever
//! came later than it should. Looking again at what has its place costs a search in an index and
//! writes nothing.

use std::{
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use audit::log::{IntegrateError, PublishError};
use vocab::{SignedDuration, Timestamp};

use crate::Platform;

/// A look at the entries that may have no place yet: how far behind the last look it begins, and
/// how often such a look is due.
struct Look {
    every: SignedDuration,
    back: SignedDuration,
}

/// The shallowest first: it is due every time, and what it passes over again has its place already,
/// so that it should pass over little. The others find what came later: out of a transaction that
/// took long or a clock that differs; out of one that was retried all the time, or a clock that was
/// set while nobody looked; whatever else there is.
const LOOKS: [Look; 4] = [
    Look {
        every: SignedDuration::ZERO,
        back: SignedDuration::from_secs(1),
    },
    Look {
        every: SignedDuration::from_secs(10),
        back: SignedDuration::from_secs(15),
    },
    Look {
        every: SignedDuration::from_mins(10),
        back: SignedDuration::from_hours(1),
    },
    Look {
        every: SignedDuration::from_hours(24),
        back: SignedDuration::MAX,
    },
];

/// Rest after a failure: whoever has to mend something needs no message a second.
const REST: SignedDuration = SignedDuration::from_secs(30);

/// Lease of whoever writes into the folder.
const LEASE: SignedDuration = SignedDuration::from_mins(5);

/// Name of that lease.
const PUBLISHER: &str = "audit.publisher";

/// What an administration decided about the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditSettings {
    /// How often the sequencer looks for new entries; zero: never in this process.
    pub every: Duration,
    /// How often the folder is brought up to date.
    pub publish_every: SignedDuration,
}

impl Default for AuditSettings {
    fn default() -> Self {
        Self {
            every: Duration::from_secs(1),
            publish_every: SignedDuration::from_secs(60),
        }
    }
}

/// What was done until now, and numbers for the operator.
#[derive(Debug, Default)]
pub(crate) struct AuditWatch {
    done: Mutex<Done>,
    entries: AtomicU64,
    published: AtomicU64,
    failures: AtomicU64,
}

/// When something was last done to the end.
#[derive(Debug, Clone, Copy, Default)]
struct Done {
    /// By [`LOOKS`]; a deeper look is a shallower one too.
    looked: [Option<Timestamp>; LOOKS.len()],
    published: Option<Timestamp>,
    rests_until: Option<Timestamp>,
    publishing_rests_until: Option<Timestamp>,
    /// The database continues what the folder holds, as of the start of this process.
    compared: bool,
}

impl Done {
    /// From which moment on the next look goes: that of the deepest look that is due.
    fn since(&self, now: Timestamp) -> Timestamp {
        let back = LOOKS
            .iter()
            .zip(self.looked)
            .filter(|(look, last)| last.is_none_or(|at| at <= before(now, look.every)))
            .map(|(look, _)| look.back)
            .max();
        let [last, ..] = self.looked;
        let [Look { back: least, .. }, ..] = LOOKS;
        // A clock that was set back must not leave a gap.
        let from = last.map_or(now, |at| at.min(now));
        before(from, back.unwrap_or(least))
    }

    /// Everything from `since` on has its place, as of `now`.
    fn note(&mut self, since: Timestamp, now: Timestamp) {
        for (look, last) in LOOKS.iter().zip(&mut self.looked) {
            if since <= before(now, look.back) {
                *last = Some(now);
            }
        }
    }
}

fn before(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.saturating_sub(by).unwrap_or(Timestamp::MIN)
}

fn rest(now: Timestamp) -> Option<Timestamp> {
    now.saturating_add(REST).ok()
}

/// A clock that was set back does not make anybody rest for ever.
fn rests(until: Option<Timestamp>, now: Timestamp) -> bool {
    until.is_some_and(|until| now < until && before(until, REST) <= now)
}

impl AuditWatch {
    fn done(&self) -> Done {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, edit: impl FnOnce(&mut Done)) {
        edit(&mut self.done.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The numbers in Prometheus' text format; `size` is how many entries have a place.
    pub(crate) fn render(&self, size: u64) -> String {
        let numbers = [
            ("aldaba_audit_log_size", "gauge", size),
            (
                "aldaba_audit_log_published_size",
                "gauge",
                self.published.load(Ordering::Relaxed),
            ),
            (
                "aldaba_audit_log_integrated_total",
                "counter",
                self.entries.load(Ordering::Relaxed),
            ),
            (
                "aldaba_audit_log_failures_total",
                "counter",
                self.failures.load(Ordering::Relaxed),
            ),
        ];
        let mut out = String::new();
        for (name, kind, value) in numbers {
            // Cannot fail: writing to a String never does.
            let _ = writeln!(out, "# TYPE {name} {kind}\n{name} {value}");
        }
        out
    }
}

impl Platform {
    /// One round of the sequencer: integrates what waits, and brings the folder up to date if it
    /// is time.
    pub async fn keep_audit_log_once(&self) {
        let now = self.parts.clock.now();
        let done = self.audit_watch.done();
        if rests(done.rests_until, now) {
            return;
        }
        let compares = !done.compared && !rests(done.publishing_rests_until, now);
        if compares && !self.continues_the_folder(now).await {
            self.audit_watch.change(|done| done.rests_until = rest(now));
            return;
        }
        if let Err(error) = self.integrate(done.since(now), now).await {
            tracing::error!(error = %chain(&error), "audit entries wait for their places");
            self.audit_watch.failures.fetch_add(1, Ordering::Relaxed);
            self.audit_watch.change(|done| done.rests_until = rest(now));
            return;
        }
        self.publish_if_due(now).await;
    }

    /// Before anything is signed: a database that was set back must not fork the log. A folder
    /// that is not there stops nobody; it is compared when it is written.
    async fn continues_the_folder(&self, now: Timestamp) -> bool {
        let compared = match &self.parts.audit_folder {
            Some(folder) => self.audit_log.compare_published(&**folder).await,
            None => Ok(()),
        };
        let forked = matches!(&compared, Err(error) if error.is_about_history());
        if let Err(error) = &compared {
            tracing::error!(error = %chain(error), "the published audit log cannot be continued");
            self.audit_watch.failures.fetch_add(1, Ordering::Relaxed);
        }
        self.audit_watch.change(|done| {
            done.compared = compared.is_ok();
            // A folder that is not there is looked for again, and not every second.
            if compared.is_err() && !forked {
                done.publishing_rests_until = rest(now);
            }
        });
        !forked
    }

    async fn publish_if_due(&self, now: Timestamp) {
        let done = self.audit_watch.done();
        let every = self.parts.settings.audit.publish_every;
        let due = |at: Timestamp| at <= before(now, every) || at > now;
        if rests(done.publishing_rests_until, now) || !done.published.is_none_or(due) {
            return;
        }
        if let Err(error) = self.publish_audit_log(now).await {
            tracing::error!(error = %chain(&error), "the audit log cannot be published");
            self.audit_watch.failures.fetch_add(1, Ordering::Relaxed);
            self.audit_watch
                .change(|done| done.publishing_rests_until = rest(now));
        }
    }

    /// Gives the leases back, so that another process goes on at once.
    pub(crate) async fn leave_audit_log(&self) {
        let store = &self.parts.store;
        let given_back = match self.audit_log.stop_integrating(&self.holder).await {
            Ok(()) => store.release_lease(PUBLISHER, &self.holder).await,
            Err(error) => Err(error),
        };
        if let Err(error) = given_back {
            tracing::warn!(%error, "the leases of the audit log end by themselves");
        }
    }

    async fn integrate(&self, since: Timestamp, now: Timestamp) -> Result<(), IntegrateError> {
        loop {
            let round = self.audit_log.integrate(since, &self.holder).await?;
            self.audit_watch
                .entries
                .fetch_add(round.entries, Ordering::Relaxed);
            if round.elsewhere {
                return Ok(());
            }
            if !round.more {
                break;
            }
        }
        self.audit_watch.change(|done| done.note(since, now));
        Ok(())
    }

    async fn publish_audit_log(&self, now: Timestamp) -> Result<(), PublishError> {
        if let Some(folder) = &self.parts.audit_folder {
            let store = &self.parts.store;
            if store.try_lease(PUBLISHER, &self.holder, LEASE, now).await? {
                let published = self.audit_log.publish(&**folder).await?;
                self.audit_watch
                    .published
                    .store(published.size, Ordering::Relaxed);
            }
        }
        self.audit_watch.change(|done| done.published = Some(now));
        Ok(())
    }
}

/// An error with everything behind it, for the operator.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        // Cannot fail: writing to a String never does.
        let _ = write!(text, ": {cause}");
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn the_first_look_and_one_a_day_go_back_to_the_beginning() {
        let mut done = Done::default();
        assert_eq!(done.since(at(0)), Timestamp::MIN);
        done.note(Timestamp::MIN, at(0));
        assert_eq!(done.since(at(1)), at(-1));
        assert_eq!(done.since(at(24 * 3_600 + 1)), Timestamp::MIN);
    }

    #[test]
    fn a_look_goes_back_a_little_and_now_and_then_further() {
        let mut done = Done::default();
        done.note(Timestamp::MIN, at(0));
        let mut reached = Vec::new();
        for second in 1..=601 {
            let since = done.since(at(second));
            reached.push(at(second).duration_since(since).as_secs());
            done.note(since, at(second));
        }
        assert_eq!(reached[..11], [2, 2, 2, 2, 2, 2, 2, 2, 2, 16, 2]);
        assert_eq!(reached[599..], [3_601, 2], "the tenth minute");
    }

    #[test]
    fn after_a_pause_a_look_goes_back_beyond_the_one_before() {
        let mut done = Done::default();
        done.note(Timestamp::MIN, at(0));
        assert_eq!(done.since(at(300)), at(-15));
    }

    #[test]
    fn a_clock_that_was_set_back_leaves_no_gap() {
        let mut done = Done::default();
        done.note(Timestamp::MIN, at(0));
        assert_eq!(done.since(at(-500)), at(-501));
    }
}
