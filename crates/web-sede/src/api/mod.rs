//! The interface for machines, described at `/api/v1/openapi.json`: the verification of documents
//! by their code, as the pages have it, with the same neutrality and the same limits.

mod documents;
mod openapi;

use axum::{Router, routing::get};

use crate::SedeState;

pub(crate) fn router() -> Router<SedeState> {
    Router::new()
        .route("/api/v1/openapi.json", get(openapi::get))
        .route("/api/v1/documents/{code}", get(documents::get))
}
