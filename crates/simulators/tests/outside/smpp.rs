//! `gateways::SmppSms` and `gateways::SmsProviders` against the SMSC.

use std::{sync::Arc, time::Duration};

use gateways::{
    SmppSms, SmsProviders,
    smpp::{SmppSecurity, SmppSettings},
    sms_providers::SmsProvider,
};
use ports::messages::{DeliveryReport, SendError, Sms, SmsGateway, SmsTaken};
use simulators::{
    inbox::Inbox,
    outside::{Behaviour, SmsSink, Smsc},
};
use tokio::task::JoinSet;
use vocab::Secret;
use wire_smpp::receipt::MessageState;

use crate::support::{
    TOKEN, everything, id, inbox, loopback, refused, retry, sms, sms_gateway, sms_sink,
};

/// The account of these tests.
const ACCOUNT: (&str, &str) = ("aldaba", "secret08");

pub(crate) async fn smsc(inbox: &Inbox) -> Smsc {
    Smsc::start(loopback().await, ACCOUNT.0, ACCOUNT.1, inbox.clone()).unwrap()
}

/// Short waits: what a test waits for comes within milliseconds.
pub(crate) fn settings(name: &str, smsc: &Smsc) -> SmppSettings {
    let port = smsc.address().port();
    SmppSettings {
        security: SmppSecurity::Plain,
        sender: "ALDABA".into(),
        timeout: Duration::from_secs(1),
        first_wait: Duration::from_millis(5),
        ..SmppSettings::new(name, "127.0.0.1", port, ACCOUNT.0, ACCOUNT.1)
    }
}

fn only(settings: SmppSettings) -> SmsProviders {
    in_order(vec![settings])
}

pub(crate) fn in_order(all: Vec<SmppSettings>) -> SmsProviders {
    let (reports, queue) = SmsProviders::reports();
    let provider = |settings| -> Arc<dyn SmsProvider> {
        Arc::new(SmppSms::new(settings, reports.clone()).unwrap())
    };
    SmsProviders::new(all.into_iter().map(provider).collect(), queue)
}

/// Tries as the outbox does, at once instead of seconds later, until a provider takes it.
async fn until_taken(gateway: &impl SmsGateway, number: u64) -> SmsTaken {
    loop {
        match gateway.send(id(number), &sms()).await {
            Ok(taken) => return taken,
            Err(SendError::Retry(_)) => tokio::task::yield_now().await,
            Err(refused) => panic!("{refused}"),
        }
    }
}

#[tokio::test]
async fn a_text_message_arrives_letter_by_letter_and_its_receipt_comes_back() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(settings("first", &smsc));
    let taken = gateway.send(id(1), &sms()).await.unwrap();
    let messages = everything(&inbox);
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].to, "+34600123456");
    assert_eq!(messages[0].text, sms().text);
    assert_eq!(taken.provider, "first");
    assert_eq!(taken.reference.as_deref(), Some(messages[0].id.as_str()));
    let expected = DeliveryReport {
        provider: "first".into(),
        reference: messages[0].id.clone(),
        delivered: true,
        detail: "DELIVRD 000".into(),
    };
    assert_eq!(gateway.report().await, expected);
}

/// As the doctor asks: what is wrong is told, and nothing is left behind.
#[tokio::test]
async fn whether_a_provider_takes_us_is_found_out_without_a_message() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let right = settings("first", &smsc);
    assert_eq!(SmppSms::reach(&right).await, Ok(()));
    let wrong = SmppSettings {
        password: Secret::new("another".into()),
        ..right.clone()
    };
    let refused = SmppSms::reach(&wrong).await.unwrap_err();
    assert!(refused.contains("the bind was refused"), "{refused}");
    let encrypted = SmppSettings {
        security: SmppSecurity::Tls,
        ..right.clone()
    };
    assert!(
        SmppSms::reach(&encrypted).await.is_err(),
        "nobody speaks TLS there"
    );
    assert!(everything(&inbox).is_empty());
    let nobody = loopback().await.local_addr().unwrap().port();
    let closed = SmppSettings {
        port: nobody,
        ..right
    };
    let unreachable = SmppSms::reach(&closed).await.unwrap_err();
    assert!(unreachable.contains("no connection"), "{unreachable}");
}

