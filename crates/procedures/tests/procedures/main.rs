//! The use cases of the electronic office on both engines. The store is the one of the electronic
//! office, so that on PostgreSQL every test here runs under its database role.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod audit;
mod check;
mod download;
mod form;
mod session;
mod sides;
mod start;
mod submit;
mod verification;
mod withdraw;
mod worker;
mod world;
