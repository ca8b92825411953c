//! People at the desk: found in words, shown on purpose, intervened for with a passkey.

use desk::{AtDesk, Intervention};
use model::officer::Role;
use simulators::population::DemoPerson;
use store::repo;
use vocab::{InquiryId, PersonId};
use wire_webauthn::testing::Authenticator;

use crate::{
    browser::{Browser, Reply},
    calls::somebody,
    rig::Rig,
};

const PURPOSE: &str = "Llama porque no reconoce un acceso.";
const WHY: &str = "Aviso por teléfono, comprobado con su documento.";

/// Somebody with everything, and a registrar who has found them.
struct Attended {
    rig: Rig,
    browser: Browser,
    device: Authenticator,
    /// The page of the person.
    at: String,
    person: PersonId,
}

async fn attended() -> Attended {
    let rig = Rig::new().await;
    let person = rig.office.registered(&somebody()).await;
    rig.office.with_app(person).await;
    rig.office.with_password(person).await;
    rig.office.with_session(person, 1).await;
    let (mut browser, device) = rig.officer("olalla", &[Role::Registrar]).await;
    let at = found(&mut browser, &somebody()).await;
    Attended {
        rig,
        browser,
        device,
        at,
        person,
    }
}

/// Finds somebody; their page.
async fn found(browser: &mut Browser, person: &DemoPerson) -> String {
    browser.get("/people").await;
    let fields = [
        ("number", person.record.number.as_str()),
        ("purpose", PURPOSE),
    ];
    let reply = browser.post("/people", &fields).await;
    reply.location().to_owned()
}

impl Attended {
    async fn act(&mut self, what: &str, more: &[(&str, &str)]) -> Reply {
        let path = format!("{}/act/{what}", self.at);
        let page = self.browser.get(&path).await;
        let kept = ["seen", "device"].into_iter().flat_map(|name| {
            page.hidden(name)
                .into_iter()
                .map(move |value| (name, value))
        });
        let kept: Vec<_> = kept.collect();
        let mut fields: Vec<_> = kept
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        fields.extend(more);
        self.browser.post(&path, &fields).await
    }

    /// Another registrar at another desk.
    async fn colleague(&self, name: &str) -> AtDesk {
        let officer = self.rig.office.officer(name, &[Role::Registrar]).await;
        officer.0.at_desk
    }

    async fn same_person(&self, at_desk: &AtDesk) -> InquiryId {
        self.rig.office.find(at_desk, &somebody()).await
    }
}

#[tokio::test]
async fn every_wrong_number_has_words_that_say_what_to_do() {
    let rig = Rig::new().await;
    let (mut browser, _) = rig.officer("olalla", &[Role::Registrar]).await;
    let table = [
        ("", PURPOSE, "Escribir el número de identidad."),
        ("hola", PURPOSE, "Un DNI tiene 8 cifras y una letra"),
        (
            "12345678A",
            PURPOSE,
            "La letra no corresponde a ese número.",
        ),
        (
            "12345678Z",
            PURPOSE,
            "Nadie con ese número ha pasado por aquí.",
        ),
        (
            "12345678Z",
            "porque",
            "Escribir para qué: al menos 10 letras.",
        ),
        ("", "", "Escribir para qué: al menos 10 letras."),
    ];
    for (number, purpose, words) in table {
        browser.get("/people").await;
        let fields = [("number", number), ("purpose", purpose)];
        let reply = browser.post("/people", &fields).await;
        reply.is(422).says(words);
        // What was typed is still there.
        assert!(
            reply.body.contains(&format!("value=\"{number}\"")),
            "{number}"
        );
    }
    let long = "x".repeat(501);
    let fields = [("number", "12345678Z"), ("purpose", long.as_str())];
    let reply = browser.post("/people", &fields).await;
    reply.is(422).says("Como mucho 500 letras.");
}

#[tokio::test]
async fn whoever_looks_for_too_many_is_told_until_when() {
    let rig = Rig::new().await;
    rig.office.registered(&somebody()).await;
    let (mut browser, _) = rig.officer("olalla", &[Role::Registrar]).await;
    for _ in 0..40 {
        found(&mut browser, &somebody()).await;
    }
    let number = somebody().record.number;
    let fields = [("number", number.as_str()), ("purpose", PURPOSE)];
    let reply = browser.post("/people", &fields).await;
    reply.is(429).says("Demasiadas consultas en una hora");
    // Eleven in the morning, and an hour, in Madrid.
    reply.says("a partir de las 12:00");
}

