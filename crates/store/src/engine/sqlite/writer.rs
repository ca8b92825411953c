//! The writer thread.

use crossbeam_channel::{Receiver, TryRecvError};
use rusqlite::Connection;

use super::group::{Group, Limits};
use crate::engine::{job::Job, queue::Message, shared::Shared};

pub(super) fn serve(connection: &Connection, shared: &Shared, jobs: &Receiver<Message>) {
    let mut stopping = false;
    while !stopping && let Ok(Message::Job(first)) = jobs.recv() {
        if first.abandoned() {
            continue;
        }
        // Whoever queued up while the last group was committed makes the next group.
        let mut next = || loop {
            match jobs.try_recv() {
                Ok(Message::Job(job)) if job.abandoned() => {}
                Ok(Message::Job(job)) => return Some(job),
                Ok(Message::Stop) => {
                    stopping = true;
                    return None;
                }
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => return None,
            }
        };
        Group::new(connection, shared, Limits::DEFAULT).run(first, &mut next);
    }
}

/// Where a group takes its next job from.
pub(super) type Next<'n> = dyn FnMut() -> Option<Box<dyn Job>> + 'n;
