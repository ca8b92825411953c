//! Proof of possession of a phone: a six-digit code by SMS, five minutes, three tries
//! (defaults D5).

use serde::{Deserialize, Serialize};
use vocab::{PhoneNumber, Timestamp};

/// How long and how often a phone code can be used. All are settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhoneCodeRules {
    /// Seconds during which the code works.
    pub valid_s: u32,
    /// Wrong codes after which it is void.
    pub tries: u8,
    /// Codes that one flow may ask for: an SMS costs money and rings somebody's phone.
    pub sends: u8,
    /// Seconds before another code goes to the same phone: an SMS takes some, and each new code
    /// voids the one that is still on its way.
    pub resend_after_s: u32,
}

impl Default for PhoneCodeRules {
    fn default() -> Self {
        Self {
            valid_s: 300,
            tries: 3,
            sends: 5,
            resend_after_s: 30,
        }
    }
}

/// A code that was sent to a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneChallenge {
    /// Where it was sent.
    pub phone: PhoneNumber,
    /// Keyed hash of the code.
    pub code_hash: [u8; 32],
    /// The code works before this moment.
    pub expires_at: Timestamp,
    /// Wrong codes so far.
    pub wrong_tries: u8,
}

/// Why a phone code was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneCodeError {
    /// Not the code; so many tries are left.
    #[error("wrong code, {left} tries left")]
    Wrong {
        /// Tries left.
        left: u8,
    },
    /// Too many wrong codes: a new one must be asked for.
    #[error("the code is void after too many tries")]
    Void,
    /// Its time has passed: a new one must be asked for.
    #[error("the code has expired")]
    Expired,
}

/// Proof that the person has this phone in the hand. Only [`PhoneChallenge::enter_code`] makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PossessionProven {
    phone: PhoneNumber,
}

impl PossessionProven {
    /// The proven phone.
    #[must_use]
    pub fn phone(&self) -> &PhoneNumber {
        &self.phone
    }
}

impl PhoneChallenge {
    /// Compares a code, given as its keyed hash, and counts a wrong one. Returns the challenge as
    /// it is to be stored beside the outcome.
    pub fn enter_code(
        mut self,
        given_hash: &[u8; 32],
        now: Timestamp,
        rules: PhoneCodeRules,
    ) -> (Self, Result<PossessionProven, PhoneCodeError>) {
        if self.wrong_tries >= rules.tries {
            return (self, Err(PhoneCodeError::Void));
        }
        if now >= self.expires_at {
            return (self, Err(PhoneCodeError::Expired));
        }
        if vocab::constant_time_eq(&self.code_hash, given_hash) {
            let proven = PossessionProven {
                phone: self.phone.clone(),
            };
            return (self, Ok(proven));
        }
        self.wrong_tries += 1;
        let left = rules.tries.saturating_sub(self.wrong_tries);
        let error = if left == 0 {
            PhoneCodeError::Void
        } else {
            PhoneCodeError::Wrong { left }
        };
        (self, Err(error))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn challenge() -> PhoneChallenge {
        PhoneChallenge {
            phone: PhoneNumber::parse("600000001").unwrap(),
            code_hash: [1; 32],
            expires_at: at(300),
            wrong_tries: 0,
        }
    }

    #[test]
    fn the_right_code_proves_the_phone_until_it_expires() {
        let rules = PhoneCodeRules::default();
        let proven = challenge().enter_code(&[1; 32], at(299), rules).1.unwrap();
        assert_eq!(proven.phone().as_e164(), "+34600000001");
        assert_eq!(
            challenge().enter_code(&[1; 32], at(300), rules).1,
            Err(PhoneCodeError::Expired)
        );
    }

    #[test]
    fn the_third_wrong_code_voids_it() {
        let rules = PhoneCodeRules::default();
        let (c, first) = challenge().enter_code(&[2; 32], at(1), rules);
        assert_eq!(first, Err(PhoneCodeError::Wrong { left: 2 }));
        let (c, second) = c.enter_code(&[2; 32], at(1), rules);
        assert_eq!(second, Err(PhoneCodeError::Wrong { left: 1 }));
        let (c, third) = c.enter_code(&[2; 32], at(1), rules);
        assert_eq!(third, Err(PhoneCodeError::Void));
        assert_eq!(
            c.enter_code(&[1; 32], at(1), rules).1,
            Err(PhoneCodeError::Void)
        );
    }
}
