//! What comes next for a request: identify, show what is released, or answer.

use std::{collections::BTreeSet, sync::Arc};

use authn::Authenticated;
use model::session::AuthenticationMethod;
use store::{StoreError, repo};
use vocab::AssuranceLevel;
use wire_oidc::{
    ErrorCode,
    authorize::{AuthorizationResponse, Prompt},
    claims::{Claim, ReleasePlan, Scope, Scopes},
    client::{ClientRegistration, LegalBasis},
};

use super::pending::Pending;
use crate::{Federation, consent::Covered, counts::Happening};

/// What comes next.
#[derive(Debug)]
pub enum Next {
    /// The person must identify.
    Identify,
    /// The person is identified; they see who asks and what is released, and go on or choose
    /// another identity.
    Show(ReleaseView),
    /// Nothing is left to ask: [`Federation::grant`].
    Grant,
    /// The level demanded is above what the person reached (R249, R025).
    LevelNeeded {
        /// What the relying party demands.
        demanded: AssuranceLevel,
        /// What the person reached.
        reached: AssuranceLevel,
    },
    /// The relying party is told.
    Answer(AuthorizationResponse),
}

/// What the person is shown before anything is released.
#[derive(Debug, Clone)]
pub struct ReleaseView {
    /// Who asks.
    pub client: Arc<ClientRegistration>,
    /// What would be released, and why.
    pub released: Vec<(Claim, LegalBasis)>,
    /// The session was there before this request: the person chooses to use it (single sign-on).
    pub from_session: bool,
    /// For how many days at most the client could come back for the data while the person is
    /// away; nothing if it does not ask for that.
    pub offline_days: Option<u32>,
}

/// Who entered with a certificate of a representative entered services that accept it, and no
/// others: elsewhere they identify anew.
pub(super) fn is_of_a_way_accepted(client: &ClientRegistration, person: &Authenticated) -> bool {
    person.method() != AuthenticationMethod::CertificateRepresentative
        || client.accepts_representatives
}

