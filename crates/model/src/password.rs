//! The permanent password: what is asked of one, how long it lasts, and when it stops believing
//! strangers (R134–R145, R253–R256; `domain/facts.md` B.5; defaults D20, D21).
//!
//! | module | what |
//! |---|---|
//! | [`policy`] | is this password good enough for this person? |
//! | [`guess`] | what is left of a password once everything that anybody tries first is taken out |
//! | [`common`] | the list of what anybody tries first |
//!
//! Tries are counted in two lanes: in browsers that the person has used before, and in all others.
//! A stranger who hammers on a number uses up the lane of strangers; the person goes on in their
//! own browser, and by every other way, because a lock falls on this credential alone.

pub mod common;
pub mod guess;
pub mod policy;

use serde::{Deserialize, Serialize};
use vocab::{PersonId, SignedDuration, Timestamp};

/// Which set of rules a password has to satisfy (defaults D20). A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// As Cl@ve asks: 8 characters of 3 kinds, or 16 of any; 5 tries; not the one before.
    Clave,
    /// As the National Security Framework asks at its high level (CCN-STIC 807, op.acc.5): 12
    /// characters of 3 kinds, 3 tries, none of the last 10.
    #[default]
    EnsAlta,
}

impl Profile {
    /// The word in the configuration.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clave => "clave",
            Self::EnsAlta => "ens-alta",
        }
    }

    /// Reads the word of the configuration.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Clave, Self::EnsAlta]
            .into_iter()
            .find(|profile| profile.as_str() == word)
    }

    /// The fewest characters.
    #[must_use]
    pub fn least_characters(self) -> usize {
        match self {
            Self::Clave => 8,
            Self::EnsAlta => 12,
        }
    }

    /// The fewest kinds among small letters, capitals, digits and signs. Both profiles ask for
    /// three.
    #[must_use]
    pub fn least_kinds(self) -> usize {
        3
    }

    /// From so many characters on nobody asks for kinds: length is worth more (facts B.5).
    #[must_use]
    pub fn free_from(self) -> usize {
        16
    }

    /// What has to be left once everything is taken out that anybody tries first: see [`guess`].
    /// Three words that have nothing to do with each other are enough for either.
    #[must_use]
    pub fn least_effort(self) -> usize {
        match self {
            Self::Clave => 7,
            Self::EnsAlta => 9,
        }
    }

    /// Wrong tries in one lane after which it is closed.
    #[must_use]
    pub fn tries(self) -> u8 {
        match self {
            Self::Clave => 5,
            Self::EnsAlta => 3,
        }
    }

    /// How many passwords, the present one included, may not be used again.
    #[must_use]
    pub fn remembered(self) -> usize {
        match self {
            Self::Clave => 1,
            Self::EnsAlta => 10,
        }
    }
}

/// The rules of the permanent password and of the activation code. All are settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordRules {
    /// What a password has to satisfy.
    pub profile: Profile,
    /// Days after which it has to be changed (defaults D21: two years).
    pub valid_days: u16,
    /// Wrong activation codes after which the code is blocked and another is needed (facts B.5).
    pub activation_tries: u8,
    /// Wrong numbers, passwords and activation codes in an hour after which one origin has to wait.
    pub wrong_of_origin_an_hour: u32,
    /// SMS with a code that one person's phone receives in an hour, whoever asks.
    pub sms_an_hour: u16,
    /// Minutes that an unfinished activation, recovery or change is kept.
    pub flow_minutes: u16,
    /// May people be registered whom this database does not know yet? Only where registrations
    /// arrive here from another system with a delay (R143, R256; defaults D36).
    pub replicated: bool,
}

impl Default for PasswordRules {
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            valid_days: 730,
            activation_tries: 5,
            wrong_of_origin_an_hour: 100,
            sms_an_hour: 6,
            flow_minutes: 20,
            replicated: false,
        }
    }
}

/// A password as it is kept: hashed, with the parameters and the salt it was hashed with, in the
/// form of PHC strings. Nothing in it can be read back, and `Debug` does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// What a hasher made.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(redacted)")
    }
}

/// Where a try comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// A browser that the person has used before.
    Own,
    /// Any other.
    Strange,
}

/// The permanent password of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordCredential {
    /// Whose.
    pub person: PersonId,
    /// The password, hashed.
    pub hash: PasswordHash,
    /// When it was set.
    pub set_at: Timestamp,
    /// Wrong tries in a row in the person's own browsers.
    pub own_tries: u8,
    /// Wrong tries in a row everywhere else.
    pub strange_tries: u8,
}

