//! `command_status`: how a request went (§5.1.3).

use std::fmt;

/// How a request went. Any number can come; those with a meaning for us have a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Status(pub u32);

macro_rules! statuses {
    ($($(#[doc = $doc:literal])+ $constant:ident = $value:literal, $name:literal;)+) => {
        impl Status {
            $($(#[doc = $doc])+ pub const $constant: Self = Self($value);)+

            /// Its name in the specification, if it has one.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($value => Some($name),)+
                    _ => None,
                }
            }
        }
    };
}

statuses! {
    /// No error.
    OK = 0x00, "ESME_ROK";
    /// The message is too long or too short.
    INVALID_MESSAGE_LENGTH = 0x01, "ESME_RINVMSGLEN";
    /// The PDU has a wrong length.
    INVALID_COMMAND_LENGTH = 0x02, "ESME_RINVCMDLEN";
    /// The command is not known.
    INVALID_COMMAND_ID = 0x03, "ESME_RINVCMDID";
    /// Not in this state of the session.
    INVALID_BIND_STATUS = 0x04, "ESME_RINVBNDSTS";
    /// Bound already, perhaps by a connection that is about to end.
    ALREADY_BOUND = 0x05, "ESME_RALYBND";
    /// The provider has an error of its own.
    SYSTEM_ERROR = 0x08, "ESME_RSYSERR";
    /// The sender is not one that this account may use.
    INVALID_SOURCE = 0x0a, "ESME_RINVSRCADR";
    /// No such recipient.
    INVALID_DESTINATION = 0x0b, "ESME_RINVDSTADR";
    /// The bind failed.
    BIND_FAILED = 0x0d, "ESME_RBINDFAIL";
    /// Wrong password.
    INVALID_PASSWORD = 0x0e, "ESME_RINVPASWD";
    /// No such account.
    INVALID_SYSTEM_ID = 0x0f, "ESME_RINVSYSID";
    /// The provider's queue is full.
    QUEUE_FULL = 0x14, "ESME_RMSGQFUL";
    /// The service type is not known.
    INVALID_SERVICE_TYPE = 0x15, "ESME_RINVSERTYP";
    /// The message class is not supported.
    INVALID_ESM_CLASS = 0x43, "ESME_RINVESMCLASS";
    /// The provider could not take the message.
    SUBMIT_FAILED = 0x45, "ESME_RSUBMITFAIL";
    /// The sender's type of number is not allowed.
    INVALID_SOURCE_TYPE = 0x48, "ESME_RINVSRCTON";
    /// The sender's numbering plan is not allowed.
    INVALID_SOURCE_PLAN = 0x49, "ESME_RINVSRCNPI";
    /// The recipient's type of number is not allowed.
    INVALID_DESTINATION_TYPE = 0x50, "ESME_RINVDSTTON";
    /// The recipient's numbering plan is not allowed.
    INVALID_DESTINATION_PLAN = 0x51, "ESME_RINVDSTNPI";
    /// The system type is not known.
    INVALID_SYSTEM_TYPE = 0x53, "ESME_RINVSYSTYP";
    /// More messages than the contract allows for now.
    THROTTLED = 0x58, "ESME_RTHROTTLED";
    /// The validity is not allowed.
    INVALID_EXPIRY = 0x62, "ESME_RINVEXPIRY";
    /// The receiver cannot take the message now; it is to be delivered again.
    RECEIVER_TEMPORARY = 0x64, "ESME_RX_T_APPN";
    /// The receiver will never take the message.
    RECEIVER_PERMANENT = 0x65, "ESME_RX_P_APPN";
    /// The receiver refuses the message.
    RECEIVER_REJECTS = 0x66, "ESME_RX_R_APPN";
    /// The options cannot be read.
    INVALID_OPTIONS = 0xc0, "ESME_RINVOPTPARSTREAM";
    /// A parameter has a wrong length.
    INVALID_PARAMETER_LENGTH = 0xc2, "ESME_RINVPARLEN";
    /// The message was not delivered.
    DELIVERY_FAILED = 0xfe, "ESME_RDELIVERYFAILURE";
    /// Nobody knows.
    UNKNOWN = 0xff, "ESME_RUNKNOWNERR";
}

impl Status {
    /// No error.
    #[must_use]
    pub const fn is_ok(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "status {:#010x}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_the_name_of_the_specification_or_the_number() {
        assert_eq!(Status::THROTTLED.to_string(), "ESME_RTHROTTLED");
        assert_eq!(Status(0x0400).to_string(), "status 0x00000400");
    }
}
