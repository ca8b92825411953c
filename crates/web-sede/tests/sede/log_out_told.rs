//! The provider tells that a session has ended (OpenID Connect Back-Channel Logout 1.0).

use axum::body::Body;
use http::{Request, StatusCode, header::CACHE_CONTROL};
use serde_json::json;
use tower::ServiceExt as _;

use crate::{
    browser::{Browser, encoded},
    office::{Office, ananya, jordi},
    provider::Fault,
};

const TYPE: &str = "logout+jwt";

/// The status of the answer to a token.
async fn tell(office: &Office, token: &str) -> StatusCode {
    let request = Request::post("/login/log-out-told")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(format!("logout_token={}", encoded(token))));
    let answer = office
        .router
        .clone()
        .oneshot(request.unwrap())
        .await
        .unwrap();
    assert_eq!(answer.headers()[CACHE_CONTROL], "no-store");
    answer.status()
}

async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/applications").await.status == StatusCode::OK
}

#[tokio::test]
async fn a_visit_ends_when_the_provider_says_that_the_session_has() {
    let office = Office::open().await;
    let (mut hers, mut his) = (office.visit(&ananya()).await, office.visit(&jordi()).await);
    let claims = office.provider.log_out(&ananya(), &json!({}));
    let token = office.provider.signed(TYPE, &claims).await;
    assert_eq!(tell(&office, &token).await, StatusCode::OK);
    assert!(!is_in(&mut hers).await);
    assert!(is_in(&mut his).await);
    assert_eq!(
        tell(&office, &token).await,
        StatusCode::BAD_REQUEST,
        "told twice"
    );
}

/// §2.6, step by step: each of these would let a stranger, or another token of the provider, end
/// a visit.
#[tokio::test]
async fn what_is_no_log_out_token_of_the_provider_for_us_now_ends_nothing() {
    let office = Office::open().await;
    let mut browser = office.visit(&ananya()).await;
    let now = office.procedures.clock.now().as_second();
    let event = "http://schemas.openid.net/event/backchannel-logout";
    let tries = [
        json!({"iss": "https://other.example"}),
        json!({"aud": "another-client"}),
        json!({"iat": now - 600, "exp": now - 480}),
        json!({"iat": now + 600, "exp": now + 720}),
        json!({"iat": null}),
        json!({"jti": null}),
        json!({"sub": null, "sid": null}),
        json!({"nonce": "n"}),
        json!({"events": null}),
        json!({"events": {}}),
        json!({"events": {event: "yes"}}),
    ];
    for changes in tries {
        let claims = office.provider.log_out(&ananya(), &changes);
        let token = office.provider.signed(TYPE, &claims).await;
        assert_eq!(
            tell(&office, &token).await,
            StatusCode::BAD_REQUEST,
            "{changes}"
        );
    }
    let claims = office.provider.log_out(&ananya(), &json!({}));
    let of_another_type = office.provider.signed("JWT", &claims).await;
    assert_eq!(
        tell(&office, &of_another_type).await,
        StatusCode::BAD_REQUEST
    );
    let token = office.provider.signed(TYPE, &claims).await;
    let payload = token.split('.').nth(1).unwrap();
    // {"alg":"none","typ":"logout+jwt"}
    let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoibG9nb3V0K2p3dCJ9.{payload}.");
    let cut = token.get(..token.len() - 4).unwrap();
    for text in [unsigned.as_str(), cut, "", "a.b.c"] {
        assert_eq!(tell(&office, text).await, StatusCode::BAD_REQUEST, "{text}");
    }
    office.provider.misbehave(Fault::ForgedSignature);
    let forged = office.provider.signed(TYPE, &claims).await;
    assert_eq!(tell(&office, &forged).await, StatusCode::BAD_REQUEST);
    office.provider.misbehave(Fault::None);
    assert!(is_in(&mut browser).await);
    assert_eq!(tell(&office, &token).await, StatusCode::OK);
    assert!(!is_in(&mut browser).await);
}

#[tokio::test]
async fn keys_are_read_anew_for_a_token_but_not_for_every_stranger() {
    let office = Office::open().await;
    let mut browser = office.visit(&ananya()).await;
    office.provider.rotate();
    let claims = office.provider.log_out(&ananya(), &json!({}));
    let token = office.provider.signed(TYPE, &claims).await;
    let read = office.provider.documents_read();
    assert_eq!(
        tell(&office, &token).await,
        StatusCode::BAD_REQUEST,
        "read just now"
    );
    assert_eq!(office.provider.documents_read(), read);
    office.clock.advance_seconds(60);
    assert_eq!(tell(&office, &token).await, StatusCode::OK);
    assert!(!is_in(&mut browser).await);
}

#[tokio::test]
async fn what_cannot_be_checked_now_may_be_told_again() {
    let office = Office::open().await;
    office.provider.misbehave(Fault::Unreachable);
    let claims = office.provider.log_out(&ananya(), &json!({}));
    let token = office.provider.signed(TYPE, &claims).await;
    assert_eq!(tell(&office, &token).await, StatusCode::SERVICE_UNAVAILABLE);
}
