//! Logging in with a passkey.

use e2e::{Demonstration, journey};
use serde_json::json;

/// Facts B.6: a passkey that was added in a session opens the next one, in two languages, and
/// nothing once it is removed.
#[test]
fn a_passkey_added_after_a_pin_opens_the_next_session_and_nothing_once_it_is_removed() {
    let demonstration = Demonstration::start();
    let people = demonstration.people().ordinary_registered();
    let person = people.first().expect("somebody ordinary");
    let input = json!({
        "number": person.number,
        "walks": [
            { "lang": "es", "locale": "es-ES", "method": "Con llave de acceso", "narrow": true, "dark": false },
            { "lang": "en", "locale": "en-GB", "method": "Con llave de acceso", "narrow": false, "dark": true },
        ],
    });
    let _ = journey("passkeys", &demonstration.input(&input));
}