impl Federation {
    /// The registration of the client that asks.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn client_of(
        &self,
        pending: &Pending,
    ) -> Result<Option<Arc<ClientRegistration>>, StoreError> {
        let id = pending.request.client_id.as_str();
        self.clients.find(&self.store, id, self.clock.now()).await
    }

    /// Decides what comes next.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn decide(
        &self,
        pending: &Pending,
        person: Option<&Authenticated>,
    ) -> Result<Next, StoreError> {
        let Some(client) = self.client_of(pending).await? else {
            return Ok(self.answer(pending, ErrorCode::UnauthorizedClient));
        };
        let fits = |person: &&Authenticated| {
            self.recent_enough(pending, person) && is_of_a_way_accepted(&client, person)
        };
        let Some(person) = person.filter(fits) else {
            return Ok(self.unless_silent(pending, ErrorCode::LoginRequired, Next::Identify));
        };
        if !self.is_about(pending, &client, person) {
            return Ok(self.somebody_else(pending, person));
        }
        if !pending.request.level.is_met_by(person.level()) {
            let needed = Next::LevelNeeded {
                demanded: pending.request.level.minimum(),
                reached: person.level(),
            };
            let code = ErrorCode::UnmetAuthenticationRequirements;
            return Ok(self.unless_silent(pending, code, needed));
        }
        // What was released before matters only where there is something to show.
        let fresh = person.authenticated_at() >= pending.received_at;
        let nothing = self.plan(pending, &client).all().is_empty() && !is_offline(pending);
        let before = if fresh && nothing {
            Before::default()
        } else {
            self.before(person, &client).await?
        };
        Ok(self.show_or_grant(pending, person, client, &before))
    }

    /// The answer when the person does not go on.
    #[must_use]
    pub fn decline(&self, pending: &Pending, code: ErrorCode) -> AuthorizationResponse {
        let id = pending.request.client_id.as_str();
        self.clients.counts.add(id, Happening::Refused(code));
        pending.request.return_address.failed(&self.issuer, code)
    }

    /// Was the log-in recent enough for `prompt` and `max_age`? One made for this very request
    /// always is.
    fn recent_enough(&self, pending: &Pending, person: &Authenticated) -> bool {
        if person.authenticated_at() >= pending.received_at {
            return true;
        }
        let now = self.clock.now().as_second();
        !pending
            .request
            .demands_fresh_login(person.authenticated_at().as_second(), now)
    }

    /// Is this the person that the client asked for, if it asked for one (OpenID Connect Core
    /// §3.1.2.2 step 4)? A hint that is no token of ours asks for nobody.
    pub(crate) fn is_about(
        &self,
        pending: &Pending,
        client: &ClientRegistration,
        person: &Authenticated,
    ) -> bool {
        let request = &pending.request;
        if request.claims.subject.is_none() && request.id_token_hint.is_none() {
            return true;
        }
        let hint = request
            .id_token_hint
            .as_deref()
            .and_then(|token| self.verified_hint(token));
        self.subject_of(client, person.person())
            .is_ok_and(|sub| request.is_about(&sub, hint.as_ref()))
    }

    /// The client asked for another person: let them identify, once.
    fn somebody_else(&self, pending: &Pending, person: &Authenticated) -> Next {
        if person.authenticated_at() >= pending.received_at {
            return self.answer(pending, ErrorCode::LoginRequired);
        }
        self.unless_silent(pending, ErrorCode::LoginRequired, Next::Identify)
    }

    fn show_or_grant(
        &self,
        pending: &Pending,
        person: &Authenticated,
        client: Arc<ClientRegistration>,
        before: &Before,
    ) -> Next {
        let plan = self.plan(pending, &client);
        let from_session = person.authenticated_at() < pending.received_at;
        if from_session && !client.single_sign_on && before.in_session.is_none() {
            return self.unless_silent(pending, ErrorCode::LoginRequired, Next::Identify);
        }
        let asked_again = matches!(
            pending.request.prompt,
            Prompt::Interactive { consent: true, .. }
        );
        let words = release_words(&plan.all(), &pending.request.scopes);
        let seen = before.in_session.as_deref() == Some(words.as_str());
        let offline = is_offline(pending);
        // What is remembered are data; that a client may come back for them alone is shown anew.
        let agreed = !offline
            && before
                .remembered
                .as_ref()
                .is_some_and(|agreed| Covered::new(&plan, &client).is_within(agreed));
        let nothing_to_show = plan.all().is_empty() && !offline && !from_session;
        if !asked_again && (seen || agreed || nothing_to_show) {
            return Next::Grant;
        }
        let released = plan
            .all()
            .into_iter()
            .filter_map(|claim| Some((claim, client.basis_for(claim)?.clone())))
            .collect();
        let view = Next::Show(ReleaseView {
            client,
            released,
            from_session,
            offline_days: is_offline(pending).then_some(self.settings.refresh_days),
        });
        self.unless_silent(pending, ErrorCode::InteractionRequired, view)
    }

    /// With `prompt=none` no page is shown: what would need one is an error.
    fn unless_silent(&self, pending: &Pending, code: ErrorCode, next: Next) -> Next {
        if pending.request.is_silent() {
            self.answer(pending, code)
        } else {
            next
        }
    }

    fn answer(&self, pending: &Pending, code: ErrorCode) -> Next {
        Next::Answer(self.decline(pending, code))
    }

    pub(crate) fn plan(&self, pending: &Pending, client: &ClientRegistration) -> ReleasePlan {
        ReleasePlan::new(&pending.request.scopes, &pending.request.claims, client)
    }

    async fn before(
        &self,
        person: &Authenticated,
        client: &ClientRegistration,
    ) -> Result<Before, StoreError> {
        let (session, id) = (person.session(), person.person());
        let client = client.client_id.as_str().to_owned();
        let now = self.clock.now();
        self.store
            .read("federation.released_before", move |tx| {
                let in_session = repo::session::released_to(tx, session, &client)?;
                let remembered = repo::consent::to_client(tx, id, &client, now)?;
                Ok(Before {
                    in_session,
                    remembered: remembered.and_then(|text| Covered::read(&text)),
                })
            })
            .await
    }
}

/// What the person let this client have before.
#[derive(Default)]
struct Before {
    /// In this session, in words.
    in_session: Option<String>,
    /// In any session, because the person asked us to remember it.
    remembered: Option<Covered>,
}

/// Whether the client wants to come back while the person is away.
fn is_offline(pending: &Pending) -> bool {
    pending.request.scopes.contains(&Scope::OfflineAccess)
}

/// What was released, as it is remembered with the session: the claims, and whether the client may
/// come back for them while the person is away.
pub(crate) fn release_words(claims: &BTreeSet<Claim>, scopes: &Scopes) -> String {
    let offline = scopes
        .contains(&Scope::OfflineAccess)
        .then_some(Scope::OfflineAccess.name());
    claims
        .iter()
        .map(|claim| claim.name())
        .chain(offline)
        .collect::<Vec<_>>()
        .join(" ")
}
