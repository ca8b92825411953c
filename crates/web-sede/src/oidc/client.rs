//! Where the browser goes, and what the code is worth that it brings back.

use std::sync::Arc;

use procedures::{ApplicantIdentity, ToldLogOut};
use serde::{Deserialize, Serialize};
use url::Url;
use vocab::{AssuranceLevel, Entropy, Lang, Secret, SignedDuration, Timestamp};
use wire_oidc::{
    Parameters,
    claims::Scope,
    client::ClientAuthMethod,
    jose::{Algorithm, JwsError},
    logout_token::{LogoutToken, LogoutTokenError, verify_logout_token},
    rp::{
        CallbackError, Expectation, IdToken, IdTokenError, LoginAttempt, LoginRequest,
        RelyingParty, TokenAnswerError, UserinfoError, authorization_url, logout_url,
        parse_callback, parse_token_answer, parse_userinfo, token_call, verify_id_token,
    },
    token::TokenResponse,
};

use super::{
    BackChannel, BackChannelError,
    provider::{Cache, Provider},
    released::{self, NotReleased},
};

/// Seconds by which the provider's clock and ours may differ.
const SKEW: i64 = 60;

/// Keys of the provider that were read less than so long ago are not read anew for a stranger.
const KEYS_FRESH: SignedDuration = SignedDuration::from_mins(1);

/// How the office is registered at the identity provider.
pub struct OidcSettings {
    /// The provider's issuer, without a slash at its end.
    pub issuer: Url,
    /// Our identifier there.
    pub client_id: String,
    /// Our secret there, sent with `client_secret_basic`.
    pub client_secret: Secret<String>,
    /// Where the browser comes back to: `{our address}/login/callback`.
    pub redirect_uri: String,
    /// Where it comes back to after leaving: `{our address}/`.
    pub post_logout_redirect_uri: String,
    /// The one algorithm that our registration names for ID tokens.
    pub id_token_algorithm: Algorithm,
}

/// The relying party's side of OpenID Connect, over a [`BackChannel`].
pub struct OidcClient {
    settings: OidcSettings,
    issuer: String,
    channel: Arc<dyn BackChannel>,
    cache: Cache,
}

/// What to ask the provider for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asking {
    /// Language of the page.
    pub(crate) lang: Lang,
    /// The lowest level that serves.
    pub(crate) minimum_level: AssuranceLevel,
    /// Seconds that the identification may be old.
    pub(crate) max_age: i64,
    /// Identify anew, whatever session there is.
    pub(crate) anew: bool,
}

/// What the browser takes along, sealed: one identification under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempt {
    pub(crate) login: LoginAttempt,
    pub(crate) max_age: i64,
}

