//! Identifications that people made by themselves, with pictures and a film: the queue, one of
//! them, the decision, the film.

pub(super) mod decide;
mod evidence;
pub(super) mod film;
pub(super) mod list;
mod machine;
pub(super) mod open;
pub(super) mod picture;
mod words;

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse as _, Response},
};
use desk::{
    Task,
    unattended::{Reviews, ReviewsError},
};
use http::request::Parts;
use vocab::AttemptId;
use web_kit::PageError;

use crate::{OfficeState, seat::Seat};

/// Where the queue is.
pub(super) const QUEUE: &str = "/video/self-reviews";

/// An officer who reviews. For everybody else the address is no page, whatever was sent.
pub(crate) struct Reviewer {
    pub(super) seat: Seat,
    pub(super) reviews: Arc<Reviews>,
}

impl FromRequestParts<OfficeState> for Reviewer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &OfficeState) -> Result<Self, Response> {
        let seat = Seat::from_request_parts(parts, state).await?;
        match &state.self_reviews {
            Some(reviews) if state.desk.may(&seat.at_desk, Task::ReviewCalls) => Ok(Self {
                seat,
                reviews: reviews.clone(),
            }),
            Some(_) | None => Err(PageError::not_found().into_response()),
        }
    }
}

/// The attempt of an address. What is no id is no page.
fn attempt_of(text: &str) -> Result<AttemptId, PageError> {
    AttemptId::parse(text).map_err(|_| PageError::not_found())
}

/// Where an attempt is reviewed.
fn address(id: AttemptId) -> String {
    format!("{QUEUE}/{id}")
}

/// Who may not review sees no such page.
fn not_shown(error: ReviewsError) -> PageError {
    match error {
        ReviewsError::NotAllowed(_) => PageError::not_found(),
        ReviewsError::Store(error) => error.into(),
    }
}