#[tokio::test]
async fn the_page_masks_what_is_shown_on_purpose_only() {
    let mut attended = attended().await;
    let person = somebody();
    let (number, phone) = (person.record.number.as_str(), person.phone.as_e164());
    let page = attended.browser.get(&attended.at).await;
    page.is(200)
        .says(&person.record.name.full())
        .says("En una oficina")
        .says("Una sesión abierta")
        .says("App en «El móvil de siempre» Funciona")
        .says("Contraseña permanente Funciona")
        .says("Llave de acceso No tiene")
        .says("Nunca se ha puesto ninguna.")
        .does_not_say(number)
        .does_not_say(phone);
    let data = format!("{}/data", attended.at);
    let shown = attended.browser.post(&data, &[]).await;
    shown
        .is(200)
        .says(number)
        .says(phone)
        .says("Datos a la vista");
    let again = attended.browser.get(&attended.at).await;
    again.does_not_say(number);
}

#[tokio::test]
async fn a_password_that_expired_does_not_work() {
    let rig = Rig::new().await;
    let person = rig.office.registered(&somebody()).await;
    let long_ago = "2020-01-01T11:00:00Z".parse().unwrap();
    rig.office.with_password_of(person, long_ago).await;
    let (mut browser, _) = rig.officer("olalla", &[Role::Registrar]).await;
    let at = found(&mut browser, &somebody()).await;
    let page = browser.get(&at).await;
    page.is(200).says("Contraseña permanente Caducada desde el");
}

#[tokio::test]
async fn an_intervention_says_what_follows_and_what_was_done() {
    let mut attended = attended().await;
    let short = attended.act("suspend", &[("reason", "porque sí")]).await;
    short
        .is(422)
        .says("El motivo tiene que tener al menos 20 letras.")
        .says("Escribir el último día de la suspensión.");
    let day = |day| {
        [
            ("until-day", day),
            ("until-month", "12"),
            ("until-year", "2027"),
            ("reason", WHY),
        ]
    };
    let late = attended.act("suspend", &day("24")).await;
    late.is(422).says("Para más tiempo, bloquear.");
    let mut soon = day("1");
    soon[2] = ("until-year", "2026");
    let done = attended.act("suspend", &soon).await;
    let page = attended.browser.get(done.location()).await;
    page.says("La medida ya tiene efecto, y la persona recibirá un correo.")
        .says("Suspendida")
        .says("Ninguna sesión abierta")
        .says("PIN por SMS Cerrado por una medida")
        .says(WHY);
    // It is not offered twice, and says so to who sends it all the same.
    assert!(!page.body.contains("/act/suspend"), "{}", page.text());
    let twice = attended.act("suspend", &soon).await;
    twice.is(409).says("Esa medida ya está en vigor");
    for (what, words) in [
        ("new-password", "Contraseña nueva obligatoria"),
        ("new-proofing", "Nueva comprobación de identidad"),
        ("device", "Desactivada"),
        ("sessions", "Sus sesiones están cerradas"),
        ("block", "Bloqueada"),
    ] {
        let done = attended.act(what, &[("reason", WHY)]).await;
        let page = attended.browser.get(done.location()).await;
        page.is(200).says(words);
    }
    let gone = attended.act("device", &[("reason", WHY)]).await;
    gone.is(409).says("Esa app ya no estaba activa");
}

/// No measure does not mean that anything opens.
#[tokio::test]
async fn a_registration_that_is_not_in_use_is_not_said_to_work() {
    let mut attended = attended().await;
    let page = attended.browser.get(&attended.at).await;
    page.says("Ninguna: la identidad funciona con normalidad.");
    let (person, now) = (attended.person, attended.rig.office.world.now());
    let revoked = attended
        .rig
        .office
        .write(move |tx| repo::registration::revoke(tx, person, now));
    assert!(revoked.await);
    let page = attended.browser.get(&attended.at).await;
    page.is(200)
        .says("Retirado de oficio")
        .says("Ninguna, pero el registro no está en uso: la identidad no abre nada.")
        .says("PIN por SMS Cerrado: el registro no está en uso")
        .does_not_say("funciona con normalidad")
        .does_not_say("Cerrado por una medida");
}

