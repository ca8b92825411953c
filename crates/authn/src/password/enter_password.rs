//! Number and password (R139, R142): a session, or a second factor on its way: a request in the
//! app, or a code by SMS.

use std::sync::Arc;

use audit::Event;
use model::{
    notice::{Channel, Notice, OutgoingNotice},
    password::{Lane, PasswordCredential, PasswordStep},
    registration::RegistrationState,
    session::AuthenticationMethod,
};
use ports::passwords::{HashError, Verdict};
use store::{
    StoreError, Tx,
    repo::{self, registration::Reachable},
};
use vocab::{
    BearerSecret, EmailAddress, IdentityNumber, Lang, Password, PersonId, SignedDuration, Timestamp,
};

use super::{
    ask_app::ask_app,
    flow::{FlowKeeper, PasswordStage},
    held::held_before_code,
    limits,
    send_code::{Beginning, PasswordDesk, RungEnough, begin, begin_at},
};
use crate::{
    Arrival, AskInApp, Authenticated, Doorkeeper, KeptOut, RequestTicket,
    browsers::known_hash,
    pin::stranger::Stranger,
    session::open::{NotOpened, SessionDesk, open},
};

/// What somebody typed, and in which browser.
#[derive(Debug, Clone)]
pub struct EnterPassword {
    /// DNI, NIE or K, L, M number: the user code, always (R139, R140).
    pub number: IdentityNumber,
    /// The password.
    pub password: Password,
    /// The secret of the cookie that this browser keeps between sessions; a fresh one where it has
    /// none.
    pub browser: BearerSecret,
    /// Where the request came from.
    pub arrival: Arrival,
    /// What it is typed for.
    pub wish: PasswordWish,
}

/// What a password is typed for.
#[derive(Debug, Clone)]
pub enum PasswordWish {
    /// A session with the password alone: level low.
    LogIn,
    /// A session with a second factor: substantial, where the registration allows it. Confirmation
    /// in the app, which is asked this, where the person has it; a code by SMS otherwise.
    LogInWithMore(Box<AskInApp>),
    /// Another password.
    Change,
}

/// What a right password leads to.
#[derive(Debug)]
pub enum PasswordEntered {
    /// A session with this cookie.
    Session(BearerSecret, Authenticated),
    /// A code is on its way to the phone; the flow has this secret.
    CodeSent(BearerSecret),
    /// A request waits in the app. Whoever would rather have a code by SMS asks for one in the flow
    /// with this secret.
    AskedInApp(BearerSecret, Box<RequestTicket>),
}

/// Why a password leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum EnterPasswordError {
    /// Number or password are not right, there is no password, or it is not looked at any more in
    /// browsers that its person has not used: one neutral answer.
    #[error("number and password were not confirmed")]
    NotRight {
        /// Tries left; told only in a browser that the person has used before.
        left: Option<u8>,
    },
    /// Too many wrong passwords in the person's own browsers.
    #[error("the password is locked")]
    Locked,
    /// Too much that was wrong from this origin.
    #[error("paused after too many wrong passwords")]
    Paused {
        /// From here on it may try again.
        until: Timestamp,
    },
    /// The phone has rung often enough.
    #[error("too many codes")]
    TooManyCodes {
        /// From here on it may ring again.
        until: Timestamp,
    },
    /// The password is right, and the person is kept out.
    #[error("the person is kept out")]
    Held(KeptOut),
    /// Passwords cannot be hashed now.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A try that was counted and is about to be looked at.
#[derive(Debug, Clone)]
struct Try {
    person: Option<PersonId>,
    /// The person, or nobody.
    asked: PersonId,
    lane: Lane,
    /// The password as it stands with this try counted, if it is looked at.
    open: Option<PasswordCredential>,
    /// There is a password, looked at or not.
    exists: bool,
}

impl Doorkeeper {
    /// Compares a password. The work is the same whoever the number belongs to.
    ///
    /// # Errors
    /// [`EnterPasswordError`].
    pub async fn enter_password(
        &self,
        given: EnterPassword,
    ) -> Result<PasswordEntered, EnterPasswordError> {
        let (desk, given) = (self.password_desk(), Arc::new(given));
        let counted = {
            let (desk, given) = (desk.clone(), given.clone());
            let name = "authn.password.count_try";
            self.store
                .transact(name, move |tx| count(tx, &desk, &given))
                .await??
        };
        let kept = counted.open.as_ref().map(|open| open.hash.clone());
        let compared = self
            .passwords
            .verify(counted.asked, &given.password, kept)
            .await;
        let verdict = match compared {
            Ok(verdict) => verdict,
            Err(error) => {
                // Nothing was looked at, so no try was spent: a flood must not lock anybody out.
                self.give_back(&desk, counted).await?;
                return Err(error.into());
            }
        };
        let keeper = self.flow_keeper(&desk.secret);
        self.store
            .transact("authn.password.settle", move |tx| {
                match (&verdict, &counted.open) {
                    (Verdict::Wrong, _) | (_, None) => refuse(tx, &desk, &given, &counted).map(Err),
                    (Verdict::Right | Verdict::RightButOld(_), Some(open)) => {
                        accept(tx, &desk, &keeper, &given, (&counted, open, &verdict))
                    }
                }
            })
            .await?
    }

