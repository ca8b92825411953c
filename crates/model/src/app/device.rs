//! A device in which a person's app is activated. One a person (`domain/facts.md` B.4).

use vocab::{AppDeviceId, AssuranceLevel, PersonId, RegistrationLevel, Timestamp};

use super::{AppRules, activation::ActivatedBy, plus};
use crate::session::{AuthenticationMethod, assurance};

/// Where a device stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceState {
    /// It confirms.
    Active,
    /// Another took its place; until a moment it may say that the other is not its person's.
    Replaced,
    /// Switched off by its person or by an officer.
    Deactivated,
    /// The device before said that this one is not its person's.
    Vetoed,
    /// Too many wrong unlock codes.
    Locked,
}

impl DeviceState {
    /// The word in the database and in the protocol.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Replaced => "replaced",
            Self::Deactivated => "deactivated",
            Self::Vetoed => "vetoed",
            Self::Locked => "locked",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Active,
            Self::Replaced,
            Self::Deactivated,
            Self::Vetoed,
            Self::Locked,
        ]
        .into_iter()
        .find(|state| state.as_str() == word)
    }
}

/// How a device recognises its person at each confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlock {
    /// A passkey with user verification.
    Passkey {
        /// It can be, or is, copied to other devices.
        copied: bool,
    },
    /// A code that the server checks.
    Code,
}

impl Unlock {
    /// The word in the protocol.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passkey { .. } => "passkey",
            Self::Code => "code",
        }
    }
}

/// Proof that the device recognised its person a moment ago. Only [`Device`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    device: AppDeviceId,
}

impl Recognised {
    /// Which device did.
    #[must_use]
    pub fn device(&self) -> AppDeviceId {
        self.device
    }
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: AppDeviceId,
    /// Whose.
    pub person: PersonId,
    /// Where it stands.
    pub state: DeviceState,
    /// How it recognises its person.
    pub unlock: Unlock,
    /// What it was activated by.
    pub activated_by: ActivatedBy,
    /// When.
    pub activated_at: Timestamp,
    /// Wrong unlock codes in a row.
    pub wrong_unlocks: u8,
    /// Which device took its place.
    pub replaced_by: Option<AppDeviceId>,
    /// Before this moment it may veto the one that took its place.
    pub veto_until: Option<Timestamp>,
}

/// The device cannot do that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a device that is {} cannot do that", .0.as_str())]
pub struct WrongDeviceState(pub DeviceState);

/// Why the person was not recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnlockError {
    /// Not the code; so many tries are left.
    #[error("wrong unlock code, {left} tries left")]
    Wrong {
        /// Tries left.
        left: u8,
    },
    /// Too many wrong codes: the device is locked for good.
    #[error("the device is locked")]
    Locked,
    /// It recognises its person by something else.
    #[error("the device has no unlock code")]
    NoCode,
}

impl Device {
    /// How its person authenticates with it. Substantial takes all three: a passkey that stays in
    /// the device, user verification (always asked for), and an activation by more than an SMS,
    /// because whoever takes a telephone number over could otherwise raise themselves.
    #[must_use]
    pub fn method(&self) -> AuthenticationMethod {
        match (self.unlock, self.activated_by) {
            (Unlock::Passkey { copied: false }, ActivatedBy::Session) => {
                AuthenticationMethod::AppBound
            }
            (Unlock::Passkey { .. } | Unlock::Code, ActivatedBy::Sms | ActivatedBy::Session) => {
                AuthenticationMethod::AppKey
            }
        }
    }

    /// The level that a confirmation gives, for a registration.
    #[must_use]
    pub fn level(&self, registration: RegistrationLevel) -> AssuranceLevel {
        assurance(registration, self.method())
    }

    /// Wrong unlock codes that are left.
    #[must_use]
    pub fn unlocks_left(&self, rules: AppRules) -> u8 {
        rules.unlock_tries.saturating_sub(self.wrong_unlocks)
    }

    /// Compares an unlock code, given as keyed hashes. Returns the device as it is to be stored
    /// beside the outcome.
    pub fn enter_unlock_code(
        mut self,
        kept: Option<&[u8; 32]>,
        given: &[u8; 32],
        rules: AppRules,
    ) -> (Self, Result<Recognised, UnlockError>) {
        let (DeviceState::Active, Unlock::Code, Some(kept)) = (self.state, self.unlock, kept)
        else {
            return (self, Err(UnlockError::NoCode));
        };
        if vocab::constant_time_eq(kept, given) {
            self.wrong_unlocks = 0;
            let device = self.id;
            return (self, Ok(Recognised { device }));
        }
        self.wrong_unlocks = self.wrong_unlocks.saturating_add(1);
        let left = self.unlocks_left(rules);
        if left == 0 {
            self.state = DeviceState::Locked;
            return (self, Err(UnlockError::Locked));
        }
        (self, Err(UnlockError::Wrong { left }))
    }

