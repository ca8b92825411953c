//! Decisions: what is sent, what is refused, what waits.

use model::{
    notice::Notice,
    officer::Role,
    procedure::{ApplicationReference, ApplicationState},
};
use ports::documents::Document;

use crate::{
    browser::{Browser, Reply},
    rig::{REASON, Rig, at},
    world::{ananya, evaristo, lucia, person},
};

const MINUTES: i64 = 60;
const HOURS: i64 = 3_600;

/// The fields of a decision on the case that is on the screen.
fn fields<'a>(page: &'a Reply, verdict: &'a str, reason: &'a str) -> Vec<(&'static str, String)> {
    let mut all = vec![
        ("verdict", verdict.to_owned()),
        ("reason", reason.to_owned()),
    ];
    all.push(("version", page.hidden("version").remove(0)));
    all.extend(
        page.hidden("entry")
            .into_iter()
            .map(|entry| ("entry", entry)),
    );
    all
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

async fn decide(
    browser: &mut Browser,
    reference: &ApplicationReference,
    verdict: &str,
    reason: &str,
) -> Reply {
    let page = browser.get(&at(reference)).await;
    page.is(200);
    let fields = fields(&page, verdict, reason);
    browser.post(&at(reference), &borrowed(&fields)).await
}

/// What the page that holds a decision carries along.
fn carried(page: &Reply) -> Vec<(&'static str, String)> {
    let names = ["held", "verdict", "reason", "entry", "version"];
    let values = |name| {
        page.hidden(name)
            .into_iter()
            .map(move |value| (name, value))
    };
    names.into_iter().flat_map(values).collect()
}

/// The reason in the text area of a case.
fn typed_reason(page: &Reply) -> String {
    let area = page.body.split_once("<textarea").unwrap().1;
    let (_, rest) = area.split_once('>').unwrap();
    rest.split_once("</textarea>")
        .unwrap()
        .0
        .trim_start()
        .to_owned()
}

fn chosen(page: &Reply, verdict: &str) -> bool {
    page.body.contains(&format!("value=\"{verdict}\" checked"))
}

#[tokio::test]
async fn not_the_same_person_issues_the_certificate_and_says_what_was_sent() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&lucia()).await;
    let sent = decide(&mut julia, &reference, "not_the_same", REASON).await;
    assert_eq!(sent.location(), format!("/cases/{reference}/decided"));
    let page = julia.get(sent.location()).await;
    page.is(200)
        .says("Decisión anotada")
        .says("Certificado negativo expedido")
        .says("SMS con el código");
    let messages = rig.office.world.messages().await;
    let [message] = messages.as_slice() else {
        panic!("{messages:?}")
    };
    assert!(matches!(message.notice, Notice::CertificateReady { .. }));
    julia.get("/cases").await.says("No hay nada en revisión");
    julia
        .get(&at(&reference))
        .await
        .says("Este expediente está cerrado");
}

#[tokio::test]
async fn the_same_person_is_told_without_details() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&evaristo()).await;
    let sent = decide(&mut julia, &reference, "the_same", REASON).await;
    let page = julia.get(sent.location()).await;
    page.says("Certificado positivo expedido")
        .says("No dice el resultado");
    let messages = rig.office.world.messages().await;
    let [message] = messages.as_slice() else {
        panic!("{messages:?}")
    };
    assert!(matches!(
        message.notice,
        Notice::CertificateNeedsVisit { .. }
    ));
}

#[tokio::test]
async fn somebody_without_entries_gets_the_negative_certificate() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.unidentified(&ananya()).await;
    let sent = decide(&mut julia, &reference, "not_the_same", REASON).await;
    julia
        .get(sent.location())
        .await
        .says("Certificado negativo expedido");
}

