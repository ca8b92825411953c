//! The face over a store of its own, with the invented population behind it and a clock moved by
//! hand.

use std::sync::Arc;

use audit::AuditLog;
use authn::{
    Certificates, Doorkeeper, ProofOfWork,
    certificate::{CertificateParts, IssuerRules, Issuers, UnknownStatus},
};
use axum::Router;
use federation::{ClientRegister, Federation};
use keys::{
    KeyEncryptionKey, KeyKind, KeyRing, MemoryShelf, OsEntropy, SoftwareSigner, ring::RingUse,
};
use model::{
    notice::{Channel, Notice, OutgoingNotice},
    unattended::UnattendedRules,
    video::{ServiceHours, VideoRules},
};
use ports::{
    BoxFuture,
    certificate_status::{CertificateStatus, StatusUnavailable},
    documents::{Document, DocumentRenderer, DocumentSealError, DocumentSealer, RenderError},
    fakes::ReadablePasswords,
    media::RememberingMedia,
    recordings::MemoryRecordings,
};
use proofing::{Proofing, room::RoomCache};
use registration::Registrar;
use simulators::{
    population::{DemoPerson, TableCivilRegister, person},
    seed::Seeding,
};
use store::{
    StoreError,
    outbox::{self, LeaseRequest},
    testing::{Engine, TestDatabase},
};
use unattended::Unattended;
use vocab::{Clock, Dni, Entropy, IdentityNumber, ManualClock, Nie, SignedDuration, Timestamp};
use web_identity::{AppFace, CertificateFace, IdentityState, VideoFace};
use web_kit::{
    Face, FaceKind, FaceSettings, PublicBody, client::TrustedProxies, face::CsrfKey,
    metrics::Metrics,
};
use wire_oidc::{client::Surroundings, discovery};
use wire_x509::{
    Revocation, Standing,
    mint::{Asked, Issuer},
    testing::{CITIZEN_POLICY, DNIE_POLICY, TestAuthority},
};

/// Where the face is reached.
pub(crate) const ORIGIN: &str = "http://localhost:8080";

/// The face and what stands behind it.
pub(crate) struct Rig {
    pub(crate) app: Router,
    /// What is served where certificates are asked for.
    pub(crate) certificates: Router,
    /// The same for people.
    pub(crate) log_in: Router,
    /// Whose certificates count.
    pub(crate) authority: TestAuthority,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) ring: Arc<KeyRing>,
    pub(crate) audit_log: Arc<AuditLog>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) database: TestDatabase,
    pub(crate) proofing: Arc<Proofing>,
    pub(crate) media: Arc<RememberingMedia>,
    pub(crate) passwords: Arc<ReadablePasswords>,
    pub(crate) unattended: Arc<Unattended>,
    offers_certificates: bool,
}

/// What is decided about ways of registering with a camera.
struct Offers {
    hours: ServiceHours,
    films: UnattendedRules,
    certificates: bool,
}

impl From<ServiceHours> for Offers {
    fn from(hours: ServiceHours) -> Self {
        Self {
            hours,
            films: at_once(),
            certificates: true,
        }
    }
}

/// Films are taken, and the basic level is given at once.
pub(crate) fn at_once() -> UnattendedRules {
    UnattendedRules {
        offered: true,
        basic_at_once: true,
        ..UnattendedRules::default()
    }
}

impl Rig {
    pub(crate) async fn new() -> Self {
        Self::with(
            TrustedProxies::default(),
            authn::Settings::default(),
            always(),
        )
        .await
    }

    /// The face where something was decided otherwise about authentication.
    pub(crate) async fn with_settings(settings: authn::Settings) -> Self {
        Self::with(TrustedProxies::default(), settings, always()).await
    }

    /// The face behind proxies of ours in this network.
    pub(crate) async fn behind(network: &str) -> Self {
        let proxies = TrustedProxies::parse([network]).unwrap();
        Self::with(proxies, authn::Settings::default(), always()).await
    }

    async fn with(
        trusted_proxies: TrustedProxies,
        decided: authn::Settings,
        offers: impl Into<Offers>,
    ) -> Self {
        let media = Arc::new(RememberingMedia::default());
        let video = VideoFace::new(Some(media.clone()));
        Self::with_video(trusted_proxies, decided, offers, (media, video)).await
    }

    /// The face of a process without a media server, beside one that has it.
    pub(crate) async fn with_media_elsewhere() -> Self {
        let media = Arc::new(RememberingMedia::default());
        let video = VideoFace::new(None).with_media_elsewhere(true);
        let (proxies, decided) = (TrustedProxies::default(), authn::Settings::default());
        Self::with_video(proxies, decided, always(), (media, video)).await
    }

