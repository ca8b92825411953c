//! One request and its answer.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use http_body_util::Full;
use url::Url;

use super::{Body, OutboundError, policy::Target};

/// A request that can be sent.
#[derive(Debug, Clone)]
pub struct OutboundRequest {
    pub(super) url: Url,
    method: Method,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

impl OutboundRequest {
    /// Asks for what is at `url`.
    #[must_use]
    pub fn get(url: Url) -> Self {
        Self {
            url,
            method: Method::GET,
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    /// Posts a body of a media type to `url`.
    #[must_use]
    pub fn post(url: Url, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            url,
            method: Method::POST,
            headers: Vec::new(),
            body: body.into(),
        }
        .header(header::CONTENT_TYPE, HeaderValue::from_static(media_type))
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The message as it goes over a connection to `target`.
    pub(super) fn message(&self, target: &Target) -> Result<http::Request<Body>, OutboundError> {
        let path = match self.url.query() {
            Some(query) => format!("{}?{query}", self.url.path()),
            None => self.url.path().to_owned(),
        };
        let mut builder = http::Request::builder()
            .method(self.method.clone())
            .uri(path)
            .header(header::HOST, target.authority())
            .header(
                header::USER_AGENT,
                concat!("aldaba/", env!("CARGO_PKG_VERSION")),
            );
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        builder
            .body(Full::new(self.body.clone()))
            .map_err(|error| OutboundError::Broken(Box::new(error)))
    }
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct OutboundResponse {
    /// Status. Redirects come back as they are.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body, at most as long as the limit.
    pub body: Bytes,
}