#[tokio::test]
async fn a_decision_without_conclusion_or_reason_comes_back_with_what_was_typed() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&lucia()).await;
    let page = decide(&mut julia, &reference, "", "No es ella <b>").await;
    page.is(422)
        .says("Elegir qué se concluye")
        .says("al menos 20 letras")
        .says("Letras: 14 · mínimo 20");
    assert_eq!(typed_reason(&page), "No es ella &#60;b&#62;");
    assert!(page.body.contains("<title>Error:"));
    let page = decide(&mut julia, &reference, "not_the_same", &"x".repeat(2_001)).await;
    page.is(422).says("2000 letras como mucho");
    assert!(chosen(&page, "not_the_same"));
    let page = decide(
        &mut julia,
        &reference,
        "perhaps",
        "\u{1b}[1m veinte letras de motivo",
    )
    .await;
    page.is(422)
        .says("un carácter que no se puede guardar")
        .says("Elegir qué se concluye");
    assert!(rig.office.world.messages().await.is_empty());
}

#[tokio::test]
async fn of_several_entries_only_those_ticked_are_transcribed() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&person("Leandro", "Cuervo")).await;
    let page = julia.get(&at(&reference)).await;
    let version = page.hidden("version").remove(0);
    let second = page.options("entry").remove(1);
    let without = [
        ("verdict", "the_same"),
        ("reason", REASON),
        ("version", &version),
    ];
    let refused = julia.post(&at(&reference), &without).await;
    refused.is(422).says("Marcar al menos una anotación");
    let mut with = without.to_vec();
    with.push(("entry", &second));
    // A reason that is too short leaves the tick where it was.
    let mut short = with.clone();
    short[1] = ("reason", "corto");
    let page = julia.post(&at(&reference), &short).await;
    assert!(page.body.contains(&format!("value=\"{second}\" checked")));
    julia.post(&at(&reference), &with).await.location();
    let rendered = rig.office.world.renderer.rendered();
    let [Document::OffenceCertificate(content)] = rendered.as_slice() else {
        panic!()
    };
    assert_eq!(content.entries.len(), 1);
}

#[tokio::test]
async fn an_entry_that_no_longer_counts_cannot_be_chosen() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&person("Leandro", "Cuervo")).await;
    let page = julia.get(&at(&reference)).await;
    let version = page.hidden("version").remove(0);
    let mut all = vec![
        ("verdict", "the_same"),
        ("reason", REASON),
        ("version", &version),
    ];
    let entries = page.options("entry");
    all.extend(entries.iter().map(|entry| ("entry", entry.as_str())));
    let [first, second] = entries.as_slice() else {
        panic!("{entries:?}")
    };
    let kept: Vec<_> = simulators::population::offences()
        .into_iter()
        .map(|mut entry| {
            entry.conviction.cancelled |= entry.id.to_string() == *first;
            entry
        })
        .collect();
    rig.office.world.offences.replace(kept);
    let page = julia.post(&at(&reference), &all).await;
    page.is(422).says("Alguna anotación marcada ya no cuenta");
    assert_eq!(page.hidden("entry"), std::slice::from_ref(second));
}

#[tokio::test]
async fn the_own_number_cannot_be_denied() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&evaristo()).await;
    let page = decide(&mut julia, &reference, "not_the_same", REASON).await;
    page.is(422)
        .says("Con el mismo número no se puede concluir");
    assert_eq!(typed_reason(&page), REASON);
}

#[tokio::test]
async fn a_double_click_decides_once_and_both_see_the_result() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&lucia()).await;
    let page = julia.get(&at(&reference)).await;
    let fields = fields(&page, "not_the_same", REASON);
    let (mut twin, path) = (julia.twin(), at(&reference));
    let sending = borrowed(&fields);
    let (first, second) = tokio::join!(julia.post(&path, &sending), twin.post(&path, &sending));
    assert_eq!(first.location(), format!("/cases/{reference}/decided"));
    assert_eq!(second.location(), first.location());
    assert_eq!(rig.office.world.messages().await.len(), 1);
}

#[tokio::test]
async fn of_two_case_workers_the_second_is_told_and_nothing_is_sent_twice() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let mut mateo = rig.case_worker("mateo bauza").await;
    let reference = rig.case(&lucia()).await;
    let page = mateo.get(&at(&reference)).await;
    decide(&mut julia, &reference, "not_the_same", REASON)
        .await
        .location();
    let fields = fields(&page, "the_same", REASON);
    let told = mateo.post(&at(&reference), &borrowed(&fields)).await;
    told.is(409)
        .says("Este expediente ya estaba decidido")
        .says("no ha salido ningún aviso por ella")
        .says("Certificado negativo expedido");
    assert_eq!(rig.office.world.messages().await.len(), 1);
}

