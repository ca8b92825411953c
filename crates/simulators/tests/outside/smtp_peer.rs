//! SMTP against PyPI `aiosmtpd`: TLS, passwords, greylisting, refusals, silence.

use std::{sync::Arc, time::Duration};

use gateways::{
    SmtpMailer,
    smtp::{SmtpSecurity, SmtpSettings},
};
use model::notice::{Channel, Notice, OutgoingNotice};
use notify::{Notifier, Outcome};
use ports::messages::{Email, Mailer as _};
use store::{StoreError, on_both_engines, sql};
use vocab::{Clock as _, EmailAddress, Lang, SeededEntropy, SignedDuration};

use crate::{
    authority::Authority,
    outage::notifier_parts,
    peer::Peer,
    support::{clock, email, id, loopback, refused, retry},
};

/// The account of these tests.
const ACCOUNT: (&str, &str) = ("aldaba", "a password: ñ");

/// A running server with a certificate for `localhost`, or nothing where there is no Python.
async fn server(kind: &str) -> Option<(Peer, Authority, u16)> {
    let authority = Authority::new("localhost");
    let (certificate, key) = (authority.certificate_file(), authority.key_file());
    let mut peer = Peer::python("smtpd.py", &[kind, &certificate, &key])?;
    let port = peer.port().await;
    Some((peer, authority, port))
}

fn settings(security: SmtpSecurity, port: u16, authority: &Authority) -> SmtpSettings {
    let account = (ACCOUNT.0.to_owned(), ACCOUNT.1.to_owned());
    SmtpSettings {
        host: "localhost".into(),
        port,
        security,
        credentials: (security != SmtpSecurity::PlainOnLoopback).then_some(account),
        from: "Identidad de Ejemplo <no-responder@id.example>".into(),
        message_id_domain: "id.example".into(),
        extra_authority: Some(authority.pem()),
        timeout: Duration::from_secs(10),
    }
}

fn to(address: &str) -> Email {
    Email {
        to: EmailAddress::parse(address).unwrap(),
        ..email()
    }
}

#[tokio::test]
async fn an_email_arrives_letter_by_letter_over_both_kinds_of_tls_with_a_password() {
    for (kind, security) in [
        ("starttls", SmtpSecurity::StartTls),
        ("tls", SmtpSecurity::Tls),
    ] {
        let Some((mut peer, authority, port)) = server(kind).await else {
            return;
        };
        let mailer = SmtpMailer::new(&settings(security, port, &authority)).unwrap();
        mailer.send(id(1), &email()).await.unwrap();
        let login = peer.next("login").await;
        assert_eq!(
            (&login["right"], &login["user"]),
            (&true.into(), &"aldaba".into())
        );
        let mail = peer.next("mail").await;
        assert_eq!(mail["tls"], true);
        assert_eq!(mail["to"][0], "ana@correo.example");
        assert_eq!(mail["subject"], email().subject);
        assert_eq!(
            mail["text"].as_str().unwrap().trim_end(),
            email().text.trim_end()
        );
        assert_eq!(mail["id"], format!("<{}@id.example>", id(1)));
        assert_eq!(
            mail["sender"],
            "Identidad de Ejemplo <no-responder@id.example>"
        );
        assert_eq!(mail["automatic"], "auto-generated");
    }
}

#[tokio::test]
async fn nothing_is_said_to_a_server_that_cannot_prove_its_name() {
    for (kind, security) in [
        ("starttls", SmtpSecurity::StartTls),
        ("tls", SmtpSecurity::Tls),
    ] {
        let Some((mut peer, authority, port)) = server(kind).await else {
            return;
        };
        let trusted = settings(security, port, &authority);
        let stranger = Authority::new("localhost");
        for wrong in [
            SmtpSettings {
                extra_authority: Some(stranger.pem()),
                ..trusted.clone()
            },
            SmtpSettings {
                host: "127.0.0.1".into(),
                ..trusted.clone()
            },
        ] {
            let mailer = SmtpMailer::new(&wrong).unwrap();
            retry(mailer.send(id(1), &email()).await);
        }
        let mailer = SmtpMailer::new(&trusted).unwrap();
        mailer.send(id(2), &email()).await.unwrap();
        peer.next("mail").await;
        peer.next("login").await;
        assert_eq!(peer.count("login") + peer.count("mail"), 0);
    }
}

