//! SMPP against npm `smpp`: our client with its server, and its client with our SMSC.

use std::{sync::Arc, time::Duration};

use gateways::{
    SmppSms, SmsProviders,
    smpp::{SmppSecurity, SmppSettings, SmppSettingsError},
};
use ports::messages::{SendError, Sms, SmsGateway as _};
use serde_json::json;
use simulators::outside::Smsc;
use vocab::PhoneNumber;

use crate::{
    authority::Authority,
    peer::Peer,
    support::{everything, id, inbox, loopback, retry, sms},
};

fn settings(port: u16) -> SmppSettings {
    SmppSettings {
        security: SmppSecurity::Plain,
        sender: "ALDABA".into(),
        timeout: Duration::from_secs(5),
        first_wait: Duration::from_millis(10),
        ..SmppSettings::new("npm", "127.0.0.1", port, "aldaba", "secret08")
    }
}

fn gateway(settings: SmppSettings) -> SmsProviders {
    let (reports, queue) = SmsProviders::reports();
    let provider = SmppSms::new(settings, reports).unwrap();
    SmsProviders::new(vec![Arc::new(provider)], queue)
}

fn to(number: &str, text: &str) -> Sms {
    Sms {
        to: PhoneNumber::parse(number).unwrap(),
        text: text.into(),
        ..sms()
    }
}

#[tokio::test]
async fn npm_reads_what_we_write_and_we_read_what_it_writes() {
    let Some(mut npm) = Peer::node("smsc.mjs", &[]) else {
        return;
    };
    let gateway = gateway(settings(npm.port().await));
    let text = "PIN: ABC {1} 5€ ñÑ @ _ à ¿[]";
    let taken = gateway
        .send(id(1), &to("+34600123456", text))
        .await
        .unwrap();
    let bind = npm.next("bind").await;
    assert_eq!(
        (&bind["version"], &bind["right"]),
        (&json!(0x34), &json!(true))
    );
    let message = npm.next("message").await;
    assert_eq!(message["text"], text);
    assert_eq!(message["to"], "34600123456");
    assert_eq!(
        (&message["from"], &message["ton"]),
        (&json!("ALDABA"), &json!(5))
    );
    assert_eq!(
        (&message["coding"], &message["receipt"]),
        (&json!(0), &json!(1))
    );
    let valid = message["valid"].as_str().unwrap();
    assert!(valid.starts_with("2026-11-22T10:10:00"), "{valid}");
    assert_eq!(taken.reference.as_deref(), message["id"].as_str());
    let report = gateway.report().await;
    assert_eq!(Some(report.reference), taken.reference);
    assert!(report.delivered);
    assert_eq!(npm.next("acknowledged").await["status"], 0);

    let catalan = "Núria: l·l, ç, ó";
    gateway
        .send(id(2), &to("+34600123456", catalan))
        .await
        .unwrap();
    let message = npm.next("message").await;
    assert_eq!(
        (&message["text"], &message["coding"]),
        (&json!(catalan), &json!(8))
    );

    gateway.send(id(3), &to("+34600000003", "a")).await.unwrap();
    let reports = [gateway.report().await, gateway.report().await];
    assert_eq!(reports[1].detail, "UNDELIV 011");
    assert!(reports[0].delivered && !reports[1].delivered);

    npm.tell("enquire");
    assert_eq!(npm.next("alive").await["status"], 0);
    drop(gateway);
    npm.next("unbind").await;
}

#[tokio::test]
async fn npm_reads_the_parts_of_a_long_text() {
    let Some(mut npm) = Peer::node("smsc.mjs", &[]) else {
        return;
    };
    let gateway = gateway(settings(npm.port().await));
    for (number, text, coding) in [
        (1, "Una carta larga [con todo] y 5 €. ".repeat(11), 0),
        (2, "Núria Güell, l·l ç 😀. ".repeat(8), 8),
    ] {
        gateway
            .send(id(number), &to("+34600123456", &text))
            .await
            .unwrap();
        let mut whole = String::new();
        for part in 1..=3 {
            let message = npm.next("message").await;
            whole.push_str(message["text"].as_str().unwrap());
            assert_eq!(message["coding"], coding);
            let header = message["udh"].as_str().unwrap();
            assert!(header.ends_with(&format!("03{part:02x}")), "{header}");
            assert_eq!(message["receipt"], u8::from(part == 3));
        }
        assert_eq!(whole, text);
    }
}

#[tokio::test]
async fn npm_throttles_and_the_message_arrives_once() {
    let Some(mut npm) = Peer::node("smsc.mjs", &[]) else {
        return;
    };
    let gateway = gateway(settings(npm.port().await));
    let message = to("+34600000001", "Hola");
    assert!(retry(gateway.send(id(1), &message).await).contains("ESME_RTHROTTLED"));
    while gateway.send(id(1), &message).await.is_err() {
        tokio::task::yield_now().await;
    }
    gateway.report().await;
    assert_eq!(npm.count("message"), 1);
}

