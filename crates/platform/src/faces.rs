//! The routers of the faces, dressed in the body's name and under the settings.

use std::sync::Arc;

use axum::Router;
use model::body::Body;
use url::Url;
use vocab::Lang;
use web_identity::IdentityState;
use web_kit::{
    Face, FaceKind, FaceSettings, Localised, PublicBody,
    face::{CsrfKey, NavLink},
};

use crate::Platform;

impl Platform {
    /// The face of identity.
    #[must_use]
    pub fn identity(&self) -> Router {
        let state = IdentityState {
            registrar: self.registrar.clone(),
            doorkeeper: self.doorkeeper.clone(),
            federation: self.federation.clone(),
            body: self.parts.body.clone(),
        };
        let url = self.parts.settings.identity_url.clone();
        web_identity::app(self.face(FaceKind::Identity, url, web_identity::navigation), state)
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
        texts.iter().fold(Localised::same(first), |all, (lang, text)| all.with(*lang, text.clone()))
    };
    let hours = Localised::same("de lunes a viernes de 9:00 a 19:00")
        .with(Lang::Ca, "de dilluns a divendres de 9:00 a 19:00")
        .with(Lang::En, "Monday to Friday from 9:00 to 19:00");
    PublicBody::new(localised(&body.names), body.contact.helpline.clone(), hours)
}
