//! The catalogue of error codes: what the help line and the log call an error.

use std::fmt;

use http::StatusCode;

/// A code of the catalogue, such as `REG-003`. Faces may add codes of their own areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorCode(&'static str);

macro_rules! codes {
    ($($name:ident = $code:literal, $meaning:literal;)*) => {$(
        #[doc = $meaning]
        pub const $name: Self = Self($code);
    )*};
}

impl ErrorCode {
    codes! {
        BAD_REQUEST = "GEN-400", "The request makes no sense.";
        FORBIDDEN = "GEN-403", "The session may not do this.";
        NOT_FOUND = "GEN-404", "There is no such page.";
        METHOD = "GEN-405", "The address does not take this method.";
        TOO_LARGE = "GEN-413", "The body is over its limit.";
        MEDIA_TYPE = "GEN-415", "The body has a type that the address does not take.";
        TOO_MANY = "GEN-429", "Too many attempts.";
        FAILURE = "GEN-500", "Something of ours failed.";
        BUSY = "GEN-503", "Too many people at once, or a part is down.";
        STALE_FORM = "GEN-419", "The form carries no valid token.";
        FORMAT = "REG-001", "A number or code does not have the right shape.";
        CHECK_LETTER = "REG-002", "The check letter does not belong to the number.";
        CONTRAST = "REG-003", "Number and contrast datum do not match; neutral.";
        DOCUMENT_NOT_IN_FORCE = "REG-004", "The identity document is not in force.";
        RENEWAL = "REG-005", "The document is being renewed.";
        NO_ADDRESS = "REG-006", "No address for a letter.";
        LETTER_PENDING = "REG-007", "A letter is on its way.";
        LETTER_CODE_WRONG = "REG-008", "The code of the letter is wrong.";
        LETTER_CODE_VOID = "REG-009", "The code of the letter is expired, used or blocked.";
        PHONE_IN_USE = "REG-010", "The phone belongs to another registration.";
        CONFIRMATION_WRONG = "REG-011", "The code sent to the phone is wrong.";
        RENOUNCED = "REG-012", "The person renounced: certificate or office only.";
        REVOKED = "REG-013", "The registration was revoked.";
        DECEASED = "REG-014", "The register says that the person died.";
        TERMS = "REG-015", "The terms were not accepted.";
        PIN_NOT_REGISTERED = "PIN-001", "No registration; never told to a stranger.";
        PIN_EXPIRED = "PIN-002", "The PIN expired.";
        PIN_WRONG = "PIN-003", "The PIN is wrong.";
        PIN_BLOCKED = "PIN-004", "The way of the PIN is blocked for a while.";
        PIN_USED = "PIN-005", "The PIN was used.";
        LEVEL = "LVL-001", "The procedure needs the advanced registration.";
        UNDER_REVIEW = "CDS-001", "The application is under review.";
        REPRESENTATION = "CDS-002", "A proof of representation is needed.";
        CODE_NOT_FOUND = "CSV-001", "No document with this verification code.";
    }

    /// A code of a face's own area, such as `VID-001`.
    #[must_use]
    pub const fn own(code: &'static str) -> Self {
        Self(code)
    }

    /// The code itself.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    pub(crate) const fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Self::FORBIDDEN,
            StatusCode::NOT_FOUND => Self::NOT_FOUND,
            StatusCode::METHOD_NOT_ALLOWED => Self::METHOD,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TOO_LARGE,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::MEDIA_TYPE,
            StatusCode::TOO_MANY_REQUESTS => Self::TOO_MANY,
            StatusCode::SERVICE_UNAVAILABLE => Self::BUSY,
            status if status.as_u16() >= 500 => Self::FAILURE,
            _ => Self::BAD_REQUEST,
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