#[tokio::test]
async fn the_passkey_is_asked_for_in_the_form_and_nothing_typed_is_lost() {
    let mut attended = attended().await;
    attended.rig.later(16 * 60);
    let path = format!("{}/act/block", attended.at);
    let page = attended.browser.get(&path).await;
    page.says("se pedirá la llave de acceso");
    assert!(page.body.contains("data-options=\"/verify/options\""));
    let seen = page.hidden("seen").remove(0);
    let fields = [("seen", seen.as_str()), ("reason", WHY)];
    let asked = attended.browser.post(&path, &fields).await;
    asked.is(422).says("Confirmar que es usted").says(WHY);
    let ceremony = attended.browser.challenge("/verify/options", &fields).await;
    let response = attended.device.get(&ceremony.options);
    let done = attended
        .browser
        .answer(&path, &fields, &ceremony, &response)
        .await;
    let page = attended.browser.get(done.location()).await;
    page.is(200).says("Bloqueada");
    // An answer to no challenge.
    let replayed = attended
        .browser
        .answer(&path, &fields, &ceremony, &response)
        .await;
    assert_ne!(replayed.status, 303, "{}", replayed.text());
}

#[tokio::test]
async fn of_two_officers_the_second_is_told_what_happened_meanwhile() {
    let mut attended = attended().await;
    let path = format!("{}/act/block", attended.at);
    let page = attended.browser.get(&path).await;
    let seen = page.hidden("seen").remove(0);
    let gorka = attended.colleague("gorka").await;
    let inquiry = attended.same_person(&gorka).await;
    let office = &attended.rig.office;
    office
        .intervene(&gorka, inquiry, Intervention::NewProofing)
        .await
        .unwrap();
    let fields = [("seen", seen.as_str()), ("reason", WHY)];
    let reply = attended.browser.post(&path, &fields).await;
    reply
        .is(409)
        .says("Otra persona ha intervenido mientras tanto")
        .says(WHY);
    // The form now knows how it stands.
    assert_ne!(reply.hidden("seen"), [seen]);
}

#[tokio::test]
async fn a_block_is_lifted_by_other_eyes_only() {
    let mut attended = attended().await;
    attended.act("block", &[("reason", WHY)]).await.location();
    let own = attended.browser.get(&attended.at).await;
    own.says("La puso usted: tiene que levantarla otra persona.");
    assert!(!own.body.contains("/lift/"), "{}", own.text());
    let gorka = attended.colleague("gorka").await;
    let inquiry = attended.same_person(&gorka).await;
    let line = attended.rig.office.look(&gorka, inquiry).await.history[0].clone();
    let path = format!("{}/lift/{}", attended.at, line.id);
    attended.browser.get(&path).await.is(200).says(WHY);
    let refused = attended.browser.post(&path, &[("reason", WHY)]).await;
    refused.is(409).says("Tiene que levantarla otra persona");

    let (mut other, _) = attended.rig.officer("nerea", &[Role::Registrar]).await;
    let at = found(&mut other, &somebody()).await;
    let page = other.get(&at).await;
    page.says("olalla").says("Levantar");
    let path = format!("{at}/lift/{}", line.id);
    other.get(&path).await.is(200);
    let short = other.post(&path, &[("reason", "ya")]).await;
    short.is(422).says("al menos 20 letras");
    let done = other.post(&path, &[("reason", WHY)]).await;
    let page = other.get(done.location()).await;
    page.says("La medida ya no tiene efecto")
        .says("Ninguna: la identidad funciona con normalidad.")
        .says("nerea (usted)");
    let gone = other.post(&path, &[("reason", WHY)]).await;
    let page = other.get(gone.location()).await;
    page.says("Esa medida ya no estaba en vigor");
}

#[tokio::test]
async fn an_inquiry_that_is_over_or_anothers_asks_again_what_for() {
    let mut attended = attended().await;
    let (mut other, _) = attended.rig.officer("gorka", &[Role::Registrar]).await;
    let elses = other.get(&attended.at).await;
    assert_eq!(elses.location(), "/people?ended");
    other
        .get("/people?ended")
        .await
        .says("La consulta ha terminado");
    attended.rig.later(3_600);
    for path in ["", "/act/block"] {
        let reply = attended
            .browser
            .get(&format!("{}{path}", attended.at))
            .await;
        assert_eq!(reply.location(), "/people?ended", "{path}");
    }
    for path in ["/people/x", "/people/x/act/block"] {
        attended.browser.get(path).await.is(404);
    }
    let nothing = format!("{}/act/nothing", attended.at);
    attended.browser.get(&nothing).await.is(404);
}

