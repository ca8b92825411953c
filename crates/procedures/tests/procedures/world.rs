//! An electronic office over fakes that remember and that can be told to fail.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use aws_lc_rs::digest::{SHA256, digest};
use model::{
    body::{Body, Contact as BodyContact},
    notice::OutgoingNotice,
    offence::{OffenceEntry, Subject},
    origin::Origin,
    procedure::{ApplicationReference, ApplicationState, Contact, Purpose},
};
use ports::{
    BoxFuture,
    civil_register::{self, CivilRecord, CivilRegister},
    documents::{Document, DocumentRenderer, DocumentSealError, DocumentSealer, RenderError},
    offence_register::{self, OffenceRegister},
    sealing::TokenSealer,
};
use procedures::{ApplicantIdentity, Entered, Procedures, Settings, Submission, Visitor};
use simulators::population::{self, DemoPerson, TableCivilRegister, TableOffenceRegister};
use store::{
    Area, Store, StoreError, outbox, repo,
    testing::{TestDatabase, TestSealer},
};
use tokio::sync::Notify;
use vocab::{
    AssuranceLevel, BodyId, EmailAddress, Entropy, IdentityNumber, Lang, ManualClock,
    OffenceEntryId, PhoneNumber, SeededEntropy, SignedDuration, Timestamp,
};

/// A Sunday morning, in winter time.
pub(crate) const START: &str = "2026-11-22T10:00:00Z";

pub(crate) struct World {
    pub(crate) procedures: Arc<Procedures>,
    pub(crate) whole: Store,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) civil: Arc<FakeCivil>,
    pub(crate) offences: Arc<FakeOffences>,
    pub(crate) renderer: Arc<FakeRenderer>,
}

impl World {
    pub(crate) async fn new(database: &TestDatabase) -> Self {
        Self::with(database, Settings::default()).await
    }