/// Why a log-out that was told is not believed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ToldError {
    /// The token is not one of the provider, for us, and of now.
    #[error(transparent)]
    Token(#[from] LogoutTokenError),
    /// The provider's keys cannot be had; told again, it may be believed.
    #[error(transparent)]
    Provider(#[from] OidcError),
}

/// Why nobody was identified, sorted by what to tell the person.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OidcError {
    /// Later it may work.
    #[error(transparent)]
    Unreachable(#[from] BackChannelError),
    /// A document could not be had.
    #[error("the identity provider answered with status {0}")]
    Status(u16),
    /// A document could not be read.
    #[error("a document of the identity provider cannot be read")]
    Document(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The callback is not of this browser, or the provider said no.
    #[error(transparent)]
    Callback(#[from] CallbackError),
    /// The code is worth nothing.
    #[error(transparent)]
    Token(#[from] TokenAnswerError),
    /// The ID token does not hold.
    #[error(transparent)]
    IdToken(#[from] IdTokenError),
    /// The claims are of somebody else, or unreadable.
    #[error(transparent)]
    Userinfo(#[from] UserinfoError),
    /// The claims do not say who it is.
    #[error(transparent)]
    NotReleased(#[from] NotReleased),
}

impl OidcClient {
    /// A client that has asked nothing yet: metadata and keys are read when first needed.
    #[must_use]
    pub fn new(settings: OidcSettings, channel: Arc<dyn BackChannel>) -> Self {
        let issuer = settings.issuer.as_str().trim_end_matches('/').to_owned();
        Self {
            settings,
            issuer,
            channel,
            cache: Cache::default(),
        }
    }

    /// The provider's address, to which forms may lead.
    pub(crate) fn issuer_address(&self) -> &Url {
        &self.settings.issuer
    }

    /// Where somebody without a registration learns how to get one.
    pub(crate) fn register_address(&self) -> String {
        format!("{}/register", self.issuer)
    }

    /// A fresh attempt.
    pub(crate) fn attempt(asking: &Asking, entropy: &dyn Entropy) -> Attempt {
        let mut random = [[0; 32]; 3];
        for part in &mut random {
            entropy.fill(part);
        }
        Attempt {
            login: LoginAttempt::from_random(&random),
            max_age: asking.max_age,
        }
    }

    /// Where the browser goes to identify.
    pub(crate) async fn login_address(
        &self,
        asking: &Asking,
        attempt: &Attempt,
        now: Timestamp,
    ) -> Result<String, OidcError> {
        let provider = self.provider(now).await?;
        let request = LoginRequest {
            scopes: [Scope::OpenId, Scope::Identity].into(),
            minimum_level: Some(asking.minimum_level),
            max_age: Some(asking.max_age),
            prompt: asking.anew.then_some("login"),
            ui_locales: vec![asking.lang.tag().to_owned()],
            login_hint: None,
        };
        let party = self.party();
        Ok(authorization_url(
            &provider.metadata,
            &party,
            &request,
            &attempt.login,
        ))
    }

    /// Where the browser goes to log out there; nothing if the provider cannot be asked or has no
    /// such address.
    pub(crate) async fn log_out_address(
        &self,
        id_token: &str,
        state: &str,
        now: Timestamp,
    ) -> Option<String> {
        let provider = match self.provider(now).await {
            Ok(provider) => provider,
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "logged out here only");
                return None;
            }
        };
        let back = &self.settings.post_logout_redirect_uri;
        let client = &self.settings.client_id;
        logout_url(
            &provider.metadata,
            client,
            Some(id_token),
            Some(back),
            Some(state),
        )
    }

    /// Who came back with this callback.
    pub(crate) async fn identify(
        &self,
        callback: &Parameters,
        attempt: &Attempt,
        minimum_level: AssuranceLevel,
        now: Timestamp,
    ) -> Result<ApplicantIdentity, OidcError> {
        let provider = self.provider(now).await?;
        let code = parse_callback(callback, &attempt.login, &provider.metadata)?;
        let tokens = self.redeem(&provider, &code, attempt).await?;
        let expectation = Expectation {
            issuer: &self.issuer,
            client_id: &self.settings.client_id,
            algorithm: self.settings.id_token_algorithm,
            nonce: &attempt.login.nonce,
            minimum_level,
            max_age: Some(attempt.max_age),
            access_token: Some(&tokens.access_token),
            now: now.as_second(),
            skew: SKEW,
        };
        let id_token = self.verified(&provider, &tokens, &expectation, now).await?;
        let claims = self.userinfo(&provider, &tokens, &id_token).await?;
        let authenticated_at = id_token
            .auth_time()
            .and_then(|second| Timestamp::from_second(second).ok())
            // Cannot be missing: `max_age` was asked for, and the check demands it then.
            .ok_or(IdTokenError::AuthTime)?;
        Ok(ApplicantIdentity {
            sub: id_token.sub().to_owned(),
            number: released::number(&claims)?,
            name: released::name(&claims)?,
            level: id_token.level(),
            // A provider whose clock is ahead by some seconds identifies nobody in our future.
            authenticated_at: authenticated_at.min(now),
            provider_session: id_token.sid().map(str::to_owned),
            id_token: tokens.id_token,
        })
    }

    /// What the provider tells of a session that has ended, if it is the provider who tells it
    /// (Back-Channel Logout 1.0 §2.6). Whether it told the same before is for the caller to find.
    pub(crate) async fn told_log_out(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<ToldLogOut, ToldError> {
        let provider = self.provider(now).await?;
        let told = match self.checked_log_out(token, &provider, now) {
            // Anybody can send a token with an unknown key: the keys are read anew for it once a
            // minute at most.
            Err(LogoutTokenError::Token(JwsError::UnknownKey))
                if provider.age(now) >= KEYS_FRESH =>
            {
                let renewed = self.cache.renew(&self.issuer, &*self.channel, now).await?;
                self.checked_log_out(token, &renewed, now)?
            }
            checked => checked?,
        };
        Ok(ToldLogOut {
            sub: told.sub().map(str::to_owned),
            sid: told.sid().map(str::to_owned),
            jti: told.jti().to_owned(),
        })
    }

    fn checked_log_out(
        &self,
        token: &str,
        provider: &Provider,
        now: Timestamp,
    ) -> Result<LogoutToken, LogoutTokenError> {
        verify_logout_token(
            token,
            &provider.keys,
            self.settings.id_token_algorithm,
            &self.issuer,
            &self.settings.client_id,
            now.as_second(),
            SKEW,
        )
    }

    async fn redeem(
        &self,
        provider: &Provider,
        code: &str,
        attempt: &Attempt,
    ) -> Result<TokenResponse, OidcError> {
        let verifier = attempt.login.code_verifier().ok_or(CallbackError::State)?;
        let call = token_call(&provider.metadata, &self.party(), code, &verifier);
        let answer = self
            .channel
            .post_form(&call.url, &call.headers, &call.body)
            .await?;
        Ok(parse_token_answer(answer.status, &answer.body)?)
    }

    /// Checks the ID token; under a key that we do not know, once more with the keys read anew,
    /// because the provider may just have changed them.
    async fn verified(
        &self,
        provider: &Provider,
        tokens: &TokenResponse,
        expectation: &Expectation<'_>,
        now: Timestamp,
    ) -> Result<IdToken, OidcError> {
        match verify_id_token(&tokens.id_token, &provider.keys, expectation) {
            Err(IdTokenError::Token(JwsError::UnknownKey)) => {
                let renewed = self.cache.renew(&self.issuer, &*self.channel, now).await?;
                Ok(verify_id_token(
                    &tokens.id_token,
                    &renewed.keys,
                    expectation,
                )?)
            }
            checked => Ok(checked?),
        }
    }

    async fn userinfo(
        &self,
        provider: &Provider,
        tokens: &TokenResponse,
        id_token: &IdToken,
    ) -> Result<serde_json::Map<String, serde_json::Value>, OidcError> {
        let Some(address) = &provider.metadata.userinfo_endpoint else {
            return Ok(id_token.released().clone());
        };
        let headers = [
            ("authorization", format!("Bearer {}", tokens.access_token)),
            ("accept", "application/json".to_owned()),
        ];
        let answer = self.channel.get(address, &headers).await?;
        match answer.status {
            200 => Ok(parse_userinfo(&answer.body, id_token.sub())?),
            status => Err(OidcError::Status(status)),
        }
    }

    async fn provider(&self, now: Timestamp) -> Result<Arc<Provider>, OidcError> {
        self.cache.provider(&self.issuer, &*self.channel, now).await
    }

    fn party(&self) -> RelyingParty<'_> {
        RelyingParty {
            client_id: &self.settings.client_id,
            client_secret: Some(self.settings.client_secret.expose()),
            auth_method: ClientAuthMethod::SecretBasic,
            redirect_uri: &self.settings.redirect_uri,
        }
    }
}

impl std::fmt::Debug for OidcClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OidcClient")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}
