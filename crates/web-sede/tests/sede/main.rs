//! The electronic office through its router: every page, step and refusal, over a real store and
//! real use cases, with an identity provider of the test.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod api;
mod apply;
mod browser;
mod identify;
mod information;
mod log_out_told;
mod office;
mod outside;
mod provider;
mod refusals;
mod rendering;
mod verify;
