//! The demonstration's parts: real keys, store, renderer and gateways; around them simulators
//! that speak the real protocols on loopback.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context as _;
use audit::KeyJournal;
use documents::RenderPool;
use gateways::{
    HttpSms, LogFiles, PrintFolder, RelyingParties, SmtpMailer, SystemClock, WebPush,
    WebPushSettings,
    sms_http::HttpSmsSettings,
    smtp::{SmtpSecurity, SmtpSettings},
};
use keys::{KeyEncryptionKey, OsEntropy, PadesSealer, SealSubject, SealWords, demo_seal};
use media::{Limits, MediaSettings};
use model::{
    body::Body,
    unattended::UnattendedRules,
    video::{ServiceHours, VideoRules},
};
use platform::{AuditSettings, Parts, Settings, VideoParts};
use recordings::RecordingFolder;
use simulators::{
    inbox::{DemoClock, Inbox},
    outside::{PrintHouse, PushServer, SmsSink, SmtpSink},
    population::{TableCivilRegister, TableOffenceRegister},
    seed::{SEDE_CLIENT, SEDE_SECRET, Seeding},
};
use store::{
    Area, Store, StoreOptions,
    repo::{self, meta::Purpose},
};
use tokio::net::TcpListener;
use url::Url;
use vocab::{Clock, Entropy, Lang, Secret};
use web_kit::client::TrustedProxies;
use wire_oidc::{client::Surroundings, discovery::Issuer};

use super::{IDENTITY, INBOX, MEDIA, OFFICE, Ports, SEDE, certificates::DemoCertificates};
use crate::{
    keyring::{DEMONSTRATION, KeyWatch, Keys, POLL},
    serve::media::{Started, with_server},
};

/// The token between the demonstration and its own SMS sink.
const SMS_TOKEN: &str = "demonstration";

/// Everything that the demonstration is made of.
pub(super) struct World {
    pub(super) parts: Parts,
    pub(super) inbox: Inbox,
    pub(super) clock: Arc<DemoClock>,
    pub(super) outside: Outside,
    /// Plays the push service; its addresses are beside those of the inbox.
    pub(super) push: PushServer,
    pub(super) video: Started,
    pub(super) certificates: Arc<DemoCertificates>,
    pub(super) _watch: KeyWatch,
}

/// The simulators; they stop when dropped.
pub(super) struct Outside {
    _sms: SmsSink,
    _mail: SmtpSink,
    watch: tokio::task::JoinHandle<()>,
}

impl Drop for Outside {
    fn drop(&mut self) {
        self.watch.abort();
    }
}

