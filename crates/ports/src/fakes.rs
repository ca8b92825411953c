//! In-memory implementations that remember what they were given.

use std::sync::{Mutex, PoisonError};

use vocab::MessageId;

use crate::{
    BoxFuture,
    messages::{Email, LetterPrinter, Mailer, PaperLetter, SendError, Sms, SmsGateway},
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
    fn send<'a>(&'a self, id: MessageId, sms: &'a Sms) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(async move { self.offer(id, sms) })
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
