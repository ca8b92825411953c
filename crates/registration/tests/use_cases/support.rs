//! A registration office over the invented population: a clock moved by hand, chance from a seed,
//! paper that costs nothing.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use audit::Event;
use model::{
    body::{Body, Contact},
    document::{ContrastDatum, DocumentDatum},
    letter::LetterState,
    notice::{Channel, Notice, OutgoingNotice},
    origin::Origin,
    registration::{Registration, RegistrationState},
};
use ports::{
    BoxFuture,
    civil_register::CivilRegister,
    documents::{Document, DocumentRenderer, DocumentSealError, DocumentSealer, RenderError},
    sealing::{DataKey, KeyedHash, Place, Sealer, TokenSealer},
};
use registration::{
    Completed, ConfirmDocument, ConfirmDocumentError, GiveContact, Registrar, Settings, Stage,
    terms,
};
use simulators::population::{self, DemoPerson, TableCivilRegister};
use store::{
    Sql, Store, StoreError, outbox,
    repo::{self, person::Person},
    sql,
    testing::{TestDatabase, TestSealer},
};
use tokio::task::JoinSet;
use vocab::{
    BearerSecret, BodyId, Clock, EmailAddress, Entropy, Lang, LetterCode, ManualClock, OtpCode,
    PersonId, PhoneNumber, RegistrationId, RegistrationLevel, SeededEntropy, SignedDuration,
    Timestamp,
};

/// Morning of an ordinary working day, at the beginning of every window of a limit.
pub(crate) const MORNING: &str = "2026-11-23T09:00:00Z";

static SEED: AtomicU64 = AtomicU64::new(2_026);

pub(crate) struct Office {
    pub(crate) registrar: Arc<Registrar>,
    pub(crate) store: Store,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) renderer: Arc<Paper>,
    entropy: Arc<SeededEntropy>,
}

impl Office {
    pub(crate) fn open(database: &TestDatabase) -> Self {
        Self::with(database, Settings::default())
    }

    pub(crate) fn with(database: &TestDatabase, settings: Settings) -> Self {
        Self::over(
            database,
            settings,
            Arc::new(TableCivilRegister::demonstration()),
        )
    }

