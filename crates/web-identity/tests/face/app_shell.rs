//! The app's own page, what installs it, and the worker that keeps it.

use serde_json::Value;
use web_identity::texts::{self, LANGS};
use web_kit::qr::Qr;

use crate::browser::Browser;
use crate::rig::{ORIGIN, Rig, with_dni};

fn header(browser: &Browser<'_>, name: &str) -> String {
    let value = browser.headers.get(name).unwrap();
    value.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_page_is_well_formed_in_every_language() {
    let rig = Rig::with_the_app().await;
    for lang in LANGS {
        let mut browser = Browser::speaking(&rig, *lang);
        browser.open("/app").await.answers(200);
        let page = browser.page();
        assert!(page.contains(&format!("<html lang=\"{}\"", lang.tag())));
        assert!(page.contains(texts::pwa(*lang).nav_scan), "{}", lang.tag());
        assert!(page.contains("data-code-wrong=") && page.contains("{left}"));
    }
}

/// A phone keeps it, so it says the same to everybody.
#[tokio::test]
async fn the_page_knows_nobody_and_the_code_behind_the_address_never_arrives() {
    let rig = Rig::with_the_app().await;
    let mut stranger = Browser::new(&rig);
    stranger.open("/app").await.answers(200);
    let before = without_tokens(&stranger.page());
    let jordi = with_dni(31);
    let mut browser = Browser::new(&rig);
    browser
        .open("/login/pin")
        .await
        .enter_with_pin(&jordi)
        .await;
    for path in ["/app", "/app/r", "/app/a"] {
        browser.open(path).await.answers(200);
        assert_eq!(without_tokens(&browser.page()), before, "{path}");
    }
}

/// The page without what differs from one drawing to the next.
fn without_tokens(page: &str) -> String {
    let lines = page.lines();
    lines
        .filter(|line| !line.contains("hreflang") && !line.contains("_once"))
        .collect()
}

#[tokio::test]
async fn it_may_use_the_camera_and_a_worker_and_nothing_from_elsewhere() {
    let rig = Rig::with_the_app().await;
    let mut browser = Browser::new(&rig);
    browser.open("/app").await.answers(200);
    let policy = header(&browser, "content-security-policy");
    assert!(policy.contains("worker-src 'self'") && policy.contains("manifest-src 'self'"));
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
    let features = header(&browser, "permissions-policy");
    assert!(features.contains("camera=(self)") && features.contains("microphone=()"));
}

#[tokio::test]
async fn it_can_be_installed() {
    let rig = Rig::with_the_app().await;
    let mut browser = Browser::new(&rig);
    browser.open("/app/manifest.webmanifest").await.answers(200);
    assert_eq!(
        header(&browser, "content-type"),
        "application/manifest+json"
    );
    let manifest: Value = serde_json::from_slice(&browser.bytes).unwrap();
    assert_eq!(manifest["display"], "standalone");
    assert_eq!(manifest["scope"], "/app");
    assert_eq!(manifest["lang"], "es");
    let icons = manifest["icons"].as_array().unwrap().clone();
    assert!(icons.iter().any(|icon| icon["purpose"] == "maskable"));
    for icon in icons {
        browser
            .open(icon["src"].as_str().unwrap())
            .await
            .answers(200);
        assert_eq!(header(&browser, "content-type"), "image/png");
    }
}

#[tokio::test]
async fn the_worker_keeps_files_that_are_there_and_nothing_of_the_interface() {
    let rig = Rig::with_the_app().await;
    let mut browser = Browser::new(&rig);
    browser.open("/app/sw.js").await.answers(200);
    assert_eq!(header(&browser, "service-worker-allowed"), "/app");
    assert_eq!(header(&browser, "cache-control"), "no-cache");
    let script = String::from_utf8(browser.bytes.clone()).unwrap();
    let list = script
        .lines()
        .find_map(|line| line.strip_prefix("const FILES = "))
        .unwrap();
    let files: Vec<String> = serde_json::from_str(list.trim_end_matches(';')).unwrap();
    assert!(files.len() > 15);
    for file in files {
        assert!(file.starts_with("/assets/"), "{file}");
        browser.open(&file).await.answers(200);
    }
}

/// R113, R114, R116: where people choose how to identify they see where the app is to be had;
/// another page says that it is free, for which phones, and how it is installed.
#[tokio::test]
async fn who_has_no_app_learns_at_the_entrance_how_to_get_it() {
    let rig = Rig::with_the_app().await;
    for lang in LANGS {
        let mut browser = Browser::speaking(&rig, *lang);
        browser.open("/login").await.answers(200);
        let t = texts::confirm(*lang);
        let qr = Qr::new(&format!("{ORIGIN}/app"), t.get_qr).unwrap();
        let page = browser.page();
        assert!(page.contains(&qr.to_string()), "{}", lang.tag());
        assert!(page.contains("href=\"/help/app\""), "{}", lang.tag());
        browser.open("/help/app").await.answers(200);
        let page = browser.page();
        assert!(page.contains("Android") && page.contains("iPhone"));
        assert!(page.contains("href=\"/app\"") && page.contains("href=\"/register\""));
    }
    let mut browser = Browser::new(&rig);
    browser
        .open("/help/app")
        .await
        .says("Es gratis y funciona en Android y en iPhone")
        .says("Instalar aplicación")
        .says("protocolo público");

    let without = Rig::new().await;
    let mut browser = Browser::new(&without);
    browser.open("/login").await.does_not_say("/help/app");
    browser.open("/help/app").await.answers(404);
}

/// R131: a phone is offered its own passkey first; where the request was sent to an app it is not.
#[tokio::test]
async fn the_page_that_waits_offers_the_passkey_of_this_phone() {
    let rig = Rig::with_the_app().await;
    let mut browser = Browser::new(&rig);
    browser.open("/login/app").await.answers(200);
    let page = browser.page();
    let (place, code) = (page.find("data-passkey=\"get\""), page.find("data-app-qr"));
    assert!(place.is_some() && place < code, "before the code");
    assert!(page.contains("action=\"/login/passkey\""));
    browser.open("/login/app/number").await;
    browser.identify(&with_dni(31)).await;
    assert!(!browser.page().contains("data-passkey"));
}
