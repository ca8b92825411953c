//! What must be handed in to make a platform.

use std::sync::Arc;

use authn::certificate::Issuers;
use model::{body::Body, unattended::UnattendedRules, video::VideoRules};
use ports::{
    certificate_status::CertificateStatus,
    certificates::CertificateAuthorities,
    civil_register::CivilRegister,
    documents::{DocumentRenderer, DocumentSealer},
    log_folder::LogFolder,
    log_out::LogOutCaller,
    media::MediaServer,
    offence_register::OffenceRegister,
    passwords::PasswordHasher,
    ping::PingCaller,
    recordings::{RecordingShelf, RecordingVault},
    sealing::{KeyedHash, TokenSealer},
    signing::Signer,
};
use store::Store;
use url::Url;
use vocab::{Clock, Entropy, Lang, Secret, Timestamp};
use web_kit::client::TrustedProxies;
use wire_oidc::discovery::Issuer;

use crate::audit_log::AuditSettings;

/// The parts of a platform.
pub struct Parts {
    /// Every table.
    pub store: Store,
    /// The same database as the electronic office may see it.
    pub sede_store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Keyed hashes.
    pub hashes: Arc<dyn KeyedHash>,
    /// Hashes permanent passwords.
    pub passwords: Arc<dyn PasswordHasher>,
    /// Sealed cookies and parameters.
    pub tokens: Arc<dyn TokenSealer>,
    /// Signs tokens.
    pub signer: Arc<dyn Signer>,
    /// Seals documents.
    pub sealer: Arc<dyn DocumentSealer>,
    /// Renders documents.
    pub renderer: Arc<dyn DocumentRenderer>,
    /// Whose certificates prove who a client is, if any do.
    pub client_authorities: Option<Arc<dyn CertificateAuthorities>>,
    /// The log-in with a certificate, where it is offered.
    pub certificates: Option<CertificateLogIn>,
    /// The civil register.
    pub register: Arc<dyn CivilRegister>,
    /// The register of offences.
    pub offences: Arc<dyn OffenceRegister>,
    /// SMS, e-mail, letters.
    pub gateways: notify::Gateways,
    /// Calls relying parties when a session ends.
    pub log_outs: Arc<dyn LogOutCaller>,
    /// Tells relying parties that a request over the back channel was answered.
    pub pings: Arc<dyn PingCaller>,
    /// Is told what letters say; only in the demonstration.
    pub letter_copy: Option<notify::LetterCopy>,
    /// Where the audit log leaves the machine, if anywhere besides its public addresses.
    pub audit_folder: Option<Arc<dyn LogFolder>>,
    /// What video calls, and films that are reviewed later, need of the outside.
    pub video: VideoParts,
    /// The body that answers.
    pub body: Arc<Body>,
    /// What was decided.
    pub settings: Settings,
}

/// Gives the addresses and credentials of relays, as the JSON array that a browser's
/// `RTCPeerConnection` takes for `iceServers`, good from that moment on.
pub type RelaysAt = Arc<dyn Fn(Timestamp) -> String + Send + Sync>;

/// What the log-in with a certificate needs.
#[derive(Clone)]
pub struct CertificateLogIn {
    /// Who is trusted to say who people are.
    pub issuers: Arc<Issuers>,
    /// Where they tell what was revoked.
    pub status: Arc<dyn CertificateStatus>,
    /// The address at which people are asked for certificates, as they see it.
    pub address: Url,
}

/// What video calls, and films that are reviewed later, need of the outside.
#[derive(Clone)]
pub struct VideoParts {
    /// Takes picture and sound; only in a process of the role `media`.
    pub server: Option<Arc<dyn MediaServer>>,
    /// Where this process has none: another one has, over the same database.
    pub elsewhere: bool,
    /// The recordings on disk; none where there is neither call nor film.
    pub recordings: Option<Arc<dyn RecordingVault>>,
    /// Takes films into the same place.
    pub shelf: Option<Arc<dyn RecordingShelf>>,
    /// Relays for networks that let nothing else through.
    pub relays: RelaysAt,
}

impl Default for VideoParts {
    /// Neither calls nor films.
    fn default() -> Self {
        Self {
            server: None,
            elsewhere: false,
            recordings: None,
            shelf: None,
            relays: Arc::new(|_| "[]".to_owned()),
        }
    }
}

/// What an administration decided, and where the faces are.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Registration.
    pub registration: registration::Settings,
    /// Registration by video call.
    pub video: VideoRules,
    /// Registration by pictures and a film.
    pub unattended: UnattendedRules,
    /// Authentication.
    pub authn: authn::Settings,
    /// The app is offered as a way to identify.
    pub app_offered: bool,
    /// Relying parties.
    pub federation: federation::Settings,
    /// The electronic office.
    pub procedures: procedures::Settings,
    /// The audit log.
    pub audit: AuditSettings,
    /// Our identifier as an OpenID Connect provider.
    pub issuer: Issuer,
    /// Address at which relying parties' machines are asked for certificates, if there is one.
    pub certificates_url: Option<Url>,
    /// Address of identity as people see it.
    pub identity_url: Url,
    /// Address of the electronic office as people see it.
    pub sede_url: Url,
    /// Address of the desk as officers see it.
    pub office_url: Url,
    /// Client id of the electronic office.
    pub sede_client: String,
    /// Its secret.
    pub sede_secret: Secret<String>,
    /// Begins every text message.
    pub sms_alias: String,
    /// Proxies whose headers are believed.
    pub trusted_proxies: TrustedProxies,
    /// Everything is invented, and the pages say so.
    pub demonstration: bool,
    /// Languages of the pages.
    pub languages: Vec<Lang>,
    /// Requests that a face works on at once.
    pub concurrency: usize,
}
