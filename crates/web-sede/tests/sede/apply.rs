//! The journey of an application, and its dead ends.

use simulators::population::DemoPerson;
use vocab::{CountryCode, Lang};

use crate::{
    browser::Browser,
    office::{Office, ananya, jordi, lucia, person},
    provider::Provider,
};

/// A grown-up of the population from another country of the Union.
fn european() -> DemoPerson {
    simulators::population::people()
        .into_iter()
        .find(|person| {
            let record = &person.record;
            record.nationality.is_eu_member()
                && record.nationality != CountryCode::SPAIN
                && record.died_on.is_none()
                && record.birth_date.year() < 2000
        })
        .unwrap()
}

#[tokio::test]
async fn from_the_first_page_to_the_certificate() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let page = browser.get("/procedures/sexual-offences-certificate").await;
    assert!(page.text().contains("href=\"/start\""));
    let first = office.identify(&mut browser, "/start", &ananya()).await;
    assert_eq!(first.title(), "Datos del solicitante");
    for shown in [
        "Ananya",
        "Raghavan",
        "Kochi (India)",
        "19 de agosto de 2001",
        "Suresh",
        "Lakshmi",
    ] {
        assert!(first.text().contains(shown), "{shown}");
    }
    assert!(
        first.text().contains("value=\"+34\""),
        "the prefix stands there beforehand"
    );
    let number = ananya().record.number;
    assert!(first.text().contains(number.as_str()));

    let reference = office.draft(&mut browser).await;
    let here = format!("/applications/{reference}");
    let phone = [("phone", "+44 7700 900417"), ("email", "")];
    let sent = browser.send(&format!("{here}/applicant"), &phone).await;
    assert_eq!(sent.location(), format!("{here}/confirm"));
    let confirm = browser.get(&format!("{here}/confirm")).await;
    assert_eq!(confirm.title(), "Confirme su solicitud");
    assert!(
        confirm.text().contains("+44 7700 900 417") || confirm.text().contains("+44 7700900417"),
        "{}",
        confirm.text()
    );
    assert!(confirm.text().contains("No indicado"));
    assert!(
        !confirm.text().contains(" checked"),
        "nothing is chosen beforehand"
    );

    let version = confirm.hidden("version");
    let fields = [
        ("purpose", "volunteering"),
        ("declared", "yes"),
        ("version", &version),
    ];
    let sent = browser.send(&format!("{here}/confirm"), &fields).await;
    assert_eq!(sent.location(), format!("{here}/result"));
    let result = browser.get(&format!("{here}/result")).await;
    assert_eq!(result.title(), "Su certificado está listo");
    assert!(result.text().contains("Voluntariado con menores"));
    assert!(result.text().contains("22 de noviembre de 2026, 11:00"));
    assert!(result.text().contains("de su país: India"), "R167");
    assert!(result.is_private());

    let file = browser.get(&format!("{here}/certificate.pdf")).await;
    assert_eq!(file.header("content-type"), "application/pdf");
    let name = format!("attachment; filename=\"certificado-{reference}.pdf\"");
    assert_eq!(file.header("content-disposition"), name);
    assert!(file.is_private());
    assert!(file.text().contains("Raghavan"));
    let again = browser.get(&format!("{here}/certificate.pdf")).await;
    assert_eq!(again.body, file.body, "as often as one likes");
    let receipt = browser.get(&format!("{here}/receipt.pdf")).await;
    assert_eq!(receipt.header("content-type"), "application/pdf");

    let status = browser.get(&here).await;
    assert!(status.text().contains("Descargado"));
    let list = browser.get("/applications").await;
    assert!(list.text().contains(&reference) && list.text().contains("Descargado"));
}

