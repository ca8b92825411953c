//! Tokens put together and signed.

use std::sync::Arc;

use ports::signing::{KeyUse, SignError, SignatureAlgorithm};
use serde::Serialize;
use vocab::{BearerSecret, PersonId, SessionId, SignedDuration, Timestamp};
use wire_oidc::{
    claims::{Claim, ClaimValues, IdTokenClaims, Scope, at_hash},
    client::{AccessTokenFormat, ClientRegistration, Encryption, NoEncryptionKey},
    discovery::Issuer,
    jose::{Algorithm, EncryptError, Header, JwkSet, encrypt, signing_input},
    subject,
    token::{
        ACCESS_TOKEN_TYPE, AccessTokenClaims, Confirmation, TokenRefusal, TokenResponse,
        access_token_id, looks_like_jwt,
    },
};

use crate::{
    Federation,
    authorize::grant::{Granted, TokenNature},
    claims,
    token::unavailable,
};

/// What a request for tokens has become: stored, and still to be put together.
pub(crate) struct Issue<'a> {
    pub(crate) client: &'a ClientRegistration,
    pub(crate) granted: &'a Granted,
    pub(crate) person: PersonId,
    pub(crate) session: SessionId,
    /// What the stored hash is of: the access token itself, or the identifier of a JWT.
    pub(crate) secret: &'a BearerSecret,
    pub(crate) refresh_token: Option<&'a BearerSecret>,
    /// The ID token repeats the nonce the first time only (OpenID Connect Core §12.2).
    pub(crate) nonce: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum SignFailure {
    #[error("no key signs with this algorithm")]
    Algorithm,
    #[error(transparent)]
    Key(#[from] SignError),
    #[error(transparent)]
    NoEncryptionKey(#[from] NoEncryptionKey),
    #[error(transparent)]
    Encrypt(#[from] EncryptError),
}

/// What a token is to be like.
#[derive(Clone)]
pub(crate) struct Wanted {
    /// Us.
    pub(crate) issuer: Issuer,
    /// Who asks.
    pub(crate) client: Arc<ClientRegistration>,
    /// The resource named in the request.
    pub(crate) resource: Option<String>,
    /// To whom the token is bound.
    pub(crate) binding: Confirmation,
}

impl Wanted {
    /// What the token is like, if what was granted allows it (RFC 8707 §2.2).
    pub(crate) fn nature(&self, granted: &Granted) -> Result<TokenNature, TokenRefusal> {
        let audience = match self.resource.as_deref() {
            None => granted.resource.clone(),
            Some(asked) if asked == self.issuer.as_str() => None,
            Some(asked) if granted.resource.as_deref() == Some(asked) => Some(asked.to_owned()),
            Some(_) => {
                return Err(TokenRefusal::InvalidTarget(
                    "the resource was not asked for with the authorization",
                ));
            }
        };
        let settings = &self.client.tokens;
        let allowed = |resource: &String| settings.resources.contains(resource);
        if !audience.as_ref().is_none_or(allowed) {
            return Err(TokenRefusal::InvalidTarget(
                "the client may not ask for this resource",
            ));
        }
        Ok(TokenNature {
            binding: self.binding.clone(),
            audience,
            jwt: settings.access_tokens == AccessTokenFormat::Jwt,
            proof_demanded: false,
        })
    }
}

impl Federation {
    /// When an access token that is given now expires.
    pub(crate) fn access_token_end(&self, now: Timestamp) -> Timestamp {
        now.checked_add(SignedDuration::from_secs(i64::from(
            self.settings.access_token_s,
        )))
        .unwrap_or(Timestamp::MAX)
    }

    /// The answer of the token endpoint.
    pub(crate) async fn put_together(
        &self,
        issue: &Issue<'_>,
    ) -> Result<TokenResponse, TokenRefusal> {
        let access_token = self.access_token(issue).await?;
        let id_token = self.id_token(issue, &access_token).await?;
        let granted = issue.granted;
        let expires_in = i64::from(self.settings.access_token_s);
        let scope = Scope::join(&granted.scopes);
        Ok(TokenResponse {
            token_type: granted.token.binding.token_type().to_owned(),
            refresh_token: issue.refresh_token.map(|token| token.as_str().to_owned()),
            ..TokenResponse::bearer(access_token, expires_in, id_token, scope)
        })
    }

    async fn access_token(&self, issue: &Issue<'_>) -> Result<String, TokenRefusal> {
        let (granted, client) = (issue.granted, issue.client);
        if !granted.token.jwt {
            return Ok(issue.secret.as_str().to_owned());
        }
        let iat = self.clock.now().as_second();
        let claims = AccessTokenClaims {
            iss: self.issuer.as_str().to_owned(),
            aud: self.audience_of(granted).to_owned(),
            sub: self.subject(client, issue.person)?,
            client_id: client.client_id.as_str().to_owned(),
            exp: iat + i64::from(self.settings.access_token_s),
            iat,
            jti: issue.secret.as_str().to_owned(),
            auth_time: granted.auth_time,
            acr: granted.acr.clone(),
            amr: granted.amr.clone(),
            scope: Scope::join(&granted.scopes),
            cnf: granted.token.binding.clone(),
        };
        self.sign(client.id_token_alg, ACCESS_TOKEN_TYPE, &claims)
            .await
            .map_err(|error| unavailable(&error))
    }

    /// The resource that a token is for: ourselves, for userinfo, unless another was asked for.
    pub(crate) fn audience_of<'a>(&'a self, granted: &'a Granted) -> &'a str {
        granted
            .token
            .audience
            .as_deref()
            .unwrap_or_else(|| self.issuer.as_str())
    }

    async fn id_token(
        &self,
        issue: &Issue<'_>,
        access_token: &str,
    ) -> Result<String, TokenRefusal> {
        let (granted, client) = (issue.granted, issue.client);
        let id = client.client_id.as_str();
        let iat = self.clock.now().as_second();
        let token = IdTokenClaims {
            iss: self.issuer.as_str().to_owned(),
            sub: self.subject(client, issue.person)?,
            aud: id.to_owned(),
            exp: iat + i64::from(self.settings.id_token_s),
            iat,
            auth_time: granted.auth_time,
            nonce: issue.nonce.clone(),
            acr: granted.acr.clone(),
            amr: granted.amr.clone(),
            registration_level: granted.registration.map(|level| level.as_str().to_owned()),
            at_hash: Some(at_hash(access_token)),
            sid: Some(self.sid(id, issue.session)),
            azp: None,
            released: self.released(issue).await?,
        };
        let signed = self.sign(client.id_token_alg, "JWT", &token).await;
        signed
            .and_then(|signed| self.encrypted(signed, client.id_token_encryption()))
            .map_err(|error| unavailable(&error))
    }

    /// A signed token, encrypted for the client if it registered so: signed first, so that nobody
    /// can take the signature off and put another one on (RFC 7519 §11.2).
    pub(crate) fn encrypted(
        &self,
        signed: String,
        encryption: Result<Option<Encryption<'_>>, NoEncryptionKey>,
    ) -> Result<String, SignFailure> {
        match encryption? {
            None => Ok(signed),
            Some(Encryption { key, alg, enc }) => {
                Ok(encrypt(&signed, key, alg, enc, &*self.entropy)?)
            }
        }
    }

    async fn released(&self, issue: &Issue<'_>) -> Result<ClaimValues, TokenRefusal> {
        let plan = &issue.granted.plan;
        if plan.id_token.is_empty() {
            return Ok(ClaimValues::new());
        }
        let who = self
            .doorkeeper
            .who_is(issue.person)
            .await
            .map_err(|error| unavailable(&error))?
            .ok_or(TokenRefusal::InvalidGrant("the grant is not valid"))?;
        let mut released = plan.for_id_token(&claims::known(&who));
        // It is in every ID token, beside `acr`, as it was when the person identified.
        released.remove(&Claim::RegistrationLevel);
        Ok(released)
    }

    fn subject(
        &self,
        client: &ClientRegistration,
        person: PersonId,
    ) -> Result<String, TokenRefusal> {
        self.subject_of(client, person)
            .map_err(|error| unavailable(&error))
    }

    pub(crate) fn subject_of(
        &self,
        client: &ClientRegistration,
        person: PersonId,
    ) -> Result<String, subject::SectorMissing> {
        subject::derive(client, person.as_bytes(), |input| {
            self.hashes.hash("oidc.subject", input)
        })
    }

    /// Signs a token of ours.
    pub(crate) async fn sign<C: Serialize>(
        &self,
        algorithm: Algorithm,
        typ: &str,
        claims: &C,
    ) -> Result<String, SignFailure> {
        let (key_use, signature) = match algorithm {
            Algorithm::Es256 => (KeyUse::TokenEs256, SignatureAlgorithm::Es256Fixed),
            Algorithm::Rs256 => (KeyUse::TokenRs256, SignatureAlgorithm::Rs256),
            // No key of ours makes it, and registrations that ask for it have a fault.
            Algorithm::Ps256 | Algorithm::EdDsa => return Err(SignFailure::Algorithm),
        };
        let key = self.signer.active(key_use)?;
        let header = Header {
            alg: algorithm,
            typ,
            kid: &key.kid,
        };
        let input = signing_input(&header, claims);
        let signature = self
            .signer
            .sign_as(&key, signature, input.as_bytes())
            .await?;
        input
            .assemble(&signature)
            .map_err(|_| SignFailure::Algorithm)
    }

    /// The hash under which a presented access token would be stored, and whether it came as a
    /// JWT; nothing if it is a JWT that we did not make.
    pub(crate) fn access_token_hash(&self, presented: &str) -> Option<([u8; 32], bool)> {
        if !looks_like_jwt(presented) {
            let hash = self.hashes.hash("oidc.token", presented.as_bytes());
            return Some((hash, false));
        }
        let keys = JwkSet::parse(self.jwks().as_bytes()).ok()?;
        let jti = access_token_id(presented, &keys, self.issuer.as_str()).ok()?;
        Some((self.hashes.hash("oidc.token", jti.as_bytes()), true))
    }
}