impl PasswordCredential {
    /// Wrong tries of a lane.
    #[must_use]
    pub fn tries(&self, lane: Lane) -> u8 {
        match lane {
            Lane::Own => self.own_tries,
            Lane::Strange => self.strange_tries,
        }
    }

    /// As it stands with one more wrong try.
    #[must_use]
    pub fn with_one_more(mut self, lane: Lane) -> Self {
        match lane {
            Lane::Own => self.own_tries = self.own_tries.saturating_add(1),
            Lane::Strange => self.strange_tries = self.strange_tries.saturating_add(1),
        }
        self
    }

    /// Is a password looked at in this lane? Not once its tries are used up, until the password is
    /// set anew.
    #[must_use]
    pub fn open(&self, lane: Lane, rules: PasswordRules) -> bool {
        self.tries(lane) < rules.profile.tries()
    }

    /// When it has to be changed.
    #[must_use]
    pub fn expires_at(&self, rules: PasswordRules) -> Timestamp {
        let lifetime = SignedDuration::from_hours(24 * i64::from(rules.valid_days));
        self.set_at.checked_add(lifetime).unwrap_or(Timestamp::MAX)
    }

    /// Does it still open a session, or lead to its change?
    #[must_use]
    pub fn expired(&self, now: Timestamp, rules: PasswordRules) -> bool {
        now >= self.expires_at(rules)
    }
}

/// What somebody is in the middle of with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordStep {
    /// Logging in with a code beside the password.
    LogIn,
    /// Setting the first password (R134–R138).
    Activate,
    /// Setting another because the one before is forgotten or locked (R141).
    Recover,
    /// Setting another, knowing the one before (R142).
    Change,
}

impl PasswordStep {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LogIn => "log_in",
            Self::Activate => "activate",
            Self::Recover => "recover",
            Self::Change => "change",
        }
    }
}

/// Where the activation code of a registration stands. Another code takes its place whenever one
/// is made (R253): there is never more than one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActivationState {
    /// It works.
    Issued,
    /// Too many wrong codes were typed: another has to be made.
    Blocked,
}

impl ActivationState {
    /// The state after so many wrong codes.
    #[must_use]
    pub fn after(wrong: u8, rules: PasswordRules) -> Self {
        if wrong < rules.activation_tries {
            Self::Issued
        } else {
            Self::Blocked
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(day * 86_400).unwrap()
    }

    fn credential() -> PasswordCredential {
        PasswordCredential {
            person: PersonId::new(at(1), &SeededEntropy::new(1)),
            hash: PasswordHash::new("$argon2id$".into()),
            set_at: at(1),
            own_tries: 0,
            strange_tries: 0,
        }
    }

    #[test]
    fn strangers_use_up_their_own_lane_and_not_the_person_s() {
        for profile in [Profile::Clave, Profile::EnsAlta] {
            let rules = PasswordRules {
                profile,
                ..PasswordRules::default()
            };
            let mut credential = credential();
            credential.strange_tries = profile.tries() - 1;
            assert!(credential.open(Lane::Strange, rules));
            credential.strange_tries = u8::MAX;
            assert!(!credential.open(Lane::Strange, rules));
            assert!(credential.open(Lane::Own, rules));
            credential.own_tries = profile.tries();
            assert!(!credential.open(Lane::Own, rules));
        }
        assert_eq!(Profile::Clave.tries(), 5);
        assert_eq!(Profile::EnsAlta.tries(), 3);
    }

    #[test]
    fn two_years_are_the_end() {
        let rules = PasswordRules::default();
        assert!(!credential().expired(at(730), rules));
        assert!(credential().expired(at(731), rules));
    }

    #[test]
    fn the_fifth_wrong_code_blocks_an_activation_code() {
        let rules = PasswordRules::default();
        let states: Vec<_> = (0..7)
            .map(|wrong| ActivationState::after(wrong, rules))
            .collect();
        let (issued, blocked) = states.split_at(5);
        assert!(issued.iter().all(|state| *state == ActivationState::Issued));
        assert!(
            blocked
                .iter()
                .all(|state| *state == ActivationState::Blocked)
        );
    }

    #[test]
    fn profiles_have_words_that_read_back_and_a_hash_does_not_print() {
        for profile in [Profile::Clave, Profile::EnsAlta] {
            assert_eq!(Profile::from_word(profile.as_str()), Some(profile));
        }
        assert_eq!(Profile::from_word("strict"), None);
        assert!(!format!("{:?}", credential()).contains("argon2"));
    }
}