#[tokio::test]
async fn a_wrong_password_is_ours_to_mend() {
    let Some((_peer, authority, port)) = server("starttls").await else {
        return;
    };
    let wrong = SmtpSettings {
        credentials: Some(("aldaba".into(), "another".into())),
        ..settings(SmtpSecurity::StartTls, port, &authority)
    };
    let reason = retry(SmtpMailer::new(&wrong).unwrap().send(id(1), &email()).await);
    assert!(reason.contains("535"), "{reason}");
}

#[tokio::test]
async fn not_now_is_a_reason_to_try_again_and_no_such_user_is_not() {
    let Some((mut peer, authority, port)) = server("plain").await else {
        return;
    };
    let plain = settings(SmtpSecurity::PlainOnLoopback, port, &authority);
    let mailer = SmtpMailer::new(&plain).unwrap();
    let reason = retry(mailer.send(id(1), &to("grey.ana@correo.example")).await);
    assert_eq!(reason, "mail server: 451");
    let reason = retry(mailer.send(id(2), &to("full.ana@correo.example")).await);
    assert_eq!(reason, "mail server: 452");
    let reason = refused(mailer.send(id(3), &to("no.ana@correo.example")).await);
    assert_eq!(reason, "mail server: 550");
    mailer
        .send(id(1), &to("grey.ana@correo.example"))
        .await
        .unwrap();
    assert_eq!(peer.next("mail").await["to"][0], "grey.ana@correo.example");
}

#[tokio::test]
async fn a_server_that_falls_silent_holds_nothing_up_for_ever() {
    let Some((mut peer, authority, port)) = server("plain").await else {
        return;
    };
    let quick = SmtpSettings {
        timeout: Duration::from_millis(700),
        ..settings(SmtpSecurity::PlainOnLoopback, port, &authority)
    };
    let mailer = SmtpMailer::new(&quick).unwrap();
    // After the whole message was said, the worst moment.
    let reason = retry(mailer.send(id(1), &to("hang.ana@correo.example")).await);
    assert_eq!(reason, "mail server: no answer in time");
    mailer.send(id(2), &email()).await.unwrap();
    peer.next("mail").await;
    // Before the first word.
    let silent = loopback().await;
    let nobody = SmtpSettings {
        port: silent.local_addr().unwrap().port(),
        ..quick
    };
    retry(
        SmtpMailer::new(&nobody)
            .unwrap()
            .send(id(3), &email())
            .await,
    );
}

on_both_engines! {
    /// From the outbox: greylisted mail is tried again and arrives once, and what is refused for
    /// good is given up, with the reason for the operator and without the address.
    async fn greylisted_mail_arrives_once_and_refused_mail_is_given_up(database: TestDatabase) {
        let Some((mut peer, authority, port)) = server("starttls").await else { return };
        let (clock, entropy) = (clock(), SeededEntropy::new(1));
        let mut parts = notifier_parts(database.store(), clock.clone());
        let mailer = SmtpMailer::new(&settings(SmtpSecurity::StartTls, port, &authority));
        parts.gateways.mailer = Arc::new(mailer.unwrap());
        let notifier = Notifier::new(parts);
        let now = clock.now();
        let queued: Result<(), StoreError> = database
            .store()
            .transact("test.queue", move |tx| {
                for address in ["grey.ana@correo.example", "no.ana@correo.example"] {
                    let notice = OutgoingNotice {
                        lang: Lang::Es,
                        channel: Channel::Email(EmailAddress::parse(address).unwrap()),
                        notice: Notice::Welcome { activation_code: None },
                        send_before: now + SignedDuration::from_hours(48),
                    };
                    store::repo::outgoing::enqueue(tx, &notice, now, &entropy)?;
                }
                Ok(())
            })
            .await;
        queued.unwrap();
        let first = notifier.run_once(10).await.unwrap();
        assert_eq!(first, Outcome { retried: 1, given_up: 1, ..Outcome::default() });
        clock.advance_seconds(60);
        let second = notifier.run_once(10).await.unwrap();
        assert_eq!(second, Outcome { sent: 1, ..Outcome::default() });
        clock.advance_seconds(7200);
        assert_eq!(notifier.run_once(10).await.unwrap(), Outcome::default());
        assert_eq!(peer.next("mail").await["to"][0], "grey.ana@correo.example");
        assert_eq!(peer.count("mail"), 0, "once");
        let reasons: Result<Vec<String>, StoreError> = database
            .store()
            .read("test.reasons", |tx| {
                let reason = sql!("SELECT last_error FROM outbox WHERE state = 'given_up'");
                tx.query_all(reason, &[], |row| row.get(0))
            })
            .await;
        assert_eq!(reasons.unwrap(), ["mail server: 550"]);
    }
}
