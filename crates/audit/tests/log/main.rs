//! The public log: places, checkpoints, publication, receipts, and what is done to it by those
//! who would like history to be another.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod attacks;
mod database;
mod publishing;
mod receipts;
mod rig;
mod sequencing;
