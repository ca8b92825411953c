//! A person who proved who they are, and is kept out: what their browser is told, and what they may
//! still do.

use audit::Event;
use model::{
    restriction::{Held, RestrictionKind, Standing},
    session::AuthenticationMethod,
};
use ports::sealing::TokenSealer;
use serde::{Deserialize, Serialize};
use store::{StoreError, Tx, repo};
use vocab::{DataKeyId, Entropy, Lang, PersonId, RegistrationLevel, SignedDuration, Timestamp};

/// Minutes for which the page of somebody who is kept out can be acted on: long enough to read it.
const MINUTES: i64 = 10;

/// The longest that comes back is some three hundred characters; more is not looked at.
const LONGEST: usize = 2_048;

const SEALED_AS: &str = "authn.kept_out";

/// Proof that a person identified and is kept out. Only the checkers of this crate make it; it is
/// no session, and gives nothing to anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOut {
    why: Held,
    person: PersonId,
    lang: Lang,
    method: AuthenticationMethod,
    registration: RegistrationLevel,
    may_thaw: bool,
    at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    w: String,
    u: Option<Timestamp>,
    p: PersonId,
    l: String,
    m: AuthenticationMethod,
    a: bool,
    t: bool,
    at: Timestamp,
}

impl KeptOut {
    /// Why.
    #[must_use]
    pub fn why(&self) -> Held {
        self.why
    }

    /// Who.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The language of the person.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// How they identified.
    #[must_use]
    pub fn method(&self) -> AuthenticationMethod {
        self.method
    }

    /// Level of their registration, as it counts now.
    #[must_use]
    pub fn registration(&self) -> RegistrationLevel {
        self.registration
    }

    /// May they thaw what they froze, here and now?
    #[must_use]
    pub fn may_thaw(&self) -> bool {
        self.may_thaw
    }

    /// When they identified.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// From here on the proof is worth nothing.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        self.at
            .checked_add(SignedDuration::from_mins(MINUTES))
            .unwrap_or(Timestamp::MAX)
    }

    /// Seals it for the browser of the person.
    #[must_use]
    pub fn seal(&self, tokens: &dyn TokenSealer) -> String {
        let until = match self.why {
            Held::Suspended { until } => until,
            Held::Frozen | Held::Blocked | Held::NewPassword | Held::MeansOff(_) => None,
        };
        let sealed = Sealed {
            w: self.why.as_str().to_owned(),
            u: until,
            p: self.person,
            l: self.lang.tag().to_owned(),
            m: self.method,
            a: self.registration == RegistrationLevel::Advanced,
            t: self.may_thaw,
            at: self.at,
        };
        // Cannot fail: it is made of values that serialise to JSON.
        let plain = serde_json::to_vec(&sealed).expect("what keeps out serialises");
        tokens.seal_token(SEALED_AS, &plain)
    }

    /// Reads what was sealed; nothing if it was tampered with or its time has passed.
    #[must_use]
    pub fn open(tokens: &dyn TokenSealer, text: &str, now: Timestamp) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let plain = tokens.open_token(SEALED_AS, text)?;
        let sealed: Sealed = serde_json::from_slice(&plain).ok()?;
        let why = match RestrictionKind::from_word(&sealed.w)? {
            RestrictionKind::Frozen => Held::Frozen,
            RestrictionKind::Suspended => Held::Suspended { until: sealed.u },
            RestrictionKind::Blocked => Held::Blocked,
            RestrictionKind::NewPassword => Held::NewPassword,
            RestrictionKind::MeansOff(means) => Held::MeansOff(means),
            RestrictionKind::NewProofing => return None,
        };
        let read = Self {
            why,
            person: sealed.p,
            lang: Lang::from_tag(&sealed.l)?,
            method: sealed.m,
            registration: if sealed.a {
                RegistrationLevel::Advanced
            } else {
                RegistrationLevel::Basic
            },
            may_thaw: sealed.t,
            at: sealed.at,
        };
        (now < read.ends_at()).then_some(read)
    }
}

/// Somebody at the door who proved who they are.
pub(crate) struct AtTheDoor<'a> {
    pub(crate) person: PersonId,
    pub(crate) data_key: DataKeyId,
    pub(crate) method: AuthenticationMethod,
    pub(crate) registration: RegistrationLevel,
    pub(crate) now: Timestamp,
    pub(crate) entropy: &'a dyn Entropy,
}

impl AtTheDoor<'_> {
    /// Keeps the person out, with the entry that says so.
    pub(crate) fn keep_out(
        &self,
        tx: &mut Tx<'_>,
        standing: &Standing,
        why: Held,
    ) -> Result<KeptOut, StoreError> {
        let event = Event::KeptOut {
            method: self.method.as_str().to_owned(),
            why: why.as_str().to_owned(),
        };
        let about = audit::about_person(self.person, self.data_key);
        audit::append(tx, &event, about, self.now, self.entropy)?;
        let thaws = standing.thaws(self.registration, self.method, self.now);
        Ok(KeptOut {
            why,
            person: self.person,
            lang: repo::person::lang_of(tx, self.person)?.unwrap_or(Lang::Es),
            method: self.method,
            registration: standing.counted(self.registration),
            may_thaw: why == Held::Frozen && thaws,
            at: self.now,
        })
    }
}
