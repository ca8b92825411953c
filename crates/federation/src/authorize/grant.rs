//! The person goes on: the relying party gets a code.

use audit::Event;
use authn::Authenticated;
use serde::{Deserialize, Serialize};
use store::{StoreError, repo, repo::authorization::StoredCode};
use vocab::{AuthorizationId, BearerSecret, RegistrationLevel, SignedDuration, Timestamp};
use wire_oidc::{
    authorize::AuthorizationResponse,
    claims::{ReleasePlan, Scopes},
    client::ClientRegistration,
    token::{CodeChallenge, Confirmation},
};

use super::{
    decide::{is_of_a_way_accepted, release_words},
    pending::Pending,
};
use crate::{Federation, consent::Covered, counts::Happening, held::may_assert};

const NAME: &str = "federation.authorize.grant";

/// What an authorization grants; stored with its code and its tokens. It names no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Granted {
    pub(crate) redirect_uri: String,
    pub(crate) nonce: Option<String>,
    pub(crate) challenge: Option<CodeChallenge>,
    pub(crate) scopes: Scopes,
    pub(crate) plan: ReleasePlan,
    pub(crate) auth_time: i64,
    pub(crate) acr: String,
    pub(crate) amr: Vec<String>,
    /// How the person was registered then; not in grants that an earlier version stored.
    #[serde(default)]
    pub(crate) registration: Option<RegistrationLevel>,
    /// The resource asked for with the authorization; `None` is our own userinfo.
    #[serde(default)]
    pub(crate) resource: Option<String>,
    /// The thumbprint of the key that the token request must prove to have.
    #[serde(default)]
    pub(crate) dpop_jkt: Option<String>,
    /// Of a token: what it is like.
    #[serde(default)]
    pub(crate) token: TokenNature,
}

impl Granted {
    /// As it is stored.
    pub(crate) fn to_json(&self) -> String {
        // Cannot fail: the grant is made of values that serialise to JSON.
        serde_json::to_string(self).expect("a grant serialises")
    }

    /// From what was stored with a token.
    pub(crate) fn read(json: &str) -> Result<Self, StoreError> {
        serde_json::from_str(json).map_err(|_| StoreError::decode("access_token.granted"))
    }
}

/// What one token, or one family of refresh tokens, is like.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct TokenNature {
    /// To whom it is bound.
    pub(crate) binding: Confirmation,
    /// The resource that it is for; `None` is our own userinfo.
    pub(crate) audience: Option<String>,
    /// It went out as a JWT, and is good for nothing in any other form.
    pub(crate) jwt: bool,
    /// Of a family: what is refreshed must be bound to some key, since what it began with was.
    pub(crate) proof_demanded: bool,
}