    async fn with_video(
        trusted_proxies: TrustedProxies,
        decided: authn::Settings,
        offers: impl Into<Offers>,
        seen: (Arc<RememberingMedia>, VideoFace),
    ) -> Self {
        let app = AppFace::default();
        Self::made(trusted_proxies, decided, offers.into(), seen, app).await
    }

    /// The face that offers the app.
    pub(crate) async fn with_the_app() -> Self {
        let media = Arc::new(RememberingMedia::default());
        let video = VideoFace::new(Some(media.clone()));
        let (proxies, decided) = (TrustedProxies::default(), authn::Settings::default());
        let app = AppFace::new(true);
        Self::made(proxies, decided, always().into(), (media, video), app).await
    }

    async fn made(
        trusted_proxies: TrustedProxies,
        decided: authn::Settings,
        offers: Offers,
        (media, video): (Arc<RememberingMedia>, VideoFace),
        offered: AppFace,
    ) -> Self {
        let database = TestDatabase::migrated(Engine::Sqlite).await;
        let noon: Timestamp = "2026-11-22T11:00:00Z".parse().unwrap();
        let clock = Arc::new(ManualClock::new(noon));
        let ring = ring(&*clock);
        let passwords = Arc::new(ReadablePasswords::default());
        let certificates = offers.certificates;
        let mut state = state(
            &database,
            clock.clone(),
            ring.clone(),
            decided,
            (offers, video, passwords.clone()),
        )
        .await;
        state.app = offered;
        let authority = TestAuthority::root("AC DE PRUEBA");
        state.certificates = certificates.then(|| certificate_face(&state, &authority));
        let (proofing, unattended) = (state.proofing.clone(), state.unattended.clone());
        let mut settings = FaceSettings::new(
            FaceKind::Identity,
            url::Url::parse(ORIGIN).unwrap(),
            PublicBody::example(),
            CsrfKey::new([7; 32]),
            clock.clone(),
            Arc::new(OsEntropy),
        );
        settings.navigation = web_identity::navigation;
        settings.trusted_proxies = trusted_proxies;
        let (audit_log, metrics) = (state.audit_log.clone(), settings.metrics.clone());
        let face = Face::new(settings);
        let certificate_app = web_identity::certificates_app(face.clone(), state.clone());
        let log_in = web_identity::certificate_log_in_app(face.clone(), state.clone());
        let app = web_identity::app(face, state);
        Self {
            app,
            certificates: certificate_app,
            log_in,
            authority,
            clock,
            ring,
            audit_log,
            metrics,
            database,
            proofing,
            media,
            unattended,
            passwords,
            offers_certificates: certificates,
        }
    }

    pub(crate) fn offers_certificates(&self) -> bool {
        self.offers_certificates
    }

    /// The face where something was decided otherwise about films that are reviewed later.
    pub(crate) async fn filming(films: UnattendedRules) -> Self {
        let offers = Offers {
            films,
            ..always().into()
        };
        Self::with(
            TrustedProxies::default(),
            authn::Settings::default(),
            offers,
        )
        .await
    }

    /// The face where nobody identifies with a certificate.
    pub(crate) async fn without_certificates() -> Self {
        let offers = Offers {
            certificates: false,
            ..always().into()
        };
        let decided = authn::Settings::default();
        Self::with(TrustedProxies::default(), decided, offers).await
    }

    /// The face whose video calls are attended in these hours.
    pub(crate) async fn open_at(hours: ServiceHours) -> Self {
        Self::with(TrustedProxies::default(), authn::Settings::default(), hours).await
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }

    /// What has been put into the outbox since the last call, oldest first.
    pub(crate) async fn messages(&self) -> Vec<OutgoingNotice> {
        let now = self.clock.now();
        let leased = self
            .database
            .store()
            .transact("test.outbox", move |tx| {
                let lease = SignedDuration::from_hours(1);
                let request = LeaseRequest {
                    holder: "test",
                    channel: None,
                    limit: 1_000,
                    lease,
                };
                let leased = outbox::lease_batch(tx, request, now)?;
                for message in &leased {
                    outbox::mark_sent(tx, message.id, "test", now)?;
                }
                Ok::<_, StoreError>(leased)
            })
            .await
            .unwrap();
        leased
            .iter()
            .map(|message| serde_json::from_slice(&message.payload).unwrap())
            .collect()
    }

    /// The code of the only letter in the outbox; `None` for a letter that has no code.
    pub(crate) async fn letter(&self) -> Option<String> {
        let messages = self.messages().await;
        let [letter] = messages.as_slice() else {
            panic!("{} messages", messages.len())
        };
        assert!(matches!(letter.channel, Channel::Letter { .. }));
        match &letter.notice {
            Notice::InvitationLetter { code, .. } => {
                code.as_ref().map(|code| code.grouped().to_string())
            }
            other => panic!("{other:?}"),
        }
    }

