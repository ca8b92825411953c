//! The token endpoint: a code becomes an access token and an ID token, once.

use std::sync::Arc;

use audit::{About, Event};
use ports::signing::{KeyUse, SignError, SignatureAlgorithm};
use serde::Serialize;
use store::{
    StoreError, Tx, repo,
    repo::authorization::{CodeInContext, StoredCode, StoredToken},
};
use vocab::{BearerSecret, SignedDuration, Timestamp, TokenId, constant_time_eq};
use wire_oidc::{
    JsonAnswer, Parameters,
    claims::{IdTokenClaims, Scope, at_hash},
    client::{ClientKind, ClientRegistration},
    jose::{Algorithm, Header, signing_input},
    subject,
    token::{
        CodeVerifier, Grant, PresentedClient, TokenRefusal, TokenRequest, TokenResponse, check_pkce,
    },
};

use crate::{Federation, authorize::grant::Granted, claims, counts::Happening};

const NAME: &str = "federation.redeem";

/// One answer for everything that a thief could probe.
const NOT_VALID: TokenRefusal = TokenRefusal::InvalidGrant("the code is not valid");

/// A code that was accepted, and the access token that was stored for it.
struct Redeemed {
    code: StoredCode,
    granted: Granted,
}

impl Federation {
    /// Answers a token request.
    pub async fn redeem(&self, authorization: Option<&str>, form: &Parameters) -> JsonAnswer {
        match self.tokens_for(authorization, form).await {
            Ok(tokens) => tokens.to_answer(),
            Err(refusal) => refusal.to_answer(),
        }
    }

    async fn tokens_for(
        &self,
        authorization: Option<&str>,
        form: &Parameters,
    ) -> Result<TokenResponse, TokenRefusal> {
        let request = TokenRequest::parse(authorization, form)?;
        let client = self.prove(&request.client).await?;
        let Grant::AuthorizationCode {
            code,
            redirect_uri,
            code_verifier,
        } = &request.grant;
        let access_token = BearerSecret::generate(&*self.entropy);
        let redeemed = self
            .use_up(
                &client,
                code,
                redirect_uri,
                code_verifier.as_ref(),
                &access_token,
            )
            .await?;
        let id_token = self.id_token(&client, &redeemed, &access_token).await?;
        let id = client.client_id.as_str();
        self.clients.counts.add(id, Happening::Redeemed);
        let expires_in = i64::from(self.settings.access_token_s);
        let scope = Scope::join(&redeemed.granted.scopes);
        Ok(TokenResponse::bearer(
            access_token.as_str().to_owned(),
            expires_in,
            id_token,
            scope,
        ))
    }

    /// The client that a request of its own proves to be from.
    pub(crate) async fn proven_client(
        &self,
        authorization: Option<&str>,
        form: &Parameters,
    ) -> Result<Arc<ClientRegistration>, TokenRefusal> {
        let presented = PresentedClient::parse(authorization, form)?;
        self.prove(&presented).await
    }

    /// The method must be the registered one, and the secret the right one.
    async fn prove(
        &self,
        presented: &PresentedClient,
    ) -> Result<Arc<ClientRegistration>, TokenRefusal> {
        let failed = TokenRefusal::InvalidClient("client authentication failed");
        let client = self
            .clients
            .find(&self.store, presented.client_id.as_str(), self.clock.now())
            .await
            .map_err(|error| unavailable(&error))?
            .ok_or(failed)?;
        presented.check(&client)?;
        if client.kind == ClientKind::Public {
            return Ok(client);
        }
        let secret = presented.secret().ok_or(failed)?;
        let own = client.secret_hash.as_deref().ok_or(failed)?;
        let hash = self.client_secret_hash(client.client_id.as_str(), secret.expose());
        if constant_time_eq(own, &hash) {
            Ok(client)
        } else {
            Err(failed)
        }
    }

    /// Keyed hash under which a client's secret is stored.
    #[must_use]
    pub fn client_secret_hash(&self, client: &str, secret: &str) -> [u8; 32] {
        self.hashes
            .hash("client.secret", format!("{client}|{secret}").as_bytes())
    }

    /// Marks the code as used and stores the access token in one transaction, if everything fits.
    async fn use_up(
        &self,
        client: &ClientRegistration,
        code: &str,
        redirect_uri: &str,
        verifier: Option<&CodeVerifier>,
        access_token: &BearerSecret,
    ) -> Result<Redeemed, TokenRefusal> {
        let now = self.clock.now();
        let expected = Expected {
            code_hash: self.hashes.hash("oidc.code", code.as_bytes()),
            token_hash: self
                .hashes
                .hash("oidc.token", access_token.as_str().as_bytes()),
            client: client.client_id.as_str().to_owned(),
            redirect_uri: redirect_uri.to_owned(),
            verifier: verifier.cloned(),
            token: TokenId::new(now, &*self.entropy),
            token_expires_at: now
                .checked_add(SignedDuration::from_secs(i64::from(
                    self.settings.access_token_s,
                )))
                .unwrap_or(Timestamp::MAX),
            now,
        };
        let entropy = self.entropy.clone();
        self.store
            .transact(NAME, move |tx| use_up(tx, &expected, &*entropy))
            .await
            .map_err(|error| unavailable(&error))?
    }

