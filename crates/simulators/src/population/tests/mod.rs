//! Every rule has its person, and no person breaks a rule by accident.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod page;
mod people;
mod registers;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use model::offence::Subject;
use ports::offence_register::OffenceRegister;
use vocab::{Date, Timestamp};

use super::{DemoPerson, TableOffenceRegister, people};

/// A day of the first year of the demonstration, on which the sentences of `shows` hold.
pub(super) fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

pub(super) fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

/// Runs a future that never waits.
pub(super) fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a table never waits"),
    }
}

pub(super) fn key(fragment: &str) -> DemoPerson {
    let mut found = people()
        .into_iter()
        .filter(|person| person.shows.contains(fragment));
    let person = found
        .next()
        .unwrap_or_else(|| panic!("nobody shows: {fragment}"));
    assert!(found.next().is_none(), "more than one shows: {fragment}");
    person
}

pub(super) fn subject(person: &DemoPerson) -> Subject {
    let record = person.record.clone();
    Subject {
        number: record.number,
        name: record.name,
        birth_date: record.birth_date,
        birth_place: record.birth_place,
        sex: record.sex,
        nationality: record.nationality,
        father: record.father,
        mother: record.mother,
    }
}

pub(super) fn candidates(person: &DemoPerson) -> Vec<model::offence::OffenceEntry> {
    let register = TableOffenceRegister::demonstration();
    ready(register.candidates(&subject(person))).unwrap()
}
