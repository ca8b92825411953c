//! The thing that the project exists for, from the first page to the stranger who verifies the
//! certificate, as three people see it.

#![expect(clippy::indexing_slicing, reason = "tests")]

use e2e::{Demonstration, journey};
use serde_json::{Value, json};

fn travel(more: &Value) {
    let demonstration = Demonstration::start();
    let hero = demonstration.people().showing("The main journey");
    let mut input = demonstration.input(more);
    input["number"] = hero.number.into();
    let found = journey("main-journey", &input);
    assert!(found["code"].is_string(), "{found}");
}

/// R159–R177, R047–R065, R117–R128, R180–R187, R203–R206.
#[test]
fn a_foreign_student_obtains_the_certificate_and_a_stranger_verifies_it() {
    travel(&json!({ "lang": "es", "locale": "es-ES" }));
}

/// Every step works without JavaScript, here in Catalan.
#[test]
fn the_same_without_javascript_in_catalan() {
    travel(&json!({ "lang": "ca", "locale": "ca-ES", "javaScriptEnabled": false }));
}

/// On a phone, in English, with a dark screen.
#[test]
fn the_same_on_a_phone_in_english_in_the_dark() {
    let viewport = json!({ "width": 390, "height": 844 });
    travel(
        &json!({ "lang": "en", "locale": "en-GB", "viewport": viewport, "colorScheme": "dark" }),
    );
}
