//! What keeps a person out, wholly or in part: set by the person or by staff, never by a stranger's
//! doing.
//!
//! | kind | who sets it | what it closes | what lifts it |
//! |---|---|---|---|
//! | frozen | the person | every way, and everything given to relying parties | the person at *substantial*, or staff |
//! | suspended | staff | the same, until a moment | time, or staff |
//! | blocked | staff | the same, and every new registration | staff |
//! | new password | staff | the permanent password | setting it anew, or staff |
//! | new proofing | staff | everything above *low* | proving the identity again, or staff |
//! | a way switched off | the person, or staff | that way | the person in a session of no lower level, or staff |
//!
//! Restrictions are never removed: those that were lifted are the history.

use serde::{Deserialize, Serialize};
use vocab::{AssuranceLevel, OfficerId, PersonId, RegistrationLevel, RestrictionId, Timestamp};

use crate::session::{AuthenticationMethod, assurance};

/// What keeps a person out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RestrictionKind {
    /// By the person: nothing opens, nothing is given to relying parties.
    Frozen,
    /// By staff, with an end: nothing opens.
    Suspended,
    /// By staff, until lifted: nothing opens, nothing new can be registered.
    Blocked,
    /// By staff: the permanent password opens nothing until it is set anew.
    NewPassword,
    /// By staff: nothing above low until the identity is proven again.
    NewProofing,
    /// This way opens nothing.
    MeansOff(Means),
}

/// A means by which a person identifies. One has several methods: a PIN is a PIN whether it came by
/// SMS or showed in the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// The one-time PIN.
    Pin,
    /// Confirmation in the app.
    App,
    /// The permanent password.
    Password,
    /// Passkeys.
    Passkey,
    /// Electronic certificates.
    Certificate,
}

impl Means {
    /// All of them, in the order in which people are shown them.
    pub const ALL: [Self; 5] = [
        Self::Pin,
        Self::App,
        Self::Password,
        Self::Passkey,
        Self::Certificate,
    ];

    /// The means that a method is one of.
    #[must_use]
    pub fn of(method: AuthenticationMethod) -> Self {
        use AuthenticationMethod as M;
        match method {
            M::PinSms | M::PinApp => Self::Pin,
            M::AppKey | M::AppBound => Self::App,
            M::Password | M::PasswordSms | M::PasswordApp => Self::Password,
            M::Passkey | M::PasskeyBound => Self::Passkey,
            M::Certificate
            | M::CertificateCard
            | M::CertificateRepresentative
            | M::CertificateUnchecked => Self::Certificate,
        }
    }

    /// The methods that are of this means.
    pub fn methods(self) -> impl Iterator<Item = AuthenticationMethod> {
        AuthenticationMethod::ALL
            .into_iter()
            .filter(move |method| Self::of(*method) == self)
    }

    /// The word in addresses, forms and notices.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::App => "app",
            Self::Password => "password",
            Self::Passkey => "passkey",
            Self::Certificate => "certificate",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.as_str() == word)
    }
}

/// The app that shows a PIN, or confirms beside the password, has to be on as well.
fn needs_app(method: AuthenticationMethod) -> bool {
    matches!(
        method,
        AuthenticationMethod::PinApp | AuthenticationMethod::PasswordApp
    )
}

impl RestrictionKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Frozen,
        Self::Suspended,
        Self::Blocked,
        Self::NewPassword,
        Self::NewProofing,
        Self::MeansOff(Means::Pin),
        Self::MeansOff(Means::App),
        Self::MeansOff(Means::Password),
        Self::MeansOff(Means::Passkey),
        Self::MeansOff(Means::Certificate),
    ];

    /// The word in the database and in the audit.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Frozen => "frozen",
            Self::Suspended => "suspended",
            Self::Blocked => "blocked",
            Self::NewPassword => "new_password",
            Self::NewProofing => "new_proofing",
            Self::MeansOff(Means::Pin) => "pin_off",
            Self::MeansOff(Means::App) => "app_off",
            Self::MeansOff(Means::Password) => "password_off",
            Self::MeansOff(Means::Passkey) => "passkey_off",
            Self::MeansOff(Means::Certificate) => "certificate_off",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// If and only if nothing opens while it is in force.
    #[must_use]
    pub fn closes_everything(self) -> bool {
        match self {
            Self::Frozen | Self::Suspended | Self::Blocked => true,
            Self::NewPassword | Self::NewProofing | Self::MeansOff(_) => false,
        }
    }

    /// If and only if sessions and tokens end when it is set: nothing that was opened before goes
    /// on beside it. Switching one way off ends the sessions of that way only.
    #[must_use]
    pub fn ends_sessions(self) -> bool {
        match self {
            Self::Frozen
            | Self::Suspended
            | Self::Blocked
            | Self::NewPassword
            | Self::NewProofing => true,
            Self::MeansOff(_) => false,
        }
    }
}

