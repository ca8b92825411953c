//! Small real servers of the outside: each speaks the protocol that the real one speaks, over a
//! real socket or folder, and shows what it was given in the [`Inbox`](crate::inbox::Inbox).
//!
//! | module | plays | speaks |
//! |---|---|---|
//! | [`sms_sink`] | the SMS provider | HTTP as in `docs/specs/sms-http.md` |
//! | [`smsc`] | another SMS provider | SMPP 3.4 as in `docs/specs/sms-smpp.md` |
//! | [`smtp_sink`] | the mail server | SMTP (RFC 5321), without TLS and AUTH |
//! | [`print_house`] | the print house | folders as in `docs/specs/print-folder.md` |
//! | [`push_service`] | the push service of browsers | Web Push: RFC 8030, 8291, 8292 |
//! | [`behaviour`] | a switch: up, down, slow, refusing | |

pub mod behaviour;
mod mime;
pub mod print_house;
pub mod push_service;
pub mod sms_sink;
pub mod smsc;
mod smsc_session;
mod smtp_session;
pub mod smtp_sink;

pub use behaviour::{Behaviour, Switch};
pub use print_house::PrintHouse;
pub use push_service::PushServer;
pub use sms_sink::SmsSink;
pub use smsc::Smsc;
pub use smtp_sink::SmtpSink;