    /// The person was recognised by the passkey of the device: the caller checked the proof, with
    /// user verification required. Nothing where the device has none, or is not active.
    #[must_use]
    pub fn recognised_by_passkey(&self) -> Option<Recognised> {
        match (self.state, self.unlock) {
            (DeviceState::Active, Unlock::Passkey { .. }) => Some(Recognised { device: self.id }),
            _ => None,
        }
    }

    /// Another device takes its place. Where that was activated by SMS alone, this one may veto.
    ///
    /// # Errors
    /// [`WrongDeviceState`] unless it is active.
    pub fn replace(
        self,
        by: AppDeviceId,
        how: ActivatedBy,
        now: Timestamp,
        rules: AppRules,
    ) -> Result<Self, WrongDeviceState> {
        match self.state {
            DeviceState::Active => Ok(Self {
                state: DeviceState::Replaced,
                replaced_by: Some(by),
                veto_until: match how {
                    ActivatedBy::Sms => Some(plus(now, rules.veto_s)),
                    ActivatedBy::Session => None,
                },
                ..self
            }),
            other => Err(WrongDeviceState(other)),
        }
    }

    /// Which device it may still veto.
    #[must_use]
    pub fn may_veto(&self, now: Timestamp) -> Option<AppDeviceId> {
        let open =
            self.state == DeviceState::Replaced && self.veto_until.is_some_and(|until| now < until);
        self.replaced_by.filter(|_| open)
    }

    /// It vetoed the one that had taken its place, and is the person's again.
    ///
    /// # Errors
    /// [`WrongDeviceState`] unless it may veto.
    pub fn restore(self, now: Timestamp) -> Result<Self, WrongDeviceState> {
        match self.may_veto(now) {
            Some(_) => Ok(Self {
                state: DeviceState::Active,
                replaced_by: None,
                veto_until: None,
                ..self
            }),
            None => Err(WrongDeviceState(self.state)),
        }
    }

