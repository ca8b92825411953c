//! The operator decides, on all that was recorded (R102, R248; Orden ETD/465/2021 art. 10.5,
//! 10.8). An approval registers the person in the same transaction: from its commit on the PIN
//! works (R103).

use audit::Event;
use model::{
    registration::NoLetterEffect,
    video::{CheckItem, Evidence, NotYet, RefusalReason, ReviewState},
};
use proofing::call::OpenCall;
use registration::{CallEnrolment, CallRegistrar, EnrolError, Route};
use store::{StoreError, Tx, repo::video::call};
use vocab::{Line, RegistrationLevel, VideoCallId};

use super::{Acting, VideoError};
use crate::{AtDesk, Desk, Task};

const NAME: &str = "desk.video_decide";

/// What the operator decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VideoDecision {
    /// Register the person.
    Approve {
        /// The person confirmed that the previous holder of the phone loses it.
        displace: bool,
    },
    /// End the call without a registration.
    Refuse {
        /// Why.
        reason: RefusalReason,
        /// In the operator's words.
        note: Option<Line>,
    },
}

/// A decision that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// The level that the registration has now; `None` for a refusal.
    pub level: Option<RegistrationLevel>,
    /// Does a second officer look at it, who may raise the level?
    pub review: bool,
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum VideoDecideError {
    /// The last verification is too old: verify again, then decide.
    #[error("the officer must verify again")]
    VerifyAgain,
    /// Not everything that a registration needs was established.
    #[error(transparent)]
    NotYet(#[from] NotYet),
    /// The phone belongs to another identity, and the person has not confirmed to take it over.
    #[error("the phone belongs to another identity")]
    ConfirmDisplacement,
    /// A call changes nothing for this person: refuse with
    /// [`RefusalReason::NotByThisRoute`].
    #[error(transparent)]
    NoEffect(#[from] NoLetterEffect),
    /// As every act.
    #[error(transparent)]
    Video(#[from] VideoError),
}

impl From<StoreError> for VideoDecideError {
    fn from(error: StoreError) -> Self {
        Self::Video(error.into())
    }
}

impl From<EnrolError> for VideoDecideError {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::ConfirmDisplacement => Self::ConfirmDisplacement,
            EnrolError::NoEffect(no_effect) => Self::NoEffect(no_effect),
            EnrolError::Raced => Self::Video(StoreError::decode("registration.state").into()),
            EnrolError::Store(error) => Self::Video(error.into()),
        }
    }
}

#[derive(Clone)]
struct Deciding {
    acting: Acting,
    registrar: CallRegistrar,
    call: VideoCallId,
    decision: VideoDecision,
}

impl Desk {
    /// Decides the call that the officer attends.
    ///
    /// # Errors
    /// [`VideoDecideError`].
    pub async fn video_decide(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
        decision: VideoDecision,
    ) -> Result<Decided, VideoDecideError> {
        let acting = self
            .acting(at_desk, Task::AttendCalls)
            .map_err(VideoError::from)?;
        if !at_desk.fresh(acting.keeper.now) {
            return Err(VideoDecideError::VerifyAgain);
        }
        let deciding = Deciding {
            acting,
            registrar: self.proofing.registrar.for_calls(),
            call,
            decision,
        };
        let again = deciding.clone();
        let first = self.store.transact(NAME, move |tx| deciding.run(tx)).await;
        match first {
            // Somebody else registered with the same phone, or the person by another route, at
            // the same moment: look again.
            Err(VideoDecideError::Video(VideoError::Store(error)))
                if error.is_unique_violation("registration", &["phone_index"])
                    || error.is_unique_violation("person_number", &["number_index"]) =>
            {
                self.store.transact(NAME, move |tx| again.run(tx)).await
            }
            other => other,
        }
    }
}

impl Deciding {
    fn run(&self, tx: &mut Tx<'_>) -> Result<Decided, VideoDecideError> {
        self.acting.check(tx)?;
        let call = self.acting.own_call(tx, self.call)?;
        match &self.decision {
            VideoDecision::Approve { displace } => self.approve(tx, call, *displace),
            VideoDecision::Refuse { reason, note } => {
                let note = note.as_ref().map(|note| note.as_str().to_owned());
                self.refuse(tx, call, *reason, note)
            }
        }
    }

    fn approve(
        &self,
        tx: &mut Tx<'_>,
        mut call: OpenCall,
        displace: bool,
    ) -> Result<Decided, VideoDecideError> {
        let keeper = &self.acting.keeper;
        let approval = keeper.checklist(tx, &call)?.approve()?;
        let approved = call
            .state()
            .clone()
            .approve(&approval, keeper.now)
            .map_err(VideoError::from)?;
        let enrolment = self.enrolment(&call, displace)?;
        let (person, _) = self.registrar.enrol(tx, &enrolment)?;
        keeper.advance(tx, &mut call, approved)?;
        let review = if keeper.rules.advanced_by_four_eyes && approval.complete() {
            ReviewState::Waiting
        } else {
            ReviewState::None
        };
        call::set_registered(tx, call.id(), person.id, review, keeper.now)?;
        let level = approval.level();
        self.write_down(tx, &call, "approved", Some(level), None)?;
        Ok(Decided {
            level: Some(level),
            review: review == ReviewState::Waiting,
        })
    }

    /// The checklist says that phone and data are proven; here they are.
    fn enrolment(&self, call: &OpenCall, displace: bool) -> Result<CallEnrolment, NotYet> {
        let dossier = &call.dossier;
        let contact = dossier.contact.clone().ok_or_else(|| NotYet {
            missing: vec![CheckItem::Contact],
        })?;
        let proven = dossier
            .proven
            .as_ref()
            .filter(|proven| *proven.phone() == contact.phone)
            .ok_or_else(|| NotYet {
                missing: vec![CheckItem::PhoneCode],
            })?;
        Ok(CallEnrolment {
            flow: call.stored.flow,
            route: Route::VideoCall,
            number: dossier.number.clone(),
            name: dossier.name.clone(),
            birth_date: dossier.birth_date,
            lang: call.stored.lang,
            phone: proven.phone().clone(),
            email: contact.email,
            terms: dossier.terms.as_terms(),
            displace,
            actor: self.acting.actor(),
            now: self.acting.keeper.now,
        })
    }

    fn refuse(
        &self,
        tx: &mut Tx<'_>,
        mut call: OpenCall,
        reason: RefusalReason,
        note: Option<String>,
    ) -> Result<Decided, VideoDecideError> {
        let keeper = &self.acting.keeper;
        let refused = call
            .state()
            .clone()
            .refuse(reason, keeper.now)
            .map_err(VideoError::from)?;
        self.write_down(tx, &call, reason.as_str(), None, note)?;
        keeper.advance(tx, &mut call, refused)?;
        if reason == RefusalReason::ConsentRefused {
            call::forget(tx, call.id(), keeper.now)?;
        }
        Ok(Decided {
            level: None,
            review: false,
        })
    }

    fn write_down(
        &self,
        tx: &mut Tx<'_>,
        call: &OpenCall,
        outcome: &str,
        level: Option<RegistrationLevel>,
        note: Option<String>,
    ) -> Result<(), StoreError> {
        let keeper = &self.acting.keeper;
        let reviewed = keeper
            .checklist(tx, call)?
            .ticks()
            .map(|(item, tick)| format!("{}:{}", item.as_str(), tick.result.as_str()))
            .collect();
        let evidence = Evidence::Decided {
            outcome: outcome.to_owned(),
            note: note.clone(),
        };
        keeper.record(tx, call, evidence, Some(self.acting.officer()))?;
        let event = Event::VideoCallDecided {
            outcome: outcome.to_owned(),
            level: level.map(|level| level.as_str().to_owned()),
            note,
            evidence: reviewed,
        };
        keeper.note(tx, call, &event, &self.acting.actor())
    }
}
