//! A reader thread: each closure sees one snapshot, at least as new as everything acknowledged
//! before it was queued.

use rusqlite::Connection;

use super::statement::control;
use crate::{
    engine::{
        job::Job,
        queue::{Jobs, Message},
        shared::Shared,
    },
    tx::Link,
};

pub(super) fn serve(connection: &Connection, shared: &Shared, jobs: &Jobs) {
    while let Some(Message::Job(job)) = jobs.next() {
        if !job.abandoned() {
            read(connection, shared, job);
        }
    }
}

fn read(connection: &Connection, shared: &Shared, mut job: Box<dyn Job>) {
    if let Err(fault) = control(connection, "BEGIN") {
        return job.answer(Err(fault.error));
    }
    let attempt = shared.attempt(&mut *job, Link::Sqlite(connection));
    if !connection.is_autocommit()
        && let Err(fault) = control(connection, "ROLLBACK")
    {
        tracing::error!(error = %fault.error, "a read transaction could not be closed");
    }
    if attempt.verdict.is_ok() {
        shared.committed(attempt.effects);
    }
    job.answer(attempt.verdict.map(drop));
}
