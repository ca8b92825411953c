//! The population of the demonstration: some hundreds of invented people who together cover every
//! rule that a journey or a test needs.
//!
//! | module | content |
//! |---|---|
//! | `key_people` | people written by hand, each for one rule |
//! | `generated` | the others, drawn from a fixed seed |
//! | `offences` | entries of the register of offences |
//! | `officers` | the staff of the demonstration |
//! | `registers` | the ports over these tables |
//! | `page` | what `/people.json` says |
//!
//! Nobody here exists. Numbers lie where none has been issued (DNI from 99,000,000; NIE, K, L and
//! M from 9,900,000), Spanish telephones begin with 600 0, foreign ones lie in ranges kept for
//! fiction, mail goes to `example.org`, streets are invented.
//!
//! Dates are fixed, so that people are the same on every machine and day. Documents in force stay
//! so until 2035 at least, longer than the law gives the young, so that the demonstration does
//! not age; children are born in every year until 2022.

mod draft;
mod generated;
mod key_people;
mod offences;
mod officers;
mod page;
mod places;
mod registers;

use std::sync::LazyLock;

use model::document::DocumentDatum;
use model::registration::RegistrationState;
use ports::civil_register::CivilRecord;
use vocab::{
    ActivationCode, EmailAddress, IdentityNumber, Lang, Nie, Password, PhoneNumber,
    RegistrationLevel, SeededEntropy,
};

pub use offences::offences;
pub use officers::{DemoOfficer, officers};
pub use page::{OfficerLine, PeoplePage, PersonLine};
pub use registers::{TableCivilRegister, TableOffenceRegister};

/// An invented person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// What the civil register knows.
    pub record: CivilRecord,
    /// The mobile in the person's hand. Two people of a couple have the same.
    pub phone: PhoneNumber,
    /// The person's e-mail address.
    pub email: EmailAddress,
    /// The language that the person prefers.
    pub lang: Lang,
    /// How the person stands when the demonstration starts.
    pub registration: DemoRegistration,
    /// What the person is there to show, in one sentence.
    pub shows: &'static str,
}

/// The permanent password of who has one when the demonstration starts; [`PeoplePage`] tells it.
const PASSWORD: &str = "Grapa-violeta-79";

/// Who has one: a foreigner registered at the advanced level.
const HAS_PASSWORD: u32 = 29_900_204;

impl DemoPerson {
    /// The activation code on the person's proof of registration, the same on every machine: a
    /// demonstration cannot hand out paper.
    #[must_use]
    pub fn activation_code(&self) -> ActivationCode {
        let digits: String = (self.record.number.as_str().chars())
            .filter(char::is_ascii_digit)
            .collect();
        let seed = digits.parse().unwrap_or_default();
        ActivationCode::generate(&SeededEntropy::new(seed))
    }

    /// The permanent password, of who has one when the demonstration starts.
    #[must_use]
    pub fn password(&self) -> Option<Password> {
        let holder = Nie::from_digits(HAS_PASSWORD)?;
        (self.record.number == holder.into())
            .then(|| Password::parse(PASSWORD).ok())
            .flatten()
    }
}

/// How a person stands when the demonstration starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DemoRegistration {
    /// Not registered.
    None,
    /// Registered at the basic level, usable.
    Basic,
    /// Registered at the advanced level, usable.
    Advanced,
    /// Registered at the basic level; somebody else has proven the phone since (R062).
    PhoneDisplaced,
    /// Registered at the basic level and given up.
    Renounced,
    /// Registered at the basic level and withdrawn by the administration.
    Revoked,
    /// Registered at the basic level before the person died.
    Deceased,
}

impl DemoRegistration {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::Basic,
        Self::Advanced,
        Self::PhoneDisplaced,
        Self::Renounced,
        Self::Revoked,
        Self::Deceased,
    ];

    /// The word of `/people.json`: `none`, `basic`, `advanced` or a state.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match (self, self.state()) {
            (Self::None, _) | (_, None) => "none",
            (Self::Basic, _) => "basic",
            (Self::Advanced, _) => "advanced",
            (_, Some(state)) => state.as_str(),
        }
    }

    /// The level of the registration; `None` where there is none.
    #[must_use]
    pub fn level(self) -> Option<RegistrationLevel> {
        match self {
            Self::None => None,
            Self::Advanced => Some(RegistrationLevel::Advanced),
            Self::Basic
            | Self::PhoneDisplaced
            | Self::Renounced
            | Self::Revoked
            | Self::Deceased => Some(RegistrationLevel::Basic),
        }
    }

    /// The state of the registration; `None` where there is none.
    #[must_use]
    pub fn state(self) -> Option<RegistrationState> {
        match self {
            Self::None => None,
            Self::Basic | Self::Advanced => Some(RegistrationState::Active),
            Self::PhoneDisplaced => Some(RegistrationState::PhoneDisplaced),
            Self::Renounced => Some(RegistrationState::Renounced),
            Self::Revoked => Some(RegistrationState::Revoked),
            Self::Deceased => Some(RegistrationState::Deceased),
        }
    }
}

impl DemoPerson {
    /// The contrast datum that the form asks this person for, as text: the support number; or the
    /// validity date of a DNI, the issue date of a permanent one, as `YYYY-MM-DD`.
    #[must_use]
    pub fn contrast(&self) -> String {
        let document = &self.record.document;
        match (&document.datum, document.valid_until) {
            (DocumentDatum::Support(support), _) => support.to_string(),
            (DocumentDatum::Dates { .. }, Some(valid_until)) => valid_until.to_string(),
            (DocumentDatum::Dates { issued_on }, None) => issued_on.to_string(),
        }
    }
}

/// How many people at the beginning of [`people`] are the ones to try first.
pub const TO_TRY: usize = 3;

/// All people, always the same. The first [`TO_TRY`] are those to try first: the foreigner of the
/// main journey, the namesake whose application is reviewed, and somebody already registered.
#[must_use]
pub fn people() -> Vec<DemoPerson> {
    PEOPLE.clone()
}

/// Made once a process.
static PEOPLE: LazyLock<Vec<DemoPerson>> = LazyLock::new(|| {
    let mut people = key_people::key_people();
    people.extend(generated::generated());
    people
});

/// The person with a number.
#[must_use]
pub fn person(number: &IdentityNumber) -> Option<DemoPerson> {
    PEOPLE
        .iter()
        .find(|person| person.record.number == *number)
        .cloned()
}

#[cfg(test)]
mod tests;
