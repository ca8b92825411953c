//! Proving who somebody is at a distance: the citizen's side of the assisted video call, and what
//! both sides and the media server share.
//!
//! | step | file | before | after |
//! |---|---|---|---|
//! | [`Proofing::opening`], [`Proofing::waiting`] | `view.rs` | nothing | nothing |
//! | [`Proofing::enter`] | `enter.rs` | document confirmed, device tested, consent given | in the waiting room |
//! | [`Proofing::view`] | `view.rs` | in the waiting room or in the call | nothing |
//! | [`Proofing::connect`], [`Proofing::say`], [`Proofing::hear`], [`Proofing::disconnect`] | `mailbox.rs` | in the waiting room or in the call | said and heard |
//! | [`Proofing::enter_code`] | `code.rs` | a code is on its way to the phone | phone proven |
//! | [`Proofing::leave`] | `leave.rs` | anywhere | nothing registered |
//! | [`Proofing::media_offers`] and others | `media.rs` | an offer waits | answered |
//! | [`Proofing::echo`], [`Proofing::media_echoes`], [`Proofing::media_echoed`] | `echo.rs` | nothing | the test call answered |
//! | [`Proofing::media_recording`] and others | `recording.rs` | in the call | recorded |
//! | [`Proofing::sweep`] | `sweep.rs` | dropped, absent, past closing time | ended |
//! | [`Proofing::forget`] | `forget.rs` | kept long enough | nothing of the person is left |
//!
//! The operator's side is in `desk::video`; it moves calls through [`call::CallKeeper`] as this
//! side does. Everything between the two browsers and the media server goes through rows, so that
//! the three may be different processes
//! (`docs/decisions/2026-11-22-video-mailbox-in-rows.md`).
//!
//! *Architecture invariants:* nothing here registers anybody: only an operator's decision does.
//! What one browser in the waiting room asks costs no query of its own ([`room`]).

pub mod call;
pub mod code;
pub mod consent;
mod echo;
mod enter;
mod forget;
mod leave;
pub mod mailbox;
mod media;
mod recording;
pub mod room;
mod sweep;
mod view;

use std::sync::Arc;

use model::{body::Body, video::VideoRules};
use ports::{civil_register::CivilRegister, sealing::KeyedHash};
use registration::Registrar;
use store::{Store, WakeUps};
use vocab::{BearerSecret, Clock, Entropy};

pub use code::CallCodeError;
pub use echo::{EchoError, PendingEcho};
pub use enter::{EnterError, EnterWaitingRoom};
pub use mailbox::{Connection, FromBrowser, MailboxError, Quality, ToBrowser};
pub use media::{HeldCall, PendingOffer};
pub use recording::LeftBehind;
pub use room::{OperatorCard, Room};
pub use sweep::Swept;
pub use view::{Asks, CallView, ViewState, WaitingNow};

/// Hints under this topic say that something about calls changed ([`Proofing::changes`]).
pub const TOPIC: &str = store::repo::video::TOPIC;

/// The use cases over what they need.
pub struct Proofing {
    /// Where it is written.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Keyed hashes of secrets.
    pub hashes: Arc<dyn KeyedHash>,
    /// Who a number belongs to.
    pub register: Arc<dyn CivilRegister>,
    /// Registration: flows begin there, and end there.
    pub registrar: Arc<Registrar>,
    /// The body whose desk attends.
    pub body: Arc<Body>,
    /// What was decided about calls.
    pub rules: Arc<VideoRules>,
    /// The shared look at the waiting room.
    pub room: room::RoomCache,
}

impl Proofing {
    /// Does the service exist here at all?
    #[must_use]
    pub fn offered(&self) -> bool {
        self.rules.offered
    }

    /// Hints from now on that something changed. They are hints: look at least every 250 ms while
    /// somebody waits for an answer.
    #[must_use]
    pub fn changes(&self) -> WakeUps {
        self.store.subscribe()
    }

    pub(crate) fn secret_hash(&self, call: &BearerSecret) -> [u8; 32] {
        self.hashes
            .hash("video_call.secret", call.as_str().as_bytes())
    }
}
