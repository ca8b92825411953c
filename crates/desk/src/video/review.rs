//! The second officer looks at everything that was recorded, and confirms the registration to the
//! advanced level or leaves it as it is (defaults D11). Four eyes are two people.

use audit::Event;
use model::video::{
    Checklist, Evidence, Recorded, ReviewDecision, ReviewState,
    review::{self, ReviewRefused},
};
use proofing::call::{Contact, OpenCall};
use registration::{CallRegistrar, LevelNews};
use store::{
    StoreError, Tx,
    repo::{
        office::officer,
        video::{call, capture, evidence, operator},
    },
};
use vocab::{IdentityNumber, Line, PartialDate, PersonName, Timestamp, VideoCallId};

use super::{Acting, VideoError, attend::CaptureLine};
use crate::{AtDesk, Desk, Task};

/// Reviews that are listed.
const LINES: i64 = 200;

/// A registration that waits for a second officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewLine {
    /// Which call.
    pub call: VideoCallId,
    /// When it ended.
    pub ended_at: Timestamp,
    /// Who attended it.
    pub operator: String,
    /// Did the officer who looks attend it? Then somebody else has to review it.
    pub own: bool,
}

/// Everything that was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewCase {
    /// Id.
    pub id: VideoCallId,
    /// When it began.
    pub began_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Timestamp,
    /// Who attended it.
    pub operator: String,
    /// That officer's four digits.
    pub badge: Option<String>,
    /// The number.
    pub number: IdentityNumber,
    /// Names as the civil register gave them.
    pub name: PersonName,
    /// Birth date as the civil register gave it.
    pub birth_date: PartialDate,
    /// Phone and e-mail address.
    pub contact: Option<Contact>,
    /// The checklist.
    pub checklist: Checklist,
    /// Everything that was recorded, oldest first.
    pub records: Vec<Recorded>,
    /// Pictures, oldest first.
    pub captures: Vec<CaptureLine>,
    /// Where the review stands.
    pub review: ReviewState,
    /// Did the officer who looks attend it?
    pub own: bool,
}

