//! Somebody else in one's name: told, frozen, thawed.

use e2e::{Demonstration, journey};
use serde_json::{Value, json};

fn travel(more: &Value) {
    let demonstration = Demonstration::start();
    let _ = journey("freeze", &demonstration.input(more));
}

/// A log-in from a second browser is told, the link of the mail freezes, every way says what is so.
#[test]
fn the_link_of_a_mail_freezes_and_a_substantial_log_in_thaws() {
    travel(&json!({ "lang": "es", "locale": "es-ES" }));
}

/// On a phone, in English, with a dark screen and without JavaScript.
#[test]
fn the_same_on_a_phone_in_english_without_javascript() {
    let viewport = json!({ "width": 390, "height": 844 });
    travel(&json!({
        "lang": "en", "locale": "en-GB", "viewport": viewport, "colorScheme": "dark",
        "javaScriptEnabled": false,
    }));
}
