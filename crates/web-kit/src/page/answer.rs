//! Templates as responses.

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderValue, StatusCode};

use crate::error::PageError;

/// A template that can answer a request.
pub trait Answer: Template {
    /// The page with status 200.
    fn answer(&self) -> Response {
        self.answer_with(StatusCode::OK)
    }

    /// A form shown again after a mistake: status 422.
    fn again(&self) -> Response {
        self.answer_with(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// The page with another status.
    fn answer_with(&self, status: StatusCode) -> Response {
        match self.render() {
            Ok(html) => {
                let mut response = (status, html).into_response();
                let html = HeaderValue::from_static("text/html; charset=utf-8");
                response.headers_mut().insert(CONTENT_TYPE, html);
                response
            }
            Err(error) => PageError::from(error).into_response(),
        }
    }
}

impl<T: Template> Answer for T {}

/// A redirect after a form (`303`): the browser fetches `path` with GET, and going back does not
/// send the form again. A path that cannot stand in a header is refused with 500.
#[must_use]
pub fn see_other(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(location) => (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response(),
        Err(error) => PageError::from(error).into_response(),
    }
}
