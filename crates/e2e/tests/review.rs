//! Applications that the machine cannot decide.

use e2e::{Demonstration, journey};
use serde_json::json;

/// R187, R189, R257: under review, decided by a person, told by SMS with the code.
#[test]
fn a_namesake_is_reviewed_and_gets_the_code_by_sms() {
    let demonstration = Demonstration::start();
    let namesake = demonstration
        .people()
        .showing("the answer should be that it is not her");
    let input = json!({ "number": namesake.number, "same": false });
    let _ = journey("review", &demonstration.input(&input));
}

/// R189, R258: the message of a positive outcome says to call or to visit, and nothing else.
#[test]
fn somebody_who_is_in_the_register_is_told_to_call_or_visit() {
    let demonstration = Demonstration::start();
    let found = demonstration
        .people()
        .showing("all else agrees: reviewed, and it is he");
    let input = json!({ "number": found.number, "same": true });
    let _ = journey("review", &demonstration.input(&input));
}
