//! The journey that the face exists for: letter, registration, PIN.

use model::notice::{Channel, Notice};
use vocab::SignedDuration;

use crate::browser::Browser;
use crate::rig::{Rig, with_dni, with_nie};

#[tokio::test]
async fn a_foreigner_registers_by_letter_and_enters_with_a_pin() {
    let rig = Rig::new().await;
    let ananya = with_nie(17);
    let mut browser = Browser::new(&rig);

    browser.open("/").await.says("Regístrese una vez");
    browser
        .open("/register")
        .await
        .says("Tenga la tarjeta delante");
    let number = ananya.record.number.as_str();
    browser
        .send("", &[("number", &number.to_lowercase())])
        .await;
    browser.answers(200).says("Número de soporte").is_private();
    let support = ananya.contrast();
    browser
        .send("", &[("number", number), ("support", &support)])
        .await
        .is_at("/register/ways");
    browser
        .says("Ya tengo una carta de invitación")
        .says("Unos 5 minutos");
    browser.does_not_say(number);
    browser
        .send("", &[("way", "ask")])
        .await
        .is_at("/register/letter");
    browser.says("Sí, envíenme una carta de invitación a mi domicilio fiscal");
    browser
        .send("", &[])
        .await
        .is_at("/register/letter/requested")
        .says("Aceptar");
    let code = rig.letter().await.unwrap();
    browser.send("/register/leave", &[]).await.is_at("/");
    assert_eq!(browser.cookie("register"), None);

    rig.pass(SignedDuration::from_hours(5 * 24));
    let mut browser = Browser::new(&rig);
    browser
        .type_letter(&ananya, "AAAA-AAAA-AAAA-AAAA")
        .await
        .answers(422);
    browser.says("Le quedan 4 intentos");
    let typed = code.to_lowercase().replace('-', " ");
    browser
        .send("", &[("code", &typed)])
        .await
        .is_at("/register/contact");
    let phone = ananya.phone.as_e164();
    browser
        .send("", &[("phone", phone), ("email", "ananya@example.org")])
        .await;
    browser.is_at("/register/phone-code").does_not_say(phone);
    let sms = rig.phone_code().await;
    browser
        .send("/register/phone-code", &[("code", "000000")])
        .await
        .answers(422);
    browser.says("Le quedan 2 intentos");
    browser
        .send("/register/phone-code", &[("code", &sms)])
        .await
        .is_at("/register/terms");
    browser
        .says("Ananya Raghavan")
        .says("ananya@example.org")
        .does_not_say(phone);
    browser
        .send("", &[])
        .await
        .answers(422)
        .says("tiene que aceptar las condiciones");
    browser
        .send("", &[("accept", "yes")])
        .await
        .is_at("/register/done")
        .is_private();
    browser
        .says("Código de activación")
        .says("Básico, por carta, el 27 de noviembre de 2026");

    rig.messages().await;
    browser.open("/login").await.open("/login/pin").await;
    browser.enter_with_pin(&ananya).await.is_at("/session");
    browser
        .says("Ananya Raghavan")
        .says("Nivel bajo")
        .says("Básico");
    browser.send("/session/log-out", &[]).await.is_at("/?left");
    browser.open("/session").await.is_at("/login");
}

#[tokio::test]
async fn the_activation_code_is_welcomed_by_sms_and_never_by_email() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    let phone = tomas.phone.as_e164().to_owned();
    browser.prove_phone(&tomas, &phone).await;
    browser
        .send("", &[("accept", "yes")])
        .await
        .is_at("/register/done");
    let shown: String = browser
        .text()
        .split("activación")
        .nth(2)
        .unwrap_or_default()
        .into();
    let messages = rig.messages().await;
    assert_eq!(messages.len(), 2);
    for message in messages {
        match (message.channel, message.notice) {
            (
                Channel::Sms(to),
                Notice::Welcome {
                    activation_code: Some(code),
                },
            ) => {
                assert_eq!(to.as_e164(), phone);
                let page = browser.page();
                assert!(
                    page.contains(&format!("data-copy=\"{}\"", code.grouped())),
                    "{shown}"
                );
            }
            (
                Channel::Email(_),
                Notice::Welcome {
                    activation_code: None,
                },
            ) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_receipt_opens_in_the_browser_and_is_the_same_file_each_time() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.register(&with_dni(101)).await;
    browser
        .open("/register/receipt.pdf")
        .await
        .answers(200)
        .is_private();
    assert_eq!(browser.header("content-type"), "application/pdf");
    assert_eq!(
        browser.header("content-disposition"),
        "inline; filename=\"resguardo-de-registro.pdf\""
    );
    let first = browser.bytes.clone();
    assert!(first.starts_with(b"%PDF"));
    assert!(first.ends_with(b"% sealed\n"));
    rig.pass(SignedDuration::from_mins(10));
    browser.open("/register/receipt.pdf").await;
    assert_eq!(browser.bytes, first);
}

#[tokio::test]
async fn the_activation_code_is_shown_again_until_the_person_finishes() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.register(&with_dni(101)).await;
    let before = browser.text();
    browser.open("/register/done").await.is_at("/register/done");
    assert_eq!(browser.text(), before);
    browser.send("/register/leave", &[]).await.is_at("/");
    browser.open("/register/done").await.is_at("/register");
}

#[tokio::test]
async fn a_permanent_dni_registers_with_its_issue_date() {
    let rig = Rig::new().await;
    let encarnacion = with_dni(102);
    let mut browser = Browser::new(&rig);
    browser.open("/register").await;
    browser.identify(&encarnacion).await.is_at("/register/ways");
}

#[tokio::test]
async fn a_registration_halfway_is_offered_at_the_entrance_and_can_be_left() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    let code = browser.ask_for_letter(&tomas).await.unwrap();
    browser
        .open("/register")
        .await
        .does_not_say("Tiene un registro a medias");
    browser
        .type_letter(&tomas, &code)
        .await
        .is_at("/register/contact");
    browser
        .open("/register")
        .await
        .says("Tiene un registro a medias");
    assert!(browser.page().contains("href=\"/register/contact\""));
    // Starting again replaces the flow; nothing of the first is left.
    browser.confirm_document(&with_dni(102)).await;
    browser
        .open("/register/contact")
        .await
        .is_at("/register/ways");
}

#[tokio::test]
async fn without_a_tax_address_the_letter_is_not_offered_and_other_ways_are() {
    let rig = Rig::new().await;
    for (person, why) in [
        (with_dni(121), "No nos consta un domicilio fiscal"),
        (with_dni(122), "Su domicilio fiscal está fuera de España"),
    ] {
        let mut browser = Browser::new(&rig);
        browser.confirm_document(&person).await.says(why);
        browser
            .says("En una oficina de registro")
            .says("Con certificado electrónico");
        browser.does_not_say("Pedir una carta de invitación");
        browser.open("/register/letter").await.says(why);
        browser.open("/register/code").await.is_at("/register/code");
        assert!(rig.messages().await.is_empty());
    }
}
