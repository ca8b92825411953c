//! Video calls: calls, the line of a live one, its mailbox, its evidence and pictures, operators.

pub mod call;
pub mod capture;
pub mod evidence;
pub mod line;
pub mod message;
pub mod operator;
pub mod room;
pub mod statistics;

/// Wakes who looks at calls ([`crate::Tx::wake`]).
pub const TOPIC: &str = "video";
