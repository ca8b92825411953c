//! Who can be played: `/people.json` of the developer inbox.

use serde::Deserialize;

/// Everybody.
#[derive(Debug, Clone, Deserialize)]
pub struct People {
    /// The population.
    pub people: Vec<Person>,
    /// The staff.
    pub officers: Vec<Officer>,
}

/// An invented person.
#[derive(Debug, Clone, Deserialize)]
pub struct Person {
    /// Identity number.
    pub number: String,
    /// The datum that the form asks for.
    pub contrast: String,
    /// Given name.
    pub given_name: String,
    /// First surname.
    pub surname1: String,
    /// Second surname.
    pub surname2: Option<String>,
    /// Birth date, ISO 8601, of which parts may be missing.
    pub birth_date: String,
    /// E.164.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// `none`, `basic`, `advanced` or a state.
    pub registration: String,
    /// What the person is there to show.
    pub shows: String,
    /// The activation code on the proof of registration.
    pub activation_code: Option<String>,
    /// The permanent password, of who has one already.
    pub password: Option<String>,
}

/// An invented officer.
#[derive(Debug, Clone, Deserialize)]
pub struct Officer {
    /// Whole name.
    pub name: String,
    /// Roles.
    pub roles: Vec<String>,
    /// The address that steps in.
    pub sign_in: String,
}

impl People {
    /// The person with this number.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn numbered(&self, number: &str) -> Person {
        let found = self.people.iter().find(|person| person.number == number);
        found
            .unwrap_or_else(|| panic!("nobody has {number}"))
            .clone()
    }

    /// The first person who is there to show something, in these words among others.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn showing(&self, words: &str) -> Person {
        let found = self
            .people
            .iter()
            .find(|person| person.shows.contains(words));
        found
            .unwrap_or_else(|| panic!("nobody shows: {words}"))
            .clone()
    }

    /// Those who are registered with a phone and a document in force, and show nothing special.
    #[must_use]
    pub fn ordinary_registered(&self) -> Vec<Person> {
        let is = |person: &&Person| person.shows.starts_with("An ordinary") && person.registered();
        self.people.iter().filter(is).cloned().collect()
    }

    /// Those who are not registered, and show nothing special.
    #[must_use]
    pub fn ordinary_strangers(&self) -> Vec<Person> {
        let is = |person: &&Person| person.shows.starts_with("An ordinary") && !person.registered();
        self.people.iter().filter(is).cloned().collect()
    }
}

impl Person {
    /// Registered and usable?
    #[must_use]
    pub fn registered(&self) -> bool {
        ["basic", "advanced"].contains(&self.registration.as_str())
    }

    /// Is the contrast datum a date?
    #[must_use]
    pub fn has_date(&self) -> bool {
        self.contrast.contains('-')
    }
}