    pub(crate) fn over(
        database: &TestDatabase,
        mut settings: Settings,
        register: Arc<dyn CivilRegister>,
    ) -> Self {
        let clock = Arc::new(ManualClock::new(MORNING.parse().unwrap()));
        // Two offices over one database draw different ids.
        let entropy = Arc::new(SeededEntropy::new(SEED.fetch_add(1, Ordering::Relaxed)));
        let renderer = Arc::new(Paper::default());
        settings.verification_address = "https://sede.example/csv".into();
        let registrar = Registrar {
            store: database.store().clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            hashes: Arc::new(TestSealer::default()),
            tokens: Arc::new(Tokens::default()),
            register,
            renderer: renderer.clone(),
            sealer: Arc::new(Wax),
            body: Arc::new(body()),
            settings,
        };
        Self {
            registrar: Arc::new(registrar),
            store: database.store().clone(),
            clock,
            renderer,
            entropy,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn wait_minutes(&self, minutes: i64) {
        self.clock.advance_seconds(minutes * 60);
    }

    pub(crate) fn wait_hours(&self, hours: i64) {
        self.clock.advance_seconds(hours * 3_600);
    }

    /// What each step of the letter has asked of the engine so far: statements, and rows written.
    pub(crate) fn work(&self) -> BTreeMap<&'static str, (u64, u64)> {
        let work = self.store.metrics().work.into_iter();
        work.filter(|work| work.name.starts_with("registration.letter."))
            .map(|work| (work.name, (work.statements, work.rows_written)))
            .collect()
    }

    // The steps of a person.

    pub(crate) async fn confirm(
        &self,
        person: &DemoPerson,
    ) -> Result<BearerSecret, ConfirmDocumentError> {
        self.registrar.confirm_document(given(person)).await
    }

    /// Number and contrast datum are confirmed.
    pub(crate) async fn begin(&self, person: &DemoPerson) -> BearerSecret {
        self.confirm(person).await.unwrap()
    }

    /// The code of a fresh letter.
    pub(crate) async fn letter(&self, person: &DemoPerson) -> LetterCode {
        let flow = self.begin(person).await;
        self.registrar.request_letter(&flow).await.unwrap();
        letter_code(&self.messages().await).unwrap()
    }

    /// A flow in which the code of a fresh letter was typed.
    pub(crate) async fn with_letter(&self, person: &DemoPerson) -> BearerSecret {
        let code = self.letter(person).await;
        let flow = self.begin(person).await;
        self.registrar.enter_code(&flow, code).await.unwrap();
        flow
    }

    pub(crate) async fn give_phone(&self, flow: &BearerSecret, phone: &PhoneNumber) {
        let given = GiveContact {
            phone: phone.clone(),
            email: email(),
        };
        self.registrar.give_contact(flow, given).await.unwrap();
    }

    /// Gives a phone and types the code that it received.
    pub(crate) async fn prove_phone(&self, flow: &BearerSecret, phone: &PhoneNumber) {
        self.give_phone(flow, phone).await;
        let code = phone_code(&self.messages().await);
        self.registrar.enter_phone_code(flow, code).await.unwrap();
    }

    /// A flow that lacks nothing but the conditions.
    pub(crate) async fn ready(&self, person: &DemoPerson, phone: &PhoneNumber) -> BearerSecret {
        let flow = self.with_letter(person).await;
        self.prove_phone(&flow, phone).await;
        flow
    }

    /// From the number to the registration, with the person's own phone.
    pub(crate) async fn register(&self, person: &DemoPerson) -> (BearerSecret, Completed) {
        let flow = self.ready(person, &person.phone).await;
        let completed = self
            .registrar
            .complete(&flow, &terms::current(person.lang), false)
            .await
            .unwrap();
        (flow, completed)
    }

    // What others did before.

    /// Registered at an office, by another route than a letter.
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
                let person = find_or_add(tx, &demo, now, &*entropy)?;
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

    /// What the clockwork does every minute.
    pub(crate) async fn expire_letters(&self) -> u64 {
        let now = self.now();
        self.store
            .transact::<_, StoreError, _>("clockwork.expire_letters", move |tx| {
                repo::letter::expire(tx, now)
            })
            .await
            .unwrap()
    }

    // What can be seen from outside and from inside.

    pub(crate) async fn stage(&self, flow: &BearerSecret) -> Stage {
        self.registrar.view(flow).await.unwrap().unwrap().stage
    }

    /// Takes everything out of the outbox, oldest first; of one moment the SMS before the e-mail.
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

    pub(crate) async fn person_id(&self, person: &DemoPerson) -> Option<PersonId> {
        let number = person.record.number.clone();
        self.store
            .read("test.person", move |tx| {
                repo::person::find_by_number(tx, &number)
            })
            .await
            .unwrap()
    }

    /// The registration as stored.
    pub(crate) async fn registration(&self, person: &DemoPerson) -> Option<Registration> {
        let id = self.person_id(person).await?;
        self.store
            .read("test.registration", move |tx| {
                let Some(person) = repo::person::find(tx, id)? else {
                    return Ok::<_, StoreError>(None);
                };
                repo::registration::find_by_person(tx, id, person.data_key, person.lang)
            })
            .await
            .unwrap()
    }

    /// The states of a person's letters, newest first.
    pub(crate) async fn letters(&self, person: &DemoPerson) -> Vec<LetterState> {
        let Some(id) = self.person_id(person).await else {
            return Vec::new();
        };
        let letters = self
            .store
            .read("test.letters", move |tx| {
                repo::letter::list_of_person(tx, id)
            })
            .await
            .unwrap();
        letters.into_iter().map(|letter| letter.state).collect()
    }

    /// What was written down in a person's name: event and use case, in the order of the words.
    pub(crate) async fn audited(&self, person: &DemoPerson) -> Vec<(Event, String)> {
        let Some(id) = self.person_id(person).await else {
            return Vec::new();
        };
        let rows = self
            .store
            .read("test.audit", move |tx| {
                repo::audit::list_of_subject(tx, id.as_bytes(), 1_000)
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

fn find_or_add(
    tx: &mut store::Tx<'_>,
    demo: &DemoPerson,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<Person, StoreError> {
    let record = &demo.record;
    if let Some(id) = repo::person::find_by_number(tx, &record.number)? {
        return Ok(repo::person::find(tx, id)?.unwrap());
    }
    repo::person::add(
        tx,
        &record.number,
        &record.name,
        record.birth_date,
        demo.lang,
        now,
        entropy,
    )
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

/// The foreigner of the main journey; not registered.
pub(crate) fn ananya() -> DemoPerson {
    person("Ananya", "Raghavan")
}

/// An ordinary DNI; not registered.
pub(crate) fn tomas() -> DemoPerson {
    person("Tomás", "Arenas")
}

/// One of a couple with one phone; the tests register her at an office.
pub(crate) fn marta() -> DemoPerson {
    person("Marta", "Gallego")
}

/// The other of the couple; not registered.
pub(crate) fn joan() -> DemoPerson {
    person("Joan", "Roig")
}

/// What the person types, from a network of their own.
pub(crate) fn given(person: &DemoPerson) -> ConfirmDocument {
    ConfirmDocument {
        number: person.record.number.clone(),
        contrast: contrast(person),
        origin: origin(1),
        lang: person.lang,
    }
}

/// The datum that the form asks this person for.
pub(crate) fn contrast(person: &DemoPerson) -> ContrastDatum {
    let document = &person.record.document;
    match (&document.datum, document.valid_until) {
        (DocumentDatum::Support(support), _) => ContrastDatum::Support(support.clone()),
        (DocumentDatum::Dates { .. }, Some(until)) => ContrastDatum::ValidUntil(until),
        (DocumentDatum::Dates { issued_on }, None) => ContrastDatum::IssuedOn(*issued_on),
    }
}

pub(crate) fn origin(last: u8) -> Origin {
    Origin::of(std::net::IpAddr::from([192, 0, 2, last]))
}

pub(crate) fn phone(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).unwrap()
}

pub(crate) fn email() -> EmailAddress {
    EmailAddress::parse("buzon.inventado@example.org").unwrap()
}

/// A letter code that is nobody's.
pub(crate) fn wrong_letter_code() -> LetterCode {
    LetterCode::parse("AAAA AAAA AAAA AAAA").unwrap()
}

/// A phone code that is not this one.
pub(crate) fn other_than(code: &OtpCode) -> OtpCode {
    let other = if code.as_str() == "000000" {
        "000001"
    } else {
        "000000"
    };
    OtpCode::parse(other).unwrap()
}

/// The newest of the messages that `pick` knows. Two of one moment have no order: a test that gets
/// there does not know which one it holds.
fn newest<T>(messages: &[OutgoingNotice], pick: impl Fn(&Notice) -> Option<T>) -> Option<T> {
    let mut found = messages
        .iter()
        .rev()
        .filter_map(|message| Some((message.send_before, pick(&message.notice)?)));
    let (moment, newest) = found.next()?;
    let tie = found.next().is_some_and(|(before, _)| before == moment);
    assert!(!tie, "two messages of one moment");
    Some(newest)
}

/// The code of the newest letter among messages.
pub(crate) fn letter_code(messages: &[OutgoingNotice]) -> Option<LetterCode> {
    let newest = newest(messages, |notice| match notice {
        Notice::InvitationLetter { code, .. } => Some(code.clone()),
        _ => None,
    });
    newest.flatten()
}

/// The newest phone code among messages.
pub(crate) fn phone_code(messages: &[OutgoingNotice]) -> OtpCode {
    let newest = newest(messages, |notice| match notice {
        Notice::PhoneCode { code, .. } => Some(code.clone()),
        _ => None,
    });
    newest.unwrap()
}

/// Kind of message and where it goes, for comparing what two people would see.
pub(crate) fn kinds(messages: &[OutgoingNotice]) -> Vec<(&'static str, &'static str)> {
    messages
        .iter()
        .map(|message| (message.channel_word(), message.kind_word()))
        .collect()
}

pub(crate) fn sms_to(message: &OutgoingNotice) -> Option<&PhoneNumber> {
    match &message.channel {
        Channel::Sms(phone) => Some(phone),
        Channel::Email(_) | Channel::Letter { .. } | Channel::Push(_) => None,
    }
}

fn body() -> Body {
    Body {
        id: BodyId::new(MORNING.parse().unwrap(), &SeededEntropy::new(1)),
        dir3: "E99999901".into(),
        names: [(Lang::Es, "Administración de Ejemplo".to_owned())].into(),
        managing_texts: Default::default(),
        logo_svg: None,
        contact: Contact {
            helpline: "060".into(),
            email: None,
            address: vec!["Plaza del Ejemplo, 1".into()],
        },
        time_zone: "Europe/Madrid".into(),
        holidays: Vec::new(),
        seal_key: "seal".into(),
    }
}

/// A renderer that remembers, and that can be told to be overloaded.
#[derive(Default)]
pub(crate) struct Paper {
    pub(crate) overloaded: AtomicBool,
    rendered: Mutex<Vec<Document>>,
}

impl Paper {
    pub(crate) fn rendered(&self) -> Vec<Document> {
        self.rendered.lock().unwrap().clone()
    }
}

impl DocumentRenderer for Paper {
    fn render<'a>(&'a self, document: &'a Document) -> BoxFuture<'a, Result<Vec<u8>, RenderError>> {
        Box::pin(async move {
            if self.overloaded.load(Ordering::SeqCst) {
                return Err(RenderError::Overloaded);
            }
            self.rendered.lock().unwrap().push(document.clone());
            Ok(serde_json::to_vec(document).unwrap())
        })
    }
}

/// A seal in form only.
struct Wax;

impl DocumentSealer for Wax {
    fn seal<'a>(
        &'a self,
        pdf: &'a [u8],
        _reason: &'a str,
        _now: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<u8>, DocumentSealError>> {
        Box::pin(async move { Ok([pdf, b"\nsealed"].concat()) })
    }

    fn digest(&self, file: &[u8]) -> [u8; 32] {
        TestSealer::default().hash("test.digest", file)
    }

    fn certificate(&self) -> Vec<u8> {
        Vec::new()
    }
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
