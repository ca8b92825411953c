//! The platform put together over parts that are handed in: the binary hands in real ones, the
//! tests and the demonstration hand in simulators. Nothing here decides.
//!
//! | module | what it is |
//! |---|---|
//! | [`parts`] | what must be handed in |
//! | [`faces`] | the routers of the three faces and of operations |
//! | [`administration`] | what an administrator does from the command line |
//! | [`client_file`] | the file in which a relying party is described |
//! | [`audit_log`] | the rhythm of the audit log |
//! | [`clockwork`] | what runs by itself: sending, expiry, retention, unfinished applications |
//! | `self_identification` | identification by pictures and a film, put together |
//! | `log_outs` | relying parties are told that a session has ended, or a request was answered |
//! | [`retention`] | how long the rows of every table are kept |

pub mod administration;
pub mod audit_log;
mod back_channel;
mod calls;
pub mod client_file;
pub mod clockwork;
pub mod faces;
mod log_outs;
pub mod operations;
pub mod parts;
pub mod retention;
mod self_identification;

use std::sync::Arc;

use audit::AuditLog;
use authn::{Certificates, Doorkeeper, ProofOfWork, certificate::CertificateParts};
use desk::{Desk, unattended::Reviews};
use federation::{ClientRegister, Federation};
use notify::{Notifier, NotifierParts};
use procedures::Procedures;
use proofing::Proofing;
use registration::Registrar;
use unattended::Unattended;

pub use audit_log::AuditSettings;
pub use parts::{CertificateLogIn, Parts, RelaysAt, Settings, VideoParts};
use wire_oidc::discovery::ClientCertificates;

/// Use cases over their parts.
pub struct Platform {
    /// What was handed in.
    pub parts: Parts,
    /// Registration.
    pub registrar: Arc<Registrar>,
    /// Registration by video call.
    pub proofing: Arc<Proofing>,
    /// Registration by pictures and a film, the citizen's side.
    pub unattended: Arc<Unattended>,
    /// The reviewers' side of it.
    pub reviews: Arc<Reviews>,
    /// Authentication.
    pub doorkeeper: Arc<Doorkeeper>,
    /// The log-in with a certificate, where it is offered.
    pub certificates: Option<Arc<Certificates>>,
    /// Proof of work before anonymous steps.
    pub work: Arc<ProofOfWork>,
    /// Relying parties.
    pub federation: Arc<Federation>,
    /// The electronic office.
    pub procedures: Arc<Procedures>,
    /// The officers' desk.
    pub desk: Arc<Desk>,
    /// Sends what waits.
    pub notifier: Notifier,
    /// The public log above the audit entries.
    pub audit_log: Arc<AuditLog>,
    pub(crate) audit_watch: audit_log::AuditWatch,
    /// Numbers of every face.
    pub metrics: Arc<web_kit::metrics::Metrics>,
    /// Names this process in leases.
    pub(crate) holder: String,
}

impl Platform {
    /// Puts the use cases together.
    ///
    /// # Errors
    /// [`notify::LetterheadError`] when no message could be written under these settings.
    pub fn assemble(parts: Parts) -> Result<Self, notify::LetterheadError> {
        let registrar = Arc::new(registrar(&parts));
        let doorkeeper = Arc::new(doorkeeper(&parts));
        let certificates = certificates(&parts).map(Arc::new);
        let work = Arc::new(work(&parts));
        let federation = Arc::new(federation(&parts, doorkeeper.clone()));
        let procedures = Arc::new(procedures(&parts));
        let proofing = Arc::new(proofing(&parts, registrar.clone()));
        let desk = Arc::new(desk(&parts, procedures.clone(), proofing.clone()));
        let unattended = Arc::new(self_identification::unattended(&parts, registrar.clone()));
        let reviews = Arc::new(Reviews {
            desk: desk.clone(),
            unattended: unattended.clone(),
        });
        let notifier = Notifier::new(notifier(&parts)?);
        let audit_log = Arc::new(log(&parts));
        let metrics = Arc::new(web_kit::metrics::Metrics::new());
        let holder = format!(
            "house-{}",
            vocab::FlowId::new(parts.clock.now(), &*parts.entropy)
        );
        Ok(Self {
            registrar,
            proofing,
            unattended,
            reviews,
            doorkeeper,
            certificates,
            work,
            federation,
            procedures,
            desk,
            notifier,
            audit_log,
            audit_watch: audit_log::AuditWatch::default(),
            metrics,
            holder,
            parts,
        })
    }
}

fn log(parts: &Parts) -> AuditLog {
    AuditLog {
        store: parts.store.clone(),
        signer: parts.signer.clone(),
        clock: parts.clock.clone(),
        origin: log_origin(&parts.settings.identity_url),
    }
}

/// The name of an audit log that begins: the address of identity at which it is published,
/// without the scheme (C2SP `tlog-tiles`).
#[must_use]
pub fn log_origin(identity: &url::Url) -> String {
    let host = identity.host_str().unwrap_or("localhost");
    let port = identity.port();
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    format!("{host}{port}/audit")
}