    pub(crate) async fn with(database: &TestDatabase, settings: Settings) -> Self {
        let clock = Arc::new(ManualClock::new(START.parse().unwrap()));
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(2_026));
        let civil = Arc::new(FakeCivil::default());
        let offences = Arc::new(FakeOffences::default());
        let renderer = Arc::new(FakeRenderer::default());
        let procedures = Procedures {
            store: database.store().open_area(Area::Sede).await.unwrap(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            hashes: Arc::new(TestSealer::default()),
            tokens: Arc::new(FakeTokens),
            register: civil.clone(),
            offences: offences.clone(),
            renderer: renderer.clone(),
            sealer: Arc::new(FakeSealer),
            body: Arc::new(body()),
            settings: Settings {
                verification_address: "https://sede.example/csv".into(),
                ..settings
            },
        };
        Self {
            procedures: Arc::new(procedures),
            whole: database.store().clone(),
            clock,
            civil,
            offences,
            renderer,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.procedures.clock.now()
    }

    /// Somebody comes back identified over OpenID Connect.
    pub(crate) async fn enter(&self, person: &DemoPerson) -> Entered {
        let identity = self.identity(person);
        self.procedures.open_session(identity, None).await.unwrap()
    }

    pub(crate) async fn visitor(&self, person: &DemoPerson) -> Visitor {
        self.enter(person).await.visitor
    }

    pub(crate) fn identity(&self, person: &DemoPerson) -> ApplicantIdentity {
        ApplicantIdentity {
            sub: format!("sub-of-{}", person.record.number.as_str()),
            number: person.record.number.clone(),
            name: person.record.name.clone(),
            level: AssuranceLevel::Low,
            authenticated_at: self.now(),
            id_token: format!("id-token-of-{}", person.record.number.as_str()),
            provider_session: Some(format!("session-of-{}", person.record.number.as_str())),
        }
    }

    /// A draft with every section filled in.
    pub(crate) async fn draft(&self, visitor: &Visitor) -> ApplicationReference {
        self.draft_in(visitor, Lang::Es).await
    }

    pub(crate) async fn draft_in(&self, visitor: &Visitor, lang: Lang) -> ApplicationReference {
        let reference = self
            .procedures
            .start_application(visitor, lang)
            .await
            .unwrap();
        self.procedures
            .save_applicant(visitor, &reference, contact())
            .await
            .unwrap();
        let purpose = Purpose::HabitualWorkWithMinors;
        self.procedures
            .save_purpose(visitor, &reference, purpose)
            .await
            .unwrap();
        reference
    }

    /// Sends what is on the screen.
    pub(crate) async fn send(
        &self,
        visitor: &Visitor,
        reference: &ApplicationReference,
    ) -> ApplicationState {
        let submission = self.submission(visitor, reference).await;
        self.procedures
            .submit(visitor, reference, submission)
            .await
            .unwrap()
    }

    pub(crate) async fn submission(
        &self,
        visitor: &Visitor,
        reference: &ApplicationReference,
    ) -> Submission {
        let view = self
            .procedures
            .view_application(visitor, reference)
            .await
            .unwrap()
            .unwrap();
        Submission {
            version: view.version,
            declared: true,
        }
    }

    /// From the door to the result.
    pub(crate) async fn apply(
        &self,
        person: &DemoPerson,
    ) -> (Visitor, ApplicationReference, ApplicationState) {
        let visitor = self.visitor(person).await;
        let reference = self.draft(&visitor).await;
        let state = self.send(&visitor, &reference).await;
        (visitor, reference, state)
    }

    pub(crate) async fn state(
        &self,
        visitor: &Visitor,
        reference: &ApplicationReference,
    ) -> ApplicationState {
        let view = self
            .procedures
            .view_application(visitor, reference)
            .await
            .unwrap();
        view.unwrap().state
    }

    /// Every message that waits, oldest first.
    pub(crate) async fn messages(&self) -> Vec<OutgoingNotice> {
        let now = self.now();
        let leased = self
            .whole
            .transact::<_, StoreError, _>("test.messages", move |tx| {
                let lease = SignedDuration::ZERO;
                let request = outbox::LeaseRequest {
                    holder: "test",
                    channel: None,
                    limit: 100,
                    lease,
                };
                outbox::lease_batch(tx, request, now)
            })
            .await
            .unwrap();
        leased
            .iter()
            .map(|message| serde_json::from_slice(&message.payload).unwrap())
            .collect()
    }

    /// What was written down about an applicant, oldest first: event word, actor, transaction.
    pub(crate) async fn audited(&self, visitor: &Visitor) -> Vec<[String; 3]> {
        let applicant = visitor.applicant();
        let mut rows = self
            .whole
            .read("test.audit", move |tx| {
                repo::audit::list_of_subject(tx, applicant.as_bytes(), 1_000)
            })
            .await
            .unwrap();
        rows.reverse();
        rows.iter()
            .map(|(row, record)| {
                let record: serde_json::Value = serde_json::from_slice(record).unwrap();
                let event = record["event"]["event"].as_str().unwrap();
                let use_case = record["use_case"].as_str().unwrap();
                [event.to_owned(), row.actor.clone(), use_case.to_owned()]
            })
            .collect()
    }

    /// Rows of a table, counted.
    pub(crate) async fn count(&self, statement: store::Sql) -> i64 {
        self.whole
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

/// Nobody in the register of offences is like her.
pub(crate) fn ananya() -> DemoPerson {
    person("Ananya", "Raghavan")
}

/// A namesake born on the same day is in the register of offences.
pub(crate) fn lucia() -> DemoPerson {
    person("Lucía", "Prado")
}

/// His own number is in the register of offences.
pub(crate) fn evaristo() -> DemoPerson {
    person("Evaristo", "Cuevas")
}

pub(crate) fn contact() -> Contact {
    Contact {
        phone: PhoneNumber::parse("+34 600 000 123").unwrap(),
        email: None,
    }
}

pub(crate) fn contact_with_email() -> Contact {
    Contact {
        email: Some(EmailAddress::parse("ella@example.org").unwrap()),
        ..contact()
    }
}

pub(crate) fn origin() -> Origin {
    Origin::of("192.0.2.1".parse().unwrap())
}

pub(crate) fn body() -> Body {
    Body {
        id: BodyId::new(START.parse().unwrap(), &SeededEntropy::new(1)),
        dir3: "EA0000001".into(),
        names: [(Lang::Es, "Ministerio de Ejemplo".to_owned())].into(),
        managing_texts: Default::default(),
        logo_svg: None,
        contact: BodyContact {
            helpline: "060".into(),
            email: None,
            address: Vec::new(),
        },
        time_zone: "Europe/Madrid".into(),
        holidays: Vec::new(),
        seal_key: "seal".into(),
    }
}

/// The civil register of the population, until it is told otherwise.
pub(crate) struct FakeCivil {
    pub(crate) down: Mutex<bool>,
    table: Mutex<TableCivilRegister>,
}

impl Default for FakeCivil {
    fn default() -> Self {
        Self {
            down: Mutex::new(false),
            table: Mutex::new(TableCivilRegister::demonstration()),
        }
    }
}

impl FakeCivil {
    pub(crate) fn set_down(&self, down: bool) {
        *self.down.lock().unwrap() = down;
    }

    /// From now on the register knows these people only.
    pub(crate) fn replace(&self, records: impl IntoIterator<Item = CivilRecord>) {
        *self.table.lock().unwrap() = TableCivilRegister::new(records);
    }
}

impl CivilRegister for FakeCivil {
    fn find<'a>(
        &'a self,
        number: &'a IdentityNumber,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Option<CivilRecord>, civil_register::RegisterUnavailable>> {
        let down = *self.down.lock().unwrap();
        let table = self.table.lock().unwrap().clone();
        Box::pin(async move {
            if down {
                return Err(civil_register::RegisterUnavailable(None));
            }
            table.find(number, now).await
        })
    }
}

/// The register of offences of the demonstration, until it is told otherwise.
pub(crate) struct FakeOffences {
    down: Mutex<bool>,
    table: Mutex<TableOffenceRegister>,
    asked: AtomicUsize,
    hung: Hang,
}

impl Default for FakeOffences {
    fn default() -> Self {
        Self {
            down: Mutex::new(false),
            table: Mutex::new(TableOffenceRegister::demonstration()),
            asked: AtomicUsize::new(0),
            hung: Hang::default(),
        }
    }
}

impl FakeOffences {
    pub(crate) fn set_down(&self, down: bool) {
        *self.down.lock().unwrap() = down;
    }

    pub(crate) fn replace(&self, entries: impl IntoIterator<Item = OffenceEntry>) {
        *self.table.lock().unwrap() = TableOffenceRegister::new(entries);
    }

    /// How often it was asked for candidates.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    pub(crate) fn hang(&self) -> &Hang {
        &self.hung
    }
}

impl OffenceRegister for FakeOffences {
    fn candidates<'a>(
        &'a self,
        subject: &'a Subject,
    ) -> BoxFuture<'a, Result<Vec<OffenceEntry>, offence_register::RegisterUnavailable>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let down = *self.down.lock().unwrap();
        let table = self.table.lock().unwrap().clone();
        Box::pin(async move {
            self.hung.pass().await;
            if down {
                return Err(offence_register::RegisterUnavailable(None));
            }
            table.candidates(subject).await
        })
    }

    fn entry(
        &self,
        id: OffenceEntryId,
    ) -> BoxFuture<'_, Result<Option<OffenceEntry>, offence_register::RegisterUnavailable>> {
        let down = *self.down.lock().unwrap();
        let table = self.table.lock().unwrap().clone();
        Box::pin(async move {
            if down {
                return Err(offence_register::RegisterUnavailable(None));
            }
            table.entry(id).await
        })
    }
}

