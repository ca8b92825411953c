//! The person looks through it, accepts the conditions of use and sends it. Where no check failed
//! and the administration allows it, the basic level is given at once; otherwise a reviewer
//! decides. The answer is the same for somebody who is registered already (invariant 11).

use audit::Event;
use model::{
    notice::{Channel, Notice, OutgoingNotice},
    unattended::{
        AttemptState, AutoReport, AutoResult, Cleared, Obstacle, QueuePlace, Step, examine,
    },
    video::RegisterReply,
};
use ports::civil_register::CivilRecord;
use registration::{CallEnrolment, CallRegistrar, EnrolError, Route, terms::Terms};
use store::{
    StoreError, Tx,
    repo::{self, outgoing, registration::AcceptedTerms, unattended::attempt},
};
use vocab::{BearerSecret, Date, EmailAddress, PhoneNumber, SignedDuration, Timestamp};

use crate::{
    AttemptError, Unattended,
    attempt::{Keeper, OpenAttempt, SYSTEM},
    register,
};

const NAME: &str = "unattended.send";

/// Days in which several attempts for one number are looked at together.
const RECENT_DAYS: i64 = 7;

/// Days that the news is worth sending.
const NEWS_DAYS: i64 = 7;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// The person is registered at the basic level, and a reviewer looks at it later.
    pub basic: bool,
}

/// Why it was not sent.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// As every step.
    #[error(transparent)]
    Attempt(#[from] AttemptError),
    /// The phone belongs to another identity, which would lose it: the person has to confirm it.
    #[error("the phone belongs to another identity")]
    ConfirmDisplacement,
}

impl From<StoreError> for SendError {
    fn from(error: StoreError) -> Self {
        Self::Attempt(error.into())
    }
}

impl From<EnrolError> for SendError {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::ConfirmDisplacement => Self::ConfirmDisplacement,
            // Cleared says that there is no registration: somebody registered at this moment.
            EnrolError::NoEffect(_) | EnrolError::Raced => Self::Attempt(AttemptError::Raced),
            EnrolError::Store(error) => error.into(),
        }
    }
}

#[derive(Clone)]
struct Sending {
    keeper: Keeper,
    registrar: CallRegistrar,
    secret_hash: [u8; 32],
    terms: AcceptedTerms,
    displace: bool,
    record: Option<CivilRecord>,
    reply: RegisterReply,
    today: Date,
}

impl Unattended {
    /// Sends the attempt. Sending twice gives the same answer once.
    ///
    /// `displace` is the person's confirmation that the phone's previous holder loses it.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn send(
        &self,
        secret: &BearerSecret,
        terms: &Terms,
        displace: bool,
    ) -> Result<Sent, SendError> {
        let (keeper, secret_hash) = (self.keeper(), self.secret_hash(secret));
        let open = {
            let keeper = keeper.clone();
            self.store
                .read("unattended.send.read", move |tx| {
                    keeper.open_by_secret(tx, secret_hash)
                })
                .await?
                .ok_or(AttemptError::Gone)?
        };
        if let AttemptState::Waiting { basic, .. } = open.stored.state {
            return Ok(Sent { basic });
        }
        let found = self.register.find(&open.dossier.number, keeper.now).await;
        let today = self.today(keeper.now);
        let registrar = self.registrar.for_calls();
        let sending = Sending {
            reply: register::reply(&found, &open.dossier, today),
            record: found.ok().flatten(),
            terms: registrar.accepted(terms),
            registrar,
            keeper,
            secret_hash,
            displace,
            today,
        };
        self.store.transact(NAME, move |tx| sending.run(tx)).await
    }
}