/// Why no code was given.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// The client was disabled while the person identified.
    #[error("the client is not registered any more")]
    ClientGone,
    /// The log-in is not what was asked for, or not any more: its level, its age, the person, or
    /// something keeps them out. Decide again.
    #[error("the log-in is not what the client asked for")]
    LevelTooLow,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Federation {
    /// Gives the relying party a code about an authenticated person, and remembers in the
    /// session what the person let go.
    ///
    /// # Errors
    /// [`GrantError`].
    pub async fn grant(
        &self,
        pending: &Pending,
        person: &Authenticated,
    ) -> Result<AuthorizationResponse, GrantError> {
        self.give(pending, person, false).await
    }

    /// The same, and the person asked that this release be remembered: the page is not shown
    /// again for the same data.
    ///
    /// # Errors
    /// [`GrantError`].
    pub async fn grant_and_remember(
        &self,
        pending: &Pending,
        person: &Authenticated,
    ) -> Result<AuthorizationResponse, GrantError> {
        self.give(pending, person, true).await
    }

    async fn give(
        &self,
        pending: &Pending,
        person: &Authenticated,
        remember: bool,
    ) -> Result<AuthorizationResponse, GrantError> {
        let client = self
            .client_of(pending)
            .await?
            .ok_or(GrantError::ClientGone)?;
        if !pending.request.level.is_met_by(person.level())
            || !self.recent(pending, person)
            || !self.is_about(pending, &client, person)
            || !is_of_a_way_accepted(&client, person)
        {
            return Err(GrantError::LevelTooLow);
        }
        let now = self.clock.now();
        let plan = self.plan(pending, &client);
        let released = release_words(&plan.all(), &pending.request.scopes);
        let consent =
            remember.then(|| self.consent_to(&client, &Covered::new(&plan, &client), now));
        let code = BearerSecret::generate(&*self.entropy);
        let code_hash = self.hashes.hash("oidc.code", code.as_str().as_bytes());
        let stored = self.stored_code(pending, person, plan, &client, now);
        let entropy = self.entropy.clone();
        let acr = person.level().acr().to_owned();
        self.store
            .transact::<_, GrantError, _>(NAME, move |tx| {
                let data_key = repo::person::guard(tx, stored.person, now)?;
                if !may_assert(tx, stored.person, &acr, now)? {
                    return Err(GrantError::LevelTooLow);
                }
                repo::session::set_released(tx, stored.session, &stored.client, &released, now)?;
                repo::person_client::note(tx, stored.person, &stored.client, &released, now)?;
                repo::authorization::add_code(tx, &stored, code_hash, now)?;
                let released: Vec<String> =
                    released.split_whitespace().map(str::to_owned).collect();
                if let Some(consent) = &consent {
                    repo::consent::put(tx, stored.person, consent, now)?;
                    let event = Event::ConsentRemembered {
                        client: stored.client.clone(),
                        released: released.clone(),
                    };
                    let about = audit::about_person(stored.person, data_key);
                    audit::append(tx, &event, about, now, &*entropy)?;
                }
                let event = Event::Authorized {
                    client: stored.client.clone(),
                    acr: acr.clone(),
                    released,
                };
                let about = audit::about_person(stored.person, data_key);
                audit::append(tx, &event, about, now, &*entropy)?;
                Ok(())
            })
            .await?;
        let id = pending.request.client_id.as_str();
        self.clients.counts.add(id, Happening::LoggedIn);
        Ok(pending
            .request
            .return_address
            .granted(&self.issuer, code.as_str()))
    }

    fn recent(&self, pending: &Pending, person: &Authenticated) -> bool {
        let now = self.clock.now().as_second();
        person.authenticated_at() >= pending.received_at
            || !pending
                .request
                .demands_fresh_login(person.authenticated_at().as_second(), now)
    }

    /// How long a code works; at most a minute under the FAPI 2.0 Security Profile (§5.3.2.2).
    fn code_seconds(&self, client: &ClientRegistration) -> i64 {
        let seconds = i64::from(self.settings.code_s);
        if client.is_fapi2() {
            seconds.min(60)
        } else {
            seconds
        }
    }

    fn stored_code(
        &self,
        pending: &Pending,
        person: &Authenticated,
        plan: ReleasePlan,
        client: &ClientRegistration,
        now: Timestamp,
    ) -> StoredCode {
        let request = &pending.request;
        let granted = Granted {
            redirect_uri: request.return_address.redirect_uri().to_owned(),
            nonce: request.nonce.clone(),
            challenge: request.code_challenge.clone(),
            scopes: request.scopes.clone(),
            plan,
            auth_time: person.authenticated_at().as_second(),
            acr: person.level().acr().to_owned(),
            amr: person
                .method()
                .amr()
                .iter()
                .map(|word| (*word).to_owned())
                .collect(),
            registration: Some(person.registration_level()),
            resource: request.resource.clone(),
            dpop_jkt: request.dpop_jkt.clone(),
            token: TokenNature::default(),
        };
        StoredCode {
            id: AuthorizationId::new(now, &*self.entropy),
            client: request.client_id.as_str().to_owned(),
            session: person.session(),
            person: person.person(),
            granted: granted.to_json(),
            expires_at: now
                .checked_add(SignedDuration::from_secs(self.code_seconds(client)))
                .unwrap_or(Timestamp::MAX),
            used_at: None,
        }
    }
}