    async fn give_back(&self, desk: &PasswordDesk, counted: Try) -> Result<(), StoreError> {
        let desk = desk.clone();
        self.store
            .transact("authn.password.give_back", move |tx| match &counted.open {
                Some(open) => repo::password::give_back(tx, open.person, counted.lane, desk.now),
                None => repo::stand_in::pad(tx, 1, desk.now, &*desk.entropy),
            })
            .await
    }
}

/// Counts a try before anything is looked at.
fn count(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    given: &EnterPassword,
) -> Result<Result<Try, EnterPasswordError>, StoreError> {
    let (now, rules) = (desk.now, desk.settings.password);
    if let Some(until) = limits::paused(tx, given.arrival.origin(), &desk.settings, now)? {
        return Ok(Err(EnterPasswordError::Paused { until }));
    }
    let stand_in = tx.stand_in(now, &*desk.entropy)?;
    let standing = repo::person::standing_of(tx, &given.number)?;
    let person = standing
        .filter(|standing| standing.state == RegistrationState::Active)
        .map(|standing| standing.person);
    let asked = person.unwrap_or(stand_in.nobody());
    let credential = repo::password::find(tx, asked)?;
    let browser = known_hash(&*desk.hashes, &given.browser);
    let lane = if repo::browser::knows(tx, asked, browser)? {
        Lane::Own
    } else {
        Lane::Strange
    };
    let exists = credential.is_some();
    let open = match credential.filter(|credential| credential.open(lane, rules)) {
        Some(credential) => {
            let looked_at = repo::password::count_try(tx, &credential, lane, now)?;
            looked_at.then(|| credential.with_one_more(lane))
        }
        None => {
            repo::stand_in::pad(tx, 1, now, &*desk.entropy)?;
            None
        }
    };
    Ok(Ok(Try {
        person,
        asked,
        lane,
        open,
        exists,
    }))
}

/// A wrong password: counted for the origin, written down, and the person told if strangers have
/// used up their tries. Where there is nobody the same is done for nobody.
fn refuse(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    given: &EnterPassword,
    counted: &Try,
) -> Result<EnterPasswordError, StoreError> {
    let (now, rules) = (desk.now, desk.settings.password);
    limits::count_wrong(tx, given.arrival.origin(), &desk.settings, now)?;
    tx.unwrap_afresh();
    let stand_in = tx.stand_in(now, &*desk.entropy)?;
    let reachable = repo::registration::reachable(tx, counted.person, &stand_in)?;
    let (lane, open) = (counted.lane, counted.open.as_ref());
    let locked_now = open.is_some_and(|open| !open.open(lane, rules));
    let told = reachable.filter(|_| locked_now && lane == Lane::Strange);
    tell_of_lock(tx, desk, told.as_ref())?;
    let word = match (counted.exists, lane) {
        (false, _) => "none",
        (true, Lane::Own) => "own",
        (true, Lane::Strange) => "strange",
    };
    let lane_word = word.to_owned();
    let event = if locked_now {
        Event::PasswordLocked { lane: lane_word }
    } else {
        Event::PasswordRefused { lane: lane_word }
    };
    let stranger = Stranger {
        hashes: &*desk.hashes,
        entropy: &*desk.entropy,
        now,
    };
    stranger.write_down(tx, &event, counted.person, &given.number)?;
    Ok(match (counted.exists, lane, open) {
        (true, Lane::Own, Some(open)) if !locked_now => EnterPasswordError::NotRight {
            left: Some(rules.profile.tries().saturating_sub(open.tries(lane))),
        },
        (true, Lane::Own, _) => EnterPasswordError::Locked,
        (_, Lane::Own | Lane::Strange, _) => EnterPasswordError::NotRight { left: None },
    })
}

/// Days during which the notice of a lock is worth sending.
const NOTICE_DAYS: i64 = 7;

/// Never written to: stands where there is nobody to tell.
const NOBODY: &str = "nobody@example.org";