/// Who set or lifted a restriction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetBy {
    /// The person themselves, or a step of theirs that lifts it by itself.
    Person,
    /// A public employee.
    Officer(OfficerId),
}

/// A restriction with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// Its id.
    pub id: RestrictionId,
    /// Whom it keeps out.
    pub person: PersonId,
    /// From what.
    pub kind: RestrictionKind,
    /// Who set it.
    pub set_by: SetBy,
    /// Why, in the words of whoever set it.
    pub reason: Option<String>,
    /// Since when.
    pub since: Timestamp,
    /// From here on it is over by itself.
    pub until: Option<Timestamp>,
    /// How it was lifted, if it was.
    pub lifted: Option<Lifted>,
}

/// How a restriction was lifted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifted {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: SetBy,
    /// Why, in the words of whoever lifted it.
    pub reason: Option<String>,
}

impl Restriction {
    /// Does it keep anybody out at `now`?
    #[must_use]
    pub fn in_force(&self, now: Timestamp) -> bool {
        self.lifted.is_none() && self.until.is_none_or(|until| now < until)
    }
}

/// A restriction in force, as a decision needs it: reasons stay sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InForce {
    /// Its id.
    pub id: RestrictionId,
    /// From what it keeps its person.
    pub kind: RestrictionKind,
    /// Who set it.
    pub set_by: SetBy,
    /// Since when.
    pub since: Timestamp,
    /// From here on it is over by itself.
    pub until: Option<Timestamp>,
}

/// Why a person who proved who they are is kept out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Held {
    /// They froze everything themselves.
    Frozen,
    /// An administration suspended them.
    Suspended {
        /// From here on it is over; `None` where no end was set.
        until: Option<Timestamp>,
    },
    /// An administration blocked them.
    Blocked,
    /// The password has to be set anew first.
    NewPassword,
    /// This way is switched off.
    MeansOff(Means),
}

impl Held {
    /// The word in the audit.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Frozen => RestrictionKind::Frozen.as_str(),
            Self::Suspended { .. } => RestrictionKind::Suspended.as_str(),
            Self::Blocked => RestrictionKind::Blocked.as_str(),
            Self::NewPassword => RestrictionKind::NewPassword.as_str(),
            Self::MeansOff(means) => RestrictionKind::MeansOff(means).as_str(),
        }
    }
}

/// How a person stands: the restrictions in force at the moment at which they were read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing(Vec<InForce>);

impl Standing {
    /// Those that are in force.
    #[must_use]
    pub fn new(in_force: Vec<InForce>) -> Self {
        Self(in_force)
    }

    /// Every restriction.
    pub fn iter(&self) -> impl Iterator<Item = &InForce> {
        self.0.iter()
    }

    /// The restriction of a kind, if it is in force.
    #[must_use]
    pub fn find(&self, kind: RestrictionKind) -> Option<&InForce> {
        self.0.iter().find(|one| one.kind == kind)
    }

    /// Is a restriction of this kind in force?
    #[must_use]
    pub fn has(&self, kind: RestrictionKind) -> bool {
        self.find(kind).is_some()
    }

