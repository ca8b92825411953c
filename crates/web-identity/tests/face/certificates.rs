//! Log-in with a certificate: there, back, and what each refusal says.

use axum::{
    Extension, Router,
    body::Body,
    http::{Method, Request, StatusCode},
};
use simulators::population::DemoPerson;
use tower::ServiceExt as _;
use vocab::{AssuranceLevel, Lang, SignedDuration};
use web_identity::texts;
use web_kit::{client::Peer, tls::PresentedChain};
use wire_oidc::claims::Scope;
use wire_x509::{
    mint::{Draft, Purpose},
    testing::{TestAuthority, at, citizen, dnie},
};

use crate::{
    browser::Browser,
    html::between,
    party::{CALLBACK, Party},
    rig::{CERTIFICATES, ORIGIN, Rig, with_dni},
};

/// She is registered at the advanced level.
fn pilar() -> DemoPerson {
    with_dni(203)
}

fn parts(person: &DemoPerson) -> (&str, &str, [&str; 2]) {
    let name = &person.record.name;
    let surname2 = name.surname2.as_ref().map_or("", |line| line.as_str());
    (
        person.record.number.as_str(),
        name.given.as_str(),
        [name.surname1.as_str(), surname2],
    )
}

fn of(person: &DemoPerson, serial: u8) -> Draft {
    let (number, given, surnames) = parts(person);
    citizen(&[serial], number, given, surnames)
}

fn card(person: &DemoPerson) -> Draft {
    let (number, given, surnames) = parts(person);
    dnie(&[9], number, given, surnames)
}

/// The link to where certificates are asked for, as the page has it.
fn link(browser: &Browser<'_>) -> String {
    let page = browser.page();
    let link = between(&page, &format!("href=\"{CERTIFICATES}"), "\"").unwrap();
    link.replace("&amp;", "&").replace("&#38;", "&")
}

/// Goes there with a chain, as TLS of ours hands it on, and gives the address to go back to.
async fn shown(app: &Router, path: &str, chain: Vec<Vec<u8>>) -> String {
    let app = app.clone().layer(Extension(PresentedChain::new(chain)));
    sent_back(app, Request::get(path).body(Body::empty()).unwrap()).await
}

async fn sent_back(app: Router, request: Request<Body>) -> String {
    let response = app.oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert!(response.headers().get("set-cookie").is_none(), "no cookie");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let location = response.headers()["location"].to_str().unwrap();
    location.strip_prefix(ORIGIN).unwrap().to_owned()
}

/// From the page of the way to the page after it.
async fn try_with(rig: &Rig, browser: &mut Browser<'_>, chain: Vec<Vec<u8>>) {
    browser.open("/login/certificate").await.answers(200);
    let back = shown(&rig.log_in, &link(browser), chain).await;
    browser.open(&back).await;
}

#[tokio::test]
async fn a_service_that_demands_high_is_entered_with_a_card() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut ask = Party::request(&[Scope::OpenId]);
    ask.minimum_level = Some(AssuranceLevel::High);
    let mut browser = Browser::new(&rig);
    browser.open(&party.ask(&ask)).await;
    let way = browser.at.replace("/login?", "/login/certificate?");
    assert!(browser.page().contains(&way), "the way is offered");
    browser.open(&way).await.answers(200).is_private();
    let chain = vec![rig.authority.issue(&card(&pilar())).0];
    let back = shown(&rig.log_in, &link(&browser), chain).await;
    assert!(browser.cookie("session").is_none());
    browser.open(&back).await;
    assert!(browser.cookie("session").is_some());
    assert!(browser.at.starts_with(CALLBACK), "{}", browser.at);
    let code = party.code(&browser).unwrap();
    let id_token = party.check(&party.redeem(&code).await.unwrap()).await;
    assert_eq!(id_token.level(), AssuranceLevel::High);
    browser.open("/session").await;
    browser.says(texts::login(Lang::Es).method_certificate_card);
    // The same address again: the verdict has been redeemed.
    let mut again = Browser::new(&rig);
    again.open(&back).await;
    assert!(again.cookie("session").is_none());
}

