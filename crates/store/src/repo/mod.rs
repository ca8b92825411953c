//! Repositories: one module an area, functions over a [`Tx`](crate::Tx). They never ask which
//! engine runs, and no row leaves them: values of `model` do.
//!
//! Rules that keep write skew out (each tested on both engines): a decision about a person first
//! calls [`person::guard`]; what must be unique has a UNIQUE index; a state moves by
//! compare-and-set.

pub mod alert;
pub mod alert_report;
pub mod app;
pub mod audit;
pub mod audit_log;
pub mod authorization;
pub mod body;
pub mod browser;
pub mod client;
pub mod client_log_out;
pub mod client_ping;
pub mod consent;
pub mod document;
pub mod flow;
pub mod letter;
pub mod meta;
pub mod office;
pub mod outgoing;
pub mod passkey;
pub mod password;
pub mod password_flow;
pub mod person;
pub mod person_client;
pub mod pin;
pub mod push;
pub mod pushed_request;
pub mod refresh;
pub mod register;
pub mod registration;
pub mod restriction;
pub mod sede;
pub mod session;
pub mod spent;
pub mod stand_in;
pub mod unattended;
pub mod velocity;
pub mod video;
