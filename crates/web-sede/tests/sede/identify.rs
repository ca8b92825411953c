//! Identification: to the provider and back, and everything that can go wrong on the way.

use vocab::AssuranceLevel;
use wire_oidc::{ErrorCode, authorize::Prompt};

use crate::{
    browser::{Answer, Browser},
    office::{Office, SEDE, ananya, jordi},
    provider::{Fault, ISSUER, Provider, query},
};

const SESSION: &str = "__Host-aldaba-sede-session";

async fn with_fault(fault: Fault) -> (Office, Browser, Answer) {
    let office = Office::open().await;
    let mut browser = office.browser();
    let away = browser.follow("/start").await;
    let person = jordi();
    let callback = office
        .provider
        .identify(away.location(), &person, AssuranceLevel::Low);
    office.provider.misbehave(fault);
    let answer = browser.get(&callback).await;
    (office, browser, answer)
}

#[tokio::test]
async fn asks_the_provider_for_what_the_procedure_needs() {
    let office = Office::open().await;
    let mut browser = office.browser().speaking("ca");
    let away = browser.follow("/start").await;
    let request = Provider::request(away.location());
    assert_eq!(request.ui_locales, ["ca"]);
    assert_eq!(request.max_age, Some(12 * 3_600));
    assert_eq!(request.prompt, Prompt::default());
    assert_eq!(request.level.minimum(), AssuranceLevel::Low);
    assert!(request.code_challenge.is_some() && request.nonce.is_some());
}

#[tokio::test]
async fn comes_back_to_where_the_person_was_going_under_a_new_secret() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let landed = office.identify(&mut browser, "/start", &jordi()).await;
    assert_eq!(landed.title(), "Datos del solicitante");
    assert!(landed.text().contains("Jordi"), "greeted by name");
    let first = browser.cookies[SESSION].clone();
    assert_eq!(
        browser.cookies_of("login-"),
        Vec::<String>::new(),
        "used once"
    );

    office
        .identify(&mut browser, "/login/start?to=/applications", &jordi())
        .await;
    assert_ne!(browser.cookies[SESSION], first);
    let mut old = office.browser();
    old.cookies.insert(SESSION.into(), first);
    let answer = old.get("/applications").await;
    assert!(answer.status.is_redirection(), "the former visit has ended");
}

#[tokio::test]
async fn two_tabs_identify_without_mixing() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let one = browser.follow("/start").await.location().to_owned();
    let other = browser.follow("/applications").await.location().to_owned();
    let person = ananya();
    let low = AssuranceLevel::Low;
    let back = office.provider.identify(&one, &person, low);
    assert_eq!(browser.get(&back).await.location(), "/start");
    let back = office.provider.identify(&other, &person, low);
    assert_eq!(browser.get(&back).await.location(), "/applications");
}

#[tokio::test]
async fn a_browser_does_not_collect_attempts_for_ever() {
    let office = Office::open().await;
    let mut browser = office.browser();
    for _ in 0..20 {
        browser.get("/login/start").await;
    }
    assert!(browser.cookies_of("login-").len() <= 4);
}

#[tokio::test]
async fn goes_nowhere_but_to_its_own_pages() {
    let office = Office::open().await;
    for to in [
        "https://evil.example",
        "//evil.example",
        "/csv",
        "/applications/../csv",
        "",
    ] {
        let mut browser = office.browser();
        let start = format!("/login/start?to={to}");
        let landed = office.identify(&mut browser, &start, &jordi()).await;
        assert_eq!(landed.title(), "Mis solicitudes", "{to}");
    }
}

#[tokio::test]
async fn who_says_no_is_back_at_the_procedure() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let away = browser.follow("/start").await;
    let refused = Provider::refuse(away.location(), ErrorCode::AccessDenied);
    let landed = browser.follow(&refused).await;
    assert_eq!(landed.status, 200);
    assert_eq!(
        landed.title(),
        "Certificado de delitos de naturaleza sexual"
    );
    assert!(landed.text().contains("No se ha identificado"));
    assert_eq!(browser.cookies_of("login-"), Vec::<String>::new());
}

#[tokio::test]
async fn errors_of_the_provider_are_told_plainly() {
    for (code, status, title) in [
        (
            ErrorCode::UnmetAuthenticationRequirements,
            403,
            "Este trámite pide un nivel más alto",
        ),
        (
            ErrorCode::TemporarilyUnavailable,
            503,
            "El servicio de identidad no contesta",
        ),
        (
            ErrorCode::LoginRequired,
            400,
            "Hay que empezar la identificación otra vez",
        ),
        (
            ErrorCode::InvalidScope,
            502,
            "No hemos podido comprobar su identificación",
        ),
    ] {
        let office = Office::open().await;
        let mut browser = office.browser();
        let away = browser.follow("/start").await;
        let answer = browser.get(&Provider::refuse(away.location(), code)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.title().as_str()),
            (status, title)
        );
        assert!(!browser.cookies.contains_key(SESSION));
    }
}