/// Why a review was not decided.
#[derive(Debug, thiserror::Error)]
pub enum ReviewDecideError {
    /// The last verification is too old: verify again, then decide.
    #[error("the officer must verify again")]
    VerifyAgain,
    /// It does not wait, or the officer attended the call.
    #[error(transparent)]
    Refused(#[from] ReviewRefused),
    /// The registration is not active any more, or not basic: nothing can be raised.
    #[error("the registration can no longer be raised")]
    RegistrationGone,
    /// As every act.
    #[error(transparent)]
    Video(#[from] VideoError),
}

impl From<StoreError> for ReviewDecideError {
    fn from(error: StoreError) -> Self {
        Self::Video(error.into())
    }
}

#[derive(Clone)]
struct Reviewing {
    acting: Acting,
    registrar: CallRegistrar,
    call: VideoCallId,
    decision: ReviewDecision,
    note: String,
}

impl Desk {
    /// Registrations that wait for a second officer, oldest first.
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_reviews(&self, at_desk: &AtDesk) -> Result<Vec<ReviewLine>, VideoError> {
        let acting = self.acting(at_desk, Task::ReviewCalls)?;
        self.store
            .read("desk.video_reviews", move |tx| {
                let calls = call::list_for_review(tx, acting.body, LINES)?;
                let mut lines = Vec::with_capacity(calls.len());
                for call in calls {
                    lines.push(ReviewLine {
                        call: call.id,
                        ended_at: call.state.since(),
                        own: call.state.operator() == Some(acting.officer()),
                        operator: operator_name(tx, &call.state)?,
                    });
                }
                Ok(lines)
            })
            .await
    }

    /// Everything that was recorded of a call that led to a registration; nothing if there is no
    /// such call.
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_review(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
    ) -> Result<Option<ReviewCase>, VideoError> {
        let acting = self.acting(at_desk, Task::ReviewCalls)?;
        self.store
            .read("desk.video_review", move |tx| {
                let Some(open) = acting.keeper.open(tx, call)? else {
                    return Ok(None);
                };
                if open.stored.review == ReviewState::None {
                    return Ok(None);
                }
                Ok(Some(case(tx, &acting, open)?))
            })
            .await
    }

    /// Decides a review.
    ///
    /// # Errors
    /// [`ReviewDecideError`].
    pub async fn video_review_decide(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
        decision: ReviewDecision,
        note: Line,
    ) -> Result<ReviewState, ReviewDecideError> {
        let acting = self
            .acting(at_desk, Task::ReviewCalls)
            .map_err(VideoError::from)?;
        if !at_desk.fresh(acting.keeper.now) {
            return Err(ReviewDecideError::VerifyAgain);
        }
        let reviewing = Reviewing {
            acting,
            registrar: self.proofing.registrar.for_calls(),
            call,
            decision,
            note: note.as_str().to_owned(),
        };
        self.store
            .transact("desk.video_review_decide", move |tx| reviewing.run(tx))
            .await
    }
}

fn operator_name(tx: &mut Tx<'_>, state: &model::video::CallState) -> Result<String, StoreError> {
    let stored = state
        .operator()
        .map(|operator| officer::find(tx, operator))
        .transpose()?
        .flatten();
    Ok(stored.map(|stored| stored.officer.name).unwrap_or_default())
}

fn case(tx: &mut Tx<'_>, acting: &Acting, call: OpenCall) -> Result<ReviewCase, StoreError> {
    let records = evidence::list(tx, call.id(), call.stored.data_key)?;
    let badge = call
        .state()
        .operator()
        .map(|officer| operator::find(tx, officer))
        .transpose()?
        .flatten()
        .map(|operator| operator.badge);
    Ok(ReviewCase {
        id: call.id(),
        began_at: call.stored.began_at,
        ended_at: call.state().since(),
        operator: operator_name(tx, call.state())?,
        badge,
        checklist: Checklist::of(&records),
        records,
        captures: capture::list(tx, call.id())?,
        review: call.stored.review,
        own: call.state().operator() == Some(acting.officer()),
        number: call.dossier.number,
        name: call.dossier.name,
        birth_date: call.dossier.birth_date,
        contact: call.dossier.contact,
    })
}

impl Reviewing {
    fn run(&self, tx: &mut Tx<'_>) -> Result<ReviewState, ReviewDecideError> {
        self.acting.check(tx)?;
        let keeper = &self.acting.keeper;
        let call = keeper
            .open(tx, self.call)?
            .ok_or(ReviewRefused::NotWaiting)?;
        let state = review::decide(
            call.stored.review,
            call.state().operator(),
            self.acting.officer(),
            self.decision,
        )?;
        let officer = self.acting.officer();
        if !call::settle_review(tx, call.id(), state, officer, keeper.now)? {
            return Err(ReviewRefused::NotWaiting.into());
        }
        let evidence = Evidence::Reviewed {
            decision: self.decision.as_str().to_owned(),
            note: Some(self.note.clone()),
        };
        keeper.record(tx, &call, evidence, Some(officer))?;
        let event = Event::VideoCallReviewed {
            decision: self.decision.as_str().to_owned(),
            note: self.note.clone(),
        };
        keeper.note(tx, &call, &event, &self.acting.actor())?;
        match self.decision {
            ReviewDecision::Confirm => self.raise(tx, &call)?,
            ReviewDecision::KeepBasic => {}
        }
        Ok(state)
    }

    fn raise(&self, tx: &mut Tx<'_>, call: &OpenCall) -> Result<(), ReviewDecideError> {
        let gone = || ReviewDecideError::RegistrationGone;
        let person = call.stored.person.ok_or_else(gone)?;
        let (actor, now) = (self.acting.actor(), self.acting.keeper.now);
        let news = LevelNews::SmsAndEmail;
        if self.registrar.raise(tx, person, news, &actor, now)? {
            Ok(())
        } else {
            Err(gone())
        }
    }
}
