//! A refresh token becomes new tokens, also while the person is away (RFC 6749 §6, OpenID Connect
//! Core §12).
//!
//! Each use takes the token away and gives the next one, unless the client registered otherwise.
//! A token that comes twice was copied: its whole family is revoked (RFC 9700 §4.14.2).

use audit::Event;
use store::{
    StoreError, Tx, repo,
    repo::{authorization::StoredToken, refresh::RefreshTokenInContext},
};
use vocab::{BearerSecret, Entropy, SignedDuration, Timestamp, TokenId};
use wire_oidc::{
    claims::{Scope, Scopes},
    token::{TokenRefusal, TokenResponse},
};

use crate::{
    Federation,
    authorize::grant::Granted,
    held::may_assert,
    issue::{Issue, Wanted},
    token::unavailable,
};

const NAME: &str = "federation.refresh";

/// One answer for everything that a thief could probe.
const NOT_VALID: TokenRefusal = TokenRefusal::InvalidGrant("the refresh token is not valid");

const DAY_S: i64 = 24 * 60 * 60;

/// What is stored of a refresh token that is given now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FamilySeed {
    /// Id of the token.
    pub(crate) token: TokenId,
    /// Its keyed hash.
    pub(crate) token_hash: [u8; 32],
    /// When it expires if it is not used.
    pub(crate) token_expires_at: Timestamp,
    /// When a family that begins now ends.
    pub(crate) ends_at: Timestamp,
}

/// What a refresh token must fit, and what is stored when it does.
struct Expected {
    token_hash: [u8; 32],
    scopes: Option<Scopes>,
    wanted: Wanted,
    access_token: TokenId,
    access_token_hash: [u8; 32],
    access_token_expires_at: Timestamp,
    next: FamilySeed,
    now: Timestamp,
}

/// A refresh token that was accepted, and what its access token grants.
struct Refreshed {
    found: RefreshTokenInContext,
    granted: Granted,
}

impl Federation {
    pub(crate) async fn refresh(
        &self,
        presented: &str,
        scopes: Option<Scopes>,
        wanted: Wanted,
    ) -> Result<TokenResponse, TokenRefusal> {
        let secret = BearerSecret::generate(&*self.entropy);
        let next = BearerSecret::generate(&*self.entropy);
        let client = wanted.client.clone();
        let now = self.clock.now();
        let expected = Expected {
            token_hash: self.refresh_token_hash(presented),
            scopes,
            wanted,
            access_token: TokenId::new(now, &*self.entropy),
            access_token_hash: self.hashes.hash("oidc.token", secret.as_str().as_bytes()),
            access_token_expires_at: self.access_token_end(now),
            next: self.family_seed(&next, now),
            now,
        };
        let entropy = self.entropy.clone();
        let refreshed = self
            .store
            .transact(NAME, move |tx| use_token(tx, &expected, &*entropy))
            .await
            .map_err(|error| unavailable(&error))??;
        let rotates = client.tokens.rotate_refresh_tokens;
        let issue = Issue {
            client: &client,
            granted: &refreshed.granted,
            person: refreshed.found.family.person,
            session: refreshed.found.family.session,
            secret: &secret,
            refresh_token: rotates.then_some(&next),
            nonce: None,
        };
        self.put_together(&issue).await
    }

    /// Keyed hash under which a refresh token is stored.
    pub(crate) fn refresh_token_hash(&self, token: &str) -> [u8; 32] {
        self.hashes.hash("oidc.refresh_token", token.as_bytes())
    }

    /// What is to be stored of a refresh token that is given now.
    pub(crate) fn family_seed(&self, token: &BearerSecret, now: Timestamp) -> FamilySeed {
        let after = |days: u32| {
            now.checked_add(SignedDuration::from_secs(i64::from(days) * DAY_S))
                .unwrap_or(Timestamp::MAX)
        };
        let ends_at = after(self.settings.refresh_days);
        FamilySeed {
            token: TokenId::new(now, &*self.entropy),
            token_hash: self.refresh_token_hash(token.as_str()),
            token_expires_at: after(self.settings.refresh_idle_days).min(ends_at),
            ends_at,
        }
    }
}