#[tokio::test]
async fn a_namesake_is_reviewed_without_being_told_why() {
    let office = Office::open().await;
    let mut browser = office.visit(&lucia()).await;
    let (reference, result) = office.apply(&mut browser).await;
    assert_eq!(result.title(), "Estamos revisando su solicitud");
    assert!(result.text().contains("en el móvil +34 ••• ••• 417") || result.text().contains("417"));
    for word in [
        "coincid",
        "homónim",
        "registro de del",
        "parecid",
        "antecedent",
    ] {
        assert!(!result.text().to_lowercase().contains(word), "{word}");
    }
    assert!(!result.text().contains("certificate.pdf"));
    let nothing = browser
        .get(&format!("/applications/{reference}/certificate.pdf"))
        .await;
    assert_eq!(nothing.location(), format!("/applications/{reference}"));
    let list = browser.get("/applications").await;
    assert!(list.text().contains("En revisión"));
    let under_way = browser.get("/start").await;
    assert_eq!(
        under_way.location(),
        format!("/applications/{reference}"),
        "no second one"
    );
}

#[tokio::test]
async fn a_register_that_does_not_answer_is_waited_for() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    office.offences.switch.set_down(true);
    let (reference, result) = office.apply(&mut browser).await;
    assert_eq!(result.title(), "Su solicitud está presentada");
    assert!(
        result
            .text()
            .contains("El registro no contesta ahora mismo")
    );
    assert!(result.text().contains("Retirar la solicitud"));
    office.offences.switch.set_down(false);
    office.clock.advance_seconds(61);
    office.procedures.finish_pending(10).await.unwrap();
    let status = browser.get(&format!("/applications/{reference}")).await;
    assert_eq!(status.title(), "Su certificado está listo");
}

#[tokio::test]
async fn a_printer_that_does_not_answer_leaves_the_application_waiting() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    office.renderer.switch.set_down(true);
    let (reference, result) = office.apply(&mut browser).await;
    assert_eq!(result.title(), "Su solicitud está presentada");
    assert!(
        !result.text().contains("Retirar la solicitud"),
        "too late: it is being issued"
    );
    let receipt = browser
        .get(&format!("/applications/{reference}/receipt.pdf"))
        .await;
    assert_eq!(receipt.status, 503);
    office.renderer.switch.set_down(false);
    let receipt = browser
        .get(&format!("/applications/{reference}/receipt.pdf"))
        .await;
    assert_eq!(receipt.status, 200);
}

#[tokio::test]
async fn sections_can_be_visited_in_any_order_and_lead_where_something_is_missing() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    let reference = office.draft(&mut browser).await;
    let here = format!("/applications/{reference}");
    for section in ["/confirm", "/result", ""] {
        let answer = browser.get(&format!("{here}{section}")).await;
        assert_eq!(answer.location(), format!("{here}/applicant"), "{section}");
    }
    let receipt = browser.get(&format!("{here}/receipt.pdf")).await;
    assert_eq!(receipt.location(), here);
    let (_, result) = office.apply(&mut browser).await;
    assert_eq!(result.status, 200);
    for section in ["/applicant", "/confirm"] {
        let answer = browser.get(&format!("{here}{section}")).await;
        assert_eq!(
            answer.location(),
            format!("{here}/result"),
            "the back button: {section}"
        );
    }
}

#[tokio::test]
async fn mistakes_are_told_beside_their_field_and_keep_what_was_typed() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    let reference = office.draft(&mut browser).await;
    let applicant = format!("/applications/{reference}/applicant");
    for (phone, words) in [
        ("", "Escriba su teléfono móvil"),
        ("+34", "Escriba su teléfono móvil"),
        ("7700 900417", "Falta el prefijo del país"),
        ("+34 600", "Ese número no está completo"),
        ("+999 600000417", "Ningún país tiene ese prefijo"),
        ("+34 910 000 000", "no es de un móvil"),
    ] {
        let fields = [("phone", phone), ("email", "no es un correo")];
        let answer = browser.send(&applicant, &fields).await;
        assert_eq!(answer.status, 422, "{phone}");
        assert!(answer.title().starts_with("Error: "));
        assert!(answer.text().contains(words), "{phone}: {words}");
        assert!(answer.text().contains("A esa dirección le falta algo"));
        assert!(answer.text().contains("value=\"no es un correo\""));
    }
    browser
        .send(&applicant, &[("phone", "600000417"), ("email", "")])
        .await;
    let confirm = format!("/applications/{reference}/confirm");
    let page = browser.get(&confirm).await;
    let version = page.hidden("version");
    let answer = browser.send(&confirm, &[("version", &version)]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Elija para qué lo necesita"));
    assert!(
        answer
            .text()
            .contains("Marque la casilla para enviar la solicitud")
    );
    let made_up = [
        ("purpose", "curiosity"),
        ("declared", "yes"),
        ("version", version.as_str()),
    ];
    assert_eq!(browser.send(&confirm, &made_up).await.status, 422);
    let undeclared = [("purpose", "volunteering"), ("version", version.as_str())];
    let answer = browser.send(&confirm, &undeclared).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.text().contains("value=\"volunteering\" checked"),
        "the choice is kept"
    );
}