    /// The code of the only SMS in the outbox.
    pub(crate) async fn phone_code(&self) -> String {
        let messages = self.messages().await;
        let [sms] = messages.as_slice() else {
            panic!("{} messages", messages.len())
        };
        assert!(matches!(sms.channel, Channel::Sms(_)));
        match &sms.notice {
            Notice::PhoneCode { code, .. } => code.as_str().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    /// The PIN of the only SMS in the outbox, and who it says asked.
    pub(crate) async fn pin(&self) -> (String, String) {
        let messages = self.messages().await;
        let [sms] = messages.as_slice() else {
            panic!("{} messages", messages.len())
        };
        match &sms.notice {
            Notice::Pin {
                pin, relying_party, ..
            } => (pin.as_str().to_owned(), relying_party.clone()),
            other => panic!("{other:?}"),
        }
    }
}

/// The desk of the video calls is open at any time, unless a test says otherwise.
fn always() -> ServiceHours {
    ServiceHours::always()
}

fn ring(clock: &dyn Clock) -> Arc<KeyRing> {
    let kek = Arc::new(KeyEncryptionKey::ephemeral());
    let ring = Arc::new(KeyRing::open(Box::new(MemoryShelf::default()), kek).unwrap());
    ring.ensure(RingUse::TokenEs256, KeyKind::P256, clock.now())
        .unwrap();
    ring.ensure(RingUse::Push, KeyKind::P256, clock.now())
        .unwrap();
    ring.ensure(RingUse::AuditLog, KeyKind::Ed25519, clock.now())
        .unwrap();
    ring
}

async fn state(
    database: &TestDatabase,
    clock: Arc<ManualClock>,
    ring: Arc<KeyRing>,
    decided: authn::Settings,
    (offers, video, passwords): (Offers, VideoFace, Arc<ReadablePasswords>),
) -> IdentityState {
    let hashes: Arc<dyn ports::sealing::KeyedHash> = Arc::new(ring.keyed_hash());
    let tokens: Arc<dyn ports::sealing::TokenSealer> = Arc::new(ring.token_sealer());
    let register = Arc::new(TableCivilRegister::demonstration());
    let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
    let store = database.store().clone();
    let seeding = Seeding {
        store: store.clone(),
        hashes: hashes.clone(),
        passwords: passwords.clone(),
        entropy: entropy.clone(),
        clock: clock.clone(),
        sede_origin: "http://localhost:8081".into(),
    };
    let body = Arc::new(seeding.run().await.unwrap());
    let registrar = Registrar {
        store: store.clone(),
        clock: clock.clone(),
        entropy: entropy.clone(),
        hashes: hashes.clone(),
        tokens: tokens.clone(),
        register: register.clone(),
        renderer: Arc::new(Paper),
        sealer: Arc::new(Wax),
        body: body.clone(),
        settings: registration::Settings::default(),
    };
    let registrar = Arc::new(registrar);
    let proofing = Proofing {
        store: store.clone(),
        clock: clock.clone(),
        entropy: entropy.clone(),
        hashes: hashes.clone(),
        register: register.clone(),
        registrar: registrar.clone(),
        body: body.clone(),
        rules: Arc::new(VideoRules {
            hours: offers.hours,
            ..VideoRules::default()
        }),
        room: RoomCache::default(),
    };
    let films = Arc::new(MemoryRecordings::default());
    let unattended = Unattended {
        store: store.clone(),
        clock: clock.clone(),
        entropy: entropy.clone(),
        hashes: hashes.clone(),
        register: register.clone(),
        registrar: registrar.clone(),
        body: body.clone(),
        rules: Arc::new(offers.films),
        reader: Arc::new(crate::unattended::Cards),
        shelf: films.clone(),
        vault: films,
    };
    let doorkeeper = Arc::new(Doorkeeper {
        store: store.clone(),
        clock: clock.clone(),
        entropy: entropy.clone(),
        hashes: hashes.clone(),
        tokens: tokens.clone(),
        register,
        passwords: passwords.clone(),
        settings: decided.clone(),
    });
    let work = ProofOfWork {
        store: store.clone(),
        clock: clock.clone(),
        entropy: entropy.clone(),
        tokens: tokens.clone(),
        hashes: hashes.clone(),
        settings: decided,
    };
    let overlap = SignedDuration::from_hours(1);
    let signer = Arc::new(SoftwareSigner::new(ring, clock.clone(), overlap));
    let audit_log = AuditLog {
        store: store.clone(),
        signer: signer.clone(),
        clock: clock.clone(),
        origin: "localhost:8080/audit".into(),
    };
    let federation = Federation {
        store,
        clock: clock.clone(),
        entropy,
        hashes,
        tokens,
        signer,
        doorkeeper: doorkeeper.clone(),
        issuer: discovery::Issuer::parse(ORIGIN, Surroundings::Demonstration).unwrap(),
        authorities: None,
        clients: ClientRegister::default(),
        settings: federation::Settings::default(),
    };
    IdentityState {
        registrar,
        proofing: Arc::new(proofing),
        unattended: Arc::new(unattended),
        video,
        app: AppFace::default(),
        doorkeeper,
        work: Arc::new(work),
        federation: Arc::new(federation),
        audit_log: Arc::new(audit_log),
        certificates: None,
        body,
    }
}

/// The address at which people are asked for certificates.
pub(crate) const CERTIFICATES: &str = "https://localhost:8084";

fn certificate_face(state: &IdentityState, authority: &TestAuthority) -> CertificateFace {
    let mut issuers = Issuers::default();
    let rules = IssuerRules {
        name: "prueba".into(),
        software: vec![CITIZEN_POLICY.parse().unwrap()],
        card: vec![DNIE_POLICY.parse().unwrap()],
        unknown_status: UnknownStatus::Refuse,
        ocsp: Some("http://ocsp.example/".into()),
        crl: None,
    };
    issuers
        .add(rules, std::slice::from_ref(&authority.certificate))
        .unwrap();
    let door = &state.doorkeeper;
    let log_in = Certificates::new(CertificateParts {
        store: door.store.clone(),
        clock: door.clock.clone(),
        entropy: door.entropy.clone(),
        hashes: door.hashes.clone(),
        tokens: door.tokens.clone(),
        issuers: Arc::new(issuers),
        status: Arc::new(Responder {
            issuer: authority.issuer.clone(),
            clock: door.clock.clone(),
        }),
        rules: door.settings.session,
    });
    CertificateFace {
        log_in: Arc::new(log_in),
        address: url::Url::parse(CERTIFICATES).unwrap(),
        identity: url::Url::parse(ORIGIN).unwrap(),
    }
}

/// Says by the serial number how a certificate stands: 2 is revoked, 3 on hold, 4 unknown to
/// everybody.
struct Responder {
    issuer: Issuer,
    clock: Arc<dyn Clock>,
}

impl CertificateStatus for Responder {
    fn ask<'a>(
        &'a self,
        _address: &'a str,
        request: Vec<u8>,
    ) -> BoxFuture<'a, Result<Vec<u8>, StatusUnavailable>> {
        let asked = Asked::read(&request).unwrap();
        let standing = match asked.serial() {
            [2] => Some(Standing::Revoked(Revocation::Revoked)),
            [3] => Some(Standing::Revoked(Revocation::OnHold)),
            [4] => None,
            _ => Some(Standing::Good),
        };
        let now = self.clock.now();
        let until = now.checked_add(SignedDuration::from_hours(1)).unwrap();
        let answer = asked.answer(standing, &self.issuer, None, (now, until));
        Box::pin(async move { Ok(answer) })
    }