pub(super) async fn make(data: &Path, ports: Ports, office_hours: bool) -> anyhow::Result<World> {
    std::fs::create_dir_all(data)
        .with_context(|| format!("the data folder {} cannot be made", data.display()))?;
    let clock = Arc::new(DemoClock::new(Arc::new(SystemClock)));
    let time: Arc<dyn Clock> = clock.clone();
    let kek_file = data.join("key-encryption-key");
    // Before a key is made: nothing may be written beside somebody's real keys.
    anyhow::ensure!(
        kek_file.exists() || !data.join("keys").exists(),
        elsewhere(data)
    );
    let kek = KeyEncryptionKey::automatic(&kek_file)?;
    let keys = Keys::make(&data.join("keys"), Arc::new(kek), None, &*time)?;
    let store = open_store(data, &keys, &*time).await?;
    crate::serve::belonging::check(&store, &keys, &*time).await?;
    let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
    let cost = keys::HashCost::default();
    let passwords =
        crate::serve::password_pool(&keys.hashes, cost, crate::serve::pool_size(0, 64), None)?;
    let seeding = Seeding {
        store: store.clone(),
        hashes: keys.hashes.clone(),
        passwords: passwords.clone(),
        entropy: entropy.clone(),
        clock: time.clone(),
        sede_origin: ports.origin(SEDE),
    };
    let body = Arc::new(seeding.run().await?);
    let inbox = Inbox::new(time.clone());
    let print = data.join("print");
    let house = PrintHouse::open(&print, inbox.clone())?;
    let audit_log = data.join("audit-log");
    std::fs::create_dir_all(&audit_log)
        .with_context(|| format!("the folder {} cannot be made", audit_log.display()))?;
    let sms = SmsSink::start(loopback().await?, SMS_TOKEN, inbox.clone())?;
    let mail = SmtpSink::start(loopback().await?, inbox.clone())?;
    let signer = keys.signer(time.clone(), DEMONSTRATION.overlap);
    let push = web_push(ports, signer.clone(), time.clone(), entropy.clone())?;
    let gateways = gateways(&sms, &mail, &print, push)?;
    let push = PushServer::new(
        ports.origin(INBOX),
        inbox.clone(),
        time.clone(),
        entropy.clone(),
    );
    let journal = KeyJournal {
        store: store.clone(),
        clock: time.clone(),
        entropy: entropy.clone(),
    };
    let watch = keys.watch(POLL, Some(DEMONSTRATION), journal);
    let video = video(data, ports)?;
    let certificates = Arc::new(DemoCertificates::open(&keys.ring, time.clone(), ports)?);
    // Relying parties of the demonstration are on this machine.
    let parties = Arc::new(RelyingParties::new(
        ["localhost", "127.0.0.1"]
            .map(str::parse)
            .into_iter()
            .flatten(),
    ));
    let parts = Parts {
        video: video.parts.clone(),
        sede_store: store.open_area(Area::Sede).await?,
        store,
        entropy,
        hashes: keys.hashes.clone(),
        tokens: keys.tokens.clone(),
        passwords,
        sealer: Arc::new(seal(&keys, &body, signer.clone(), &*time)?),
        signer,
        renderer: Arc::new(RenderPool::start(crate::serve::render_threads())?),
        client_authorities: None,
        certificates: Some(certificates.log_in()?),
        register: Arc::new(TableCivilRegister::demonstration()),
        offences: Arc::new(TableOffenceRegister::demonstration()),
        gateways,
        log_outs: parties.clone(),
        pings: parties,
        letter_copy: Some(letter_copy(house.clone())),
        audit_folder: Some(Arc::new(LogFiles::new(audit_log))),
        body,
        settings: settings(ports, office_hours)?,
        clock: time,
    };
    let outside = Outside {
        _sms: sms,
        _mail: mail,
        watch: house.watch(),
    };
    Ok(World {
        _watch: watch,
        parts,
        inbox,
        clock,
        outside,
        push,
        video,
        certificates,
    })
}

/// The media server on loopback, and recordings beside the database.
fn video(data: &Path, ports: Ports) -> anyhow::Result<Started> {
    let recordings = data.join("recordings");
    let folder = Arc::new(RecordingFolder::new(&recordings));
    let parts = VideoParts {
        recordings: Some(folder.clone()),
        shelf: Some(folder),
        ..VideoParts::default()
    };
    let settings = MediaSettings {
        listen: ports.address(MEDIA),
        public_addresses: Vec::new(),
        tcp: true,
        recordings,
        limits: Limits::default(),
    };
    with_server(parts, &settings)
}

async fn loopback() -> std::io::Result<TcpListener> {
    TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await
}

/// Opens the demonstration's own database and no other.
async fn open_store(data: &Path, keys: &Keys, clock: &dyn Clock) -> anyhow::Result<Store> {
    let url = format!("sqlite:{}", data.join("aldaba.db").display());
    let options = StoreOptions::new(&url, keys.sealer.clone(), keys.hashes.clone())?;
    let store = Store::open(options).await?;
    store.migrate().await?;
    let now = clock.now();
    let purpose = store
        .transact("demo.declare_purpose", move |tx| {
            repo::meta::declare_purpose(tx, Purpose::Demonstration, now)
        })
        .await?;
    match purpose {
        Some(Purpose::Demonstration) => Ok(store),
        Some(Purpose::Production) | None => anyhow::bail!(elsewhere(data)),
    }
}

fn elsewhere(data: &Path) -> String {
    format!(
        "what is in {} does not belong to a demonstration; choose another folder with --data",
        data.display()
    )
}

