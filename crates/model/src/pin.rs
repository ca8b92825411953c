//! The one-time PIN: three characters, ten minutes, one use, bound to the browser that asked
//! (R124–R126, R250; defaults D6–D8).
//!
//! A challenge exists for every number that is typed with the right contrast datum, registered or
//! not, so that neither the page nor its timing tells which (invariant 11).

use serde::{Deserialize, Serialize};
use vocab::{PersonId, PinChallengeId, Timestamp};

/// The rules of the PIN. All are settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinRules {
    /// Seconds during which a PIN works (RES-2015 an. I 4.2: ten minutes).
    pub valid_s: u32,
    /// Seconds after which the SMS is offered, the same for everybody (R128).
    pub sms_after_s: u32,
    /// Wrong PINs after which it is void. Three tries at 32,768 values are 1 in 10,900.
    pub tries: u8,
    /// SMS with a PIN that one person's phone may receive in an hour, whoever asks.
    pub sms_an_hour: u16,
    /// Wrong PINs an hour, on the whole platform, above which PINs grow to six characters:
    /// ten thousand numbers tried three times would open about one.
    pub wrong_budget_an_hour: u32,
    /// Wrong PINs in an hour, whichever PIN they were tries at, after which one number in one
    /// browser has to wait (R251). Asking for a new PIN after two wrong ones buys no more tries.
    pub wrong_before_pause: u16,
    /// Wrong PINs in an hour after which one browser has to wait, whatever the numbers.
    pub wrong_of_browser_an_hour: u16,
    /// Wrong PINs in an hour after which one origin has to wait. An office full of people who
    /// mistype shares one; a network of guessers does too.
    pub wrong_of_origin_an_hour: u32,
}

impl Default for PinRules {
    fn default() -> Self {
        Self {
            valid_s: 600,
            sms_after_s: 60,
            tries: 3,
            sms_an_hour: 6,
            wrong_budget_an_hour: 1_000,
            wrong_before_pause: 9,
            wrong_of_browser_an_hour: 30,
            wrong_of_origin_an_hour: 200,
        }
    }
}

/// Where a PIN challenge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PinState {
    /// A PIN works.
    Issued,
    /// It was used.
    Used,
    /// The same browser asked for another.
    Superseded,
    /// Too many wrong PINs.
    Void,
}

impl PinState {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Used => "used",
            Self::Superseded => "superseded",
            Self::Void => "void",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Issued, Self::Used, Self::Superseded, Self::Void]
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}

/// A PIN that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinChallenge {
    /// Id of the challenge.
    pub id: PinChallengeId,
    /// Who it identifies; `None` where nobody usable stands behind the number.
    pub person: Option<PersonId>,
    /// Keyed hash of the secret in the browser's flow cookie.
    pub browser_hash: [u8; 32],
    /// Keyed hash of user part and PIN.
    pub code_hash: [u8; 32],
    /// Where it stands.
    pub state: PinState,
    /// When the browser asked first: the SMS is offered from here.
    pub requested_at: Timestamp,
    /// When the PIN that works now was made.
    pub issued_at: Timestamp,
    /// Wrong PINs so far.
    pub wrong_tries: u8,
}

/// Why a PIN was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnterPinError {
    /// Not the PIN; so many tries are left.
    #[error("wrong PIN, {left} tries left")]
    Wrong {
        /// Tries left.
        left: u8,
    },
    /// Too many wrong PINs: another must be asked for.
    #[error("the PIN is void after too many tries")]
    Void,
    /// Ten minutes have passed (R126).
    #[error("the PIN has expired")]
    Expired,
    /// It was used already (R124).
    #[error("the PIN was used")]
    Used,
    /// The browser asked for another, or another browser shows it (R250).
    #[error("another PIN took its place")]
    Superseded,
}

/// Proof that the person typed the PIN in the browser that asked for it. Only
/// [`PinChallenge::enter`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinAccepted {
    person: PersonId,
}

impl PinAccepted {
    /// Whose PIN it was.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }
}

impl PinChallenge {
    /// Moment from which the page offers the SMS.
    #[must_use]
    pub fn sms_from(&self, rules: PinRules) -> Timestamp {
        plus_seconds(self.requested_at, rules.sms_after_s)
    }

    /// Moment from which the PIN no longer works.
    #[must_use]
    pub fn expires_at(&self, rules: PinRules) -> Timestamp {
        plus_seconds(self.issued_at, rules.valid_s)
    }

    /// The challenge as a limit beyond its own tries ends it: too many wrong PINs of this browser
    /// or this origin.
    #[must_use]
    pub fn voided(mut self) -> Self {
        if self.state == PinState::Issued {
            self.state = PinState::Void;
        }
        self
    }

