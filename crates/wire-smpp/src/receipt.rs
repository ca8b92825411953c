//! What became of a message (§5.2.28, appendix B).
//!
//! A receipt says it in a text whose form is the provider's own, or in optional parameters, or in
//! both; the parameters win.

use crate::{ShortMessage, Tag, Tlv, text};

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageState {
    /// It is under way.
    Enroute,
    /// It reached the phone.
    Delivered,
    /// Its validity ended first.
    Expired,
    /// It was deleted.
    Deleted,
    /// It cannot be delivered.
    Undeliverable,
    /// A person took it on behalf of the subscriber.
    Accepted,
    /// Nobody knows.
    Unknown,
    /// It was refused.
    Rejected,
}

impl MessageState {
    const ALL: [(Self, u8, &'static str); 8] = [
        (Self::Enroute, 1, "ENROUTE"),
        (Self::Delivered, 2, "DELIVRD"),
        (Self::Expired, 3, "EXPIRED"),
        (Self::Deleted, 4, "DELETED"),
        (Self::Undeliverable, 5, "UNDELIV"),
        (Self::Accepted, 6, "ACCEPTD"),
        (Self::Unknown, 7, "UNKNOWN"),
        (Self::Rejected, 8, "REJECTD"),
    ];

    /// By its number (§5.2.28).
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(_, known, _)| *known == number)
            .map(|(state, ..)| *state)
    }

    /// By its word (appendix B).
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(.., known)| known.eq_ignore_ascii_case(word))
            .map(|(state, ..)| *state)
    }

    /// Its word (appendix B).
    #[must_use]
    pub fn word(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(state, ..)| *state == self)
            .map_or("UNKNOWN", |(.., word)| word)
    }

    /// Its number (§5.2.28).
    #[must_use]
    pub fn number(self) -> u8 {
        let mut all = Self::ALL.iter();
        all.find(|(state, ..)| *state == self)
            .map_or(7, |(_, number, _)| *number)
    }
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The message that it is about, as the provider named it when it took it.
    pub message_id: String,
    /// What became of it.
    pub state: MessageState,
    /// The network's reason, for example `011`; the numbers are the provider's own.
    pub error: Option<String>,
}

impl Receipt {
    /// Reads a receipt. `None`: the message is no receipt, or names no message or no state.
    #[must_use]
    pub fn read(message: &ShortMessage) -> Option<Self> {
        if !message.esm_class.is_receipt() {
            return None;
        }
        let words = text::read(message).map(|words| words.text);
        let words = words.unwrap_or_default();
        let option = |tag| Tlv::find(&message.options, tag);
        let message_id = option(Tag::RECEIPTED_MESSAGE_ID)
            .and_then(Tlv::as_text)
            .filter(|id| !id.is_empty())
            .or_else(|| field(&words, "id").map(str::to_owned))?;
        let state = option(Tag::MESSAGE_STATE)
            .and_then(|tlv| tlv.value.first().copied())
            .and_then(MessageState::from_number)
            .or_else(|| MessageState::from_word(field(&words, "stat")?))?;
        let error = field(&words, "err").map(str::to_owned);
        Some(Self {
            message_id,
            state,
            error,
        })
    }

    /// The text of appendix B, with `moment` (`YYMMDDhhmm`) as both dates.
    #[must_use]
    pub fn text(&self, moment: &str) -> String {
        let delivered = u8::from(self.state == MessageState::Delivered);
        format!(
            "id:{} sub:001 dlvrd:00{delivered} submit date:{moment} done date:{moment} stat:{} \
             err:{} text:",
            self.message_id,
            self.state.word(),
            self.error.as_deref().unwrap_or("000"),
        )
    }
}

/// The word after `name:`, where the name begins a word; nothing that stands in the text of the
/// message is taken for a field.
fn field<'a>(words: &'a str, name: &str) -> Option<&'a str> {
    words
        .split_ascii_whitespace()
        .take_while(|word| !begins(word, "text"))
        .find(|word| begins(word, name))
        .and_then(|word| word.get(name.len() + 1..))
        .filter(|value| !value.is_empty())
}

fn begins(word: &str, name: &str) -> bool {
    let head = word.get(..name.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(name))
        && word.as_bytes().get(name.len()) == Some(&b':')
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{EsmClass, gsm7};

    fn message(text: &str, options: Vec<Tlv>) -> ShortMessage {
        ShortMessage {
            esm_class: EsmClass::RECEIPT,
            octets: gsm7::encode(text).unwrap(),
            options,
            ..ShortMessage::default()
        }
    }

    /// The example of appendix B, and what else goes round.
    #[test]
    fn reads_the_text_in_the_forms_that_go_round() {
        for text in [
            "id:4711 sub:001 dlvrd:001 submit date:2611221001 done date:2611221002 stat:DELIVRD err:000 text:ALDABA: su PIN",
            "id:4711 sub:001 dlvrd:001 submit date:261122100107 done date:261122100209 stat:DELIVRD err:000 Text:",
            "ID:4711 STAT:delivrd ERR:000",
            "stat:DELIVRD id:4711 err:000",
        ] {
            let receipt = Receipt::read(&message(text, Vec::new())).unwrap();
            assert_eq!(receipt.message_id, "4711", "{text}");
            assert_eq!(receipt.state, MessageState::Delivered, "{text}");
            assert_eq!(receipt.error.as_deref(), Some("000"), "{text}");
        }
    }

    #[test]
    fn the_optional_parameters_win_over_the_text() {
        let options = vec![
            Tlv::text(Tag::RECEIPTED_MESSAGE_ID, "0f3a"),
            Tlv::octet(Tag::MESSAGE_STATE, 5),
        ];
        let receipt = Receipt::read(&message("id:3898 stat:DELIVRD", options.clone())).unwrap();
        assert_eq!(receipt.message_id, "0f3a");
        assert_eq!(receipt.state, MessageState::Undeliverable);
        let silent = Receipt::read(&message("", options)).unwrap();
        assert_eq!((silent.message_id.as_str(), silent.error), ("0f3a", None));
    }

    #[test]
    fn what_names_no_message_or_no_state_is_none() {
        for text in [
            "",
            "id: stat:DELIVRD",
            "id:1",
            "id:1 stat:PERHAPS",
            "stat:DELIVRD",
            "paid:1 stat:DELIVRD",
            "stat:DELIVRD text:id:1",
        ] {
            assert_eq!(Receipt::read(&message(text, Vec::new())), None, "{text}");
        }
        let mut ordinary = message("id:1 stat:DELIVRD", Vec::new());
        ordinary.esm_class = EsmClass::ORDINARY;
        assert_eq!(Receipt::read(&ordinary), None);
    }

    #[test]
    fn every_state_is_known_by_number_and_word_and_written_as_it_is_read() {
        for number in 1..=8 {
            let state = MessageState::from_number(number).unwrap();
            assert_eq!(MessageState::from_word(state.word()), Some(state));
            assert_eq!(state.number(), number);
            let receipt = Receipt {
                message_id: "m-1".into(),
                state,
                error: Some("011".into()),
            };
            let text = receipt.text("2611221001");
            assert_eq!(Receipt::read(&message(&text, Vec::new())), Some(receipt));
        }
        assert_eq!(MessageState::from_number(0), None);
        assert_eq!(MessageState::from_number(9), None);
    }
}
