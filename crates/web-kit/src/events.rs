//! Answers that go on for minutes: server-sent events (HTML Living Standard §9.2).
//!
//! A stream holds its connection for as long as a person waits, so it does not count among the
//! connections of the server: [`Streams`] says how many there may be. One that finds no place is
//! told to come back, and the page asks in between. A stream ends when the server stops; browsers
//! open another by themselves, at another node.

use std::{convert::Infallible, future::pending, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::FromRequestParts,
    response::{IntoResponse as _, Response},
};
use futures_util::{Stream, StreamExt as _};
use http::{
    HeaderValue,
    header::{CONNECTION, CONTENT_TYPE},
    request::Parts,
};
use tokio::sync::Semaphore;

use crate::{
    error::PageError,
    headers::private,
    server::{ConnectionSlot, Stopping},
};

/// When a browser that found no place may ask again.
const BUSY: Duration = Duration::from_secs(10);

/// The streams of one kind: how many there may be at once in this process.
#[derive(Debug, Clone)]
pub struct Streams(Arc<Semaphore>);

impl Streams {
    /// At most `places` at once. Each costs a file descriptor and about 28 KB.
    #[must_use]
    pub fn new(places: usize) -> Self {
        Self(Arc::new(Semaphore::new(places.min(Semaphore::MAX_PERMITS))))
    }
}

/// A page of ours asks for events.
#[derive(Debug)]
pub struct EventsRequest {
    stopping: Option<Stopping>,
    slot: Option<ConnectionSlot>,
}

impl<S: Sync> FromRequestParts<S> for EventsRequest {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self {
            stopping: parts.extensions.get().cloned(),
            slot: parts.extensions.get().cloned(),
        })
    }
}

impl EventsRequest {
    /// Answers with the events, each a text that is complete in itself (with its empty line).
    ///
    /// # Errors
    /// [`PageError::busy`] if there are as many streams as there may be.
    pub fn answer(
        self,
        streams: &Streams,
        events: impl Stream<Item = String> + Send + 'static,
    ) -> Result<Response, PageError> {
        let place = Arc::clone(&streams.0).try_acquire_owned();
        let place = place.map_err(|_| PageError::busy(BUSY))?;
        if let Some(slot) = &self.slot {
            slot.give_back();
        }
        let mut stopping = self.stopping;
        let stopped = async move {
            match &mut stopping {
                Some(stopping) => stopping.wait().await,
                None => pending().await,
            }
        };
        let events = events.take_until(Box::pin(stopped)).map(move |event| {
            // The place is kept until the stream is dropped.
            let _ = &place;
            Ok::<_, Infallible>(Bytes::from(event))
        });
        let mut response = private(Body::from_stream(events).into_response());
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        // Proxies that collect answers would keep the person waiting.
        headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
        // The connection has no place among the others any more: it ends with the stream.
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
        Ok(response)
    }
}
