//! A door over the invented population: a clock moved by hand, chance from a seed.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use audit::Event;
use authn::{
    Arrival, Authenticated, Certificates, Doorkeeper, EnterPin, EnterPinRefused, ObtainPin,
    PartyNames, PinTicket, ProofOfWork, RelyingPartyName, Settings,
    certificate::{CertificateParts, Issuers},
};
use model::{
    document::{ContrastDatum, DocumentDatum},
    notice::{Notice, OutgoingNotice},
    origin::Origin,
    pin::EnterPinError,
    registration::{Registration, RegistrationState},
    session::{AuthenticationMethod, Session},
};
use ports::{
    certificate_status::CertificateStatus,
    fakes::ReadablePasswords,
    sealing::{DataKey, Place, Sealer, TokenSealer},
};
use simulators::population::{self, DemoPerson, TableCivilRegister};
use store::{
    Sql, Store, StoreError, outbox, repo, sql,
    testing::{TestDatabase, TestSealer},
};
use tokio::task::JoinSet;
use vocab::{
    BearerSecret, Clock, Lang, ManualClock, OneTimePin, PersonId, RegistrationId,
    RegistrationLevel, SeededEntropy, SessionId, SignedDuration, Timestamp, UserKeyPart,
};

/// Morning of an ordinary working day, at the beginning of every window of a limit.
const MORNING: &str = "2026-11-23T09:00:00Z";

/// The name in the text of the SMS.
pub(crate) const SERVICE: &str = "Ayuntamiento de Ejemplo";

/// The same name for a person who reads Catalan.
pub(crate) const SERVICE_IN_CATALAN: &str = "Ajuntament d'Exemple";

/// Who asks, by its name in each language.
pub(crate) fn service() -> RelyingPartyName {
    Arc::new(|lang| {
        let name = match lang {
            Lang::Ca => SERVICE_IN_CATALAN,
            _ => SERVICE,
        };
        name.to_owned()
    })
}

static SEED: AtomicU64 = AtomicU64::new(2_026);

pub(crate) struct Door {
    pub(crate) keeper: Arc<Doorkeeper>,
    pub(crate) store: Store,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) passwords: Arc<ReadablePasswords>,
    pub(crate) entropy: Arc<SeededEntropy>,
}

impl Door {
    pub(crate) fn open(database: &TestDatabase) -> Self {
        Self::with(database, Settings::default())
    }

    pub(crate) fn with(database: &TestDatabase, settings: Settings) -> Self {
        let clock = Arc::new(ManualClock::new(MORNING.parse().unwrap()));
        // Two doors over one database draw different ids.
        let entropy = Arc::new(SeededEntropy::new(SEED.fetch_add(1, Ordering::Relaxed)));
        let passwords = Arc::new(ReadablePasswords::default());
        let keeper = Doorkeeper {
            store: database.store().clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            hashes: Arc::new(TestSealer::default()),
            tokens: Arc::new(Tokens::default()),
            register: Arc::new(TableCivilRegister::demonstration()),
            passwords: passwords.clone(),
            settings,
        };
        Self {
            keeper: Arc::new(keeper),
            passwords,
            store: database.store().clone(),
            clock,
            entropy,
        }
    }

    /// The proof of work in front of this door.
    pub(crate) fn gate(&self, settings: Settings) -> ProofOfWork {
        ProofOfWork {
            store: self.store.clone(),
            clock: self.clock.clone(),
            entropy: self.entropy.clone(),
            tokens: Arc::new(Tokens::default()),
            hashes: Arc::new(TestSealer::default()),
            settings,
        }
    }

