//! Every parser of foreign bytes as a function that a fuzzer, or a test, can hammer on.
//!
//! A [`Target`] takes any bytes, calls the parser and checks what must hold whatever came: no
//! panic, what was accepted can be said again and is accepted again, nothing verifies that was
//! not signed. `tests/corpus.rs` runs each target on its seeds, on every file of
//! `corpus/<target>/`, and on some thousand changes of them, the same ones each time; ten
//! seconds of libFuzzer each (`libfuzzer/`) are `cargo xtask test --only fuzz`. Whatever that
//! finds goes into `corpus/<target>/`, so that it is tried for ever.

mod mutate;
mod targets;

pub use mutate::Mutations;

/// One parser under fire.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// What it is called on the command line and in `corpus/`.
    pub name: &'static str,
    /// Inputs that reach far into the parser: most of them are accepted.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Takes any bytes and says whether the parser accepted them; panics if something does not
    /// hold.
    pub run: fn(&[u8]) -> bool,
}

/// All of them, by name.
pub const TARGETS: &[Target] = &[
    targets::words::TARGET,
    targets::parameters::TARGET,
    targets::authorization::TARGET,
    targets::token_endpoint::TARGET,
    targets::jws::TARGET,
    targets::jwk::TARGET,
    targets::claims_request::TARGET,
    targets::provider::TARGET,
    targets::passkey::REGISTRATION,
    targets::passkey::AUTHENTICATION,
    targets::pdf::TARGET,
    targets::smpp::TARGET,
    targets::webpush::TARGET,
    targets::tlog::TARGET,
    targets::mrz::TARGET,
    targets::picture::TARGET,
    targets::x509::CERTIFICATE,
    targets::x509::OCSP,
    targets::x509::LIST,
];

/// The target of a name.
#[must_use]
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
