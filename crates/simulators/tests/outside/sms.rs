//! `gateways::HttpSms` against the SMS sink.

use std::time::Duration;

use ports::messages::{Sms, SmsGateway as _};
use simulators::{inbox::MessageChannel, outside::Behaviour};

use crate::support::{everything, id, inbox, refused, retry, sms, sms_gateway, sms_sink};

#[tokio::test]
async fn a_text_message_arrives_letter_by_letter() {
    let inbox = inbox();
    let sink = sms_sink(&inbox).await;
    crate::support::sms_gateway(&sink.url(), crate::support::TOKEN)
        .send(id(1), &sms())
        .await
        .unwrap();
    let messages = everything(&inbox);
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].id, id(1).to_string());
    assert_eq!(messages[0].channel, MessageChannel::Sms);
    assert_eq!(messages[0].to, "+34600123456");
    assert_eq!(messages[0].text, sms().text);
    assert_eq!(messages[0].created_at.to_string(), "2026-11-22T10:00:00Z");
}

#[tokio::test]
async fn the_same_id_arrives_once_and_never_with_another_text() {
    let inbox = inbox();
    let sink = sms_sink(&inbox).await;
    let gateway = sms_gateway(&sink.url(), crate::support::TOKEN);
    for _ in 0..3 {
        gateway.send(id(1), &sms()).await.unwrap();
    }
    let other = Sms {
        text: "otro".into(),
        ..sms()
    };
    assert_eq!(
        refused(gateway.send(id(1), &other).await),
        "SMS provider: HTTP 409 Conflict"
    );
    assert_eq!(everything(&inbox).len(), 1);
}

#[tokio::test]
async fn an_outage_is_a_reason_to_try_again_and_a_refusal_is_not() {
    let inbox = inbox();
    let sink = sms_sink(&inbox).await;
    let gateway = sms_gateway(&sink.url(), crate::support::TOKEN);
    sink.switch().set(Behaviour::Down);
    assert!(retry(gateway.send(id(1), &sms()).await).contains("503"));
    sink.switch()
        .set(Behaviour::Slow(Duration::from_secs(3600)));
    assert_eq!(
        retry(gateway.send(id(1), &sms()).await),
        "SMS provider: no answer in time"
    );
    sink.switch().set(Behaviour::Refuse);
    assert!(refused(gateway.send(id(1), &sms()).await).contains("422"));
    sink.switch().set(Behaviour::Up);
    gateway.send(id(1), &sms()).await.unwrap();
    assert_eq!(everything(&inbox).len(), 1);
}

#[tokio::test]
async fn a_wrong_token_or_address_is_ours_to_mend() {
    let inbox = inbox();
    let sink = sms_sink(&inbox).await;
    let wrong_token = sms_gateway(&sink.url(), "another")
        .send(id(1), &sms())
        .await;
    assert!(retry(wrong_token).ends_with("is the token right?"));
    let elsewhere = sink.url().replace("/v1/", "/v9/");
    let wrong_address = sms_gateway(&elsewhere, crate::support::TOKEN)
        .send(id(1), &sms())
        .await;
    assert!(retry(wrong_address).ends_with("is the address right?"));
    let url = sink.url();
    drop(sink);
    let nobody = sms_gateway(&url, crate::support::TOKEN);
    while nobody.send(id(1), &sms()).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(
        everything(&inbox)
            .iter()
            .all(|message| message.id == id(1).to_string())
    );
}

#[tokio::test]
async fn no_reason_tells_whom_or_what() {
    let inbox = inbox();
    let sink = sms_sink(&inbox).await;
    let gateway = sms_gateway(&sink.url(), crate::support::TOKEN);
    for behaviour in [Behaviour::Down, Behaviour::Refuse] {
        sink.switch().set(behaviour);
        let reason = gateway.send(id(1), &sms()).await.unwrap_err().to_string();
        assert!(
            !reason.contains("600") && !reason.contains("ALDABA:"),
            "{reason}"
        );
    }
}
