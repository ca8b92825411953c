//! The permanent password in a browser.

use e2e::{Demonstration, journey};
use serde_json::{Value, json};

fn travel(more: &Value) {
    let demonstration = Demonstration::start();
    let _ = journey("password", &demonstration.input(more));
}

/// R134–R142, R249, R253–R255.
#[test]
fn a_password_is_activated_used_changed_forgotten_and_recovered() {
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

/// R142, facts B.6: the app as the second factor, or the SMS for whoever would rather have it.
#[test]
fn a_password_is_confirmed_in_the_app_or_by_sms() {
    let demonstration = Demonstration::start();
    let _ = journey("password-app", &demonstration.input(&json!({})));
}