#[tokio::test]
async fn what_was_saved_is_there_when_the_person_comes_back() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    let reference = office.draft(&mut browser).await;
    let applicant = format!("/applications/{reference}/applicant");
    let contact = [("phone", "+34600000417"), ("email", "el@example.org")];
    browser.send(&applicant, &contact).await;
    let mut tomorrow = office.visit(&jordi()).await;
    let begun = tomorrow.get("/start").await;
    assert_eq!(begun.location(), applicant, "the same draft");
    let page = tomorrow.get(&applicant).await;
    assert!(page.text().contains("+34 600 000 417") && page.text().contains("el@example.org"));
}

#[tokio::test]
async fn what_was_typed_survives_the_end_of_the_session() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    let reference = office.draft(&mut browser).await;
    let applicant = format!("/applications/{reference}/applicant");
    office.clock.advance_seconds(61 * 60);
    let typed = [("phone", "+34 600 000 9"), ("email", "casi@example.org")];
    let answer = browser.send(&applicant, &typed).await;
    assert_eq!(answer.location(), format!("/login/start?to={applicant}"));
    let page = office.identify(&mut browser, &applicant, &jordi()).await;
    assert!(page.text().contains("+34 600 000 9") && page.text().contains("casi@example.org"));
    let right = [("phone", "+34 600 000 417"), ("email", "casi@example.org")];
    browser.send(&applicant, &right).await;
    assert_eq!(
        browser.cookies_of("unsent"),
        Vec::<String>::new(),
        "saved, so forgotten"
    );
    let confirm = format!("/applications/{reference}/confirm");
    let version = browser.get(&confirm).await.hidden("version");
    office.clock.advance_seconds(61 * 60);
    let fields = [
        ("purpose", "volunteering"),
        ("declared", "yes"),
        ("version", &version),
    ];
    browser.send(&confirm, &fields).await;
    let page = office.identify(&mut browser, &confirm, &jordi()).await;
    assert!(page.text().contains("value=\"volunteering\" checked"));
    assert!(
        !page
            .text()
            .contains("name=\"declared\" value=\"yes\" checked"),
        "declared anew"
    );
}

#[tokio::test]
async fn what_another_person_typed_is_never_shown() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    let reference = office.draft(&mut browser).await;
    office.clock.advance_seconds(61 * 60);
    let applicant = format!("/applications/{reference}/applicant");
    browser
        .send(&applicant, &[("phone", "+34 600 000 9"), ("email", "")])
        .await;
    // Somebody else sits down at the same computer.
    let answer = office.identify(&mut browser, &applicant, &ananya()).await;
    assert_eq!(answer.status, 404);
    let own = office.draft(&mut browser).await;
    let page = browser.get(&format!("/applications/{own}/applicant")).await;
    assert!(!page.text().contains("600 000 9"));
}

