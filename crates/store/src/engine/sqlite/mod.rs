//! SQLite, embedded: one writer thread that commits in groups, several readers.

mod connection;
mod errors;
mod group;
mod reader;
pub(crate) mod statement;
mod writer;

use std::sync::Arc;

pub(crate) use connection::connect;
pub(crate) use errors::fault;

use super::{queue::Queue, shared::Shared};
use crate::{
    StoreError,
    options::{SqliteOptions, StoreOptions},
    store::Threads,
};

/// Opens the file and starts the threads.
pub(crate) fn start(
    options: &StoreOptions,
    sqlite: &SqliteOptions,
    shared: &Arc<Shared>,
    threads: &mut Threads,
) -> Result<(Queue, Queue), StoreError> {
    let writer = connect(sqlite)?;
    let (writes, jobs) = Queue::new(options.write_queue, 1);
    let for_writer = Arc::clone(shared);
    threads.spawn("store-writer", move || {
        writer::serve(&writer, &for_writer, &jobs);
    })?;

    let readers = options.readers.max(1);
    let (reads, jobs) = Queue::new(options.read_queue, readers);
    for _ in 0..readers {
        let connection = connect(sqlite)?;
        connection
            .pragma_update(None, "query_only", true)
            .map_err(|error| fault("store.open", error).error)?;
        let (shared, jobs) = (Arc::clone(shared), jobs.clone());
        threads.spawn("store-reader", move || {
            reader::serve(&connection, &shared, &jobs);
        })?;
    }
    Ok((writes, reads))
}
