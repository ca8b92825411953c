//! Identification by telephone: the form, the words, and what follows.

use std::sync::Arc;

use authn::Doorkeeper;
use desk::telephone::Calls;
use model::officer::Role;
use ports::fakes::ReadablePasswords;

use crate::{
    browser::Reply,
    office::Office,
    phone::{self, Says},
    rig::Rig,
    world::lucia,
};

/// What the officer types.
const PURPOSE: &str = "consultar su expediente";

/// The telephone of a desk.
pub(crate) fn telephone(office: &Office) -> Arc<Calls> {
    let desk = office.desk.clone();
    let doorkeeper = Doorkeeper {
        store: desk.store.clone(),
        clock: desk.clock.clone(),
        entropy: desk.entropy.clone(),
        hashes: desk.hashes.clone(),
        tokens: desk.procedures.tokens.clone(),
        register: desk.procedures.register.clone(),
        passwords: Arc::new(ReadablePasswords::default()),
        settings: authn::Settings::default(),
    };
    Arc::new(Calls {
        desk,
        doorkeeper: Arc::new(doorkeeper),
    })
}

/// Every page of the telephone, in a language: template, what it shows, and the page.
pub(crate) async fn every_page(lang: &str) -> Vec<(&'static str, &'static str, Reply)> {
    const ASK: &str = "telephone/ask.html";
    const CALL: &str = "telephone/call.html";
    let rig = Rig::new().await;
    let (olalla, _) = rig.officer("olalla", &[Role::Registrar]).await;
    let mut olalla = olalla.speaking(lang);
    let store = rig.office.desk.store.clone();
    let now = || rig.office.desk.clock.now();
    let lucia = lucia();
    let person = phone::of(&store, &lucia, now()).await;
    let mut pages = vec![(ASK, "", olalla.get("/telephone").await)];
    pages.push((ASK, "mistakes", olalla.post("/telephone", &[]).await));
    let number = lucia.record.number.as_str();
    let asked = [("number", number), ("purpose", PURPOSE), ("lang", lang)];
    for (what, says) in [
        ("identified", Some(Says::Yes)),
        ("rejected", Some(Says::No)),
        ("opened", Some(Says::Nothing)),
        ("expired", None),
    ] {
        let call = olalla
            .post("/telephone", &asked)
            .await
            .location()
            .to_owned();
        if what == "identified" {
            pages.push((CALL, "waiting", olalla.get(&call).await));
        }
        match says {
            Some(says) => phone::answer(&store, person, says, now()).await,
            None => rig.later(301),
        }
        let page = olalla.get(&call).await;
        pages.push((CALL, what, page));
        olalla.get("/telephone").await;
    }
    pages.push((ASK, "recent", olalla.get("/telephone").await));
    pages
}

#[tokio::test]
async fn the_page_tells_who_it_is_once_they_have_confirmed_and_not_before() {
    let rig = Rig::new().await;
    let (mut olalla, _) = rig.officer("olalla", &[Role::Registrar]).await;
    let store = rig.office.desk.store.clone();
    let now = || rig.office.desk.clock.now();
    let lucia = lucia();
    let person = phone::of(&store, &lucia, now()).await;
    assert_eq!(olalla.get("/").await.location(), "/people");
    olalla
        .get("/telephone")
        .await
        .is(200)
        .says("Identificar por teléfono");
    let asked = [
        ("number", lucia.record.number.as_str()),
        ("purpose", PURPOSE),
        ("lang", "es"),
    ];
    let call = olalla
        .post("/telephone", &asked)
        .await
        .location()
        .to_owned();
    let given = lucia.record.name.given.as_str();
    let waiting = olalla.get(&call).await;
    waiting.is(200).says("Lea estas palabras").says(PURPOSE);
    assert!(!waiting.text().contains(given), "{}", waiting.text());
    assert!(
        waiting.body.contains("data-follow"),
        "it looks again by itself"
    );
    assert!(
        waiting.body.contains("<noscript>"),
        "and without a script by a link"
    );
    phone::answer(&store, person, Says::Yes, now()).await;
    let told = olalla.get(&call).await;
    told.is(200).says(given).says("Ha confirmado en su app");
    assert!(!told.body.contains("data-follow") && !told.text().contains("Lea estas palabras"));
    let surname = lucia.record.name.surname1.as_str();
    assert!(!told.text().contains(surname), "masked: {}", told.text());

    let (mut brais, _) = rig.officer("brais", &[Role::Registrar]).await;
    brais.get(&call).await.is(404);
    brais.get("/telephone/nonsense").await.is(404);
}

#[tokio::test]
async fn nobody_learns_at_the_desk_who_is_registered() {
    let rig = Rig::new().await;
    let (mut olalla, _) = rig.officer("olalla", &[Role::Registrar]).await;
    let store = rig.office.desk.store.clone();
    let now = rig.office.desk.clock.now();
    phone::of(&store, &lucia(), now).await;
    let mut pages = Vec::new();
    for number in [lucia().record.number.as_str(), "98000001Z"] {
        let asked = [("number", number), ("purpose", PURPOSE), ("lang", "es")];
        olalla.get("/telephone").await;
        let call = olalla
            .post("/telephone", &asked)
            .await
            .location()
            .to_owned();
        let page = olalla.get(&call).await;
        let words = page.body.split_once("say-this\">").unwrap().1;
        let words = words.split_once('<').unwrap().0.to_owned();
        let own = page.text().replace(&words, "");
        pages.push(own.replace(&masked(number), ""));
    }
    assert_eq!(pages[0], pages[1]);
}

fn masked(number: &str) -> String {
    vocab::IdentityNumber::parse(number).unwrap().masked()
}

#[tokio::test]
async fn mistakes_in_the_form_are_told() {
    let rig = Rig::new().await;
    let (mut olalla, _) = rig.officer("olalla", &[Role::Registrar]).await;
    let long = "x".repeat(101);
    for (number, purpose, words) in [
        ("", PURPOSE, "Escriba el número"),
        ("1", PURPOSE, "Ese no es un DNI ni un NIE"),
        ("12345678A", PURPOSE, "La letra no corresponde"),
        ("12345678Z", "x", "al menos 5 letras"),
        ("12345678Z", long.as_str(), "Como mucho 100 caracteres"),
    ] {
        olalla.get("/telephone").await;
        let asked = [("number", number), ("purpose", purpose), ("lang", "es")];
        olalla.post("/telephone", &asked).await.is(422).says(words);
    }
}
