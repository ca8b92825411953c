//! SMS over SMPP 3.4: one session with one provider, kept open.
//!
//! | module | what |
//! |---|---|
//! | [`settings`] | how to reach the provider |
//! | `connect` | connection, TLS, bind |
//! | `session` | the conversation: window, answers, receipts, "are you there?" |
//! | `keeper` | binds again when a session is lost |
//! | `pace` | not more a second than agreed, and less when the provider asks for it |
//!
//! The session opens with the first message or when somebody waits for reports, so a process that
//! sends nothing binds nothing: providers count binds.
//!
//! # What is promised, and what is not
//!
//! - A message is submitted once as long as the session lives in which it was submitted: a try that
//!   found no answer in time is answered by a late one.
//! - SMPP has no ids of the sender's. A session that is lost between a submit and its answer leaves
//!   a message of which nobody knows; see [`crate::sms_providers`].
//! - Receipts are acknowledged when they are in memory, not when they are written.
//! - Some providers name a message in hexadecimal when they take it and in decimal in the receipt.
//!   Such receipts find no message; ask the provider for one form.

mod connect;
mod keeper;
mod pace;
mod session;
pub mod settings;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use ports::{
    BoxFuture,
    messages::{Sms, SmsTaken},
};
use tokio::sync::{Semaphore, mpsc, watch};
use vocab::MessageId;
use wire_smpp::{Address, ShortMessage, Status, segments};

pub use self::settings::{SmppSecurity, SmppSettings, SmppSettingsError};
use self::{
    keeper::{Keeper, LinkState},
    pace::Pace,
    session::{Answer, Submit},
};
use crate::{
    remembered::Remembered,
    sms_providers::{OfferError, Reports, SmsProvider},
};

/// One provider. Dropping it closes the session.
pub struct SmppSms {
    settings: Arc<SmppSettings>,
    sender: Address,
    submits: mpsc::Sender<Submit>,
    state: watch::Receiver<LinkState>,
    window: Arc<Semaphore>,
    pace: Pace,
    /// Messages whose answer is awaited, or came when nobody waited any more.
    open: Mutex<Remembered<Open>>,
    /// Taken when the session is opened for the first time.
    keeper: Mutex<Option<Keeper>>,
}

/// How far a message has come.
#[derive(Debug, Clone)]
struct Open {
    /// The segment that was submitted last, from 0.
    segment: usize,
    answer: watch::Receiver<Option<Answer>>,
}