    /// The log-in with a certificate at this door.
    pub(crate) fn certificates(
        &self,
        issuers: Issuers,
        status: Arc<dyn CertificateStatus>,
    ) -> Certificates {
        Certificates::new(CertificateParts {
            store: self.store.clone(),
            clock: self.clock.clone(),
            entropy: self.entropy.clone(),
            hashes: Arc::new(TestSealer::default()),
            tokens: Arc::new(Tokens::default()),
            issuers: Arc::new(issuers),
            status,
            rules: Settings::default().session,
        })
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn wait_minutes(&self, minutes: i64) {
        self.clock.advance_seconds(minutes * 60);
    }

    /// A browser that was never here.
    pub(crate) fn browser(&self) -> BearerSecret {
        BearerSecret::generate(&*self.entropy)
    }

    // What was before.

    pub(crate) async fn registered(&self, person: &DemoPerson) -> PersonId {
        self.registered_as(person, RegistrationLevel::Basic, RegistrationState::Active)
            .await
    }

    pub(crate) async fn registered_as(
        &self,
        person: &DemoPerson,
        level: RegistrationLevel,
        state: RegistrationState,
    ) -> PersonId {
        let (now, entropy, demo) = (self.now(), self.entropy.clone(), person.clone());
        self.store
            .transact::<_, StoreError, _>("test.register", move |tx| {
                let record = &demo.record;
                let person = repo::person::add(
                    tx,
                    &record.number,
                    &record.name,
                    record.birth_date,
                    demo.lang,
                    now,
                    &*entropy,
                )?;
                let registration = Registration {
                    id: RegistrationId::new(now, &*entropy),
                    person: person.id,
                    level,
                    state,
                    phone: demo.phone.clone(),
                    email: demo.email.clone(),
                    lang: demo.lang,
                    registered_at: now,
                };
                let (key, hash) = (person.data_key, [1; 32]);
                if state == RegistrationState::Active {
                    repo::registration::add(tx, &registration, key, "office", hash, now)?;
                } else {
                    repo::registration::add_without_phone(
                        tx,
                        &registration,
                        key,
                        "office",
                        hash,
                        now,
                    )?;
                }
                Ok(person.id)
            })
            .await
            .unwrap()
    }

    /// Somebody else proved the phone of this person.
    pub(crate) async fn displace(&self, person: PersonId) {
        let now = self.now();
        self.store
            .transact::<_, StoreError, _>("test.displace", move |tx| {
                let found = repo::person::find(tx, person)?.unwrap();
                let registration =
                    repo::registration::find_by_person(tx, person, found.data_key, found.lang)?;
                repo::registration::displace_phone(tx, registration.unwrap().id, now)
            })
            .await
            .unwrap();
    }

    // The steps of a person.

    pub(crate) async fn obtain(&self, person: &DemoPerson, browser: &BearerSecret) -> PinTicket {
        self.keeper
            .obtain_pin(asked(person, browser))
            .await
            .unwrap()
    }

    /// Waits until the SMS is offered and asks for it.
    pub(crate) async fn ask_for_sms(
        &self,
        ticket: &PinTicket,
        browser: &BearerSecret,
    ) -> PinTicket {
        self.clock.advance_seconds(60);
        self.keeper
            .send_pin_by_sms(ticket, browser, service())
            .await
            .unwrap()
    }

    /// A ticket whose PIN has arrived on the phone.
    pub(crate) async fn with_pin(
        &self,
        person: &DemoPerson,
        browser: &BearerSecret,
    ) -> (PinTicket, OneTimePin) {
        let ticket = self.obtain(person, browser).await;
        let ticket = self.ask_for_sms(&ticket, browser).await;
        let pin = pin(&self.messages().await);
        (ticket, pin)
    }

    pub(crate) async fn enter(
        &self,
        ticket: &PinTicket,
        browser: &BearerSecret,
        pin: &OneTimePin,
    ) -> Result<(BearerSecret, Authenticated), EnterPinError> {
        match self.keeper.enter_pin(typed(ticket, browser, pin)).await {
            Ok(entered) => Ok(entered),
            Err(EnterPinRefused::Pin(error)) => Err(error),
            Err(other) => panic!("{other}"),
        }
    }

    /// Identified with a PIN.
    pub(crate) async fn identified(&self, person: &DemoPerson) -> (BearerSecret, Authenticated) {
        let browser = self.browser();
        let (ticket, pin) = self.with_pin(person, &browser).await;
        self.enter(&ticket, &browser, &pin).await.unwrap()
    }

    /// The same in a browser that brings this session cookie.
    pub(crate) async fn identified_in(
        &self,
        person: &DemoPerson,
        previous: Option<BearerSecret>,
    ) -> (BearerSecret, Authenticated) {
        let browser = self.browser();
        let (ticket, pin) = self.with_pin(person, &browser).await;
        let mut given = typed(&ticket, &browser, &pin);
        given.arrival.previous = previous;
        self.keeper.enter_pin(given).await.unwrap()
    }

    /// A session that began in another way, as if its use case had opened it.
    pub(crate) async fn session_of(
        &self,
        person: PersonId,
        method: AuthenticationMethod,
    ) -> Authenticated {
        let (secret, now) = (self.browser(), self.now());
        let session = Session {
            id: SessionId::new(now, &*self.entropy),
            person,
            registration_level: RegistrationLevel::Advanced,
            method,
            authenticated_at: now,
            last_used_at: now,
            ended_at: None,
        };
        let hashes = &self.keeper.hashes;
        let hash = hashes.hash("session.secret", secret.as_str().as_bytes());
        self.store
            .transact::<_, StoreError, _>("test.session", move |tx| {
                repo::session::add(tx, &session, hash)
            })
            .await
            .unwrap();
        self.keeper.resume(&secret).await.unwrap().unwrap()
    }

    /// Types wrong PINs until the challenge is void.
    pub(crate) async fn void(&self, person: &DemoPerson, browser: &BearerSecret) {
        let (ticket, pin) = self.with_pin(person, browser).await;
        let wrong = other_than(&pin);
        for _ in 0..3 {
            self.enter(&ticket, browser, &wrong).await.unwrap_err();
        }
    }

    // What can be seen from inside.

    /// What each transaction of authentication has asked of the engine so far: statements, and
    /// rows written.
    pub(crate) fn work(&self) -> BTreeMap<&'static str, (u64, u64)> {
        let work = self.store.metrics().work.into_iter();
        work.filter(|work| work.name.starts_with("authn."))
            .map(|work| (work.name, (work.statements, work.rows_written)))
            .collect()
    }

