//! The writer thread.

use rusqlite::Connection;

use super::group::{Group, Limits};
use crate::engine::{
    job::Job,
    queue::{Jobs, Message},
    shared::Shared,
};

pub(super) fn serve(connection: &Connection, shared: &Shared, jobs: &Jobs) {
    let mut stopping = false;
    while !stopping && let Some(Message::Job(first)) = jobs.next() {
        if first.abandoned() {
            continue;
        }
        // Whoever queued up while the last group was committed makes the next group.
        let mut next = || loop {
            match jobs.next_now()? {
                Message::Job(job) if job.abandoned() => {}
                Message::Job(job) => return Some(job),
                Message::Stop => {
                    stopping = true;
                    return None;
                }
            }
        };
        Group::new(connection, shared, Limits::DEFAULT).run(first, &mut next);
    }
}

/// Where a group takes its next job from.
pub(super) type Next<'n> = dyn FnMut() -> Option<Box<dyn Job>> + 'n;
