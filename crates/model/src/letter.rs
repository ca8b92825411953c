//! The invitation letter and its code: issued, used, superseded, expired or blocked (R241).

use serde::{Deserialize, Serialize};
use vocab::{LetterId, PersonId, Timestamp};

/// How long and how often a letter's code can be used (defaults D1). All are settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterRules {
    /// Days from the request during which the code works. No public source gives a number;
    /// 45 leaves a month after slow mail.
    pub valid_days: u16,
    /// Wrong codes after which the letter is blocked.
    pub tries: u8,
    /// Hours between two letters to one person: a stranger who knows the contrast datum cannot
    /// flood a mailbox.
    pub hours_between: u16,
}

impl Default for LetterRules {
    fn default() -> Self {
        Self {
            valid_days: 45,
            tries: 5,
            hours_between: 24,
        }
    }
}

/// A letter that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Id of the letter.
    pub id: LetterId,
    /// Whom it was issued to: nobody else can use it (R241).
    pub person: PersonId,
    /// Where it stands.
    pub state: LetterState,
    /// Keyed hash of the code; the code itself is stored nowhere but in the outbox, sealed.
    /// `None` for a letter that only says that somebody asked.
    pub code_hash: Option<[u8; 32]>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// The code works before this moment.
    pub expires_at: Timestamp,
    /// Wrong codes so far.
    pub wrong_tries: u8,
}

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    /// Asked for; the code works.
    Issued,
    /// The code was accepted and the registration completed.
    Used,
    /// A newer letter took its place (R239).
    Superseded,
    /// Its time passed.
    Expired,
    /// Too many wrong codes.
    Blocked,
}

impl LetterState {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Used => "used",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
            Self::Blocked => "blocked",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Issued,
            Self::Used,
            Self::Superseded,
            Self::Expired,
            Self::Blocked,
        ]
        .into_iter()
        .find(|state| state.as_str() == word)
    }
}

/// Why a code was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnterCodeError {
    /// Not the code of this person's letter; so many tries are left.
    #[error("wrong code, {left} tries left")]
    Wrong {
        /// Tries left before the letter is blocked.
        left: u8,
    },
    /// This was the last try: the letter is blocked.
    #[error("the letter is blocked")]
    Blocked,
    /// The letter's time has passed.
    #[error("the letter has expired")]
    Expired,
    /// The code was used already.
    #[error("the code was used")]
    Used,
    /// The person asked for a newer letter.
    #[error("a newer letter replaced this one")]
    Superseded,
}

/// Proof that the letter's code was typed by its person. Only [`Letter::enter_code`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterCodeAccepted {
    letter: LetterId,
    person: PersonId,
}

impl LetterCodeAccepted {
    /// Which letter.
    #[must_use]
    pub fn letter(&self) -> LetterId {
        self.letter
    }

    /// Whose.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }
}

impl Letter {
    /// The state that counts at `now`: an issued letter past its time is expired even before the
    /// worker has written so.
    #[must_use]
    pub fn state_at(&self, now: Timestamp) -> LetterState {
        match self.state {
            LetterState::Issued if now >= self.expires_at => LetterState::Expired,
            other => other,
        }
    }

    /// May a new letter be sent, or is this one too recent?
    #[must_use]
    pub fn resend_available(&self, now: Timestamp, rules: LetterRules) -> bool {
        let wait = i64::from(rules.hours_between) * 3600;
        now.as_second()
            .saturating_sub(self.requested_at.as_second())
            >= wait
    }

