#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::{collections::BTreeMap, sync::Mutex};

use model::{
    body::{Body, Contact},
    notice::{Channel, Notice, OutgoingNotice},
    push::{Look, PushAddress, PushSubscription},
};
use ports::{
    BoxFuture,
    documents::{Document, RenderError},
    fakes::{Behaviour, Remembering},
    messages::{
        DeliveryReport, Email, PaperLetter, Push, PushError, PushSender, SendError, Sms, SmsTaken,
    },
};
use store::{on_both_engines, sql};
use tokio::sync::{Notify, Semaphore};
use vocab::{
    AppDeviceId, BodyId, CountryCode, EmailAddress, IdentityNumber, Lang, LetterCode, ManualClock,
    OneTimePin, PartialDate, PersonName, PhoneNumber, PostalAddress, PushSubscriptionId,
    SeededEntropy, Timestamp,
};

use super::*;

/// A renderer that makes no PDF but remembers what it was told to answer.
#[derive(Default)]
struct Printer {
    fails: Mutex<Option<fn() -> RenderError>>,
}

impl DocumentRenderer for Printer {
    fn render<'a>(&'a self, _: &'a Document) -> BoxFuture<'a, Result<Vec<u8>, RenderError>> {
        let fails = *self.fails.lock().unwrap();
        Box::pin(async move { fails.map_or_else(|| Ok(b"%PDF-invented".to_vec()), |e| Err(e())) })
    }
}

/// A gateway that answers when it is let go, and tells when it was reached.
struct Gate {
    open: Semaphore,
    reached: Notify,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            open: Semaphore::new(0),
            reached: Notify::new(),
        }
    }
}

impl Mailer for Gate {
    fn send<'a>(&'a self, _: MessageId, _: &'a Email) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(async move {
            self.reached.notify_one();
            self.open.acquire().await.unwrap().forget();
            Ok(())
        })
    }
}

/// A push service that asks for a wait of two minutes.
struct Patience;

impl PushSender for Patience {
    fn push<'a>(&'a self, _: MessageId, _: &'a Push) -> BoxFuture<'a, Result<(), PushError>> {
        Box::pin(async move {
            Err(PushError::Retry {
                reason: "HTTP 429".into(),
                after: Some(SignedDuration::from_secs(120)),
            })
        })
    }
}

/// Tells that a text message has come.
#[derive(Default)]
struct Bell(Notify);

impl SmsGateway for Bell {
    fn send<'a>(&'a self, _: MessageId, _: &'a Sms) -> BoxFuture<'a, Result<SmsTaken, SendError>> {
        Box::pin(async move {
            self.0.notify_one();
            Ok(SmsTaken::default())
        })
    }
}

/// Takes every message under the reference `r`, and reports what it was told to.
#[derive(Default)]
struct Reporter(Mutex<Vec<DeliveryReport>>);

impl SmsGateway for Reporter {
    fn send<'a>(&'a self, _: MessageId, _: &'a Sms) -> BoxFuture<'a, Result<SmsTaken, SendError>> {
        Box::pin(async move {
            Ok(SmsTaken {
                provider: "first".into(),
                reference: Some("r".into()),
            })
        })
    }

    fn report(&self) -> BoxFuture<'_, DeliveryReport> {
        Box::pin(async move {
            let report = self.0.lock().unwrap().pop();
            match report {
                Some(report) => report,
                None => std::future::pending().await,
            }
        })
    }
}

fn report(reference: &str, delivered: bool) -> DeliveryReport {
    DeliveryReport {
        provider: "first".into(),
        reference: reference.into(),
        delivered,
        detail: "DELIVRD 000".into(),
    }
}

struct House {
    store: Store,
    clock: Arc<ManualClock>,
    entropy: Arc<SeededEntropy>,
    sms: Arc<Remembering<Sms>>,
    mails: Arc<Remembering<Email>>,
    letters: Arc<Remembering<PaperLetter>>,
    pushes: Arc<Remembering<Push>>,
    renderer: Arc<Printer>,
}