#[tokio::test]
async fn a_draft_that_changed_in_another_tab_is_shown_again_before_it_is_sent() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    let reference = office.draft(&mut browser).await;
    let here = format!("/applications/{reference}");
    browser
        .send(
            &format!("{here}/applicant"),
            &[("phone", "+34600000417"), ("email", "")],
        )
        .await;
    let seen = browser
        .get(&format!("{here}/confirm"))
        .await
        .hidden("version");
    browser.get(&format!("{here}/applicant")).await;
    browser
        .send(
            &format!("{here}/applicant"),
            &[("phone", "+34600000555"), ("email", "")],
        )
        .await;
    browser.get(&format!("{here}/confirm")).await;
    let fields = [
        ("purpose", "volunteering"),
        ("declared", "yes"),
        ("version", &seen),
    ];
    let answer = browser.send(&format!("{here}/confirm"), &fields).await;
    assert_eq!(answer.status, 409);
    assert!(
        answer
            .text()
            .contains("La solicitud cambió en otra ventana")
    );
    assert!(answer.text().contains("+34 600 000 555"));
    let latest = answer.hidden("version");
    let fields = [
        ("purpose", "volunteering"),
        ("declared", "yes"),
        ("version", &latest),
    ];
    let sent = browser.send(&format!("{here}/confirm"), &fields).await;
    assert_eq!(sent.location(), format!("{here}/result"));
}

#[tokio::test]
async fn a_double_click_sends_once() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    let reference = office.draft(&mut browser).await;
    let here = format!("/applications/{reference}");
    browser
        .send(
            &format!("{here}/applicant"),
            &[("phone", "+34600000417"), ("email", "")],
        )
        .await;
    let version = browser
        .get(&format!("{here}/confirm"))
        .await
        .hidden("version");
    let fields = [
        ("purpose", "volunteering"),
        ("declared", "yes"),
        ("version", &version),
    ];
    let confirm = format!("{here}/confirm");
    let mut twice = browser.clone();
    let (one, two) = tokio::join!(
        browser.send(&confirm, &fields),
        twice.send(&confirm, &fields)
    );
    for answer in [one, two] {
        assert_eq!(answer.location(), format!("{here}/result"));
    }
    let result = browser.get(&format!("{here}/result")).await;
    assert_eq!(result.title(), "Su certificado está listo");
    let list = browser.get("/applications").await.text();
    assert_eq!(list.matches(&format!("href=\"{here}\"")).count(), 1);
}

#[tokio::test]
async fn an_identification_that_is_too_old_is_repeated_before_sending() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    let reference = office.draft(&mut browser).await;
    let here = format!("/applications/{reference}");
    browser
        .send(
            &format!("{here}/applicant"),
            &[("phone", "+34600000417"), ("email", "")],
        )
        .await;
    office.clock.advance_seconds(16 * 60);
    let confirm = browser.get(&format!("{here}/confirm")).await;
    assert!(confirm.text().contains("Hace un rato que se identificó"));
    let version = confirm.hidden("version");
    let fields = [
        ("purpose", "volunteering"),
        ("declared", "yes"),
        ("version", &version),
    ];
    let sent = browser.send(&format!("{here}/confirm"), &fields).await;
    let login = sent.location().to_owned();
    assert_eq!(login, format!("/login/start?to={here}/confirm&again"));
    let away = browser.get(&login).await;
    let request = Provider::request(away.location());
    assert_eq!(request.max_age, Some(900));
    assert!(request.demands_fresh_login(0, 0), "prompt=login");
    let back = office
        .provider
        .identify(away.location(), &jordi(), vocab::AssuranceLevel::Low);
    let confirm = browser.follow(&back).await;
    assert_eq!(confirm.title(), "Confirme su solicitud");
    assert!(
        confirm.text().contains("value=\"volunteering\" checked"),
        "the choice is kept"
    );
    let version = confirm.hidden("version");
    let fields = [
        ("purpose", "volunteering"),
        ("declared", "yes"),
        ("version", &version),
    ];
    let sent = browser.send(&format!("{here}/confirm"), &fields).await;
    assert_eq!(sent.location(), format!("{here}/result"));
}