    /// Compares a code, given as its keyed hash, and counts a wrong one. Returns the letter as it
    /// is to be stored beside the outcome. Accepting does not use the letter up: that happens in
    /// the transaction that completes the registration, so that leaving the flow loses nothing
    /// (R245).
    pub fn enter_code(
        self,
        given_hash: &[u8; 32],
        now: Timestamp,
        rules: LetterRules,
    ) -> (Self, Result<LetterCodeAccepted, EnterCodeError>) {
        let refusal = match self.state_at(now) {
            LetterState::Issued => None,
            LetterState::Used => Some(EnterCodeError::Used),
            LetterState::Superseded => Some(EnterCodeError::Superseded),
            LetterState::Expired => Some(EnterCodeError::Expired),
            LetterState::Blocked => Some(EnterCodeError::Blocked),
        };
        let right = self
            .code_hash
            .is_some_and(|own| vocab::constant_time_eq(&own, given_hash));
        match (refusal, right) {
            // The reason is told only to who holds the code: a stranger with the contrast datum
            // must not learn what became of somebody's letter.
            (Some(reason), true) => (self, Err(reason)),
            (Some(EnterCodeError::Blocked), false) => (self, Err(EnterCodeError::Blocked)),
            (None, true) => {
                let accepted = LetterCodeAccepted {
                    letter: self.id,
                    person: self.person,
                };
                (self, Ok(accepted))
            }
            (_, false) => self.count_wrong(rules),
        }
    }

    fn count_wrong(
        mut self,
        rules: LetterRules,
    ) -> (Self, Result<LetterCodeAccepted, EnterCodeError>) {
        self.wrong_tries = self.wrong_tries.saturating_add(1);
        let left = rules.tries.saturating_sub(self.wrong_tries);
        if left == 0 {
            if self.state == LetterState::Issued {
                self.state = LetterState::Blocked;
            }
            return (self, Err(EnterCodeError::Blocked));
        }
        (self, Err(EnterCodeError::Wrong { left }))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;

    const RIGHT: [u8; 32] = [7; 32];
    const WRONG: [u8; 32] = [8; 32];

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn letter() -> Letter {
        let entropy = SeededEntropy::new(1);
        Letter {
            id: LetterId::new(at(0), &entropy),
            person: PersonId::new(at(0), &entropy),
            state: LetterState::Issued,
            code_hash: Some(RIGHT),
            requested_at: at(0),
            expires_at: at(45 * 86_400),
            wrong_tries: 0,
        }
    }

    #[test]
    fn the_right_code_is_accepted_until_the_last_second() {
        let rules = LetterRules::default();
        assert!(
            letter()
                .enter_code(&RIGHT, at(45 * 86_400 - 1), rules)
                .1
                .is_ok()
        );
        let late = letter().enter_code(&RIGHT, at(45 * 86_400), rules).1;
        assert_eq!(late, Err(EnterCodeError::Expired));
    }

    #[test]
    fn five_wrong_codes_block_the_letter_for_the_right_one_too() {
        let rules = LetterRules::default();
        let mut letter = letter();
        for left in [4, 3, 2, 1] {
            let (next, outcome) = letter.enter_code(&WRONG, at(10), rules);
            assert_eq!(outcome, Err(EnterCodeError::Wrong { left }));
            letter = next;
        }
        let (letter, outcome) = letter.enter_code(&WRONG, at(10), rules);
        assert_eq!(outcome, Err(EnterCodeError::Blocked));
        assert_eq!(letter.state, LetterState::Blocked);
        assert_eq!(
            letter.enter_code(&RIGHT, at(10), rules).1,
            Err(EnterCodeError::Blocked)
        );
    }

    #[test]
    fn the_reason_is_told_only_to_who_holds_the_code() {
        let rules = LetterRules::default();
        for (state, reason) in [
            (LetterState::Used, EnterCodeError::Used),
            (LetterState::Superseded, EnterCodeError::Superseded),
            (LetterState::Expired, EnterCodeError::Expired),
        ] {
            let letter = Letter { state, ..letter() };
            assert_eq!(
                letter.clone().enter_code(&RIGHT, at(1), rules).1,
                Err(reason)
            );
            let stranger = letter.enter_code(&WRONG, at(1), rules).1;
            assert_eq!(stranger, Err(EnterCodeError::Wrong { left: 4 }));
        }
    }

    #[test]
    fn a_letter_without_code_accepts_nothing() {
        let letter = Letter {
            code_hash: None,
            ..letter()
        };
        let outcome = letter.enter_code(&RIGHT, at(1), LetterRules::default()).1;
        assert_eq!(outcome, Err(EnterCodeError::Wrong { left: 4 }));
    }

    #[test]
    fn a_second_letter_waits_a_day() {
        let rules = LetterRules::default();
        assert!(!letter().resend_available(at(86_399), rules));
        assert!(letter().resend_available(at(86_400), rules));
    }
}