#[tokio::test]
async fn a_failed_delivery_is_reported_and_a_word_in_between_is_not() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(settings("first", &smsc));
    smsc.report(MessageState::Enroute);
    gateway.send(id(1), &sms()).await.unwrap();
    smsc.report(MessageState::Undeliverable);
    let second = gateway.send(id(2), &sms()).await.unwrap();
    let report = gateway.report().await;
    assert_eq!(Some(report.reference), second.reference);
    assert!(!report.delivered);
    assert_eq!(report.detail, "UNDELIV 000");
}

#[tokio::test]
async fn other_alphabets_and_long_texts_arrive_whole() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(settings("first", &smsc));
    let texts = [
        "Sede de Núria Vidal i Güell, l·l, ç".to_owned(),
        "Sede de 李小龙 😀. ".repeat(12),
        "Una carta larga [con todo] ~ 5 €. ".repeat(9),
    ];
    for (number, text) in (1..).zip(&texts) {
        let long = Sms {
            text: text.clone(),
            ..sms()
        };
        gateway.send(id(number), &long).await.unwrap();
    }
    let arrived: Vec<_> = everything(&inbox)
        .into_iter()
        .rev()
        .map(|m| m.text)
        .collect();
    assert_eq!(arrived, texts);
    assert!(smsc.submits() > 3, "in more messages than texts");
    let novel = Sms {
        text: "a".repeat(2_000),
        ..sms()
    };
    assert!(refused(gateway.send(id(9), &novel).await).contains("more than 8 messages"));
}

#[tokio::test]
async fn one_session_carries_many_messages_and_no_more_at_once_than_the_window() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = Arc::new(only(SmppSettings {
        window: 4,
        timeout: Duration::from_secs(30),
        ..settings("first", &smsc)
    }));
    smsc.switch().set(Behaviour::Slow(Duration::from_millis(1)));
    let mut sending = JoinSet::new();
    for number in 0..60 {
        let gateway = gateway.clone();
        sending.spawn(async move { gateway.send(id(number), &sms()).await.map(drop) });
    }
    for outcome in sending.join_all().await {
        outcome.unwrap();
    }
    assert_eq!(everything(&inbox).len(), 60);
    assert_eq!(smsc.binds(), 1);
    assert!((2..=4).contains(&smsc.widest()), "{}", smsc.widest());
}

#[tokio::test]
async fn a_provider_that_wants_fewer_messages_is_left_alone_for_a_while() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(SmppSettings {
        first_wait: Duration::from_millis(200),
        ..settings("first", &smsc)
    });
    gateway.send(id(9), &sms()).await.unwrap();
    smsc.throttle(1);
    let reason = retry(gateway.send(id(1), &sms()).await);
    assert_eq!(reason, "SMS provider first: ESME_RTHROTTLED");
    let reason = retry(gateway.send(id(2), &sms()).await);
    assert!(reason.contains("wants fewer messages"), "{reason}");
    assert_eq!(smsc.submits(), 2, "nothing is submitted in the pause");
    until_taken(&gateway, 1).await;
    assert_eq!(everything(&inbox).len(), 2);
}

#[tokio::test]
async fn an_outage_is_a_reason_to_try_again_and_an_unknown_number_is_not() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(settings("first", &smsc));
    smsc.switch().set(Behaviour::Refuse);
    let reason = refused(gateway.send(id(1), &sms()).await);
    assert_eq!(reason, "SMS provider first: ESME_RINVDSTADR");
    smsc.switch().set(Behaviour::Down);
    let reason = retry(gateway.send(id(2), &sms()).await);
    assert_eq!(reason, "SMS provider first: ESME_RSYSERR");
    smsc.hang_up();
    let reason = loop {
        let reason = retry(gateway.send(id(2), &sms()).await);
        if reason.contains("bind") {
            break reason;
        }
    };
    assert!(reason.contains("ESME_RSYSERR"), "{reason}");
    smsc.switch().set(Behaviour::Up);
    until_taken(&gateway, 2).await;
    assert_eq!(everything(&inbox).len(), 1);
}