#[tokio::test]
async fn a_case_that_changed_is_shown_again_with_what_was_typed() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&lucia()).await;
    let page = julia.get(&at(&reference)).await;
    let mut sending = fields(&page, "not_the_same", REASON);
    for version in ["0", "not a number", ""] {
        sending.retain(|(name, _)| *name != "version");
        sending.push(("version", version.to_owned()));
        let changed = julia.post(&at(&reference), &borrowed(&sending)).await;
        changed
            .is(409)
            .says("El expediente ha cambiado mientras tanto");
        assert_eq!(typed_reason(&changed), REASON);
        assert_eq!(changed.hidden("version"), page.hidden("version"));
    }
    let page = julia.page.clone().unwrap();
    let sending = fields(&page, "not_the_same", REASON);
    julia
        .post(&at(&reference), &borrowed(&sending))
        .await
        .location();
}

#[tokio::test]
async fn an_old_verification_asks_for_the_passkey_and_keeps_what_was_typed() {
    let rig = Rig::new().await;
    let (mut julia, mut device) = rig.officer("julia roldan", &[Role::CaseWorker]).await;
    let reference = rig.case(&lucia()).await;
    let reason = "Otro lugar \"distinto\",\ny otro padre <comprobado>.";
    rig.later(15 * MINUTES);
    let page = julia.get(&at(&reference)).await;
    page.says("Al enviar se pedirá la llave de acceso");
    let sending = fields(&page, "not_the_same", reason);
    let held = julia.post(&at(&reference), &borrowed(&sending)).await;
    held.is(422)
        .says("Confirmar que es usted")
        .says("los últimos 15 minutos")
        .says("<comprobado>");
    assert!(rig.office.world.messages().await.is_empty());

    // Cancelled, or without a script: still held, nothing lost.
    let kept = carried(&held);
    let again = julia.post(&at(&reference), &borrowed(&kept)).await;
    again.is(422).says("Esa llave no ha servido");
    assert_eq!(carried(&again), kept);

    let before = julia.cookie("session").unwrap().to_owned();
    let ceremony = julia.challenge("/verify/options", &borrowed(&kept)).await;
    let response = device.get(&ceremony.options);
    let back = julia
        .answer(&at(&reference), &borrowed(&kept), &ceremony, &response)
        .await;
    back.is(200)
        .says("Comprobado")
        .says("Lo escrito sigue aquí");
    assert_ne!(
        julia.cookie("session"),
        Some(before.as_str()),
        "a new cookie at every rise"
    );
    assert_eq!(typed_reason(&back).lines().count(), 2);
    assert!(chosen(&back, "not_the_same"));
    let sending = fields(&back, "not_the_same", reason);
    julia
        .post(&at(&reference), &borrowed(&sending))
        .await
        .location();
}

#[tokio::test]
async fn the_passkey_of_a_colleague_does_not_confirm() {
    let rig = Rig::new().await;
    let (mut julia, _) = rig.officer("julia roldan", &[Role::CaseWorker]).await;
    let (_, mut of_mateo) = rig.officer("mateo bauza", &[Role::CaseWorker]).await;
    let reference = rig.case(&lucia()).await;
    rig.later(15 * MINUTES);
    let held = decide(&mut julia, &reference, "not_the_same", REASON).await;
    let kept = carried(&held);
    let ceremony = julia.challenge("/verify/options", &borrowed(&kept)).await;
    let response = of_mateo.get(&ceremony.options);
    let refused = julia
        .answer(&at(&reference), &borrowed(&kept), &ceremony, &response)
        .await;
    refused.is(422).says("Esa llave no ha servido");
    assert_eq!(carried(&refused), kept);
}

