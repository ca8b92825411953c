//! The standards from outside: vectors, tables of what is refused, and properties.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod authorize;
mod claims;
mod client;
mod common;
mod dpop;
mod jose;
mod rp;
mod token;