    /// Ends it: `Deactivated` by its person or an officer, `Vetoed` by the device before. One that
    /// was replaced ends too, and vetoes nothing any more: it would come back by that.
    ///
    /// # Errors
    /// [`WrongDeviceState`] if it has ended already.
    pub fn end(self, state: DeviceState) -> Result<Self, WrongDeviceState> {
        match self.state {
            DeviceState::Active | DeviceState::Replaced => Ok(Self {
                state,
                veto_until: None,
                ..self
            }),
            other => Err(WrongDeviceState(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;

    const RIGHT: [u8; 32] = [1; 32];
    const WRONG: [u8; 32] = [2; 32];
    const STATES: [DeviceState; 5] = [
        DeviceState::Active,
        DeviceState::Replaced,
        DeviceState::Deactivated,
        DeviceState::Vetoed,
        DeviceState::Locked,
    ];

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn other() -> AppDeviceId {
        AppDeviceId::new(at(9), &SeededEntropy::new(9))
    }

    fn device(state: DeviceState) -> Device {
        let entropy = SeededEntropy::new(1);
        Device {
            id: AppDeviceId::new(at(0), &entropy),
            person: PersonId::new(at(0), &entropy),
            state,
            unlock: Unlock::Code,
            activated_by: ActivatedBy::Sms,
            activated_at: at(0),
            wrong_unlocks: 0,
            replaced_by: (state == DeviceState::Replaced).then(other),
            veto_until: (state == DeviceState::Replaced).then(|| at(100)),
        }
    }

    #[test]
    fn only_a_bound_passkey_that_no_sms_activated_is_substantial() {
        let copied = |copied| Unlock::Passkey { copied };
        let table = [
            (
                copied(false),
                ActivatedBy::Session,
                AuthenticationMethod::AppBound,
            ),
            (
                copied(false),
                ActivatedBy::Sms,
                AuthenticationMethod::AppKey,
            ),
            (
                copied(true),
                ActivatedBy::Session,
                AuthenticationMethod::AppKey,
            ),
            (copied(true), ActivatedBy::Sms, AuthenticationMethod::AppKey),
            (
                Unlock::Code,
                ActivatedBy::Session,
                AuthenticationMethod::AppKey,
            ),
            (Unlock::Code, ActivatedBy::Sms, AuthenticationMethod::AppKey),
        ];
        for (unlock, activated_by, method) in table {
            let device = Device {
                unlock,
                activated_by,
                ..device(DeviceState::Active)
            };
            assert_eq!(device.method(), method, "{unlock:?} {activated_by:?}");
            assert_eq!(device.level(RegistrationLevel::Basic), AssuranceLevel::Low);
        }
    }

    /// Every state × every event: what the device is afterwards, or that it refuses.
    #[test]
    fn states_and_events() {
        use DeviceState as S;
        let rules = AppRules::default();
        for state in STATES {
            let replaced = device(state).replace(other(), ActivatedBy::Sms, at(50), rules);
            let ended = device(state).end(S::Deactivated);
            let restored = device(state).restore(at(99));
            let late = device(state).restore(at(100));
            let unlocked = device(state)
                .enter_unlock_code(Some(&RIGHT), &RIGHT, rules)
                .1;
            let states = |outcome: Result<Device, WrongDeviceState>| outcome.map(|d| d.state);
            let refused = Err(WrongDeviceState(state));
            let active = state == S::Active;
            let if_active = |next| if active { Ok(next) } else { refused };
            assert_eq!(states(replaced), if_active(S::Replaced), "{state:?}");
            let gone = ended.clone().map(|device| device.may_veto(at(51)));
            if active || state == S::Replaced {
                assert_eq!(states(ended), Ok(S::Deactivated), "{state:?}");
                assert_eq!(gone, Ok(None), "{state:?}");
            } else {
                assert_eq!(states(ended), refused, "{state:?}");
            }
            let vetoed = if state == S::Replaced {
                Ok(S::Active)
            } else {
                refused
            };
            assert_eq!(states(restored), vetoed, "{state:?}");
            assert_eq!(states(late), refused, "{state:?}");
            assert_eq!(unlocked.is_ok(), active, "{state:?}");
            assert_eq!(S::from_word(state.as_str()), Some(state));
        }
    }

    #[test]
    fn a_device_that_more_than_an_sms_replaced_has_no_veto() {
        let rules = AppRules::default();
        let by_sms = device(DeviceState::Active)
            .replace(other(), ActivatedBy::Sms, at(0), rules)
            .unwrap();
        assert_eq!(by_sms.may_veto(at(86_399)), Some(other()));
        assert_eq!(by_sms.may_veto(at(86_400)), None);
        let by_session = device(DeviceState::Active)
            .replace(other(), ActivatedBy::Session, at(0), rules)
            .unwrap();
        assert_eq!(by_session.may_veto(at(1)), None);
    }

    #[test]
    fn five_wrong_unlock_codes_in_a_row_lock_it_for_good() {
        let rules = AppRules::default();
        let mut device = device(DeviceState::Active);
        for left in [4, 3, 2, 1] {
            let outcome;
            (device, outcome) = device.enter_unlock_code(Some(&RIGHT), &WRONG, rules);
            assert_eq!(outcome, Err(UnlockError::Wrong { left }));
        }
        let (forgiven, outcome) = device
            .clone()
            .enter_unlock_code(Some(&RIGHT), &RIGHT, rules);
        assert_eq!((forgiven.wrong_unlocks, outcome.is_ok()), (0, true));
        let (locked, outcome) = device.enter_unlock_code(Some(&RIGHT), &WRONG, rules);
        assert_eq!(outcome, Err(UnlockError::Locked));
        assert_eq!(locked.state, DeviceState::Locked);
        assert!(
            locked
                .enter_unlock_code(Some(&RIGHT), &RIGHT, rules)
                .1
                .is_err()
        );
    }

    #[test]
    fn a_passkey_recognises_only_where_there_is_one() {
        let with_code = device(DeviceState::Active);
        assert_eq!(with_code.recognised_by_passkey(), None);
        let with_passkey = Device {
            unlock: Unlock::Passkey { copied: false },
            ..with_code
        };
        assert!(with_passkey.recognised_by_passkey().is_some());
        let outcome = with_passkey
            .clone()
            .enter_unlock_code(None, &RIGHT, AppRules::default())
            .1;
        assert_eq!(outcome, Err(UnlockError::NoCode));
        let locked = Device {
            state: DeviceState::Locked,
            ..with_passkey
        };
        assert_eq!(locked.recognised_by_passkey(), None);
    }
}
