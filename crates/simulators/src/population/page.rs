//! What `/people.json` of the developer inbox says (a stable surface).

use serde::Serialize;

use super::{DemoOfficer, DemoPerson, DemoRegistration, officers, people};

/// The whole answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeoplePage {
    /// Everybody, those to try first at the beginning.
    pub people: Vec<PersonLine>,
    /// The staff.
    pub officers: Vec<OfficerLine>,
}

/// A person as somebody needs to see who plays that person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonLine {
    /// The identity number, canonical.
    pub number: String,
    /// The contrast datum that the form asks for: a support number, or a date as `YYYY-MM-DD`.
    pub contrast: String,
    /// Given name.
    pub given_name: String,
    /// First surname.
    pub surname1: String,
    /// Second surname, or nothing.
    pub surname2: Option<String>,
    /// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    pub birth_date: String,
    /// E.164.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// Tax address on one line, or nothing.
    pub address: Option<String>,
    /// `none`, `basic`, `advanced` or a state.
    pub registration: String,
    /// What the person is there to show.
    pub shows: String,
    /// The activation code on the proof of registration, of who is registered when the
    /// demonstration starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activation_code: Option<String>,
    /// The permanent password, of who has one when the demonstration starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

/// An officer as somebody needs to see who steps in as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfficerLine {
    /// The whole name.
    pub name: String,
    /// Roles as words.
    pub roles: Vec<String>,
    /// The address that steps in as that officer.
    pub sign_in: String,
}

impl PeoplePage {
    /// The population as it is when the demonstration starts; `sign_in` tells the address that
    /// steps in as an officer, which depends on the ports.
    #[must_use]
    pub fn new(sign_in: impl Fn(&DemoOfficer) -> String) -> Self {
        let officers = officers().into_iter().map(|officer| OfficerLine {
            name: officer.name.full(),
            roles: officer.roles.iter().map(ToString::to_string).collect(),
            sign_in: sign_in(&officer),
        });
        Self {
            people: people().iter().map(PersonLine::from).collect(),
            officers: officers.collect(),
        }
    }
}

impl From<&DemoPerson> for PersonLine {
    fn from(person: &DemoPerson) -> Self {
        let record = &person.record;
        Self {
            number: record.number.to_string(),
            contrast: person.contrast(),
            given_name: record.name.given.to_string(),
            surname1: record.name.surname1.to_string(),
            surname2: record.name.surname2.as_ref().map(ToString::to_string),
            birth_date: record.birth_date.to_string(),
            phone: person.phone.to_string(),
            email: person.email.to_string(),
            address: record
                .tax_address
                .as_ref()
                .map(vocab::PostalAddress::one_line),
            registration: person.registration.as_str().to_owned(),
            shows: person.shows.to_owned(),
            activation_code: (person.registration != DemoRegistration::None)
                .then(|| person.activation_code().grouped()),
            password: person
                .password()
                .map(|password| password.expose().to_owned()),
        }
    }
}
