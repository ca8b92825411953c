//! A relying party asks over the back channel, over HTTP from end to end: the endpoint, the app's
//! interface, the token endpoint (OpenID Connect CIBA Core 1.0; `docs/specs/app-protocol.md`).

use axum::{body::Body, http::Request};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http_body_util::BodyExt as _;
use model::notice::Notice;
use serde_json::{Value, json};
use simulators::seed::{DEMO_RP, DEMO_RP_SECRET};
use tower::ServiceExt as _;
use vocab::SignedDuration;

use crate::app_phone::Phone;
use crate::browser::Browser;
use crate::rig::{Rig, with_dni};

const CIBA: &str = "urn%3Aopenid%3Aparams%3Agrant-type%3Aciba";

struct Answer {
    status: u16,
    body: Value,
    cached: String,
    kind: String,
}

/// demo-rp posts a form.
async fn posted(rig: &Rig, path: &str, form: &str, secret: &str) -> Answer {
    let basic = STANDARD.encode(format!("{DEMO_RP}:{secret}"));
    let request = Request::post(path)
        .header("authorization", format!("Basic {basic}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .unwrap();
    let response = rig.app.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let header = |name: &str| {
        let value = parts.headers.get(name).map(|value| value.to_str().unwrap());
        value.unwrap_or_default().to_owned()
    };
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status.as_u16(),
        body: serde_json::from_slice(&bytes).unwrap_or_default(),
        cached: header("cache-control"),
        kind: header("content-type"),
    }
}

async fn asked(rig: &Rig, number: &str) -> String {
    let form =
        format!("scope=openid%20identity&login_hint={number}&binding_message=luna%20puente%2047");
    let answer = posted(rig, "/bc-authorize", &form, DEMO_RP_SECRET).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body["auth_req_id"].as_str().unwrap().to_owned()
}

async fn comes_back(rig: &Rig, auth_req_id: &str) -> Answer {
    let form = format!("grant_type={CIBA}&auth_req_id={auth_req_id}");
    posted(rig, "/token", &form, DEMO_RP_SECRET).await
}

#[tokio::test]
async fn a_person_compares_the_words_confirms_and_the_party_gets_tokens() {
    let rig = Rig::with_the_app().await;
    let jordi = with_dni(31);
    // A browser that is known, so that an unknown one would be told.
    let mut browser = Browser::new(&rig);
    browser
        .open("/login/pin")
        .await
        .enter_with_pin(&jordi)
        .await;
    let mut phone = Phone::new(&rig);
    phone.activate(&jordi).await;
    let id = asked(&rig, jordi.record.number.as_str()).await;
    assert_eq!(
        comes_back(&rig, &id).await.body["error"],
        "authorization_pending"
    );

    let home = phone.state().await.good();
    let waiting = &home["requests"][0];
    assert_eq!(waiting["by"], "call");
    assert_eq!(waiting["from"], Value::Null);
    assert_eq!(waiting["asked_by"], "Ayuntamiento de Ejemplo");
    let released = json!(["Nombre completo", "DNI o NIE", "Clase de documento"]);
    assert_eq!(
        waiting["call"],
        json!({"from": "service", "message": "luna puente 47", "purpose": "", "released": released})
    );
    let request = waiting["request"].clone();
    let opened = phone
        .act("/requests/open", &json!({"request": request}))
        .await
        .good();
    assert_eq!(
        (&opened["digits"], &opened["state"]),
        (&json!(0), &json!("seen"))
    );
    // With digits it is confirmed as little as the others are without.
    let typed = json!({"request": request, "digits": "042", "unlock_code": "730518"});
    phone
        .act("/requests/confirm", &typed)
        .await
        .is(404, "unknown");
    let confirmed = json!({"request": request, "unlock_code": "730518"});
    phone.act("/requests/confirm", &confirmed).await.good();

    let tokens = comes_back(&rig, &id).await;
    assert_eq!((tokens.status, tokens.cached.as_str()), (200, "no-store"));
    assert_eq!(tokens.body["token_type"], "Bearer");
    assert!(tokens.body["id_token"].is_string());
    assert_eq!(comes_back(&rig, &id).await.body["error"], "invalid_grant");

    // The person sees it for what it is, and is not told of a browser.
    let messages = rig.messages().await;
    let alerts = messages
        .iter()
        .filter(|message| matches!(message.notice, Notice::Alert { .. }));
    assert_eq!(alerts.count(), 0, "{messages:?}");
    browser.open("/session/sessions").await;
    browser
        .says("Por teléfono, para Ayuntamiento de Ejemplo")
        .says("Navegador sin identificar");
    let text = browser.text();
    let (_, called) = text.split_once("Por teléfono, para").unwrap();
    assert!(!called.contains("Navegador sin identificar"), "{called}");
    browser.send("/session/sessions/close", &[]).await;
    browser.is_at("/session/ended");
    browser.open("/session/sessions").await;
    browser.does_not_say("Por teléfono, para");
}

#[tokio::test]
async fn the_endpoint_answers_as_the_standard_says() {
    let rig = Rig::with_the_app().await;
    let jordi = with_dni(31);
    let number = jordi.record.number.as_str();
    let good = format!("scope=openid&login_hint={number}&binding_message=W4SCT");
    for (form, secret, status, error) in [
        (good.clone(), "wrong", 401, "invalid_client"),
        (
            good.replace("openid", "phone"),
            DEMO_RP_SECRET,
            400,
            "invalid_scope",
        ),
        (
            good.replace(number, ""),
            DEMO_RP_SECRET,
            400,
            "invalid_request",
        ),
        (
            good.replace(number, "12345678A"),
            DEMO_RP_SECRET,
            400,
            "unknown_user_id",
        ),
        (
            good.replace("W4SCT", "a%0Ab"),
            DEMO_RP_SECRET,
            400,
            "invalid_binding_message",
        ),
        (
            format!("{good}&scope=openid"),
            DEMO_RP_SECRET,
            400,
            "invalid_request",
        ),
        (
            format!("{good}&requested_expiry=-1"),
            DEMO_RP_SECRET,
            400,
            "invalid_request",
        ),
    ] {
        let answer = posted(&rig, "/bc-authorize", &form, secret).await;
        assert_eq!(
            (answer.status, &answer.body["error"]),
            (status, &json!(error)),
            "{form}"
        );
        assert_eq!(
            (answer.cached.as_str(), answer.kind.as_str()),
            ("no-store", "application/json")
        );
    }
    let answer = posted(&rig, "/bc-authorize", &good, DEMO_RP_SECRET).await;
    assert_eq!(answer.status, 200);
    let names: Vec<&str> = answer
        .body
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(names, ["auth_req_id", "expires_in", "interval"]);
    let id = answer.body["auth_req_id"].as_str().unwrap();
    rig.pass(SignedDuration::from_secs(300));
    let late = comes_back(&rig, id).await;
    assert_eq!(
        (late.status, &late.body["error"]),
        (400, &json!("expired_token"))
    );
    let get = Request::get("/bc-authorize").body(Body::empty()).unwrap();
    assert_eq!(rig.app.clone().oneshot(get).await.unwrap().status(), 405);
}
