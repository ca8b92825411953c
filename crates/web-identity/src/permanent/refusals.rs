//! Pages and notices that say why it does not go on, and what to do.

use std::time::Duration;

use axum::http::StatusCode;
use model::limit::wait_until;
use ports::passwords::HashError;
use vocab::Timestamp;
use web_kit::{ErrorCode, Page, PageError, format, ui};

use crate::{
    login::Waiting,
    texts::{self, PermanentTexts},
};

/// `PER-002`: wrong number, password, activation code or e-mail; neutral.
const NOT_CONFIRMED: ErrorCode = ErrorCode::own("PER-002");
/// `PER-005`: too many wrong tries.
const LOCKED: ErrorCode = ErrorCode::own("PER-005");
/// `PER-001`: the registration has not arrived here yet.
const LATER: ErrorCode = ErrorCode::own("PER-001");

/// Too much that was wrong from this origin.
pub(crate) fn paused(page: &Page, until: Timestamp) -> PageError {
    let t = texts::permanent(page.lang);
    too_many(page, until, LOCKED, t.paused_title, t.paused_lead)
}

/// The phone has rung often enough.
pub(crate) fn many_codes(page: &Page, until: Timestamp) -> PageError {
    let t = texts::permanent(page.lang);
    let code = ErrorCode::TOO_MANY;
    too_many(page, until, code, t.many_codes_title, t.many_codes_lead)
}

fn too_many(
    page: &Page,
    until: Timestamp,
    code: ErrorCode,
    title: &'static str,
    lead: &'static str,
) -> PageError {
    let t = texts::permanent(page.lang);
    let wait = wait_until(until, page.now());
    PageError::new(StatusCode::TOO_MANY_REQUESTS, code)
        .title(title)
        .lead(lead)
        .advice(t.try_after(format::duration(page.lang, wait.as_secs())))
        .retry_after(wait)
}

/// The queue of passwords is full, or something of ours failed.
pub(crate) fn hash_error(page: &Page, error: HashError) -> PageError {
    let HashError::Busy { retry_after_s } = error else {
        return PageError::internal(error);
    };
    let t = texts::permanent(page.lang);
    let wait = Duration::from_secs(retry_after_s.into());
    PageError::new(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::BUSY)
        .title(t.busy_title)
        .lead(t.busy_lead)
        .advice(t.try_after(format::duration(page.lang, wait.as_secs())))
        .retry_after(wait)
}

/// Registrations arrive here with a delay, and this one has not arrived (R143, R256).
pub(super) fn later(page: &Page) -> PageError {
    let t = texts::permanent(page.lang);
    PageError::new(StatusCode::NOT_FOUND, LATER)
        .title(t.later_title)
        .lead(t.later_lead)
        .advice(t.later_try)
        .door(t.home_title, "/permanent")
}

/// The flow is over, or was never there.
pub(super) fn gone(page: &Page, waiting: &Waiting) -> PageError {
    let t = texts::permanent(page.lang);
    PageError::new(StatusCode::GONE, NOT_CONFIRMED)
        .title(t.gone_title)
        .lead(t.gone_lead)
        .door(t.home_title, waiting.address("/permanent"))
}

/// Number and password were not confirmed: the same for everybody.
pub(crate) fn not_right(page: &Page, t: &'static PermanentTexts, waiting: &Waiting) -> ui::Notice {
    let text = page
        .rich(t.not_right)
        .link(waiting.address("/permanent/recover"))
        .link(waiting.address("/login"));
    page.notice_stop(t.not_right_title, text)
}

/// Locked, told only in a browser that the person has used before.
pub(crate) fn locked(page: &Page, t: &'static PermanentTexts, waiting: &Waiting) -> ui::Notice {
    let text = page
        .rich(t.locked)
        .link(waiting.address("/permanent/recover"))
        .link(waiting.address("/login"));
    page.notice_stop(t.locked_title, text)
}
