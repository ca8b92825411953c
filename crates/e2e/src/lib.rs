//! Journeys against the running program, and what they are driven with. Nothing here ships.
//!
//! | module | what it is |
//! |---|---|
//! | [`demonstration`] | [`Demonstration`]: the program, started with a data folder and ports of its own |
//! | [`program`] | [`Program`]: any command of the binary, its output, its signals, its end |
//! | [`journey()`] | runs a browser journey of `browser/` |
//! | [`visitor`] | [`Visitor`]: a browser without a browser, for what needs hundreds of visits |
//! | [`people`] | who can be played |
//! | [`steps`] | what visitors do so often that it has a name |
//! | [`http`] | one request, one answer |
//! | [`ports`] | blocks of free ports |
//! | [`tools`] | the programs that `cargo xtask test` installs |
//! | [`wait`] | waiting for what sends no event |
//!
//! Everything here panics when it cannot go on: a journey that cannot be travelled has failed.
//!
//! Set `ALDABA_TEST_SCREENSHOTS` to a folder and the browser journeys leave a picture of every
//! page there, wide and narrow, light and dark.

pub mod demonstration;
pub mod http;
pub mod journey;
pub mod people;
pub mod ports;
pub mod program;
pub mod steps;
pub mod tools;
pub mod visitor;
pub mod wait;

pub use demonstration::Demonstration;
pub use journey::journey;
pub use program::Program;
pub use visitor::Visitor;
