//! The letter and its code.

use vocab::SignedDuration;

use crate::browser::Browser;
use crate::rig::{Rig, with_dni};

const WRONG: &str = "AAAA-AAAA-AAAA-AAAA";

#[tokio::test]
async fn a_second_request_within_a_day_looks_the_same_and_sends_nothing() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    let first = browser.ask_for_letter(&tomas).await.unwrap();
    browser.confirm_document(&tomas).await;
    browser.open("/register/letter").await;
    browser
        .send("", &[])
        .await
        .is_at("/register/letter/requested");
    assert!(rig.messages().await.is_empty());
    browser
        .type_letter(&tomas, &first)
        .await
        .is_at("/register/contact");
}

#[tokio::test]
async fn the_newest_letter_wins_and_the_page_says_so_to_who_holds_the_old_one() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    let old = browser.ask_for_letter(&tomas).await.unwrap();
    rig.pass(SignedDuration::from_hours(25));
    let new = browser.ask_for_letter(&tomas).await.unwrap();
    browser
        .type_letter(&tomas, &old)
        .await
        .answers(422)
        .says("porque pidió otra carta");
    browser
        .send("", &[("code", &new)])
        .await
        .is_at("/register/contact");
}

#[tokio::test]
async fn five_wrong_codes_block_the_letter() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    let right = browser.ask_for_letter(&tomas).await.unwrap();
    browser
        .type_letter(&tomas, WRONG)
        .await
        .says("Le quedan 4 intentos");
    for words in [
        "Le quedan 3 intentos",
        "Le quedan 2 intentos",
        "Le queda un intento",
    ] {
        browser
            .send("", &[("code", WRONG)])
            .await
            .answers(422)
            .says(words);
    }
    browser
        .send("", &[("code", WRONG)])
        .await
        .answers(422)
        .says("No quedan intentos");
    browser
        .send("", &[("code", &right)])
        .await
        .answers(422)
        .says("No quedan intentos");
}

#[tokio::test]
async fn a_code_expires_after_forty_five_days() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    let code = browser.ask_for_letter(&tomas).await.unwrap();
    rig.pass(SignedDuration::from_hours(45 * 24));
    browser
        .type_letter(&tomas, &code)
        .await
        .answers(422)
        .says("Ese código ha caducado");
}

#[tokio::test]
async fn a_used_code_is_told_to_its_holder() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    let code = browser.ask_for_letter(&tomas).await.unwrap();
    browser.type_letter(&tomas, &code).await;
    let phone = tomas.phone.as_e164();
    browser
        .send("", &[("phone", phone), ("email", "tomas@example.org")])
        .await;
    let sms = rig.phone_code().await;
    browser
        .send("/register/phone-code", &[("code", &sms)])
        .await;
    browser
        .send("", &[("accept", "yes")])
        .await
        .is_at("/register/done");
    browser
        .type_letter(&tomas, &code)
        .await
        .answers(422)
        .says("Ese código ya se ha usado");
}

#[tokio::test]
async fn the_code_of_another_person_is_a_wrong_code() {
    let rig = Rig::new().await;
    let (tomas, bruno) = (with_dni(101), with_dni(104));
    let mut browser = Browser::new(&rig);
    let code = browser.ask_for_letter(&tomas).await.unwrap();
    browser
        .type_letter(&bruno, &code)
        .await
        .answers(422)
        .says("Ese código no es correcto");
}

#[tokio::test]
async fn a_misshapen_code_costs_no_try() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    browser.ask_for_letter(&tomas).await;
    browser
        .type_letter(&tomas, "")
        .await
        .answers(422)
        .says("Escriba el código de su carta.");
    browser
        .send("", &[("code", "M4QX-7KTB")])
        .await
        .says("El código tiene 16 caracteres");
    browser.send("", &[("code", "0189-0189-0189-0189")]).await;
    browser.says("letras de la A a la Z y números del 2 al 7");
    browser
        .send("", &[("code", WRONG)])
        .await
        .says("Le quedan 4 intentos");
}

#[tokio::test]
async fn the_letter_of_a_registered_person_brings_no_code() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    assert_eq!(browser.ask_for_letter(&with_dni(23)).await, None);
    assert_eq!(browser.ask_for_letter(&with_dni(221)).await, None);
}

#[tokio::test]
async fn no_choice_is_asked_for_again() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.confirm_document(&with_dni(101)).await;
    browser
        .send("", &[])
        .await
        .answers(422)
        .says("Elija una de las opciones");
    browser.send("", &[("way", "pigeon")]).await.answers(422);
}
