//! Vectors of the standards, attacks, every truncation, and a comparison with `tlog_tiles` and
//! `signed_note`, which others wrote (Rust forms of the libraries behind Go's checksum database).
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod argon;
mod bounds;
mod forest;
mod notes;
mod oracle;
mod tiles;
mod trees;
