//! "SMTP and SMS interface down, the print folder gone: messages wait and arrive once", from the
//! outbox to the inbox.

use std::{collections::BTreeMap, sync::Arc};

use gateways::PrintFolder;
use model::{
    body::{Body, Contact},
    notice::{Channel, Notice, OutgoingNotice},
};
use notify::{Gateways, Letterhead, Notifier, NotifierParts, NotifySettings, Outcome};
use ports::{
    BoxFuture,
    documents::{Document, DocumentRenderer, RenderError},
    fakes::Remembering,
    messages::{Email, PaperLetter, Push, Sms},
};
use simulators::outside::{Behaviour, PrintHouse};
use store::{Store, StoreError, on_both_engines, sql};
use vocab::{
    BodyId, Clock as _, CountryCode, Date, EmailAddress, Lang, LetterCode, ManualClock, PersonName,
    PhoneNumber, PostalAddress, SeededEntropy, SignedDuration,
};

use crate::smpp::{in_order, settings, smsc};
use crate::support::{TOKEN, clock, everything, inbox, mailer, sms_gateway, sms_sink, smtp_sink};

struct Paper;

impl DocumentRenderer for Paper {
    fn render<'a>(&'a self, _: &'a Document) -> BoxFuture<'a, Result<Vec<u8>, RenderError>> {
        Box::pin(async { Ok(b"%PDF-1.7 invented".to_vec()) })
    }
}

fn letterhead() -> Letterhead {
    let body = Body {
        id: BodyId::from_bytes([7; 16]),
        dir3: "EA0000001".into(),
        names: BTreeMap::from([(Lang::Es, "Organismo de Ejemplo".to_owned())]),
        managing_texts: BTreeMap::new(),
        logo_svg: None,
        contact: Contact {
            helpline: "060".into(),
            email: None,
            address: Vec::new(),
        },
        time_zone: "Europe/Madrid".into(),
        holidays: Vec::new(),
        seal_key: "seal".into(),
    };
    Letterhead::new(
        Arc::new(body),
        "ALDABA",
        "https://id.example/register",
        "https://id.example/alert",
    )
    .unwrap()
}

/// A notifier over gateways that remember; tests put others in their place.
pub(crate) fn notifier_parts(store: &Store, clock: Arc<ManualClock>) -> NotifierParts {
    NotifierParts {
        store: store.clone(),
        gateways: Gateways {
            sms: Arc::new(Remembering::<Sms>::default()),
            mailer: Arc::new(Remembering::<Email>::default()),
            printer: Arc::new(Remembering::<PaperLetter>::default()),
            push: Arc::new(Remembering::<Push>::default()),
        },
        renderer: Arc::new(Paper),
        letterhead: letterhead(),
        clock,
        entropy: Arc::new(SeededEntropy::new(2)),
        settings: NotifySettings::default(),
        letter_copy: None,
    }
}

/// One message over each channel.
fn notices(send_before: vocab::Timestamp, entropy: &SeededEntropy) -> Vec<OutgoingNotice> {
    let welcome = Notice::Welcome {
        activation_code: None,
    };
    let invitation = Notice::InvitationLetter {
        code: Some(LetterCode::generate(entropy)),
        issued_at: send_before - SignedDuration::from_hours(48),
        usable_until: Date::constant(2027, 1, 6),
    };
    let address = PostalAddress::parse(&["Calle 1"], "28001", "Madrid", None, CountryCode::SPAIN);
    let street = Channel::Letter {
        name: PersonName::parse("Ana", "Inventada", None).unwrap(),
        address: address.unwrap(),
    };
    let messages = [
        (
            Channel::Sms(PhoneNumber::parse("+34600123456").unwrap()),
            welcome.clone(),
        ),
        (
            Channel::Email(EmailAddress::parse("ana@correo.example").unwrap()),
            welcome,
        ),
        (street, invitation),
    ];
    let outgoing = |(channel, notice)| OutgoingNotice {
        lang: Lang::Es,
        channel,
        notice,
        send_before,
    };
    messages.into_iter().map(outgoing).collect()
}

