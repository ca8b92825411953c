//! A request that waits in a browser until its person confirms it in the app (R129–R131, R252).
//!
//! ```text
//! Pending ──open──▶ Seen ──confirm──▶ Confirmed ──use──▶ Used
//!    │                │
//!    │                └──reject, third wrong number──▶ Rejected
//!    └──five minutes──▶ Expired ◀──five minutes──┘
//! ```
//!
//! Expired is a matter of time and is never written. A request that was asked for with a number,
//! or by whoever has the person on the telephone ([`super::call`]), knows its person from the
//! beginning; one with a code gets the person who opens it first.

use vocab::{
    AppDeviceId, AppRequestId, AssuranceLevel, PersonId, RequestHandle, Timestamp, constant_time_eq,
};

use super::{
    AppRules,
    device::{Device, DeviceState, Recognised},
    plus,
};
use crate::session::AuthenticationMethod;

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestState {
    /// Nobody has opened it.
    Pending,
    /// The person has it in the app.
    Seen,
    /// The person confirmed it; the browser has not gone on yet.
    Confirmed,
    /// The person refused it, or typed a wrong number too often.
    Rejected,
    /// Its time has passed.
    Expired,
    /// A session came of it.
    Used,
}

impl RequestState {
    /// All states.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Seen,
        Self::Confirmed,
        Self::Rejected,
        Self::Expired,
        Self::Used,
    ];

    /// The word in the database and in the protocol.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Seen => "seen",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
            Self::Used => "used",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// How the app is to find a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedBy {
    /// By the code that the browser shows.
    Code,
    /// By the number of its person: it shows in their app by itself.
    Number,
    /// By the number of its person, whom somebody has on the telephone, or whom a relying party
    /// asks over the back channel ([`super::call`]). There is no browser with a number to type:
    /// the person compares words.
    Call,
    /// After the password of its person was right in that browser: it shows in their app by
    /// itself, and is the second factor (R142).
    Password,
}

impl AskedBy {
    /// The word in the database and in the protocol.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Number => "number",
            Self::Call => "call",
            Self::Password => "password",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Code, Self::Number, Self::Call, Self::Password]
            .into_iter()
            .find(|by| by.as_str() == word)
    }
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppRequest {
    /// Its id.
    pub id: AppRequestId,
    /// The half of its code that names it.
    pub handle: RequestHandle,
    /// How the app finds it.
    pub by: AskedBy,
    /// Whose it is: of a number whoever it names, `None` where nobody can be reached; of a code
    /// whoever opened it.
    pub person: Option<PersonId>,
    /// In which device it was opened.
    pub device: Option<AppDeviceId>,
    /// Keyed hash of the secret in the browser's cookie.
    pub browser_hash: [u8; 32],
    /// Keyed hash of the number that the browser shows.
    pub number_hash: [u8; 32],
    /// Where it stands, as it was written; see [`AppRequest::standing`].
    pub state: RequestState,
    /// Wrong numbers so far.
    pub wrong_numbers: u8,
    /// The level that is asked for.
    pub level: AssuranceLevel,
    /// When the browser asked.
    pub asked_at: Timestamp,
    /// Seconds that it lives, where whoever asked wants fewer than the rules say.
    pub lasts_s: Option<u32>,
    /// What a passkey has to answer, since it was opened.
    pub challenge: Option<[u8; 32]>,
    /// How its person authenticated, once confirmed.
    pub method: Option<AuthenticationMethod>,
}

/// Why a request was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It is not for this person.
    #[error("no such request for this person")]
    Unknown,
    /// Somebody else opened it first.
    #[error("somebody else has opened it")]
    Taken,
    /// It is confirmed, used, rejected or expired.
    #[error("the request is {}", .0.as_str())]
    Over(RequestState),
}

/// Why a request was not confirmed or rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// This device has not opened it.
    #[error("not opened by this device")]
    Unknown,
    /// It is confirmed, used, rejected or expired.
    #[error("the request is {}", .0.as_str())]
    Over(RequestState),
    /// Not the number that the browser shows; so many tries are left.
    #[error("wrong number, {left} tries left")]
    WrongNumber {
        /// Tries left.
        left: u8,
    },
}

/// Why a browser does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UseError {
    /// Another browser asked.
    #[error("another browser asked")]
    OtherBrowser,
    /// Not confirmed, or not any more.
    #[error("the request is {}", .0.as_str())]
    Not(RequestState),
}

/// Proof that the person of a request confirmed it in their app, for the browser that asked. Only
/// [`AppRequest::use_up`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedInApp {
    person: PersonId,
    device: AppDeviceId,
    method: AuthenticationMethod,
}

