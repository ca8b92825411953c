//! The request that becomes a socket.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use http::header::ORIGIN;
use http::request::Parts;

use super::{LONGEST, Socket, Sockets};
use crate::error::PageError;
use crate::page::Context;
use crate::server::Stopping;

/// What is read from the network at once. The library's 128 KiB would be 640 MB for 5,000 people
/// who wait.
const READ_BUFFER: usize = 4096;

/// A page of ours asks for a socket: the request is an upgrade, and its `Origin` is ours.
#[derive(Debug)]
pub struct SocketRequest {
    upgrade: WebSocketUpgrade,
    stopping: Option<Stopping>,
}

impl<S: Send + Sync> FromRequestParts<S> for SocketRequest {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let ours = parts.extensions.get::<Context>().is_some_and(|context| {
            let origin = parts.headers.get(ORIGIN);
            origin.is_some_and(|origin| origin.as_bytes() == context.face.origin().as_bytes())
        });
        if !ours {
            return Err(PageError::forbidden());
        }
        let stopping = parts.extensions.get::<Stopping>().cloned();
        let upgrade = WebSocketUpgrade::from_request_parts(parts, state)
            .await
            .map_err(|rejected| PageError::bad_request().caused_by(rejected.to_string()))?;
        Ok(Self { upgrade, stopping })
    }
}

impl SocketRequest {
    /// Opens the socket; `run` lives as long as it does and ends it.
    ///
    /// # Errors
    /// If the page speaks another protocol, or there are as many sockets as there may be.
    pub fn open<F, Fut>(self, sockets: &Sockets, run: F) -> Result<Response, PageError>
    where
        F: FnOnce(Socket) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let upgrade = self.upgrade.protocols([sockets.protocol]);
        if upgrade.selected_protocol().is_none() {
            return Err(PageError::bad_request().caused_by("the socket speaks another protocol"));
        }
        let place = Arc::clone(&sockets.places).try_acquire_owned();
        let place = place.map_err(|_| PageError::busy(Duration::from_secs(10)))?;
        let stopping = self.stopping;
        let upgrade = upgrade
            .max_message_size(LONGEST)
            .max_frame_size(LONGEST)
            .read_buffer_size(READ_BUFFER)
            // Each frame leaves at once.
            .write_buffer_size(0);
        Ok(upgrade.on_upgrade(move |inner| run(Socket::new(inner, stopping, place))))
    }
}
