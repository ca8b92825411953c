//! PDF files as responses. They are personal: never stored by caches, never indexed.

use axum::response::{IntoResponse as _, Response};
use http::{
    HeaderValue,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE},
};
use web_kit::private;

/// What the browser is to do with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// Save it.
    Save,
    /// Show it in a tab.
    Open,
}

/// The file under a name of letters, digits and hyphens.
pub(crate) fn respond(bytes: Vec<u8>, name: &str, show: Show) -> Response {
    let how = match show {
        Show::Save => "attachment",
        Show::Open => "inline",
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    let disposition = HeaderValue::from_str(&format!("{how}; filename=\"{name}.pdf\""));
    headers.insert(
        CONTENT_DISPOSITION,
        disposition.unwrap_or(HeaderValue::from_static("attachment")),
    );
    private(response)
}