/// Uses a token and stores what it gives in one transaction, if everything fits.
fn use_token(
    tx: &mut Tx<'_>,
    expected: &Expected,
    entropy: &dyn Entropy,
) -> Result<Result<Refreshed, TokenRefusal>, StoreError> {
    let now = expected.now;
    let client = expected.wanted.client.client_id.as_str();
    let found = repo::refresh::find_token(tx, expected.token_hash)?;
    // Only its own client can use a token up, or be seen to use it twice.
    let Some(found) = found.filter(|found| found.family.client == client) else {
        return Ok(Err(NOT_VALID));
    };
    // Whoever logs out everywhere or is frozen at this moment bumps it too: one of the two comes
    // after the other, and sees what it did.
    repo::person::guard(tx, found.family.person, now)?;
    let in_time = now < found.expires_at && now < found.family.expires_at;
    if found.revoked || !in_time || !found.registered {
        return Ok(Err(NOT_VALID));
    }
    let Ok(granted) = serde_json::from_str::<Granted>(&found.family.granted) else {
        return Err(StoreError::decode("refresh_family.granted"));
    };
    if !may_assert(tx, found.family.person, &granted.acr, now)? {
        return Ok(Err(NOT_VALID));
    }
    if let Err(refusal) = check_binding(expected, &granted) {
        return Ok(Err(refusal));
    }
    if found.used_at.is_some() {
        return replayed(tx, &found, now, entropy).map(Err);
    }
    let granted = match judge(expected, granted) {
        Ok(granted) => granted,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if !take(tx, expected, &found)? {
        return replayed(tx, &found, now, entropy).map(Err);
    }
    let token = StoredToken {
        id: expected.access_token,
        authorization: found.family.id,
        client: found.family.client.clone(),
        session: found.family.session,
        person: found.family.person,
        granted: granted.to_json(),
        expires_at: expected.access_token_expires_at,
        offline: true,
    };
    repo::authorization::add_token(tx, &token, expected.access_token_hash, now)?;
    let event = Event::TokensRefreshed {
        client: found.family.client.clone(),
    };
    let about = audit::about_person(found.family.person, found.data_key);
    audit::append(tx, &event, about, now, entropy)?;
    Ok(Ok(Refreshed { found, granted }))
}

/// Whoever has a copy of a token without what it is bound to can neither use it up nor have its
/// family revoked.
fn check_binding(expected: &Expected, family: &Granted) -> Result<(), TokenRefusal> {
    let binding = &expected.wanted.binding;
    let bound = &family.token;
    let same_key = bound.binding.jkt.is_none() || bound.binding.jkt == binding.jkt;
    if !same_key || (bound.proof_demanded && binding.jkt.is_none()) {
        return Err(TokenRefusal::InvalidDpopProof(
            "the refresh token is bound to a key",
        ));
    }
    let certificate = bound.binding.certificate;
    if certificate.is_some() && certificate != binding.certificate {
        return Err(NOT_VALID);
    }
    Ok(())
}

/// What the new access token grants: no more than the family does, and than the client is still
/// entitled to.
fn judge(expected: &Expected, family: Granted) -> Result<Granted, TokenRefusal> {
    let client = &expected.wanted.client;
    if !client.scopes.contains(&Scope::OfflineAccess) {
        return Err(TokenRefusal::UnauthorizedClient);
    }
    let nature = expected.wanted.nature(&family)?;
    let plan = family.plan.clone().still_entitled(client);
    let (scopes, plan) = match &expected.scopes {
        None => (family.scopes.clone(), plan),
        Some(fewer) if fewer.is_subset(&family.scopes) && fewer.contains(&Scope::OpenId) => {
            (fewer.clone(), plan.narrowed(fewer))
        }
        Some(_) => {
            return Err(TokenRefusal::InvalidScope(
                "the scope must contain openid and nothing that was not granted",
            ));
        }
    };
    Ok(Granted {
        scopes,
        plan,
        token: nature,
        ..family
    })
}

/// Takes the token away and puts the next one in its place, or, for a client that does not
/// rotate, lets it live on. `false` if somebody was faster.
fn take(
    tx: &mut Tx<'_>,
    expected: &Expected,
    found: &RefreshTokenInContext,
) -> Result<bool, StoreError> {
    let (next, now) = (expected.next, expected.now);
    let expires_at = next.token_expires_at.min(found.family.expires_at);
    if !expected.wanted.client.tokens.rotate_refresh_tokens {
        repo::refresh::prolong_token(tx, found.id, expires_at, now)?;
        return Ok(true);
    }
    if !repo::refresh::use_token(tx, found.id, now)? {
        return Ok(false);
    }
    repo::refresh::add_token(
        tx,
        next.token,
        found.family.id,
        next.token_hash,
        expires_at,
        now,
    )?;
    Ok(true)
}

/// One of two has a copy, and nobody can tell which: neither goes on.
fn replayed(
    tx: &mut Tx<'_>,
    found: &RefreshTokenInContext,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<TokenRefusal, StoreError> {
    repo::refresh::revoke_family(tx, found.family.id, now)?;
    let event = Event::RefreshTokenReplayed {
        client: found.family.client.clone(),
    };
    let about = audit::about_person(found.family.person, found.data_key);
    audit::append(tx, &event, about, now, entropy)?;
    Ok(NOT_VALID)
}
