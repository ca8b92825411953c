//! The description, written by hand. A test compares it with what the router does.

use axum::response::{IntoResponse as _, Response};
use http::{
    HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};

const DESCRIPTION: &str = include_str!("../../assets/openapi.json");

pub(super) async fn get() -> Response {
    let mut response = DESCRIPTION.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=3600"),
    );
    response
}
