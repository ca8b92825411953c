//! Sends what waits in the outbox.
//!
//! | module | what |
//! |---|---|
//! | [`notifier`] | [`Notifier`]: leases messages and delivers them |
//! | `pump` | the worker's loop |
//! | `reports` | what providers say later about text messages |
//! | `delivery` | one message: still worth sending? words, gateway, mark |
//! | `backoff` | when a message is tried again, and when no more |
//! | [`metrics`] | what the operator can count |
//! | [`words`] | from a fact to words: SMS, e-mail, letter |
//! | [`gsm7`] | texts in the alphabet of text messages |
//! | [`texts`] | the words themselves, by language |
//!
//! # What is promised, and what is not
//!
//! A message is leased in a transaction, handed over outside of any, and marked in another one.
//!
//! - A message that waits is tried until a gateway takes it, refuses it for good, or the message
//!   has lost its meaning: an expired PIN is never sent.
//! - Two workers never hold the same message at once: a lease is longer than the longest delivery.
//! - A worker that dies between handing over and marking leaves a message that is handed over
//!   *again* when its lease ends, with the same id. Gateways that can recognise the id take it once
//!   (`docs/specs/sms-http.md`, `docs/specs/print-folder.md`); SMTP cannot, and the second e-mail
//!   carries the same `Message-ID`.
//! - A text message that a provider reports as delivered, or as failed, is marked so; nothing is
//!   sent again because of a report.
//! - Nothing is promised about order.
//!
//! *Architecture invariant:* only this crate hands messages to gateways (invariant 6), and no log
//! line of it says to whom or what.

mod backoff;
mod delivery;
pub mod gsm7;
pub mod metrics;
pub mod notifier;
mod pump;
mod reports;
pub mod texts;
pub mod words;

pub use metrics::NotifyMetrics;
pub use notifier::{Gateways, LetterCopy, Notifier, NotifierParts, NotifySettings, Outcome};
pub use words::{Composed, ComposedLetter, Letterhead, LetterheadError};