#[tokio::test]
async fn npm_falls_silent_and_hangs_up_and_is_found_again() {
    let Some(mut npm) = Peer::node("smsc.mjs", &[]) else {
        return;
    };
    let gateway = gateway(SmppSettings {
        timeout: Duration::from_millis(500),
        ..settings(npm.port().await)
    });
    let silent = to("+34600000002", "Hola");
    assert!(retry(gateway.send(id(1), &silent).await).contains("no answer in time"));
    npm.next("message").await;
    npm.tell("hang_up");
    npm.next("closed").await;
    let message = to("+34600123456", "Hola");
    while let Err(error) = gateway.send(id(2), &message).await {
        assert!(matches!(error, SendError::Retry(_)), "{error}");
        tokio::task::yield_now().await;
    }
    npm.next("bind").await;
    assert_eq!(npm.next("message").await["to"], "34600123456");
}

#[tokio::test]
async fn npm_refuses_a_wrong_password() {
    let Some(mut npm) = Peer::node("smsc.mjs", &[]) else {
        return;
    };
    let gateway = gateway(SmppSettings {
        password: vocab::Secret::new("wrong".into()),
        ..settings(npm.port().await)
    });
    let reason = retry(gateway.send(id(1), &sms()).await);
    assert!(reason.contains("ESME_RINVPASWD"), "{reason}");
    assert_eq!(npm.next("bind").await["right"], false);
}

#[tokio::test]
async fn npm_is_reached_over_tls_and_only_with_a_certificate_that_we_trust() {
    let authority = Authority::new("localhost");
    let (key, certificate) = (authority.key_file(), authority.certificate_file());
    let Some(mut npm) = Peer::node("smsc.mjs", &[&key, &certificate]) else {
        return;
    };
    let port = npm.port().await;
    let trusting = SmppSettings {
        security: SmppSecurity::Tls,
        host: "localhost".into(),
        extra_authority: Some(authority.pem()),
        ..settings(port)
    };
    let strange = SmppSettings {
        extra_authority: Some(Authority::new("localhost").pem()),
        ..trusting.clone()
    };
    let reason = retry(gateway(strange).send(id(1), &sms()).await);
    assert!(reason.contains("no trusted TLS connection"), "{reason}");
    let elsewhere = SmppSettings {
        host: "127.0.0.1".into(),
        ..trusting.clone()
    };
    let reason = retry(gateway(elsewhere).send(id(1), &sms()).await);
    assert!(reason.contains("no trusted TLS connection"), "{reason}");
    let nonsense = SmppSettings {
        extra_authority: Some(b"no certificate".to_vec()),
        ..trusting.clone()
    };
    let (reports, _queue) = SmsProviders::reports();
    let refused = SmppSms::new(nonsense, reports).unwrap_err();
    assert!(matches!(refused, SmppSettingsError::Authority));

    let gateway = gateway(trusting);
    gateway.send(id(1), &sms()).await.unwrap();
    assert_eq!(npm.next("message").await["text"], sms().text);
    assert!(gateway.report().await.delivered);
}

#[tokio::test]
async fn our_smsc_serves_the_client_of_npm() {
    let inbox = inbox();
    let smsc = Smsc::start(loopback().await, "aldaba", "secret08", inbox.clone()).unwrap();
    let port = smsc.address().port().to_string();
    let Some(mut npm) = Peer::node("esme.mjs", &[&port]) else {
        return;
    };
    let early = npm.next("early").await;
    assert_eq!(
        (&early["command"], &early["status"]),
        (&json!("generic_nack"), &json!(4))
    );
    let bound = npm.next("bound").await;
    assert_eq!(
        (&bound["status"], &bound["by"]),
        (&json!(0), &json!("smsc.localhost"))
    );
    for _ in 0..2 {
        let taken = npm.next("taken").await;
        assert_eq!(taken["status"], 0);
        let receipt = npm.next("receipt").await;
        assert_eq!(
            (&receipt["id"], &receipt["state"]),
            (&taken["id"], &json!(2))
        );
        let words = receipt["words"].as_str().unwrap();
        assert!(words.contains("stat:DELIVRD"), "{words}");
    }
    let unknown = npm.next("unknown").await;
    assert_eq!(
        (&unknown["command"], &unknown["status"]),
        (&json!("generic_nack"), &json!(3))
    );
    assert_eq!(npm.next("alive").await["status"], 0);
    assert_eq!(npm.next("unbound").await["status"], 0);
    npm.next("closed").await;
    let texts: Vec<_> = everything(&inbox)
        .into_iter()
        .map(|message| message.text)
        .collect();
    assert_eq!(texts, ["Hola [ñ] 5 €", "Hola [ñ] 5 €"]);
}