#[tokio::test]
async fn a_provider_that_lies_or_fails_lets_nobody_in() {
    let again = "Hay que empezar la identificación otra vez";
    let later = "El servicio de identidad no contesta";
    let unproven = "No hemos podido comprobar su identificación";
    for (fault, status, title) in [
        (Fault::Unreachable, 503, later),
        (Fault::Overloaded, 503, later),
        (Fault::NoToken, 400, again),
        (Fault::OldIdentification, 400, again),
        (Fault::WrongNonce, 502, unproven),
        (Fault::OtherAudience, 502, unproven),
        (Fault::OtherIssuer, 502, unproven),
        (Fault::ForgedSignature, 502, unproven),
        (Fault::OtherAccessToken, 502, unproven),
        (Fault::OtherSubject, 502, unproven),
        (Fault::NoNumber, 502, unproven),
    ] {
        let (_office, browser, answer) = with_fault(fault).await;
        assert_eq!(
            (answer.status.as_u16(), answer.title().as_str()),
            (status, title),
            "{fault:?}"
        );
        assert!(!browser.cookies.contains_key(SESSION), "{fault:?}");
    }
}

#[tokio::test]
async fn a_document_of_another_issuer_is_not_believed() {
    let office = Office::open().await;
    office.provider.misbehave(Fault::OtherIssuerInMetadata);
    let answer = office.browser().follow("/start").await;
    assert_eq!(answer.status, 502);
}

#[tokio::test]
async fn a_level_that_is_too_low_is_told_and_offers_another_means() {
    let settings = procedures::Settings {
        minimum_level: AssuranceLevel::Substantial,
        ..Default::default()
    };
    let office = Office::with(settings, SEDE).await;
    let mut browser = office.browser();
    let answer = office.identify(&mut browser, "/start", &jordi()).await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.title(), "Este trámite pide un nivel más alto");
    assert!(answer.text().contains("/login/start?to=/start&#38;again"));
}

#[tokio::test]
async fn callbacks_of_another_browser_or_made_up_are_refused() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let away = browser.follow("/start").await;
    let callback = office
        .provider
        .identify(away.location(), &jordi(), AssuranceLevel::Low);
    let mut thief = office.browser();
    assert_eq!(thief.get(&callback).await.status, 400, "another browser");
    for changed in [
        callback.replace("state=", "state=A"),
        callback.replace("&iss=", "&iss=x"),
        callback.replace("code=", "code=&other="),
        callback.replace("/login/callback?", "/login/callback?state=x&"),
        "/login/callback".to_owned(),
        format!(
            "/login/callback?{}",
            query(&[("state", "a/b;c=d1234"), ("code", "x")])
        ),
        "/login/callback?state=%FF".to_owned(),
    ] {
        let mut browser = browser.clone();
        let answer = browser.get(&changed).await;
        assert!(
            [400, 502].contains(&answer.status.as_u16()),
            "{changed}: {}",
            answer.status
        );
        assert!(!browser.cookies.contains_key(SESSION), "{changed}");
    }
    assert_eq!(
        browser.get(&callback).await.location(),
        "/start",
        "the true one still works"
    );
}

#[tokio::test]
async fn the_back_button_after_identifying_leads_on_and_a_code_works_once() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let away = browser.follow("/start").await;
    let callback = office
        .provider
        .identify(away.location(), &jordi(), AssuranceLevel::Low);
    let attempt = browser.clone();
    browser.get(&callback).await;
    assert_eq!(browser.get(&callback).await.location(), "/applications");
    let mut replayed = attempt;
    let answer = replayed.get(&callback).await;
    assert_eq!(answer.title(), "Hay que empezar la identificación otra vez");
}

#[tokio::test]
async fn half_an_hour_away_is_too_long() {
    let office = Office::open().await;
    let mut browser = office.browser();
    let away = browser.follow("/start").await;
    let callback = office
        .provider
        .identify(away.location(), &jordi(), AssuranceLevel::Low);
    office.clock.advance_seconds(30 * 60);
    assert_eq!(browser.get(&callback).await.status, 400);
}

