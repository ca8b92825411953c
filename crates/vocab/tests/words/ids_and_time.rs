//! Identifiers, clocks, chance and partial dates.

use proptest::prelude::*;
use vocab::{
    Clock, Date, Entropy, ManualClock, PartialDate, PartialDateError, PersonId, SeededEntropy,
    SignedDuration, Timestamp,
};

fn moment() -> Timestamp {
    "2026-11-22T10:00:00.123456Z".parse().unwrap()
}

#[test]
fn an_id_has_version_seven_and_the_variant_of_the_rfc() {
    let id = PersonId::new(moment(), &SeededEntropy::new(1)).as_uuid();
    assert_eq!(id.get_version_num(), 7);
    assert_eq!(id.get_variant(), uuid::Variant::RFC4122);
}

#[test]
fn an_id_carries_its_millisecond_as_the_rfc_lays_it_out() {
    let id = PersonId::new(moment(), &SeededEntropy::new(1));
    let millis = id.as_bytes()[..6]
        .iter()
        .fold(0, |acc, byte| acc * 256 + i64::from(*byte));
    assert_eq!(millis, moment().as_millisecond());
}

#[test]
fn ids_of_one_moment_differ_by_chance() {
    let entropy = SeededEntropy::new(1);
    assert_ne!(
        PersonId::new(moment(), &entropy),
        PersonId::new(moment(), &entropy)
    );
}

#[test]
fn a_moment_before_1970_still_makes_an_id() {
    let id = PersonId::new(
        "1900-01-01T00:00:00Z".parse().unwrap(),
        &SeededEntropy::new(1),
    );
    assert_eq!(id.as_uuid().get_version_num(), 7);
}

#[test]
fn a_manual_clock_stands_still_until_it_is_moved() {
    let clock = ManualClock::new(moment());
    assert_eq!((clock.now(), clock.now()), (moment(), moment()));
    clock.advance_seconds(601);
    assert_eq!(clock.now(), moment() + SignedDuration::from_secs(601));
    clock.advance(SignedDuration::from_micros(-1));
    clock.set(moment());
    assert_eq!(clock.now(), moment());
    clock.advance(SignedDuration::MAX);
    assert_eq!(clock.now(), Timestamp::MAX);
}

#[test]
fn a_seed_always_gives_the_same_bytes_however_they_are_asked_for() {
    let bytes = |seed| {
        let mut dest = [0; 20];
        SeededEntropy::new(seed).fill(&mut dest);
        dest
    };
    assert_eq!(bytes(42), bytes(42));
    assert_ne!(bytes(42), bytes(43));
    assert!((0..1000).all(|_| SeededEntropy::new(3).below(7) < 7));
    assert_eq!(SeededEntropy::new(3).below(0), 0);
}

#[test]
fn reads_dates_that_are_known_only_in_part() {
    for (text, canonical) in [
        ("1990", "1990"),
        ("1990-05", "1990-05"),
        (" 1990-05-17 ", "1990-05-17"),
        ("1990-00-00", "1990"),
        ("1990-05-00", "1990-05"),
        ("2000-02-29", "2000-02-29"),
    ] {
        assert_eq!(PartialDate::parse(text).unwrap().to_string(), canonical);
    }
}

#[test]
fn says_what_is_wrong_with_a_date() {
    use PartialDateError::{Empty, NoSuchDate, Shape};
    for (text, error) in [
        (" ", Empty),
        ("90", Shape),
        ("17-05-1990", Shape),
        ("1990/05/17", Shape),
        ("1990-5-7", Shape),
        ("1990-05-17-01", Shape),
        ("1990-00-17", Shape),
        ("+990", Shape),
        ("1990-", Shape),
        ("1990-13", NoSuchDate),
        ("1990-02-30", NoSuchDate),
        ("1900-02-29", NoSuchDate),
        ("1799", NoSuchDate),
    ] {
        assert_eq!(PartialDate::parse(text), Err(error), "{text}");
    }
}

#[test]
fn partial_dates_may_be_equal_unless_a_known_part_differs() {
    let date = |text| PartialDate::parse(text).unwrap();
    assert!(date("1990").may_equal(date("1990-05-17")));
    assert!(date("1990-05").may_equal(date("1990-05-17")));
    assert!(!date("1990-06").may_equal(date("1990-05-17")));
    assert!(!date("1991").may_equal(date("1990")));
}

#[test]
fn in_doubt_a_person_is_taken_for_the_younger() {
    let on: Date = "2026-11-22".parse().unwrap();
    let of_age = |text| PartialDate::parse(text).unwrap().has_reached_age(18, on);
    assert!(of_age("2008-11-22") && !of_age("2008-11-23"));
    assert!(!of_age("2008-11") && of_age("2008-10"));
    assert!(!of_age("2008") && of_age("2007"));
    let leap = PartialDate::parse("2008-02-29").unwrap();
    assert!(!leap.has_reached_age(18, "2026-02-28".parse().unwrap()));
    assert!(leap.has_reached_age(18, "2026-03-01".parse().unwrap()));
}

proptest! {
    #[test]
    fn ids_of_later_microseconds_sort_later(
        earlier in 0..4_000_000_000_000_000_i64, step in 1..5_000_i64, seed in any::<u64>(),
    ) {
        let entropy = SeededEntropy::new(seed);
        let at = |micros| Timestamp::from_microsecond(micros).unwrap();
        let first = PersonId::new(at(earlier), &entropy);
        let second = PersonId::new(at(earlier + step), &entropy);
        prop_assert!(first < second);
    }

    #[test]
    fn an_id_is_read_back_from_text_bytes_and_json(seed in any::<u64>()) {
        let id = PersonId::new(moment(), &SeededEntropy::new(seed));
        prop_assert_eq!(id.to_string().parse(), Ok(id));
        prop_assert_eq!(PersonId::from_bytes(*id.as_bytes()), id);
        prop_assert_eq!(PersonId::from_uuid(id.as_uuid()), id);
        let json = serde_json::to_string(&id).unwrap();
        prop_assert_eq!(serde_json::from_str::<PersonId>(&json).unwrap(), id);
    }

    #[test]
    fn a_partial_date_lies_between_its_ends_and_is_read_back(
        year in 1800..=9999_i16, month in prop::option::of(1..=12_i8), day in prop::option::of(1..=31_i8),
    ) {
        if let Ok(date) = PartialDate::new(year, month, day) {
            prop_assert!(date.earliest() <= date.latest());
            prop_assert!(date.may_equal(date.earliest().into()) && date.may_equal(date.latest().into()));
            prop_assert_eq!(date.as_date().is_some(), day.is_some());
            prop_assert_eq!(PartialDate::parse(&date.to_string()), Ok(date));
        }
    }
}