/// A gate in the outside world: closed, it tells who arrives and lets nobody pass.
#[derive(Default)]
pub(crate) struct Hang {
    closed: Mutex<bool>,
    arrived: Notify,
    opened: Notify,
}

impl Hang {
    pub(crate) fn close(&self) {
        *self.closed.lock().unwrap() = true;
    }

    pub(crate) fn open(&self) {
        *self.closed.lock().unwrap() = false;
        self.opened.notify_waiters();
    }

    /// Waits until somebody stands at the closed gate.
    pub(crate) async fn arrival(&self) {
        self.arrived.notified().await;
    }

    async fn pass(&self) {
        let opened = self.opened.notified();
        if *self.closed.lock().unwrap() {
            self.arrived.notify_one();
            opened.await;
        }
    }
}

/// A "PDF" that is the document as JSON.
#[derive(Default)]
pub(crate) struct FakeRenderer {
    failing: Mutex<bool>,
    rendered: Mutex<Vec<Document>>,
    hung: Hang,
}

impl FakeRenderer {
    pub(crate) fn set_failing(&self, failing: bool) {
        *self.failing.lock().unwrap() = failing;
    }

    pub(crate) fn rendered(&self) -> Vec<Document> {
        self.rendered.lock().unwrap().clone()
    }

    pub(crate) fn hang(&self) -> &Hang {
        &self.hung
    }
}

impl DocumentRenderer for FakeRenderer {
    fn render<'a>(&'a self, document: &'a Document) -> BoxFuture<'a, Result<Vec<u8>, RenderError>> {
        Box::pin(async move {
            self.hung.pass().await;
            if *self.failing.lock().unwrap() {
                return Err(RenderError::Overloaded);
            }
            self.rendered.lock().unwrap().push(document.clone());
            Ok(serde_json::to_vec(document).unwrap())
        })
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    digest(&SHA256, bytes).as_ref().try_into().unwrap()
}

/// A seal that is a line at the end.
pub(crate) struct FakeSealer;

impl DocumentSealer for FakeSealer {
    fn seal<'a>(
        &'a self,
        pdf: &'a [u8],
        reason: &'a str,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<u8>, DocumentSealError>> {
        Box::pin(async move { Ok([pdf, format!("\nsealed: {reason}, {now}").as_bytes()].concat()) })
    }

    fn digest(&self, file: &[u8]) -> [u8; 32] {
        sha256(file)
    }

    fn certificate(&self) -> Vec<u8> {
        b"certificate".to_vec()
    }
}

/// Hides nothing, and refuses what was changed or made for another purpose.
pub(crate) struct FakeTokens;

impl TokenSealer for FakeTokens {
    fn seal_token(&self, purpose: &'static str, plain: &[u8]) -> String {
        let tag = sha256(&[purpose.as_bytes(), plain].concat());
        [&tag[..8], plain]
            .concat()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    fn open_token(&self, purpose: &'static str, token: &str) -> Option<Vec<u8>> {
        let bytes: Option<Vec<u8>> = (0..token.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(token.get(at..at + 2)?, 16).ok())
            .collect();
        let plain = bytes?.get(8..)?.to_vec();
        (self.seal_token(purpose, &plain) == token).then_some(plain)
    }
}