impl ConfirmedInApp {
    /// Who confirmed.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// With which device.
    #[must_use]
    pub fn device(&self) -> AppDeviceId {
        self.device
    }

    /// How that counts.
    #[must_use]
    pub fn method(&self) -> AuthenticationMethod {
        self.method
    }
}

/// Seconds after its end during which a confirmed request may still be used: who confirms at the
/// last moment goes on.
const GRACE_S: u32 = 60;

impl AppRequest {
    /// Moment from which it can no longer be confirmed.
    #[must_use]
    pub fn expires_at(&self, rules: AppRules) -> Timestamp {
        let most = rules.request_s;
        plus(
            self.asked_at,
            self.lasts_s.map_or(most, |fewer| fewer.min(most)),
        )
    }

    /// Where it stands at `now`.
    #[must_use]
    pub fn standing(&self, now: Timestamp, rules: AppRules) -> RequestState {
        let end = self.expires_at(rules);
        match self.state {
            RequestState::Pending | RequestState::Seen if now >= end => RequestState::Expired,
            RequestState::Confirmed if now >= plus(end, GRACE_S) => RequestState::Expired,
            state => state,
        }
    }

    /// Wrong numbers that are left.
    #[must_use]
    pub fn numbers_left(&self, rules: AppRules) -> u8 {
        rules.number_tries.saturating_sub(self.wrong_numbers)
    }

