//! `command_id`: what a PDU is (§5.1.2.1).

use crate::BindKind;

/// The bit that tells an answer from a request.
const ANSWER: u32 = 0x8000_0000;

/// What a PDU is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Says that a PDU made no sense (§4.3).
    GenericNack,
    /// Opens a session (§4.1).
    Bind(BindKind),
    /// Answers it.
    BindResp(BindKind),
    /// Hands a message to the provider (§4.4.1).
    SubmitSm,
    /// Answers it (§4.4.2).
    SubmitSmResp,
    /// Hands a message or a receipt to the account (§4.6.1).
    DeliverSm,
    /// Answers it (§4.6.2).
    DeliverSmResp,
    /// Closes a session (§4.2.1).
    Unbind,
    /// Answers it (§4.2.2).
    UnbindResp,
    /// Asks whether the other side is still there (§4.11.1).
    EnquireLink,
    /// Answers it (§4.11.2).
    EnquireLinkResp,
}

impl Command {
    /// Its number.
    #[must_use]
    pub const fn id(self) -> u32 {
        match self {
            Self::GenericNack => ANSWER,
            Self::Bind(kind) => kind.id(),
            Self::BindResp(kind) => kind.id() | ANSWER,
            Self::SubmitSm => 0x04,
            Self::SubmitSmResp => 0x04 | ANSWER,
            Self::DeliverSm => 0x05,
            Self::DeliverSmResp => 0x05 | ANSWER,
            Self::Unbind => 0x06,
            Self::UnbindResp => 0x06 | ANSWER,
            Self::EnquireLink => 0x15,
            Self::EnquireLinkResp => 0x15 | ANSWER,
        }
    }

    /// The command with this number, if we speak it.
    #[must_use]
    pub const fn from_id(id: u32) -> Option<Self> {
        Some(match (id & ANSWER != 0, id & !ANSWER) {
            (true, 0x00) => Self::GenericNack,
            (false, 0x01) => Self::Bind(BindKind::Receiver),
            (true, 0x01) => Self::BindResp(BindKind::Receiver),
            (false, 0x02) => Self::Bind(BindKind::Transmitter),
            (true, 0x02) => Self::BindResp(BindKind::Transmitter),
            (false, 0x09) => Self::Bind(BindKind::Transceiver),
            (true, 0x09) => Self::BindResp(BindKind::Transceiver),
            (false, 0x04) => Self::SubmitSm,
            (true, 0x04) => Self::SubmitSmResp,
            (false, 0x05) => Self::DeliverSm,
            (true, 0x05) => Self::DeliverSmResp,
            (false, 0x06) => Self::Unbind,
            (true, 0x06) => Self::UnbindResp,
            (false, 0x15) => Self::EnquireLink,
            (true, 0x15) => Self::EnquireLinkResp,
            _ => return None,
        })
    }

    /// Whether a number is that of an answer, known or not: nobody answers an answer.
    #[must_use]
    pub const fn is_answer(id: u32) -> bool {
        id & ANSWER != 0
    }
}
