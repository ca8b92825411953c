//! "Is it this person, with a genuine document?" A reviewer confirms to the advanced level, refuses
//! with a reason, or passes it on. The person gets a sealed document with the result either way.

use audit::Event;
use model::{
    issued::IssuedDocument,
    notice::{Channel, Notice, OutgoingNotice},
    restriction::RestrictionKind,
    unattended::{AttemptState, Convinced, HumanCheck, NotPossible, Note},
    video::RefusalReason,
};
use ports::documents::{DocumentSealError, RenderError};
use registration::{CallEnrolment, CallRegistrar, EnrolError, LevelNews, Route};
use store::{
    StoreError, Tx,
    repo::{self, outgoing, registration::AcceptedTerms},
};
use unattended::attempt::{Keeper, OpenAttempt};
use vocab::{AttemptId, Line, PersonId, SignedDuration, Timestamp};

use super::{Acting, Reviews, ReviewsError, outcome::Issued};
use crate::{AtDesk, NotAllowed, Task};

/// Days that the news is worth sending.
const NEWS_DAYS: i64 = 7;

/// What a reviewer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    /// It is this person: advanced.
    Confirm,
    /// It does not convince.
    Refuse(RefusalReason),
    /// Somebody else should look.
    Doubt,
}

/// A decision with its grounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewGiven {
    /// What.
    pub review: Review,
    /// The answers to the questions that only a human can answer.
    pub answers: Vec<(HumanCheck, bool)>,
    /// Why, in the reviewer's words.
    pub note: Line,
    /// The version that was on the screen.
    pub version: i64,
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// Another role is needed.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The last verification is too old: verify again, then decide.
    #[error("the officer must verify again")]
    VerifyAgain,
    /// There is no such attempt.
    #[error("there is no such attempt")]
    NotFound,
    /// It is decided, or another officer has to.
    #[error(transparent)]
    NotPossible(#[from] NotPossible),
    /// It cannot be confirmed while a question is not answered with yes.
    #[error("a question was not answered with yes")]
    NotConvinced,
    /// It changed since it was opened: look again.
    #[error("the attempt changed meanwhile")]
    Changed,
    /// The registration that exists cannot be raised by this: refuse with that reason.
    #[error("the registration that exists is not changed by this")]
    NoEffect,
    /// The document could not be rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The document could not be sealed.
    #[error(transparent)]
    Seal(#[from] DocumentSealError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ReviewsError> for ReviewError {
    fn from(error: ReviewsError) -> Self {
        match error {
            ReviewsError::NotAllowed(error) => Self::NotAllowed(error),
            ReviewsError::Store(error) => Self::Store(error),
        }
    }
}

impl From<EnrolError> for ReviewError {
    fn from(error: EnrolError) -> Self {
        match error {
            // The person confirmed it on sending, or the phone was nobody's then.
            EnrolError::ConfirmDisplacement | EnrolError::NoEffect(_) => Self::NoEffect,
            EnrolError::Raced => Self::Changed,
            EnrolError::Store(error) => Self::Store(error),
        }
    }
}

#[derive(Clone)]
struct Deciding {
    acting: Acting,
    registrar: CallRegistrar,
    id: AttemptId,
    given: ReviewGiven,
    issued: Option<Issued>,
}

impl Reviews {
    /// Decides. Of two reviewers who decide at the same moment one wins, and the other is told.
    ///
    /// # Errors
    /// [`ReviewError`].
    pub async fn decide(
        &self,
        at_desk: &AtDesk,
        id: AttemptId,
        given: ReviewGiven,
    ) -> Result<AttemptState, ReviewError> {
        let acting = self.acting(at_desk, Task::ReviewCalls)?;
        if !at_desk.fresh(acting.keeper.now) {
            return Err(ReviewError::VerifyAgain);
        }
        let open = {
            let keeper = acting.keeper.clone();
            self.desk
                .store
                .read("desk.unattended.find", move |tx| keeper.open(tx, id))
                .await?
                .ok_or(ReviewError::NotFound)?
        };
        let state = after(&open, &given, &acting)?;
        let issued = self.result(&open, &state, acting.keeper.now).await?;
        let deciding = Deciding {
            acting,
            registrar: self.unattended.registrar.for_calls(),
            id,
            given,
            issued,
        };
        self.desk
            .store
            .transact("desk.unattended.decide", move |tx| deciding.run(tx))
            .await
    }
}

/// The state that the decision leads to.
fn after(
    open: &OpenAttempt,
    given: &ReviewGiven,
    acting: &Acting,
) -> Result<AttemptState, ReviewError> {
    let (by, now) = (acting.officer(), acting.keeper.now);
    let state = open.stored.state;
    Ok(match given.review {
        Review::Confirm => {
            // Who may not decide learns that first.
            state.refuse(RefusalReason::OtherDoubt, by, now)?;
            let convinced = Convinced::of(&given.answers).ok_or(ReviewError::NotConvinced)?;
            state.confirm(&convinced, by, now)?
        }
        Review::Refuse(reason) => state.refuse(reason, by, now)?,
        Review::Doubt => state.doubt(by, now)?,
    })
}

impl Deciding {
    fn run(&self, tx: &mut Tx<'_>) -> Result<AttemptState, ReviewError> {
        self.acting.check(tx)?;
        let keeper = &self.acting.keeper;
        let mut open = keeper.open(tx, self.id)?.ok_or(ReviewError::NotFound)?;
        let state = after(&open, &self.given, &self.acting)?;
        if open.stored.version != self.given.version {
            return Err(ReviewError::Changed);
        }
        match state {
            AttemptState::Confirmed { .. } => self.confirm(tx, &mut open)?,
            AttemptState::Refused {
                withdrawn: true, ..
            } => self.withdraw(tx, &open)?,
            AttemptState::Refused { .. }
            | AttemptState::Doubted { .. }
            | AttemptState::Capturing { .. }
            | AttemptState::Waiting { .. }
            | AttemptState::Abandoned { .. } => {}
        }
        self.write_down(tx, &mut open)?;
        if !keeper.advance(tx, &open, state)? {
            return Err(ReviewError::Changed);
        }
        if let Some(issued) = &self.issued {
            issued.keep(tx, &open, keeper.now)?;
            self.tell(tx, &open, &state, &issued.document)?;
        }
        Ok(state)
    }

    fn confirm(&self, tx: &mut Tx<'_>, open: &mut OpenAttempt) -> Result<(), ReviewError> {
        let (actor, now) = (self.acting.actor(), self.acting.keeper.now);
        let person = match open.stored.person {
            Some(person) => person,
            None => match self.same_registration(tx, open)? {
                Some(person) => person,
                None => self.enrol(tx, open)?,
            },
        };
        open.stored.person = Some(person);
        let news = LevelNews::Sms;
        if self.registrar.raise(tx, person, news, &actor, now)? || is_advanced(tx, person)? {
            Ok(())
        } else {
            Err(ReviewError::NoEffect)
        }
    }

    /// Somebody who is registered with the same phone: the review raises that registration. Where
    /// another proof is demanded this one is it, and registers them anew.
    fn same_registration(
        &self,
        tx: &mut Tx<'_>,
        open: &OpenAttempt,
    ) -> Result<Option<PersonId>, ReviewError> {
        let own = repo::person::find_by_number(tx, &open.dossier.number)?;
        let Some((phone, _)) = &open.dossier.contact else {
            return Ok(None);
        };
        let holder = repo::registration::holder_of_phone(tx, phone)?;
        let Some(own) = own.filter(|own| holder == Some(*own)) else {
            return Ok(None);
        };
        let standing = repo::restriction::in_force(tx, own, self.acting.keeper.now)?;
        Ok((!standing.has(RestrictionKind::NewProofing)).then_some(own))
    }

    fn enrol(&self, tx: &mut Tx<'_>, open: &OpenAttempt) -> Result<PersonId, ReviewError> {
        let dossier = &open.dossier;
        let (phone, email) = dossier.contact.clone().ok_or(ReviewError::NotFound)?;
        let (version, lang, text_hash) = dossier.terms.clone().ok_or(ReviewError::NotFound)?;
        let enrolment = CallEnrolment {
            flow: dossier.flow,
            route: Route::UnattendedVideo,
            number: dossier.number.clone(),
            name: dossier.name.clone(),
            birth_date: dossier.birth_date,
            lang: open.stored.lang,
            phone,
            email,
            terms: AcceptedTerms {
                version,
                lang,
                text_hash,
            },
            displace: dossier.displace,
            actor: self.acting.actor(),
            now: self.acting.keeper.now,
        };
        let (person, _) = self.registrar.enrol(tx, &enrolment)?;
        Ok(person.id)
    }

    fn withdraw(&self, tx: &mut Tx<'_>, open: &OpenAttempt) -> Result<(), ReviewError> {
        let Some(person) = open.stored.person else {
            return Ok(());
        };
        // A registration that ended meanwhile (a death, a renunciation) stays ended.
        let (actor, now) = (self.acting.actor(), self.acting.keeper.now);
        self.registrar.revoke(tx, person, &actor, now)?;
        Ok(())
    }

    fn write_down(&self, tx: &mut Tx<'_>, open: &mut OpenAttempt) -> Result<(), StoreError> {
        let Keeper { now, .. } = &self.acting.keeper;
        let outcome = match self.given.review {
            Review::Confirm => "confirmed",
            Review::Refuse(reason) => reason.as_str(),
            Review::Doubt => "doubt",
        };
        let answers = self.given.answers.iter().map(|(check, yes)| {
            let answer = if *yes { "yes" } else { "no" };
            format!("{}: {answer}", check.as_str())
        });
        let event = Event::UnattendedReviewed {
            outcome: outcome.to_owned(),
            answers: answers.collect(),
            note: self.given.note.as_str().to_owned(),
        };
        open.dossier.notes.push(Note {
            officer: self.acting.officer(),
            at: *now,
            outcome: outcome.to_owned(),
            answers: self.given.answers.clone(),
            text: self.given.note.as_str().to_owned(),
        });
        let actor = self.acting.actor();
        self.acting.keeper.note(tx, &open.stored, &event, &actor)
    }

    fn tell(
        &self,
        tx: &mut Tx<'_>,
        open: &OpenAttempt,
        state: &AttemptState,
        document: &IssuedDocument,
    ) -> Result<(), StoreError> {
        let Some((phone, email)) = open.dossier.contact.clone() else {
            return Ok(());
        };
        let code = document.code.clone();
        let (notice, by_sms) = match state {
            // The SMS of the new level goes with it.
            AttemptState::Confirmed { .. } => (Notice::IdentificationConfirmed { code }, false),
            AttemptState::Refused { withdrawn, .. } => (
                Notice::IdentificationRefused {
                    code,
                    withdrawn: *withdrawn,
                },
                true,
            ),
            AttemptState::Capturing { .. }
            | AttemptState::Waiting { .. }
            | AttemptState::Doubted { .. }
            | AttemptState::Abandoned { .. } => return Ok(()),
        };
        let channels = [
            Some(Channel::Email(email)),
            by_sms.then_some(Channel::Sms(phone)),
        ];
        let Keeper { now, entropy, .. } = &self.acting.keeper;
        for channel in channels.into_iter().flatten() {
            let outgoing = OutgoingNotice {
                lang: open.stored.lang,
                channel,
                notice: notice.clone(),
                send_before: news_until(*now),
            };
            outgoing::enqueue(tx, &outgoing, *now, &**entropy)?;
        }
        Ok(())
    }
}

fn is_advanced(tx: &mut Tx<'_>, person: PersonId) -> Result<bool, StoreError> {
    use model::registration::RegistrationState::Active;
    use vocab::RegistrationLevel::Advanced;
    Ok(repo::registration::state_of(tx, person)? == Some((Active, Advanced)))
}

fn news_until(now: Timestamp) -> Timestamp {
    now.checked_add(SignedDuration::from_hours(24 * NEWS_DAYS))
        .unwrap_or(Timestamp::MAX)
}