#[tokio::test]
async fn reports_wait_on_the_home_of_registrars_and_end_with_a_note() {
    let rig = Rig::new().await;
    let person = rig.office.registered(&somebody()).await;
    let (mut browser, _) = rig.officer("olalla", &[Role::Registrar]).await;
    browser.get("/alerts").await.says("No hay avisos");
    let report = rig.office.reports(person, "device").await;
    rig.later(7_200);
    let home = browser.get("/").await;
    let home = browser.get(home.location()).await;
    home.says("Un aviso de «no he sido yo» espera.");
    let list = browser.get("/alerts").await;
    list.says("Una app activada en otro dispositivo")
        .says("2 h");
    let at = format!("/alerts/{report}");
    browser.get(&at).await.is(200);
    let inquiry = browser.post(&format!("{at}/person"), &[]).await;
    let page = browser.get(inquiry.location()).await;
    page.says(&somebody().record.name.full())
        .says("Un aviso de «no he sido yo» sin resolver");
    browser.get(&at).await;
    let short = browser.post(&at, &[("how", "hecho")]).await;
    short.is(422).says("al menos 20 letras");
    let done = browser.post(&at, &[("how", WHY)]).await;
    let page = browser.get(done.location()).await;
    page.says("Ha quedado anotado cómo terminó.")
        .says("No hay avisos");
    browser.get(&at).await.says("Lo atendió olalla").says(WHY);
    let twice = browser.post(&at, &[("how", WHY)]).await;
    let page = browser.get(twice.location()).await;
    page.says("Ese aviso ya estaba atendido");
}

/// Every page of this area in a language, for the test that looks at every template.
pub(crate) async fn of_people(lang: &str) -> Vec<(&'static str, &'static str, Reply)> {
    let mut all = Vec::new();
    let mut attended = attended().await;
    attended.browser = attended.browser.speaking(lang);
    let browser = &mut attended.browser;
    all.push(("people/find.html", "", browser.get("/people").await));
    let ended = browser.get("/people?ended").await;
    all.push(("people/find.html", "ended", ended));
    let mistakes = browser.post("/people", &[]).await;
    all.push(("people/find.html", "mistakes", mistakes));
    let page = browser.get(&attended.at).await;
    all.push(("people/person.html", "", page));
    let shown = browser.post(&format!("{}/data", attended.at), &[]).await;
    all.push(("people/person.html", "shown", shown));
    for act in [
        "suspend",
        "block",
        "new-password",
        "new-proofing",
        "device",
        "sessions",
    ] {
        let page = browser.get(&format!("{}/act/{act}", attended.at)).await;
        all.push(("people/ask.html", act, page));
    }
    let mistakes = attended.act("suspend", &[]).await;
    all.push(("people/ask.html", "mistakes", mistakes));
    for act in ["new-password", "block"] {
        attended.act(act, &[("reason", WHY)]).await.location();
    }
    let page = attended.browser.get(&attended.at).await;
    all.push(("people/person.html", "restricted", page));
    for arrival in ["done", "lifted", "ended", "device", "gone"] {
        let page = attended
            .browser
            .get(&format!("{}?{arrival}", attended.at))
            .await;
        all.push(("people/person.html", arrival, page));
    }
    let gorka = attended.colleague("gorka").await;
    let inquiry = attended.same_person(&gorka).await;
    let newest = attended.rig.office.look(&gorka, inquiry).await.history[0].id;
    let path = format!("{}/lift/{newest}", attended.at);
    all.push(("people/ask.html", "lift", attended.browser.get(&path).await));
    let own = attended.browser.post(&path, &[("reason", WHY)]).await;
    all.push(("people/ask.html", "own", own));
    attended.rig.later(16 * 60);
    let stale = attended.browser.get(&path).await;
    all.push(("people/ask.html", "stale", stale));
    of_alerts(&mut attended, &mut all).await;
    all
}

async fn of_alerts(attended: &mut Attended, all: &mut Vec<(&'static str, &'static str, Reply)>) {
    let office = &attended.rig.office;
    let gorka = attended.colleague("nerea").await;
    let number = somebody().record.number;
    let person = office
        .write(move |tx| store::repo::person::find_by_number(tx, &number))
        .await
        .unwrap();
    let browser = &mut attended.browser;
    all.push(("alerts/list.html", "empty", browser.get("/alerts").await));
    let report = office.reports(person, "browser").await;
    all.push(("alerts/list.html", "", browser.get("/alerts").await));
    for arrival in ["handled", "raced"] {
        let page = browser.get(&format!("/alerts?{arrival}")).await;
        all.push(("alerts/list.html", arrival, page));
    }
    let at = format!("/alerts/{report}");
    all.push(("alerts/alert.html", "", browser.get(&at).await));
    let mistakes = browser.post(&at, &[]).await;
    all.push(("alerts/alert.html", "mistakes", mistakes));
    let how = model::procedure::DecisionReason::parse(WHY).unwrap();
    office.desk.handle_alert(&gorka, report, how).await.unwrap();
    all.push(("alerts/alert.html", "handled", browser.get(&at).await));
}
