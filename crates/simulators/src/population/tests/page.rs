//! What somebody who plays these people sees.

use std::collections::HashSet;

use vocab::IdentityNumber;

use super::super::{DemoRegistration, PeoplePage, TO_TRY, officers, people};
use super::{candidates, key};

#[test]
fn contrast_is_what_the_form_asks_for() {
    assert_eq!(key("main journey").contrast(), "E99000017");
    assert_eq!(key("C and seven digits is enough").contrast(), "C09900106");
    assert_eq!(key("An ordinary DNI").contrast(), "2035-03-09");
    assert_eq!(key("never the validity").contrast(), "2019-06-11");
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
            "address",
            "birth_date",
            "contrast",
            "email",
            "given_name",
            "number",
            "phone",
            "registration",
            "shows",
            "surname1",
            "surname2"
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
    let expected = [
        "none",
        "basic",
        "advanced",
        "phone_displaced",
        "renounced",
        "revoked",
        "deceased",
    ];
    assert_eq!(words, expected);
}

#[test]
fn the_staff_can_propose_confirm_and_audit() {
    let officers = officers();
    let keys: HashSet<_> = officers.iter().map(|officer| officer.key).collect();
    assert_eq!(keys.len(), officers.len());
    let with = |role| {
        officers
            .iter()
            .filter(|officer| officer.roles.contains(&role))
            .count()
    };
    assert!(with("case_worker") >= 2 && with("administrator") >= 1 && with("auditor") >= 1);
}
