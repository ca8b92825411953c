//! What a person is told when there is nothing to show.

use std::time::Duration;

use http::StatusCode;
use procedures::VerifyError;
use vocab::SecureVerificationCode;
use web_kit::{ErrorCode, Page, PageError};

use super::address;
use crate::texts;

/// The document goes to its person only.
const HOLDER_ONLY: ErrorCode = ErrorCode::own("CSV-002");

/// The limit counts by the minute (defaults D31).
const WAIT: Duration = Duration::from_secs(60);

/// The page of a refusal.
pub(super) fn page_of(page: &Page, code: &SecureVerificationCode, error: VerifyError) -> PageError {
    let t = texts::verification(page.lang);
    let another = |refused: PageError| refused.door(t.another, "/csv");
    match error {
        // The same words whatever the reason: a stranger learns nothing about other codes.
        VerifyError::Unknown => another(
            PageError::new(StatusCode::NOT_FOUND, ErrorCode::CODE_NOT_FOUND)
                .title(t.unknown_title)
                .lead(t.unknown_lead)
                .advice(t.unknown_compare)
                .advice(t.unknown_ask),
        ),
        VerifyError::HolderOnly => another(
            PageError::new(StatusCode::FORBIDDEN, HOLDER_ONLY)
                .title(t.holder_title)
                .lead(t.holder_lead)
                .advice(page.rich(t.holder_compare).link(address(code))),
        ),
        VerifyError::TooManyTries => PageError::too_many(WAIT),
        VerifyError::Store(error) => error.into(),
    }
}
