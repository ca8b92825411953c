//! Identifications by pictures and a film, reviewed through the pages.

use axum::Router;
use model::{
    officer::Role,
    registration::RegistrationState,
    unattended::{HumanCheck, SideKind, UnattendedRules, ZoneRead},
};
use store::testing::{Engine, TestDatabase};
use vocab::{AttemptId, RegistrationLevel};
use web_kit::Face;
use web_office::OfficeState;
use wire_webauthn::testing::Authenticator;

use crate::{
    booth::{Booth, at_once, film, reviewed_first},
    browser::{Browser, Reply},
    calls::{people, phone},
    rig::settings,
};

const QUEUE: &str = "/video/self-reviews";

/// The face over a desk that reviews.
struct Bureau {
    booth: Booth,
    router: Router,
    _database: TestDatabase,
}

impl Bureau {
    async fn new() -> Self {
        Self::under(at_once()).await
    }

    async fn under(rules: UnattendedRules) -> Self {
        let database = TestDatabase::migrated(Engine::Sqlite).await;
        let booth = Booth::new(&database, rules).await;
        let office = &booth.office;
        let state = OfficeState::new(office.desk.clone()).with_self_reviews(booth.reviews.clone());
        let router = web_office::app(Face::new(settings(office)), state);
        Self {
            booth,
            router,
            _database: database,
        }
    }

    async fn officer(&self, name: &str, roles: &[Role]) -> (Browser, Authenticator) {
        let (entered, device) = self.booth.office.officer(name, roles).await;
        let mut browser = Browser::new(&self.router);
        browser.set_cookie("session", entered.secret.as_str());
        (browser, device)
    }

    async fn reviewer(&self, name: &str) -> Browser {
        self.officer(name, &[Role::Reviewer]).await.0
    }

    /// Somebody identifies themselves; the address of what waits.
    async fn sent(&self) -> String {
        self.booth.sent(&people()[0]).await;
        self.first().await
    }

    async fn first(&self) -> String {
        let looker = self.booth.reviewer("looker").await;
        format!("{QUEUE}/{}", self.booth.first(&looker).await)
    }

    async fn standing(&self) -> Option<(RegistrationState, RegistrationLevel)> {
        self.booth.standing(&people()[0]).await
    }
}

/// The decision with every question answered with yes.
fn decision<'a>(browser: &Browser, verdict: &'a str, reason: &'a str) -> Vec<(&'a str, String)> {
    let page = browser.page.as_ref().unwrap();
    let mut fields = vec![
        ("version", page.hidden("version").remove(0)),
        ("verdict", verdict.to_owned()),
        ("reason", reason.to_owned()),
        ("note", "Visto todo de principio a fin.".to_owned()),
    ];
    fields.extend(HumanCheck::ALL.map(|check| (check.as_str(), "yes".to_owned())));
    fields
}

fn borrowed<'a>(fields: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    let fields = fields.iter();
    fields
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

/// Opens and decides.
async fn decide(browser: &mut Browser, at: &str, verdict: &str, reason: &str) -> String {
    browser.get(at).await.is(200);
    let fields = decision(browser, verdict, reason);
    let reply = browser.post(at, &borrowed(&fields)).await;
    reply.location().to_owned()
}

/// Every page of this folder, for the tests of all pages.
pub(crate) async fn of_the_films(lang: &str) -> Vec<(&'static str, &'static str, Reply)> {
    let (queue, case) = ("video/self_reviews.html", "video/self_review.html");
    let bureau = Bureau::new().await;
    let mut ines = bureau.reviewer("ines").await.speaking(lang);
    let mut all = vec![(queue, "empty", ines.get(QUEUE).await)];
    let at = bureau.sent().await;
    all.push((queue, "", ines.get(QUEUE).await));
    for arrival in ["confirmed", "refused", "doubted", "raced"] {
        let page = ines.get(&format!("{QUEUE}?{arrival}")).await;
        all.push((queue, arrival, page));
    }
    let film = format!("{at}/film");
    all.push(("video/recording.html", "film", ines.get(&film).await));
    all.push((case, "", ines.get(&at).await));
    all.push((case, "mistakes", ines.post(&at, &[]).await));
    decide(&mut ines, &at, "doubt", "").await;
    all.push((queue, "own", ines.get(QUEUE).await));
    all.push((case, "own", ines.get(&at).await));
    let mut david = bureau.reviewer("david").await.speaking(lang);
    all.push((case, "doubted", david.get(&at).await));
    bureau.booth.office.pass(3 * 24 * 3_600);
    let mut ada = bureau.reviewer("ada").await.speaking(lang);
    all.push((queue, "late", ada.get(QUEUE).await));
    all.push((case, "late", ada.get(&at).await));
    decide(&mut ada, &at, "refuse", "image_or_sound").await;
    all.push((case, "decided", ada.get(&at).await));
    all
}