on_both_engines! {
    async fn messages_wait_while_the_outside_is_down_and_arrive_once(database: TestDatabase) {
        let (clock, inbox, entropy) = (clock(), inbox(), Arc::new(SeededEntropy::new(1)));
        let (sms, mail) = (sms_sink(&inbox).await, smtp_sink(&inbox).await);
        let folder = tempfile::TempDir::new().unwrap();
        let print = folder.path().join("print");
        let mut parts = notifier_parts(database.store(), clock.clone());
        parts.gateways = Gateways {
            sms: Arc::new(sms_gateway(&sms.url(), TOKEN)),
            mailer: Arc::new(mailer(&mail)),
            printer: Arc::new(PrintFolder::new(&print)),
            push: Arc::new(Remembering::<Push>::default()),
        };
        let notifier = Notifier::new(parts);
        let now = clock.now();
        let queued: Result<(), StoreError> = database
            .store()
            .transact("test.queue", move |tx| {
                for notice in notices(now + SignedDuration::from_hours(48), &entropy) {
                    store::repo::outgoing::enqueue(tx, &notice, now, &*entropy)?;
                }
                Ok(())
            })
            .await;
        queued.unwrap();

        sms.switch().set(Behaviour::Down);
        mail.switch().set(Behaviour::Down);
        for _ in 0..3 {
            let outcome = notifier.run_once(10).await.unwrap();
            assert_eq!(outcome, Outcome { retried: 3, ..Outcome::default() });
            clock.advance_seconds(60);
        }
        assert!(everything(&inbox).is_empty());

        sms.switch().set(Behaviour::Up);
        mail.switch().set(Behaviour::Up);
        let house = PrintHouse::open(&print, inbox.clone()).unwrap();
        let outcome = notifier.run_once(10).await.unwrap();
        assert_eq!(outcome, Outcome { sent: 3, ..Outcome::default() });
        clock.advance_seconds(7200);
        assert_eq!(notifier.run_once(10).await.unwrap(), Outcome::default());
        house.collect().unwrap();
        let mut channels: Vec<_> = everything(&inbox).iter().map(|m| m.channel.as_str()).collect();
        channels.sort_unstable();
        assert_eq!(channels, ["email", "letter", "sms"]);
    }

    async fn a_text_message_passes_over_a_dead_provider_arrives_once_and_its_delivery_is_noted(database: TestDatabase) {
        let (clock, inbox, entropy) = (clock(), inbox(), Arc::new(SeededEntropy::new(1)));
        let (first, second) = (smsc(&inbox).await, smsc(&inbox).await);
        first.switch().set(Behaviour::Down);
        let line = in_order(vec![settings("first", &first), settings("second", &second)]);
        let mut parts = notifier_parts(database.store(), clock.clone());
        parts.gateways.sms = Arc::new(line);
        let notifier = Notifier::new(parts);
        let now = clock.now();
        let queued: Result<(), StoreError> = database
            .store()
            .transact("test.queue", move |tx| {
                let all = notices(now + SignedDuration::from_hours(48), &entropy);
                let sms = all.into_iter().filter(|notice| matches!(notice.channel, Channel::Sms(_)));
                for notice in sms {
                    store::repo::outgoing::enqueue(tx, &notice, now, &*entropy)?;
                }
                Ok(())
            })
            .await;
        queued.unwrap();
        let stop = Arc::new(tokio::sync::Notify::new());
        let running = tokio::spawn({
            let (notifier, stop) = (notifier.clone(), stop.clone());
            async move { notifier.run(stop.notified()).await }
        });
        let delivered = "aldaba_sms_reports_total{provider=\"second\",outcome=\"delivered\"} 1";
        while !notifier.metrics().render(&[]).contains(delivered) {
            tokio::task::yield_now().await;
        }
        stop.notify_one();
        running.await.unwrap();
        let messages = everything(&inbox);
        assert_eq!(messages.len(), 1);
        let noted: Result<Vec<(String, String, String)>, StoreError> = database
            .store()
            .read("test.noted", |tx| {
                let noted = sql!("SELECT provider, provider_ref, delivery FROM outbox");
                tx.query_all(noted, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            })
            .await;
        let expected = ("second".into(), messages[0].id.clone(), "delivered".into());
        assert_eq!(noted.unwrap(), [expected]);
    }
}