fn tell_of_lock(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    told: Option<&Reachable>,
) -> Result<(), StoreError> {
    let nobody =
        || EmailAddress::parse(NOBODY).map_err(|_| StoreError::decode("registration.email"));
    let (lang, email) = match told {
        Some(person) => (person.lang, person.email.clone()),
        None => (Lang::Es, nobody()?),
    };
    let days = SignedDuration::from_hours(24 * NOTICE_DAYS);
    let notice = OutgoingNotice {
        lang,
        channel: Channel::Email(email),
        notice: Notice::PasswordLocked { at: desk.now },
        send_before: desk.now.checked_add(days).unwrap_or(Timestamp::MAX),
    };
    if told.is_some() {
        repo::outgoing::enqueue(tx, &notice, desk.now, &*desk.entropy)?;
        return Ok(());
    }
    repo::outgoing::enqueue_for_nobody(tx, &notice, desk.now, &*desk.entropy)
}

type Outcome = Result<PasswordEntered, EnterPasswordError>;

fn accept(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    keeper: &FlowKeeper,
    given: &EnterPassword,
    (counted, credential, verdict): (&Try, &PasswordCredential, &Verdict),
) -> Result<Outcome, StoreError> {
    let (person, now) = (credential.person, desk.now);
    repo::person::guard(tx, person, now)?;
    let kept = repo::password::find(tx, person)?;
    if kept.as_ref().map(|kept| &kept.hash) != Some(&credential.hash) {
        // Another was set while this one was compared, or there is none any more.
        let counted = Try {
            exists: kept.is_some(),
            open: kept,
            ..counted.clone()
        };
        return refuse(tx, desk, given, &counted).map(Err);
    }
    repo::password::forget_tries(tx, person, counted.lane, now)?;
    if let Verdict::RightButOld(fresh) = verdict {
        repo::password::rehash(tx, person, &credential.hash, fresh, now)?;
    }
    let expired = credential.expired(now, desk.settings.password);
    let (step, app) = match &given.wish {
        PasswordWish::Change => (PasswordStep::Change, None),
        PasswordWish::LogIn | PasswordWish::LogInWithMore(_) if expired => {
            (PasswordStep::Change, None)
        }
        PasswordWish::LogInWithMore(asked) => (PasswordStep::LogIn, Some(asked)),
        PasswordWish::LogIn => return log_in(tx, desk, given, person),
    };
    let stand_in = tx.stand_in(now, &*desk.entropy)?;
    let reachable = repo::registration::reachable(tx, Some(person), &stand_in)?
        .filter(|reachable| reachable.state == RegistrationState::Active);
    let Some(reachable) = reachable else {
        return Ok(Err(EnterPasswordError::NotRight { left: None }));
    };
    let beginning = Beginning {
        number: &given.number,
        step,
        expired,
    };
    if let Some(asked) = app
        && let Some(ticket) = ask_app(tx, desk, asked, &given.number, reachable.data_key)?
    {
        let stage = PasswordStage::AppAsked;
        begin_at(tx, desk, keeper, person, &beginning, stage)?;
        let flow = desk.secret.clone();
        return Ok(Ok(PasswordEntered::AskedInApp(flow, Box::new(ticket))));
    }
    if let Some(kept_out) = held_before_code(tx, desk, &reachable, step)? {
        return Ok(Err(EnterPasswordError::Held(kept_out)));
    }
    Ok(match begin(tx, desk, keeper, &reachable, &beginning)? {
        Ok(()) => Ok(PasswordEntered::CodeSent(desk.secret.clone())),
        Err(RungEnough(until)) => Err(EnterPasswordError::TooManyCodes { until }),
    })
}

fn log_in(
    tx: &mut Tx<'_>,
    desk: &PasswordDesk,
    given: &EnterPassword,
    person: PersonId,
) -> Result<Outcome, StoreError> {
    let session = SessionDesk {
        hashes: &*desk.hashes,
        entropy: &*desk.entropy,
        rules: desk.settings.session,
        now: desk.now,
        secret: &desk.secret,
        arrival: Some(&given.arrival),
    };
    let method = AuthenticationMethod::Password;
    match open(tx, &session, person, method, &Event::PasswordAccepted)? {
        Ok(authenticated) => {
            desk.notebook.note_use(tx, person, &given.browser)?;
            let secret = desk.secret.clone();
            Ok(Ok(PasswordEntered::Session(secret, authenticated)))
        }
        Err(NotOpened::NotActive) => Ok(Err(EnterPasswordError::NotRight { left: None })),
        Err(NotOpened::Held(kept_out)) => Ok(Err(EnterPasswordError::Held(kept_out))),
    }
}
