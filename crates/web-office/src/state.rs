//! What the handlers of this face share.

use std::{net::IpAddr, sync::Arc, time::Duration};

use desk::{Desk, Entrance, telephone::Calls, unattended::Reviews};
use model::officer::{OfficerHandle, Role};
use ports::recordings::RecordingVault;
use vocab::Timestamp;
use web_kit::{Page, PageError, once::Once, rate::RateLimiter};

use crate::video::player::Viewings;

/// Challenges and answers that one origin may ask for at once. A whole unit that begins its day
/// behind one address needs some dozens.
const BURST: u32 = 40;

/// One more so often.
const REFILL: Duration = Duration::from_secs(2);

/// An invented officer as whom a visitor of the demonstration may step in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InventedOfficer {
    /// Short name: the last part of `/step-in/{officer}`.
    pub handle: OfficerHandle,
    /// Name as the pages show it.
    pub name: String,
    /// Roles, to tell who can show what.
    pub roles: Vec<Role>,
}

/// The use cases behind the pages.
#[derive(Clone)]
pub struct OfficeState {
    pub(crate) desk: Arc<Desk>,
    pub(crate) once: Arc<Once>,
    invented: Arc<[InventedOfficer]>,
    entrance_limit: Arc<RateLimiter<IpAddr>>,
    ice: Arc<dyn Fn(Timestamp) -> String + Send + Sync>,
    pub(crate) recordings: Option<Arc<dyn RecordingVault>>,
    pub(crate) viewings: Arc<Viewings>,
    pub(crate) self_reviews: Option<Arc<Reviews>>,
    pub(crate) calls: Option<Arc<Calls>>,
}

impl OfficeState {
    /// The state over the use cases of a desk.
    #[must_use]
    pub fn new(desk: Arc<Desk>) -> Self {
        Self {
            desk,
            once: Arc::new(Once::new()),
            invented: Arc::new([]),
            entrance_limit: Arc::new(RateLimiter::new(BURST, REFILL)),
            ice: Arc::new(|_| "[]".into()),
            recordings: None,
            viewings: Arc::default(),
            self_reviews: None,
            calls: None,
        }
    }

    /// Relays that browsers of operators may use, as the JSON of `RTCIceServer`s with credentials
    /// that begin at the moment of the call. Without it there are none.
    #[must_use]
    pub fn with_ice(mut self, ice: Arc<dyn Fn(Timestamp) -> String + Send + Sync>) -> Self {
        self.ice = ice;
        self
    }

    /// Where recordings are opened. Without it there are none to watch.
    #[must_use]
    pub fn with_recordings(mut self, recordings: Option<Arc<dyn RecordingVault>>) -> Self {
        self.recordings = recordings;
        self
    }

    /// Reviews of identifications by pictures and a film. Without it there are no such pages.
    #[must_use]
    pub fn with_self_reviews(mut self, reviews: Arc<Reviews>) -> Self {
        self.self_reviews = Some(reviews);
        self
    }

    /// Identification by telephone. Without it there are no such pages.
    #[must_use]
    pub fn with_calls(mut self, calls: Arc<Calls>) -> Self {
        self.calls = Some(calls);
        self
    }

    pub(crate) fn ice(&self, now: Timestamp) -> String {
        (self.ice)(now)
    }

    /// Offers to step in as these officers. Without effect unless the desk says that it is the
    /// demonstration's ([`Entrance::Demonstration`]).
    #[must_use]
    pub fn with_invented(mut self, invented: Vec<InventedOfficer>) -> Self {
        self.invented = invented.into();
        self
    }

    /// As whom a visitor may step in: nobody outside of the demonstration.
    pub(crate) fn invented(&self) -> &[InventedOfficer] {
        match self.desk.entrance {
            Entrance::PasskeysOnly => &[],
            Entrance::Demonstration => &self.invented,
        }
    }

    /// The invented officer with this short name.
    pub(crate) fn find_invented(&self, handle: &str) -> Option<&InventedOfficer> {
        self.invented()
            .iter()
            .find(|officer| officer.handle.as_str() == handle)
    }

    /// Keeps floods of challenges away from the store.
    pub(crate) fn admit(&self, page: &Page) -> Result<(), PageError> {
        self.entrance_limit
            .admit(page.client().origin(), page.now())
    }
}
