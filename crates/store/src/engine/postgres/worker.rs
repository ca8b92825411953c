//! A thread with a connection of its own: transactions at REPEATABLE READ, run again when they
//! lose a race or their connection.

use std::{
    hash::{BuildHasher as _, RandomState},
    time::{Duration, Instant},
};

use super::{PostgresAddress, Session, fault};
use crate::{
    StoreError,
    engine::{
        job::{Job, Ran},
        queue::{Jobs, Message},
        shared::Shared,
    },
    error::{Cure, Fault, Source},
    metrics::Kind,
    tx::{Effects, Link},
};

/// Tries before a transaction gives up. With 64 callers that fought for 8 rows, 63 % of the tries
/// failed and none needed as many as this.
const TRIES: u32 = 40;

/// Connections that one transaction may lose before it gives up.
const CONNECTIONS: u32 = 3;

/// Longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// After a failed connection nobody tries again for this long: the others are told at once.
const QUIET: Duration = Duration::from_millis(250);

pub(super) struct Worker<'a> {
    address: PostgresAddress,
    begin: &'static str,
    kind: Kind,
    shared: &'a Shared,
    session: Option<Session>,
    unreachable: Option<(Instant, StoreError)>,
}

/// How one try ended.
enum End {
    Committed(Effects),
    /// Rolled back, as the closure wanted.
    Refused,
    Failed(StoreError),
    Again(Fault),
}

impl<'a> Worker<'a> {
    pub(super) fn new(
        address: PostgresAddress,
        begin: &'static str,
        kind: Kind,
        shared: &'a Shared,
    ) -> Self {
        Self {
            address,
            begin,
            kind,
            shared,
            session: None,
            unreachable: None,
        }
    }

    pub(super) fn serve(mut self, jobs: &Jobs) {
        while let Some(Message::Job(job)) = jobs.next() {
            if !job.abandoned() {
                self.transact(job);
            }
        }
    }

    fn transact(&mut self, mut job: Box<dyn Job>) {
        let (mut tries, mut lost) = (0, 0);
        loop {
            tries += 1;
            let verdict = match self.attempt(&mut *job) {
                End::Committed(effects) => {
                    self.shared.committed(effects);
                    Ok(())
                }
                End::Refused => Ok(()),
                End::Failed(error) => Err(error),
                End::Again(fault) => {
                    lost += u32::from(fault.cure == Cure::Reconnect);
                    if tries < TRIES && lost < CONNECTIONS {
                        job.retried();
                        pause(tries, fault.cure);
                        continue;
                    }
                    Err(match fault.cure {
                        Cure::Retry => StoreError::Conflict {
                            transaction: job.name(),
                            attempts: tries,
                        },
                        Cure::None | Cure::Prepare | Cure::Reconnect => fault.error,
                    })
                }
            };
            return job.answer(verdict);
        }
    }

    fn attempt(&mut self, job: &mut dyn Job) -> End {
        let name = job.name();
        let mut session = match self.connected() {
            Ok(session) => session,
            Err(error) => return End::Failed(error),
        };
        if let Err(error) = session.control(self.begin) {
            // The session is dropped: whatever is wrong with it, the next one starts clean.
            let fault = fault(name, error);
            return if fault.cure == Cure::None {
                End::Failed(fault.error)
            } else {
                End::Again(fault)
            };
        }
        let attempt = self.shared.attempt(job, Link::Postgres(&mut session));
        if attempt.panicked {
            return attempt.verdict.map_or_else(End::Failed, |_| End::Refused);
        }
        let curable = attempt.fault.filter(|fault| fault.cure != Cure::None);
        match (attempt.verdict, curable) {
            (_, Some(fault)) => {
                self.roll_back(session, fault.cure);
                End::Again(fault)
            }
            (Ok(Ran::Done), None) => self.commit(session, name, attempt.effects),
            (Ok(Ran::Refused), None) => {
                self.roll_back(session, Cure::None);
                End::Refused
            }
            (Err(error), None) => {
                self.roll_back(session, Cure::None);
                End::Failed(error)
            }
        }
    }

    fn commit(&mut self, mut session: Session, name: &'static str, effects: Effects) -> End {
        let Err(error) = session.control("COMMIT") else {
            self.session = Some(session);
            return End::Committed(effects);
        };
        if self.kind == Kind::Write && leaves_doubt(&error) {
            let source = Source::new(error);
            return End::Failed(StoreError::OutcomeUnknown {
                transaction: name,
                source,
            });
        }
        let fault = fault(name, error);
        if !session.is_closed() {
            self.session = Some(session);
        }
        if fault.cure == Cure::None {
            End::Failed(fault.error)
        } else {
            End::Again(fault)
        }
    }

    fn roll_back(&mut self, mut session: Session, cure: Cure) {
        if cure == Cure::Prepare {
            session.forget_statements();
        }
        if cure != Cure::Reconnect && session.control("ROLLBACK").is_ok() {
            self.session = Some(session);
        }
    }

    fn connected(&mut self) -> Result<Session, StoreError> {
        if let Some(session) = self.session.take().filter(|session| !session.is_closed()) {
            return Ok(session);
        }
        if let Some((since, error)) = &self.unreachable
            && since.elapsed() < QUIET
        {
            return Err(error.clone());
        }
        match Session::connect(&self.address) {
            Ok(session) => {
                self.unreachable = None;
                Ok(session)
            }
            Err(fault) => {
                tracing::error!(error = %fault.error, "PostgreSQL cannot be reached");
                self.unreachable = Some((Instant::now(), fault.error.clone()));
                Err(fault.error)
            }
        }
    }
}

/// Whether a COMMIT that failed like this may have been made durable: no answer came, or the
/// server was going down. Any other answer means that it was rolled back.
fn leaves_doubt(error: &postgres::Error) -> bool {
    error.as_db_error().is_none_or(|server| {
        let state = server.code().code();
        state.starts_with("57") || state.starts_with("08")
    })
}

/// Waits a random part of a time that doubles, so that those who met once do not meet again.
fn pause(tries: u32, cure: Cure) {
    if cure != Cure::Retry {
        return;
    }
    let ceiling = Duration::from_micros(500 << tries.min(7)).min(LONGEST_PAUSE);
    let chance = RandomState::new().hash_one(tries) >> 32;
    let part = ceiling.mul_f64(chance as f64 / f64::from(u32::MAX));
    // A pause of this thread only; a timer of the channel crate, as nothing here waits by sleeping.
    let _ = crossbeam_channel::after(part).recv();
}