impl std::fmt::Debug for SmppSms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmppSms")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl SmppSms {
    /// A gateway for one account at one provider, which puts its reports into `reports`.
    ///
    /// # Errors
    /// [`SmppSettingsError`]: the settings cannot work.
    pub fn new(settings: SmppSettings, reports: Reports) -> Result<Self, SmppSettingsError> {
        settings.check()?;
        let tls = connect::tls(&settings)?;
        let window = usize::from(settings.window.max(1));
        // A place in the window comes first, so the channel never fills.
        let (submits, queue) = mpsc::channel(window);
        let (tell, state) = watch::channel(LinkState::Connecting);
        let settings = Arc::new(settings);
        let keeper = Keeper {
            settings: settings.clone(),
            tls,
            queue,
            tell,
            reports,
        };
        Ok(Self {
            sender: Address::sender(&settings.sender),
            submits,
            state,
            window: Arc::new(Semaphore::new(window)),
            pace: Pace::new(settings.per_second, settings.first_wait),
            open: Mutex::default(),
            keeper: Mutex::new(Some(keeper)),
            settings,
        })
    }

    /// Binds once, says goodbye and sends nothing: whether the provider takes our name and password.
    /// A provider counts this bind like any other, for a moment.
    ///
    /// # Errors
    /// What is wrong, in words for the operator.
    pub async fn reach(settings: &SmppSettings) -> Result<(), String> {
        settings.check().map_err(|error| error.to_string())?;
        let tls = connect::tls(settings).map_err(|error| error.to_string())?;
        let place = format!("{}:{}", settings.host, settings.port);
        match connect::bind(settings, &tls).await {
            Ok(bound) => {
                bound.leave().await;
                Ok(())
            }
            Err(error) => Err(format!("{place}: {error}")),
        }
    }

    /// Opens the session, if that has not been done. Needs a runtime.
    fn start(&self) {
        let mut keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(keeper) = keeper.take() {
            tokio::spawn(keeper.keep_bound());
        }
    }

    /// Submits the segments of a message from `first` on.
    async fn submit_from(
        &self,
        first: usize,
        id: MessageId,
        sms: &Sms,
    ) -> Result<SmsTaken, OfferError> {
        let messages = self.messages(id, sms)?;
        let mut reference = None;
        for (segment, message) in messages.into_iter().enumerate().skip(first) {
            let until = Instant::now() + self.settings.timeout;
            let answer = self.submit(message, until).await?;
            let open = Open {
                segment,
                answer: answer.clone(),
            };
            self.open().insert(id, open);
            let taken = self.settle(id, answered(answer, until).await)?;
            reference = Some(taken);
        }
        Ok(SmsTaken {
            provider: self.settings.name.clone(),
            reference: reference.filter(|reference| !reference.is_empty()),
        })
    }

    /// Hands one segment to the session and gives where its answer will be.
    async fn submit(
        &self,
        message: ShortMessage,
        until: Instant,
    ) -> Result<watch::Receiver<Option<Answer>>, OfferError> {
        self.start();
        self.bound(until).await?;
        self.pace.turn(until).await?;
        let place = Arc::clone(&self.window).acquire_owned();
        let Ok(Ok(place)) = tokio::time::timeout_at(until.into(), place).await else {
            return Err(OfferError::busy("all places in the window are taken"));
        };
        let (tell, answer) = watch::channel(None);
        let submit = Submit {
            message,
            until,
            tell,
            _place: place,
        };
        match self.submits.try_send(submit) {
            Ok(()) => Ok(answer),
            Err(_) => Err(OfferError::down("the session has ended")),
        }
    }

    /// Waits until the session is bound, or known not to be.
    async fn bound(&self, until: Instant) -> Result<(), OfferError> {
        let mut state = self.state.clone();
        let known = state.wait_for(|state| !matches!(state, LinkState::Connecting));
        let reason = match tokio::time::timeout_at(until.into(), known).await {
            Ok(Ok(state)) => match &*state {
                LinkState::Bound => return Ok(()),
                LinkState::Down(reason) => reason.clone(),
                LinkState::Connecting => "not connected".to_owned(),
            },
            Ok(Err(_)) => "the session has ended".to_owned(),
            Err(_) => "not connected in time".to_owned(),
        };
        Err(OfferError::down(reason))
    }

    /// The messages of a text. The number by which a phone puts segments together comes from the
    /// id, so that a text that is sent again is the same text to the phone.
    fn messages(&self, id: MessageId, sms: &Sms) -> Result<Vec<ShortMessage>, OfferError> {
        let reference = id.as_bytes().iter().fold(0, |sum: u8, octet| sum ^ octet);
        let segments = segments::split(&sms.text, reference)
            .map_err(|error| OfferError::Refused(error.to_string()))?;
        let last = segments.len().saturating_sub(1);
        // Absolute, in UTC (§7.1.1.1).
        let validity = sms.valid_until.strftime("%y%m%d%H%M%S000+").to_string();
        let message = |(place, segment): (usize, segments::Segment)| ShortMessage {
            source: self.sender.clone(),
            destination: Address::international(sms.to.as_e164()),
            esm_class: segment.esm_class,
            data_coding: segment.data_coding,
            validity: validity.clone(),
            // The last segment stands for all: phones show a text when it is whole.
            registered_delivery: u8::from(place == last),
            octets: segment.octets,
            ..ShortMessage::default()
        };
        Ok(segments.into_iter().enumerate().map(message).collect())
    }

    /// What an answer means, and whether the message stays open.
    fn settle(&self, id: MessageId, answer: Waited) -> Result<String, OfferError> {
        let error = match answer {
            Waited::Answered(Answer::Taken(reference)) => {
                self.pace.well();
                self.open().remove(id);
                return Ok(reference);
            }
            Waited::Answered(Answer::Refused(status)) => sort(status),
            Waited::Answered(Answer::NotSent) => OfferError::down("the session has ended"),
            Waited::Lost => {
                return Err(OfferError::Unknown(
                    "the session ended before the answer".into(),
                ));
            }
            Waited::NotYet => return Err(OfferError::Unknown("no answer in time".into())),
        };
        if let OfferError::NotTaken { busy: true, .. } = error {
            self.pace.slower();
        }
        self.open().remove(id);
        Err(error)
    }

    async fn ask_again(&self, id: MessageId, sms: &Sms) -> Result<SmsTaken, OfferError> {
        let Some(open) = self.open().get(id) else {
            return Err(OfferError::down("it was not submitted"));
        };
        let until = Instant::now() + self.settings.timeout;
        let waited = answered(open.answer, until).await;
        if matches!(waited, Waited::Lost) {
            self.open().remove(id);
            tracing::warn!(%id, provider = self.settings.name, "a message was submitted and never answered; it may arrive twice");
            return Err(OfferError::down("it was never answered"));
        }
        let reference = self.settle(id, waited)?;
        let count = self.messages(id, sms)?.len();
        if open.segment + 1 < count {
            return self.submit_from(open.segment + 1, id, sms).await;
        }
        Ok(SmsTaken {
            provider: self.settings.name.clone(),
            reference: Some(reference).filter(|reference| !reference.is_empty()),
        })
    }

    fn open(&self) -> std::sync::MutexGuard<'_, Remembered<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What waiting for an answer brought.
