//! The browser in which somebody comes in.

use model::{origin::Origin, session::Seen};
use vocab::BearerSecret;

/// The browser in which somebody comes in.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// What is kept of it, for the person's list of sessions.
    pub seen: Seen,
    /// The cookie of the session that is open in it, if there is one: a log-in of the same person
    /// goes on with that session under another cookie, one of somebody else ends it.
    pub previous: Option<BearerSecret>,
}

impl Arrival {
    /// A browser of which nothing is known but its network, and in which nobody is in.
    #[must_use]
    pub fn from(origin: Origin) -> Self {
        Self {
            seen: Seen::new(None, origin),
            previous: None,
        }
    }

    /// The network.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.seen.origin
    }
}
