//! Log-in with a certificate, in a browser that has one.

use e2e::{Demonstration, journey};
use serde_json::json;

/// Facts B.6: a certificate in software is substantial for an advanced registration. The address
/// that asks for it is real TLS; its responder says which certificates were revoked.
#[test]
fn a_person_enters_a_service_with_a_certificate_and_is_told_why_others_are_refused() {
    let demonstration = Demonstration::start();
    let person = demonstration
        .people()
        .showing("Registered at the advanced level, in person.");
    let input = json!({ "number": person.number });
    let _ = journey("certificate", &demonstration.input(&input));
}
