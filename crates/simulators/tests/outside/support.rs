//! What the tests share.

use std::{sync::Arc, time::Duration};

use gateways::{
    HttpSms, SmtpMailer,
    sms_http::HttpSmsSettings,
    smtp::{SmtpSecurity, SmtpSettings},
};
use ports::messages::{Email, PaperLetter, SendError, Sms};
use simulators::{
    inbox::{Filter, Inbox, InboxMessage},
    outside::{SmsSink, SmtpSink},
};
use tokio::net::TcpListener;
use url::Url;
use vocab::{
    CountryCode, EmailAddress, Lang, ManualClock, MessageId, PhoneNumber, PostalAddress,
    SeededEntropy, Timestamp,
};

pub(crate) const TOKEN: &str = "token-of-a-test";

pub(crate) fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new("2026-11-22T10:00:00Z".parse().unwrap()))
}

pub(crate) fn inbox() -> Inbox {
    Inbox::new(clock())
}

pub(crate) fn everything(inbox: &Inbox) -> Vec<InboxMessage> {
    inbox.messages(&Filter::default())
}

pub(crate) fn id(seed: u64) -> MessageId {
    let at: Timestamp = "2026-11-22T09:59:58Z".parse().unwrap();
    MessageId::new(at, &SeededEntropy::new(seed))
}

pub(crate) async fn loopback() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.unwrap()
}

pub(crate) async fn sms_sink(inbox: &Inbox) -> SmsSink {
    SmsSink::start(loopback().await, TOKEN, inbox.clone()).unwrap()
}

pub(crate) fn sms_gateway(url: &str, token: &str) -> HttpSms {
    let settings = HttpSmsSettings {
        name: "http".into(),
        url: Url::parse(url).unwrap(),
        token: token.into(),
        sender: "ALDABA".into(),
        timeout: Duration::from_millis(500),
    };
    HttpSms::new(&settings).unwrap()
}

pub(crate) async fn smtp_sink(inbox: &Inbox) -> SmtpSink {
    SmtpSink::start(loopback().await, inbox.clone()).unwrap()
}

pub(crate) fn smtp_settings(sink: &SmtpSink) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".into(),
        port: sink.address().port(),
        security: SmtpSecurity::PlainOnLoopback,
        credentials: None,
        from: "Identidad de Ejemplo <no-responder@id.example>".into(),
        message_id_domain: "id.example".into(),
        extra_authority: None,
        timeout: Duration::from_millis(500),
    }
}

pub(crate) fn mailer(sink: &SmtpSink) -> SmtpMailer {
    SmtpMailer::new(&smtp_settings(sink)).unwrap()
}

pub(crate) fn sms() -> Sms {
    Sms {
        to: PhoneNumber::parse("+34600123456").unwrap(),
        text: "ALDABA: ¿sí? No: à é ñ €".into(),
        valid_until: "2026-11-22T10:10:00Z".parse().unwrap(),
    }
}

pub(crate) fn email() -> Email {
    Email {
        to: EmailAddress::parse("ana@correo.example").unwrap(),
        subject: "Su registro está completado".into(),
        text: format!(
            "Línea uno, {}\n.\n..dos puntos\n\nÚltima: l·l, ñ, €\n",
            "muy larga ".repeat(120)
        ),
    }
}

pub(crate) fn letter() -> PaperLetter {
    PaperLetter {
        recipient: "Ana Inventada Prueba".into(),
        address: PostalAddress::parse(&["Calle 1"], "28001", "Madrid", None, CountryCode::SPAIN)
            .unwrap(),
        lang: Lang::Es,
        pdf: b"%PDF-1.7 invented".to_vec(),
    }
}

/// A failure that is worth another try, in the words of the log.
pub(crate) fn retry(outcome: Result<impl std::fmt::Debug, SendError>) -> String {
    match outcome {
        Err(SendError::Retry(reason)) => reason,
        other => panic!("not a reason to try again: {other:?}"),
    }
}

/// A failure for good, in the words of the log.
pub(crate) fn refused(outcome: Result<impl std::fmt::Debug, SendError>) -> String {
    match outcome {
        Err(SendError::Refused(reason)) => reason,
        other => panic!("not refused: {other:?}"),
    }
}