    /// Did the person freeze everything?
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.has(RestrictionKind::Frozen)
    }

    /// Did somebody switch this means off?
    #[must_use]
    pub fn is_off(&self, means: Means) -> bool {
        self.has(RestrictionKind::MeansOff(means))
    }

    /// Why nothing at all opens at `now`, if so. What staff set is told before what the person set:
    /// thawing does not help then.
    #[must_use]
    pub fn closed(&self, now: Timestamp) -> Option<Held> {
        let lasts = |one: &&InForce| one.until.is_none_or(|until| now < until);
        if self.has(RestrictionKind::Blocked) {
            return Some(Held::Blocked);
        }
        let suspended = self
            .0
            .iter()
            .filter(|one| one.kind == RestrictionKind::Suspended)
            .filter(lasts);
        // The longest of several; one without an end is longer than any.
        if let Some(longest) = suspended.max_by_key(|one| one.until.unwrap_or(Timestamp::MAX)) {
            return Some(Held::Suspended {
                until: longest.until,
            });
        }
        self.is_frozen().then_some(Held::Frozen)
    }

    /// Whether a method opens anything at `now`.
    ///
    /// # Errors
    /// [`Held`] says why it does not.
    pub fn admits(&self, method: AuthenticationMethod, now: Timestamp) -> Result<(), Held> {
        if let Some(held) = self.closed(now) {
            return Err(held);
        }
        let means = Means::of(method);
        if self.is_off(means) {
            return Err(Held::MeansOff(means));
        }
        if needs_app(method) && self.is_off(Means::App) {
            return Err(Held::MeansOff(Means::App));
        }
        if means == Means::Password && self.has(RestrictionKind::NewPassword) {
            return Err(Held::NewPassword);
        }
        Ok(())
    }

    /// The level above which nothing goes, whatever the registration and the method.
    #[must_use]
    pub fn cap(&self) -> Option<AssuranceLevel> {
        self.has(RestrictionKind::NewProofing)
            .then_some(AssuranceLevel::Low)
    }

    /// The level of a registration as it counts now: a session under a cap is that of a registration
    /// that never proved more.
    #[must_use]
    pub fn counted(&self, level: RegistrationLevel) -> RegistrationLevel {
        match self.cap() {
            Some(_) => RegistrationLevel::Basic,
            None => level,
        }
    }

    /// Whether somebody who has just identified in this way may thaw what they froze: at
    /// *substantial* or more, in a way that is not switched off and is the person's own. The
    /// certificate of a representative speaks for an organisation.
    #[must_use]
    pub fn thaws(
        &self,
        registration: RegistrationLevel,
        method: AuthenticationMethod,
        now: Timestamp,
    ) -> bool {
        let others: Vec<InForce> = self
            .0
            .iter()
            .filter(|one| one.kind != RestrictionKind::Frozen)
            .copied()
            .collect();
        method != AuthenticationMethod::CertificateRepresentative
            && Self(others).admits(method, now).is_ok()
            && assurance(self.counted(registration), method) >= AssuranceLevel::Substantial
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn one(kind: RestrictionKind) -> InForce {
        InForce {
            id: RestrictionId::new(at(0), &SeededEntropy::new(1)),
            kind,
            set_by: SetBy::Person,
            since: at(0),
            until: (kind == RestrictionKind::Suspended).then(|| at(100)),
        }
    }

    fn under(kinds: &[RestrictionKind]) -> Standing {
        Standing::new(kinds.iter().copied().map(one).collect())
    }

    /// Every kind × every method, written out.
    #[test]
    fn every_kind_holds_exactly_the_methods_that_it_says() {
        use AuthenticationMethod as M;
        use RestrictionKind as K;
        let every: &[M] = &M::ALL;
        let table: [(K, &[M], Option<Held>); 10] = [
            (K::Frozen, every, Some(Held::Frozen)),
            (
                K::Suspended,
                every,
                Some(Held::Suspended {
                    until: Some(at(100)),
                }),
            ),
            (K::Blocked, every, Some(Held::Blocked)),
            (
                K::NewPassword,
                &[M::Password, M::PasswordSms, M::PasswordApp],
                Some(Held::NewPassword),
            ),
            (K::NewProofing, &[], None),
            (
                K::MeansOff(Means::Pin),
                &[M::PinSms, M::PinApp],
                Some(Held::MeansOff(Means::Pin)),
            ),
            (
                K::MeansOff(Means::App),
                &[M::AppKey, M::AppBound, M::PinApp, M::PasswordApp],
                Some(Held::MeansOff(Means::App)),
            ),
            (
                K::MeansOff(Means::Password),
                &[M::Password, M::PasswordSms, M::PasswordApp],
                Some(Held::MeansOff(Means::Password)),
            ),
            (
                K::MeansOff(Means::Passkey),
                &[M::Passkey, M::PasskeyBound],
                Some(Held::MeansOff(Means::Passkey)),
            ),
            (
                K::MeansOff(Means::Certificate),
                &[
                    M::Certificate,
                    M::CertificateCard,
                    M::CertificateRepresentative,
                    M::CertificateUnchecked,
                ],
                Some(Held::MeansOff(Means::Certificate)),
            ),
        ];
        assert_eq!(table.len(), K::ALL.len());
        for (kind, held, why) in table {
            for method in M::ALL {
                let expected = match why {
                    Some(why) if held.contains(&method) => Err(why),
                    Some(_) | None => Ok(()),
                };
                let admitted = under(&[kind]).admits(method, at(1));
                assert_eq!(admitted, expected, "{kind:?} × {method:?}");
            }
        }
    }

    /// Of several restrictions each still closes what it closes alone.
    #[test]
    fn no_restriction_opens_what_another_closes() {
        for first in RestrictionKind::ALL {
            for second in RestrictionKind::ALL {
                for method in AuthenticationMethod::ALL {
                    let alone = |kind| under(&[kind]).admits(method, at(1)).is_ok();
                    let both = under(&[first, second]).admits(method, at(1)).is_ok();
                    let expected = alone(first) && alone(second);
                    assert_eq!(both, expected, "{first:?} + {second:?} × {method:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_held_without_a_restriction() {
        for method in AuthenticationMethod::ALL {
            assert_eq!(Standing::default().admits(method, at(1)), Ok(()));
        }
        assert_eq!(Standing::default().cap(), None);
    }

    #[test]
    fn what_staff_set_is_told_before_what_the_person_set() {
        use RestrictionKind::{Blocked, Frozen, Suspended};
        let all = under(&[Frozen, Suspended, Blocked]);
        assert_eq!(all.closed(at(1)), Some(Held::Blocked));
        let suspended = under(&[Frozen, Suspended]);
        assert!(matches!(
            suspended.closed(at(1)),
            Some(Held::Suspended { .. })
        ));
    }

    #[test]
    fn a_suspension_ends_by_itself_and_the_longest_counts() {
        use RestrictionKind::Suspended;
        let short = under(&[Suspended]);
        assert_eq!(
            short.admits(AuthenticationMethod::PinSms, at(100)),
            Ok(()),
            "over on the second"
        );
        let longer = InForce {
            until: Some(at(200)),
            ..one(Suspended)
        };
        let both = Standing::new(vec![one(Suspended), longer]);
        let until = Some(at(200));
        assert_eq!(both.closed(at(1)), Some(Held::Suspended { until }));
        let endless = InForce {
            until: None,
            ..one(Suspended)
        };
        let both = Standing::new(vec![longer, endless]);
        assert_eq!(both.closed(at(1)), Some(Held::Suspended { until: None }));
    }

    #[test]
    fn new_proofing_caps_every_method_at_low() {
        let standing = under(&[RestrictionKind::NewProofing]);
        for method in AuthenticationMethod::ALL {
            let counted = standing.counted(RegistrationLevel::Advanced);
            assert_eq!(
                assurance(counted, method),
                AssuranceLevel::Low,
                "{method:?}"
            );
        }
    }

    #[test]
    fn only_a_way_of_the_persons_own_at_substantial_or_more_thaws() {
        use AuthenticationMethod as M;
        use RestrictionKind::{Frozen, MeansOff, NewPassword, NewProofing, Suspended};
        let frozen = under(&[Frozen]);
        for method in M::ALL {
            let own = method != M::CertificateRepresentative;
            let enough = method.level() >= AssuranceLevel::Substantial;
            let thaws = frozen.thaws(RegistrationLevel::Advanced, method, at(1));
            assert_eq!(thaws, own && enough, "{method:?}");
            assert!(
                !frozen.thaws(RegistrationLevel::Basic, method, at(1)),
                "{method:?}"
            );
        }
        let advanced = RegistrationLevel::Advanced;
        for (others, method) in [
            (vec![Frozen, MeansOff(Means::App)], M::AppBound),
            (vec![Frozen, NewPassword], M::PasswordSms),
            (vec![Frozen, NewProofing], M::CertificateCard),
            (vec![Frozen, Suspended], M::CertificateCard),
        ] {
            assert!(!under(&others).thaws(advanced, method, at(1)), "{others:?}");
        }
    }

    #[test]
    fn every_kind_and_every_means_has_a_word_that_reads_back() {
        for kind in RestrictionKind::ALL {
            assert_eq!(RestrictionKind::from_word(kind.as_str()), Some(kind));
        }
        for means in Means::ALL {
            assert_eq!(Means::from_word(means.as_str()), Some(means));
            assert!(means.methods().all(|method| Means::of(method) == means));
        }
        assert_eq!(RestrictionKind::from_word("grounded"), None);
    }

    #[test]
    fn a_restriction_is_in_force_until_its_end_or_until_it_is_lifted() {
        let kept = Restriction {
            id: RestrictionId::new(at(0), &SeededEntropy::new(1)),
            person: PersonId::new(at(0), &SeededEntropy::new(2)),
            kind: RestrictionKind::Suspended,
            set_by: SetBy::Person,
            reason: None,
            since: at(0),
            until: Some(at(10)),
            lifted: None,
        };
        assert!(kept.in_force(at(9)) && !kept.in_force(at(10)));
        let lifted = Restriction {
            lifted: Some(Lifted {
                at: at(5),
                by: SetBy::Person,
                reason: None,
            }),
            ..kept
        };
        assert!(!lifted.in_force(at(6)));
    }
}