#[tokio::test]
async fn keys_are_kept_and_read_anew_when_the_provider_changed_them() {
    let office = Office::open().await;
    office.visit(&jordi()).await;
    office.visit(&ananya()).await;
    assert_eq!(
        office.provider.documents_read(),
        2,
        "metadata and keys, once"
    );
    office.provider.rotate();
    office.visit(&jordi()).await;
    assert_eq!(office.provider.documents_read(), 4);
    office.clock.advance_seconds(3_600);
    office.visit(&jordi()).await;
    assert_eq!(office.provider.documents_read(), 6, "once an hour");
}

#[tokio::test]
async fn old_metadata_do_while_the_provider_is_silent() {
    let office = Office::open().await;
    office.visit(&jordi()).await;
    office.clock.advance_seconds(2 * 3_600);
    office.provider.misbehave(Fault::Unreachable);
    let away = office.browser().follow("/start").await;
    assert!(away.location().starts_with(ISSUER));
    let first = Office::open().await;
    first.provider.misbehave(Fault::Unreachable);
    let answer = first.browser().follow("/start").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("retry-after"), "60");
}

#[tokio::test]
async fn log_out_leads_to_the_provider_with_the_hint_and_back() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    browser.get("/applications").await;
    let mut other_tab = browser.clone();
    let left = browser.send("/log-out", &[]).await;
    let address = left.location();
    assert!(address.starts_with(&format!("{ISSUER}/logout?client_id=sede&id_token_hint=ey")));
    assert!(address.contains("post_logout_redirect_uri=https%3A%2F%2Fsede.example%2F&state=left"));
    assert!(!browser.cookies.contains_key(SESSION));
    let answer = other_tab.get("/applications").await;
    assert!(
        answer.location().starts_with("/login/start"),
        "the visit has ended everywhere"
    );
    let home = browser.get("/?state=left").await;
    assert!(home.text().contains("Ha cerrado la sesión"));
}

#[tokio::test]
async fn log_out_works_here_when_the_provider_is_silent() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    browser.get("/applications").await;
    office.clock.advance_seconds(50 * 60);
    browser.get("/applications").await;
    office.clock.advance_seconds(20 * 60);
    office.provider.misbehave(Fault::OtherIssuerInMetadata);
    let left = browser.send("/log-out", &[]).await;
    assert_eq!(left.location(), "/?state=left-here");
    let home = browser.get("/?state=left-here").await;
    assert!(home.text().contains("puede seguir abierta"));
}

#[tokio::test]
async fn a_visit_can_be_kept_and_ends_when_it_is_not_used() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    browser.get("/applications").await;
    office.clock.advance_seconds(59 * 60);
    let mut script = browser.clone();
    script.headers.push(("accept", "*/*".into()));
    assert_eq!(script.send("/session/keep", &[]).await.status, 204);
    office.clock.advance_seconds(59 * 60);
    let kept = browser.send("/session/keep", &[]).await;
    assert_eq!(kept.location(), "/applications", "without script: a page");
    office.clock.advance_seconds(60 * 60);
    assert_eq!(script.send("/session/keep", &[]).await.status, 403);
    let over = browser.send("/session/keep", &[]).await;
    assert_eq!(over.location(), "/login/start?to=/applications");
}

#[tokio::test]
async fn a_tampered_session_cookie_is_no_visit() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    let good = browser.cookies[SESSION].clone();
    for bad in ["", "x", &good.to_uppercase(), &good[1..], &"0".repeat(64)] {
        browser.cookies.insert(SESSION.into(), bad.to_owned());
        let answer = browser.get("/applications").await;
        assert!(answer.location().starts_with("/login/start"), "{bad}");
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let office = Office::open().await;
    let mut browser = office.visit(&jordi()).await;
    browser.get("/applications").await;
    let mut from_elsewhere = browser.clone();
    from_elsewhere
        .headers
        .push(("sec-fetch-site", "cross-site".into()));
    assert_eq!(from_elsewhere.send("/log-out", &[]).await.status, 403);
    let mut stranger = office.browser();
    stranger.cookies = browser.cookies.clone();
    assert_eq!(
        stranger.send("/log-out", &[]).await.status,
        403,
        "without a token"
    );
    assert_eq!(browser.get("/applications").await.status, 200, "still in");
}

#[tokio::test]
async fn forms_may_lead_to_the_provider_and_nowhere_else() {
    let office = Office::open().await;
    let page = office.visit(&jordi()).await.get("/applications").await;
    let policy = page.header("content-security-policy").to_owned();
    let expected = format!("form-action 'self' {ISSUER}");
    assert!(policy.ends_with(&expected), "{policy}");
}
