//! The whole platform in one process: real use cases, real faces, real keys and store, with a
//! clock moved by hand, gateways that remember and paper that costs nothing. For tests and
//! benchmarks; nothing here ships.
//!
//! ```ignore
//! let bed = Testbed::start(Options::default()).await;
//! let identity = bed.platform.identity();
//! bed.clock.advance_seconds(61);
//! bed.deliver().await;
//! assert_eq!(bed.sms.taken().len(), 1);
//! ```

mod paper;

use std::sync::Arc;

use keys::{
    KeyEncryptionKey, KeyKind, KeyRing, MemoryShelf, OsEntropy, PadesSealer, SealSubject,
    SealWords, SoftwareSealer, SoftwareSigner, demo_seal, ring::RingUse,
};
use model::{
    unattended::UnattendedRules,
    video::{ServiceHours, VideoRules},
};
use platform::{Parts, Platform, Settings, VideoParts};
use ports::{
    fakes::{ReadablePasswords, Remembering, RememberingParties},
    media::RememberingMedia,
    messages::{Email, PaperLetter, Push, Sms},
    recordings::MemoryRecordings,
};
use simulators::{
    population::{TableCivilRegister, TableOffenceRegister},
    seed::{SEDE_CLIENT, SEDE_SECRET, Seeding},
};
use store::{Area, Store, StoreOptions};
use tempfile::TempDir;
use url::Url;
use vocab::{Clock, Entropy, Lang, ManualClock, Secret, SignedDuration, Timestamp};
use web_kit::client::TrustedProxies;
use wire_oidc::{client::Surroundings, discovery::Issuer};

pub use paper::Paper;

/// Morning of an ordinary working day.
pub const MORNING: &str = "2026-11-23T09:00:00Z";

/// How a testbed is made.
#[derive(Debug, Clone)]
pub struct Options {
    /// `sqlite:path` or `postgres://…`; a file of its own if nothing is named.
    pub storage: Option<String>,
    /// Origin of identity as its pages think.
    pub identity: String,
    /// Origin of the electronic office as its pages think.
    pub sede: String,
    /// Origin of the desk as its pages think.
    pub office: String,
    /// Seconds after which the SMS is offered.
    pub sms_after_s: u32,
    /// The platform follows this clock instead of one moved by hand.
    pub system_clock: bool,
    /// Limits that no benchmark and no long test should meet.
    pub unlimited: bool,
    /// The app is offered as a way to identify.
    pub app: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            storage: None,
            identity: "http://localhost:8080".into(),
            sede: "http://localhost:8081".into(),
            office: "http://localhost:8082".into(),
            sms_after_s: 60,
            system_clock: false,
            unlimited: false,
            app: false,
        }
    }
}

/// A running platform and the outside world that it believes in.
pub struct Testbed {
    /// The platform.
    pub platform: Arc<Platform>,
    /// Moves only when told.
    pub clock: Arc<ManualClock>,
    /// Text messages that were sent.
    pub sms: Arc<Remembering<Sms>>,
    /// E-mails that were sent.
    pub mail: Arc<Remembering<Email>>,
    /// Letters that were printed.
    pub letters: Arc<Remembering<PaperLetter>>,
    /// Push messages that were sent, before they were encrypted.
    pub pushes: Arc<Remembering<Push>>,
    /// Relying parties that are told of log-outs.
    pub parties: Arc<RememberingParties>,
    /// Answers the offers of video calls.
    pub media: Arc<RememberingMedia>,
    /// Recordings that a test puts in.
    pub recordings: Arc<MemoryRecordings>,
    _folder: TempDir,
}

impl Testbed {
    /// Starts a seeded platform.
    ///
    /// # Panics
    /// If anything cannot be set up: a test that cannot start has failed.
    pub async fn start(options: Options) -> Self {
        Self::start_with(options, |_| {}).await
    }

    /// The same over parts that `adapt` may exchange: another register, a real renderer.
    ///
    /// # Panics
    /// If anything cannot be set up.
    pub async fn start_with(options: Options, adapt: impl FnOnce(&mut Parts)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(ManualClock::new(MORNING.parse().expect("a moment")));
        let time: Arc<dyn Clock> = if options.system_clock {
            Arc::new(gateways::SystemClock)
        } else {
            clock.clone()
        };
        let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
        let keys = Keys::make(&*time);
        let store = open_store(&options, &folder, &keys).await;
        let passwords = Arc::new(ReadablePasswords::default());
        let seeding = Seeding {
            store: store.clone(),
            hashes: Arc::new(keys.ring.keyed_hash()),
            passwords: passwords.clone(),
            entropy: entropy.clone(),
            clock: time.clone(),
            sede_origin: options.sede.clone(),
        };
        let body = seeding.run().await.expect("the demonstration's data");
        let sms = Arc::new(Remembering::default());
        let mail = Arc::new(Remembering::default());
        let letters = Arc::new(Remembering::default());
        let pushes = Arc::new(Remembering::default());
        let parties = Arc::new(RememberingParties::default());
        let media = Arc::new(RememberingMedia::default());
        let recordings = Arc::new(MemoryRecordings::default());
        let signer = Arc::new(SoftwareSigner::new(
            keys.ring.clone(),
            time.clone(),
            SignedDuration::from_hours(24),
        ));
        let mut parts = Parts {
            sede_store: store
                .open_area(Area::Sede)
                .await
                .expect("the office's store"),
            store,
            clock: time,
            entropy,
            hashes: Arc::new(keys.ring.keyed_hash()),
            tokens: Arc::new(keys.ring.token_sealer()),
            passwords,
            sealer: Arc::new(
                PadesSealer::new(signer.clone(), keys.ring.clone(), SealWords::default())
                    .expect("a seal"),
            ),
            signer,
            renderer: Arc::new(Paper),
            register: Arc::new(TableCivilRegister::demonstration()),
            offences: Arc::new(TableOffenceRegister::demonstration()),
            gateways: notify::Gateways {
                sms: sms.clone(),
                mailer: mail.clone(),
                printer: letters.clone(),
                push: pushes.clone(),
            },
            log_outs: parties.clone(),
            pings: parties.clone(),
            letter_copy: None,
            audit_folder: None,
            video: VideoParts {
                server: Some(media.clone()),
                recordings: Some(recordings.clone()),
                shelf: Some(recordings.clone()),
                ..VideoParts::default()
            },
            client_authorities: None,
            certificates: None,
            body: Arc::new(body),
            settings: settings(&options),
        };
        adapt(&mut parts);
        let platform = Arc::new(Platform::assemble(parts).expect("a platform"));
        Self {
            platform,
            clock,
            sms,
            mail,
            letters,
            pushes,
            parties,
            media,
            recordings,
            _folder: folder,
        }
    }

