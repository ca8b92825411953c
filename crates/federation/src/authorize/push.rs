//! A relying party hands its request over itself (RFC 9126), and gets a reference that works once,
//! for this client, for a minute and a half.

use std::sync::Arc;

use store::{StoreError, repo};
use vocab::{BearerSecret, SignedDuration, Timestamp};
use wire_oidc::{
    ErrorCode, JsonAnswer, Parameters,
    authorize::{
        AuthorizationRequest, AuthorizeError, PageError, Refusal, parse_request,
        pushed::{self, RequestUri},
        request_object,
    },
    client::ClientRegistration,
    dpop::DpopProof,
    token::{PresentedClient, TokenRefusal},
};

use crate::{Credentials, Federation, PATHS, ProofHeader, counts::Happening};

/// Why a request cannot be pushed.
#[derive(Debug, thiserror::Error)]
enum PushError {
    #[error(transparent)]
    Client(#[from] TokenRefusal),
    #[error(transparent)]
    Request(#[from] Refusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Federation {
    /// Answers a pushed authorization request.
    pub async fn push(&self, credentials: &Credentials<'_>, form: &Parameters) -> JsonAnswer {
        let answer = match self.pushed(credentials, form).await {
            Ok(reference) => {
                pushed::accepted(&reference, i64::from(self.settings.pushed_request_s))
            }
            Err(PushError::Client(refusal)) => refusal.to_answer(),
            Err(PushError::Request(refusal)) => pushed::refused(refusal),
            Err(PushError::Store(error)) => {
                tracing::error!(%error, "a request could not be pushed");
                TokenRefusal::Unavailable.to_answer()
            }
        };
        match credentials.proof {
            ProofHeader::Absent => answer,
            ProofHeader::One(_) | ProofHeader::Unfit => answer.with_dpop_nonce(self.nonce()),
        }
    }

    async fn pushed(
        &self,
        credentials: &Credentials<'_>,
        form: &Parameters,
    ) -> Result<RequestUri, PushError> {
        let path = PATHS.pushed_request;
        let presented = PresentedClient::parse(credentials.authorization, form)?;
        let proof = self
            .proof(credentials, "POST", path, None)
            .map_err(TokenRefusal::from)?;
        let client = self.authenticate(&presented, credentials, path).await?;
        let id = client.client_id.as_str();
        let request = self
            .pushed_parameters(&client, form)
            .and_then(|parameters| {
                parse_request(&parameters, &client).map_err(|error| match error {
                    AuthorizeError::Page(page) => not_registered(page),
                    AuthorizeError::Return { refusal, .. } => refusal,
                })
            });
        let request = request.inspect_err(|refusal| {
            self.clients
                .counts
                .add(id, Happening::Refused(refusal.code));
        })?;
        let request = self.bound_to(proof.as_ref(), request).await?;
        let reference = self.keep(&client, &request).await?;
        self.clients.counts.add(id, Happening::Pushed);
        Ok(reference)
    }

    /// A proof of possession says the same as `dpop_jkt` (RFC 9449 §10.1).
    async fn bound_to(
        &self,
        proof: Option<&DpopProof>,
        mut request: AuthorizationRequest,
    ) -> Result<AuthorizationRequest, TokenRefusal> {
        let Some(proof) = proof else {
            return Ok(request);
        };
        if request
            .dpop_jkt
            .as_deref()
            .is_some_and(|named| named != proof.jkt())
        {
            return Err(TokenRefusal::InvalidDpopProof("dpop_jkt is another key"));
        }
        self.spend_proof(proof).await?;
        request.dpop_jkt = Some(proof.jkt().to_owned());
        Ok(request)
    }

    /// The parameters of the form, or of the request object in it (RFC 9126 §3).
    fn pushed_parameters(
        &self,
        client: &ClientRegistration,
        form: &Parameters,
    ) -> Result<Parameters, Refusal> {
        if form.has_repeated() {
            return Err(refusal("a parameter is repeated"));
        }
        if form.get("request_uri").is_some() {
            return Err(refusal("request_uri cannot be pushed"));
        }
        match form.get("request") {
            Some(object) => self.unpacked(client, object),
            None if client.require_signed_request_object => Err(UNSIGNED),
            // Who used the header need not name itself again.
            None => Ok(form
                .clone()
                .with_default("client_id", client.client_id.as_str())),
        }
    }

    /// The parameters of a signed request.
    pub(super) fn unpacked(
        &self,
        client: &ClientRegistration,
        object: &str,
    ) -> Result<Parameters, Refusal> {
        let now = self.clock.now().as_second();
        request_object::parameters(object, client, &self.issuer, now).map_err(|error| {
            tracing::info!(client = client.client_id.as_str(), %error, "a request object was refused");
            Refusal {
                code: ErrorCode::InvalidRequestObject,
                description: error.description(),
            }
        })
    }

    async fn keep(
        &self,
        client: &ClientRegistration,
        request: &AuthorizationRequest,
    ) -> Result<RequestUri, StoreError> {
        let secret = BearerSecret::generate(&*self.entropy);
        let hash = self.reference_hash(secret.as_str());
        // Cannot fail: the request is made of values that serialise to JSON.
        let plain = serde_json::to_vec(request).expect("a request serialises");
        let sealed = self.tokens.seal_token("oidc.pushed", &plain).into_bytes();
        let client = client.client_id.as_str().to_owned();
        let now = self.clock.now();
        let lasts = SignedDuration::from_secs(i64::from(self.settings.pushed_request_s));
        let expires_at = now.checked_add(lasts).unwrap_or(Timestamp::MAX);
        self.store
            .transact("federation.authorize.push", move |tx| {
                repo::pushed_request::add(tx, hash, &client, &sealed, expires_at, now)
            })
            .await?;
        Ok(RequestUri::new(secret.as_str()))
    }

    /// The request behind a reference, which does not work a second time. `None` if it is unknown,
    /// used, expired, of another client, or if its address is not registered any more.
    pub(super) async fn take_pushed(
        &self,
        client: &Arc<ClientRegistration>,
        reference: &RequestUri,
    ) -> Result<Option<AuthorizationRequest>, StoreError> {
        let hash = self.reference_hash(reference.secret());
        let id = client.client_id.as_str().to_owned();
        let now = self.clock.now();
        let sealed = self
            .store
            .transact("federation.authorize.take_pushed", move |tx| {
                repo::pushed_request::take(tx, hash, &id, now)
            })
            .await?;
        let request: Option<AuthorizationRequest> = sealed
            .and_then(|sealed| String::from_utf8(sealed).ok())
            .and_then(|sealed| self.tokens.open_token("oidc.pushed", &sealed))
            .and_then(|plain| serde_json::from_slice(&plain).ok());
        Ok(request.filter(|request| client.redirects_to(request.return_address.redirect_uri())))
    }

    fn reference_hash(&self, secret: &str) -> [u8; 32] {
        self.hashes.hash("oidc.pushed_request", secret.as_bytes())
    }
}

/// The refusal of a request that must be signed and is not.
pub(super) const UNSIGNED: Refusal = Refusal {
    code: ErrorCode::InvalidRequestObject,
    description: "this client must send its requests as signed request objects",
};

const fn refusal(description: &'static str) -> Refusal {
    Refusal {
        code: ErrorCode::InvalidRequest,
        description,
    }
}

/// Here the client itself is told what otherwise only a page of ours can say.
const fn not_registered(error: PageError) -> Refusal {
    refusal(match error {
        PageError::ClientId | PageError::UnknownClient => "client_id is not the client",
        PageError::RedirectUri => "redirect_uri is missing",
        PageError::UnregisteredRedirectUri => "redirect_uri is not registered",
        PageError::RequestUri => "request_uri cannot be pushed",
    })
}
