//! Real parts from the configuration.

use std::{collections::BTreeMap, num::NonZeroUsize, path::Path, sync::Arc, time::Duration};

use anyhow::Context as _;
use audit::KeyJournal;
use documents::RenderPool;
use gateways::{
    LogFiles, RelyingParties,
    registers::{CivilRegisterFile, OffenceRegisterFile},
};
use keys::{
    BreachedFile, BreachedFileError, HashCost, OsEntropy, PadesSealer, PasswordPool, PoolSize,
    SealWords,
};
use model::{
    body::{Body, Contact},
    document::ContrastProfile,
    limit::{ContrastLimits, Growth},
    password::Profile,
    work::WorkRules,
};
use platform::{AuditSettings, Parts, Settings, VideoParts};
use ports::{
    civil_register::CivilRegister, log_folder::LogFolder, offence_register::OffenceRegister,
    passwords::PasswordHasher, sealing::KeyedHash,
};
use registers::{CivilTable, OffenceTable};
use store::{
    Area, Store, StoreOptions,
    repo::{self, meta::Purpose},
};
use url::Url;
use vocab::{BodyId, Clock, Entropy, Lang, Secret, SignedDuration};
use web_kit::client::TrustedProxies;
use wire_oidc::{client::Surroundings, discovery::Issuer};

use super::{belonging, certificate_log_in, certificates, seal, token_key_rules};
use crate::{config::Config, keyring::Keys};

/// Makes the parts, opening the database and the keys.
pub(super) async fn make(
    config: &Config,
    keys: &Keys,
    clock: Arc<dyn Clock>,
    video: VideoParts,
) -> anyhow::Result<Parts> {
    let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
    let store = open_store(config, keys).await?;
    declare_production(&store, &*clock).await?;
    belonging::check(&store, keys, &*clock).await?;
    let journal = KeyJournal {
        store: store.clone(),
        clock: clock.clone(),
        entropy: entropy.clone(),
    };
    seal::enrol(config, &keys.ring, &journal).await?;
    let body = Arc::new(body(config, &store, &*clock, &*entropy).await?);
    let signer = keys.signer(clock.clone(), token_key_rules(config).overlap);
    let push = super::push::sender(config, signer.clone(), clock.clone(), entropy.clone())?;
    let words = SealWords {
        field_label: "Sello electrónico".into(),
        signer_name: Some(body.name(Lang::Es).to_owned()),
        location: None,
        contact: body.contact.email.clone(),
    };
    let parties = Arc::new(relying_parties(config)?);
    Ok(Parts {
        sede_store: store.open_area(Area::Sede).await?,
        clock,
        entropy,
        hashes: keys.hashes.clone(),
        tokens: keys.tokens.clone(),
        passwords: passwords(config, keys)?,
        sealer: Arc::new(PadesSealer::new(signer.clone(), keys.ring.clone(), words)?),
        signer,
        renderer: Arc::new(RenderPool::start(render_threads())?),
        client_authorities: certificates::authorities(&config.mtls)?,
        certificates: certificate_log_in::parts(&config.certificates)?,
        register: civil_register(config, &store).await?,
        offences: offence_register(config, &store)?,
        gateways: super::messages::gateways(config, push)?,
        log_outs: parties.clone(),
        pings: parties,
        letter_copy: None,
        audit_folder: audit_folder(config),
        video,
        settings: settings(config, &body)?,
        body,
        store,
    })
}

fn passwords(config: &Config, keys: &Keys) -> anyhow::Result<Arc<dyn PasswordHasher>> {
    let wanted = &config.password;
    let cost = HashCost::new(wanted.memory_kib, wanted.passes)
        .context("password.memory_kib and password.passes cost too little or too much")?;
    let size = pool_size(wanted.threads, wanted.waiting);
    let breached = breached_list(&wanted.breached_file).context("password.breached_file")?;
    password_pool(&keys.hashes, cost, size, breached)
}

/// The administration's list of breached passwords, if it has one.
pub(crate) fn breached_list(file: &str) -> Result<Option<BreachedFile>, BreachedFileError> {
    let named = (!file.is_empty()).then(|| Path::new(file));
    named.map(BreachedFile::open).transpose()
}

