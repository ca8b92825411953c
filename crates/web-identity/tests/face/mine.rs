//! "Mi identidad": the data on record, sessions, services, activity, receipts.

use audit::{Event, about_person, about_subject, log::Receipt};
use axum::http::Method;
use store::{
    StoreError,
    repo::{
        self,
        client_log_out::{self, Settled},
    },
};
use vocab::{OfficerId, PersonId, SignedDuration, Timestamp};
use wire_oidc::claims::Scope;
use wire_tlog::VerifierKey;

use crate::browser::Browser;
use crate::party::{CALLBACK, Party};
use crate::rig::{Rig, with_dni};

/// A browser in which Jordi is in with a PIN.
async fn jordi_is_in(rig: &Rig) -> Browser<'_> {
    let mut browser = Browser::new(rig);
    browser
        .open("/login/pin")
        .await
        .enter_with_pin(&with_dni(31))
        .await
        .is_at("/session");
    browser
}

/// Jordi enters the relying party with the session of this browser.
async fn enters(rig: &Rig, browser: &mut Browser<'_>) {
    let party = Party::new(rig).await;
    browser
        .open(&party.ask(&Party::request(&[Scope::OpenId, Scope::Profile])))
        .await;
    let release = browser.at.replace("/login?", "/login/release?");
    browser.send(&release, &[]).await;
    assert!(browser.at.starts_with(CALLBACK), "{}", browser.at);
}

pub(crate) async fn person_of(rig: &Rig) -> PersonId {
    let number = with_dni(31).record.number.clone();
    let store = rig.database.store();
    let found = store
        .read::<_, StoreError, _>("test.person", move |tx| {
            repo::person::standing_of(tx, &number)
        })
        .await
        .unwrap();
    found.unwrap().person
}