fn seal(
    keys: &Keys,
    body: &Body,
    signer: Arc<keys::SoftwareSigner>,
    clock: &dyn Clock,
) -> anyhow::Result<PadesSealer> {
    let name = body.name(Lang::Es);
    let subject = SealSubject::invented(name, "Sello electrónico de demostración");
    demo_seal(&keys.ring, &subject, clock.now())?;
    let words = SealWords {
        field_label: "Sello electrónico".into(),
        signer_name: Some(name.to_owned()),
        location: None,
        contact: body.contact.email.clone(),
    };
    // Documents under earlier seals are recognised too.
    Ok(PadesSealer::new(signer, keys.ring.clone(), words)?)
}

/// The only push service of the demonstration is its own, beside the inbox: nothing leaves this
/// machine.
fn web_push(
    ports: Ports,
    signer: Arc<keys::SoftwareSigner>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> anyhow::Result<WebPush> {
    let inbox = Url::parse(&ports.origin(INBOX))?;
    let authority = inbox.authority().to_owned();
    let settings = WebPushSettings {
        contact: "mailto:demonstration@administracion.example".into(),
        services: Vec::new(),
        allowed: vec![authority.parse()?],
        timeout: Duration::from_secs(5),
    };
    Ok(WebPush::new(settings, signer, clock, entropy))
}

fn gateways(
    sms: &SmsSink,
    mail: &SmtpSink,
    print: &Path,
    push: WebPush,
) -> anyhow::Result<notify::Gateways> {
    let address = mail.address();
    let sms = HttpSmsSettings {
        name: "demonstration".into(),
        url: Url::parse(&sms.url())?,
        token: SMS_TOKEN.into(),
        sender: "ALDABA".into(),
        timeout: Duration::from_secs(5),
    };
    let mailer = SmtpSettings {
        host: address.ip().to_string(),
        port: address.port(),
        security: SmtpSecurity::PlainOnLoopback,
        credentials: None,
        from: "Identidad de Ejemplo <no-responder@administracion.example>".into(),
        message_id_domain: "administracion.example".into(),
        extra_authority: None,
        timeout: Duration::from_secs(5),
    };
    Ok(notify::Gateways {
        sms: Arc::new(HttpSms::new(&sms)?),
        mailer: Arc::new(SmtpMailer::new(&mailer)?),
        printer: Arc::new(PrintFolder::new(print)),
        push: Arc::new(push),
    })
}

/// The inbox shows the words of a letter beside its PDF.
fn letter_copy(house: PrintHouse) -> notify::LetterCopy {
    Arc::new(move |id, letter| {
        if let Err(error) = house.note(id, letter.subject, &letter.text) {
            tracing::warn!(%error, "the inbox could not be told what a letter says");
        }
    })
}

fn settings(ports: Ports, office_hours: bool) -> anyhow::Result<Settings> {
    let verification_address = format!("{}/csv", ports.origin(SEDE));
    Ok(Settings {
        registration: registration::Settings {
            verification_address: verification_address.clone(),
            ..registration::Settings::default()
        },
        // Every day, all day, so that it can be tried; the page says so.
        video: VideoRules {
            hours: if office_hours {
                ServiceHours::default()
            } else {
                ServiceHours::always()
            },
            advanced_by_four_eyes: true,
            operator_camera: true,
            ..VideoRules::default()
        },
        // So that both can be tried: the code at once, and the review afterwards.
        unattended: UnattendedRules {
            offered: true,
            basic_at_once: true,
            ..UnattendedRules::default()
        },
        authn: authn::Settings::default(),
        app_offered: true,
        federation: federation::Settings::default(),
        procedures: procedures::Settings {
            verification_address,
            ..procedures::Settings::default()
        },
        audit: AuditSettings::default(),
        issuer: Issuer::parse(&ports.origin(IDENTITY), Surroundings::Demonstration)?,
        certificates_url: None,
        identity_url: Url::parse(&ports.origin(IDENTITY))?,
        sede_url: Url::parse(&ports.origin(SEDE))?,
        office_url: Url::parse(&ports.origin(OFFICE))?,
        sede_client: SEDE_CLIENT.into(),
        sede_secret: Secret::new(SEDE_SECRET.into()),
        sms_alias: "ALDABA".into(),
        trusted_proxies: TrustedProxies::default(),
        demonstration: true,
        languages: Lang::ALL.to_vec(),
        concurrency: 512,
    })
}
