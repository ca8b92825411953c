//! Officers attend people who have a problem with their identity.

use e2e::{Demonstration, journey};
use serde_json::json;

/// Suspended and told so at the log-in, opened again; blocked, and opened by another officer only;
/// the app deactivated.
#[test]
fn an_officer_suspends_blocks_and_switches_off_and_the_person_is_told_and_let_in_again() {
    let demonstration = Demonstration::start();
    let person = demonstration
        .people()
        .showing("the answer should be that it is not her");
    let input = json!({ "number": person.number });
    let _ = journey("people", &demonstration.input(&input));
}
