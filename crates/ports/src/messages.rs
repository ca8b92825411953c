//! Messages that leave: SMS, e-mail, push, letters on paper. Nothing is sent except from the
//! outbox, so every message has an id by which a gateway can recognise a repeat.

use serde::{Deserialize, Serialize};
use vocab::{EmailAddress, Lang, MessageId, PhoneNumber, PostalAddress};

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
    /// At most 160 characters of the GSM 7-bit table, no links.
    pub text: String,
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

/// A push message to the app: never carries a secret in the clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// Subscription endpoint, opaque here.
    pub endpoint: String,
    /// Payload, already encrypted for the device.
    pub payload: Vec<u8>,
}

/// Sends text messages.
pub trait SmsGateway: Send + Sync {
    /// Hands one message over; `id` lets the gateway refuse a repeat.
    fn send<'a>(&'a self, id: MessageId, sms: &'a Sms) -> BoxFuture<'a, Result<(), SendError>>;
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
    fn push<'a>(&'a self, id: MessageId, push: &'a Push) -> BoxFuture<'a, Result<(), SendError>>;
}
