//! What the handlers of this face share.

use std::sync::Arc;

use audit::AuditLog;
use authn::{Arrival, Authenticated, Doorkeeper, ProofOfWork, Who};
use axum::http::{HeaderMap, header::USER_AGENT};
use federation::Federation;
use model::{body::Body, origin::Origin, session::Seen};
use proofing::Proofing;
use registration::Registrar;
use unattended::Unattended;
use vocab::BearerSecret;
use web_kit::{Face, Page, PageError, page::SessionNote};

use crate::{CertificateFace, app::AppFace, register::video::VideoFace, texts};

/// The use cases behind the pages.
#[derive(Clone)]
pub struct IdentityState {
    /// Registration.
    pub registrar: Arc<Registrar>,
    /// Registration by video call.
    pub proofing: Arc<Proofing>,
    /// Registration by pictures and a film; its pages exist where it is offered.
    pub unattended: Arc<Unattended>,
    /// What the pages of calls need besides.
    pub video: VideoFace,
    /// The app.
    pub app: AppFace,
    /// Authentication.
    pub doorkeeper: Arc<Doorkeeper>,
    /// The log-in with a certificate, where it is offered.
    pub certificates: Option<CertificateFace>,
    /// Proof of work before anonymous steps.
    pub work: Arc<ProofOfWork>,
    /// Relying parties.
    pub federation: Arc<Federation>,
    /// The public audit log.
    pub audit_log: Arc<AuditLog>,
    /// The body that registers.
    pub body: Arc<Body>,
}

impl IdentityState {
    /// The authenticated person of a request, if the session cookie is good.
    pub(crate) async fn person(
        &self,
        page: &Page,
        headers: &HeaderMap,
    ) -> Result<Option<Authenticated>, PageError> {
        let Some(secret) = session_secret(page.face(), headers) else {
            return Ok(None);
        };
        Ok(self.doorkeeper.resume(&secret).await?)
    }

    /// The page with name, way out and end of the session of an authenticated person.
    pub(crate) async fn signed_in(
        &self,
        page: Page,
        person: &Authenticated,
    ) -> Result<Page, PageError> {
        let who = self.doorkeeper.who(person).await?;
        Ok(match &who {
            Some(who) => self.signed_in_as(page, person, who),
            None => page,
        })
    }

    /// The same where the person's data are known already.
    pub(crate) fn signed_in_as(&self, page: Page, person: &Authenticated, who: &Who) -> Page {
        let now = page.now();
        let note = SessionNote::new(
            who.name.given.as_str(),
            "/session/log-out",
            "/session/keep",
            person.ends_at(),
            now,
        );
        page.prefer(who.lang).with_session(note)
    }

    /// The name of a relying party in the language of the page; its identifier where it is not in
    /// service any more.
    pub(crate) async fn name_of(&self, page: &Page, client: &str) -> Result<String, PageError> {
        let known = self.federation.client(client).await?;
        Ok(known.map_or_else(
            || client.to_owned(),
            |known| known.name(page.lang.tag()).to_owned(),
        ))
    }

    /// If and only if people can register by video call here: it was decided so, and there is a
    /// media server, in this process or in another.
    pub(crate) fn offers_calls(&self) -> bool {
        self.proofing.offered() && self.video.has_media()
    }

    /// Name of the electronic identity service in messages, where no relying party asks.
    pub(crate) fn own_name(&self, lang: vocab::Lang) -> &'static str {
        texts::home(lang).service_name
    }
}

/// The browser in which somebody comes in.
pub(crate) fn arrival(page: &Page, headers: &HeaderMap) -> Arrival {
    let said = headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok());
    Arrival {
        seen: Seen::new(said, Origin::of(page.client().0)),
        previous: session_secret(page.face(), headers),
    }
}

/// The secret of the session cookie.
pub(crate) fn session_secret(face: &Face, headers: &HeaderMap) -> Option<BearerSecret> {
    face.cookie("session")
        .read(headers)
        .and_then(|text| BearerSecret::parse(text).ok())
}
