//! In-memory implementations that remember what they were given.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use model::password::PasswordHash;
use vocab::{MessageId, Password, PersonId};

use crate::{
    BoxFuture,
    log_out::{CallError, LogOutCaller},
    messages::{
        Email, LetterPrinter, Mailer, PaperLetter, Push, PushError, PushSender, SendError, Sms,
        SmsGateway, SmsTaken,
    },
    passwords::{HashError, PasswordHasher, Verdict},
    ping::PingCaller,
};

/// What a remembering gateway has been told to answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Behaviour {
    /// Takes every message.
    #[default]
    Take,
    /// Is down: every message is to be tried again.
    Down,
    /// Refuses every message for good.
    Refuse,
}

/// A gateway that keeps what it is given, in order.
#[derive(Debug)]
pub struct Remembering<M> {
    inner: Mutex<(Behaviour, Vec<(MessageId, M)>)>,
}

impl<M> Default for Remembering<M> {
    fn default() -> Self {
        Self {
            inner: Mutex::new((Behaviour::Take, Vec::new())),
        }
    }
}

impl<M: Clone> Remembering<M> {
    /// Changes what it answers from now on.
    pub fn behave(&self, behaviour: Behaviour) {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).0 = behaviour;
    }

    /// Everything taken so far, oldest first.
    #[must_use]
    pub fn taken(&self) -> Vec<(MessageId, M)> {
        self.inner
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .1
            .clone()
    }

    fn offer(&self, id: MessageId, message: &M) -> Result<(), SendError> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        match inner.0 {
            Behaviour::Take => {
                inner.1.push((id, message.clone()));
                Ok(())
            }
            Behaviour::Down => Err(SendError::Retry("told to be down".into())),
            Behaviour::Refuse => Err(SendError::Refused("told to refuse".into())),
        }
    }
}

impl SmsGateway for Remembering<Sms> {
    fn send<'a>(
        &'a self,
        id: MessageId,
        sms: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, SendError>> {
        Box::pin(async move { self.offer(id, sms).map(|()| SmsTaken::default()) })
    }
}

impl Mailer for Remembering<Email> {
    fn send<'a>(&'a self, id: MessageId, email: &'a Email) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(async move { self.offer(id, email) })
    }
}

impl LetterPrinter for Remembering<PaperLetter> {
    fn print<'a>(
        &'a self,
        id: MessageId,
        letter: &'a PaperLetter,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(async move { self.offer(id, letter) })
    }
}

/// Told to refuse, it says that the subscription has ended.
impl PushSender for Remembering<Push> {
    fn push<'a>(&'a self, id: MessageId, push: &'a Push) -> BoxFuture<'a, Result<(), PushError>> {
        Box::pin(async move {
            self.offer(id, push).map_err(|error| match error {
                SendError::Retry(reason) => PushError::Retry {
                    reason,
                    after: None,
                },
                SendError::Refused(_) => PushError::Gone,
            })
        })
    }
}

/// Relying parties that keep the forms that are posted to them, and answer what they are told to.
#[derive(Debug, Default)]
pub struct RememberingParties {
    inner: Mutex<Parties>,
}

#[derive(Debug, Default)]
struct Parties {
    /// Status by address; 200 where nothing is said, no answer for 0.
    answers: std::collections::BTreeMap<String, u16>,
    posted: Vec<(String, String)>,
    pinged: Vec<(String, String, String)>,
}

impl RememberingParties {
    /// What an address answers from now on; 0 is no answer at all.
    pub fn answer(&self, address: &str, status: u16) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.answers.insert(address.to_owned(), status);
    }

    /// Address and body of everything posted so far, oldest first.
    #[must_use]
    pub fn posted(&self) -> Vec<(String, String)> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.posted.clone()
    }

    /// Address, token and body of every ping so far, oldest first.
    #[must_use]
    pub fn pinged(&self) -> Vec<(String, String, String)> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.pinged.clone()
    }
}

