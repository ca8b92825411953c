//! Numbers, documents, phones, addresses and names.

use std::collections::{BTreeMap, HashSet};

use model::document::DocumentDatum;
use model::registration::RegistrationState;
use vocab::{
    CountryCode, Date, IdentityNumber, IdentityNumberKind, SpecialNumberKind, SupportNumber,
    SupportNumberKind,
};

use super::super::{DemoPerson, DemoRegistration, offences, officers, people};
use super::today;

fn support_number(person: &DemoPerson) -> Option<SupportNumber> {
    match &person.record.document.datum {
        DocumentDatum::Support(support) => Some(support.clone()),
        DocumentDatum::Dates { .. } => None,
    }
}

#[test]
fn everybody_can_be_written_down() {
    let people = people();
    assert!(people.len() >= 300, "only {}", people.len());
    for person in &people {
        let number = &person.record.number;
        assert_eq!(IdentityNumber::parse(number.as_str()).unwrap(), *number);
        assert!(
            !person.shows.is_empty() && person.shows.ends_with('.'),
            "{number}"
        );
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
        assert!(
            fiction.iter().any(|range| phone.starts_with(range)),
            "{phone}"
        );
        assert!(person.email.as_str().ends_with("@example.org"));
    }
}

/// One mobile per user and one user per mobile (R061): people share a phone only where that is
/// what they show.
#[test]
fn a_phone_is_shared_only_by_the_couple_and_the_displaced() {
    let mut by_phone: BTreeMap<String, Vec<DemoPerson>> = BTreeMap::new();
    for person in people() {
        by_phone
            .entry(person.phone.to_string())
            .or_default()
            .push(person);
    }
    let mut shared = Vec::new();
    for (phone, people) in by_phone {
        let active = people
            .iter()
            .filter(|person| person.registration.state() == Some(RegistrationState::Active))
            .count();
        assert!(
            active <= 1,
            "{phone} belongs to {active} usable registrations"
        );
        if people.len() > 1 {
            assert_eq!(people.len(), 2);
            shared.push(
                people
                    .iter()
                    .map(|person| person.registration)
                    .collect::<Vec<_>>(),
            );
        }
    }
    use DemoRegistration::{Basic, None, PhoneDisplaced};
    assert_eq!(shared, [vec![Basic, None], vec![PhoneDisplaced, Basic]]);
}

#[test]
fn every_kind_of_number_and_of_document_is_there() {
    let people = people();
    let has = |test: &dyn Fn(&DemoPerson) -> bool| people.iter().filter(|p| test(p)).count();
    for kind in [
        IdentityNumberKind::Dni,
        IdentityNumberKind::Nie,
        IdentityNumberKind::Special,
    ] {
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
    for wanted in [
        SupportNumberKind::ForeignerIdCard,
        SupportNumberKind::EuCitizenCertificate,
    ] {
        let of_kind = |p: &DemoPerson| support_number(p).is_some_and(|s| s.kind() == wanted);
        assert!(has(&of_kind) > 10, "{wanted:?}");
    }
    for registration in DemoRegistration::ALL {
        assert!(
            has(&|p| p.registration == registration) > 0,
            "{registration:?}"
        );
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
        match (
            &record.number,
            support_number(&person).map(|support| support.kind()),
        ) {
            (IdentityNumber::Dni(_), None) => assert!(spanish),
            (IdentityNumber::Nie(_), Some(SupportNumberKind::ForeignerIdCard)) => {
                assert!(!record.nationality.is_eu_member(), "{}", record.number);
            }
            (IdentityNumber::Nie(_), Some(SupportNumberKind::EuCitizenCertificate)) => {
                assert!(
                    record.nationality.is_eu_member() && !spanish,
                    "{}",
                    record.number
                );
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
fn documents_out_of_force_are_those_that_show_it() {
    let expired = |p: &DemoPerson| {
        p.record
            .document
            .valid_until
            .is_some_and(|day| day < today())
    };
    let all: Vec<_> = people().into_iter().filter(|p| expired(p)).collect();
    assert_eq!(all.len(), 4);
    assert!(all.iter().all(|p| p.shows.contains("expired")));
    let renewing: Vec<_> = people()
        .into_iter()
        .filter(|p| p.record.document.renewal_in_progress)
        .collect();
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
    let none: Vec<_> = people()
        .into_iter()
        .filter(|p| p.record.tax_address.is_none())
        .collect();
    assert_eq!(none.len(), 1);
    assert!(none[0].shows.starts_with("No tax address"));
    let abroad = |p: &DemoPerson| {
        p.record
            .tax_address
            .as_ref()
            .is_some_and(vocab::PostalAddress::is_abroad)
    };
    let abroad: Vec<_> = people()
        .into_iter()
        .filter(abroad)
        .map(|p| p.shows)
        .collect();
    assert_eq!(abroad.len(), 2, "{abroad:?}");
}

#[test]
fn there_are_minors_of_every_age() {
    let ages: HashSet<i16> = people()
        .iter()
        .filter(|p| !p.record.birth_date.has_reached_age(18, today()))
        .filter_map(|p| {
            (0..18)
                .rev()
                .find(|age| p.record.birth_date.has_reached_age(*age, today()))
        })
        .collect();
    for age in 5..18 {
        assert!(ages.contains(&age), "nobody is {age}");
    }
}

#[test]
fn names_come_in_many_scripts() {
    let names: String = people().iter().map(|p| p.record.name.full()).collect();
    for letter in "ŁŻȘȚİıŐġĦĶŽřÆÞĐßñç·αЙЩ’-ễ".chars() {
        assert!(names.contains(letter), "no name has {letter}");
    }
    assert!(
        people()
            .iter()
            .any(|p| p.record.name.full().chars().count() > 150)
    );
}