impl Sending {
    fn run(&self, tx: &mut Tx<'_>) -> Result<Sent, SendError> {
        let Keeper { now, rules, .. } = &self.keeper;
        let mut open = self.keeper.at_step(tx, self.secret_hash, Step::Send)?;
        let (phone, email) = open
            .dossier
            .contact
            .clone()
            .ok_or(AttemptError::NotYet(Step::Contact))?;
        let number = open.dossier.number.clone();
        if self.registrar.phone_in_use(tx, &number, &phone)? && !self.displace {
            return Err(SendError::ConfirmDisplacement);
        }
        let obstacles = self.obstacles(tx, &open, &phone)?;
        let expected = self.record.as_ref().map(register::expected);
        let report = examine(
            &open.dossier,
            expected.as_ref(),
            self.reply,
            obstacles,
            self.today,
        );
        let cleared = report.cleared(rules);
        if let Some(cleared) = &cleared {
            self.register_at_once(tx, cleared, &mut open, (&phone, &email))?;
        }
        open.stored.place = Some(QueuePlace::of(&report, *now, rules));
        open.stored.sent_at = Some(*now);
        let terms = &self.terms;
        open.dossier.terms = Some((terms.version.clone(), terms.lang, terms.text_hash));
        open.dossier.displace = self.displace;
        let event = sent_event(&report, cleared.is_some());
        open.dossier.report = Some(report);
        let sent = open.stored.state.send(cleared.as_ref(), *now);
        let state = sent.map_err(|_| AttemptError::Gone)?;
        if !self.keeper.advance(tx, &open, state)? {
            return Err(AttemptError::Raced.into());
        }
        self.keeper.note(tx, &open.stored, &event, SYSTEM)?;
        let basic = cleared.is_some();
        self.tell(tx, &open, email, basic)?;
        Ok(Sent { basic })
    }

    fn obstacles(
        &self,
        tx: &mut Tx<'_>,
        open: &OpenAttempt,
        phone: &PhoneNumber,
    ) -> Result<Vec<Obstacle>, StoreError> {
        let number = &open.dossier.number;
        let mut obstacles = Vec::new();
        if self.registrar.phone_in_use(tx, number, phone)? {
            obstacles.push(Obstacle::PhoneInUse);
        }
        if repo::person::standing_of(tx, number)?.is_some() {
            obstacles.push(Obstacle::KnownBefore);
        }
        let since = after(self.keeper.now, -RECENT_DAYS);
        if attempt::count_of_number(tx, number, since, open.stored.id)? > 0 {
            obstacles.push(Obstacle::SeveralAttempts);
        }
        Ok(obstacles)
    }

    /// The proof that it may is asked for, so that nothing else leads here.
    fn register_at_once(
        &self,
        tx: &mut Tx<'_>,
        _cleared: &Cleared,
        open: &mut OpenAttempt,
        (phone, email): (&PhoneNumber, &EmailAddress),
    ) -> Result<(), SendError> {
        let dossier = &open.dossier;
        let enrolment = CallEnrolment {
            flow: dossier.flow,
            route: Route::UnattendedVideo,
            number: dossier.number.clone(),
            name: dossier.name.clone(),
            birth_date: dossier.birth_date,
            lang: open.stored.lang,
            phone: phone.clone(),
            email: email.clone(),
            terms: self.terms.clone(),
            displace: false,
            actor: SYSTEM.to_owned(),
            now: self.keeper.now,
        };
        let (person, _) = self.registrar.enrol(tx, &enrolment)?;
        open.stored.person = Some(person.id);
        Ok(())
    }

    fn tell(
        &self,
        tx: &mut Tx<'_>,
        open: &OpenAttempt,
        email: EmailAddress,
        basic: bool,
    ) -> Result<(), StoreError> {
        let notice = OutgoingNotice {
            lang: open.stored.lang,
            channel: Channel::Email(email),
            notice: Notice::IdentificationReceived { basic },
            send_before: after(self.keeper.now, NEWS_DAYS),
        };
        outgoing::enqueue(tx, &notice, self.keeper.now, &*self.keeper.entropy)?;
        Ok(())
    }
}

fn sent_event(report: &AutoReport, basic: bool) -> Event {
    let checks = report.results.iter().map(|(check, result)| {
        let result = match result {
            AutoResult::Passed => "passed",
            AutoResult::Failed => "failed",
            AutoResult::Unknown => "unknown",
        };
        format!("{}: {result}", check.as_str())
    });
    Event::UnattendedSent {
        checks: checks.collect(),
        basic,
    }
}

fn after(moment: Timestamp, days: i64) -> Timestamp {
    moment
        .checked_add(SignedDuration::from_hours(24 * days))
        .unwrap_or(moment)
}