    fn list<'a>(&'a self, _address: &'a str) -> BoxFuture<'a, Result<Vec<u8>, StatusUnavailable>> {
        Box::pin(async { Err(StatusUnavailable("there is none".into())) })
    }
}

/// Renders the words of a document between the marks of a PDF.
struct Paper;

impl DocumentRenderer for Paper {
    fn render<'a>(&'a self, document: &'a Document) -> BoxFuture<'a, Result<Vec<u8>, RenderError>> {
        Box::pin(async move {
            let words = serde_json::to_string(document).unwrap();
            Ok(format!("%PDF-1.7\n% {words}\n%%EOF\n").into_bytes())
        })
    }
}

/// Seals in form only.
struct Wax;

impl DocumentSealer for Wax {
    fn seal<'a>(
        &'a self,
        pdf: &'a [u8],
        _reason: &'a str,
        _now: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<u8>, DocumentSealError>> {
        Box::pin(async move { Ok([pdf, b"% sealed\n"].concat()) })
    }

    fn digest(&self, file: &[u8]) -> [u8; 32] {
        let mut digest = [0; 32];
        for (place, byte) in file.iter().enumerate() {
            digest[place % 32] ^= byte;
        }
        digest
    }

    fn certificate(&self) -> Vec<u8> {
        Vec::new()
    }
}

/// The invented person whose DNI ends in these digits.
pub(crate) fn with_dni(place: u32) -> DemoPerson {
    known(&Dni::from_digits(99_000_000 + place).unwrap().into())
}

/// The invented foreigner whose NIE ends in these digits.
pub(crate) fn with_nie(place: u32) -> DemoPerson {
    known(&Nie::from_digits(29_900_000 + place).unwrap().into())
}

fn known(number: &IdentityNumber) -> DemoPerson {
    person(number).unwrap()
}