#[tokio::test]
async fn the_queue_goes_by_risk_shows_targets_and_names_nobody() {
    let bureau = Bureau::new().await;
    let booth = &bureau.booth;
    let mut ines = bureau.reviewer("ines").await;
    ines.get(QUEUE)
        .await
        .is(200)
        .says("No hay nada por revisar");
    ines.get("/video")
        .await
        .says("Identificaciones por revisar (0)");
    let (clean, forged) = (&people()[0], &people()[1]);
    booth.sent(clean).await;
    booth.office.pass(60);
    let attempt = booth.begin(forged).await;
    booth.cards.hold(ZoneRead::WrongDigits);
    for side in [SideKind::Front, SideKind::Back] {
        let taken = booth.unattended.capture(&attempt, side, b"a card").await;
        taken.unwrap();
    }
    booth.contact(&attempt, phone(8)).await;
    booth.film(&attempt).await;
    booth.send(&attempt).await.unwrap();
    let page = ines.get(QUEUE).await;
    page.says("Esperan 2")
        .says("Ya tiene el básico")
        .says("Todavía no")
        .does_not_say(clean.record.name.surname1.as_str())
        .does_not_say("Fuera de plazo");
    let text = page.text();
    let place = |words| text.find(words).unwrap();
    assert!(place("Alto") < place("Bajo"), "{text}");
    ines.get("/video")
        .await
        .says("Identificaciones por revisar (2)");
    // The grave one is due after a day, the other one after two.
    booth.office.pass(25 * 3_600);
    let mut ada = bureau.reviewer("ada").await;
    ada.get(QUEUE).await.says("Una fuera de plazo");
}

#[tokio::test]
async fn a_case_says_what_a_program_checked_and_what_only_a_person_can() {
    let bureau = Bureau::new().await;
    let at = bureau.sent().await;
    let mut ines = bureau.reviewer("ines").await;
    let page = ines.get(&at).await;
    page.is(200)
        .says(&people()[0].record.name.full())
        .says("Comprobado por un programa Automático")
        .says("Ningún programa mira la cara")
        .says("Dígitos de control Bien")
        .says("Registro civil Bien")
        .says("Lo que solo puede decir una persona Lo decide usted")
        .says("¿La cara del vídeo es la del documento?")
        .says("Se retira el registro básico que tiene")
        .says("Número de soporte")
        .says("sin defectos");
    for side in ["front", "back"] {
        let picture = format!("{at}/pictures/{side}");
        assert!(page.body.contains(&picture), "{side}");
        let seen = ines.get(&picture).await;
        assert_eq!(seen.header("content-type"), "image/jpeg");
        assert_eq!(seen.header("cache-control"), "no-store");
        assert!(seen.header("content-security-policy").contains("sandbox"));
        assert_eq!(seen.body, "anew: a card");
    }
    ines.get(&format!("{at}/pictures/selfie")).await.is(404);
}

#[tokio::test]
async fn what_the_program_could_not_read_is_said_in_words() {
    let bureau = Bureau::under(reviewed_first()).await;
    let booth = &bureau.booth;
    let attempt = booth.begin(&people()[0]).await;
    booth.cards.hold(ZoneRead::NotFound);
    let unattended = &booth.unattended;
    for (side, file) in [
        (SideKind::Front, b"blurred".as_slice()),
        (SideKind::Back, b"a card"),
    ] {
        unattended.capture(&attempt, side, file).await.unwrap();
    }
    booth.contact(&attempt, phone(7)).await;
    booth.film(&attempt).await;
    booth.send(&attempt).await.unwrap();
    let at = bureau.first().await;
    let mut ines = bureau.reviewer("ines").await;
    ines.get(&at)
        .await
        .says("Lo que midió un programa: borrosa")
        .says("Fotografía del anverso Mal")
        .says("Dígitos de control No consta")
        .says("No se ha encontrado la zona de lectura mecánica")
        .says("No se registra nada. Se dice el motivo.");
}

