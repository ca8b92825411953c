//! The userinfo endpoint: exactly what the person saw, to whoever may hold the token.

use authn::Who;
use store::{StoreError, repo, repo::authorization::StoredToken};
use wire_oidc::{
    JsonAnswer, Parameters,
    bearer::{
        self, AccessToken, BearerRefusal, TokenScheme, USERINFO_TYPE, userinfo_answer,
        userinfo_claims,
    },
    dpop::DpopProof,
    token::TokenRefusal,
};

use crate::{
    Credentials, Federation, PATHS,
    authorize::grant::{Granted, TokenNature},
    claims,
    held::may_assert,
    issue::SignFailure,
    possession::PossessionError,
};

/// Why userinfo is not given.
#[derive(Debug, thiserror::Error)]
enum UserinfoError {
    #[error(transparent)]
    Refused(#[from] BearerRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Sign(#[from] SignFailure),
}

impl From<PossessionError> for UserinfoError {
    fn from(error: PossessionError) -> Self {
        match error {
            PossessionError::Nonce => Self::Refused(BearerRefusal::UseDpopNonce),
            PossessionError::Header | PossessionError::Proof(_) | PossessionError::Replayed => {
                Self::Refused(BearerRefusal::InvalidDpopProof)
            }
            PossessionError::Store(error) => Self::Store(error),
        }
    }
}

impl Federation {
    /// Answers a userinfo request made with `method`, `GET` or `POST`.
    pub async fn userinfo(
        &self,
        method: &str,
        credentials: &Credentials<'_>,
        form: Option<&Parameters>,
    ) -> JsonAnswer {
        let token = match bearer::parse(credentials.authorization, form) {
            Ok(token) => token,
            Err(refusal) => return refusal.to_answer(TokenScheme::Bearer),
        };
        let answer = match self.released_data(method, credentials, &token).await {
            Ok(answer) => answer,
            Err(UserinfoError::Refused(refusal)) => refusal.to_answer(token.scheme()),
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "userinfo could not answer");
                TokenRefusal::Unavailable.to_answer()
            }
        };
        match token.scheme() {
            TokenScheme::Bearer => answer,
            TokenScheme::Dpop => answer.with_dpop_nonce(self.nonce()),
        }
    }

    async fn released_data(
        &self,
        method: &str,
        credentials: &Credentials<'_>,
        token: &AccessToken,
    ) -> Result<JsonAnswer, UserinfoError> {
        let proof = match token.scheme() {
            TokenScheme::Bearer => None,
            TokenScheme::Dpop => {
                let text = Some(token.expose());
                let proof = self.proof(credentials, method, PATHS.userinfo, text)?;
                Some(proof.ok_or(BearerRefusal::InvalidDpopProof)?)
            }
        };
        let (stored, granted, who) = self
            .live_token(token.expose())
            .await?
            .ok_or(BearerRefusal::InvalidToken)?;
        if granted.token.audience.is_some() || !is_held(&granted.token, proof.as_ref(), credentials)
        {
            return Err(BearerRefusal::InvalidToken.into());
        }
        if let Some(proof) = &proof {
            self.spend_proof(proof).await?;
        }
        let client = self
            .clients
            .find(&self.store, &stored.client, self.clock.now())
            .await?
            .ok_or(BearerRefusal::InvalidToken)?;
        let sub = self
            .subject_of(&client, stored.person)
            .map_err(|_| BearerRefusal::InvalidToken)?;
        let released = granted.plan.for_userinfo(&claims::known(&who));
        let Some(algorithm) = client.userinfo_signed_response_alg else {
            return Ok(userinfo_answer(&sub, &released));
        };
        let id = client.client_id.as_str();
        let claims = userinfo_claims(self.issuer.as_str(), id, &sub, &released);
        let signed = self.sign(algorithm, USERINFO_TYPE, &claims).await?;
        let token = self.encrypted(signed, client.userinfo_encryption())?;
        Ok(JsonAnswer::token(token))
    }

    /// The token, if neither it nor its session has ended, what it grants, and the person it is
    /// about.
    async fn live_token(
        &self,
        token: &str,
    ) -> Result<Option<(StoredToken, Granted, Who)>, StoreError> {
        let Some((hash, jwt)) = self.access_token_hash(token) else {
            return Ok(None);
        };
        let now = self.clock.now();
        self.store
            .read("federation.userinfo", move |tx| {
                let Some(live) = repo::authorization::find_live_token(tx, hash, now)? else {
                    return Ok(None);
                };
                let granted = Granted::read(&live.token.granted)?;
                // The identifier of a JWT is no token by itself.
                if granted.token.jwt != jwt {
                    return Ok(None);
                }
                if !may_assert(tx, live.token.person, &granted.acr, now)? {
                    return Ok(None);
                }
                let who = authn::who_in(tx, live.token.person)?;
                Ok(who.map(|who| (live.token, granted, who)))
            })
            .await
    }
}

/// Whether whoever presents a token holds what it is bound to: if and only if it is bound to a
/// key, it comes with a proof by that key (a bound token is no bearer token, and the other way
/// round); and if it is bound to a certificate, over a connection with that certificate.
fn is_held(token: &TokenNature, proof: Option<&DpopProof>, credentials: &Credentials<'_>) -> bool {
    let key = token.binding.jkt.as_deref() == proof.map(DpopProof::jkt);
    let certificate = token.binding.certificate;
    key && (certificate.is_none() || certificate == credentials.certificate)
}
