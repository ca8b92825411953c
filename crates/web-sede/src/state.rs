//! What the handlers of this face share.

use std::{sync::Arc, time::Duration};

use model::body::Body;
use procedures::Procedures;
use web_kit::{admission::Admission, once::Once};

use crate::oidc::OidcClient;

/// Uploads that are read at a time. One may have 10 MiB, so that this is what they may hold.
const UPLOADS: usize = 8;

/// Uploads that may wait for a place.
const WAITING_UPLOADS: usize = 32;

/// The use cases behind the pages, and the way to the identity provider.
#[derive(Clone)]
pub struct SedeState {
    /// The use cases.
    pub procedures: Arc<Procedures>,
    /// The relying party's side of OpenID Connect.
    pub oidc: Arc<OidcClient>,
    pub(crate) uploads: Admission,
    pub(crate) sendings: Arc<Once>,
}

impl SedeState {
    /// The state of a face.
    #[must_use]
    pub fn new(procedures: Arc<Procedures>, oidc: Arc<OidcClient>) -> Self {
        let uploads = Admission::new(UPLOADS, WAITING_UPLOADS, Duration::from_secs(10));
        Self {
            procedures,
            oidc,
            uploads,
            sendings: Arc::default(),
        }
    }

    /// The body whose office this is.
    pub(crate) fn body(&self) -> &Body {
        &self.procedures.body
    }
}
