//! The engines: threads that take jobs from bounded queues and run them in transactions.

pub(crate) mod job;
pub(crate) mod postgres;
pub(crate) mod queue;
pub(crate) mod shared;
pub(crate) mod sqlite;