impl House {
    fn new(store: &Store) -> Self {
        Self {
            store: store.clone(),
            clock: Arc::new(ManualClock::new("2026-11-22T10:00:00Z".parse().unwrap())),
            entropy: Arc::new(SeededEntropy::new(1)),
            sms: Arc::default(),
            mails: Arc::default(),
            letters: Arc::default(),
            pushes: Arc::default(),
            renderer: Arc::default(),
        }
    }

    fn parts(&self) -> NotifierParts {
        NotifierParts {
            store: self.store.clone(),
            gateways: Gateways {
                sms: self.sms.clone(),
                mailer: self.mails.clone(),
                printer: self.letters.clone(),
                push: self.pushes.clone(),
            },
            renderer: self.renderer.clone(),
            letterhead: Letterhead::new(
                Arc::new(body()),
                "ALDABA",
                "https://id.example/r",
                "https://id.example/a",
            )
            .unwrap(),
            clock: self.clock.clone(),
            entropy: self.entropy.clone(),
            settings: NotifySettings::default(),
            letter_copy: None,
        }
    }

    fn notifier(&self) -> Notifier {
        Notifier::new(self.parts())
    }

    async fn queue(&self, channel: Channel, notice: Notice, seconds: i64) {
        let now = self.clock.now();
        let send_before = now + SignedDuration::from_secs(seconds);
        let outgoing = OutgoingNotice {
            lang: Lang::Es,
            channel,
            notice,
            send_before,
        };
        let entropy = self.entropy.clone();
        let queued: Result<_, StoreError> = self
            .store
            .transact("test.queue", move |tx| {
                store::repo::outgoing::enqueue(tx, &outgoing, now, &*entropy)
            })
            .await;
        queued.unwrap();
    }

    async fn queue_sms(&self) {
        self.queue(
            phone(),
            Notice::Welcome {
                activation_code: None,
            },
            7 * DAY,
        )
        .await;
    }

    async fn queue_email(&self) {
        self.queue(
            mailbox(),
            Notice::Welcome {
                activation_code: None,
            },
            7 * DAY,
        )
        .await;
    }

    async fn queue_pin(&self) {
        let pin = OneTimePin::parse("K7Q").unwrap();
        let relying_party = "Sede de Ejemplo".to_owned();
        self.queue(
            phone(),
            Notice::Pin {
                pin,
                relying_party,
                minutes: 10,
            },
            600,
        )
        .await;
    }

    async fn queue_letter(&self) {
        let code = Some(LetterCode::generate(&*self.entropy));
        let (issued_at, usable_until) = (self.clock.now(), vocab::Date::constant(2027, 1, 6));
        let notice = Notice::InvitationLetter {
            code,
            issued_at,
            usable_until,
        };
        self.queue(street(), notice, 45 * DAY).await;
    }

    /// A person whose device wants to be told.
    async fn subscribe(&self) -> AppDeviceId {
        let (now, entropy) = (self.clock.now(), self.entropy.clone());
        let device = AppDeviceId::new(now, &*entropy);
        let done: Result<_, StoreError> = self
            .store
            .transact("test.subscribe", move |tx| {
                let number = IdentityNumber::parse("00000000T").unwrap();
                let name = PersonName::parse("Ana", "Inventada", None).unwrap();
                let birth = PartialDate::parse("1990").unwrap();
                let lang = Lang::Es;
                let person =
                    store::repo::person::add(tx, &number, &name, birth, lang, now, &*entropy)?;
                let point = [vec![4], vec![7; 64]].concat();
                let subscription = PushSubscription {
                    id: PushSubscriptionId::new(now, &*entropy),
                    device,
                    person: person.id,
                    address: PushAddress::new("https://push.example/x", &point, &[9; 16]).unwrap(),
                    key_id: "key".into(),
                };
                store::repo::push::put(tx, &subscription, person.data_key, now)
            })
            .await;
        done.unwrap();
        device
    }

