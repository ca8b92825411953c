//! The mobile: what is accepted, the code by SMS, and a phone that belongs to somebody else.

use model::notice::{Channel, Notice};
use vocab::SignedDuration;

use crate::browser::Browser;
use crate::rig::{Rig, with_dni};

async fn at_contact(rig: &Rig) -> Browser<'_> {
    let tomas = with_dni(101);
    let mut browser = Browser::new(rig);
    let code = browser.ask_for_letter(&tomas).await.unwrap();
    browser
        .type_letter(&tomas, &code)
        .await
        .is_at("/register/contact");
    browser
}

#[tokio::test]
async fn a_foreign_mobile_needs_its_prefix_and_every_mistake_has_its_words() {
    let rig = Rig::new().await;
    let mut browser = at_contact(&rig).await;
    for (phone, words) in [
        ("", "Escriba su móvil."),
        ("07700 900123", "escriba el prefijo, como +33"),
        ("+34 600 00 00 1", "cifras de más o de menos"),
        ("+999 600 000 017", "Ningún país tiene ese prefijo"),
        ("+34 910 000 017", "no es de un móvil"),
    ] {
        browser
            .send("", &[("phone", phone), ("email", "tomas@example.org")])
            .await;
        browser.answers(422).says(words);
    }
    for (email, words) in [
        ("", "Escriba su correo"),
        ("tomas.example.org", "una arroba"),
    ] {
        browser
            .send("", &[("phone", "600000101"), ("email", email)])
            .await;
        browser.answers(422).says(words);
    }
    assert!(rig.messages().await.is_empty());
    browser
        .send(
            "",
            &[
                ("phone", "0044 7700 900123"),
                ("email", "tomas@example.org"),
            ],
        )
        .await;
    browser.is_at("/register/phone-code").says("******123");
}

#[tokio::test]
async fn a_double_click_sends_one_sms() {
    let rig = Rig::new().await;
    let mut browser = at_contact(&rig).await;
    let sent = browser.filled("", &[("phone", "600000101"), ("email", "t@example.org")]);
    browser
        .post("/register/contact", sent.clone())
        .await
        .answers(303);
    browser.post("/register/contact", sent).await.answers(303);
    browser.follow().await;
    browser.is_at("/register/phone-code");
    assert_eq!(rig.messages().await.len(), 1);
}

#[tokio::test]
async fn a_code_expires_and_another_one_can_be_asked_for() {
    let rig = Rig::new().await;
    let mut browser = at_contact(&rig).await;
    browser
        .send("", &[("phone", "600000101"), ("email", "t@example.org")])
        .await;
    let first = rig.phone_code().await;
    assert!(
        browser
            .page()
            .contains("data-after-countdown=\"show\" hidden")
    );
    rig.pass(SignedDuration::from_secs(300));
    browser
        .send("/register/phone-code", &[("code", &first)])
        .await
        .answers(422);
    browser.says("Ese código ha caducado");
    browser
        .send("/register/phone-code/resend", &[])
        .await
        .is_at("/register/phone-code");
    let second = rig.phone_code().await;
    browser
        .send("/register/phone-code", &[("code", &first)])
        .await
        .answers(422);
    browser
        .send("/register/phone-code", &[("code", &second)])
        .await
        .is_at("/register/terms");
}

#[tokio::test]
async fn three_wrong_codes_void_the_code_and_offer_another_at_once() {
    let rig = Rig::new().await;
    let mut browser = at_contact(&rig).await;
    browser
        .send("", &[("phone", "600000101"), ("email", "t@example.org")])
        .await;
    let right = rig.phone_code().await;
    let wrong = if right == "000000" {
        "000001"
    } else {
        "000000"
    };
    browser
        .send("/register/phone-code", &[("code", "12")])
        .await
        .says("El código tiene 6 cifras");
    for words in [
        "Le quedan 2 intentos",
        "Le queda un intento",
        "no quedan intentos",
    ] {
        browser
            .send("/register/phone-code", &[("code", wrong)])
            .await
            .answers(422)
            .says(words);
    }
    assert!(!browser.page().contains("data-after-countdown"));
    browser
        .send("/register/phone-code", &[("code", &right)])
        .await
        .answers(422);
    browser.says("no quedan intentos");
}

