//! SMPP 3.4 on the wire: bytes in, values out.
//!
//! What an ESME (a sender of text messages) and an SMSC (a provider of them) say to each other
//! over a connection that stays open. No input or output, no clock, no chance.
//!
//! | step | where |
//! |---|---|
//! | cut a stream of bytes into frames | [`Frames`] |
//! | read and write a PDU | [`Pdu::decode`], [`Pdu::encode`] |
//! | what the other side says about it | [`Status`] |
//! | put a text into one or more messages, and back | [`segments`], [`text`] |
//! | the alphabet of text messages | [`gsm7`] |
//! | what became of a message | [`receipt`] |
//!
//! Sections are those of "Short Message Peer to Peer Protocol Specification v3.4", issue 1.2 of
//! 12 October 1999.
//!
//! # What is not here
//!
//! `submit_multi`, `data_sm`, `query_sm`, `cancel_sm`, `replace_sm`, `outbind` and
//! `alert_notification`: nobody here sends them, and who receives one answers `generic_nack`.
//!
//! # What goes wrong elsewhere, and what answers it here
//!
//! - **A length that is believed**: a frame beyond [`limits::PDU_BYTES`] ends the conversation
//!   before a byte of it is kept, and nothing is allocated by a length alone.
//! - **Texts without an end**: each has the longest length of its field (§3.1), NUL included.
//! - **Packed septets**: SMPP carries one character of the GSM alphabet in each octet.
//! - **An escape or a surrogate pair torn apart** between two segments: never.

mod address;
mod command;
mod error;
mod fields;
mod frames;
pub mod gsm7;
pub mod limits;
mod message;
mod options;
mod pdu;
pub mod receipt;
pub mod segments;
mod status;
pub mod text;

pub use address::{Address, NumberingPlan, TypeOfNumber};
pub use command::Command;
pub use error::{DecodeError, EncodeError};
pub use frames::Frames;
pub use message::{DataCoding, EsmClass, ShortMessage};
pub use options::{Tag, Tlv};
pub use pdu::{Bind, BindKind, Body, Header, Pdu};
pub use status::Status;
