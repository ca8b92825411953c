//! Messages that leave: SMS, e-mail, push, letters on paper. Nothing is sent except from the
//! outbox, so every message has an id by which a gateway can recognise a repeat.

use model::push::PushAddress;
use serde::{Deserialize, Serialize};
use vocab::{EmailAddress, Lang, MessageId, PhoneNumber, PostalAddress, SignedDuration, Timestamp};

use crate::BoxFuture;

/// Why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Worth another try later: the gateway is down, slow or throttling.
    #[error("the gateway did not take the message now: {0}")]
    Retry(String),
    /// No use to try again: the address is refused for good.
    #[error("the gateway refused the message for good: {0}")]
    Refused(String),
}

/// A text message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sms {
    /// Recipient.
    pub to: PhoneNumber,
    /// What it says, without links. Ours are one segment of the GSM 7-bit table (160 characters);
    /// a gateway carries longer ones and other characters in as many messages as they need, or
    /// refuses them.
    pub text: String,
    /// After this moment it is worth nothing; a network that can be told drops it then.
    pub valid_until: Timestamp,
}

/// A text message that a provider took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SmsTaken {
    /// The provider's name in the configuration.
    pub provider: String,
    /// By which the provider's report will name the message, where it sends reports.
    pub reference: Option<String>,
}

/// What a provider says later about a text message that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    /// As in [`SmsTaken`].
    pub provider: String,
    /// As in [`SmsTaken`].
    pub reference: String,
    /// Whether it reached the phone. Nothing more will come.
    pub delivered: bool,
    /// The network's own words, for the operator, for example `UNDELIV 011`.
    pub detail: String,
}

/// An e-mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email {
    /// Recipient.
    pub to: EmailAddress,
    /// Subject: the fact.
    pub subject: String,
    /// Plain text body.
    pub text: String,
}

/// A letter on paper, ready to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLetter {
    /// Recipient's name and postal address, for the manifest.
    pub recipient: String,
    /// Where it goes.
    pub address: PostalAddress,
    /// Language of the letter.
    pub lang: Lang,
    /// The letter as PDF.
    pub pdf: Vec<u8>,
}

/// A push message to the app. It is encrypted for the device on its way out, and carries nothing
/// personal all the same: the app asks for what it is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Push {
    /// Where the device is reached.
    pub to: PushAddress,
    /// Id of the key of ours that the device subscribed to.
    pub key_id: String,
    /// What it says, in the clear.
    pub payload: Vec<u8>,
    /// A newer message of the same topic replaces one that waits at the push service: 1 to 32
    /// characters of base64url.
    pub topic: &'static str,
    /// After this moment it is worth nothing; the push service drops it then.
    pub valid_until: Timestamp,
}

/// Why a push message was not sent.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// Worth another try later.
    #[error("the push service did not take the message now: {reason}")]
    Retry {
        /// For the operator; names nobody.
        reason: String,
        /// The push service asks for this wait at least.
        after: Option<SignedDuration>,
    },
    /// No use to try again.
    #[error("the push service refused the message for good: {0}")]
    Refused(String),
    /// The subscription has ended: nothing will ever arrive there.
    #[error("the subscription has ended")]
    Gone,
}

/// Sends text messages.
pub trait SmsGateway: Send + Sync {
    /// Hands one message over; `id` lets the gateway refuse a repeat.
    fn send<'a>(
        &'a self,
        id: MessageId,
        sms: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, SendError>>;

    /// Waits for the next report on what became of a message. A wait that is dropped loses none.
    /// It never ends where no provider sends reports.
    fn report(&self) -> BoxFuture<'_, DeliveryReport> {
        Box::pin(std::future::pending())
    }
}

/// Sends e-mail.
pub trait Mailer: Send + Sync {
    /// Hands one message over; `id` becomes part of the Message-ID.
    fn send<'a>(&'a self, id: MessageId, email: &'a Email) -> BoxFuture<'a, Result<(), SendError>>;
}

/// Hands letters to the print house.
pub trait LetterPrinter: Send + Sync {
    /// Hands one letter over, PDF and manifest together or not at all.
    fn print<'a>(
        &'a self,
        id: MessageId,
        letter: &'a PaperLetter,
    ) -> BoxFuture<'a, Result<(), SendError>>;
}

/// Sends push messages.
pub trait PushSender: Send + Sync {
    /// Hands one message over.
    fn push<'a>(&'a self, id: MessageId, push: &'a Push) -> BoxFuture<'a, Result<(), PushError>>;
}