fn registrar(parts: &Parts) -> Registrar {
    Registrar {
        store: parts.store.clone(),
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
        hashes: parts.hashes.clone(),
        tokens: parts.tokens.clone(),
        register: parts.register.clone(),
        renderer: parts.renderer.clone(),
        sealer: parts.sealer.clone(),
        body: parts.body.clone(),
        settings: parts.settings.registration.clone(),
    }
}

fn doorkeeper(parts: &Parts) -> Doorkeeper {
    Doorkeeper {
        store: parts.store.clone(),
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
        hashes: parts.hashes.clone(),
        tokens: parts.tokens.clone(),
        register: parts.register.clone(),
        passwords: parts.passwords.clone(),
        settings: authn::Settings {
            site: authn::Site {
                origin: parts.settings.identity_url.origin().ascii_serialization(),
                name: parts.body.name(vocab::Lang::Es).to_owned(),
            },
            app_offered: parts.settings.app_offered,
            ..parts.settings.authn.clone()
        },
    }
}

fn certificates(parts: &Parts) -> Option<Certificates> {
    let log_in = parts.certificates.as_ref()?;
    Some(Certificates::new(CertificateParts {
        store: parts.store.clone(),
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
        hashes: parts.hashes.clone(),
        tokens: parts.tokens.clone(),
        issuers: log_in.issuers.clone(),
        status: log_in.status.clone(),
        rules: parts.settings.authn.session,
    }))
}

fn work(parts: &Parts) -> ProofOfWork {
    ProofOfWork {
        store: parts.store.clone(),
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
        tokens: parts.tokens.clone(),
        hashes: parts.hashes.clone(),
        settings: parts.settings.authn.clone(),
    }
}

fn federation(parts: &Parts, doorkeeper: Arc<Doorkeeper>) -> Federation {
    Federation {
        store: parts.store.clone(),
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
        hashes: parts.hashes.clone(),
        tokens: parts.tokens.clone(),
        signer: parts.signer.clone(),
        doorkeeper,
        issuer: parts.settings.issuer.clone(),
        authorities: parts.client_authorities.clone(),
        clients: ClientRegister::default(),
        settings: federation::Settings {
            client_certificates: ClientCertificates {
                by_proxy: !parts.settings.trusted_proxies.is_empty(),
                address: parts
                    .settings
                    .certificates_url
                    .as_ref()
                    .map(|url| url.origin().ascii_serialization()),
                authorities: parts.client_authorities.is_some(),
            },
            ..parts.settings.federation.clone()
        },
    }
}

fn procedures(parts: &Parts) -> Procedures {
    Procedures {
        store: parts.sede_store.clone(),
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
        hashes: parts.hashes.clone(),
        tokens: parts.tokens.clone(),
        register: parts.register.clone(),
        offences: parts.offences.clone(),
        renderer: parts.renderer.clone(),
        sealer: parts.sealer.clone(),
        body: parts.body.clone(),
        settings: parts.settings.procedures.clone(),
    }
}

fn proofing(parts: &Parts, registrar: Arc<Registrar>) -> Proofing {
    Proofing {
        store: parts.store.clone(),
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
        hashes: parts.hashes.clone(),
        register: parts.register.clone(),
        registrar,
        body: parts.body.clone(),
        rules: Arc::new(parts.settings.video.clone()),
        room: proofing::room::RoomCache::default(),
    }
}

fn desk(parts: &Parts, procedures: Arc<Procedures>, proofing: Arc<Proofing>) -> Desk {
    let office = &parts.settings.office_url;
    Desk {
        store: parts.store.clone(),
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
        hashes: parts.hashes.clone(),
        procedures,
        proofing,
        body: parts.body.clone(),
        rules: model::officer::DeskRules::default(),
        sessions: parts.settings.authn.session,
        passwords: parts.settings.authn.password,
        passkeys: desk::Passkeys {
            rp_id: office.host_str().unwrap_or("localhost").to_owned(),
            rp_name: parts.body.name(vocab::Lang::Es).to_owned(),
            origins: vec![office.origin().ascii_serialization()],
        },
        entrance: if parts.settings.demonstration {
            desk::Entrance::Demonstration
        } else {
            desk::Entrance::PasskeysOnly
        },
    }
}

fn notifier(parts: &Parts) -> Result<NotifierParts, notify::LetterheadError> {
    let identity = parts.settings.identity_url.as_str().trim_end_matches('/');
    let register = format!("{identity}/register");
    let alert = format!("{identity}/alert");
    Ok(NotifierParts {
        store: parts.store.clone(),
        gateways: parts.gateways.clone(),
        renderer: parts.renderer.clone(),
        letterhead: notify::Letterhead::new(
            parts.body.clone(),
            &parts.settings.sms_alias,
            register,
            alert,
        )?,
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
        settings: notify::NotifySettings::default(),
        letter_copy: parts.letter_copy.clone(),
    })
}
