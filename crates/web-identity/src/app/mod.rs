//! The app on the phone: a progressive web app, and the interface that it speaks.
//!
//! | file | what |
//! |---|---|
//! | `shell.rs` | `/app`: the page with every screen, which says nothing of anybody |
//! | `manifest.rs` | what a system needs to install it |
//! | `worker.rs` | the service worker: the shell without a connection, push messages |
//! | `api/` | JSON below `/app/api/v1`, `docs/specs/app-protocol.md` |

pub(crate) mod api;
mod manifest;
mod shell;
mod worker;

use axum::{Router, routing::get};

use web_kit::events::Streams;

use crate::{IdentityState, login::AppWatch};

/// The pages of the app, and the one that says how to get it. What it asks of the server is in [`api`].
pub(crate) fn pages() -> Router<IdentityState> {
    Router::new()
        .route("/app", get(shell::get))
        .route("/app/r", get(shell::get))
        .route("/app/a", get(shell::get))
        .route("/app/manifest.webmanifest", get(manifest::get))
        .route("/app/sw.js", get(worker::get))
        .route("/help/app", get(crate::guide::app))
}

/// Whether the app is offered here, and who waits for it.
#[derive(Debug, Clone)]
pub struct AppFace {
    offered: bool,
    pub(crate) watch: AppWatch,
    /// The streams of the pages that wait.
    pub(crate) streams: Streams,
}

/// Pages that may wait for the app in one process, each with a stream of events; further ones ask
/// every two seconds.
const STREAMS: usize = 16_384;

impl Default for AppFace {
    fn default() -> Self {
        Self::new(false)
    }
}

impl AppFace {
    /// With the app, or without it: then there is neither its interface nor its way to identify.
    #[must_use]
    pub fn new(offered: bool) -> Self {
        Self {
            offered,
            watch: AppWatch::default(),
            streams: Streams::new(STREAMS),
        }
    }

    /// Is the app offered?
    #[must_use]
    pub fn is_offered(&self) -> bool {
        self.offered
    }
}
