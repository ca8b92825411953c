//! An activation on its way: a code by SMS proves the phone of the registration, or a session of
//! a higher level invites; then a key is registered.
//!
//! One exists for every number that is typed with the right contrast datum, registered or not, so
//! that neither the app nor its timing tells which (invariant 11).

use serde::{Deserialize, Serialize};
use vocab::{AppActivationId, PersonId, Timestamp};

use super::{AppRules, plus};

/// What a device was activated by. It bounds the level ([`super::device::Device::method`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivatedBy {
    /// Number, contrast datum and a code by SMS: whoever took the phone's number over can do it.
    Sms,
    /// A session of level substantial or high.
    Session,
}

impl ActivatedBy {
    /// The word in the database and in the protocol.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Session => "session",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Sms, Self::Session]
            .into_iter()
            .find(|by| by.as_str() == word)
    }
}

/// Where an activation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActivationState {
    /// A code is on its way, or nobody can be reached.
    Sent,
    /// The code was right, or the invitation was taken: a key may be registered.
    Proven,
    /// A device came of it.
    Used,
    /// Too many wrong codes.
    Void,
}

impl ActivationState {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Proven => "proven",
            Self::Used => "used",
            Self::Void => "void",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Sent, Self::Proven, Self::Used, Self::Void]
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}

/// An activation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activation {
    /// Its id.
    pub id: AppActivationId,
    /// Whose device it is to become; `None` where nobody usable stands behind the number.
    pub person: Option<PersonId>,
    /// What proves that it is theirs.
    pub by: ActivatedBy,
    /// Keyed hash of the code by SMS; of nothing that anybody can type where a session invited.
    pub code_hash: [u8; 32],
    /// Where it stands.
    pub state: ActivationState,
    /// Wrong codes so far.
    pub wrong_tries: u8,
    /// Codes sent so far.
    pub sends: u8,
    /// When the code that works was sent.
    pub sent_at: Timestamp,
    /// The challenge for a passkey, once it is proven.
    pub challenge: Option<[u8; 32]>,
    /// When it was proven.
    pub proven_at: Option<Timestamp>,
}

/// Why a code was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnterActivationCodeError {
    /// Not the code; so many tries are left.
    #[error("wrong code, {left} tries left")]
    Wrong {
        /// Tries left.
        left: u8,
    },
    /// Too many wrong codes, too late, or used: begin again.
    #[error("the activation is over")]
    Gone,
}

/// Proof that the person of an activation has shown that the device may become theirs. Only
/// [`Activation::enter_code`] and [`Activation::invited`] begin what makes it, and only
/// [`Activation::finish`] gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MayActivate {
    person: PersonId,
    by: ActivatedBy,
}

impl MayActivate {
    /// Whose device it becomes.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// By what.
    #[must_use]
    pub fn by(&self) -> ActivatedBy {
        self.by
    }
}

impl Activation {
    /// Moment from which the code no longer works.
    #[must_use]
    pub fn expires_at(&self, rules: AppRules) -> Timestamp {
        plus(self.sent_at, rules.activation_code_s)
    }

    /// Moment from which another SMS may be asked for.
    #[must_use]
    pub fn again_from(&self, rules: AppRules) -> Timestamp {
        plus(self.sent_at, rules.activation_again_s)
    }

    /// Moment from which a proven activation gives no device any more.
    #[must_use]
    pub fn finish_by(&self, rules: AppRules) -> Timestamp {
        plus(
            self.proven_at.unwrap_or(self.sent_at),
            rules.activation_finish_s,
        )
    }

    /// Compares a code, given as its keyed hash. `challenge` is what a passkey will have to answer.
    /// Returns the activation as it is to be stored beside the outcome.
    pub fn enter_code(
        mut self,
        code_hash: &[u8; 32],
        challenge: [u8; 32],
        now: Timestamp,
        rules: AppRules,
    ) -> (Self, Result<(), EnterActivationCodeError>) {
        let open = self.state == ActivationState::Sent
            && self.by == ActivatedBy::Sms
            && now < self.expires_at(rules);
        if !open {
            return (self, Err(EnterActivationCodeError::Gone));
        }
        let right = vocab::constant_time_eq(&self.code_hash, code_hash);
        if right && self.person.is_some() {
            self.state = ActivationState::Proven;
            self.proven_at = Some(now);
            self.challenge = Some(challenge);
            return (self, Ok(()));
        }
        self.wrong_tries = self.wrong_tries.saturating_add(1);
        let left = rules.activation_tries.saturating_sub(self.wrong_tries);
        if left == 0 {
            self.state = ActivationState::Void;
            return (self, Err(EnterActivationCodeError::Gone));
        }
        (self, Err(EnterActivationCodeError::Wrong { left }))
    }

