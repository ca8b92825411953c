//! Calls between headless clients through a real server on loopback.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod attacks;
mod place;
mod recorded;
mod talking;