#[tokio::test]
async fn a_session_that_ended_while_deciding_loses_nothing() {
    let rig = Rig::new().await;
    let (mut julia, mut device) = rig.officer("julia roldan", &[Role::CaseWorker]).await;
    let reference = rig.case(&lucia()).await;
    let page = julia.get(&at(&reference)).await;
    rig.later(8 * HOURS);
    let sending = fields(&page, "not_the_same", REASON);
    let held = julia.post(&at(&reference), &borrowed(&sending)).await;
    held.is(422).says("La sesión ha terminado").says(REASON);
    let kept = carried(&held);
    let empty = julia.post(&at(&reference), &borrowed(&kept)).await;
    empty.is(422).says("Esa llave no ha servido");
    let ceremony = julia.challenge("/sign-in/options", &borrowed(&kept)).await;
    let response = device.get(&ceremony.options);
    let back = julia
        .answer(&at(&reference), &borrowed(&kept), &ceremony, &response)
        .await;
    back.is(200).says("Lo escrito sigue aquí");
    assert_eq!(typed_reason(&back), REASON);
    let sending = fields(&back, "not_the_same", REASON);
    julia
        .post(&at(&reference), &borrowed(&sending))
        .await
        .location();
}

#[tokio::test]
async fn in_the_demonstration_one_steps_in_again_and_loses_nothing() {
    let rig = Rig::demonstration().await;
    let mut julia = rig.browser();
    julia.get("/sign-in").await;
    julia.post("/step-in/julia", &[]).await;
    let reference = rig.case(&lucia()).await;
    let page = julia.get(&at(&reference)).await;
    let sending = fields(&page, "not_the_same", REASON);
    rig.later(8 * HOURS);
    let held = julia.post(&at(&reference), &borrowed(&sending)).await;
    assert_eq!(held.options("step-in"), ["julia", "david"]);
    let mut kept = carried(&held);
    kept.push(("step-in", "julia".to_owned()));
    let back = julia.post(&at(&reference), &borrowed(&kept)).await;
    back.is(200).says("Lo escrito sigue aquí");
    // Nobody who stepped in has a passkey: decisions of the demonstration need none.
    rig.later(60 * MINUTES);
    let sending = fields(&back, "not_the_same", REASON);
    julia
        .post(&at(&reference), &borrowed(&sending))
        .await
        .location();
}

#[tokio::test]
async fn a_register_or_printer_that_is_down_keeps_what_was_typed() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let reference = rig.case(&lucia()).await;
    let page = julia.get(&at(&reference)).await;
    let sending = fields(&page, "not_the_same", REASON);
    rig.office.world.offences.set_down(true);
    let held = julia.post(&at(&reference), &borrowed(&sending)).await;
    held.is(503)
        .says("El registro no responde")
        .says(REASON)
        .says("Probar de nuevo");
    assert!(held.hidden("held").is_empty());
    rig.office.world.offences.set_down(false);
    rig.office.world.renderer.set_failing(true);
    let held = julia
        .post(&at(&reference), &borrowed(&carried(&held)))
        .await;
    held.is(503).says("El certificado no se ha podido hacer");
    rig.office.world.renderer.set_failing(false);
    julia
        .post(&at(&reference), &borrowed(&carried(&held)))
        .await
        .location();
}

#[tokio::test]
async fn whoever_lost_the_role_decides_nothing() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    let (visitor, reference, _) = rig.office.world.apply(&lucia()).await;
    let page = julia.get(&at(&reference)).await;
    let sending = fields(&page, "not_the_same", REASON);
    let again = rig.office.invitation("julia roldan", &[Role::Auditor]);
    rig.office
        .desk
        .invite(desk::InvitedBy::CommandLine, again)
        .await
        .unwrap();
    julia
        .post(&at(&reference), &borrowed(&sending))
        .await
        .is(404);
    let state = rig.office.world.state(&visitor, &reference).await;
    assert_eq!(state, ApplicationState::InReview);
}

#[tokio::test]
async fn a_decision_on_what_is_no_case_finds_nothing() {
    let rig = Rig::new().await;
    let mut julia = rig.case_worker("julia roldan").await;
    julia.get("/cases").await;
    let sending = [
        ("verdict", "not_the_same"),
        ("reason", REASON),
        ("version", "1"),
    ];
    for path in ["/cases/2026-AAAA-AAAA", "/cases/x"] {
        julia.post(path, &sending).await.is(404);
    }
}
