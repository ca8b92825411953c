//! What a face is: its kind, its address, the body in charge, its links and keys.

mod body;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use url::Url;
use vocab::{Clock, Entropy, Lang};

pub use body::{Brand, Localised, PublicBody};

use crate::client::{Peer, TrustedProxies};
use crate::cookie::CookieName;
use crate::icons::Icon;
use crate::metrics::Metrics;
use crate::texts::{self, KitTexts};

/// One of the faces of the platform. Cookies, metrics and the desk style follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FaceKind {
    /// Registration, identification, the citizen's own page.
    Identity,
    /// The electronic office.
    Sede,
    /// The desks of officers.
    Office,
    /// The developer inbox of the demonstration.
    Inbox,
}

impl FaceKind {
    /// The name in cookies, metrics and logs.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Sede => "sede",
            Self::Office => "office",
            Self::Inbox => "inbox",
        }
    }

    /// The name beside the mark.
    #[must_use]
    pub const fn name(self, t: &'static KitTexts) -> &'static str {
        match self {
            Self::Identity => t.face_identity,
            Self::Sede => t.face_sede,
            Self::Office => t.face_office,
            Self::Inbox => t.face_inbox,
        }
    }

    /// Whether its pages are desks: denser, with `desk.css`.
    #[must_use]
    pub const fn is_desk(self) -> bool {
        matches!(self, Self::Office)
    }
}

/// A secret of 32 bytes under which form tokens are made. Never printed.
#[derive(Clone)]
pub struct CsrfKey(pub(crate) [u8; 32]);

impl CsrfKey {
    /// The key of these bytes; the same on every node of a face.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for CsrfKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CsrfKey(…)")
    }
}

/// An entry of the navigation.
#[derive(Debug, Clone)]
pub struct NavLink {
    /// What it says.
    pub text: String,
    /// Where it goes: a path of this face, or a full address.
    pub href: String,
    /// A drawing before the words.
    pub icon: Option<Icon>,
}

impl NavLink {
    /// An entry without a drawing.
    #[must_use]
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            icon: None,
        }
    }
}

/// Everything a face needs to answer. Made once at the start.
pub struct FaceSettings {
    /// Which face.
    pub kind: FaceKind,
    /// Where it is reached from outside, such as `https://identity.example.es`. An https address
    /// makes cookies `Secure` with the prefix `__Host-` and adds HSTS.
    pub public_url: Url,
    /// The body in charge, as the pages show it.
    pub body: PublicBody,
    /// The key of form tokens.
    pub csrf_key: CsrfKey,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance, for tokens and references.
    pub entropy: Arc<dyn Entropy>,
    /// The languages of the menu, in its order. Default: all that have texts.
    pub languages: Vec<Lang>,
    /// Proxies whose `X-Forwarded-For` is believed. Default: none.
    pub trusted_proxies: TrustedProxies,
    /// Where numbers go. Default: a registry of its own.
    pub metrics: Arc<Metrics>,
    /// The navigation of the face. Default: none.
    pub navigation: fn(Lang) -> Vec<NavLink>,
    /// Whether a banner says that everything is invented.
    pub demonstration: bool,
    /// How long a handler may take. Default: 30 s.
    pub request_timeout: Duration,
    /// How many bytes a form may have. Default: 64 KiB. Uploads have a limit of their own.
    pub form_limit: usize,
}

impl FaceSettings {
    /// Settings with the defaults.
    #[must_use]
    pub fn new(
        kind: FaceKind,
        public_url: Url,
        body: PublicBody,
        csrf_key: CsrfKey,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self {
            kind,
            public_url,
            body,
            csrf_key,
            clock,
            entropy,
            languages: texts::LANGS.to_vec(),
            trusted_proxies: TrustedProxies::default(),
            metrics: Arc::new(Metrics::new()),
            navigation: |_| Vec::new(),
            demonstration: false,
            request_timeout: Duration::from_secs(30),
            form_limit: 64 * 1024,
        }
    }
}

/// A face, shared by all its handlers. Cheap to clone.
#[derive(Clone)]
pub struct Face(Arc<Inner>);

struct Inner {
    settings: FaceSettings,
    origin: String,
    secure: bool,
    body_style: Option<(String, String)>,
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Face").field(&self.0.settings.kind).finish()
    }
}

impl Face {
    /// The face of these settings.
    #[must_use]
    pub fn new(settings: FaceSettings) -> Self {
        let origin = settings.public_url.origin().ascii_serialization();
        let secure = settings.public_url.scheme() == "https";
        let body_style = settings.body.brand.style_sheet();
        let body_style =
            body_style.map(|css| (format!("/assets/body.css?v={}", body::version(&css)), css));
        Self(Arc::new(Inner {
            settings,
            origin,
            secure,
            body_style,
        }))
    }

    /// Which face.
    #[must_use]
    pub fn kind(&self) -> FaceKind {
        self.0.settings.kind
    }

    /// The origin, as browsers write it: `https://identity.example.es`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0.origin
    }

    /// The full address of a path of this face, for messages, redirects and QR codes.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.origin)
    }

    /// Whether the face is reached over https.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.0.secure
    }

    /// A cookie of this face: `__Host-aldaba-identity-session` over https,
    /// `aldaba-identity-session` over http.
    #[must_use]
    pub fn cookie(&self, purpose: &str) -> CookieName {
        CookieName::new(self.kind().slug(), purpose, self.0.secure)
    }

    /// The body in charge.
    #[must_use]
    pub fn body(&self) -> &PublicBody {
        &self.0.settings.body
    }

    /// The time.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.0.settings.clock
    }

    /// Chance.
    #[must_use]
    pub fn entropy(&self) -> &dyn Entropy {
        &*self.0.settings.entropy
    }

    /// The registry of numbers.
    #[must_use]
    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.0.settings.metrics
    }

    /// Whether the connection of a request comes from one of our proxies, so that what its headers
    /// say about the client may be believed.
    #[must_use]
    pub fn vouches_for(&self, peer: Option<Peer>) -> bool {
        self.settings().trusted_proxies.vouch_for(peer)
    }

    /// The languages of the menu.
    #[must_use]
    pub fn languages(&self) -> &[Lang] {
        &self.0.settings.languages
    }

    pub(crate) fn settings(&self) -> &FaceSettings {
        &self.0.settings
    }

    /// The address of the body's style sheet and the sheet, if the body changes any colour.
    pub(crate) fn body_style(&self) -> Option<&(String, String)> {
        self.0.body_style.as_ref()
    }
}
