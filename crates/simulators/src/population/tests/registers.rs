//! The two registers over the population.

use std::collections::{HashMap, HashSet};

use model::document::BirthPlace;
use ports::civil_register::CivilRegister;
use ports::offence_register::OffenceRegister;
use vocab::{CountryCode, IdentityNumber, OffenceEntryId, Timestamp};

use super::super::{TableCivilRegister, TableOffenceRegister, offences, people};
use super::{candidates, key, now, ready, subject};

#[test]
fn the_dead_are_known_from_the_day_of_their_death() {
    let register = TableCivilRegister::demonstration();
    let person = key("Deceased and never registered");
    let find = |at: &str| {
        let at: Timestamp = at.parse().unwrap();
        ready(register.find(&person.record.number, at))
            .unwrap()
            .unwrap()
            .died_on
    };
    assert_eq!(find("2024-03-01T23:59:59Z"), None);
    assert_eq!(find("2024-03-02T00:00:00Z"), person.record.died_on);
    assert!(person.record.died_on.is_some());
}

#[test]
fn the_civil_register_knows_the_population_and_nobody_else() {
    let register = TableCivilRegister::demonstration();
    for person in people() {
        let found = ready(register.find(&person.record.number, now())).unwrap();
        assert_eq!(found, Some(person.record));
    }
    let stranger = IdentityNumber::parse("12345678Z").unwrap();
    assert_eq!(ready(register.find(&stranger, now())).unwrap(), None);
}

/// Who has candidates in the register of offences, and how many.
#[test]
fn only_those_who_show_it_have_candidates_in_the_register_of_offences() {
    let register = TableOffenceRegister::demonstration();
    let mut found = HashMap::new();
    for person in people() {
        let count = ready(register.candidates(&subject(&person))).unwrap().len();
        if count > 0 {
            found.insert(person.shows, count);
        }
    }
    assert_eq!(found.len(), 10, "{found:#?}");
    assert_eq!(found.values().filter(|count| **count == 2).count(), 1);
    for shows in found.keys() {
        let expected = ["reviewed", "In the register", "is cancelled"];
        assert!(expected.iter().any(|part| shows.contains(part)), "{shows}");
    }
}

#[test]
fn namesakes_match_by_name_and_birth_date_and_never_by_number() {
    let namesakes: Vec<_> = people()
        .into_iter()
        .filter(|p| p.shows.contains("reviewed"))
        .collect();
    assert_eq!(namesakes.len(), 7);
    for person in namesakes {
        for entry in candidates(&person) {
            assert_ne!(
                entry.number.as_ref(),
                Some(&person.record.number),
                "{}",
                person.shows
            );
            assert!(entry.birth_date.may_equal(person.record.birth_date));
            let by_name = entry.name.normalised() == person.record.name.normalised();
            assert_eq!(
                by_name,
                !person.shows.contains("same parents"),
                "{}",
                person.shows
            );
        }
    }
}

#[test]
fn entries_with_the_own_number_are_found_cancelled_or_not() {
    for (shows, cancelled) in [
        ("the certificate is positive", false),
        ("it does not count", true),
    ] {
        let person = key(shows);
        let entries = candidates(&person);
        assert_eq!(entries[0].number.as_ref(), Some(&person.record.number));
        assert_eq!(entries[0].conviction.cancelled, cancelled);
    }
}

#[test]
fn an_entry_is_found_by_its_id() {
    let register = TableOffenceRegister::demonstration();
    let entries = offences();
    let ids: HashSet<_> = entries.iter().map(|entry| entry.id).collect();
    assert_eq!(ids.len(), entries.len());
    assert_eq!(
        ready(register.entry(entries[3].id)).unwrap().as_ref(),
        Some(&entries[3])
    );
    let unknown = OffenceEntryId::from_bytes([0; 16]);
    assert_eq!(ready(register.entry(unknown)).unwrap(), None);
}

#[test]
fn lucia_and_her_namesake_differ_in_all_but_name_and_day() {
    let lucia = &people()[1];
    let entry = &candidates(lucia)[0];
    let place = |town: &str| BirthPlace {
        country: CountryCode::SPAIN,
        province: Some(town.to_owned()),
        town: Some(town.to_owned()),
    };
    assert_eq!(lucia.record.birth_place, place("Cuenca"));
    assert_eq!(entry.birth_place, Some(place("Lugo")));
    assert_ne!(entry.father, lucia.record.father);
}
