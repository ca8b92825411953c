//! Complete log-ins over HTTP: the server in a process of its own, so that the operating system
//! accounts for its CPU alone; many people at once in this one.
//!
//! | module | what it is |
//! |---|---|
//! | [`server`] | the process that serves: the platform on loopback, and the text messages it sends |
//! | [`load`] | people who log in one after the other, and what that took |
//! | `journey` | one log-in, request by request, as a browser and a relying party make them |
//! | `means` | what people identify with: nothing for the PIN, an activated app, a passkey |
//! | `browser` | HTTP over one kept connection, cookies, fields of forms |
//! | `phones` | where text messages arrive |
//!
//! A log-in by PIN is ten requests of the browser and two of the relying party, one more with the
//! page of release, and seven durable transactions. What is not in it: TLS, which ends at a proxy, and the
//! conversation with a provider of text messages.

mod browser;
mod journey;
pub mod load;
mod means;
mod phones;
pub mod server;

pub use journey::Release;
pub use means::Way;
