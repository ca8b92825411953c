//! Assisted video identification: a person shows face and document to a remote operator, who
//! registers them (R070–R105; Orden ETD/465/2021, `domain/facts.md` B.7).
//!
//! | module | what |
//! |---|---|
//! | [`state`] | where a call stands, and what moves it |
//! | [`evidence`] | what was established, and the checklist made of it |
//! | [`reason`] | why a call ends without a registration |
//! | [`action`] | what the person is asked to do, so that nobody can have recorded it before |
//! | [`mrz`] | what the machine-readable zone says beside what the register says |
//! | [`hours`] | when the service is open |
//! | [`waiting`] | how long it will take |
//! | [`review`] | the second officer |
//! | [`rules`] | what an administration decides |
//!
//! *Architecture invariant:* a call reaches [`state::CallState::Approved`] only with an
//! [`evidence::Approval`], which only [`evidence::Checklist::approve`] makes.

pub mod action;
pub mod evidence;
pub mod hours;
pub mod mrz;
pub mod reason;
pub mod review;
pub mod rules;
pub mod state;
pub mod waiting;

pub use action::{ActionKind, RandomAction};
pub use evidence::{
    Approval, CaptureKind, CheckItem, CheckResult, Checklist, Evidence, NotYet, Recorded,
    RegisterReply, Tick,
};
pub use hours::{ClosedWhy, Opening, ServiceHours, Span};
pub use mrz::{MrzData, MrzDatum, MrzDigit, MrzDigitFinding, MrzFinding, MrzReading, MrzReport};
pub use reason::RefusalReason;
pub use review::{ReviewDecision, ReviewState};
pub use rules::VideoRules;
pub use state::{CallState, Seat, WrongMoment};
pub use waiting::estimate;
