//! The relying party's own half of OpenID Connect, over the router.

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use simulators::seed::{DEMO_RP, DEMO_RP_SECRET};
use tower::ServiceExt as _;
use vocab::{AssuranceLevel, Clock as _, Entropy as _};
use wire_oidc::{
    Parameters,
    claims::Scope,
    client::ClientAuthMethod,
    discovery::ProviderMetadata,
    jose::{Algorithm, JwkSet},
    rp::{self, Expectation, IdToken, LoginAttempt, LoginRequest, RelyingParty},
    token::TokenResponse,
};

use crate::browser::Browser;
use crate::rig::{ORIGIN, Rig};

pub(crate) const CALLBACK: &str = "http://localhost:4000/callback";

/// The relying party of the demonstration, in the middle of one identification.
pub(crate) struct Party<'a> {
    pub(crate) rig: &'a Rig,
    pub(crate) provider: ProviderMetadata,
    pub(crate) attempt: LoginAttempt,
}

impl<'a> Party<'a> {
    pub(crate) async fn new(rig: &'a Rig) -> Self {
        let json = fetch(rig, get("/.well-known/openid-configuration")).await.1;
        let provider = ProviderMetadata::parse(&json, ORIGIN).unwrap();
        let mut random = [[0; 32]; 3];
        for part in &mut random {
            keys::OsEntropy.fill(part);
        }
        Self {
            rig,
            provider,
            attempt: LoginAttempt::from_random(&random),
        }
    }

    pub(crate) fn us() -> RelyingParty<'static> {
        RelyingParty {
            client_id: DEMO_RP,
            client_secret: Some(DEMO_RP_SECRET),
            auth_method: ClientAuthMethod::SecretBasic,
            redirect_uri: CALLBACK,
        }
    }

    pub(crate) fn ask(&self, request: &LoginRequest) -> String {
        let url = rp::authorization_url(&self.provider, &Self::us(), request, &self.attempt);
        url.strip_prefix(ORIGIN).unwrap().to_owned()
    }

    pub(crate) fn request(scopes: &[Scope]) -> LoginRequest {
        LoginRequest {
            scopes: scopes.iter().copied().collect(),
            ..LoginRequest::default()
        }
    }

    pub(crate) fn code(&self, browser: &Browser<'_>) -> Result<String, rp::CallbackError> {
        let query = browser.at.split_once('?').unwrap().1;
        let parameters = Parameters::parse(query.as_bytes()).unwrap();
        rp::parse_callback(&parameters, &self.attempt, &self.provider)
    }

    pub(crate) async fn redeem(&self, code: &str) -> Result<TokenResponse, rp::TokenAnswerError> {
        let verifier = self.attempt.code_verifier().unwrap();
        let call = rp::token_call(&self.provider, &Self::us(), code, &verifier);
        let mut request = Request::post(call.url.strip_prefix(ORIGIN).unwrap());
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let (status, body) = fetch(self.rig, request.body(Body::from(call.body)).unwrap()).await;
        rp::parse_token_answer(status, &body)
    }

    /// The key set as it is published now.
    pub(crate) async fn keys(&self) -> JwkSet {
        JwkSet::parse(&fetch(self.rig, get("/jwks")).await.1).unwrap()
    }

    pub(crate) async fn check(&self, tokens: &TokenResponse) -> IdToken {
        self.check_with(tokens, &self.keys().await).unwrap()
    }

    /// Checks by a key set that was read earlier.
    pub(crate) fn check_with(
        &self,
        tokens: &TokenResponse,
        keys: &JwkSet,
    ) -> Result<IdToken, rp::IdTokenError> {
        let expectation = Expectation {
            issuer: ORIGIN,
            client_id: DEMO_RP,
            algorithm: Algorithm::Es256,
            nonce: &self.attempt.nonce,
            minimum_level: AssuranceLevel::Low,
            max_age: None,
            access_token: Some(&tokens.access_token),
            now: self.rig.clock.now().as_second(),
            skew: 0,
        };
        rp::verify_id_token(&tokens.id_token, keys, &expectation)
    }

    pub(crate) async fn userinfo(&self, access_token: &str) -> (u16, Vec<u8>) {
        let request = Request::get("/userinfo")
            .header("authorization", format!("Bearer {access_token}"))
            .body(Body::empty());
        fetch(self.rig, request.unwrap()).await
    }
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

async fn fetch(rig: &Rig, request: Request<Body>) -> (u16, Vec<u8>) {
    let response = rig.app.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    (
        status,
        response
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .to_vec(),
    )
}