#[tokio::test]
async fn a_verdict_is_worth_nothing_in_another_browser() {
    let rig = Rig::new().await;
    let (mut thief, mut victim) = (Browser::new(&rig), Browser::new(&rig));
    thief.open("/login/certificate").await;
    let errand = link(&thief);
    victim.open("/login/certificate").await;
    // The victim's browser follows the thief's link and shows its certificate.
    let chain = vec![rig.authority.issue(&of(&pilar(), 1)).0];
    let back = shown(&rig.log_in, &errand, chain).await;
    victim.open(&back).await;
    assert!(victim.cookie("session").is_none(), "not the victim");
    victim.is_at("/login");
    // The thief's own browser would be let in, if it learned the address within a minute: it goes
    // to nobody but the victim's browser, and is private there.
    rig.pass(SignedDuration::from_secs(61));
    thief.open(&back).await;
    assert!(thief.cookie("session").is_none(), "too late");
}

#[tokio::test]
async fn headers_of_strangers_are_no_certificates() {
    let chain = |rig: &Rig| rig.authority.issue(&of(&pilar(), 1)).0;
    for (rig, accepted) in [
        (Rig::new().await, false),
        (Rig::behind("203.0.113.0/24").await, false),
        (Rig::behind("192.0.2.0/24").await, true),
    ] {
        let mut browser = Browser::new(&rig);
        browser.open("/login/certificate").await;
        let value = keys_base64(&chain(&rig));
        let mut request = Request::builder()
            .method(Method::GET)
            .uri(link(&browser))
            .header("client-cert", format!(":{value}:"))
            .body(Body::empty())
            .unwrap();
        let peer = Peer("192.0.2.7:1234".parse().unwrap());
        request.extensions_mut().insert(peer);
        let back = sent_back(rig.app.clone(), request).await;
        browser.open(&back).await;
        assert_eq!(browser.cookie("session").is_some(), accepted);
    }
}

fn keys_base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[tokio::test]
async fn every_refusal_says_what_it_is_and_what_to_do_in_every_language() {
    let rig = Rig::new().await;
    let pilar = pilar();
    let number = pilar.record.number.as_str();
    let (mut over, mut early, mut represents) = (of(&pilar, 1), of(&pilar, 1), of(&pilar, 1));
    over.until = at("2026-11-01T00:00:00Z");
    early.from = at("2026-12-01T00:00:00Z");
    represents
        .subject
        .push(("2.5.4.97".into(), "VATES-B00000000".into()));
    let mut other_name = of(&pilar, 1).directory(&[]);
    other_name.subject.retain(|(id, _)| id == "2.5.4.5");
    let stranger = TestAuthority::root("AC DE PRUEBA");
    for lang in Lang::ALL {
        let c = texts::certificate(lang);
        let issue = |draft: &Draft| vec![rig.authority.issue(draft).0];
        let employee = of(&pilar, 1).directory(&[("2.16.724.1.3.5.7.2.4", number)]);
        let seal = of(&pilar, 1).directory(&[("2.16.724.1.3.5.6.2.1", "SELLO")]);
        for (chain, title) in [
            (vec![], c.none_title),
            (issue(&over), c.expired_title),
            (issue(&early), c.early_title),
            (vec![stranger.issue(&of(&pilar, 1)).0], c.issuer_title),
            (vec![vec![0x30, 0]], c.issuer_title),
            (
                issue(&of(&pilar, 1).purpose(Purpose::Signing)),
                c.kind_title,
            ),
            (issue(&represents), c.representative_title),
            (issue(&employee), c.employee_title),
            (issue(&seal), c.entity_title),
            (issue(&of(&pilar, 2)), c.revoked_title),
            (issue(&of(&pilar, 3)), c.hold_title),
            (issue(&of(&pilar, 4)), c.status_title),
            (issue(&of(&with_dni(101), 1)), c.unregistered_title),
            (issue(&other_name), c.name_title),
            (issue(&of(&with_dni(213), 1)), c.suspended_title),
        ] {
            let mut browser = Browser::speaking(&rig, lang);
            try_with(&rig, &mut browser, chain).await;
            browser.answers(403).says(title).is_private();
            assert!(browser.cookie("session").is_none());
            assert!(
                browser.page().contains("href=\"/login\"")
                    || browser.page().contains("href=\"/register\""),
                "another way is open: {title}"
            );
        }
    }
}

#[tokio::test]
async fn who_was_not_sent_there_is_sent_to_the_ways() {
    let rig = Rig::new().await;
    for path in [
        "/certificate",
        "/certificate?e=made-up",
        "/certificate?r=&e=",
    ] {
        assert_eq!(shown(&rig.log_in, path, vec![]).await, "/login");
    }
    // Nothing else is served there.
    for path in ["/", "/login", "/session", "/token", "/help"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = rig.log_in.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
}
