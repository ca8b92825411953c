//! What can be wrong with bytes, or with values that are to become bytes.

use crate::Status;

/// Bytes that are no PDU, or none that we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// A length below that of a header or beyond [`crate::limits::PDU_BYTES`]: what follows cannot
    /// be told apart from this PDU, so the conversation ends.
    #[error("a PDU that says it has {0} octets")]
    Length(u32),
    /// A PDU that ends inside a field.
    #[error("the PDU ends inside {0}")]
    CutOff(&'static str),
    /// A text without its end where it must have come.
    #[error("{0} is too long")]
    TooLong(&'static str),
    /// A text with octets that are no printable ASCII.
    #[error("{0} is no text")]
    NotText(&'static str),
    /// More options than anybody sends.
    #[error("more than {} optional parameters", crate::limits::OPTIONS)]
    TooManyOptions,
    /// Octets after the end.
    #[error("octets after the end of the PDU")]
    Trailing,
    /// A command that we do not speak.
    #[error("the command {0:#010x} is not known here")]
    UnknownCommand(u32),
}

impl DecodeError {
    /// What a `generic_nack` says about it (§4.3).
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::UnknownCommand(_) => Status::INVALID_COMMAND_ID,
            Self::Length(_) | Self::CutOff(_) | Self::Trailing => Status::INVALID_COMMAND_LENGTH,
            Self::TooLong(_) | Self::NotText(_) => Status::INVALID_PARAMETER_LENGTH,
            Self::TooManyOptions => Status::INVALID_OPTIONS,
        }
    }
}

/// Values that no PDU can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// More octets than the field has.
    #[error("{0} is too long")]
    TooLong(&'static str),
    /// Something else than printable ASCII.
    #[error("{0} must be printable ASCII")]
    NotText(&'static str),
}
