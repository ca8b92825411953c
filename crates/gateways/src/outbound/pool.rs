//! Idle connections, so that a gateway that is called often does not shake hands each time.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use hyper::client::conn::http1::SendRequest;

use super::{Body, policy::Target};

pub(super) type Connection = SendRequest<Body>;

/// Servers commonly close after 60 seconds without a request; half of it leaves a margin.
const IDLE: Duration = Duration::from_secs(30);

/// Idle connections kept in all: as many as the worker delivers at once.
const CAPACITY: usize = 32;

#[derive(Default)]
pub(super) struct Pool {
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    target: Target,
    connection: Connection,
    since: Instant,
}

impl Pool {
    /// An idle connection to `target`, the one used last.
    pub(super) fn take(&self, target: &Target) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|one| one.since.elapsed() < IDLE && !one.connection.is_closed());
        let place = idle.iter().rposition(|one| one.target == *target)?;
        Some(idle.remove(place).connection)
    }

    /// Keeps a connection whose answer was read to its end.
    pub(super) fn give_back(&self, target: &Target, connection: Connection) {
        if connection.is_closed() {
            return;
        }
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() >= CAPACITY {
            idle.remove(0);
        }
        idle.push(Idle {
            target: target.clone(),
            connection,
            since: Instant::now(),
        });
    }
}
