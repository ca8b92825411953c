//! From a fact to words: what a message says, in the person's language.
//!
//! Which fact may travel which way is decided here once: a code that proves possession of a phone,
//! a PIN and an activation code never go by e-mail, a letter is only ever an invitation, and a push
//! message says nothing but that there is something to look at.

mod dates;
mod email;
mod letter;
mod push;
mod sms;

use std::sync::Arc;

use model::{
    body::Body,
    notice::{Channel, OutgoingNotice},
};
use ports::{
    documents::Document,
    messages::{Email, Push, Sms},
};
use vocab::{PersonName, PostalAddress, Timestamp};

/// Longest alias that networks take as alphanumeric sender (3GPP TS 23.040 §9.1.2.5).
const ALIAS: usize = 11;

/// The room that texts leave for the telephone of the helpline, for example `+34 900 123 456`.
const HELPLINE: usize = 16;

/// In whose name messages are written.
#[derive(Debug, Clone)]
pub struct Letterhead {
    body: Arc<Body>,
    alias: String,
    helpline: String,
    register_address: String,
    alert_address: String,
}

/// Settings with which no message can be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterheadError {
    /// The name at the beginning of text messages.
    #[error("the name at the beginning of text messages must have 1 to {ALIAS} GSM-7 characters")]
    Alias,
    /// The telephone of the helpline.
    #[error("the telephone of the helpline must have 1 to {HELPLINE} GSM-7 characters")]
    Helpline,
}

impl Letterhead {
    /// Messages of `body`. `alias` begins every text message, so that it says who writes even
    /// where the network shows another sender (`domain/defaults.md` D33, D34); `register_address`
    /// is printed in letters, for example `https://identidad.example/register`; below
    /// `alert_address`, for example `https://identidad.example/alert`, are the only links that
    /// messages carry.
    ///
    /// # Errors
    /// [`LetterheadError`]: a part would not leave room for the message.
    pub fn new(
        body: Arc<Body>,
        alias: &str,
        register_address: impl Into<String>,
        alert_address: impl Into<String>,
    ) -> Result<Self, LetterheadError> {
        let fits =
            |text: &str, room| crate::gsm7::septets(text).is_some_and(|n| n > 0 && n <= room);
        if !fits(alias, ALIAS) {
            return Err(LetterheadError::Alias);
        }
        let helpline = body.contact.helpline.clone();
        if !fits(&helpline, HELPLINE) {
            return Err(LetterheadError::Helpline);
        }
        let (alias, register_address) = (alias.to_owned(), register_address.into());
        let alert_address = alert_address.into();
        Ok(Self {
            body,
            alias,
            helpline,
            register_address,
            alert_address,
        })
    }
}

/// A message in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Composed {
    /// Ready for the SMS gateway.
    Sms(Sms),
    /// Ready for the mail server.
    Email(Email),
    /// Ready to be rendered and printed.
    Letter(Box<ComposedLetter>),
    /// Ready for the push service.
    Push(Box<Push>),
}

/// A letter before it is rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposedLetter {
    /// What the renderer turns into a PDF.
    pub document: Document,
    /// Name on the envelope.
    pub name: PersonName,
    /// Address on the envelope.
    pub address: PostalAddress,
    /// What the letter is, in words, for example "Invitation letter".
    pub subject: &'static str,
    /// What the letter says, in short, for whoever cannot see the PDF.
    pub text: String,
}

/// The fact does not travel this way: a defect of the use case that wrote the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a {kind} does not travel by {channel}")]
pub struct WrongChannel {
    kind: &'static str,
    channel: &'static str,
}

/// Puts a notice into words. `since` is when the fact happened: the moment at which the message
/// was queued.
///
/// # Errors
/// [`WrongChannel`]: the fact does not travel this way.
pub fn compose(
    notice: &OutgoingNotice,
    since: Timestamp,
    head: &Letterhead,
) -> Result<Composed, WrongChannel> {
    let composed = match &notice.channel {
        Channel::Sms(to) => sms::text(notice, head).map(|text| {
            Composed::Sms(Sms {
                to: to.clone(),
                text,
                valid_until: notice.send_before,
            })
        }),
        Channel::Email(to) => email::parts(notice, since, head).map(|(subject, text)| {
            Composed::Email(Email {
                to: to.clone(),
                subject: subject.to_owned(),
                text,
            })
        }),
        Channel::Letter { name, address } => letter::letter(notice, name, address, head)
            .map(|letter| Composed::Letter(Box::new(letter))),
        Channel::Push(target) => {
            push::push(notice, target).map(|push| Composed::Push(Box::new(push)))
        }
    };
    composed.ok_or(WrongChannel {
        kind: notice.kind_word(),
        channel: notice.channel_word(),
    })
}

#[cfg(test)]
mod tests;
