//! The userinfo endpoint: exactly what the person saw.

use authn::Who;
use store::{StoreError, repo, repo::authorization::StoredToken};
use wire_oidc::{
    JsonAnswer, Parameters,
    bearer::{self, BearerRefusal, userinfo_answer},
    token::TokenRefusal,
};

use crate::{Federation, authorize::grant::Granted, claims};

/// Why userinfo is not given.
#[derive(Debug, thiserror::Error)]
enum UserinfoError {
    #[error(transparent)]
    Refused(#[from] BearerRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Federation {
    /// Answers a userinfo request.
    pub async fn userinfo(
        &self,
        authorization: Option<&str>,
        form: Option<&Parameters>,
    ) -> JsonAnswer {
        match self.released_data(authorization, form).await {
            Ok(answer) => answer,
            Err(UserinfoError::Refused(refusal)) => refusal.to_answer(),
            Err(UserinfoError::Store(error)) => {
                tracing::error!(error = %error, "userinfo could not answer");
                TokenRefusal::Unavailable.to_answer()
            }
        }
    }

    async fn released_data(
        &self,
        authorization: Option<&str>,
        form: Option<&Parameters>,
    ) -> Result<JsonAnswer, UserinfoError> {
        let token = bearer::parse(authorization, form)?;
        let (stored, who) = self
            .live_token(token.expose())
            .await?
            .ok_or(BearerRefusal::InvalidToken)?;
        let client = self
            .clients
            .find(&self.store, &stored.client, self.clock.now())
            .await?
            .ok_or(BearerRefusal::InvalidToken)?;
        let granted: Granted = serde_json::from_str(&stored.granted)
            .map_err(|_| StoreError::decode("access_token.granted"))?;
        let sub = self
            .subject_of(&client, stored.person)
            .map_err(|_| BearerRefusal::InvalidToken)?;
        Ok(userinfo_answer(
            &sub,
            &granted.plan.for_userinfo(&claims::known(&who)),
        ))
    }

    /// The token, if neither it nor its session has ended, and the person it is about.
    async fn live_token(&self, token: &str) -> Result<Option<(StoredToken, Who)>, StoreError> {
        let hash = self.hashes.hash("oidc.token", token.as_bytes());
        let now = self.clock.now();
        self.store
            .read("federation.userinfo", move |tx| {
                let Some(token) = repo::authorization::find_live_token(tx, hash, now)? else {
                    return Ok(None);
                };
                let who = authn::who_in(tx, token.person)?;
                Ok(who.map(|who| (token, who)))
            })
            .await
    }
}