    /// Compares a PIN, given as its keyed hash with the user part, in the browser whose secret
    /// hashes to `browser_hash`. Returns the challenge as it is to be stored beside the outcome.
    pub fn enter(
        mut self,
        browser_hash: &[u8; 32],
        code_hash: &[u8; 32],
        now: Timestamp,
        rules: PinRules,
    ) -> (Self, Result<PinAccepted, EnterPinError>) {
        if !vocab::constant_time_eq(&self.browser_hash, browser_hash) {
            return (self, Err(EnterPinError::Superseded));
        }
        let refusal = match self.state {
            PinState::Issued if now >= self.expires_at(rules) => Some(EnterPinError::Expired),
            PinState::Issued => None,
            PinState::Used => Some(EnterPinError::Used),
            PinState::Superseded => Some(EnterPinError::Superseded),
            PinState::Void => Some(EnterPinError::Void),
        };
        if let Some(reason) = refusal {
            return (self, Err(reason));
        }
        let right = vocab::constant_time_eq(&self.code_hash, code_hash);
        if let (true, Some(person)) = (right, self.person) {
            self.state = PinState::Used;
            return (self, Ok(PinAccepted { person }));
        }
        self.wrong_tries = self.wrong_tries.saturating_add(1);
        let left = rules.tries.saturating_sub(self.wrong_tries);
        if left == 0 {
            self.state = PinState::Void;
            return (self, Err(EnterPinError::Void));
        }
        (self, Err(EnterPinError::Wrong { left }))
    }
}

fn plus_seconds(from: Timestamp, seconds: u32) -> Timestamp {
    from.checked_add(jiff::SignedDuration::from_secs(i64::from(seconds)))
        .unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;

    const BROWSER: [u8; 32] = [1; 32];
    const RIGHT: [u8; 32] = [2; 32];
    const WRONG: [u8; 32] = [3; 32];

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn challenge() -> PinChallenge {
        let entropy = SeededEntropy::new(1);
        PinChallenge {
            id: PinChallengeId::new(at(0), &entropy),
            person: Some(PersonId::new(at(0), &entropy)),
            browser_hash: BROWSER,
            code_hash: RIGHT,
            state: PinState::Issued,
            requested_at: at(0),
            issued_at: at(0),
            wrong_tries: 0,
        }
    }

    fn enter(
        c: PinChallenge,
        code: &[u8; 32],
        second: i64,
    ) -> (PinChallenge, Result<PinAccepted, EnterPinError>) {
        c.enter(&BROWSER, code, at(second), PinRules::default())
    }

    #[test]
    fn a_pin_is_used_once() {
        let (used, first) = enter(challenge(), &RIGHT, 599);
        assert!(first.is_ok());
        assert_eq!(enter(used, &RIGHT, 599).1, Err(EnterPinError::Used));
    }

    #[test]
    fn ten_minutes_are_the_end() {
        assert_eq!(
            enter(challenge(), &RIGHT, 600).1,
            Err(EnterPinError::Expired)
        );
    }

    #[test]
    fn another_browser_cannot_use_it_and_costs_no_try() {
        let (c, outcome) = challenge().enter(&[9; 32], &RIGHT, at(1), PinRules::default());
        assert_eq!(outcome, Err(EnterPinError::Superseded));
        assert_eq!(c.wrong_tries, 0);
    }

    #[test]
    fn the_third_wrong_pin_voids_it() {
        let (c, outcome) = enter(challenge(), &WRONG, 1);
        assert_eq!(outcome, Err(EnterPinError::Wrong { left: 2 }));
        let (c, _) = enter(c, &WRONG, 1);
        let (c, outcome) = enter(c, &WRONG, 1);
        assert_eq!(outcome, Err(EnterPinError::Void));
        assert_eq!(enter(c, &RIGHT, 1).1, Err(EnterPinError::Void));
    }

    #[test]
    fn a_limit_voids_what_still_works_and_nothing_else() {
        let (used, _) = enter(challenge(), &RIGHT, 1);
        assert_eq!(challenge().voided().state, PinState::Void);
        assert_eq!(used.voided().state, PinState::Used);
    }

    #[test]
    fn nobody_behind_the_number_looks_like_a_wrong_pin() {
        let nobody = PinChallenge {
            person: None,
            ..challenge()
        };
        assert_eq!(
            enter(nobody, &RIGHT, 1).1,
            Err(EnterPinError::Wrong { left: 2 })
        );
    }
}