#[tokio::test]
async fn an_application_can_be_withdrawn_until_it_is_decided() {
    let office = Office::open().await;
    let mut browser = office.visit(&lucia()).await;
    let (reference, _) = office.apply(&mut browser).await;
    let here = format!("/applications/{reference}");
    let page = browser.get(&format!("{here}/withdraw")).await;
    assert_eq!(page.title(), "¿Quiere retirar la solicitud?");
    let gone = browser.send(&format!("{here}/withdraw"), &[]).await;
    assert_eq!(gone.location(), here);
    let status = browser.get(&here).await;
    assert_eq!(status.title(), "Ha retirado esta solicitud");
    assert!(!status.text().contains("Retirar la solicitud"));
    let twice = browser.get(&format!("{here}/withdraw")).await;
    assert_eq!(twice.location(), here);
    assert!(
        browser
            .get("/start")
            .await
            .location()
            .ends_with("/applicant"),
        "may ask again"
    );

    let mut other = office.visit(&jordi()).await;
    let (reference, _) = office.apply(&mut other).await;
    let here = format!("/applications/{reference}");
    other.get("/applications").await;
    let late = other.send(&format!("{here}/withdraw"), &[]).await;
    assert_eq!(
        late.location(),
        here,
        "decided: the page shows what there is"
    );
    assert_eq!(other.get(&here).await.title(), "Su certificado está listo");
}

#[tokio::test]
async fn a_positive_certificate_is_handed_over_at_the_office_only() {
    let office = Office::open().await;
    let mut browser = office.visit(&person("Evaristo", "Cuevas")).await;
    let (reference, result) = office.apply(&mut browser).await;
    assert_eq!(
        result.title(),
        "Estamos revisando su solicitud",
        "a person decides"
    );
    let file = browser
        .get(&format!("/applications/{reference}/certificate.pdf"))
        .await;
    assert_eq!(file.location(), format!("/applications/{reference}"));
}

#[tokio::test]
async fn applications_of_others_are_not_there() {
    let office = Office::open().await;
    let mut owner = office.visit(&jordi()).await;
    let (reference, _) = office.apply(&mut owner).await;
    let mut stranger = office.visit(&ananya()).await;
    stranger.get("/applications").await;
    let pages = [
        "",
        "/applicant",
        "/confirm",
        "/result",
        "/certificate.pdf",
        "/receipt.pdf",
        "/withdraw",
    ];
    for page in pages {
        for whose in [reference.as_str(), "2026-AAAA-AAAA", "nonsense"] {
            let answer = stranger.get(&format!("/applications/{whose}{page}")).await;
            assert_eq!(answer.status, 404, "{whose}{page}");
        }
    }
    let contact = [("phone", "+34600000999"), ("email", "")];
    let path = format!("/applications/{reference}/applicant");
    assert_eq!(stranger.send(&path, &contact).await.status, 404);
    let path = format!("/applications/{reference}/withdraw");
    assert_eq!(stranger.send(&path, &[]).await.status, 404);
}

#[tokio::test]
async fn every_page_of_an_application_needs_an_identification() {
    let office = Office::open().await;
    let mut browser: Browser = office.browser();
    for path in [
        "/start",
        "/applications",
        "/applications/2026-AAAA-AAAA/confirm",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.location(), format!("/login/start?to={path}"));
    }
}

#[tokio::test]
async fn nationals_of_the_union_need_no_certificate_of_their_own_country() {
    let office = Office::open().await;
    let mut browser = office.visit(&european()).await;
    let (_, result) = office.apply(&mut browser).await;
    assert!(
        result
            .text()
            .contains("No necesita el certificado de su país"),
        "{}",
        result.title()
    );
}

#[tokio::test]
async fn the_certificate_is_in_the_language_of_the_page() {
    let office = Office::open().await;
    let mut browser = office.browser().speaking("en");
    office
        .identify(&mut browser, "/applications", &jordi())
        .await;
    let (_, result) = office.apply(&mut browser).await;
    assert_eq!(result.title(), "Your certificate is ready");
    let code = result.attribute("data-copy");
    let document = browser.get(&format!("/api/v1/documents/{code}")).await;
    assert_eq!(document.json()["language"], Lang::En.tag());
}
