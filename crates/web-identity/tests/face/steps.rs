//! Back button, second tab, double click, and a flow that is past its time.

use vocab::SignedDuration;

use crate::browser::Browser;
use crate::rig::{Rig, with_dni};

/// The pages of a flow that can be opened, and where each leads in the stage reached.
async fn leads(browser: &mut Browser<'_>, expected: &[(&str, &str)]) {
    for (path, at) in expected {
        browser.open(path).await;
        assert_eq!(&browser.at, at, "opening {path}");
    }
}

#[tokio::test]
async fn every_page_sends_to_the_step_that_is_true() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    for path in [
        "/register/ways",
        "/register/letter",
        "/register/letter/requested",
        "/register/code",
        "/register/contact",
        "/register/phone-code",
        "/register/terms",
        "/register/done",
        "/register/receipt.pdf",
    ] {
        leads(&mut browser, &[(path, "/register")]).await;
    }
    browser.confirm_document(&tomas).await;
    let ways = "/register/ways";
    leads(
        &mut browser,
        &[
            (ways, ways),
            ("/register/letter", "/register/letter"),
            ("/register/letter/requested", ways),
            ("/register/code", "/register/code"),
            ("/register/contact", ways),
            ("/register/phone-code", ways),
            ("/register/terms", ways),
            ("/register/done", ways),
            ("/register/receipt.pdf", ways),
        ],
    )
    .await;
    let code = browser.ask_for_letter(&tomas).await.unwrap();
    browser.type_letter(&tomas, &code).await;
    let contact = "/register/contact";
    leads(
        &mut browser,
        &[
            (ways, ways),
            ("/register/code", contact),
            ("/register/phone-code", contact),
            ("/register/terms", contact),
            ("/register/done", contact),
        ],
    )
    .await;
    browser.open(contact).await;
    browser
        .send("", &[("phone", "600000101"), ("email", "t@example.org")])
        .await;
    let sms = "/register/phone-code";
    leads(
        &mut browser,
        &[
            ("/register/code", sms),
            (contact, contact),
            ("/register/terms", sms),
            (sms, sms),
        ],
    )
    .await;
    let typed = rig.phone_code().await;
    browser.send(sms, &[("code", &typed)]).await;
    let terms = "/register/terms";
    leads(
        &mut browser,
        &[
            ("/register/code", terms),
            (sms, terms),
            ("/register/done", terms),
            (terms, terms),
        ],
    )
    .await;
    browser.send("", &[("accept", "yes")]).await;
    let done = "/register/done";
    leads(
        &mut browser,
        &[
            (ways, done),
            ("/register/letter", done),
            ("/register/code", done),
            (contact, done),
            (sms, done),
            (terms, done),
            (done, done),
        ],
    )
    .await;
}

#[tokio::test]
async fn sending_twice_registers_once() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    browser.prove_phone(&tomas, "600000101").await;
    let sent = browser.filled("", &[("accept", "yes")]);
    browser
        .post("/register/terms", sent.clone())
        .await
        .answers(303);
    browser.post("/register/terms", sent).await.answers(303);
    browser.follow().await;
    browser.is_at("/register/done");
    assert_eq!(rig.messages().await.len(), 2);
}

#[tokio::test]
async fn a_form_of_a_step_that_is_over_leads_to_the_step_that_is_true() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    let code = browser.ask_for_letter(&tomas).await.unwrap();
    browser.confirm_document(&tomas).await;
    browser.open("/register/code").await;
    let second_tab = browser.filled("", &[("code", &code)]);
    browser
        .send("", &[("code", &code)])
        .await
        .is_at("/register/contact");
    browser.post("/register/code", second_tab).await;
    browser.follow().await;
    browser.is_at("/register/contact");
}

#[tokio::test]
async fn a_flow_past_its_time_says_so_and_lets_the_browser_forget_it() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.confirm_document(&with_dni(101)).await;
    rig.pass(SignedDuration::from_mins(61));
    browser
        .open("/register/ways")
        .await
        .answers(410)
        .says("Este registro ya no está abierto");
    assert_eq!(browser.cookie("register"), None);
    browser.open("/register/ways").await.is_at("/register");
}

#[tokio::test]
async fn each_step_keeps_the_flow_alive_for_another_hour() {
    let rig = Rig::new().await;
    let tomas = with_dni(101);
    let mut browser = Browser::new(&rig);
    let code = browser.ask_for_letter(&tomas).await.unwrap();
    browser.confirm_document(&tomas).await;
    rig.pass(SignedDuration::from_mins(50));
    browser.open("/register/code").await;
    browser
        .send("", &[("code", &code)])
        .await
        .is_at("/register/contact");
    rig.pass(SignedDuration::from_mins(50));
    browser
        .open("/register/contact")
        .await
        .is_at("/register/contact");
}

#[tokio::test]
async fn a_tampered_cookie_is_a_flow_that_is_gone() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.confirm_document(&with_dni(101)).await;
    let mut value = browser.cookie("register").unwrap().clone();
    let last = if value.ends_with('A') { 'B' } else { 'A' };
    value.pop();
    value.push(last);
    for value in [value.as_str(), "nonsense"] {
        browser.set_cookie("register", value);
        browser.open("/register/ways").await.answers(410);
    }
}