/// Writes entries about Jordi as if their use cases had.
async fn write(rig: &Rig, event: Event, officer: Option<OfficerId>, times: usize) {
    let (person, now) = (person_of(rig).await, rig.now());
    rig.database
        .store()
        .transact::<_, StoreError, _>("test.entries", move |tx| {
            let key = repo::person::data_key_of(tx, person)?.unwrap();
            for _ in 0..times {
                let about = match officer {
                    Some(officer) => about_subject(person.as_bytes(), key, &officer.to_string()),
                    None => about_person(person, key),
                };
                audit::append(tx, &event, about, now, &keys::OsEntropy)?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

/// What the worker does about every party that waits to be told.
async fn settle(rig: &Rig, settled: Settled) {
    let now = rig.now();
    rig.database
        .store()
        .transact::<_, StoreError, _>("test.settle", move |tx| {
            let lease = SignedDuration::from_secs(30);
            for one in client_log_out::lease(tx, "test", 10, lease, now)? {
                client_log_out::settle(tx, &one, "test", settled, None, now)?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

/// Facts B.2: the number masked, with a way to see it; of the phone only the last digits.
#[tokio::test]
async fn the_data_are_masked_until_the_person_asks_for_one_of_them() {
    let rig = Rig::new().await;
    let jordi = with_dni(31);
    let mut browser = jordi_is_in(&rig).await;
    let number = jordi.record.number.clone();
    let (phone, email) = (jordi.phone.as_e164().to_owned(), jordi.email.clone());
    browser
        .says(&number.masked())
        .says(&jordi.phone.masked())
        .does_not_say(number.as_str())
        .does_not_say(email.as_str())
        .is_private();
    browser.open("/session?show=number").await;
    browser.says(number.as_str()).is_private();
    browser.does_not_say(email.as_str()).does_not_say(&phone);
    browser.open("/session?show=email").await;
    browser.says(email.as_str()).does_not_say(number.as_str());
    browser.open("/session?show=everything").await;
    browser.does_not_say(number.as_str()).does_not_say(&phone);
}

#[tokio::test]
async fn every_part_needs_a_session() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    for path in [
        "/session",
        "/session/services",
        "/session/sessions",
        "/session/activity",
        "/session/activity/export?format=csv",
        "/session/activity/00000000-0000-7000-8000-000000000000/receipt",
    ] {
        browser.open(path).await.is_at("/login");
    }
    browser.open("/session/ended").await.is_at("/");
}

/// R127: two browsers, one list; the one is logged out from the other, and the service is told.
#[tokio::test]
async fn a_session_is_ended_from_another_browser_and_its_services_are_told() {
    let rig = Rig::new().await;
    let mut here = jordi_is_in(&rig).await;
    rig.pass(SignedDuration::from_mins(5));
    rig.messages().await;
    let mut there = jordi_is_in(&rig).await;
    enters(&rig, &mut there).await;
    let shown = here.open("/session/sessions").await.page();
    assert_eq!(
        shown.matches("action=\"/session/sessions/close\"").count(),
        1
    );
    here.says("Es esta")
        .says("Ayuntamiento de Ejemplo")
        .says("PIN");
    here.send("/session/sessions/close", &[]).await;
    here.is_at("/session/ended")
        .says("Ayuntamiento de Ejemplo")
        .says("Avisando")
        .is_private();
    there.open("/session").await.is_at("/login");
    settle(&rig, Settled::Told).await;
    here.open("/session/ended").await.says("Avisado");
    here.open("/session/sessions")
        .await
        .is_at("/session/sessions");
    assert!(!here.page().contains("action=\"/session/sessions/close\""));
    here.open("/session/activity").await;
    here.says("Cerró a distancia otra sesión suya");
    rig.pass(SignedDuration::from_mins(4));
    here.open("/session/ended").await.is_at("/");
}

/// Each result in its own words, and advice where somebody may still be in.
#[tokio::test]
async fn the_person_reads_what_came_of_telling_each_service() {
    for (settled, words, open) in [
        (Settled::Told, "Avisado", false),
        (Settled::NotCalled, "No admite avisos", true),
        (Settled::Refused, "No lo aceptó", true),
        (Settled::GivenUp, "No contesta", true),
    ] {
        let rig = Rig::new().await;
        let mut browser = jordi_is_in(&rig).await;
        enters(&rig, &mut browser).await;
        browser.open("/session").await;
        browser.send("/session/log-out", &[]).await;
        browser.is_at("/session/ended").says("Avisando");
        settle(&rig, settled).await;
        browser.open("/session/ended").await.says(words);
        let advice = browser.text().contains("Puede seguir dentro");
        assert_eq!(advice, open, "{words}");
    }
}

#[tokio::test]
async fn leaving_everywhere_ends_this_session_too() {
    let rig = Rig::new().await;
    let mut here = jordi_is_in(&rig).await;
    rig.pass(SignedDuration::from_mins(5));
    rig.messages().await;
    let mut there = jordi_is_in(&rig).await;
    enters(&rig, &mut here).await;
    here.open("/session/sessions").await;
    here.send("/session/sessions/close-all", &[]).await;
    here.is_at("/session/ended").says("Ayuntamiento de Ejemplo");
    here.says("Todas sus sesiones están cerradas")
        .says("Avisamos a los servicios")
        .does_not_say("Sesión cerrada");
    assert_eq!(here.cookie("session"), None);
    there.open("/session").await.is_at("/login");
}

/// One session or all, and nobody is told where there is nobody to tell.
#[tokio::test]
async fn the_page_says_which_log_out_it_was_and_whether_somebody_is_told() {
    let rig = Rig::new().await;
    let mut here = jordi_is_in(&rig).await;
    rig.pass(SignedDuration::from_mins(5));
    rig.messages().await;
    let mut there = jordi_is_in(&rig).await;
    here.open("/session/sessions").await;
    here.send("/session/sessions/close", &[]).await;
    here.is_at("/session/ended")
        .says("Sesión cerrada")
        .says("La sesión no había entrado en ningún servicio")
        .does_not_say("Avisamos");
    there.open("/session").await.is_at("/login");
    here.open("/session/sessions").await;
    here.send("/session/sessions/close-all", &[]).await;
    here.is_at("/session/ended")
        .says("Todas sus sesiones están cerradas")
        .says("Con ninguna había entrado en un servicio")
        .does_not_say("Avisamos")
        .does_not_say("Sesión cerrada");
}

/// A session of somebody else is as one that does not exist.
#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let rig = Rig::new().await;
    let mut jordi = jordi_is_in(&rig).await;
    rig.messages().await;
    let mut other = Browser::new(&rig);
    other
        .open("/login/pin")
        .await
        .enter_with_pin(&with_dni(23))
        .await;
    other.is_at("/session");
    let store = rig.database.store();
    let person = person_of(&rig).await;
    let id = store
        .read::<_, StoreError, _>("test.session", move |tx| {
            let key = repo::person::data_key_of(tx, person)?.unwrap();
            let open = repo::session::open_of_person(tx, person, key, Timestamp::MIN)?;
            Ok(open[0].0.id)
        })
        .await
        .unwrap();
    other.open("/session/sessions").await;
    let form = other.filled(
        "/session/sessions/close-all",
        &[("session", &id.to_string())],
    );
    other.post("/session/sessions/close", form).await;
    other.follow().await;
    other.is_at("/session/sessions");
    jordi.open("/session").await.is_at("/session");
}

/// Log-ins, failed attempts and acts of officers, each in words, and each kind by itself.
#[tokio::test]
async fn the_activity_tells_what_was_done_and_can_be_filtered() {
    let rig = Rig::new().await;
    let officer = OfficerId::new(rig.now(), &keys::OsEntropy);
    write(&rig, Event::LevelRaised, Some(officer), 1).await;
    write(&rig, Event::PinVoided, None, 1).await;
    let mut browser = jordi_is_in(&rig).await;
    enters(&rig, &mut browser).await;
    browser.open("/session/activity").await.is_private();
    browser
        .says("Entró con un PIN")
        .says("Se escribió mal un PIN demasiadas veces")
        .says("Fallido")
        .says("Su registro pasó a avanzado")
        .says("Un empleado público")
        .says("Entró en Ayuntamiento de Ejemplo, que recibió: ");
    // The first page says it too, and not by colours alone (WCAG 1.4.1).
    rig.pass(SignedDuration::from_secs(1));
    write(&rig, Event::PinVoided, None, 1).await;
    write(&rig, Event::LevelRaised, Some(officer), 1).await;
    browser.open("/session").await;
    browser
        .says("Se escribió mal un PIN demasiadas veces Fallido")
        .says("Su registro pasó a avanzado Personal");
    let failed = "Se escribió mal un PIN demasiadas veces";
    for (query, says, silent) in [
        ("kind=failed", failed, "Entró con un PIN"),
        ("kind=staff", "Su registro pasó a avanzado", failed),
        ("kind=log_ins", "Entró con un PIN", failed),
        ("kind=given", "que recibió", "Entró con un PIN"),
        ("service=demo-rp", "que recibió", "Entró con un PIN"),
        ("kind=means&service=demo-rp", "No hay nada", "que recibió"),
        (
            "kind=nonsense&period=x&behind=y",
            "Entró con un PIN",
            "No hay nada",
        ),
    ] {
        browser.open(&format!("/session/activity?{query}")).await;
        browser.says(says);
        let page = browser.page();
        let (_, list) = page.split_once("<h2 id=\"list\"").unwrap();
        assert!(!list.contains(silent), "{query}: {silent}");
    }
}

/// A year is shown; what is older is in the log and not on the page.
#[tokio::test]
async fn the_period_is_at_most_twelve_months() {
    let rig = Rig::new().await;
    write(&rig, Event::PasskeyAdded, None, 1).await;
    rig.pass(SignedDuration::from_hours(24 * 40));
    write(&rig, Event::PasskeyRemoved, None, 1).await;
    rig.pass(SignedDuration::from_hours(24 * 340));
    let mut browser = jordi_is_in(&rig).await;
    browser.open("/session/activity").await;
    browser
        .says("Quitó una llave de acceso")
        .does_not_say("Añadió una llave de acceso");
    browser.open("/session/activity?period=30").await;
    browser.does_not_say("Quitó una llave de acceso");
}

/// Every entry stands on one page and only on one, however many were written at one moment.
#[tokio::test]
async fn pages_follow_one_another_without_gaps_or_repetitions() {
    let rig = Rig::new().await;
    write(&rig, Event::LoggedOut, None, 60).await;
    let mut browser = jordi_is_in(&rig).await;
    browser.open("/session/activity").await;
    let mut receipts = std::collections::BTreeSet::new();
    let mut pages = 0;
    loop {
        pages += 1;
        // The language menu leads to this very page.
        let page = browser.page().split_once("<main").unwrap().1.to_owned();
        for link in page.split("href=\"/session/activity/").skip(1) {
            let (id, rest) = link.split_once('/').unwrap();
            assert!(
                !rest.starts_with("receipt") || receipts.insert(id.to_owned()),
                "{id} twice"
            );
        }
        let Some((_, older)) = page.split_once("href=\"/session/activity?behind=") else {
            break;
        };
        let (id, _) = older.split_once('"').unwrap();
        browser
            .open(&format!("/session/activity?behind={id}"))
            .await;
    }
    assert_eq!(pages, 3, "60 and the log-in, 25 a page");
    assert!(receipts.len() > 60, "{}", receipts.len());
}

#[tokio::test]
async fn the_list_can_be_taken_away_whole() {
    let rig = Rig::new().await;
    write(&rig, Event::LoggedOut, None, 60).await;
    let mut browser = jordi_is_in(&rig).await;
    enters(&rig, &mut browser).await;
    browser.open("/session/activity/export?format=csv").await;
    browser.is_private();
    assert_eq!(browser.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        browser
            .header("content-disposition")
            .starts_with("attachment; filename=")
    );
    let csv = browser.page();
    let head = "\u{feff}\"Anotación\",\"Cuándo (Europe/Madrid)\"";
    assert!(csv.starts_with(head), "{csv}");
    // Eleven in the morning for the clock, which is noon for the person, as on the page.
    assert!(csv.contains(",\"2026-11-22 12:00:00\","), "{csv}");
    assert_eq!(csv.matches("Cerró su sesión").count(), 60);
    for line in csv.trim_start_matches('\u{feff}').lines() {
        for cell in line.split("\",\"") {
            let cell = cell.trim_matches('"');
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    browser
        .open("/session/activity/export?format=json&service=demo-rp")
        .await;
    assert_eq!(browser.header("content-type"), "application/json");
    let list: serde_json::Value = serde_json::from_slice(&browser.bytes).unwrap();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0]["service"], "Ayuntamiento de Ejemplo");
    assert_eq!(list[0]["event"]["event"], "authorized");
    assert_eq!(list[0]["kind"], "given");
    let at = list[0]["at"].as_str().unwrap();
    let utc = at.starts_with("2026-11-22T11:") && at.ends_with('Z');
    assert!(utc, "RFC 3339, as programs read it: {at}");
    // A browser would save the page to log in as the list, once the session is over.
    browser.open("/session/activity").await;
    assert!(!browser.page().contains(" download"), "{}", browser.page());
}

/// The receipt convinces whoever has the key of the log, without asking us.
#[tokio::test]
async fn a_receipt_of_one_s_own_entry_is_verified_by_anybody() {
    let rig = Rig::new().await;
    let mut browser = jordi_is_in(&rig).await;
    browser.open("/session/activity").await;
    let page = browser.page();
    let (before, _) = page
        .split_once("<span class=\"sr\">: Entró con un PIN")
        .unwrap();
    let (_, link) = before.rsplit_once("href=\"/session/activity/").unwrap();
    let path = format!("/session/activity/{}", link.split_once('"').unwrap().0);
    browser.open(&path).await.answers(409);
    browser
        .says("El justificante aún no está")
        .says("Pedirlo otra vez");

    rig.audit_log
        .integrate(Timestamp::MIN, "test")
        .await
        .unwrap();
    browser.open(&path).await.answers(200).is_private();
    assert_eq!(browser.header("content-type"), "application/json");
    let receipt = Receipt::parse(&browser.bytes).unwrap();
    browser.ask(Method::GET, "/audit/keys", &[], "").await;
    let key: VerifierKey = browser.page().trim().parse().unwrap();
    let proved = receipt.verify(&[key]).unwrap();
    assert_eq!(proved.record["event"]["event"], "pin_accepted");
    assert!(path.contains(proved.record["id"].as_str().unwrap()));

    let mut other = Browser::new(&rig);
    rig.messages().await;
    other
        .open("/login/pin")
        .await
        .enter_with_pin(&with_dni(23))
        .await;
    other.open(&path).await.answers(404);
    other
        .open("/session/activity/nonsense/receipt")
        .await
        .answers(404);
}

/// From where somebody came in is kept as the person needs it: browser, system, network.
#[tokio::test]
async fn a_session_says_from_where_it_was_opened() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.says_of_itself(&[(
        "user-agent",
        "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
    )]);
    browser
        .open("/login/pin")
        .await
        .enter_with_pin(&with_dni(31))
        .await;
    browser.open("/session/sessions").await;
    browser.says("Firefox · Linux").says("0:0:0:*");
}
