//! Registration by video call, in browsers with an invented camera.

use e2e::{Demonstration, journey};
use serde_json::json;

/// R070–R096: information, the test call, the waiting room on a phone; a second window takes over.
#[test]
fn somebody_tests_the_device_and_waits_for_the_turn_without_losing_the_place() {
    let demonstration = Demonstration::start();
    let person = demonstration
        .people()
        .showing("An ordinary DNI: the validity date is asked.");
    let input = json!({ "number": person.number });
    let _ = journey("video-waiting", &demonstration.input(&input));
}
