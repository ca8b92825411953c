//! The request that waits while the person identifies.

use std::sync::Arc;

use authn::RelyingPartyName;
use axum::http::StatusCode;
use federation::Pending;
use serde::Deserialize;
use vocab::{AssuranceLevel, Lang};
use web_kit::{
    ErrorCode, Page, PageError,
    ui::{Asked, Notice},
};
use wire_oidc::client::ClientRegistration;

use crate::{IdentityState, texts};

/// The parameter of every page of the log-in.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct WaitingQuery {
    /// The sealed request; absent when the person came by themselves.
    #[serde(default)]
    pub(crate) r: String,
}

/// Who asks, or nobody: the person may come by themselves, to their own session.
pub(crate) struct Waiting {
    pub(crate) sealed: String,
    pub(crate) asker: Option<(Pending, Arc<ClientRegistration>)>,
}

impl Waiting {
    /// Reads the parameter.
    pub(crate) async fn read(
        state: &IdentityState,
        page: &Page,
        query: WaitingQuery,
    ) -> Result<Self, PageError> {
        if query.r.is_empty() {
            return Ok(Self {
                sealed: String::new(),
                asker: None,
            });
        }
        let t = texts::login(page.lang);
        let stale = || {
            PageError::new(StatusCode::GONE, ErrorCode::own("LOG-001"))
                .title(t.stale_title)
                .lead(t.stale_lead)
                .advice(t.stale_try)
        };
        let pending = state.federation.recall(&query.r).ok_or_else(stale)?;
        let client = state
            .federation
            .client_of(&pending)
            .await?
            .ok_or_else(stale)?;
        Ok(Self {
            sealed: query.r,
            asker: Some((pending, client)),
        })
    }

    /// The level that is asked for at least.
    pub(crate) fn demanded(&self) -> AssuranceLevel {
        let asked = self.asker.as_ref();
        asked.map_or(AssuranceLevel::Low, |(pending, _)| {
            pending.request.level.minimum()
        })
    }

    /// An address of the log-in that keeps the request.
    pub(crate) fn address(&self, path: &str) -> String {
        if self.sealed.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?r={}", self.sealed)
        }
    }

    /// Whether who asks accepts certificates of those who act for an organisation.
    pub(crate) fn accepts_representatives(&self) -> bool {
        let asker = self.asker.as_ref();
        asker.is_some_and(|(_, client)| client.accepts_representatives)
    }

    /// Name of who asks, in the language of the page.
    pub(crate) fn service(&self, state: &IdentityState, lang: Lang) -> String {
        match &self.asker {
            Some((_, client)) => client.name(lang.tag()).to_owned(),
            None => state.own_name(lang).to_owned(),
        }
    }

    /// Name of who asks, in the language that its reader turns out to have: the SMS goes to a
    /// person whom the page does not know.
    pub(crate) fn service_in_any_language(&self, state: &IdentityState) -> RelyingPartyName {
        match &self.asker {
            Some((_, client)) => {
                let client = client.clone();
                Arc::new(move |lang| client.name(lang.tag()).to_owned())
            }
            None => {
                let state = state.clone();
                Arc::new(move |lang| state.own_name(lang).to_owned())
            }
        }
    }

    /// "Who asks you to identify", for the side and for above the title.
    pub(crate) fn asked(&self, state: &IdentityState, page: &Page) -> Asked {
        let asked = page.asked(self.service(state, page.lang), page.body_name());
        match &self.asker {
            Some((pending, _)) => asked.level(pending.request.level.minimum()),
            None => asked,
        }
    }

    /// The one neutral answer to number and contrast datum that do not match, with the general causes
    /// (invariant 11).
    pub(super) fn not_confirmed(&self, page: &Page) -> Notice {
        let t = texts::login(page.lang);
        page.notice_stop(
            t.not_confirmed_title,
            page.rich(t.not_confirmed)
                .link("/help/not-confirmed")
                .link(self.address("/register")),
        )
    }

    /// Lets the forms of a page end at the relying party: browsers apply `form-action` to the
    /// whole chain of redirects.
    pub(crate) fn allow_return(
        &self,
        response: axum::response::Response,
    ) -> axum::response::Response {
        let mut response = response;
        if let Some((pending, _)) = &self.asker
            && let Ok(url) = url::Url::parse(pending.request.return_address.redirect_uri())
        {
            web_kit::allow_form_action(&mut response, &url);
        }
        response
    }
}
