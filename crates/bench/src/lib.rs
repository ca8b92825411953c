//! Benchmarks of the whole and of its parts. `docs/benchmarks.md` says how to run them and what
//! they gave.
//!
//! | binary | what it measures |
//! |---|---|
//! | `bench-store` | durable transactions a second through `store`, against the same statements raw |
//! | `bench-login` | complete logins a second over HTTP, and CPU a login |
//! | `bench-certificates` | certificates a second: rendered, sealed, issued |
//! | `bench-registers` | rows of the civil register imported a second, and memory |
//! | `bench-indistinguishable` | whether a stopwatch tells who is registered |
//! | `bench-sms` | text messages a second over one SMPP session |
//! | `bench-video` | video calls at once through one media server: CPU, loss, jitter |
//! | `bench-waiting` | a full waiting room of the video call: CPU, memory |
//! | `bench-app` | browsers that wait for a confirmation in the app: CPU, memory, time to go on |
//! | `bench-rest` | time until ready and memory at rest of the binary |
//!
//! Every figure is the median of several runs; CPU comes from the operating system's accounting.

pub mod accounting;
pub mod app;
#[cfg(feature = "documents")]
pub mod certificates;
pub mod crowd;
pub mod indistinguishable;
pub mod login;
pub mod registers;
pub mod rest;
pub mod sms;
pub mod store_bench;
pub mod video;
pub mod waiting;

/// Something that a benchmark could not do.
pub type AnyError = Box<dyn std::error::Error + Send + Sync>;