#[tokio::test]
async fn confirming_needs_a_yes_to_every_question_and_words() {
    let bureau = Bureau::new().await;
    let at = bureau.sent().await;
    let mut ines = bureau.reviewer("ines").await;
    ines.get(&at).await;
    let version = decision(&ines, "confirm", "").remove(0).1;
    let nothing = [("version", version.as_str())];
    ines.post(&at, &nothing)
        .await
        .is(422)
        .says("Elegir qué se decide.")
        .says("al menos 10 letras");
    let unanswered = [("version", version.as_str()), ("verdict", "confirm")];
    let page = ines.post(&at, &unanswered).await;
    page.is(422).says("Responder sí o no.");
    for check in HumanCheck::ALL {
        let mut fields = decision(&ines, "confirm", "");
        let field = fields.iter_mut().find(|(name, _)| *name == check.as_str());
        field.unwrap().1 = "no".into();
        let page = ines.post(&at, &borrowed(&fields)).await;
        page.is(422)
            .says("Solo se puede confirmar si todas las respuestas son sí");
        assert!(page.body.contains("Visto todo de principio a fin."));
    }
    assert_eq!(bureau.standing().await.unwrap().1, RegistrationLevel::Basic);
    let end = decide(&mut ines, &at, "confirm", "").await;
    assert_eq!(end, "/video/self-reviews?confirmed");
    ines.get(&end)
        .await
        .says("La persona tiene ya el nivel avanzado");
    assert_eq!(
        bureau.standing().await.unwrap().1,
        RegistrationLevel::Advanced
    );
    // What is decided can be looked at, with nothing left to decide.
    let page = ines.get(&at).await;
    page.is(200)
        .says("ya está decidida")
        .says(", confirmada")
        .does_not_say("¿Qué decide?");
}

#[tokio::test]
async fn not_confirming_needs_a_reason_and_withdraws_what_was_given() {
    let bureau = Bureau::new().await;
    let at = bureau.sent().await;
    let mut ines = bureau.reviewer("ines").await;
    for reason in ["", "person_left", "because"] {
        ines.get(&at).await;
        let fields = decision(&ines, "refuse", reason);
        let page = ines.post(&at, &borrowed(&fields)).await;
        page.is(422).says("Elegir el motivo.");
    }
    let end = decide(&mut ines, &at, "refuse", "not_the_holder").await;
    assert_eq!(end, "/video/self-reviews?refused");
    ines.get(&end).await.says("No se ha confirmado");
    assert_eq!(
        bureau.standing().await.unwrap().0,
        RegistrationState::Revoked
    );
}

#[tokio::test]
async fn a_doubt_goes_to_other_eyes() {
    let bureau = Bureau::new().await;
    let at = bureau.sent().await;
    let (mut ines, mut david) = (
        bureau.reviewer("ines").await,
        bureau.reviewer("david").await,
    );
    // Both have it open; the first to decide wins.
    david.get(&at).await;
    let late = decision(&david, "confirm", "");
    let end = decide(&mut ines, &at, "doubt", "").await;
    assert_eq!(end, "/video/self-reviews?doubted");
    let queue = ines.get(&end).await;
    queue
        .says("Ahora decide otra persona")
        .says("La duda es de usted");
    assert!(!queue.body.contains(&at));
    let page = ines.get(&at).await;
    page.is(200)
        .says("Decide otra persona")
        .does_not_say("¿Qué decide?");
    let version = ("version", late[0].1.clone());
    let mut own = late.clone();
    own[0] = version;
    ines.post(&at, &borrowed(&own)).await.is(404);
    let raced = david.post(&at, &borrowed(&late)).await;
    assert_eq!(raced.location(), "/video/self-reviews?raced");
    david.get(QUEUE).await.says("Segunda mirada");
    let page = david.get(&at).await;
    page.says("ines")
        .says("pasada a otra persona")
        .says("Visto todo de principio a fin.");
    assert!(!page.options("verdict").contains(&"doubt".to_owned()));
    let end = decide(&mut david, &at, "confirm", "").await;
    assert_eq!(end, "/video/self-reviews?confirmed");
}