/// Threads that hash, one a core where nothing else is said: a hash does nothing but compute.
pub(crate) fn pool_size(threads: usize, places: usize) -> PoolSize {
    PoolSize {
        threads: NonZeroUsize::new(threads).unwrap_or_else(render_threads),
        places,
    }
}

pub(crate) fn password_pool(
    hashes: &Arc<dyn KeyedHash>,
    cost: HashCost,
    size: PoolSize,
    breached: Option<BreachedFile>,
) -> anyhow::Result<Arc<dyn PasswordHasher>> {
    let pool = PasswordPool::start(hashes.clone(), cost, size)?;
    Ok(Arc::new(pool.with_breached(breached)))
}

/// The imported civil register, or a file that is read whole at the start.
async fn civil_register(config: &Config, store: &Store) -> anyhow::Result<Arc<dyn CivilRegister>> {
    let file = &config.registers.civil_file;
    if !file.is_empty() {
        let read = CivilRegisterFile::load(Path::new(file)).context("registers.civil_file")?;
        return Ok(Arc::new(read));
    }
    let table = CivilTable::new(store.clone());
    if table.is_empty().await? {
        tracing::warn!(
            "the civil register is empty, so nobody can register: `aldaba admin register import`"
        );
    }
    Ok(Arc::new(table))
}

/// The imported register of offences, or a file that is read whole at the start.
fn offence_register(config: &Config, store: &Store) -> anyhow::Result<Arc<dyn OffenceRegister>> {
    let file = &config.registers.offences_file;
    if file.is_empty() {
        return Ok(Arc::new(OffenceTable::new(store.clone())));
    }
    let read = OffenceRegisterFile::load(Path::new(file)).context("registers.offences_file")?;
    Ok(Arc::new(read))
}

pub(crate) fn render_threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

pub(crate) async fn open_store(config: &Config, keys: &Keys) -> anyhow::Result<Store> {
    let storage = &config.storage;
    let mut options = StoreOptions::new(&storage.url, keys.sealer.clone(), keys.hashes.clone())?
        .threads(storage.connections.max(1), storage.connections.max(1));
    if !storage.listen_url.is_empty() {
        options = options.listen_url(storage.listen_url.clone());
    }
    let store = Store::open(options).await?;
    store
        .check_schema()
        .await
        .context("run `aldaba migrate` first")?;
    Ok(store)
}

/// A database of the demonstration is refused: the two never mix.
async fn declare_production(store: &Store, clock: &dyn Clock) -> anyhow::Result<()> {
    let now = clock.now();
    let purpose = store
        .transact("serve.declare_purpose", move |tx| {
            repo::meta::declare_purpose(tx, Purpose::Production, now)
        })
        .await?;
    match purpose {
        Some(Purpose::Production) => Ok(()),
        Some(Purpose::Demonstration) | None => anyhow::bail!(
            "this database belongs to a demonstration; production needs one of its own"
        ),
    }
}

