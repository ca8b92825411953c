//! The app: its interface, and the pages of the browser that waits for it.

use axum::{
    body::Body,
    http::{Method, Request},
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use vocab::{Lang, SignedDuration};

use crate::app_phone::{Phone, claim};
use crate::browser::Browser;
use crate::html::between;
use crate::rig::{ORIGIN, Rig, with_dni};

/// The code that the page shows.
fn shown_code(browser: &Browser<'_>) -> String {
    let page = browser.page();
    let code = between(&page, "data-app-code translate=\"no\">", "<").unwrap();
    code.to_owned()
}

/// The number that the page shows.
fn shown_number(browser: &Browser<'_>) -> String {
    let page = browser.page();
    let output = between(&page, "<output", "</output>").unwrap();
    output.rsplit_once('>').unwrap().1.to_owned()
}

/// The pages of a browser that waits until its request has expired; their titles.
pub(crate) async fn walk(rig: &Rig, lang: Lang) -> Vec<String> {
    let mut browser = Browser::speaking(rig, lang);
    browser.open("/login/app/number").await.answers(200);
    browser.open("/login/app").await.answers(200);
    let waiting = browser.at.clone();
    rig.pass(SignedDuration::from_secs(300));
    browser.open(&waiting).await.answers(200);
    browser.titles
}

async fn confirm(phone: &mut Phone<'_>, request: &Value, number: &str) -> Value {
    let body = json!({"request": request, "digits": number, "unlock_code": "730518"});
    phone.act("/requests/confirm", &body).await.good()
}

#[tokio::test]
async fn without_the_app_there_is_neither_interface_nor_page() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    for path in ["/login/app", "/login/app/number", "/login/app/wait"] {
        browser.open(path).await.answers(404);
    }
    browser
        .open("/login")
        .await
        .does_not_say("lea un código y confirme");
    let request = Request::post("/app/api/v1/nonce")
        .body(Body::empty())
        .unwrap();
    let answer = rig.app.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 404);
}

#[tokio::test]
async fn a_person_activates_the_app_reads_the_code_and_is_in() {
    let rig = Rig::with_the_app().await;
    let jordi = with_dni(31);
    let mut phone = Phone::new(&rig);
    let registered = phone.activate(&jordi).await;
    assert_eq!(registered["device"]["state"], "active");
    assert_eq!(registered["device"]["unlock"], "code");
    assert_eq!(registered["device"]["level"], "low");
    assert_eq!(registered["veto_until"], Value::Null);

    let mut browser = Browser::new(&rig);
    browser
        .open("/login")
        .await
        .says("lea un código y confirme");
    browser.open("/login/app").await.answers(200).is_private();
    browser.says("Confirme en la app que es usted");
    let (code, number) = (shown_code(&browser), shown_number(&browser));
    assert_eq!((code.len(), number.len()), (14, 3));
    let waiting = browser.at.clone();

    let opened = phone
        .act("/requests/open", &json!({"code": code}))
        .await
        .good();
    assert_eq!(opened["state"], "seen");
    assert_eq!(opened["by"], "code");
    assert_eq!(opened["asked_by"], "Identidad electrónica");
    assert_eq!(opened["address"], ORIGIN);
    assert_eq!(opened["from"]["same_network"], true);
    assert_eq!(opened["unlock"], json!({"by": "code", "left": 5}));
    assert_eq!(
        (&opened["digits"], &opened["digits_left"]),
        (&json!(3), &json!(3))
    );
    assert!(
        opened.get("number").is_none(),
        "the app never learns the number"
    );
    browser.open(&waiting).await.says("Ya lo tiene en la app");

    let confirmed = confirm(&mut phone, &opened["request"], &number).await;
    assert_eq!(confirmed["state"], "confirmed");
    browser
        .open(&waiting)
        .await
        .is_at("/session")
        .says("Jordi Camps Ferrer");
    browser
        .open(&waiting)
        .await
        .says("La solicitud ya se ha usado");
}

#[tokio::test]
async fn the_pages_of_every_state_stand_in_every_language() {
    let rig = Rig::with_the_app().await;
    let jordi = with_dni(31);
    let mut phone = Phone::new(&rig);
    phone.activate(&jordi).await;
    for lang in Lang::ALL {
        let mut browser = Browser::speaking(&rig, lang);
        browser.open("/login").await.answers(200);
        browser.open("/login/app/number").await.answers(200);
        browser.identify(&jordi).await.answers(200);
        browser.open("/login/app").await.answers(200);
        let waiting = browser.at.clone();
        let code = shown_code(&browser);
        let opened = phone
            .act("/requests/open", &json!({"code": code}))
            .await
            .good();
        browser.open(&waiting).await.answers(200);
        let request = json!({"request": opened["request"]});
        phone.act("/requests/reject", &request).await.good();
        browser.open(&waiting).await.answers(200).is_private();
        browser.open("/login/app").await;
        let waiting = browser.at.clone();
        rig.pass(SignedDuration::from_secs(300));
        browser.open(&waiting).await.answers(200);
    }
}

