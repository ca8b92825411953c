//! Refusals that end a step with a page of their own: each has a code and a reference that the
//! helpline can find, says what to try, and names the ways that stay open (R041–R043, R153).

use std::time::Duration;

use axum::http::StatusCode;
use model::{document::OutOfForce, limit::wait_until, registration::NoLetterEffect};
use registration::ConfirmDocumentError;
use vocab::{IdentityNumberKind, Timestamp};
use web_kit::{ErrorCode, Page, PageError};

use crate::texts;

/// Number and datum were not confirmed, or the document is out of force.
pub(super) fn of_document(
    page: &Page,
    kind: IdentityNumberKind,
    refused: ConfirmDocumentError,
) -> PageError {
    match refused {
        ConfirmDocumentError::NotConfirmed => not_confirmed(page),
        ConfirmDocumentError::OutOfForce(expired) => out_of_force(page, kind, expired),
        ConfirmDocumentError::Minor => minor(page),
        ConfirmDocumentError::TooManyTries { until } => {
            PageError::too_many(wait_until(until, page.now()))
        }
        ConfirmDocumentError::Register(error) => {
            PageError::busy(Duration::from_secs(60)).caused_by(error)
        }
        ConfirmDocumentError::Store(error) => error.into(),
    }
}

/// The same words for an unknown number, a wrong datum and somebody who died (R238). Among the
/// causes it names the frequent one (R042).
fn not_confirmed(page: &Page) -> PageError {
    let t = texts::register(page.lang);
    let phone = &page.body().phone;
    PageError::new(StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::CONTRAST)
        .title(t.refused_title)
        .lead(t.refused_lead)
        .advice(page.rich(t.refused_compare).link("/register"))
        .advice(page.rich(t.refused_renewal(phone)))
        .advice(page.rich(t.refused_browser))
        .door(t.refused_door, "/help/not-confirmed")
}

/// Told only after number and datum matched (R045, R237).
fn out_of_force(page: &Page, kind: IdentityNumberKind, expired: OutOfForce) -> PageError {
    let t = texts::register(page.lang);
    let phone = &page.body().phone;
    let date = page.date(expired.expired_on);
    let is_card = matches!(kind, IdentityNumberKind::Nie);
    if expired.renewal_in_progress {
        let office = if is_card {
            t.renewal_office_card
        } else {
            t.renewal_office_dni
        };
        return PageError::new(StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::RENEWAL)
            .title(t.renewal_title)
            .lead(t.renewal_lead(date))
            .advice(t.renewal_call(phone))
            .advice(office);
    }
    let renew = if is_card {
        t.expired_renew_card
    } else {
        t.expired_renew_dni
    };
    PageError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::DOCUMENT_NOT_IN_FORCE,
    )
    .title(t.expired_title)
    .lead(t.expired_lead(date))
    .advice(renew)
    .advice(t.expired_call(phone))
}

/// Told only after number and datum matched: a minor registers in person (R106, R109).
fn minor(page: &Page) -> PageError {
    let t = texts::register(page.lang);
    let phone = &page.body().phone;
    PageError::new(StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::own("REG-017"))
        .title(t.minor_title)
        .lead(t.minor_lead)
        .advice(t.minor_bring)
        .advice(t.minor_call(phone))
}

/// The code of the letter is right, and the letter changes nothing. Only its holder reads this.
pub(super) fn no_effect(page: &Page, why: NoLetterEffect) -> PageError {
    let t = texts::register(page.lang);
    match why {
        NoLetterEffect::AlreadyActive => {
            PageError::new(StatusCode::CONFLICT, ErrorCode::own("REG-016"))
                .title(t.active_title)
                .lead(t.active_lead)
                .advice(t.active_try)
                .door(t.active_door, "/login")
        }
        NoLetterEffect::OfficeOrCertificateOnly => {
            PageError::new(StatusCode::CONFLICT, ErrorCode::RENOUNCED)
                .title(t.office_only_title)
                .lead(t.office_only_lead)
                .advice(t.office_only_try(&page.body().phone))
        }
    }
}

/// The letter was used, replaced or expired between its code and "Send".
pub(super) fn letter_gone(page: &Page) -> PageError {
    let t = texts::register(page.lang);
    PageError::new(StatusCode::CONFLICT, ErrorCode::LETTER_CODE_VOID)
        .title(t.letter_gone_title)
        .lead(t.letter_gone_lead)
        .advice(t.letter_gone_try)
        .door(t.letter_gone_door, "/register")
}

/// A code has just gone to this phone; another would void it on its way.
pub(super) fn too_soon(page: &Page, until: Timestamp) -> PageError {
    let t = texts::register(page.lang);
    let wait = wait_until(until, page.now());
    let in_words = web_kit::format::duration(page.lang, wait.as_secs());
    PageError::too_many(wait)
        .title(t.too_soon_title)
        .lead(t.too_soon_lead)
        .advice(t.too_soon_try(in_words))
        .door(t.too_soon_door, "/register/phone-code")
}

/// This flow or this phone has had its share of SMS.
pub(super) fn too_many_codes(page: &Page) -> PageError {
    let t = texts::register(page.lang);
    PageError::too_many(Duration::from_secs(3_600))
        .title(t.too_many_codes_title)
        .lead(t.too_many_codes_lead)
        .advice(t.too_many_codes_try)
        .door(t.too_many_codes_door, "/register/phone-code")
}
