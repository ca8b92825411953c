//! Benchmarks of the whole and of its parts.
//!
//! | binary | what it measures |
//! |---|---|
//! | `bench-store` | durable transactions a second through `store`, against the same statements raw |
//!
//! Every figure is the median of several runs; CPU comes from the operating system's accounting.

pub mod accounting;
pub mod store_bench;
