//! Pages that anybody reads: the entrance, the certificate, the check of the visitor's device.

use crate::office::{Office, jordi};

const PROCEDURE: &str = "/procedures/sexual-offences-certificate";
const REQUIREMENTS: &str = "/procedures/sexual-offences-certificate/requirements";

#[tokio::test]
async fn the_entrance_tells_the_official_time_and_leads_to_everything() {
    let office = Office::open().await;
    let page = office.browser().get("/").await.text();
    assert!(page.contains("Fecha y hora oficiales: 22 de noviembre de 2026, 11:00"));
    for link in [PROCEDURE, REQUIREMENTS, "/applications", "/csv", "/about"] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
    }
}

#[tokio::test]
async fn the_information_page_says_what_the_law_says_today() {
    let office = Office::open().await;
    let page = office.browser().get(PROCEDURE).await.text();
    for (requirement, words) in [
        ("R159", "constan o no condenas firmes"),
        (
            "R160",
            "Registro Central de Delincuentes Sexuales y de Trata de Seres Humanos",
        ),
        ("R161", "artículo 57 de la Ley Orgánica 8/2021"),
        ("R163", "Se apostilla o legaliza en papel"),
        ("R164", "de 16 años o más"),
        ("R165", "guardador de hecho, curador o defensor judicial"),
        (
            "R166",
            "No hace falta en puestos que atienden al público en general",
        ),
        ("R167", "uno equivalente del país de su nacionalidad"),
        (
            "R167",
            "Si es nacional de un país de la Unión Europea no hace falta",
        ),
        ("R168", "Gratis"),
        ("R169", "no obliga a renovarlo"),
        ("R170", "sospecha, con motivo"),
        ("R171", "título VIII del Código Penal"),
        ("R171", "abuso sexual"),
        ("R171", "acoso sexual"),
        ("R171", "exhibicionismo y provocación sexual"),
        ("R171", "prostitución y explotación sexual"),
        ("R171", "corrupción de menores"),
        ("R171", "trata de seres humanos"),
        ("R172", "Se presenta al empezar la actividad"),
        ("R174", "Protección de datos"),
        ("R176", "Comprobar los requisitos técnicos"),
        ("R188", "Por internet es lo más rápido"),
        ("R202", "Le recomendamos las formas electrónicas"),
        ("R203", "responde de comprobarlo"),
        ("R204", "por la plataforma de intermediación"),
        ("R205", "en una solicitud agrupada"),
        ("R228", "Saltar el índice de información"),
        ("law", "Real Decreto 407/2024"),
        ("law", "40/2015"),
    ] {
        assert!(page.contains(words), "{requirement}: {words}");
    }
    assert!(
        page.contains("href=\"https://identity.example/register\""),
        "how to register first"
    );
    assert!(!page.contains("11/2007"), "repealed");
}

#[tokio::test]
async fn another_age_of_representation_is_a_setting() {
    let settings = procedures::Settings {
        representation_under: 18,
        ..Default::default()
    };
    let office = Office::with(settings, "https://sede.example").await;
    let page = office.browser().get(PROCEDURE).await.text();
    assert!(page.contains("de 18 años o más"));
}

#[tokio::test]
async fn the_check_tries_cookies_by_a_round_trip() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    browser.headers.push(("user-agent", firefox.into()));
    let round = browser.get(REQUIREMENTS).await;
    assert_eq!(round.location(), format!("{REQUIREMENTS}?checked"));
    let page = browser.get(round.location()).await;
    let text = page.text();
    assert!(text.contains("Firefox 145"));
    assert!(text.contains("Permitidas. Solo las necesarias"));
    assert!(text.contains("Cifrada de extremo a extremo"));
    assert!(text.contains("data-outcome=\"ready\">Su equipo está listo"));
    assert!(
        text.contains("data-now=\""),
        "what the script compares with"
    );
    assert!(
        text.contains("Desactivado. Este trámite funciona también sin él."),
        "until a script says otherwise"
    );
    assert!(text.contains("<script type=\"module\" src=\"/assets/sede/"));
    assert!(page.is_private(), "never from a cache");
    assert_eq!(
        browser.get(REQUIREMENTS).await.status,
        200,
        "no second round"
    );

    let mut refusing = office.browser();
    refusing.keeps_cookies = false;
    let page = refusing.follow(REQUIREMENTS).await;
    let text = page.text();
    assert!(text.contains("Bloqueadas. Sin ellas no podemos reconocerle"));
    assert!(text.contains("data-outcome=\"not-yet\">A su equipo le falta algo"));
}

#[tokio::test]
async fn a_demonstration_does_not_call_itself_encrypted() {
    let office = Office::with(procedures::Settings::default(), "http://localhost:8081").await;
    let text = office.browser().follow(REQUIREMENTS).await.text();
    assert!(text.contains("es una demostración en este mismo equipo"));
    assert!(!text.contains("Cifrada de extremo a extremo"));
    assert!(
        !text.contains("data-now"),
        "its clock is moved by hand: there is nothing to compare"
    );
}

#[tokio::test]
async fn what_an_office_must_say_of_itself() {
    let office = Office::open().await;
    let page = office.browser().get("/about").await.text();
    for words in [
        "Ministerio de Ejemplo",
        "EA0000001",
        "25 de diciembre de 2026",
        "actuación administrativa automatizada",
        "/api/v1/openapi.json",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_visitor_is_greeted_on_every_page_and_can_leave() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    for path in [
        "/",
        "/procedures",
        PROCEDURE,
        "/about",
        "/csv",
        "/applications",
    ] {
        let text = browser.get(path).await.text();
        assert!(text.contains("action=\"/log-out\""), "{path}");
        assert!(
            text.contains("data-session"),
            "{path}: the warning before the end"
        );
    }
}
