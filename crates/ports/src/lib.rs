//! What the platform needs of the outside, as traits.
//!
//! | module | the outside |
//! |---|---|
//! | [`certificates`] | whose certificate it is that a client showed |
//! | [`certificate_status`] | whether a person's certificate was revoked |
//! | [`sealing`] | data keys, sealed columns, keyed hashes |
//! | [`signing`] | keys that sign tokens and documents |
//! | [`civil_register`] | who a number belongs to |
//! | [`offence_register`] | entries about offences against sexual freedom and trafficking |
//! | [`log_folder`] | the folder in which the audit log leaves the machine |
//! | [`messages`] | SMS, e-mail, push, letters on paper |
//! | [`log_out`] | telling relying parties that a session has ended |
//! | [`media`] | the server to which browsers send picture and sound |
//! | [`ping`] | telling relying parties that a request over the back channel was answered |
//! | [`passwords`] | hashing of passwords, slow on purpose |
//! | [`recordings`] | recordings on disk, sealed |
//! | [`documents`] | what a rendered document says, and the renderer |
//! | [`fakes`] | in-memory implementations that remember, for tests |
//!
//! *Architecture invariant:* this crate performs no IO and knows no vendor.

pub mod certificate_status;
pub mod certificates;
pub mod civil_register;
pub mod documents;
pub mod fakes;
pub mod log_folder;
pub mod log_out;
pub mod media;
pub mod messages;
pub mod offence_register;
pub mod passwords;
pub mod ping;
pub mod recordings;
pub mod sealing;
pub mod signing;

use std::{future::Future, pin::Pin};

/// A boxed future, so that the traits here can be used as objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
