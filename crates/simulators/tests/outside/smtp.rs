//! `gateways::SmtpMailer` against the SMTP sink.

use std::time::Duration;

use gateways::{
    SmtpMailer,
    smtp::{SmtpSecurity, SmtpSettings, SmtpSettingsError},
};
use ports::messages::{Email, Mailer as _};
use simulators::{inbox::MessageChannel, outside::Behaviour};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
};

use crate::support::{
    email, everything, id, inbox, mailer, refused, retry, smtp_settings, smtp_sink,
};

#[tokio::test]
async fn an_email_arrives_letter_by_letter() {
    let inbox = inbox();
    let sink = smtp_sink(&inbox).await;
    mailer(&sink).send(id(1), &email()).await.unwrap();
    let messages = everything(&inbox);
    assert_eq!(messages.len(), 1);
    assert_eq!(
        messages[0].id,
        id(1).to_string(),
        "the Message-ID carries the id"
    );
    assert_eq!(messages[0].channel, MessageChannel::Email);
    assert_eq!(messages[0].to, "ana@correo.example");
    assert_eq!(messages[0].subject, email().subject);
    assert_eq!(messages[0].text.trim_end(), email().text.trim_end());
}

#[tokio::test]
async fn plain_text_with_full_stops_at_the_beginning_of_lines_arrives_unchanged() {
    let inbox = inbox();
    let sink = smtp_sink(&inbox).await;
    let plain = Email {
        text: "a\n.\n..b\n.c\n".into(),
        subject: "Plain".into(),
        ..email()
    };
    mailer(&sink).send(id(1), &plain).await.unwrap();
    assert_eq!(everything(&inbox)[0].text.trim_end(), plain.text.trim_end());
}

#[tokio::test]
async fn an_outage_is_a_reason_to_try_again_and_a_refusal_is_not() {
    let inbox = inbox();
    let sink = smtp_sink(&inbox).await;
    sink.switch().set(Behaviour::Down);
    assert!(retry(mailer(&sink).send(id(1), &email()).await).contains("421"));
    sink.switch()
        .set(Behaviour::Slow(Duration::from_secs(3600)));
    assert_eq!(
        retry(mailer(&sink).send(id(1), &email()).await),
        "mail server: no answer in time"
    );
    sink.switch().set(Behaviour::Refuse);
    let reason = refused(mailer(&sink).send(id(1), &email()).await);
    assert!(
        reason.contains("550") && !reason.contains("ana@"),
        "{reason}"
    );
    sink.switch().set(Behaviour::Up);
    mailer(&sink).send(id(1), &email()).await.unwrap();
    assert_eq!(everything(&inbox).len(), 1);
}

#[tokio::test]
async fn a_late_answer_to_one_message_is_not_taken_for_the_answer_to_the_next() {
    let inbox = inbox();
    let sink = smtp_sink(&inbox).await;
    let mailer = mailer(&sink);
    sink.switch()
        .set(Behaviour::Slow(Duration::from_secs(3600)));
    retry(mailer.send(id(1), &email()).await);
    sink.switch().set(Behaviour::Refuse);
    refused(mailer.send(id(2), &email()).await);
    sink.switch().set(Behaviour::Up);
    mailer.send(id(3), &email()).await.unwrap();
    let ids: Vec<_> = everything(&inbox)
        .into_iter()
        .map(|message| message.id)
        .collect();
    assert_eq!(ids, [id(3).to_string()]);
}

#[tokio::test]
async fn nothing_is_sent_where_encryption_is_demanded_and_not_offered() {
    let inbox = inbox();
    let sink = smtp_sink(&inbox).await;
    for security in [SmtpSecurity::StartTls, SmtpSecurity::Tls] {
        let settings = SmtpSettings {
            security,
            ..smtp_settings(&sink)
        };
        let outcome = SmtpMailer::new(&settings)
            .unwrap()
            .send(id(1), &email())
            .await;
        retry(outcome);
    }
    assert!(everything(&inbox).is_empty());
}

#[tokio::test]
async fn mail_in_the_clear_stays_on_this_machine() {
    let sink = smtp_sink(&inbox()).await;
    for host in ["mail.example", "10.0.0.1", "localhost.example"] {
        let settings = SmtpSettings {
            host: host.into(),
            ..smtp_settings(&sink)
        };
        let error = SmtpMailer::new(&settings).unwrap_err();
        assert!(
            matches!(error, SmtpSettingsError::PlainBeyondLoopback(_)),
            "{host}"
        );
    }
}

#[tokio::test]
async fn a_message_above_the_limit_is_refused_and_the_session_goes_on() {
    let inbox = inbox();
    let sink = smtp_sink(&inbox).await;
    let mut stream = BufReader::new(TcpStream::connect(sink.address()).await.unwrap());
    let mut talk = async |line: &str| {
        stream.write_all(line.as_bytes()).await.unwrap();
        let mut answer = String::new();
        loop {
            answer.clear();
            stream.read_line(&mut answer).await.unwrap();
            if answer.as_bytes()[3] == b' ' {
                return answer[..3].to_owned();
            }
        }
    };
    assert_eq!(talk("").await, "220");
    for (line, code) in [
        ("EHLO test.example\r\n", "250"),
        ("MAIL FROM:<a@x.example> SIZE=2000000\r\n", "552"),
        ("MAIL FROM:<a@x.example>\r\n", "250"),
        ("RCPT TO:<b@y.example>\r\n", "250"),
        ("DATA\r\n", "354"),
    ] {
        assert_eq!(talk(line).await, code, "{line}");
    }
    let long = format!("{}\r\n", "a".repeat(900)).repeat(1300) + ".\r\n";
    assert_eq!(talk(&long).await, "552");
    for (line, code) in [
        ("MAIL FROM:<a@x.example>\r\n", "250"),
        ("RCPT TO:<b@y.example>\r\n", "250"),
        ("DATA\r\n", "354"),
        ("Subject: Corto\r\n\r\nHola\r\n.\r\n", "250"),
        ("QUIT\r\n", "221"),
    ] {
        assert_eq!(talk(line).await, code, "{line}");
    }
    let messages = everything(&inbox);
    assert_eq!((messages.len(), messages[0].subject.as_str()), (1, "Corto"));
}