    async fn id_token(
        &self,
        client: &ClientRegistration,
        redeemed: &Redeemed,
        access_token: &BearerSecret,
    ) -> Result<String, TokenRefusal> {
        let granted = &redeemed.granted;
        let released = if granted.plan.id_token.is_empty() {
            wire_oidc::claims::ClaimValues::new()
        } else {
            let who = self
                .doorkeeper
                .who_is(redeemed.code.person)
                .await
                .map_err(|error| unavailable(&error))?
                .ok_or(NOT_VALID)?;
            granted.plan.for_id_token(&claims::known(&who))
        };
        let iat = self.clock.now().as_second();
        let token = IdTokenClaims {
            iss: self.issuer.as_str().to_owned(),
            sub: self.subject(client, &redeemed.code)?,
            aud: client.client_id.as_str().to_owned(),
            exp: iat + i64::from(self.settings.id_token_s),
            iat,
            auth_time: granted.auth_time,
            nonce: granted.nonce.clone(),
            acr: granted.acr.clone(),
            amr: granted.amr.clone(),
            at_hash: Some(at_hash(access_token.as_str())),
            sid: Some(self.sid(client.client_id.as_str(), redeemed.code.session)),
            azp: None,
            released,
        };
        self.sign(client.id_token_alg, "JWT", &token)
            .await
            .map_err(|error| unavailable(&error))
    }

    fn subject(
        &self,
        client: &ClientRegistration,
        code: &StoredCode,
    ) -> Result<String, TokenRefusal> {
        self.subject_of(client, code.person)
            .map_err(|error| unavailable(&error))
    }

    pub(crate) fn subject_of(
        &self,
        client: &ClientRegistration,
        person: vocab::PersonId,
    ) -> Result<String, subject::SectorMissing> {
        subject::derive(client, person.as_bytes(), |input| {
            self.hashes.hash("oidc.subject", input)
        })
    }

    /// Signs claims as a token of a type.
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
            Algorithm::Ps256 => return Err(SignFailure::Algorithm),
        };
        let key = self.signer.active(key_use)?;
        let input = signing_input(
            &Header {
                alg: algorithm,
                typ,
                kid: &key.kid,
            },
            claims,
        );
        let signature = self
            .signer
            .sign_as(&key, signature, input.as_bytes())
            .await?;
        input
            .assemble(&signature)
            .map_err(|_| SignFailure::Algorithm)
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum SignFailure {
    #[error("no key signs with this algorithm")]
    Algorithm,
    #[error(transparent)]
    Key(#[from] SignError),
}

/// What a code must fit.
#[derive(Clone)]
struct Expected {
    code_hash: [u8; 32],
    token_hash: [u8; 32],
    client: String,
    redirect_uri: String,
    verifier: Option<CodeVerifier>,
    token: TokenId,
    token_expires_at: Timestamp,
    now: Timestamp,
}

fn use_up(
    tx: &mut Tx<'_>,
    expected: &Expected,
    entropy: &dyn vocab::Entropy,
) -> Result<Result<Redeemed, TokenRefusal>, StoreError> {
    let now = expected.now;
    let found = repo::authorization::find_code_in_context(tx, expected.code_hash)?;
    let Some(CodeInContext {
        code,
        session_live,
        data_key,
    }) = found
    else {
        return Ok(Err(NOT_VALID));
    };
    let about = || audit::about_person(code.person, data_key);
    let Ok(granted) = serde_json::from_str::<Granted>(&code.granted) else {
        return Err(StoreError::decode("authorization_code.granted"));
    };
    if code.client != expected.client {
        return Ok(Err(NOT_VALID));
    }
    if code.used_at.is_some() {
        return replayed(tx, &code, about(), now, entropy).map(Err);
    }
    let fits = now < code.expires_at && granted.redirect_uri == expected.redirect_uri;
    let proven = check_pkce(granted.challenge.as_ref(), expected.verifier.as_ref());
    if !fits || !session_live {
        return Ok(Err(NOT_VALID));
    }
    if let Err(refusal) = proven {
        return Ok(Err(refusal));
    }
    if !repo::authorization::use_code(tx, code.id, now)? {
        return replayed(tx, &code, about(), now, entropy).map(Err);
    }
    let token = StoredToken {
        id: expected.token,
        authorization: code.id,
        client: code.client.clone(),
        session: code.session,
        person: code.person,
        granted: code.granted.clone(),
        expires_at: expected.token_expires_at,
    };
    repo::authorization::add_token(tx, &token, expected.token_hash, now)?;
    let event = Event::TokensIssued {
        client: code.client.clone(),
    };
    audit::append(tx, &event, about(), now, entropy)?;
    Ok(Ok(Redeemed { code, granted }))
}

/// RFC 6749 §4.1.2: a code that comes twice was stolen by one of the two; what it gave is revoked.
fn replayed(
    tx: &mut Tx<'_>,
    code: &StoredCode,
    about: About,
    now: Timestamp,
    entropy: &dyn vocab::Entropy,
) -> Result<TokenRefusal, StoreError> {
    repo::authorization::revoke_tokens_of(tx, code.id, now)?;
    let event = Event::CodeReplayed {
        client: code.client.clone(),
    };
    audit::append(tx, &event, about, now, entropy)?;
    Ok(NOT_VALID)
}

fn unavailable(error: &dyn std::error::Error) -> TokenRefusal {
    tracing::error!(error = %error, "the token endpoint could not answer");
    TokenRefusal::Unavailable
}