    /// Opens every connection of the store, so that what is sent at the same moment runs at the
    /// same moment.
    pub(crate) async fn warm_up(&self) {
        let mut warming = JoinSet::new();
        for _ in 0..64 {
            let store = self.store.clone();
            warming.spawn(async move {
                store
                    .transact::<_, StoreError, _>("test.warm_up", |tx| {
                        tx.query_one(sql!("SELECT COUNT(*) FROM person"), &[], |row| {
                            row.get::<i64>(0)
                        })
                    })
                    .await
            });
        }
        for warm in warming.join_all().await {
            warm.unwrap();
        }
    }

    /// Takes everything out of the outbox, oldest first.
    pub(crate) async fn messages(&self) -> Vec<OutgoingNotice> {
        let now = self.now();
        let mut leased = self
            .store
            .transact::<_, StoreError, _>("test.messages", move |tx| {
                let request = outbox::LeaseRequest {
                    holder: "test",
                    channel: None,
                    limit: 1_000,
                    lease: SignedDuration::from_secs(60),
                };
                let leased = outbox::lease_batch(tx, request, now)?;
                for message in &leased {
                    outbox::mark_sent(tx, message.id, "test", now)?;
                }
                Ok(leased)
            })
            .await
            .unwrap();
        leased.sort_by_key(|message| (message.created_at, Reverse(message.channel.clone())));
        leased
            .iter()
            .map(|message| serde_json::from_slice(&message.payload).unwrap())
            .collect()
    }

    /// What was written down in a person's name: event and use case, in the order of the words.
    pub(crate) async fn audited(&self, person: PersonId) -> Vec<(Event, String)> {
        let rows = self
            .store
            .read("test.audit", move |tx| {
                repo::audit::list_of_subject(tx, person.as_bytes(), 1_000)
            })
            .await
            .unwrap();
        let mut entries: Vec<(Event, String)> = rows
            .iter()
            .map(|(_, record)| {
                let record: serde_json::Value = serde_json::from_slice(record).unwrap();
                let event = serde_json::from_value(record["event"].clone()).unwrap();
                (event, record["use_case"].as_str().unwrap().to_owned())
            })
            .collect();
        entries.sort_by_key(|(event, use_case)| (format!("{event:?}"), use_case.clone()));
        entries
    }

    /// How many rows a `SELECT COUNT(*)` finds.
    pub(crate) async fn count(&self, statement: Sql) -> i64 {
        self.store
            .read::<_, StoreError, _>("test.count", move |tx| {
                tx.query_one(statement, &[], |row| row.get(0))
            })
            .await
            .unwrap()
    }
}