    /// Rings a device; `false` if it wants to be told nothing.
    async fn ring(&self, device: AppDeviceId) -> bool {
        let (now, entropy) = (self.clock.now(), self.entropy.clone());
        let until: Timestamp = now + SignedDuration::from_secs(300);
        let rung: Result<_, StoreError> = self
            .store
            .transact("test.ring", move |tx| {
                store::repo::push::ring(tx, Some(device), Look::Request, until, now, &*entropy)
            })
            .await;
        rung.unwrap()
    }

    /// Messages whose end is noted, and those among them that were delivered.
    async fn noted(&self) -> (i64, i64) {
        let noted: Result<_, StoreError> = self
            .store
            .read("test.noted", |tx| {
                tx.query_one(
                    sql!(
                        "SELECT COUNT(delivery_at), \
                         COUNT(CASE WHEN delivery = 'delivered' THEN 1 END) FROM outbox"
                    ),
                    &[],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
            })
            .await;
        noted.unwrap()
    }

    async fn state(&self) -> Vec<(String, u64)> {
        let counts = self.notifier().outbox().await.unwrap();
        counts
            .into_iter()
            .map(|c| (format!("{} {}", c.channel, c.state), c.messages))
            .collect()
    }
}

const DAY: i64 = 24 * 3600;

fn body() -> Body {
    Body {
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
    }
}

fn phone() -> Channel {
    Channel::Sms(PhoneNumber::parse("+34600123456").unwrap())
}

fn mailbox() -> Channel {
    Channel::Email(EmailAddress::parse("ana@correo.example").unwrap())
}

fn street() -> Channel {
    Channel::Letter {
        name: PersonName::parse("Ana", "Inventada", Some("Prueba")).unwrap(),
        address: PostalAddress::parse(&["Calle 1"], "28001", "Madrid", None, CountryCode::SPAIN)
            .unwrap(),
    }
}

fn sent(n: u32) -> Outcome {
    Outcome {
        sent: n,
        ..Outcome::default()
    }
}

const RETRIED: Outcome = Outcome {
    sent: 0,
    retried: 1,
    given_up: 0,
};
const GIVEN_UP: Outcome = Outcome {
    sent: 0,
    retried: 0,
    given_up: 1,
};
const NOTHING: Outcome = Outcome {
    sent: 0,
    retried: 0,
    given_up: 0,
};

on_both_engines! {
    async fn sends_what_waits_once(database: TestDatabase) {
        let house = House::new(database.store());
        house.queue_pin().await;
        house.queue_email().await;
        house.queue_letter().await;
        let device = house.subscribe().await;
        house.ring(device).await;
        let notifier = house.notifier();
        assert_eq!(notifier.run_once(10).await.unwrap(), sent(4));
        assert_eq!(notifier.run_once(10).await.unwrap(), NOTHING);
        assert_eq!(house.sms.taken()[0].1.text, "ALDABA: su PIN para Sede de Ejemplo es K7Q. Vale 10 min. No lo comparta con nadie.");
        assert_eq!(house.mails.taken()[0].1.subject, "Su registro está completado");
        assert_eq!(house.letters.taken()[0].1.recipient, "Ana Inventada Prueba");
        assert_eq!(house.letters.taken()[0].1.pdf, b"%PDF-invented");
        for channel in crate::metrics::CHANNELS {
            assert_eq!(notifier.metrics().counted(channel, Fate::Sent), 1);
        }
        let states = ["email sent", "letter sent", "push sent", "sms sent"].map(|s| (s.to_owned(), 1));
        assert_eq!(house.state().await, states);
    }

    async fn rings_a_device_until_its_subscription_has_ended(database: TestDatabase) {
        let house = House::new(database.store());
        let device = house.subscribe().await;
        assert!(house.ring(device).await);
        let notifier = house.notifier();
        assert_eq!(notifier.run_once(10).await.unwrap(), sent(1));
        let (_, push) = &house.pushes.taken()[0];
        assert_eq!(push.to.endpoint(), "https://push.example/x");
        assert_eq!(push.valid_until, house.clock.now() + SignedDuration::from_secs(300));
        house.pushes.behave(Behaviour::Refuse);
        assert!(house.ring(device).await);
        assert_eq!(notifier.run_once(10).await.unwrap(), GIVEN_UP);
        assert!(!house.ring(device).await, "nobody is there any more");
    }

    async fn waits_as_long_as_a_push_service_asks(database: TestDatabase) {
        let house = House::new(database.store());
        let device = house.subscribe().await;
        house.ring(device).await;
        let mut parts = house.parts();
        parts.gateways.push = Arc::new(Patience);
        assert_eq!(Notifier::new(parts).run_once(10).await.unwrap(), RETRIED);
        house.clock.advance_seconds(119);
        assert_eq!(house.notifier().run_once(10).await.unwrap(), NOTHING);
        house.clock.advance_seconds(1);
        assert_eq!(house.notifier().run_once(10).await.unwrap(), sent(1));
    }

    async fn waits_while_a_gateway_is_down_and_sends_once_when_it_is_back(database: TestDatabase) {
        let house = House::new(database.store());
        house.queue_sms().await;
        house.sms.behave(Behaviour::Down);
        let notifier = house.notifier();
        assert_eq!(notifier.run_once(10).await.unwrap(), RETRIED);
        assert_eq!(notifier.run_once(10).await.unwrap(), NOTHING, "it is not due yet");
        house.clock.advance_seconds(2);
        assert_eq!(notifier.run_once(10).await.unwrap(), RETRIED);
        house.sms.behave(Behaviour::Take);
        house.clock.advance_seconds(4);
        assert_eq!(notifier.run_once(10).await.unwrap(), sent(1));
        house.clock.advance_seconds(DAY);
        assert_eq!(notifier.run_once(10).await.unwrap(), NOTHING);
        assert_eq!(house.sms.taken().len(), 1);
    }

    async fn gives_up_what_a_gateway_refuses(database: TestDatabase) {
        let house = House::new(database.store());
        house.queue_email().await;
        house.mails.behave(Behaviour::Refuse);
        let notifier = house.notifier();
        assert_eq!(notifier.run_once(10).await.unwrap(), GIVEN_UP);
        house.mails.behave(Behaviour::Take);
        house.clock.advance_seconds(DAY);
        assert_eq!(notifier.run_once(10).await.unwrap(), NOTHING);
        assert_eq!(house.state().await, [("email given_up".to_owned(), 1)]);
    }

    async fn never_sends_an_expired_pin(database: TestDatabase) {
        let house = House::new(database.store());
        house.queue_pin().await;
        house.clock.advance_seconds(600);
        assert_eq!(house.notifier().run_once(10).await.unwrap(), GIVEN_UP);
        assert!(house.sms.taken().is_empty());
    }

    async fn a_pin_that_expires_while_the_gateway_is_down_is_given_up(database: TestDatabase) {
        let house = House::new(database.store());
        house.queue_pin().await;
        house.sms.behave(Behaviour::Down);
        let notifier = house.notifier();
        let mut tries = 0;
        while notifier.run_once(10).await.unwrap() != GIVEN_UP {
            tries += 1;
            house.clock.advance_seconds(60);
            house.sms.behave(if tries < 9 { Behaviour::Down } else { Behaviour::Take });
        }
        assert!(house.sms.taken().is_empty());
    }

    async fn gives_up_after_the_last_try(database: TestDatabase) {
        let house = House::new(database.store());
        house.queue(phone(), Notice::Welcome { activation_code: None }, 3650 * DAY).await;
        house.sms.behave(Behaviour::Down);
        let notifier = house.notifier();
        for _ in 1..crate::backoff::TRIES {
            assert_eq!(notifier.run_once(10).await.unwrap(), RETRIED);
            house.clock.advance_seconds(3600);
        }
        assert_eq!(notifier.run_once(10).await.unwrap(), GIVEN_UP);
    }

    async fn two_workers_never_send_the_same_message_twice(database: TestDatabase) {
        let house = House::new(database.store());
        for _ in 0..60 {
            house.queue_sms().await;
        }
        let workers = [house.notifier(), house.notifier(), house.notifier()];
        let mut running = JoinSet::new();
        for worker in workers {
            running.spawn(async move {
                let mut total = 0;
                loop {
                    match worker.run_once(7).await.unwrap().sent {
                        0 => return total,
                        some => total += some,
                    }
                }
            });
        }
        let totals = running.join_all().await;
        // A worker may find nothing while another holds the rest; together they send all.
        let rest = house.notifier().run_once(60).await.unwrap().sent;
        assert_eq!(totals.iter().sum::<u32>() + rest, 60);
        let mut ids: Vec<_> = house.sms.taken().into_iter().map(|(id, _)| id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!((ids.len(), house.sms.taken().len()), (60, 60));
    }

    async fn a_worker_that_dies_before_marking_causes_a_repeat_with_the_same_id(database: TestDatabase) {
        let house = House::new(database.store());
        house.queue_sms().await;
        let dying = house.notifier();
        let leased = dying.inner.lease(None, 1).await.unwrap();
        let heir = house.notifier();
        assert_eq!(heir.run_once(10).await.unwrap(), NOTHING, "the lease still holds");
        house.clock.advance_seconds(60);
        assert_eq!(heir.run_once(10).await.unwrap(), sent(1));
        assert_eq!(house.sms.taken()[0].0, leased[0].id);
        let late = Arc::clone(&dying.inner).deliver(leased[0].clone()).await;
        assert_eq!(late, None, "whoever lost the lease marks nothing");
        assert_eq!(house.sms.taken()[0].0, house.sms.taken()[1].0);
        assert_eq!(house.state().await, [("sms sent".to_owned(), 1)]);
    }

    async fn a_letter_that_cannot_be_printed_is_given_up_and_a_busy_renderer_is_asked_again(database: TestDatabase) {
        let house = House::new(database.store());
        house.queue_letter().await;
        *house.renderer.fails.lock().unwrap() = Some(|| RenderError::Overloaded);
        let notifier = house.notifier();
        assert_eq!(notifier.run_once(10).await.unwrap(), RETRIED);
        house.clock.advance_seconds(10);
        *house.renderer.fails.lock().unwrap() = Some(|| RenderError::Unprintable('李'));
        assert_eq!(notifier.run_once(10).await.unwrap(), GIVEN_UP);
        assert!(house.letters.taken().is_empty());
    }

    async fn tells_the_demonstration_what_a_letter_says(database: TestDatabase) {
        let house = House::new(database.store());
        house.queue_letter().await;
        let told = Arc::new(Mutex::new(Vec::new()));
        let telling = told.clone();
        let copy: LetterCopy = Arc::new(move |id, letter| telling.lock().unwrap().push((id, letter.text.clone())));
        let notifier = Notifier::new(NotifierParts { letter_copy: Some(copy), ..house.parts() });
        assert_eq!(notifier.run_once(10).await.unwrap(), sent(1));
        let told = told.lock().unwrap();
        assert_eq!(told[0].0, house.letters.taken()[0].0);
        assert!(told[0].1.starts_with("Carta de invitación para Ana Inventada Prueba. Código: "));
    }

    async fn a_gateway_that_hangs_counts_as_down(database: TestDatabase) {
        let house = House::new(database.store());
        house.queue_email().await;
        let mut parts = house.parts();
        parts.gateways.mailer = Arc::new(Gate::default());
        parts.settings.delivery = Duration::from_millis(10);
        assert_eq!(Notifier::new(parts).run_once(10).await.unwrap(), RETRIED);
    }

    async fn gives_up_what_it_cannot_read_or_what_travels_the_wrong_way(database: TestDatabase) {
        let house = House::new(database.store());
        let (now, entropy) = (house.clock.now(), house.entropy.clone());
        let queued: Result<(), StoreError> = house
            .store
            .transact("test.queue", move |tx| {
                outbox::enqueue(tx, MessageId::new(now, &*entropy), "sms", "pin", b"{}", now)
            })
            .await;
        queued.unwrap();
        house.queue(phone(), Notice::InvitationLetter { code: None, issued_at: now, usable_until: vocab::Date::constant(2027, 1, 6) }, DAY).await;
        let outcome = house.notifier().run_once(10).await.unwrap();
        assert_eq!(outcome, Outcome { given_up: 2, ..Outcome::default() });
    }

    async fn a_mail_server_that_hangs_holds_up_no_text_message(database: TestDatabase) {
        let house = House::new(database.store());
        let (gate, bell) = (Arc::new(Gate::default()), Arc::new(Bell::default()));
        let mut parts = house.parts();
        parts.gateways.mailer = gate.clone();
        parts.gateways.sms = bell.clone();
        parts.settings.at_once = 2;
        let notifier = Notifier::new(parts);
        for _ in 0..5 {
            house.queue_email().await;
        }
        let stop = Arc::new(Notify::new());
        let running = tokio::spawn({
            let (notifier, stop) = (notifier.clone(), stop.clone());
            async move { notifier.run(stop.notified()).await }
        });
        gate.reached.notified().await;
        for _ in 0..3 {
            house.queue_sms().await;
            bell.0.notified().await;
        }
        gate.open.add_permits(5);
        stop.notify_one();
        running.await.unwrap();
    }

    async fn a_report_is_noted_even_if_it_is_faster_than_the_mark(database: TestDatabase) {
        let house = House::new(database.store());
        let reporter = Arc::new(Reporter::default());
        // Before its message is marked, or even queued.
        reporter.0.lock().unwrap().push(report("r", true));
        let mut parts = house.parts();
        parts.gateways.sms = reporter;
        let notifier = Notifier::new(parts);
        let stop = Arc::new(Notify::new());
        let running = tokio::spawn({
            let (notifier, stop) = (notifier.clone(), stop.clone());
            async move { notifier.run(stop.notified()).await }
        });
        house.queue_sms().await;
        let counted = || {
            let text = notifier.metrics().render(&[]);
            text.contains("provider=\"first\",outcome=\"delivered\"} 1")
        };
        while !counted() {
            tokio::task::yield_now().await;
        }
        stop.notify_one();
        running.await.unwrap();
        assert_eq!(house.noted().await, (1, 1));
    }

    async fn a_report_about_nobody_is_noted_nowhere(database: TestDatabase) {
        let house = House::new(database.store());
        house.queue_sms().await;
        let mut parts = house.parts();
        parts.gateways.sms = Arc::new(Reporter::default());
        let notifier = Notifier::new(parts);
        assert_eq!(notifier.run_once(1).await.unwrap(), sent(1));
        assert!(!notifier.inner.note(&report("other", true)).await.unwrap());
        let elsewhere = DeliveryReport { provider: "second".into(), ..report("r", true) };
        assert!(!notifier.inner.note(&elsewhere).await.unwrap());
        assert!(notifier.inner.note(&report("r", false)).await.unwrap());
        assert_eq!(house.noted().await, (1, 0));
    }

    async fn finishes_what_is_under_way_before_it_stops(database: TestDatabase) {
        let house = House::new(database.store());
        let gate = Arc::new(Gate::default());
        let mut parts = house.parts();
        parts.gateways.mailer = gate.clone();
        let notifier = Notifier::new(parts);
        let stop = Arc::new(Notify::new());
        let running = tokio::spawn({
            let (notifier, stop) = (notifier.clone(), stop.clone());
            async move { notifier.run(stop.notified()).await }
        });
        house.queue_email().await;
        gate.reached.notified().await;
        stop.notify_one();
        gate.open.add_permits(1);
        running.await.unwrap();
        assert_eq!(house.state().await, [("email sent".to_owned(), 1)]);
    }
}
