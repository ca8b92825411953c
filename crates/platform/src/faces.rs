//! The routers of the faces, dressed in the body's name and under the settings.

use std::sync::Arc;

use axum::Router;
use desk::telephone::Calls;
use gateways::outbound::OutboundError;
use model::body::Body;
use url::Url;
use vocab::Lang;
use web_identity::{AppFace, CertificateFace, IdentityState, VideoFace};
use web_kit::{
    Face, FaceKind, FaceSettings, Localised, PublicBody,
    face::{CsrfKey, NavLink},
};
use web_office::{InventedOfficer, OfficeState};
use web_sede::{
    SedeState,
    oidc::{OidcClient, OidcSettings},
};
use wire_oidc::jose::Algorithm;

use crate::{Platform, back_channel::ToIssuer};

impl Platform {
    /// The face of identity.
    pub fn identity(&self) -> Router {
        let url = self.parts.settings.identity_url.clone();
        web_identity::app(
            self.face(FaceKind::Identity, url, web_identity::navigation),
            self.identity_state(),
        )
    }

    /// What of identity relying parties call where they are asked for certificates, to be served
    /// with [`web_kit::server::serve_tls`]; nothing without an address for it.
    pub fn certificates(&self) -> Option<Router> {
        let url = self.parts.settings.certificates_url.clone()?;
        Some(web_identity::certificates_app(
            self.face(FaceKind::Identity, url, web_identity::navigation),
            self.identity_state(),
        ))
    }

    /// Where people are asked for a certificate, to be served with
    /// [`web_kit::server::serve_tls`]; nothing where the log-in with one is not offered.
    pub fn certificate_log_in(&self) -> Option<Router> {
        let url = self.parts.certificates.as_ref()?.address.clone();
        Some(web_identity::certificate_log_in_app(
            self.face(FaceKind::Identity, url, web_identity::navigation),
            self.identity_state(),
        ))
    }

    fn certificate_face(&self) -> Option<CertificateFace> {
        Some(CertificateFace {
            log_in: self.certificates.clone()?,
            address: self.parts.certificates.as_ref()?.address.clone(),
            identity: self.parts.settings.identity_url.clone(),
        })
    }

    fn identity_state(&self) -> IdentityState {
        IdentityState {
            registrar: self.registrar.clone(),
            proofing: self.proofing.clone(),
            unattended: self.unattended.clone(),
            video: VideoFace::new(self.parts.video.server.clone())
                .with_media_elsewhere(self.parts.video.elsewhere)
                .with_relays(self.parts.video.relays.clone()),
            app: AppFace::new(self.parts.settings.app_offered),
            doorkeeper: self.doorkeeper.clone(),
            certificates: self.certificate_face(),
            work: self.work.clone(),
            federation: self.federation.clone(),
            audit_log: self.audit_log.clone(),
            body: self.parts.body.clone(),
        }
    }

    /// The face of the electronic office.
    ///
    /// # Errors
    /// [`OutboundError`] if the issuer's address cannot be called.
    pub fn sede(&self) -> Result<Router, OutboundError> {
        let settings = &self.parts.settings;
        let url = settings.sede_url.clone();
        let origin = url.origin().ascii_serialization();
        let oidc = OidcSettings {
            issuer: settings.identity_url.clone(),
            client_id: settings.sede_client.clone(),
            client_secret: settings.sede_secret.clone(),
            redirect_uri: format!("{origin}/login/callback"),
            post_logout_redirect_uri: format!("{origin}/"),
            id_token_algorithm: Algorithm::Es256,
        };
        let channel = Arc::new(ToIssuer::new(&settings.identity_url)?);
        let oidc = Arc::new(OidcClient::new(oidc, channel));
        let state = SedeState::new(self.procedures.clone(), oidc);
        Ok(web_sede::app(
            self.face(FaceKind::Sede, url, web_sede::navigation),
            state,
        ))
    }

    /// The face of the officers' desk; `invented` may be stepped in as, in the demonstration only.
    pub fn office(&self, invented: Vec<InventedOfficer>) -> Router {
        let url = self.parts.settings.office_url.clone();
        let calls = Arc::new(Calls {
            desk: self.desk.clone(),
            doorkeeper: self.doorkeeper.clone(),
        });
        let state = OfficeState::new(self.desk.clone())
            .with_calls(calls)
            .with_ice(self.parts.video.relays.clone())
            .with_recordings(self.parts.video.recordings.clone())
            .with_self_reviews(self.reviews.clone())
            .with_invented(invented);
        web_office::app(
            self.face(FaceKind::Office, url, web_office::navigation),
            state,
        )
    }

    pub(crate) fn face(
        &self,
        kind: FaceKind,
        public_url: Url,
        navigation: fn(Lang) -> Vec<NavLink>,
    ) -> Face {
        let parts = &self.parts;
        let key = CsrfKey::new(parts.hashes.hash("csrf.key", kind.slug().as_bytes()));
        let mut settings = FaceSettings::new(
            kind,
            public_url,
            public_body(&parts.body),
            key,
            parts.clock.clone(),
            parts.entropy.clone(),
        );
        settings.navigation = navigation;
        settings.languages = parts.settings.languages.clone();
        settings.trusted_proxies = parts.settings.trusted_proxies.clone();
        settings.metrics = self.metrics.clone();
        settings.demonstration = parts.settings.demonstration;
        Face::new(settings)
    }
}

/// The body as its pages show it.
fn public_body(body: &Arc<Body>) -> PublicBody {
    let localised = |texts: &std::collections::BTreeMap<Lang, String>| {
        let first = texts.get(&Lang::Es).cloned().unwrap_or_default();
        texts
            .iter()
            .fold(Localised::same(first), |all, (lang, text)| {
                all.with(*lang, text.clone())
            })
    };
    let hours = Localised::same("de lunes a viernes de 9:00 a 19:00")
        .with(Lang::Ca, "de dilluns a divendres de 9:00 a 19:00")
        .with(Lang::Gl, "de luns a venres de 9:00 a 19:00")
        .with(Lang::Eu, "astelehenetik ostiralera, 9:00etatik 19:00etara")
        .with(Lang::En, "Monday to Friday from 9:00 to 19:00");
    PublicBody::new(localised(&body.names), body.contact.helpline.clone(), hours)
}
