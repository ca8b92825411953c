//! Refusals that end a step with a page of their own: each has a code and a reference that the
//! helpline can find, says what to try, and names the ways that stay open.

use axum::http::StatusCode;
use model::limit::wait_until;
use vocab::Timestamp;
use web_kit::{ErrorCode, Page, PageError};

use super::HERE;
use crate::texts;

/// Too many attempts for this number, or from this origin.
pub(super) fn too_often(page: &Page, until: Timestamp) -> PageError {
    let t = texts::unattended(page.lang);
    let wait = wait_until(until, page.now());
    let in_words = web_kit::format::duration(page.lang, wait.as_secs());
    let error = PageError::too_many(wait)
        .title(t.too_often_title)
        .lead(t.too_often_lead)
        .advice(t.too_often_try(in_words));
    other_ways(page, error)
}

/// Every film that an attempt may have was begun, and none is complete.
pub(super) fn no_more_films(page: &Page) -> PageError {
    let t = texts::unattended(page.lang);
    let error = PageError::new(StatusCode::CONFLICT, ErrorCode::own("SLF-001"))
        .title(t.films_over_title)
        .lead(t.films_over_lead)
        .advice(page.rich(t.films_over_try).link(HERE));
    other_ways(page, error)
}

/// Every picture of a side that an attempt may have was taken before the one that was sent.
pub(super) fn no_more_pictures(page: &Page, address: &'static str) -> PageError {
    let t = texts::unattended(page.lang);
    PageError::new(StatusCode::CONFLICT, ErrorCode::own("SLF-002"))
        .title(t.pictures_over_title)
        .lead(t.pictures_over_lead)
        .door(t.pictures_over_door, address)
}

/// Not a way for everybody: the others need no picture.
fn other_ways(page: &Page, error: PageError) -> PageError {
    let v = texts::video(page.lang);
    let phone = &page.body().phone;
    error
        .advice(page.rich(v.alternative_letter).link("/register/ways"))
        .advice(page.rich(v.alternative_office(phone)))
        .advice(page.rich(v.alternative_certificate(phone)))
}