#[tokio::test]
async fn a_wrong_password_is_ours_to_mend_and_is_not_repeated_soon() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let wrong = SmppSettings {
        password: vocab::Secret::new("another".into()),
        ..settings("first", &smsc)
    };
    let gateway = only(wrong);
    for number in 0..3 {
        let reason = retry(gateway.send(id(number), &sms()).await);
        assert!(
            reason.contains("ESME_RINVPASWD: are account and password right?"),
            "{reason}"
        );
    }
    assert_eq!(smsc.binds(), 0);
}

#[tokio::test]
async fn a_lost_session_is_bound_again() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(settings("first", &smsc));
    gateway.send(id(1), &sms()).await.unwrap();
    smsc.hang_up();
    until_taken(&gateway, 2).await;
    assert_eq!(smsc.binds(), 2);
    assert_eq!(everything(&inbox).len(), 2);
}

#[tokio::test]
async fn a_late_answer_counts_and_the_message_is_not_submitted_again() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(settings("first", &smsc));
    gateway.send(id(1), &sms()).await.unwrap();
    smsc.switch()
        .set(Behaviour::Slow(Duration::from_millis(1_400)));
    let reason = retry(gateway.send(id(2), &sms()).await);
    assert_eq!(reason, "SMS provider first: no answer in time");
    let taken = gateway.send(id(2), &sms()).await.unwrap();
    let messages = everything(&inbox);
    assert_eq!((messages.len(), smsc.submits()), (2, 2));
    assert_eq!(taken.reference.as_deref(), Some(messages[0].id.as_str()));
}

#[tokio::test]
async fn a_delivery_that_is_broken_off_is_taken_up_where_it_was() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(settings("first", &smsc));
    gateway.send(id(1), &sms()).await.unwrap();
    smsc.switch()
        .set(Behaviour::Slow(Duration::from_millis(300)));
    let broken = tokio::time::timeout(Duration::from_millis(30), gateway.send(id(2), &sms())).await;
    assert!(broken.is_err(), "the worker's own limit came first");
    gateway.send(id(2), &sms()).await.unwrap();
    assert_eq!((everything(&inbox).len(), smsc.submits()), (2, 2));
}

#[tokio::test]
async fn a_provider_that_never_answers_gets_the_message_again_only_when_it_stands_alone() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(SmppSettings {
        timeout: Duration::from_millis(100),
        ..settings("first", &smsc)
    });
    smsc.say_nothing(1);
    retry(gateway.send(id(1), &sms()).await);
    until_taken(&gateway, 1).await;
    assert_eq!(smsc.submits(), 2, "nobody could know of the first");
}

#[tokio::test]
async fn the_next_provider_gets_what_the_first_does_not_take_once() {
    let inbox = inbox();
    let (first, second) = (smsc(&inbox).await, smsc(&inbox).await);
    let gateway = in_order(vec![settings("first", &first), settings("second", &second)]);
    assert_eq!(gateway.send(id(1), &sms()).await.unwrap().provider, "first");
    first.switch().set(Behaviour::Down);
    assert_eq!(
        gateway.send(id(2), &sms()).await.unwrap().provider,
        "second"
    );
    assert_eq!(
        gateway.send(id(3), &sms()).await.unwrap().provider,
        "second"
    );
    assert_eq!(first.submits(), 2, "it is passed over for a while");
    second.throttle(1);
    retry(gateway.send(id(4), &sms()).await);
    assert_eq!(everything(&inbox).len(), 3);
    // A number that does not exist exists at no provider.
    second.switch().set(Behaviour::Refuse);
    first.switch().set(Behaviour::Refuse);
    while !matches!(
        gateway.send(id(5), &sms()).await,
        Err(SendError::Refused(_))
    ) {
        tokio::task::yield_now().await;
    }
    assert_eq!(everything(&inbox).len(), 3);
}

#[tokio::test]
async fn a_provider_that_is_not_there_costs_nothing_but_its_place() {
    let inbox = inbox();
    let (first, second) = (smsc(&inbox).await, smsc(&inbox).await);
    let gone = settings("first", &first);
    drop(first);
    let gateway = in_order(vec![gone, settings("second", &second)]);
    for number in 1..=5 {
        let taken = gateway.send(id(number), &sms()).await.unwrap();
        assert_eq!(taken.provider, "second");
    }
    assert_eq!(everything(&inbox).len(), 5);
}

