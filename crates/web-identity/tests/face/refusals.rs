//! What does not begin a registration, and how it is said.

use vocab::SignedDuration;

use crate::browser::Browser;
use crate::rig::{Rig, with_dni, with_nie};
use crate::walks::contrast;

#[tokio::test]
async fn a_number_is_put_right_before_anything_is_looked_up() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.open("/register").await;
    for (typed, words) in [
        ("", "Escriba su DNI o NIE"),
        ("99000101A", "La letra no corresponde a ese número"),
        ("9900010", "Un DNI tiene 8 cifras y una letra"),
    ] {
        browser
            .send("", &[("number", typed)])
            .await
            .answers(422)
            .says(words);
    }
    let number = with_dni(101).record.number.as_str().to_owned();
    let spaced = format!("{} . {} - {}", &number[..2], &number[2..8], &number[8..]);
    browser
        .send("", &[("number", &spaced.to_lowercase())])
        .await
        .answers(200);
    assert!(
        browser.page().contains(&format!("value=\"{number}\"")),
        "{}",
        browser.page()
    );
}

#[tokio::test]
async fn every_mistake_in_a_support_number_has_its_words() {
    let rig = Rig::new().await;
    let ananya = with_nie(17);
    let number = ananya.record.number.as_str();
    let mut browser = Browser::new(&rig);
    browser
        .open("/register")
        .await
        .send("", &[("number", number)])
        .await;
    for (typed, words) in [
        ("", "Escriba el número de soporte"),
        ("12345678", "Falta la letra del principio"),
        ("E", "Faltan las cifras"),
        ("E123456789", "Sobran cifras"),
        ("E1234X678", "solo hay cifras"),
    ] {
        browser
            .send("", &[("number", number), ("support", typed)])
            .await;
        browser.answers(422).says(words);
    }
}

#[tokio::test]
async fn every_mistake_in_a_date_has_its_words() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let number = tomas.record.number.as_str();
    let mut browser = Browser::new(&rig);
    browser
        .open("/register")
        .await
        .send("", &[("number", number)])
        .await;
    for ((which, day, month, year), words) in [
        (("validity", "", "", ""), "Escriba la fecha de su DNI"),
        (
            ("validity", "9", "", "2035"),
            "Falta el día, el mes o el año",
        ),
        (
            ("validity", "3", "19", "2035"),
            "El mes no puede ser mayor que 12",
        ),
        (
            ("validity", "9", "3", "35"),
            "Escriba el año con cuatro cifras",
        ),
        (("validity", "31", "2", "2035"), "Ese día no existe"),
        (
            ("issue", "9", "3", "2035"),
            "La fecha de expedición no puede ser futura",
        ),
    ] {
        let date = [
            ("date-day", day),
            ("date-month", month),
            ("date-year", year),
        ];
        let mut fields = vec![("number", number), ("which", which)];
        fields.extend(date);
        browser.send("", &fields).await.answers(422).says(words);
    }
}

#[tokio::test]
async fn another_kind_of_number_asks_for_its_own_datum() {
    let rig = Rig::new().await;
    let (tomas, ananya) = (with_dni(101), with_nie(17));
    let mut browser = Browser::new(&rig);
    browser
        .open("/register")
        .await
        .send("", &[("number", ananya.record.number.as_str())])
        .await;
    browser.says("Número de soporte");
    browser
        .send(
            "",
            &[("number", tomas.record.number.as_str()), ("support", "E1")],
        )
        .await;
    browser
        .answers(200)
        .says("Fecha impresa en su DNI")
        .does_not_say("Número de soporte");
}

#[tokio::test]
async fn unknown_wrong_and_dead_get_one_neutral_answer_with_the_causes_and_the_way_out() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut answers = Vec::new();
    let wrong = [
        ("which", "validity"),
        ("date-day", "1"),
        ("date-month", "1"),
        ("date-year", "2030"),
    ];
    let nobody = vocab::Dni::from_digits(12_345_678).unwrap();
    let dead = with_dni(141);
    let of_the_dead = contrast(&dead);
    for (number, datum) in [
        (tomas.record.number.as_str(), wrong.to_vec()),
        (nobody.as_str(), wrong.to_vec()),
        (with_dni(111).record.number.as_str(), wrong.to_vec()),
        (
            dead.record.number.as_str(),
            of_the_dead
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect(),
        ),
    ] {
        let mut browser = Browser::new(&rig);
        browser
            .open("/register")
            .await
            .send("", &[("number", number)])
            .await;
        let mut fields = vec![("number", number)];
        fields.extend(datum);
        browser.send("", &fields).await.answers(422);
        browser
            .says("No hemos podido confirmar esos datos")
            .says("REG-003 ·");
        browser
            .says("Llame primero al 060")
            .says("oficina de extranjería")
            .says("borre sus cookies");
        assert_eq!(browser.cookie("register"), None);
        let text = browser.text();
        answers.push(text.split("REG-003").next().unwrap().to_owned());
    }
    assert!(
        answers.windows(2).all(|pair| pair[0] == pair[1]),
        "{answers:#?}"
    );
}

#[tokio::test]
async fn a_document_out_of_force_is_told_after_the_match_only() {
    let rig = Rig::new().await;
    for (person, code, words) in [
        (with_dni(111), "REG-004", "Caducó el 30 de enero de 2024"),
        (with_nie(113), "REG-004", "oficina de extranjería"),
        (with_nie(112), "REG-005", "Llame primero al 060"),
    ] {
        let mut browser = Browser::new(&rig);
        browser.open("/register").await;
        browser
            .identify(&person)
            .await
            .answers(422)
            .says(code)
            .says(words);
        assert_eq!(browser.cookie("register"), None);
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_for_one_number() {
    let rig = Rig::new().await;
    let ananya = with_nie(17);
    let number = ananya.record.number.as_str();
    let mut browser = Browser::new(&rig);
    for _ in 0..10 {
        browser
            .open("/register")
            .await
            .send("", &[("number", number)])
            .await;
        browser
            .send("", &[("number", number), ("support", "E00000001")])
            .await
            .answers(422);
    }
    browser.open("/register").await;
    browser
        .identify(&ananya)
        .await
        .answers(429)
        .says("Demasiados intentos");
    rig.pass(SignedDuration::from_mins(16));
    browser.open("/register").await;
    browser.identify(&ananya).await.is_at("/register/ways");
}
