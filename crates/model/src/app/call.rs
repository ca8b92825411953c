//! A request by telephone or back channel (R009; OpenID Connect CIBA Core 1.0): somebody who has a
//! person on the telephone asks for them by their number, and the person confirms in the app.
//!
//! There is no browser of the person's whose number they could type. Instead both sides have the
//! same words: whoever asks reads them out, the app shows them, and the person confirms if and only
//! if they are the same. Without them the app would confirm whatever arrives first.

mod words;

use serde::{Deserialize, Serialize};
use vocab::{Entropy, Lang, Line, LineError, SignedDuration, Timestamp};

/// The words that both sides have: at most [`BindingMessage::MAX_CHARS`] characters on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BindingMessage(Line);

/// A text cannot be read out and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BindingMessageError {
    /// Empty, or with characters that cannot be printed.
    #[error(transparent)]
    Line(#[from] LineError),
    /// More characters than can be compared at a glance.
    #[error("the message is longer than {} characters", BindingMessage::MAX_CHARS)]
    TooLong,
}

impl BindingMessage {
    /// What fits on one line of a phone and can be read out in a breath; CIBA Core §7.1 asks for
    /// something relatively short.
    pub const MAX_CHARS: usize = 64;

    /// Reads a message of a relying party.
    ///
    /// # Errors
    /// [`BindingMessageError`].
    pub fn parse(text: &str) -> Result<Self, BindingMessageError> {
        let line = Line::parse(text)?;
        if line.as_str().chars().count() > Self::MAX_CHARS {
            return Err(BindingMessageError::TooLong);
        }
        Ok(Self(line))
    }

    /// Two words of a language and two digits, drawn: `luna puente 47`. One in 362,880, more than
    /// anybody guesses in the minutes that a request lives, and easy to say.
    #[must_use]
    pub fn draw(lang: Lang, entropy: &dyn Entropy) -> Self {
        let mut random = [0; 3];
        entropy.fill(&mut random);
        let [first, second, number] = random;
        let list = words::of(lang);
        let pick = |byte: u8| list.get(usize::from(byte) % list.len()).copied();
        // Never the same word twice: whoever writes along would think that they misheard.
        let second = if usize::from(first) % list.len() == usize::from(second) % list.len() {
            second.wrapping_add(1)
        } else {
            second
        };
        let words = [pick(first), pick(second)].map(Option::unwrap_or_default);
        let [first, second] = words;
        let text = format!("{first} {second} {}", 10 + number % 90);
        // Cannot fail: the words are short, and a test reads every one of them.
        Self(Line::parse(&text).expect("words of the list"))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// How a relying party learns that its request was answered (CIBA Core §5). We do not push tokens:
/// they would leave us without the client authenticating for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// It asks.
    Poll,
    /// It is told that it may ask.
    Ping,
}

impl Delivery {
    /// The word in the database and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Poll => "poll",
            Self::Ping => "ping",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Poll, Self::Ping]
            .into_iter()
            .find(|delivery| delivery.as_str() == word)
    }
}

/// How often a relying party may ask about one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// Seconds that it must leave between two questions.
    pub interval_s: u32,
    /// When it asked last.
    pub asked_at: Option<Timestamp>,
}

/// The client asked too soon, and must leave more time from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("asked too soon")]
pub struct TooSoon;

/// What one question too soon adds (CIBA Core §11: five seconds, for all that follow).
const SLOWER_BY_S: u32 = 5;

/// No client is made to wait longer: a request lives five minutes.
const SLOWEST_S: u32 = 60;

impl Pace {
    /// What a client is told at first (CIBA Core §7.3: five seconds where nothing is said).
    pub const FIRST: Self = Self {
        interval_s: 5,
        asked_at: None,
    };

    /// The client asks. Returns the pace as it is to be stored beside the outcome.
    pub fn ask(self, now: Timestamp) -> (Self, Result<(), TooSoon>) {
        let interval = SignedDuration::from_secs(i64::from(self.interval_s));
        let soon = self
            .asked_at
            .and_then(|asked| asked.checked_add(interval).ok())
            .is_some_and(|earliest| now < earliest);
        let slower = if soon { SLOWER_BY_S } else { 0 };
        let after = Self {
            interval_s: self.interval_s.saturating_add(slower).min(SLOWEST_S),
            asked_at: Some(now),
        };
        (after, if soon { Err(TooSoon) } else { Ok(()) })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use std::collections::BTreeSet;

    use vocab::SeededEntropy;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn every_list_has_sixty_four_words_that_can_be_told_apart_and_said() {
        for lang in Lang::ALL {
            let list = words::of(lang);
            let apart: BTreeSet<&str> = list.iter().copied().collect();
            assert_eq!((list.len(), apart.len()), (64, 64), "{lang:?}");
            for word in list {
                let length = word.chars().count();
                assert!((3..=8).contains(&length), "{lang:?}: {word}");
                assert!(word.chars().all(char::is_lowercase), "{lang:?}: {word}");
            }
        }
    }

    #[test]
    fn what_is_drawn_is_two_words_and_two_digits() {
        let mut seen = BTreeSet::new();
        for seed in 0..500 {
            let entropy = SeededEntropy::new(seed);
            let drawn = BindingMessage::draw(Lang::Es, &entropy);
            let parts: Vec<&str> = drawn.as_str().split(' ').collect();
            let [first, second, number] = parts.as_slice() else {
                panic!("{drawn:?}");
            };
            assert_ne!(first, second);
            assert!((10..100).contains(&number.parse::<u8>().unwrap()));
            assert_eq!(BindingMessage::parse(drawn.as_str()), Ok(drawn.clone()));
            seen.insert(drawn.as_str().to_owned());
        }
        assert!(seen.len() > 490, "{}", seen.len());
    }

    #[test]
    fn a_message_is_one_short_line_without_tricks() {
        assert!(BindingMessage::parse("W4SCT").is_ok());
        assert!(BindingMessage::parse(&"x".repeat(64)).is_ok());
        let long = BindingMessage::parse(&"x".repeat(65));
        assert_eq!(long, Err(BindingMessageError::TooLong));
        for bad in ["", " ", "a\nb", "a\u{202e}b", "a\u{200b}b"] {
            assert!(BindingMessage::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn whoever_asks_too_soon_has_to_leave_more_time() {
        let (pace, first) = Pace::FIRST.ask(at(0));
        assert_eq!((pace.interval_s, first), (5, Ok(())));
        let (pace, in_time) = pace.ask(at(5));
        assert_eq!((pace.interval_s, in_time), (5, Ok(())));
        let (pace, soon) = pace.ask(at(9));
        assert_eq!((pace.interval_s, soon), (10, Err(TooSoon)));
        let (pace, soon) = pace.ask(at(18));
        assert_eq!((pace.interval_s, soon), (15, Err(TooSoon)));
        let (mut pace, in_time) = pace.ask(at(33));
        assert_eq!((pace.interval_s, in_time), (15, Ok(())));
        for second in 34..60 {
            pace = pace.ask(at(second)).0;
        }
        assert_eq!(pace.interval_s, SLOWEST_S);
    }
}
