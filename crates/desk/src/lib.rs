//! Use cases of officers at their desk: one public function a use case, one file a use case.
//!
//! | step | file | who |
//! |---|---|---|
//! | [`Desk::invite`] | `officers/invite.rs` | administrator, command line |
//! | [`Desk::disable_officer`] | `officers/disable_officer.rs` | administrator, command line |
//! | [`Desk::list_officers`] | `officers/list_officers.rs` | administrator, auditor |
//! | [`Desk::view_invitation`], [`Desk::enrol_begin`], [`Desk::enrol_finish`] | `entrance/enrol.rs` | who has the link |
//! | [`Desk::sign_in_begin`], [`Desk::sign_in_finish`] | `entrance/sign_in.rs` | who has a passkey |
//! | [`Desk::verify_again_begin`], [`Desk::verify_again_finish`] | `entrance/verify_again.rs` | who is at the desk |
//! | [`Desk::step_in`], [`Desk::add_invented_officer`] | `entrance/step_in.rs` | the demonstration's visitor |
//! | [`Desk::resume`], [`Desk::log_out`] | `entrance/resume.rs`, `entrance/log_out.rs` | who is at the desk |
//! | [`Desk::list_cases`] | `review/list_cases.rs` | case worker, auditor |
//! | [`Desk::open_case`] | `review/open_case.rs` | case worker |
//! | [`Desk::decide`] | `review/decide.rs` | case worker, verified within the last minutes |
//!
//! | [`Desk::video_board`], [`Desk::video_presence`], [`Desk::video_take_next`], [`Desk::video_give_back`] | `video/…` | operator |
//! | [`Desk::video_call`], [`Desk::video_announce`], [`Desk::video_tick`], [`Desk::video_contact`], [`Desk::video_send_code`], [`Desk::video_enter_code`], [`Desk::video_next_action`], [`Desk::video_action_seen`], [`Desk::video_capture`], [`Desk::video_read_mrz`], [`Desk::video_check_register`] | `video/…` | operator of the call |
//! | [`Desk::video_connect`], [`Desk::video_say`], [`Desk::video_hear`], [`Desk::video_disconnect`] | `video/mailbox.rs` | operator of the call |
//! | [`Desk::video_decide`] | `video/decide.rs` | operator of the call |
//! | [`Desk::video_reviews`], [`Desk::video_review`], [`Desk::video_review_decide`] | `video/review.rs` | reviewer, another than the operator |
//! | [`Desk::video_play`], [`Desk::video_watch`], [`Desk::video_recordings`] | `video/play.rs` | reviewer |
//! | [`Desk::video_statistics`] | `video/statistics.rs` | operator, reviewer, auditor, administrator |
//! | [`telephone::Calls`] | `telephone.rs` | registrar |
//! | [`unattended::Reviews`] | `unattended/…` | reviewer |
//! | [`Desk::find_person`], [`Desk::person`], [`Desk::show_person_data`] | `people/…` | registrar, for a stated purpose |
//! | [`Desk::intervene`], [`Desk::lift`] | `people/…` | registrar, verified within the last minutes |
//! | [`Desk::alerts`], [`Desk::alerts_waiting`] | `alerts.rs` | registrar, auditor |
//! | [`Desk::alert`], [`Desk::open_alert`], [`Desk::handle_alert`] | `alerts.rs` | registrar |
//!
//! Who may do what is one table ([`Task::roles`]); a test walks role × task.
//!
//! *Architecture invariant:* officers are not citizens. Only [`video`](Desk::video_decide) and
//! [people](Desk::find_person) know a registration, of the person whom the officer has before them
//! or looks at for a purpose that the person reads, and an
//! [`AtDesk`] is made only here, from a passkey whose authenticator recognised its owner, or by
//! stepping in where [`Entrance::Demonstration`] allows it.
//!
//! *Not guaranteed:* one case worker decides an application alone.

mod alerts;
mod at_desk;
mod ceremony;
mod entrance;
mod officers;
mod people;
mod review;
mod task;
pub mod telephone;
pub mod unattended;
mod video;

