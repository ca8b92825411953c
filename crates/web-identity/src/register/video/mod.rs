//! Registration by video call, the citizen's side (R070–R099, R246, R247).
//!
//! | address | file | what |
//! |---|---|---|
//! | `/register/video` | `info.rs` | what it is, what is needed, when it is open; readable by anybody |
//! | `/register/video/test` | `device.rs` | camera, sound and connection; without it nobody enters |
//! | `/register/video/test/offer` | `device.rs` | JSON: an offer of media for the echo room, answered |
//! | `/register/video/enter` | `enter.rs` | name, consent, conditions; into the waiting room |
//! | `/register/video/room` | `room.rs` | waiting room and call in one page |
//! | `/register/video/socket` | `line.rs` | WebSocket of that page, subprotocol `aldaba.call.v1` |
//! | `/register/video/state` | `room.rs` | JSON: where the call stands, where a socket cannot be had |
//! | `/register/video/code` | `code.rs` | the code that came by SMS |
//! | `/register/video/leave` | `leave.rs` | out of the queue, or hung up |
//! | `/register/video/end` | `end.rs` | how it ended, and what to do next |
//!
//! The flow stays where it was while the person waits; the call has a secret of its own, in a
//! cookie of its own. Where a call stands is the truth of `proofing`; a page for another state
//! sends to the one that is true.
//!
//! *Architecture invariant:* however many people wait, this process looks at the queue once for
//! all of them (`watch.rs`).

mod code;
mod device;
mod end;
mod enter;
mod info;
mod leave;
mod line;
mod room;
mod watch;
mod words;

use std::sync::Arc;

use axum::{
    Router,
    http::HeaderMap,
    response::Response,
    routing::{get, post},
};
use ports::media::MediaServer;
use vocab::{BearerSecret, Timestamp};
use web_kit::{Face, Page, allow_live_media, private, ui};

use crate::{IdentityState, assets, texts};
use watch::Watch;

pub(super) use info::{closed_note, offered_now};
pub(super) use words::action;

/// Purpose in the name of the cookie that holds the secret of the call.
const COOKIE: &str = "call";

/// Gives the addresses and credentials of relays, as the JSON array that `RTCPeerConnection` takes
/// for `iceServers`, good from that moment on.
pub type RelaysAt = Arc<dyn Fn(Timestamp) -> String + Send + Sync>;

/// What the pages of the video call need besides the use cases.
#[derive(Clone)]
pub struct VideoFace {
    media: Option<Arc<dyn MediaServer>>,
    elsewhere: bool,
    relays: RelaysAt,
    watch: Watch,
}

impl Default for VideoFace {
    fn default() -> Self {
        Self::new(None)
    }
}

impl VideoFace {
    /// With the media server of this process, which plays the echo of the test call. Without one,
    /// here or in another process, the video call is not offered.
    #[must_use]
    pub fn new(media: Option<Arc<dyn MediaServer>>) -> Self {
        Self {
            media,
            elsewhere: false,
            relays: Arc::new(|_| "[]".to_owned()),
            watch: Watch::default(),
        }
    }

    /// Where this process has no media server: does another have one, over the same database? The
    /// test call goes through rows then, as calls do.
    #[must_use]
    pub fn with_media_elsewhere(mut self, elsewhere: bool) -> Self {
        self.elsewhere = elsewhere;
        self
    }

    /// With relays (TURN) for networks that let neither UDP nor TCP through to us.
    #[must_use]
    pub fn with_relays(mut self, relays: RelaysAt) -> Self {
        self.relays = relays;
        self
    }

    pub(crate) fn has_media(&self) -> bool {
        self.media.is_some() || self.elsewhere
    }

    fn ice(&self, now: Timestamp) -> String {
        (self.relays)(now)
    }
}

pub(super) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/register/video", get(info::get))
        .route("/register/video/test", get(device::get).post(device::post))
        .route("/register/video/test/offer", post(device::offer))
        .route("/register/video/enter", get(enter::get).post(enter::post))
        .route("/register/video/room", get(room::get))
        .route("/register/video/socket", get(line::get))
        .route("/register/video/state", get(room::state))
        .route("/register/video/code", post(code::post))
        .route("/register/video/leave", post(leave::post))
        .route("/register/video/end", get(end::get))
}

/// The secret of this browser's call, if it has one.
fn call_secret(face: &Face, headers: &HeaderMap) -> Option<BearerSecret> {
    let kept = face.cookie(COOKIE).read(headers)?;
    BearerSecret::parse(kept).ok()
}

/// Gives the secret of a call to the browser; it ends with the browser.
fn keep(face: &Face, response: &mut Response, secret: &BearerSecret) {
    face.cookie(COOKIE)
        .set_on(response.headers_mut(), secret.as_str(), None);
}

/// Takes the secret of a call away from the browser.
fn forget(face: &Face, response: &mut Response) {
    face.cookie(COOKIE).clear_on(response.headers_mut());
}

/// A page that may use camera, microphone and socket, and of which nothing stays behind.
fn live(page: &Page, response: Response) -> Response {
    let mut response = private(response);
    allow_live_media(&mut response, page.face());
    response
}

/// The four steps that the person sees, `current` from 1.
fn steps(page: &Page, current: usize) -> ui::Steps {
    let (t, v) = (texts::register(page.lang), texts::video(page.lang));
    let names = [t.step_document, v.step_test, v.step_call, t.step_receipt];
    page.steps(names, current)
}

fn style() -> String {
    assets::OWN.url("video.css")
}

/// How often an action counts in the metrics of the face.
fn count(page: &Page, what: &str) {
    page.face().metrics().add(
        "aldaba_video_pages_total",
        "What people did on the pages of the video call.",
        &[("what", what)],
        1,
    );
}