#[tokio::test]
async fn expired_rejected_and_strange_requests_say_so() {
    let rig = Rig::with_the_app().await;
    let mut phone = Phone::new(&rig);
    phone.activate(&with_dni(31)).await;
    let mut browser = Browser::new(&rig);
    browser.open("/login/app").await;
    let waiting = browser.at.clone();
    let code = shown_code(&browser);
    rig.pass(SignedDuration::from_secs(300));
    browser
        .open(&waiting)
        .await
        .says("La solicitud ha caducado");
    phone
        .act("/requests/open", &json!({"code": code}))
        .await
        .is(404, "unknown");

    browser.open("/login/app").await;
    let waiting = browser.at.clone();
    let open = json!({"code": shown_code(&browser)});
    let opened = phone.act("/requests/open", &open).await.good();
    let request = json!({"request": opened["request"]});
    phone.act("/requests/reject", &request).await.good();
    browser
        .open(&waiting)
        .await
        .says("La solicitud se ha rechazado");
    let again = phone.act("/requests/reject", &request).await;
    again.is(410, "over");
    assert_eq!(again.body["state"], "rejected");

    // Another browser with the address sees nothing of it, and makes its own.
    let mut other = Browser::new(&rig);
    other
        .open(&waiting)
        .await
        .says("Confirme en la app que es usted");
    assert_ne!(other.at, waiting);
    browser
        .open("/login/app/wait?a=00")
        .await
        .says("Confirme en la app que es usted");
    browser.open("/login/app/state?a=00").await.answers(404);
}

#[tokio::test]
async fn the_third_wrong_number_is_the_last() {
    let rig = Rig::with_the_app().await;
    let mut phone = Phone::new(&rig);
    phone.activate(&with_dni(31)).await;
    let mut browser = Browser::new(&rig);
    browser.open("/login/app").await;
    let waiting = browser.at.clone();
    let right = shown_number(&browser);
    let wrong = if right == "111" { "222" } else { "111" };
    let open = json!({"code": shown_code(&browser)});
    let opened = phone.act("/requests/open", &open).await.good();
    let body = json!({"request": opened["request"], "digits": wrong, "unlock_code": "730518"});
    for left in [2, 1] {
        let refused = phone.act("/requests/confirm", &body).await;
        assert_eq!(refused.is(422, "wrong_digits").body["left"], left);
    }
    phone.act("/requests/confirm", &body).await.is(410, "over");
    browser
        .open(&waiting)
        .await
        .says("se escribió mal el número tres veces");
}

