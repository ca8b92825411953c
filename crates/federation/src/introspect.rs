//! A resource server, or the client itself, asks about a token (RFC 7662).

use std::sync::Arc;

use store::{StoreError, Tx, repo, repo::refresh::RefreshTokenInContext};
use vocab::{PersonId, Timestamp};
use wire_oidc::{
    JsonAnswer, Parameters,
    claims::Scope,
    client::{ClientKind, ClientRegistration},
    token::{Introspection, LiveToken, TokenInQuestion, TokenRefusal},
};

use crate::{
    Credentials, Federation, PATHS, authorize::grant::Granted, held::may_assert, token::unavailable,
};

/// A token in force, of whatever kind.
struct InForce {
    client: String,
    person: PersonId,
    granted: Granted,
    issued_at: Timestamp,
    expires_at: Timestamp,
    refresh: bool,
}

impl Federation {
    /// Tells a client about a token: its own, or an access token for a resource that it serves. To
    /// everybody else every token is alike inactive (§2.2, §4).
    pub async fn introspect(&self, credentials: &Credentials<'_>, form: &Parameters) -> JsonAnswer {
        match self.introspected(credentials, form).await {
            Ok(answer) => answer.to_answer(),
            Err(refusal) => refusal.to_answer(),
        }
    }

    async fn introspected(
        &self,
        credentials: &Credentials<'_>,
        form: &Parameters,
    ) -> Result<Introspection, TokenRefusal> {
        let asked = TokenInQuestion::parse(credentials.authorization, form)?;
        let asker = self
            .authenticate(&asked.client, credentials, PATHS.introspection)
            .await?;
        if asker.kind == ClientKind::Public {
            return Err(TokenRefusal::InvalidClient(
                "who asks about tokens must authenticate",
            ));
        }
        let found = self
            .in_force(&asked.token)
            .await
            .map_err(|error| unavailable(&error))?;
        let Some(found) = found.filter(|found| concerns(&asker, found)) else {
            return Ok(Introspection::Inactive);
        };
        let holder = self
            .clients
            .find(&self.store, &found.client, self.clock.now())
            .await
            .map_err(|error| unavailable(&error))?;
        Ok(match holder {
            Some(holder) => self.told(&holder, found),
            None => Introspection::Inactive,
        })
    }

    async fn in_force(&self, presented: &str) -> Result<Option<InForce>, StoreError> {
        let refresh_token_hash = self.refresh_token_hash(presented);
        let access_token = self.access_token_hash(presented);
        let now = self.clock.now();
        self.store
            .read("federation.introspect", move |tx| {
                let found = Self::found(tx, refresh_token_hash, access_token, now)?;
                let Some(found) = found else {
                    return Ok(None);
                };
                let live = may_assert(tx, found.person, &found.granted.acr, now)?;
                Ok(live.then_some(found))
            })
            .await
    }

    fn found(
        tx: &mut Tx<'_>,
        refresh_token_hash: [u8; 32],
        access_token: Option<([u8; 32], bool)>,
        now: Timestamp,
    ) -> Result<Option<InForce>, StoreError> {
        let refresh = repo::refresh::find_token(tx, refresh_token_hash)?;
        if let Some(found) = refresh.filter(|found| is_usable(found, now)) {
            return Ok(Some(InForce {
                granted: Granted::read(&found.family.granted)?,
                client: found.family.client,
                person: found.family.person,
                issued_at: found.issued_at,
                expires_at: found.expires_at,
                refresh: true,
            }));
        }
        let Some((hash, jwt)) = access_token else {
            return Ok(None);
        };
        let Some(live) = repo::authorization::find_live_token(tx, hash, now)? else {
            return Ok(None);
        };
        let granted = Granted::read(&live.token.granted)?;
        let found = InForce {
            client: live.token.client,
            person: live.token.person,
            issued_at: live.issued_at,
            expires_at: live.token.expires_at,
            refresh: false,
            granted,
        };
        Ok((found.granted.token.jwt == jwt).then_some(found))
    }

    fn told(&self, holder: &Arc<ClientRegistration>, found: InForce) -> Introspection {
        let Ok(sub) = self.subject_of(holder, found.person) else {
            return Introspection::Inactive;
        };
        let granted = &found.granted;
        let token_type = (!found.refresh).then(|| granted.token.binding.token_type());
        Introspection::Active(Box::new(LiveToken {
            scope: Scope::join(&granted.scopes),
            client_id: found.client,
            token_type,
            exp: found.expires_at.as_second(),
            iat: found.issued_at.as_second(),
            sub,
            aud: self.audience_of(granted).to_owned(),
            iss: self.issuer.as_str().to_owned(),
            acr: granted.acr.clone(),
            auth_time: granted.auth_time,
            cnf: granted.token.binding.clone(),
        }))
    }
}

fn is_usable(found: &RefreshTokenInContext, now: Timestamp) -> bool {
    !found.revoked
        && found.registered
        && found.used_at.is_none()
        && now < found.expires_at
        && now < found.family.expires_at
}

fn concerns(asker: &ClientRegistration, found: &InForce) -> bool {
    let own = found.client == asker.client_id.as_str();
    let audience = found.granted.token.audience.as_ref();
    let serves = audience.is_some_and(|resource| asker.tokens.serves.contains(resource));
    own || (serves && !found.refresh)
}