#[tokio::test]
async fn an_hour_later_the_passkey_has_to_be_shown_first() {
    let bureau = Bureau::new().await;
    let at = bureau.sent().await;
    let (mut ines, mut device) = bureau.officer("ines", &[Role::Reviewer]).await;
    // The page is drawn now, and looked at for a while.
    ines.get(&at)
        .await
        .does_not_say("Al enviar se pedirá la llave");
    let fields = decision(&ines, "confirm", "");
    let mut passed = 0;
    while passed < 3_600 {
        bureau.booth.office.pass(600);
        passed += 600;
        ines.get(QUEUE).await.is(200);
    }
    ines.get(&at).await;
    let held = ines.post(&at, &borrowed(&fields)).await;
    held.is(422)
        .says("Confirmar que es usted")
        .says("Al enviar se pedirá la llave");
    assert!(held.body.contains("Visto todo de principio a fin."));
    let fields = borrowed(&fields);
    let ceremony = ines.challenge("/verify/options", &[]).await;
    let response = device.get(&ceremony.options);
    let end = ines.answer(&at, &fields, &ceremony, &response).await;
    assert_eq!(end.location(), "/video/self-reviews?confirmed");
}

#[tokio::test]
async fn the_film_plays_for_a_stated_purpose_and_for_who_stated_it() {
    let bureau = Bureau::new().await;
    let at = bureau.sent().await;
    let (mut ines, mut david) = (
        bureau.reviewer("ines").await,
        bureau.reviewer("david").await,
    );
    let (page, file) = (format!("{at}/film"), format!("{at}/film/file"));
    ines.get(&file).await.is(404);
    ines.get(&page).await.is(200).says("Para qué");
    let short = ines.post(&page, &[("purpose", "ver")]).await;
    short.is(422).says("al menos 10 letras");
    ines.get(&file).await.is(404);
    let open = ines
        .post(&page, &[("purpose", "Revisión de la identificación")])
        .await;
    assert_eq!(open.location(), page);
    let player = ines.get(&page).await;
    assert!(player.body.contains(&format!("src=\"{file}\"")));
    assert!(
        player
            .header("content-security-policy")
            .contains("media-src 'self'")
    );
    let whole = film().concat();
    let seen = ines.get(&file).await;
    seen.is(200);
    assert_eq!(seen.header("content-length"), whole.len().to_string());
    let part = ines.get_part(&file, "bytes=4-11").await;
    part.is(206);
    assert_eq!(
        part.header("content-range"),
        format!("bytes 4-11/{}", whole.len())
    );
    david.get(&file).await.is(404);
    // Two hours later its viewer says again what for.
    bureau.booth.office.pass(2 * 3_600);
    let mut ines = bureau.reviewer("ines again").await;
    ines.get(&file).await.is(404);
}

#[tokio::test]
async fn for_everybody_else_there_is_no_such_page() {
    let bureau = Bureau::new().await;
    let at = bureau.sent().await;
    let mut addresses = vec![QUEUE.to_owned(), at.clone()];
    addresses.extend(["/film", "/film/file", "/pictures/front"].map(|end| format!("{at}{end}")));
    for roles in [Role::CaseWorker, Role::VideoOperator, Role::Administrator] {
        let (mut other, _) = bureau.officer(&format!("{roles:?}"), &[roles]).await;
        other.get("/session").await.is(200);
        for address in &addresses {
            other.get(address).await.is(404);
        }
        let fields = [("version", "1"), ("verdict", "confirm")];
        other.get("/session").await;
        other.post(&at, &fields).await.is(404);
        let purpose = [("purpose", "Por curiosidad y nada más")];
        other.post(&format!("{at}/film"), &purpose).await.is(404);
        let board = other.get("/video").await;
        assert!(!board.body.contains(QUEUE), "{roles:?}");
    }
    let mut stranger = Browser::new(&bureau.router);
    for address in &addresses {
        let reply = stranger.get(address).await;
        assert!(reply.location().starts_with("/sign-in"), "{address}");
    }
    // What is not there, or was not sent, looks the same to a reviewer.
    let mut ines = bureau.reviewer("ines").await;
    let never = AttemptId::parse("0198c0de-0000-7000-8000-000000000000").unwrap();
    for address in [format!("{QUEUE}/{never}"), format!("{QUEUE}/1%20OR%201=1")] {
        ines.get(&address).await.is(404);
    }
}

#[tokio::test]
async fn a_form_without_our_token_decides_nothing() {
    let bureau = Bureau::new().await;
    let at = bureau.sent().await;
    let mut ines = bureau.reviewer("ines").await;
    ines.get(&at).await;
    let fields = decision(&ines, "confirm", "");
    ines.token = "forged".into();
    ines.post(&at, &borrowed(&fields)).await.is(403);
    assert_eq!(bureau.standing().await.unwrap().1, RegistrationLevel::Basic);
}
