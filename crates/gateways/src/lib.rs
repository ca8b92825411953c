//! The real world behind the ports: what reaches out of the platform, and nothing that decides.
//!
//! | module | reaches |
//! |---|---|
//! | [`clock`] | the machine's clock: its only home |
//! | [`certificate_status`] | OCSP responders and revocation lists, at the addresses that certificates name |
//! | [`outbound`] | web addresses, some of them chosen by strangers: the only outbound HTTP client |
//! | [`sms_providers`] | the SMS providers in order: who is asked, who rests, who may have a message already |
//! | [`sms_http`] | an SMS provider over the interface of `docs/specs/sms-http.md` |
//! | [`smpp`] | an SMS provider over SMPP 3.4 (`docs/specs/sms-smpp.md`) |
//! | [`smtp`] | a mail server |
//! | [`push`] | push services of browsers, to tell the app that something waits |
//! | [`parties`] | relying parties, to tell them that a session has ended or a request was answered |
//! | [`log_files`] | the folder in which the audit log leaves the machine (`docs/specs/audit-log.md`) |
//! | [`print_folder`] | the print house, through a folder (`docs/specs/print-folder.md`) |
//!
//! *Architecture invariant:* one outbound HTTP client (invariant 12). Every gateway tells a failure
//! that is worth another try from one that is not, and no error text carries an address, a phone or
//! the words of a message: they end up in logs.

pub mod certificate_status;
pub mod clock;
pub mod log_files;
pub mod outbound;
pub mod parties;
pub mod print_folder;
pub mod push;
pub mod registers;
mod remembered;
pub mod smpp;
pub mod sms_http;
pub mod sms_providers;
pub mod smtp;

pub use certificate_status::StatusAddresses;
pub use clock::SystemClock;
pub use log_files::LogFiles;
pub use outbound::OutboundClient;
pub use parties::RelyingParties;
pub use print_folder::PrintFolder;
pub use push::{WebPush, WebPushSettings};
pub use smpp::SmppSms;
pub use sms_http::HttpSms;
pub use sms_providers::SmsProviders;
pub use smtp::SmtpMailer;