async fn body(
    config: &Config,
    store: &Store,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> anyhow::Result<Body> {
    let now = clock.now();
    let described = &config.body;
    let holidays = described
        .holidays
        .iter()
        .map(|day| {
            day.parse()
                .with_context(|| format!("body.holidays has `{day}`"))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let fresh = Body {
        id: BodyId::new(now, entropy),
        dir3: described.dir3.clone(),
        names: by_lang("body.names", &described.names)?,
        managing_texts: by_lang("body.managing_texts", &described.managing_texts)?,
        logo_svg: None,
        contact: Contact {
            helpline: described.helpline.clone(),
            email: (!described.email.is_empty()).then(|| described.email.clone()),
            address: described.address.clone(),
        },
        time_zone: described.time_zone.clone(),
        holidays,
        seal_key: "seal".into(),
    };
    let written = store
        .transact("serve.write_body", move |tx| {
            repo::body::put(tx, &fresh, now)?;
            repo::body::find_by_dir3(tx, &fresh.dir3)
        })
        .await?;
    written.context("the body was written and is not there")
}

fn by_lang(key: &str, texts: &BTreeMap<String, String>) -> anyhow::Result<BTreeMap<Lang, String>> {
    texts
        .iter()
        .map(|(tag, text)| {
            let lang = Lang::from_tag(tag)
                .with_context(|| format!("{key} has `{tag}`, which is no language of ours"))?;
            Ok((lang, text.clone()))
        })
        .collect()
}

fn relying_parties(config: &Config) -> anyhow::Result<RelyingParties> {
    let allowed = &config.relying_parties.allowed_hosts;
    let allowed = allowed
        .iter()
        .map(|host| host.parse().context("relying_parties.allowed_hosts"))
        .collect::<anyhow::Result<Vec<_>>>()?;
    Ok(RelyingParties::new(allowed))
}

fn audit_folder(config: &Config) -> Option<Arc<dyn LogFolder>> {
    let folder = &config.audit.folder;
    (!folder.is_empty()).then(|| Arc::new(LogFiles::new(folder)) as Arc<dyn LogFolder>)
}

pub(super) fn host(address: &str) -> String {
    Url::parse(address)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| "localhost".into())
}

fn settings(config: &Config, body: &Body) -> anyhow::Result<Settings> {
    let identity_url = Url::parse(&config.identity.public_url).context("identity.public_url")?;
    let sede_url = Url::parse(&config.sede.public_url).context("sede.public_url")?;
    let verification_address = sede_url.join("csv")?.to_string();
    let issuer = config.identity.public_url.trim_end_matches('/');
    let proxies = config.http.trusted_proxies.iter().map(String::as_str);
    Ok(Settings {
        registration: registration(config, &verification_address),
        video: super::calls::rules(&config.calls, body),
        unattended: super::unattended::rules(&config.unattended),
        authn: authn(config),
        app_offered: config.app.offered,
        federation: federation::Settings {
            pushed_request_s: config.relying_parties.pushed_request_s,
            consent_days: config.relying_parties.consent_days,
            secret_overlap_s: config.relying_parties.secret_overlap_s,
            refresh_idle_days: config.relying_parties.refresh_idle_days,
            refresh_days: config.relying_parties.refresh_days,
            dpop_nonce: config.relying_parties.dpop_nonce,
            ..federation::Settings::default()
        },
        procedures: procedures::Settings {
            verification_address,
            ..procedures::Settings::default()
        },
        audit: AuditSettings {
            every: Duration::from_secs(config.audit.every_s.into()),
            publish_every: SignedDuration::from_secs(config.audit.publish_every_s.into()),
        },
        issuer: Issuer::parse(issuer, Surroundings::Production)?,
        certificates_url: certificates_url(config)?,
        identity_url,
        sede_url,
        office_url: Url::parse(&config.office.public_url).context("office.public_url")?,
        sede_client: config.sede.client_id.clone(),
        sede_secret: Secret::new(config.sede.client_secret.clone()),
        sms_alias: config.sms.sender.clone(),
        trusted_proxies: TrustedProxies::parse(proxies)?,
        demonstration: false,
        languages: Lang::ALL.to_vec(),
        concurrency: config.http.concurrency,
    })
}

/// Announced by every process, whichever of them listens there.
fn certificates_url(config: &Config) -> anyhow::Result<Option<Url>> {
    let mtls = &config.mtls;
    if mtls.listen.is_empty() {
        return Ok(None);
    }
    Ok(Some(
        Url::parse(&mtls.public_url).context("mtls.public_url")?,
    ))
}

fn contrast(config: &Config) -> ContrastProfile {
    match config.registration.contrast_profile.as_str() {
        "clave-2021" => ContrastProfile::Either,
        _ => ContrastProfile::ValidityOnly,
    }
}

fn growth(config: &Config) -> Growth {
    Growth {
        percent: config.limits.growth_percent,
        at_most_s: config.limits.window_at_most_s,
    }
}

fn contrast_limits(config: &Config) -> ContrastLimits {
    ContrastLimits {
        per_number: config.limits.wrong_contrast_per_number,
        per_origin: config.limits.wrong_contrast_per_origin,
        on_platform: config.limits.wrong_contrast_on_platform_an_hour,
        growth: growth(config),
    }
}

fn registration(config: &Config, verification_address: &str) -> registration::Settings {
    let wanted = &config.registration;
    let base = registration::Settings::default();
    registration::Settings {
        contrast: contrast(config),
        letter: model::letter::LetterRules {
            valid_days: wanted.letter_valid_days,
            tries: wanted.letter_tries,
            hours_between: wanted.letter_hours_between,
        },
        phone_code: model::phone::PhoneCodeRules {
            valid_s: wanted.phone_code_valid_s,
            tries: wanted.phone_code_tries,
            resend_after_s: wanted.phone_code_resend_after_s,
            ..base.phone_code
        },
        contrast_limits: contrast_limits(config),
        sms_per_phone_an_hour: wanted.sms_per_phone_an_hour,
        flow_minutes: wanted.flow_minutes,
        activation_code_by_sms: wanted.activation_code_by_sms,
        verification_address: verification_address.to_owned(),
        ..base
    }
}

fn authn(config: &Config) -> authn::Settings {
    authn::Settings {
        contrast: contrast(config),
        pin: model::pin::PinRules {
            valid_s: config.pin.valid_s,
            sms_after_s: config.pin.sms_after,
            tries: config.pin.tries,
            sms_an_hour: config.pin.sms_an_hour,
            wrong_budget_an_hour: config.pin.wrong_budget_an_hour,
            wrong_before_pause: config.pin.wrong_before_pause,
            wrong_of_browser_an_hour: config.pin.wrong_of_browser_an_hour,
            wrong_of_origin_an_hour: config.pin.wrong_of_origin_an_hour,
        },
        password: model::password::PasswordRules {
            // `check` has refused every other word.
            profile: Profile::from_word(&config.password.profile).unwrap_or_default(),
            valid_days: config.password.valid_days,
            activation_tries: config.password.activation_tries,
            wrong_of_origin_an_hour: config.password.wrong_of_origin_an_hour,
            sms_an_hour: config.password.sms_an_hour,
            flow_minutes: config.password.flow_minutes,
            replicated: config.password.replicated,
        },
        password_code: model::phone::PhoneCodeRules {
            valid_s: config.password.code_valid_s,
            tries: config.password.code_tries,
            ..model::phone::PhoneCodeRules::default()
        },
        session: model::session::SessionRules {
            idle_s: config.session.idle_s,
            absolute_s: config.session.absolute_s,
        },
        contrast_limits: contrast_limits(config),
        growth: growth(config),
        pins_per_origin_an_hour: config.pin.per_origin_an_hour,
        work: work(config),
        app: app(config),
        app_offered: config.app.offered,
        // Who we are to browsers is set where the addresses are known.
        ..authn::Settings::default()
    }
}

fn app(config: &Config) -> model::app::AppRules {
    let wanted = &config.app;
    model::app::AppRules {
        request_s: wanted.request_s,
        code_changes_s: wanted.code_changes_s,
        number_tries: wanted.number_tries,
        unlock_tries: wanted.unlock_tries,
        veto_s: wanted.veto_s,
        hold_after_veto_s: wanted.hold_after_veto_s,
        hold_after_report_s: wanted.hold_after_report_s,
        rings_an_hour: wanted.rings_an_hour,
        activation_sms_an_hour: wanted.activation_sms_an_hour,
        requests_per_origin_an_hour: wanted.per_origin_an_hour,
        ..model::app::AppRules::default()
    }
}

fn work(config: &Config) -> WorkRules {
    let wanted = &config.proof_of_work;
    let base = WorkRules::default();
    WorkRules {
        // `check` has refused every other word.
        lane: wanted.lane.parse().unwrap_or(base.lane),
        bits: wanted.bits,
        wait_s: wanted.wait_s,
        waits_per_origin_an_hour: wanted.waits_per_origin_an_hour,
        ..base
    }
}
