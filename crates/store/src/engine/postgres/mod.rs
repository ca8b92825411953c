//! PostgreSQL: plain threads, each with a connection that is made, used and dropped there (the
//! driver may not be touched on a thread of an async runtime).

mod address;
mod errors;
mod session;
mod tls;
mod wake;
mod worker;

use std::sync::Arc;

pub(crate) use address::PostgresAddress;
pub(crate) use errors::fault;
pub(crate) use session::Session;

use super::{queue::Queue, shared::Shared};
use crate::{
    StoreError,
    metrics::Kind,
    migrations,
    options::{Area, StoreOptions},
    store::Threads,
};
use worker::Worker;

/// Looks at the server and starts the threads.
pub(crate) fn start(
    options: &StoreOptions,
    address: &PostgresAddress,
    shared: &Arc<Shared>,
    threads: &mut Threads,
) -> Result<(Queue, Queue), StoreError> {
    let role = session::look_at_server(address, options.area)?;
    let listen = match &options.listen_url {
        Some(url) => PostgresAddress::parse(url)?,
        None => address.clone(),
    };
    wake::start(address, listen, shared, threads)?;

    let writers = options.writers.max(1);
    let readers = options.readers.max(1);
    let (writes, write_jobs) = Queue::new(options.write_queue, writers);
    let (reads, read_jobs) = Queue::new(options.read_queue, readers);
    let pools = [
        (Kind::Write, writers, write_jobs),
        (Kind::Read, readers, read_jobs),
    ];
    for (kind, count, jobs) in pools {
        for _ in 0..count {
            let (address, shared, jobs) = (address.clone(), Arc::clone(shared), jobs.clone());
            let name = match kind {
                Kind::Write => "store-writer",
                Kind::Read => "store-reader",
            };
            threads.spawn(name, move || {
                Worker::new(address, session::begin(kind, role), kind, &shared).serve(&jobs);
            })?;
        }
    }
    Ok((writes, reads))
}

/// Under which database role the transactions of an area run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The one that logged in.
    Own,
    /// A weaker one, stepped into at the start of each transaction.
    Sede,
}

impl Role {
    const SEDE_NAME: &'static str = migrations::SEDE;

    fn wanted(area: Area) -> Self {
        match area {
            Area::Whole => Self::Own,
            Area::Sede => Self::Sede,
        }
    }
}
