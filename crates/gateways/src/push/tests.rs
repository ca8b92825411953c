#![expect(clippy::unwrap_used, reason = "tests")]

use model::push::PushAddress;
use ports::signing::{KeyUse, PublicSigningKey, SignatureAlgorithm};
use vocab::{ManualClock, SeededEntropy};

use super::*;

/// Has no keys.
struct Nobody;

impl Signer for Nobody {
    fn active(&self, key_use: KeyUse) -> Result<PublicSigningKey, SignError> {
        Err(SignError::NoKey(key_use))
    }

    fn published(&self) -> Vec<PublicSigningKey> {
        Vec::new()
    }

    fn sign_as<'a>(
        &'a self,
        key: &'a PublicSigningKey,
        _: SignatureAlgorithm,
        _: &'a [u8],
    ) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        Box::pin(async move { Err(SignError::NoKey(key.key_use)) })
    }
}

fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

fn sender() -> WebPush {
    let settings = WebPushSettings {
        contact: "mailto:push@id.example".into(),
        services: KNOWN_SERVICES.iter().map(|s| s.parse().unwrap()).collect(),
        allowed: vec!["push.inner.example:8443".parse().unwrap()],
        timeout: Duration::from_secs(1),
    };
    let clock = Arc::new(ManualClock::new(now()));
    WebPush::new(
        settings,
        Arc::new(Nobody),
        clock,
        Arc::new(SeededEntropy::new(1)),
    )
}

fn to(endpoint: &str) -> Push {
    let point = [vec![4], vec![7; 64]].concat();
    Push {
        to: PushAddress::new(endpoint, &point, &[9; 16]).unwrap(),
        key_id: "key".into(),
        payload: b"{}".to_vec(),
        topic: "request",
        valid_until: now() + SignedDuration::from_secs(300),
    }
}

#[tokio::test]
async fn only_push_services_that_the_operator_knows_are_called() {
    for endpoint in [
        "https://127.0.0.1/push",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/push",
        "https://intranet.example/push",
        "http://fcm.googleapis.com/fcm/send/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://push.inner.example/",
    ] {
        let refused = sender().deliver(&to(endpoint)).await.unwrap_err();
        let words = refused.to_string();
        assert!(words.contains("push.services"), "{endpoint}: {words}");
    }
}

/// Without the key that a browser subscribed to there is no use in trying again.
#[tokio::test]
async fn a_key_that_is_gone_ends_it() {
    let refused = sender()
        .deliver(&to("https://push.inner.example:8443/x"))
        .await;
    assert!(matches!(refused, Err(PushError::Refused(_))), "{refused:?}");
}

#[test]
fn answers_are_sorted_by_what_can_be_done() {
    let none = HeaderMap::new();
    let sorted = |status: u16| sort(StatusCode::from_u16(status).unwrap(), &none, now());
    for good in [200, 201, 202, 204] {
        assert!(sorted(good).is_ok(), "{good}");
    }
    for gone in [404, 410] {
        assert!(matches!(sorted(gone), Err(PushError::Gone)), "{gone}");
    }
    for refused in [400, 401, 403, 413] {
        assert!(
            matches!(sorted(refused), Err(PushError::Refused(_))),
            "{refused}"
        );
    }
    for again in [302, 429, 500, 503] {
        let retried = matches!(sorted(again), Err(PushError::Retry { after: None, .. }));
        assert!(retried, "{again}");
    }
}

#[test]
fn the_wait_that_is_asked_for_is_read_in_both_forms_and_has_a_limit() {
    for (text, seconds) in [
        ("120", Some(120)),
        ("Sun, 22 Nov 2026 10:02:00 GMT", Some(120)),
        ("Sun, 22 Nov 2026 09:00:00 GMT", Some(0)),
        ("999999", Some(3600)),
        ("soon", None),
    ] {
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, text.parse().unwrap());
        let wait = wait_asked_for(&headers, now()).map(|wait| wait.as_secs());
        assert_eq!(wait, seconds, "{text}");
    }
}
