//! Registration by letter, beside the main journey.

use e2e::{Demonstration, journey};
use serde_json::json;

/// R047–R065, R117–R128: without any relying party, through every page of identity.
#[test]
fn somebody_registers_by_letter_and_identifies_at_identity_itself() {
    let demonstration = Demonstration::start();
    let person = demonstration
        .people()
        .showing("An ordinary DNI: the validity date is asked.");
    let input = json!({ "number": person.number, "lang": "es", "locale": "es-ES" });
    let _ = journey("identity-alone", &demonstration.input(&input));
}

/// R059, R062: every phone gets a code and the same page; only then is the person asked.
#[test]
fn a_couple_shares_a_phone_and_the_second_takes_it_over_knowingly() {
    let demonstration = Demonstration::start();
    let people = demonstration.people();
    let input = json!({
        "first": people.showing("One of a couple with one phone").number,
        "second": people.showing("The other of the couple").number,
        "other": "+34600009211",
    });
    let _ = journey("couple", &demonstration.input(&input));
}