impl Parties {
    fn answer_of(&self, address: &str) -> Result<u16, CallError> {
        match self.answers.get(address).copied().unwrap_or(200) {
            0 => Err(CallError::NoAnswer("told not to answer".into())),
            status => Ok(status),
        }
    }
}

impl LogOutCaller for RememberingParties {
    fn post<'a>(&'a self, address: &'a str, body: String) -> BoxFuture<'a, Result<u16, CallError>> {
        Box::pin(async move {
            let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            inner.posted.push((address.to_owned(), body));
            inner.answer_of(address)
        })
    }
}

impl PingCaller for RememberingParties {
    fn ping<'a>(
        &'a self,
        address: &'a str,
        token: &'a str,
        body: String,
    ) -> BoxFuture<'a, Result<u16, CallError>> {
        Box::pin(async move {
            let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            inner
                .pinged
                .push((address.to_owned(), token.to_owned(), body));
            inner.answer_of(address)
        })
    }
}

/// Passwords that are kept readable and compared at once: for tests that are about something else.
/// It counts what it compared, so that a test sees whether everybody got the same work.
#[derive(Debug, Default)]
pub struct ReadablePasswords {
    busy: AtomicBool,
    raised: AtomicBool,
    compared: AtomicU64,
    breached: Mutex<Vec<Password>>,
}

impl ReadablePasswords {
    /// This one is on the list of breached passwords from now on.
    pub fn breach(&self, password: Password) {
        self.listed().push(password);
    }

    fn listed(&self) -> MutexGuard<'_, Vec<Password>> {
        self.breached.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says "come back in 7 seconds" from now on, or stops saying so.
    pub fn be_busy(&self, busy: bool) {
        self.busy.store(busy, Ordering::SeqCst);
    }

    /// The parameters are higher from now on: what was hashed before is old.
    pub fn raise_parameters(&self) {
        self.raised.store(true, Ordering::SeqCst);
    }

    /// How many passwords have been compared or hashed.
    #[must_use]
    pub fn compared(&self) -> u64 {
        self.compared.load(Ordering::SeqCst)
    }

    fn work(&self) -> Result<(), HashError> {
        if self.busy.load(Ordering::SeqCst) {
            return Err(HashError::Busy { retry_after_s: 7 });
        }
        self.compared.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    fn written(&self, person: PersonId, password: &Password) -> PasswordHash {
        let round = u8::from(self.raised.load(Ordering::SeqCst));
        PasswordHash::new(format!("{round}|{person}|{}", password.expose()))
    }
}

impl PasswordHasher for ReadablePasswords {
    fn hash(
        &self,
        person: PersonId,
        password: &Password,
    ) -> BoxFuture<'static, Result<PasswordHash, HashError>> {
        let made = self.work().map(|()| self.written(person, password));
        Box::pin(async move { made })
    }

    fn verify(
        &self,
        person: PersonId,
        password: &Password,
        kept: Option<PasswordHash>,
    ) -> BoxFuture<'static, Result<Verdict, HashError>> {
        let fresh = self.written(person, password);
        let verdict = match kept {
            Some(kept) if kept == fresh => Verdict::Right,
            Some(kept) if same_password(&kept, &fresh) => Verdict::RightButOld(fresh),
            Some(_) | None => Verdict::Wrong,
        };
        let verdict = self.work().map(|()| verdict);
        Box::pin(async move { verdict })
    }

    fn is_one_of(
        &self,
        person: PersonId,
        password: &Password,
        kept: Vec<PasswordHash>,
    ) -> BoxFuture<'static, Result<bool, HashError>> {
        let fresh = self.written(person, password);
        let found = kept.iter().any(|kept| same_password(kept, &fresh));
        let found = self.work().map(|()| found);
        Box::pin(async move { found })
    }

    fn is_breached(&self, password: &Password) -> BoxFuture<'static, Result<bool, HashError>> {
        let found = self.listed().contains(password);
        Box::pin(async move { Ok(found) })
    }
}

/// Whatever the round.
fn same_password(one: &PasswordHash, other: &PasswordHash) -> bool {
    one.as_str().get(1..) == other.as_str().get(1..)
}