    /// A person opens it in their device; `challenge` is what a passkey will have to answer. The
    /// same device may open it again, and then the challenge before no longer counts.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(
        self,
        device: &Device,
        challenge: [u8; 32],
        now: Timestamp,
        rules: AppRules,
    ) -> Result<Self, OpenError> {
        let theirs = self.person == Some(device.person);
        match self.by {
            AskedBy::Number | AskedBy::Call | AskedBy::Password if !theirs => {
                return Err(OpenError::Unknown);
            }
            AskedBy::Code if self.person.is_some() && !theirs => return Err(OpenError::Taken),
            AskedBy::Number | AskedBy::Call | AskedBy::Password | AskedBy::Code => {}
        }
        if device.state != DeviceState::Active {
            return Err(OpenError::Unknown);
        }
        match self.standing(now, rules) {
            RequestState::Pending | RequestState::Seen => Ok(Self {
                state: RequestState::Seen,
                person: Some(device.person),
                device: Some(device.id),
                challenge: Some(challenge),
                ..self
            }),
            over => Err(OpenError::Over(over)),
        }
    }

    /// The person, recognised by the device that opened it, typed a number. Returns the request
    /// as it is to be stored beside the outcome.
    pub fn confirm(
        mut self,
        device: &Device,
        recognised: &Recognised,
        number_hash: &[u8; 32],
        now: Timestamp,
        rules: AppRules,
    ) -> (Self, Result<(), AnswerError>) {
        if recognised.device() != device.id {
            return (self, Err(AnswerError::Unknown));
        }
        if self.by == AskedBy::Call {
            return (self, Err(AnswerError::Unknown));
        }
        if let Err(refused) = self.is_open_in(device, now, rules) {
            return (self, Err(refused));
        }
        if constant_time_eq(&self.number_hash, number_hash) {
            self.state = RequestState::Confirmed;
            self.method = Some(match self.by {
                AskedBy::Password => AuthenticationMethod::PasswordApp,
                AskedBy::Code | AskedBy::Number | AskedBy::Call => device.method(),
            });
            return (self, Ok(()));
        }
        self.wrong_numbers = self.wrong_numbers.saturating_add(1);
        let left = self.numbers_left(rules);
        if left == 0 {
            self.state = RequestState::Rejected;
            let over = AnswerError::Over(RequestState::Rejected);
            return (self, Err(over));
        }
        (self, Err(AnswerError::WrongNumber { left }))
    }

    /// The person, recognised by the device that opened it, compared the words with what they
    /// hear, and they are the same.
    ///
    /// # Errors
    /// [`AnswerError::Unknown`], [`AnswerError::Over`].
    pub fn confirm_call(
        self,
        device: &Device,
        recognised: &Recognised,
        now: Timestamp,
        rules: AppRules,
    ) -> Result<Self, AnswerError> {
        if self.by != AskedBy::Call || recognised.device() != device.id {
            return Err(AnswerError::Unknown);
        }
        self.is_open_in(device, now, rules)?;
        Ok(Self {
            state: RequestState::Confirmed,
            method: Some(device.method()),
            ..self
        })
    }

    /// The person refuses it, in the device that opened it, or unopened where it was asked for
    /// with their number.
    ///
    /// # Errors
    /// [`AnswerError::Unknown`], [`AnswerError::Over`].
    pub fn reject(
        self,
        device: &Device,
        now: Timestamp,
        rules: AppRules,
    ) -> Result<Self, AnswerError> {
        let unopened = self.state == RequestState::Pending && self.person == Some(device.person);
        if unopened {
            match self.standing(now, rules) {
                RequestState::Pending => {}
                over => return Err(AnswerError::Over(over)),
            }
        } else {
            self.is_open_in(device, now, rules)?;
        }
        Ok(Self {
            state: RequestState::Rejected,
            ..self
        })
    }

    /// Is it this person's, so that they may report it, whatever became of it?
    #[must_use]
    pub fn is_of(&self, device: &Device) -> bool {
        self.person == Some(device.person)
    }

    /// Its person says that it was not them: what has given no session yet gives none any more.
    /// Nothing where there is nothing left to stop.
    #[must_use]
    pub fn report(self, now: Timestamp, rules: AppRules) -> Option<Self> {
        match self.standing(now, rules) {
            RequestState::Pending | RequestState::Seen | RequestState::Confirmed => Some(Self {
                state: RequestState::Rejected,
                ..self
            }),
            RequestState::Rejected | RequestState::Expired | RequestState::Used => None,
        }
    }

    /// The browser that asked goes on. A confirmed request gives one session.
    ///
    /// # Errors
    /// [`UseError`].
    pub fn use_up(
        self,
        browser_hash: &[u8; 32],
        now: Timestamp,
        rules: AppRules,
    ) -> Result<(Self, ConfirmedInApp), UseError> {
        if !constant_time_eq(&self.browser_hash, browser_hash) {
            return Err(UseError::OtherBrowser);
        }
        let standing = self.standing(now, rules);
        match (standing, self.person, self.device, self.method) {
            (RequestState::Confirmed, Some(person), Some(device), Some(method)) => {
                let used = Self {
                    state: RequestState::Used,
                    ..self
                };
                let proof = ConfirmedInApp {
                    person,
                    device,
                    method,
                };
                Ok((used, proof))
            }
            (other, ..) => Err(UseError::Not(other)),
        }
    }

    fn is_open_in(
        &self,
        device: &Device,
        now: Timestamp,
        rules: AppRules,
    ) -> Result<(), AnswerError> {
        if self.device != Some(device.id) || self.person != Some(device.person) {
            return Err(AnswerError::Unknown);
        }
        if device.state != DeviceState::Active {
            return Err(AnswerError::Unknown);
        }
        match self.standing(now, rules) {
            RequestState::Seen => Ok(()),
            RequestState::Pending => Err(AnswerError::Unknown),
            over => Err(AnswerError::Over(over)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;
    use crate::app::{activation::ActivatedBy, device::Unlock};

    const BROWSER: [u8; 32] = [1; 32];
    const NUMBER: [u8; 32] = [2; 32];
    const WRONG: [u8; 32] = [3; 32];
    const CHALLENGE: [u8; 32] = [4; 32];
    const RULES: fn() -> AppRules = AppRules::default;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn device(seed: u64) -> Device {
        let entropy = SeededEntropy::new(seed);
        Device {
            id: AppDeviceId::new(at(0), &entropy),
            person: PersonId::new(at(0), &entropy),
            state: DeviceState::Active,
            unlock: Unlock::Passkey { copied: false },
            activated_by: ActivatedBy::Session,
            activated_at: at(0),
            wrong_unlocks: 0,
            replaced_by: None,
            veto_until: None,
        }
    }

    fn pending() -> AppRequest {
        let entropy = SeededEntropy::new(7);
        AppRequest {
            id: AppRequestId::new(at(0), &entropy),
            handle: RequestHandle::generate(&entropy),
            by: AskedBy::Code,
            person: None,
            device: None,
            browser_hash: BROWSER,
            number_hash: NUMBER,
            state: RequestState::Pending,
            wrong_numbers: 0,
            level: AssuranceLevel::Low,
            asked_at: at(0),
            lasts_s: None,
            challenge: None,
            method: None,
        }
    }

    fn seen() -> AppRequest {
        pending()
            .open(&device(1), CHALLENGE, at(1), RULES())
            .unwrap()
    }

    fn confirm(request: AppRequest, number: &[u8; 32]) -> (AppRequest, Result<(), AnswerError>) {
        let device = device(1);
        let recognised = device.recognised_by_passkey().unwrap();
        request.confirm(&device, &recognised, number, at(2), RULES())
    }

    fn of_state(state: RequestState) -> AppRequest {
        let request = seen();
        match state {
            RequestState::Pending => pending(),
            RequestState::Seen => request,
            RequestState::Confirmed => confirm(request, &NUMBER).0,
            RequestState::Rejected => request.reject(&device(1), at(2), RULES()).unwrap(),
            RequestState::Used => {
                let confirmed = confirm(request, &NUMBER).0;
                confirmed.use_up(&BROWSER, at(3), RULES()).unwrap().0
            }
            RequestState::Expired => AppRequest {
                asked_at: at(-400),
                ..request
            },
        }
    }

    /// Every state × every event of the person's own device: the state afterwards, or a refusal.
    #[test]
    fn states_and_events() {
        use RequestState as S;
        for state in S::ALL {
            let request = of_state(state);
            assert_eq!(request.standing(at(4), RULES()), state);
            assert_eq!(S::from_word(state.as_str()), Some(state));
            let opened = request.clone().open(&device(1), CHALLENGE, at(4), RULES());
            let open = matches!(state, S::Pending | S::Seen);
            let expected = if open {
                Ok(S::Seen)
            } else {
                Err(OpenError::Over(state))
            };
            assert_eq!(opened.map(|r| r.state), expected, "open {state:?}");

            let (after, confirmed) = confirm(request.clone(), &NUMBER);
            let rejected = request.clone().reject(&device(1), at(2), RULES());
            match state {
                S::Seen => {
                    assert_eq!((confirmed, after.state), (Ok(()), S::Confirmed));
                    assert_eq!(rejected.map(|r| r.state), Ok(S::Rejected));
                }
                S::Pending => {
                    assert_eq!(confirmed, Err(AnswerError::Unknown), "not opened yet");
                    assert_eq!(rejected, Err(AnswerError::Unknown));
                }
                S::Confirmed | S::Rejected | S::Used | S::Expired => {
                    assert_eq!(confirmed, Err(AnswerError::Over(state)));
                    assert_eq!(rejected, Err(AnswerError::Over(state)));
                }
            }
            let used = request.use_up(&BROWSER, at(4), RULES());
            let expected = if state == S::Confirmed {
                Ok(S::Used)
            } else {
                Err(UseError::Not(state))
            };
            assert_eq!(used.map(|(r, _)| r.state), expected, "use {state:?}");
        }
    }

    #[test]
    fn a_confirmed_request_gives_one_session_to_the_browser_that_asked() {
        let confirmed = of_state(RequestState::Confirmed);
        assert_eq!(
            confirmed.clone().use_up(&WRONG, at(3), RULES()),
            Err(UseError::OtherBrowser)
        );
        let (used, proof) = confirmed.use_up(&BROWSER, at(3), RULES()).unwrap();
        assert_eq!(proof.person(), device(1).person);
        assert_eq!(proof.method(), AuthenticationMethod::AppBound);
        assert_eq!(
            used.use_up(&BROWSER, at(3), RULES()),
            Err(UseError::Not(RequestState::Used))
        );
    }

    #[test]
    fn what_is_reported_gives_no_session_even_if_it_was_confirmed() {
        use RequestState as S;
        for state in S::ALL {
            let reported = of_state(state).report(at(4), RULES());
            let expected = matches!(state, S::Pending | S::Seen | S::Confirmed);
            assert_eq!(reported.is_some(), expected, "{state:?}");
            if let Some(reported) = reported {
                let used = reported.use_up(&BROWSER, at(4), RULES());
                assert_eq!(used.unwrap_err(), UseError::Not(S::Rejected));
            }
        }
    }

    #[test]
    fn whoever_confirms_at_the_last_moment_goes_on() {
        let confirmed = of_state(RequestState::Confirmed);
        assert!(confirmed.clone().use_up(&BROWSER, at(359), RULES()).is_ok());
        assert_eq!(
            confirmed.use_up(&BROWSER, at(360), RULES()),
            Err(UseError::Not(RequestState::Expired))
        );
    }

    #[test]
    fn a_code_belongs_to_the_first_person_and_a_number_to_its_own() {
        let stranger = device(2);
        assert_eq!(
            seen().open(&stranger, CHALLENGE, at(2), RULES()),
            Err(OpenError::Taken)
        );
        let of_number = |person| AppRequest {
            by: AskedBy::Number,
            person,
            ..pending()
        };
        let own = of_number(Some(device(1).person));
        assert_eq!(
            own.clone().open(&stranger, CHALLENGE, at(2), RULES()),
            Err(OpenError::Unknown)
        );
        assert!(
            own.clone()
                .open(&device(1), CHALLENGE, at(2), RULES())
                .is_ok()
        );
        assert!(own.reject(&device(1), at(2), RULES()).is_ok(), "unopened");
        assert_eq!(
            of_number(None).open(&stranger, CHALLENGE, at(2), RULES()),
            Err(OpenError::Unknown),
            "a request for nobody is nobody's"
        );
    }

    #[test]
    fn another_device_confirms_nothing() {
        let stranger = device(2);
        let recognised = stranger.recognised_by_passkey().unwrap();
        let (same, outcome) = seen().confirm(&stranger, &recognised, &NUMBER, at(2), RULES());
        assert_eq!((same, outcome), (seen(), Err(AnswerError::Unknown)));
        let own = device(1);
        let (_, outcome) = seen().confirm(&own, &recognised, &NUMBER, at(2), RULES());
        assert_eq!(outcome, Err(AnswerError::Unknown), "recognised elsewhere");
        assert_eq!(
            seen().reject(&stranger, at(2), RULES()),
            Err(AnswerError::Unknown)
        );
    }

    #[test]
    fn the_third_wrong_number_rejects_it() {
        let left = |left| Err(AnswerError::WrongNumber { left });
        let (request, first) = confirm(seen(), &WRONG);
        assert_eq!(first, left(2));
        let (request, second) = confirm(request, &WRONG);
        assert_eq!(second, left(1));
        let (request, third) = confirm(request, &WRONG);
        let over = Err(AnswerError::Over(RequestState::Rejected));
        assert_eq!(third, over);
        assert_eq!(confirm(request, &NUMBER).1, over);
    }

    #[test]
    fn a_device_that_is_not_active_opens_and_confirms_nothing() {
        let gone = Device {
            state: DeviceState::Deactivated,
            ..device(1)
        };
        assert_eq!(
            pending().open(&gone, CHALLENGE, at(1), RULES()),
            Err(OpenError::Unknown)
        );
        let recognised = device(1).recognised_by_passkey().unwrap();
        let (_, outcome) = seen().confirm(&gone, &recognised, &NUMBER, at(2), RULES());
        assert_eq!(outcome, Err(AnswerError::Unknown));
    }

    fn called() -> AppRequest {
        AppRequest {
            by: AskedBy::Call,
            person: Some(device(1).person),
            ..pending()
        }
    }

    #[test]
    fn a_call_is_confirmed_by_its_own_person_without_a_number_and_by_nobody_else() {
        let (own, stranger) = (device(1), device(2));
        let theirs = stranger.recognised_by_passkey().unwrap();
        let recognised = own.recognised_by_passkey().unwrap();
        assert_eq!(
            called().open(&stranger, CHALLENGE, at(1), RULES()),
            Err(OpenError::Unknown)
        );
        let seen = called().open(&own, CHALLENGE, at(1), RULES()).unwrap();
        let confirm =
            |request: AppRequest, by: &Recognised| request.confirm_call(&own, by, at(2), RULES());
        assert_eq!(
            confirm(called(), &recognised),
            Err(AnswerError::Unknown),
            "not opened yet"
        );
        assert_eq!(confirm(seen.clone(), &theirs), Err(AnswerError::Unknown));
        let confirmed = confirm(seen.clone(), &recognised).unwrap();
        assert_eq!(confirmed.state, RequestState::Confirmed);
        assert!(confirmed.clone().use_up(&BROWSER, at(3), RULES()).is_ok());
        let over = Err(AnswerError::Over(RequestState::Confirmed));
        assert_eq!(confirm(confirmed, &recognised), over);
        // Neither kind is confirmed the other's way.
        let (same, outcome) = seen
            .clone()
            .confirm(&own, &recognised, &NUMBER, at(2), RULES());
        assert_eq!((same, outcome), (seen, Err(AnswerError::Unknown)));
        assert_eq!(
            confirm(self::seen(), &recognised),
            Err(AnswerError::Unknown)
        );
    }

    #[test]
    fn who_asks_may_want_a_shorter_life_and_no_longer_one() {
        let lasts = |seconds| AppRequest {
            lasts_s: Some(seconds),
            ..called()
        };
        assert_eq!(lasts(60).expires_at(RULES()), at(60));
        assert_eq!(lasts(60).standing(at(60), RULES()), RequestState::Expired);
        assert_eq!(lasts(9_000).expires_at(RULES()), at(300));
    }
}