    /// An activation that a session of level substantial or high allows.
    #[must_use]
    pub fn invited(
        id: AppActivationId,
        person: PersonId,
        challenge: [u8; 32],
        nobody_types_it: [u8; 32],
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            person: Some(person),
            by: ActivatedBy::Session,
            code_hash: nobody_types_it,
            state: ActivationState::Proven,
            wrong_tries: 0,
            sends: 0,
            sent_at: now,
            challenge: Some(challenge),
            proven_at: Some(now),
        }
    }

    /// Ends it in a device; nothing if it is not proven, or too late.
    #[must_use]
    pub fn finish(&self, now: Timestamp, rules: AppRules) -> Option<MayActivate> {
        let open = self.state == ActivationState::Proven && now < self.finish_by(rules);
        let person = self.person.filter(|_| open)?;
        Some(MayActivate {
            person,
            by: self.by,
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;

    const RIGHT: [u8; 32] = [1; 32];
    const WRONG: [u8; 32] = [2; 32];

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn sent() -> Activation {
        let entropy = SeededEntropy::new(1);
        Activation {
            id: AppActivationId::new(at(0), &entropy),
            person: Some(PersonId::new(at(0), &entropy)),
            by: ActivatedBy::Sms,
            code_hash: RIGHT,
            state: ActivationState::Sent,
            wrong_tries: 0,
            sends: 1,
            sent_at: at(0),
            challenge: None,
            proven_at: None,
        }
    }

    fn enter(
        activation: Activation,
        code: &[u8; 32],
        second: i64,
    ) -> (Activation, Result<(), EnterActivationCodeError>) {
        activation.enter_code(code, [9; 32], at(second), AppRules::default())
    }

    #[test]
    fn the_code_is_needed_before_a_device_comes_of_it() {
        let rules = AppRules::default();
        assert_eq!(sent().finish(at(1), rules), None);
        let (proven, outcome) = enter(sent(), &RIGHT, 299);
        outcome.unwrap();
        assert_eq!(
            proven.finish(at(300), rules).unwrap().by(),
            ActivatedBy::Sms
        );
        assert_eq!(proven.finish(at(299 + 900), rules), None, "too late");
    }

    #[test]
    fn a_code_proves_once_and_five_minutes_at_most() {
        let gone = Err(EnterActivationCodeError::Gone);
        assert_eq!(enter(sent(), &RIGHT, 300).1, gone);
        let (proven, _) = enter(sent(), &RIGHT, 1);
        assert_eq!(enter(proven, &RIGHT, 2).1, gone);
    }

    #[test]
    fn the_third_wrong_code_ends_it_also_where_nobody_is() {
        for person in [sent().person, None] {
            let activation = Activation { person, ..sent() };
            let left = |left| Err(EnterActivationCodeError::Wrong { left });
            let (activation, first) = enter(activation, &WRONG, 1);
            assert_eq!(first, left(2));
            let (activation, second) = enter(activation, &WRONG, 1);
            assert_eq!(second, left(1));
            let (activation, third) = enter(activation, &WRONG, 1);
            assert_eq!(third, Err(EnterActivationCodeError::Gone));
            let (_, fourth) = enter(activation, &RIGHT, 1);
            assert_eq!(fourth, Err(EnterActivationCodeError::Gone));
        }
    }

    #[test]
    fn nobody_behind_the_number_looks_like_a_wrong_code() {
        let nobody = Activation {
            person: None,
            ..sent()
        };
        assert_eq!(
            enter(nobody, &RIGHT, 1).1,
            Err(EnterActivationCodeError::Wrong { left: 2 })
        );
    }

    #[test]
    fn an_invitation_needs_no_code_and_takes_none() {
        let entropy = SeededEntropy::new(2);
        let id = AppActivationId::new(at(0), &entropy);
        let person = PersonId::new(at(0), &entropy);
        let invited = Activation::invited(id, person, [9; 32], RIGHT, at(0));
        let may = invited.finish(at(1), AppRules::default()).unwrap();
        assert_eq!(may.by(), ActivatedBy::Session);
        assert_eq!(
            enter(invited, &RIGHT, 1).1,
            Err(EnterActivationCodeError::Gone)
        );
    }
}
