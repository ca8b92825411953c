//! "Obtain PIN", the PIN, the session.

use vocab::SignedDuration;

use crate::browser::Browser;
use crate::rig::{Rig, with_dni};

#[tokio::test]
async fn the_sms_is_offered_after_a_minute_and_names_who_asked() {
    let rig = Rig::new().await;
    let jordi = with_dni(31);
    let mut browser = Browser::new(&rig);
    browser.open("/login/pin").await;
    browser
        .identify(&jordi)
        .await
        .is_at("/login/pin/code")
        .is_private()
        .says("Podrá pedirlo por SMS dentro de");
    assert!(rig.messages().await.is_empty());
    // Too early: nothing is sent, and the page stays.
    browser
        .send("/login/pin/sms", &[])
        .await
        .is_at("/login/pin/code");
    assert!(rig.messages().await.is_empty());
    rig.pass(SignedDuration::from_secs(60));
    browser
        .open("/login/pin/code")
        .await
        .says("Ya puede pedir el PIN por SMS");
    browser
        .send("/login/pin/sms", &[])
        .await
        .says("Mire los SMS de su móvil");
    let (pin, service) = rig.pin().await;
    // In the language of the person, though the page is in Spanish.
    assert_eq!(service, "Identitat electrònica");
    browser
        .send("/login/pin/code", &[("pin", "?"), ("user_part", "ABCD")])
        .await
        .answers(422);
    browser.says("El PIN tiene 3 letras o números");
    let typed = pin.to_lowercase();
    browser
        .send("/login/pin/code", &[("pin", &typed), ("user_part", "ABCD")])
        .await;
    browser.is_at("/session").says("Jordi Camps Ferrer");
    assert_eq!(browser.cookie("pin"), None);
}

#[tokio::test]
async fn a_pin_is_tied_to_its_browser() {
    let rig = Rig::new().await;
    let jordi = with_dni(31);
    let mut browser = Browser::new(&rig);
    browser.open("/login/pin").await;
    browser.identify(&jordi).await;
    rig.pass(SignedDuration::from_secs(61));
    browser
        .open("/login/pin/code")
        .await
        .send("/login/pin/sms", &[])
        .await;
    let (pin, _) = rig.pin().await;
    let mut other = Browser::new(&rig);
    other.open("/login/pin").await;
    other.identify(&with_dni(101)).await;
    other.set_cookie("pin", browser.cookie("pin").unwrap());
    other.open("/login/pin/code").await;
    other
        .send("/login/pin/code", &[("pin", &pin), ("user_part", "ABCD")])
        .await
        .answers(422);
    browser
        .send("/login/pin/code", &[("pin", &pin), ("user_part", "ABCD")])
        .await;
    browser.is_at("/session");
}

#[tokio::test]
async fn a_pin_expires_after_ten_minutes_and_works_once() {
    let rig = Rig::new().await;
    let jordi = with_dni(31);
    let mut browser = Browser::new(&rig);
    browser.open("/login/pin").await;
    browser.identify(&jordi).await;
    rig.pass(SignedDuration::from_secs(61));
    browser
        .open("/login/pin/code")
        .await
        .send("/login/pin/sms", &[])
        .await;
    let (pin, _) = rig.pin().await;
    let ticket = browser.cookie("pin").unwrap().clone();
    browser
        .send("/login/pin/code", &[("pin", &pin), ("user_part", "ABCD")])
        .await;
    browser.is_at("/session");
    browser.set_cookie("pin", &ticket);
    browser.open("/login/pin/code").await;
    browser
        .send("/login/pin/code", &[("pin", &pin), ("user_part", "ABCD")])
        .await
        .answers(422);
    browser.says("Ese PIN ya se ha usado");

    browser.open("/login/pin").await;
    browser.identify(&jordi).await;
    rig.pass(SignedDuration::from_secs(61));
    browser
        .open("/login/pin/code")
        .await
        .send("/login/pin/sms", &[])
        .await;
    let (pin, _) = rig.pin().await;
    rig.pass(SignedDuration::from_mins(10));
    browser
        .send("/login/pin/code", &[("pin", &pin), ("user_part", "ABCD")])
        .await
        .answers(422);
    browser.says("Ese PIN ha caducado");
}

#[tokio::test]
async fn three_wrong_pins_void_it_and_three_void_pins_pause_the_browser() {
    let rig = Rig::new().await;
    let jordi = with_dni(31);
    let mut browser = Browser::new(&rig);
    for _ in 0..3 {
        browser.open("/login/pin").await;
        browser.identify(&jordi).await.is_at("/login/pin/code");
        for words in [
            "Le quedan 2 intentos",
            "Le queda un intento",
            "se han agotado",
        ] {
            browser
                .send("/login/pin/code", &[("pin", "AAA"), ("user_part", "ZZZZ")])
                .await;
            browser.answers(422).says(words);
        }
    }
    browser.open("/login/pin").await;
    browser
        .identify(&jordi)
        .await
        .answers(429)
        .says("Demasiados PIN equivocados");
    let mut another = Browser::new(&rig);
    another.open("/login/pin").await;
    another.identify(&jordi).await.is_at("/login/pin/code");
}

#[tokio::test]
async fn wrong_data_at_the_pin_form_are_refused_in_one_way() {
    let rig = Rig::new().await;
    let jordi = with_dni(31);
    let mut browser = Browser::new(&rig);
    browser.open("/login/pin").await;
    let number = jordi.record.number.as_str();
    browser
        .send("", &[("number", number), ("user_part", "ABCD")])
        .await
        .answers(200);
    let wrong = [
        ("number", number),
        ("which", "validity"),
        ("date-day", "1"),
        ("date-month", "1"),
        ("date-year", "2030"),
        ("user_part", "ABCD"),
    ];
    browser.send("", &wrong).await.answers(422);
    browser.says("No hemos podido confirmar esos datos");
    assert!(browser.page().contains("href=\"/help/not-confirmed\""));
}

#[tokio::test]
async fn a_session_ends_after_an_idle_hour_unless_the_person_stays() {
    let rig = Rig::new().await;
    let jordi = with_dni(31);
    let mut browser = Browser::new(&rig);
    browser
        .open("/login/pin")
        .await
        .enter_with_pin(&jordi)
        .await
        .is_at("/session");
    rig.pass(SignedDuration::from_mins(55));
    browser.send("/session/keep", &[]).await.is_at("/session");
    rig.pass(SignedDuration::from_mins(55));
    browser.open("/session").await.is_at("/session");
    rig.pass(SignedDuration::from_mins(61));
    browser.open("/session").await.is_at("/login");
}