#[tokio::test]
async fn what_may_have_been_taken_waits_for_the_answer_before_another_provider_gets_it() {
    let inbox = inbox();
    let (first, second) = (smsc(&inbox).await, smsc(&inbox).await);
    let gateway = in_order(vec![settings("first", &first), settings("second", &second)]);
    gateway.send(id(1), &sms()).await.unwrap();
    first
        .switch()
        .set(Behaviour::Slow(Duration::from_millis(1_400)));
    retry(gateway.send(id(2), &sms()).await);
    let taken = gateway.send(id(2), &sms()).await.unwrap();
    assert_eq!(taken.provider, "first", "its answer came late");
    assert_eq!((everything(&inbox).len(), second.submits()), (2, 0));
    // Another message meanwhile does not wait for it.
    retry(gateway.send(id(3), &sms()).await);
    assert_eq!(
        gateway.send(id(4), &sms()).await.unwrap().provider,
        "second"
    );
}

#[tokio::test]
async fn what_nobody_ever_answers_goes_to_the_next_provider_in_the_end() {
    let inbox = inbox();
    let (first, second) = (smsc(&inbox).await, smsc(&inbox).await);
    let quick = |name, smsc: &Smsc| SmppSettings {
        timeout: Duration::from_millis(100),
        ..settings(name, smsc)
    };
    let gateway = in_order(vec![quick("first", &first), quick("second", &second)]);
    first.say_nothing(1);
    retry(gateway.send(id(1), &sms()).await);
    assert_eq!(until_taken(&gateway, 1).await.provider, "second");
    assert_eq!((first.submits(), second.submits()), (1, 1));
}

#[tokio::test]
async fn the_kinds_of_providers_stand_in_one_line() {
    let inbox = inbox();
    let (sink, smsc): (SmsSink, Smsc) = (sms_sink(&inbox).await, smsc(&inbox).await);
    let (reports, queue) = SmsProviders::reports();
    let smpp = SmppSms::new(settings("smpp", &smsc), reports).unwrap();
    let http = sms_gateway(&sink.url(), TOKEN);
    let gateway = SmsProviders::new(vec![Arc::new(http), Arc::new(smpp)], queue);
    assert_eq!(gateway.send(id(1), &sms()).await.unwrap().provider, "http");
    sink.switch().set(Behaviour::Down);
    assert_eq!(gateway.send(id(2), &sms()).await.unwrap().provider, "smpp");
    assert_eq!(everything(&inbox).len(), 2);
}

#[tokio::test]
async fn a_silent_line_is_asked_whether_anybody_is_there() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(SmppSettings {
        enquire: Duration::from_millis(5),
        ..settings("first", &smsc)
    });
    gateway.send(id(1), &sms()).await.unwrap();
    while smsc.enquiries() < 3 {
        tokio::task::yield_now().await;
    }
    assert_eq!(smsc.binds(), 1);
}

#[tokio::test]
async fn the_session_ends_politely_with_the_gateway() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(settings("first", &smsc));
    gateway.send(id(1), &sms()).await.unwrap();
    drop(gateway);
    while smsc.farewells() == 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_rate_that_was_agreed_is_kept() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(SmppSettings {
        per_second: 100,
        ..settings("first", &smsc)
    });
    let start = std::time::Instant::now();
    for number in 0..6 {
        gateway.send(id(number), &sms()).await.unwrap();
    }
    assert!(start.elapsed() >= Duration::from_millis(50));
}

#[tokio::test]
async fn no_reason_tells_whom_or_what() {
    let inbox = inbox();
    let smsc = smsc(&inbox).await;
    let gateway = only(settings("first", &smsc));
    for behaviour in [Behaviour::Down, Behaviour::Refuse] {
        smsc.switch().set(behaviour);
        let reason = gateway.send(id(1), &sms()).await.unwrap_err().to_string();
        assert!(
            !reason.contains("600") && !reason.contains("ALDABA"),
            "{reason}"
        );
    }
}