#[tokio::test]
async fn refusals_have_the_words_of_the_protocol() {
    let rig = Rig::with_the_app().await;
    let jordi = with_dni(31);
    let mut phone = Phone::new(&rig);
    let malformed = ["", "[]", "null", "{", r#"{"number":1}"#];
    for body in malformed {
        let path = "/app/api/v1/activation";
        phone
            .send(Method::POST, path, body, None)
            .await
            .is(400, "malformed");
    }
    let with_number = |number: &str| {
        let mut claim = claim(&jordi);
        claim["number"] = number.into();
        claim
    };
    let refused = phone.say("/activation", &with_number("12345678A")).await;
    assert_eq!(refused.is(422, "number").body["why"], "check_letter");
    let refused = phone.say("/activation", &with_number("")).await;
    assert_eq!(refused.is(422, "number").body["why"], "empty");
    let mut wrong = claim(&jordi);
    wrong["contrast"] = json!({"support_number": "E12345678"});
    phone.say("/activation", &wrong).await.is(422, "contrast");
    wrong["contrast"] = json!({"valid_until": "2031-01-02"});
    phone
        .say("/activation", &wrong)
        .await
        .is(422, "not_confirmed");
    let sent = phone.say("/activation", &claim(&jordi)).await.good();
    let again = json!({"activation": sent["activation"]});
    phone
        .say("/activation/again", &again)
        .await
        .is(409, "too_early");
    phone
        .say("/activation/again", &json!({"activation": "00"}))
        .await
        .is(410, "gone");
    let guess = json!({"activation": sent["activation"], "code": "000000"});
    let refused = phone.say("/activation/code", &guess).await;
    assert_eq!(refused.is(422, "wrong_code").body["left"], 2);
    phone
        .say("/activation/invited", &json!({"invitation": "00"}))
        .await
        .is(410, "gone");

    phone
        .act("/requests/open", &json!({"code": "K7QM"}))
        .await
        .is(401, "signature");
    // The code of the activation that was given up.
    rig.messages().await;
    phone.activate(&jordi).await;
    phone
        .act("/requests/open", &json!({"code": "K7QM"}))
        .await
        .is(404, "unknown");
    phone
        .act("/requests/open", &json!({}))
        .await
        .is(400, "malformed");
    let unknown = json!({
        "request": "0199d3a2-8000-7abc-8def-0123456789ab",
        "digits": "042",
        "unlock_code": "730518",
    });
    phone
        .act("/requests/confirm", &unknown)
        .await
        .is(404, "unknown");
    let change = json!({"current": "111222", "new": "915204"});
    let refused = phone.act("/device/unlock-code", &change).await;
    assert_eq!(refused.is(422, "wrong_unlock_code").body["left"], 4);
    let change = json!({"current": "730518", "new": "123456"});
    let refused = phone.act("/device/unlock-code", &change).await;
    assert_eq!(refused.is(422, "unlock_code").body["why"], "too_easy");
    phone
        .act("/device/veto", &json!({}))
        .await
        .is(409, "no_veto");
    phone.act("/device/deactivate", &json!({})).await.good();
    let gone = phone.state().await;
    assert_eq!(gone.is(401, "device_gone").body["why"], "deactivated");
}

#[tokio::test]
async fn a_proof_is_for_one_request_to_one_address() {
    let rig = Rig::with_the_app().await;
    let mut phone = Phone::new(&rig);
    phone.activate(&with_dni(31)).await;
    let (path, body) = (
        "/app/api/v1/requests/reject",
        r#"{"request":"0199d3a2-8000-7abc-8def-0123456789ab"}"#,
    );
    let other = r#"{"request":"0199d3a2-8000-7abc-8def-0123456789ac"}"#;
    let header = phone.header(&Method::POST, path, body);
    let nonce = phone.nonce.clone();
    let (post, get) = (Method::POST, Method::GET);
    phone
        .send(post.clone(), path, body, Some(&header))
        .await
        .is(404, "unknown");
    phone
        .send(post.clone(), path, body, Some(&header))
        .await
        .is(401, "nonce");
    phone
        .send(post.clone(), path, other, Some(&header))
        .await
        .is(401, "signature");
    let elsewhere = "/app/api/v1/device/deactivate";
    phone
        .send(post.clone(), elsewhere, body, Some(&header))
        .await
        .is(401, "signature");
    phone
        .send(get, "/app/api/v1/state", "", Some(&header))
        .await
        .is(401, "signature");
    phone
        .send(post.clone(), path, body, None)
        .await
        .is(401, "signature");
    phone.nonce = nonce;
    let again = phone.header(&Method::POST, path, body);
    phone
        .send(post, path, body, Some(&again))
        .await
        .is(401, "nonce");
    phone.state().await.good();
}

#[tokio::test]
async fn a_number_shows_in_the_app_and_the_page_is_the_same_for_everybody() {
    let rig = Rig::with_the_app().await;
    let (jordi, stranger) = (with_dni(31), with_dni(101));
    let mut phone = Phone::new(&rig);
    phone.activate(&jordi).await;
    let mut pages = Vec::new();
    for person in [&jordi, &stranger] {
        let mut browser = Browser::new(&rig);
        browser.open("/login/app/number").await;
        browser
            .identify(person)
            .await
            .says("Si tiene la app, ya la puede mirar");
        let page = browser.page();
        let number = shown_number(&browser);
        let spoken: Vec<String> = number.chars().map(String::from).collect();
        let sealed = between(&page, "data-state=\"/login/app/state?a=", "\"").unwrap();
        let mut page = page.replace(sealed, "A").replace(&spoken.join(" "), "N");
        page = page.replace(&format!(">{number}<"), ">N<");
        // Each link seals the same anew.
        let links: Vec<String> = page
            .split("/login/app/wait?a=")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
            .collect();
        for link in links {
            page = page.replace(&link, "A");
        }
        for field in ["_token", "_once"] {
            let start = format!("name=\"{field}\" value=\"");
            if let Some(value) = between(&page, &start, "\"").map(str::to_owned) {
                page = page.replace(&value, "");
            }
        }
        pages.push(page);
        if person.record.number == jordi.record.number {
            let state = phone.state().await.good();
            assert_eq!(state["requests"][0]["by"], "number");
            let request = &state["requests"][0]["request"];
            let opened = phone
                .act("/requests/open", &json!({"request": request}))
                .await
                .good();
            confirm(&mut phone, &opened["request"], &number).await;
            let waiting = browser.at.clone();
            browser.open(&waiting).await.is_at("/session");
        }
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn the_pin_shows_in_the_app() {
    let rig = Rig::with_the_app().await;
    let jordi = with_dni(31);
    let mut phone = Phone::new(&rig);
    phone.activate(&jordi).await;
    assert_eq!(phone.state().await.good()["pin"], Value::Null);
    let mut browser = Browser::new(&rig);
    browser.open("/login/pin").await;
    browser.identify(&jordi).await;
    let state = phone.state().await.good();
    assert_eq!(state["pin"]["asked_by"], "Identidad electrónica");
    let pin = state["pin"]["pin"].as_str().unwrap();
    browser
        .send("/login/pin/code", &[("pin", pin), ("user_part", "ABCD")])
        .await;
    browser.is_at("/session").says("PIN");
}

#[tokio::test]
async fn the_device_is_seen_and_deactivated_from_the_session() {
    let rig = Rig::with_the_app().await;
    let jordi = with_dni(31);
    let mut phone = Phone::new(&rig);
    phone.activate(&jordi).await;
    let mut browser = Browser::new(&rig);
    browser.open("/session/app").await.says("identificarse");
    browser.open("/login/pin").await;
    browser.enter_with_pin(&jordi).await;
    browser.open("/session").await.says("Ver la app");
    browser
        .open("/session/app")
        .await
        .says("Pixel 8 · Chrome")
        .is_private();
    // A PIN is no more than an SMS: it invites no device.
    browser.does_not_say("Mostrar el código");
    browser
        .send("/session/app/deactivate", &[])
        .await
        .is_at("/session/app")
        .says("No tiene la app activada");
    phone.state().await.is(401, "device_gone");
}

/// The next event of a stream.
async fn event(body: &mut Body) -> Option<String> {
    let frame = body.frame().await?.unwrap();
    let bytes = frame.into_data().unwrap();
    Some(String::from_utf8(bytes.to_vec()).unwrap())
}

fn told(event: &str) -> Value {
    let json = event.strip_prefix("event: state\ndata: ").unwrap();
    serde_json::from_str(json.trim_end()).unwrap()
}

#[tokio::test]
async fn events_tell_the_browser_within_a_moment_and_end() {
    let rig = Rig::with_the_app().await;
    let mut phone = Phone::new(&rig);
    phone.activate(&with_dni(31)).await;
    let mut browser = Browser::new(&rig);
    browser.open("/login/app").await;
    let page = browser.page();
    let events = between(&page, "data-events=\"", "\"").unwrap();
    let cookie = format!(
        "aldaba-identity-browser={}",
        browser.cookie("browser").unwrap()
    );
    let request = Request::get(events)
        .header("cookie", &cookie)
        .body(Body::empty())
        .unwrap();
    let response = rig.app.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let mut body = response.into_body();

    let first = told(&event(&mut body).await.unwrap());
    assert_eq!(first["state"], "pending");
    assert_eq!(first["code"]["grouped"], shown_code(&browser));
    assert!(first["code"]["qr"].as_str().unwrap().contains("<svg"));
    let opened = phone
        .act("/requests/open", &json!({"code": first["code"]["grouped"]}))
        .await
        .good();
    let seen = told(&event(&mut body).await.unwrap());
    assert_eq!(seen, json!({"state": "seen"}));
    confirm(&mut phone, &opened["request"], &shown_number(&browser)).await;
    let confirmed = told(&event(&mut body).await.unwrap());
    assert_eq!(confirmed["state"], "confirmed");
    assert_eq!(event(&mut body).await, None, "the stream ends");

    // Where events do not arrive, the page asks; another browser is told nothing.
    let state = between(&page, "data-state=\"", "\"").unwrap();
    browser.open(state).await.answers(200);
    let answer: Value = serde_json::from_slice(&browser.bytes).unwrap();
    assert_eq!(answer, json!({"state": "confirmed"}));
    Browser::new(&rig).open(state).await.answers(404);
    let request = Request::get(events).body(Body::empty()).unwrap();
    let refused = rig.app.clone().oneshot(request).await.unwrap();
    assert_eq!(refused.status(), 404);
}