use std::sync::Arc;

use jiff::tz::TimeZone;
use model::{body::Body, officer::DeskRules, password::PasswordRules, session::SessionRules};
use ports::sealing::KeyedHash;
use procedures::Procedures;
use proofing::Proofing;
use store::Store;
use vocab::{Clock, Date, Entropy, Timestamp};

pub use alerts::{AlertCase, AlertError, AlertHandled, AlertLine, AlertList};
pub use at_desk::{AtDesk, Entered};
pub use ceremony::{Ceremony, Passkeys};
pub use entrance::{
    enrol::{EnrolError, InvitationView},
    sign_in::SignInError,
    step_in::{Entrance, StepInError},
    verify_again::VerifyAgainError,
};
pub use officers::{
    InvitedBy,
    disable_officer::DisableOfficerError,
    invite::{Invitation, InviteError, Invited},
    list_officers::ListOfficersError,
};
pub use people::{
    PersonError,
    find::FindPersonError,
    intervene::{InterveneError, Intervention, LONGEST_SUSPENSION_DAYS},
    lift::LiftError,
    show_data::PersonData,
    view::{
        DeviceLine, LiftedLine, PasskeyLine, PasswordLine, PersonView, RegisteredBy,
        RestrictionLine, Seen, SetByWhom,
    },
};
pub use review::{
    ReviewReason,
    decide::{DecideCase, DecideError},
    history::{HistoryLine, HistoryWho},
    list_cases::{ListCasesError, QueuedCase},
    open_case::{Candidate, CaseView, OpenCaseError},
};
pub use task::{NotAllowed, Task};
pub use video::{
    VideoError,
    action::NextActionError,
    attend::{CaptureLine, OperatorView, PhoneStanding, SaidLine},
    board::{OnDuty, VideoBoard, WaitingLine},
    capture::CaptureError,
    code::{EnterCodeError, SendCodeError},
    decide::{Decided, VideoDecideError, VideoDecision},
    mailbox::SeatError,
    play::{LONGEST_PURPOSE, PlayError, RecordingAccess, RecordingLine, SHORTEST_PURPOSE},
    presence::Presence,
    register::{MrzError, RegisterError},
    review::{ReviewCase, ReviewDecideError, ReviewLine},
    statistics::{HourLine, OperatorLine, VideoStatistics, VideoTotals},
    tick::TickError,
};

/// The use cases of the desk over what they need.
pub struct Desk {
    /// Where it is written: the store of the whole.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Keyed hashes of links and cookies.
    pub hashes: Arc<dyn KeyedHash>,
    /// What is decided about, and who makes the documents.
    pub procedures: Arc<Procedures>,
    /// Video calls, and how they register people.
    pub proofing: Arc<Proofing>,
    /// The body whose desk this is.
    pub body: Arc<Body>,
    /// How long sessions, verifications and links last.
    pub rules: DeskRules,
    /// How long sessions of citizens last, to tell which are open.
    pub sessions: SessionRules,
    /// How long permanent passwords work.
    pub passwords: PasswordRules,
    /// What browsers are told about passkeys.
    pub passkeys: Passkeys,
    /// Is this the demonstration?
    pub entrance: Entrance,
}

impl Desk {
    /// May the officer do this here and today? Faces ask to draw their pages; every use case asks
    /// again.
    #[must_use]
    pub fn may(&self, at_desk: &AtDesk, task: Task) -> bool {
        self.check(at_desk, task).is_ok()
    }

    pub(crate) fn check(&self, at_desk: &AtDesk, task: Task) -> Result<(), NotAllowed> {
        let today = self.today(self.clock.now());
        task.check(at_desk.officer(), self.body.id, today)
    }

    /// The day it is at `now` where the body is.
    pub(crate) fn today(&self, now: Timestamp) -> Date {
        now.to_zoned(self.time_zone()).date()
    }

    /// The time zone of the body.
    pub(crate) fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.body.time_zone).unwrap_or(TimeZone::UTC)
    }
}