#[tokio::test]
async fn who_asks_for_another_code_too_soon_is_told_how_long_to_wait() {
    let rig = Rig::new().await;
    let mut browser = at_contact(&rig).await;
    browser
        .send("", &[("phone", "600000101"), ("email", "t@example.org")])
        .await;
    rig.pass(SignedDuration::from_secs(7));
    browser
        .send("/register/phone-code/resend", &[])
        .await
        .answers(429);
    browser
        .says("Acaba de pedir un código")
        .says("23 segundos")
        .says("Volver al código que está en camino");
    assert_eq!(rig.messages().await.len(), 1);
}

#[tokio::test]
async fn one_flow_gets_five_codes() {
    let rig = Rig::new().await;
    let mut browser = at_contact(&rig).await;
    browser
        .send("", &[("phone", "600000101"), ("email", "t@example.org")])
        .await;
    for _ in 0..4 {
        rig.pass(SignedDuration::from_secs(30));
        browser
            .send("/register/phone-code/resend", &[])
            .await
            .is_at("/register/phone-code");
    }
    rig.pass(SignedDuration::from_secs(30));
    browser
        .send("/register/phone-code/resend", &[])
        .await
        .answers(429);
    browser
        .says("Ha pedido demasiados códigos")
        .says("Su carta sigue sirviendo");
    assert_eq!(rig.messages().await.len(), 5);
}

#[tokio::test]
async fn the_person_can_change_the_phone_after_proving_it() {
    let rig = Rig::new().await;
    let mut browser = at_contact(&rig).await;
    browser
        .send("", &[("phone", "600000101"), ("email", "t@example.org")])
        .await;
    let first = rig.phone_code().await;
    browser
        .send("/register/phone-code", &[("code", &first)])
        .await
        .is_at("/register/terms");
    browser
        .open("/register/contact")
        .await
        .is_at("/register/contact");
    assert!(browser.page().contains("value=\"+34600000101\""));
    browser
        .send("", &[("phone", "600000177"), ("email", "t@example.org")])
        .await;
    browser.is_at("/register/phone-code").says("******177");
    browser
        .open("/register/terms")
        .await
        .is_at("/register/phone-code");
}

#[tokio::test]
async fn a_phone_of_another_identity_is_told_after_the_code_and_taken_over_on_confirmation() {
    let rig = Rig::new().await;
    let (marta, joan) = (with_dni(211), with_dni(212));
    let mut browser = Browser::new(&rig);
    let shared = joan.phone.as_e164().to_owned();
    assert_eq!(shared, marta.phone.as_e164());
    browser
        .prove_phone(&joan, &shared)
        .await
        .says("Ese móvil consta en otro registro");
    browser
        .send("", &[("accept", "yes")])
        .await
        .answers(422)
        .says("Marque la casilla");
    assert!(rig.messages().await.is_empty());
    browser
        .send("", &[("accept", "yes"), ("displace", "yes")])
        .await
        .is_at("/register/done");

    let messages = rig.messages().await;
    let told = messages.iter().any(|message| {
        matches!(&message.channel, Channel::Email(to) if *to == marta.email)
            && matches!(message.notice, Notice::PhoneDisplaced { .. })
    });
    assert!(told, "{messages:?}");

    // Marta keeps her registration and cannot use it: no PIN goes out, and the page is the same.
    let mut hers = Browser::new(&rig);
    hers.open("/login/pin").await;
    hers.identify(&marta)
        .await
        .says("Si está registrado, su PIN está en camino");
    rig.pass(SignedDuration::from_secs(61));
    hers.open("/login/pin/code").await;
    hers.send("/login/pin/sms", &[])
        .await
        .says("Mire los SMS de su móvil");
    assert!(rig.messages().await.is_empty());

    // A new letter brings a new number.
    let mut hers = Browser::new(&rig);
    hers.prove_phone(&marta, "600 00 99 11")
        .await
        .does_not_say("consta en otro registro");
    hers.send("", &[("accept", "yes")])
        .await
        .is_at("/register/done");
}

#[tokio::test]
async fn leaving_before_the_confirmation_changes_nothing_for_the_holder() {
    let rig = Rig::new().await;
    let (marta, joan) = (with_dni(211), with_dni(212));
    let mut browser = Browser::new(&rig);
    browser.prove_phone(&joan, joan.phone.as_e164()).await;
    let mut hers = Browser::new(&rig);
    hers.open("/login/pin")
        .await
        .enter_with_pin(&marta)
        .await
        .is_at("/session");
}