    /// Sends everything that waits in the outbox and is due.
    ///
    /// # Panics
    /// If the outbox cannot be read.
    pub async fn deliver(&self) {
        while self
            .platform
            .notifier
            .run_once(64)
            .await
            .expect("the outbox")
            .sent
            > 0
        {}
    }
}

struct Keys {
    ring: Arc<KeyRing>,
    sealer: Arc<SoftwareSealer>,
}

impl Keys {
    fn make(clock: &dyn Clock) -> Self {
        let kek = Arc::new(KeyEncryptionKey::ephemeral());
        let ring = KeyRing::open(Box::new(MemoryShelf::default()), kek.clone()).expect("a ring");
        let now: Timestamp = clock.now();
        ring.ensure(RingUse::TokenEs256, KeyKind::P256, now)
            .expect("a token key");
        ring.ensure(RingUse::TokenRs256, KeyKind::Rsa2048, now)
            .expect("a token key");
        ring.ensure(RingUse::AuditLog, KeyKind::Ed25519, now)
            .expect("a key for the audit log");
        ring.ensure(RingUse::Push, KeyKind::P256, now)
            .expect("a key for push services");
        let subject = SealSubject::invented("Administración de Ejemplo", "Sello de ejemplo");
        demo_seal(&ring, &subject, now).expect("a seal");
        Self {
            ring: Arc::new(ring),
            sealer: Arc::new(SoftwareSealer::new(kek)),
        }
    }
}

async fn open_store(options: &Options, folder: &TempDir, keys: &Keys) -> Store {
    let file = format!("sqlite:{}", folder.path().join("testbed.db").display());
    let url = options.storage.clone().unwrap_or(file);
    let opened = StoreOptions::new(&url, keys.sealer.clone(), Arc::new(keys.ring.keyed_hash()))
        .expect("an address of a database");
    let store = Store::open(opened).await.expect("a database");
    store.migrate().await.expect("the schema");
    store
}

fn settings(options: &Options) -> Settings {
    let verification = format!("{}/csv", options.sede);
    let mut registration = registration::Settings {
        verification_address: verification.clone(),
        ..Default::default()
    };
    let mut authn = authn::Settings::default();
    authn.pin.sms_after_s = options.sms_after_s;
    if options.unlimited {
        authn.pin.sms_an_hour = u16::MAX;
        authn.pin.wrong_budget_an_hour = u32::MAX;
        authn.pins_per_origin_an_hour = u64::MAX;
        authn.passkeys_per_origin_an_hour = u64::MAX;
        authn.app.requests_per_origin_an_hour = u64::MAX;
        authn.pin.wrong_of_origin_an_hour = u32::MAX;
        authn.contrast_limits.per_origin = u64::MAX;
        authn.contrast_limits.on_platform = u64::MAX;
        registration.contrast_limits = authn.contrast_limits;
    }
    Settings {
        registration,
        // Open whenever a test runs, and with four eyes: journeys show what they like.
        video: VideoRules {
            hours: ServiceHours::always(),
            advanced_by_four_eyes: true,
            ..VideoRules::default()
        },
        unattended: UnattendedRules {
            offered: true,
            basic_at_once: true,
            ..UnattendedRules::default()
        },
        authn,
        app_offered: options.app,
        federation: federation::Settings::default(),
        procedures: procedures::Settings {
            verification_address: verification,
            ..Default::default()
        },
        audit: platform::AuditSettings::default(),
        issuer: Issuer::parse(&options.identity, Surroundings::Demonstration).expect("an issuer"),
        certificates_url: None,
        identity_url: url(&options.identity),
        sede_url: url(&options.sede),
        office_url: url(&options.office),
        sede_client: SEDE_CLIENT.into(),
        sede_secret: Secret::new(SEDE_SECRET.into()),
        sms_alias: "ALDABA".into(),
        trusted_proxies: TrustedProxies::default(),
        demonstration: true,
        languages: vec![Lang::Es, Lang::Ca, Lang::En],
        concurrency: 512,
    }
}

fn url(text: &str) -> Url {
    Url::parse(text).expect("an address")
}
