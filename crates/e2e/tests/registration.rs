//! Journeys through identity alone.

use e2e::{Demonstration, journey};
use serde_json::json;

/// R047–R065, R117–R128: letter, code, phone, terms, receipt, PIN.
#[test]
fn a_foreign_student_registers_by_letter_and_identifies() {
    let demonstration = Demonstration::start();
    let hero = demonstration
        .people()
        .who(|person| person.shows.starts_with("The main journey"));
    let input = json!({ "number": hero.number, "lang": "es", "locale": "es-ES" });
    let _ = journey("identity-alone", &demonstration.input(&input));
}
