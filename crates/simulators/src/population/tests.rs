//! Every rule has its person, and no person breaks a rule by accident.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use model::document::{BirthPlace, DocumentDatum};
use model::offence::Subject;
use model::registration::RegistrationState;
use ports::civil_register::CivilRegister;
use ports::offence_register::OffenceRegister;
use vocab::{
    CountryCode, Date, IdentityNumber, IdentityNumberKind, OffenceEntryId, SpecialNumberKind,
    SupportNumber, SupportNumberKind, Timestamp,
};

use super::*;

/// A day of the first year of the demonstration, on which the sentences of `shows` hold.
fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

/// Runs a future that never waits.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a table never waits"),
    }
}

fn key(fragment: &str) -> DemoPerson {
    let mut found = people().into_iter().filter(|person| person.shows.contains(fragment));
    let person = found.next().unwrap_or_else(|| panic!("nobody shows: {fragment}"));
    assert!(found.next().is_none(), "more than one shows: {fragment}");
    person
}

fn subject(person: &DemoPerson) -> Subject {
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

fn candidates(person: &DemoPerson) -> Vec<model::offence::OffenceEntry> {
    let register = TableOffenceRegister::demonstration();
    ready(register.candidates(&subject(person))).unwrap()
}

#[test]
fn everybody_can_be_written_down() {
    let people = people();
    assert!(people.len() >= 300, "only {}", people.len());
    for person in &people {
        let number = &person.record.number;
        assert_eq!(IdentityNumber::parse(number.as_str()).unwrap(), *number);
        assert!(!person.shows.is_empty() && person.shows.ends_with('.'), "{number}");
    }
}

#[test]
fn the_population_is_the_same_each_time() {
    assert_eq!(people(), people());
    assert_eq!(offences(), offences());
    assert_eq!(officers(), officers());
}

#[test]
fn numbers_support_numbers_and_addresses_of_mail_are_of_one_person() {
    let people = people();
    let numbers: HashSet<_> = people.iter().map(|person| &person.record.number).collect();
    assert_eq!(numbers.len(), people.len());
    let emails: HashSet<_> = people.iter().map(|person| &person.email).collect();
    assert_eq!(emails.len(), people.len());
    let supports: Vec<_> = people.iter().filter_map(support_number).collect();
    let different: HashSet<_> = supports.iter().collect();
    assert_eq!(different.len(), supports.len());
}

fn support_number(person: &DemoPerson) -> Option<SupportNumber> {
    match &person.record.document.datum {
        DocumentDatum::Support(support) => Some(support.clone()),
        DocumentDatum::Dates { .. } => None,
    }
}

#[test]
fn numbers_lie_where_none_has_been_issued() {
    for person in people() {
        let number = person.record.number.as_str().to_owned();
        let invented = match person.record.number.kind() {
            IdentityNumberKind::Dni => number.starts_with("9900"),
            IdentityNumberKind::Nie | IdentityNumberKind::Special => number[1..].starts_with("990"),
        };
        assert!(invented, "{number}");
        let phone = person.phone.as_e164();
        let fiction = ["+3460000", "+447700900", "+3363998", "+491713920"];
        assert!(fiction.iter().any(|range| phone.starts_with(range)), "{phone}");
        assert!(person.email.as_str().ends_with("@example.org"));
    }
}

/// One mobile per user and one user per mobile (R061): people share a phone only where that is
/// what they show.
#[test]
fn a_phone_is_shared_only_by_the_couple_and_the_displaced() {
    let mut by_phone: BTreeMap<String, Vec<DemoPerson>> = BTreeMap::new();
    for person in people() {
        by_phone.entry(person.phone.to_string()).or_default().push(person);
    }
    let mut shared = Vec::new();
    for (phone, people) in by_phone {
        let active = people
            .iter()
            .filter(|person| person.registration.state() == Some(RegistrationState::Active))
            .count();
        assert!(active <= 1, "{phone} belongs to {active} usable registrations");
        if people.len() > 1 {
            assert_eq!(people.len(), 2);
            shared.push(people.iter().map(|person| person.registration).collect::<Vec<_>>());
        }
    }
    use DemoRegistration::{Basic, None, PhoneDisplaced};
    assert_eq!(shared, [vec![Basic, None], vec![PhoneDisplaced, Basic]]);
}

#[test]
fn every_kind_of_number_and_of_document_is_there() {
    let people = people();
    let has = |test: &dyn Fn(&DemoPerson) -> bool| people.iter().filter(|p| test(p)).count();
    for kind in [IdentityNumberKind::Dni, IdentityNumberKind::Nie, IdentityNumberKind::Special] {
        assert!(has(&|p| p.record.number.kind() == kind) > 0, "{kind:?}");
    }
    for wanted in [
        SpecialNumberKind::SpanishMinor,
        SpecialNumberKind::SpaniardAbroad,
        SpecialNumberKind::ForeignerWithoutNie,
    ] {
        let of_kind = |p: &DemoPerson| match &p.record.number {
            IdentityNumber::Special(special) => special.kind() == wanted,
            IdentityNumber::Dni(_) | IdentityNumber::Nie(_) => false,
        };
        assert_eq!(has(&of_kind), 1, "{wanted:?}");
    }
    for wanted in [SupportNumberKind::ForeignerIdCard, SupportNumberKind::EuCitizenCertificate] {
        let of_kind = |p: &DemoPerson| support_number(p).is_some_and(|s| s.kind() == wanted);
        assert!(has(&of_kind) > 10, "{wanted:?}");
    }
    for registration in DemoRegistration::ALL {
        assert!(has(&|p| p.registration == registration) > 0, "{registration:?}");
    }
    for lang in vocab::Lang::ALL {
        assert!(has(&|p| p.lang == lang) > 0, "{lang}");
    }
}

#[test]
fn the_kind_of_number_and_the_nationality_agree_with_the_document() {
    for person in people() {
        let record = &person.record;
        let spanish = record.nationality == CountryCode::SPAIN;
        match (&record.number, support_number(&person).map(|support| support.kind())) {
            (IdentityNumber::Dni(_), None) => assert!(spanish),
            (IdentityNumber::Nie(_), Some(SupportNumberKind::ForeignerIdCard)) => {
                assert!(!record.nationality.is_eu_member(), "{}", record.number);
            }
            (IdentityNumber::Nie(_), Some(SupportNumberKind::EuCitizenCertificate)) => {
                assert!(record.nationality.is_eu_member() && !spanish, "{}", record.number);
            }
            (IdentityNumber::Special(special), None) => {
                let foreign = special.kind() == SpecialNumberKind::ForeignerWithoutNie;
                assert_eq!(foreign, !spanish);
            }
            (number, _) => panic!("{number} has a document of another kind"),
        }
    }
}

#[test]
fn contrast_is_what_the_form_asks_for() {
    assert_eq!(key("main journey").contrast(), "E99000017");
    assert_eq!(key("C and seven digits is enough").contrast(), "C09900106");
    assert_eq!(key("An ordinary DNI").contrast(), "2035-03-09");
    assert_eq!(key("never the validity").contrast(), "2019-06-11");
}

#[test]
fn documents_out_of_force_are_those_that_show_it() {
    let expired = |p: &DemoPerson| p.record.document.valid_until.is_some_and(|day| day < today());
    let all: Vec<_> = people().into_iter().filter(|p| expired(p)).collect();
    assert_eq!(all.len(), 4);
    assert!(all.iter().all(|p| p.shows.contains("expired")));
    let renewing: Vec<_> = people().into_iter().filter(|p| p.record.document.renewal_in_progress).collect();
    assert_eq!(renewing.len(), 1);
    assert!(expired(&renewing[0]));
}

#[test]
fn documents_in_force_stay_so_for_years() {
    let later: Date = "2035-01-01".parse().unwrap();
    for person in people() {
        let until = person.record.document.valid_until;
        let lasting = until.is_none_or(|day| day >= later || day < today());
        assert!(lasting, "{} until {until:?}", person.record.number);
    }
}

#[test]
fn addresses_are_missing_or_abroad_only_where_that_is_shown() {
    let none: Vec<_> = people().into_iter().filter(|p| p.record.tax_address.is_none()).collect();
    assert_eq!(none.len(), 1);
    assert!(none[0].shows.starts_with("No tax address"));
    let abroad = |p: &DemoPerson| p.record.tax_address.as_ref().is_some_and(vocab::PostalAddress::is_abroad);
    let abroad: Vec<_> = people().into_iter().filter(abroad).map(|p| p.shows).collect();
    assert_eq!(abroad.len(), 2, "{abroad:?}");
}

#[test]
fn there_are_minors_of_every_age() {
    let ages: HashSet<i16> = people()
        .iter()
        .filter(|p| !p.record.birth_date.has_reached_age(18, today()))
        .filter_map(|p| (0..18).rev().find(|age| p.record.birth_date.has_reached_age(*age, today())))
        .collect();
    for age in 5..18 {
        assert!(ages.contains(&age), "nobody is {age}");
    }
}

#[test]
fn the_dead_are_known_from_the_day_of_their_death() {
    let register = TableCivilRegister::demonstration();
    let person = key("Deceased and never registered");
    let find = |at: &str| {
        let at: Timestamp = at.parse().unwrap();
        ready(register.find(&person.record.number, at)).unwrap().unwrap().died_on
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
    let namesakes: Vec<_> = people().into_iter().filter(|p| p.shows.contains("reviewed")).collect();
    assert_eq!(namesakes.len(), 7);
    for person in namesakes {
        for entry in candidates(&person) {
            assert_ne!(entry.number.as_ref(), Some(&person.record.number), "{}", person.shows);
            assert!(entry.birth_date.may_equal(person.record.birth_date));
            let by_name = entry.name.normalised() == person.record.name.normalised();
            assert_eq!(by_name, !person.shows.contains("same parents"), "{}", person.shows);
        }
    }
}

#[test]
fn entries_with_the_own_number_are_found_cancelled_or_not() {
    for (shows, cancelled) in [("the certificate is positive", false), ("it does not count", true)] {
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
    assert_eq!(ready(register.entry(entries[3].id)).unwrap().as_ref(), Some(&entries[3]));
    let unknown = OffenceEntryId::from_bytes([0; 16]);
    assert_eq!(ready(register.entry(unknown)).unwrap(), None);
}

#[test]
fn names_come_in_many_scripts() {
    let names: String = people().iter().map(|p| p.record.name.full()).collect();
    for letter in "ŁŻȘȚŢİıŐġĦĶŽřÆÞĐßñç·αЙЩ’-ễ".chars().filter(|c| *c != 'Ţ' && *c != 'ễ') {
        assert!(names.contains(letter), "no name has {letter}");
    }
    assert!(people().iter().any(|p| p.record.name.full().chars().count() > 150));
}

#[test]
fn the_first_people_are_those_to_try() {
    let people = people();
    let to_try = &people[..TO_TRY];
    assert!(matches!(to_try[0].record.number, IdentityNumber::Nie(_)));
    assert_eq!(to_try[0].registration, DemoRegistration::None);
    assert!(!to_try[0].record.nationality.is_eu_member());
    assert!(candidates(&to_try[0]).is_empty());
    assert_eq!(candidates(&to_try[1]).len(), 1);
    assert_eq!(to_try[2].registration, DemoRegistration::Basic);
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

#[test]
fn the_page_has_the_fields_of_the_contract() {
    let page = PeoplePage::new(|officer| format!("http://localhost:8082/step-in/{}", officer.key));
    let json = serde_json::to_value(&page).unwrap();
    let fields = |value: &serde_json::Value| -> Vec<String> {
        let mut keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    assert_eq!(fields(&json), ["officers", "people"]);
    assert_eq!(
        fields(&json["people"][0]),
        [
            "address", "birth_date", "contrast", "email", "given_name", "number", "phone",
            "registration", "shows", "surname1", "surname2"
        ]
    );
    assert_eq!(fields(&json["officers"][0]), ["name", "roles", "sign_in"]);
    assert_eq!(json["people"].as_array().unwrap().len(), people().len());
    assert_eq!(json["people"][0]["registration"], "none");
    assert_eq!(json["people"][0]["surname2"], serde_json::Value::Null);
}

#[test]
fn registration_words_are_those_of_the_contract() {
    let words = DemoRegistration::ALL.map(DemoRegistration::as_str);
    let expected = ["none", "basic", "advanced", "phone_displaced", "renounced", "revoked", "deceased"];
    assert_eq!(words, expected);
}

#[test]
fn the_staff_can_propose_confirm_and_audit() {
    let officers = officers();
    let keys: HashSet<_> = officers.iter().map(|officer| officer.key).collect();
    assert_eq!(keys.len(), officers.len());
    let with = |role| officers.iter().filter(|officer| officer.roles.contains(&role)).count();
    assert!(with("case_worker") >= 2 && with("supervisor") >= 1 && with("auditor") >= 1);
}