enum Waited {
    Answered(Answer),
    /// The session ended, or gave up waiting.
    Lost,
    NotYet,
}

async fn answered(mut answer: watch::Receiver<Option<Answer>>, until: Instant) -> Waited {
    let wait = answer.wait_for(Option::is_some);
    match tokio::time::timeout_at(until.into(), wait).await {
        Ok(Ok(answer)) => match &*answer {
            Some(answer) => Waited::Answered(answer.clone()),
            None => Waited::NotYet,
        },
        Ok(Err(_)) => Waited::Lost,
        Err(_) => Waited::NotYet,
    }
}

/// Sorts a refusal (§5.1.3): is the recipient at fault, is the provider busy, or is something wrong
/// with the provider or our settings, so that another provider may do better?
fn sort(status: Status) -> OfferError {
    match status {
        Status::INVALID_DESTINATION
        | Status::INVALID_DESTINATION_TYPE
        | Status::INVALID_DESTINATION_PLAN
        | Status::INVALID_MESSAGE_LENGTH => OfferError::Refused(status.to_string()),
        Status::THROTTLED | Status::QUEUE_FULL => OfferError::busy(status.to_string()),
        Status::INVALID_SOURCE | Status::INVALID_SOURCE_TYPE | Status::INVALID_SOURCE_PLAN => {
            OfferError::down(format!("{status}: is the sender right?"))
        }
        other => OfferError::down(other.to_string()),
    }
}

impl SmsProvider for SmppSms {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn offer<'a>(
        &'a self,
        id: MessageId,
        sms: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, OfferError>> {
        Box::pin(self.submit_from(0, id, sms))
    }

    fn recall<'a>(
        &'a self,
        id: MessageId,
        sms: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, OfferError>> {
        Box::pin(self.ask_again(id, sms))
    }

    fn listen(&self) {
        self.start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_recipient_is_to_blame_for_is_given_up() {
        assert_eq!(
            sort(Status::INVALID_DESTINATION),
            OfferError::Refused("ESME_RINVDSTADR".into())
        );
        assert_eq!(sort(Status::THROTTLED), OfferError::busy("ESME_RTHROTTLED"));
        for status in [Status::SYSTEM_ERROR, Status::INVALID_SOURCE, Status(0x0400)] {
            assert!(
                matches!(sort(status), OfferError::NotTaken { busy: false, .. }),
                "{status}"
            );
        }
    }
}