/// Somebody of the population.
pub(crate) fn person(given: &str, surname1: &str) -> DemoPerson {
    population::people()
        .into_iter()
        .find(|person| {
            let name = &person.record.name;
            name.given.as_str() == given && name.surname1.as_str() == surname1
        })
        .unwrap()
}

/// The tests register her.
pub(crate) fn marta() -> DemoPerson {
    person("Marta", "Gallego")
}

/// The tests register him where they say so.
pub(crate) fn tomas() -> DemoPerson {
    person("Tomás", "Arenas")
}

/// What the person types, from one network.
pub(crate) fn asked(person: &DemoPerson, browser: &BearerSecret) -> ObtainPin {
    let document = &person.record.document;
    let contrast = match (&document.datum, document.valid_until) {
        (DocumentDatum::Support(support), _) => ContrastDatum::Support(support.clone()),
        (DocumentDatum::Dates { .. }, Some(until)) => ContrastDatum::ValidUntil(until),
        (DocumentDatum::Dates { issued_on }, None) => ContrastDatum::IssuedOn(*issued_on),
    };
    ObtainPin {
        number: person.record.number.clone(),
        contrast,
        user_part: user_part(),
        browser: browser.clone(),
        known: browser.clone(),
        origin: origin(1),
        asked_by: PartyNames::of(&*service()),
    }
}

pub(crate) fn typed(ticket: &PinTicket, browser: &BearerSecret, pin: &OneTimePin) -> EnterPin {
    EnterPin {
        ticket: ticket.clone(),
        browser: browser.clone(),
        user_part: ticket.user_part.clone(),
        pin: pin.clone(),
        arrival: arrival(1),
    }
}

pub(crate) fn user_part() -> UserKeyPart {
    UserKeyPart::parse("SOL7").unwrap()
}

/// A browser behind an address of which nothing else is known.
pub(crate) fn arrival(last: u8) -> Arrival {
    Arrival::from(origin(last))
}

pub(crate) fn origin(last: u8) -> Origin {
    Origin::of(std::net::IpAddr::from([192, 0, 2, last]))
}

/// A PIN of the same length that is not this one.
pub(crate) fn other_than(pin: &OneTimePin) -> OneTimePin {
    let length = pin.as_str().len();
    let mut other = "A".repeat(length);
    if pin.as_str() == other {
        other = "B".repeat(length);
    }
    OneTimePin::parse(&other).unwrap()
}

/// The newest of the messages that `pick` knows. Two of one moment have no order: a test that gets
/// there does not know which one it holds.
pub(crate) fn newest<T>(
    messages: &[OutgoingNotice],
    pick: impl Fn(&Notice) -> Option<T>,
) -> Option<T> {
    let mut found = messages
        .iter()
        .rev()
        .filter_map(|message| Some((message.send_before, pick(&message.notice)?)));
    let (moment, newest) = found.next()?;
    let tie = found.next().is_some_and(|(before, _)| before == moment);
    assert!(!tie, "two messages of one moment");
    Some(newest)
}

/// The newest PIN among messages.
pub(crate) fn pin(messages: &[OutgoingNotice]) -> OneTimePin {
    let newest = newest(messages, |notice| match notice {
        Notice::Pin { pin, .. } => Some(pin.clone()),
        _ => None,
    });
    newest.unwrap()
}

/// Tokens sealed by the sealer of the tests.
struct Tokens {
    sealer: TestSealer,
    key: DataKey,
}

impl Default for Tokens {
    fn default() -> Self {
        Self {
            sealer: TestSealer::default(),
            key: DataKey([3; 32]),
        }
    }
}

impl TokenSealer for Tokens {
    fn seal_token(&self, purpose: &'static str, plain: &[u8]) -> String {
        let place = Place {
            column: purpose,
            row: b"token",
        };
        let sealed = self.sealer.seal(&self.key, place, plain);
        sealed.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn open_token(&self, purpose: &'static str, token: &str) -> Option<Vec<u8>> {
        let place = Place {
            column: purpose,
            row: b"token",
        };
        let sealed: Option<Vec<u8>> = (0..token.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(token.get(at..at + 2)?, 16).ok())
            .collect();
        self.sealer.open(&self.key, place, &sealed?).ok()
    }
}
