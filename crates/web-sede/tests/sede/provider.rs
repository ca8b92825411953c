//! An identity provider that the office reaches over its back channel: reads requests by the book,
//! signs with a key of its own, and can be told to lie.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use keys::{KeyEncryptionKey, KeyKind, KeyRing, MemoryShelf, SoftwareSigner, ring::RingUse};
use ports::{
    BoxFuture,
    signing::{KeyUse, SignatureAlgorithm, Signer as _},
};
use serde_json::{Value, json};
use simulators::population::DemoPerson;
use vocab::{AssuranceLevel, Clock, Entropy, ManualClock, SignedDuration};
use web_sede::oidc::{BackChannel, BackChannelAnswer, BackChannelError};
use wire_oidc::{
    ErrorCode, Parameters,
    authorize::{AuthorizationRequest, AuthorizationResponse, parse_request},
    claims::{Scope, at_hash},
    client::{ClaimGrant, ClientId, ClientRegistration, LegalBasis, RedirectRule, Surroundings},
    discovery::{ClientCertificates, EndpointPaths, Issuer, ProviderMetadata},
    jose::{Algorithm, Header, Jwk, JwkSet, signing_input},
    token::{Grant, TokenRefusal, TokenRequest, TokenResponse, check_pkce},
};

use crate::{browser::encoded, office::SEDE};

pub(crate) const ISSUER: &str = "https://identity.example";
pub(crate) const CLIENT: &str = "sede";
pub(crate) const SECRET: &str = "hush: 100%";

/// How the provider misbehaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Fault {
    #[default]
    None,
    Unreachable,
    Overloaded,
    OtherIssuerInMetadata,
    NoToken,
    WrongNonce,
    OtherAudience,
    OtherIssuer,
    ForgedSignature,
    OtherAccessToken,
    OldIdentification,
    OtherSubject,
    NoNumber,
}

pub(crate) struct Provider {
    clock: Arc<ManualClock>,
    entropy: Arc<dyn Entropy>,
    ring: Arc<KeyRing>,
    signer: SoftwareSigner,
    stranger: SoftwareSigner,
    fault: Mutex<Fault>,
    codes: Mutex<HashMap<String, Granted>>,
    userinfo: Mutex<HashMap<String, Value>>,
    documents_read: Mutex<usize>,
}

struct Granted {
    request: AuthorizationRequest,
    person: DemoPerson,
    level: AssuranceLevel,
    auth_time: i64,
}

impl Provider {
    pub(crate) fn new(clock: Arc<ManualClock>, entropy: Arc<dyn Entropy>) -> Self {
        let (ring, signer) = keys(&clock);
        let (_, stranger) = keys(&clock);
        Self {
            clock,
            entropy,
            ring,
            signer,
            stranger,
            fault: Mutex::default(),
            codes: Mutex::default(),
            userinfo: Mutex::default(),
            documents_read: Mutex::default(),
        }
    }

    pub(crate) fn misbehave(&self, fault: Fault) {
        *self.fault.lock().unwrap() = fault;
    }

    /// Signs with a new key from now on.
    pub(crate) fn rotate(&self) {
        self.ring
            .rotate(RingUse::TokenEs256, KeyKind::P256, self.clock.now())
            .unwrap();
    }

    /// How often metadata or keys were read.
    pub(crate) fn documents_read(&self) -> usize {
        *self.documents_read.lock().unwrap()
    }

    /// The request that the office sent the browser with.
    pub(crate) fn request(address: &str) -> AuthorizationRequest {
        let (endpoint, query) = address.split_once('?').unwrap();
        assert_eq!(endpoint, format!("{ISSUER}/authorize"));
        let parameters = Parameters::parse(query.as_bytes()).unwrap();
        parse_request(&parameters, &registration()).unwrap()
    }

    /// The person identifies; the path of the office to which the browser is sent back.
    pub(crate) fn identify(
        &self,
        address: &str,
        person: &DemoPerson,
        level: AssuranceLevel,
    ) -> String {
        let request = Self::request(address);
        let mut random = [0; 16];
        self.entropy.fill(&mut random);
        let code: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let back = request.return_address.granted(&issuer(), &code);
        let granted = Granted {
            request,
            person: person.clone(),
            level,
            auth_time: self.clock.now().as_second(),
        };
        self.codes.lock().unwrap().insert(code, granted);
        path(back)
    }

    /// The person, or the provider, says no.
    pub(crate) fn refuse(address: &str, code: ErrorCode) -> String {
        path(
            Self::request(address)
                .return_address
                .failed(&issuer(), code),
        )
    }

    fn is(&self, fault: Fault) -> bool {
        *self.fault.lock().unwrap() == fault
    }

    fn metadata(&self) -> String {
        let paths = EndpointPaths {
            authorization: "/authorize",
            token: "/token",
            userinfo: "/userinfo",
            jwks: "/jwks.json",
            revocation: "/revoke",
            introspection: "/introspect",
            backchannel_authentication: "/bc-authorize",
            end_session: "/logout",
            pushed_request: "/par",
        };
        let mut metadata = ProviderMetadata::new(
            &issuer(),
            &paths,
            &[Algorithm::Es256],
            &["es", "ca", "en"],
            &ClientCertificates::default(),
        );
        if self.is(Fault::OtherIssuerInMetadata) {
            metadata.issuer = "https://other.example".into();
        }
        metadata.to_json()
    }

    fn jwks(&self) -> String {
        let keys = self.signer.published().into_iter();
        let keys = keys.map(|key| Jwk::from_value(key.jwk).unwrap()).collect();
        JwkSet {
            keys,
            ..JwkSet::default()
        }
        .to_json()
    }

    async fn token(&self, headers: &[(&'static str, String)], body: &str) -> (u16, String) {
        match self.redeem(headers, body).await {
            Ok(tokens) => (200, serde_json::to_string(&tokens).unwrap()),
            Err(refusal) => {
                let answer = refusal.to_answer();
                (answer.status, answer.body)
            }
        }
    }

    async fn redeem(
        &self,
        headers: &[(&'static str, String)],
        body: &str,
    ) -> Result<TokenResponse, TokenRefusal> {
        let form = Parameters::parse(body.as_bytes()).unwrap();
        let authorization = headers
            .iter()
            .find(|(name, _)| *name == "authorization")
            .map(|(_, value)| value.as_str());
        let asked = TokenRequest::parse(authorization, &form)?;
        asked.client.check(&registration())?;
        assert_eq!(asked.client.secret().unwrap().expose(), SECRET);
        let Grant::AuthorizationCode {
            code,
            redirect_uri,
            code_verifier,
            ..
        } = asked.grant
        else {
            return Err(TokenRefusal::UnsupportedGrantType);
        };
        let unknown = TokenRefusal::InvalidGrant("unknown code");
        if self.is(Fault::NoToken) {
            return Err(unknown);
        }
        let granted = self.codes.lock().unwrap().remove(&code).ok_or(unknown)?;
        assert_eq!(redirect_uri, granted.request.return_address.redirect_uri());
        check_pkce(
            granted.request.code_challenge.as_ref(),
            code_verifier.as_ref(),
        )?;
        Ok(self.tokens(&granted).await)
    }

    async fn tokens(&self, granted: &Granted) -> TokenResponse {
        let now = self.clock.now().as_second();
        let person = &granted.person.record;
        let access_token = format!("access-{}", person.number.as_str());
        let sub = format!("sub-{}", person.number.as_str());
        let nonce = granted.request.nonce.clone().unwrap();
        let or = |fault, told: &str, truth: &str| {
            if self.is(fault) {
                told.to_owned()
            } else {
                truth.to_owned()
            }
        };
        let old = if self.is(Fault::OldIdentification) {
            90_000
        } else {
            0
        };
        let claims = json!({
            "iss": or(Fault::OtherIssuer, "https://other.example", ISSUER),
            "sub": sub,
            "aud": or(Fault::OtherAudience, "another-client", CLIENT),
            "exp": now + 300,
            "iat": now,
            "auth_time": granted.auth_time - old,
            "nonce": or(Fault::WrongNonce, "another nonce", &nonce),
            "acr": granted.level.acr(),
            "amr": ["otp", "sms"],
            "at_hash": at_hash(&or(Fault::OtherAccessToken, "another token", &access_token)),
            "sid": format!("session-of-{}", person.number.as_str()),
        });
        let mut released = json!({
            "sub": or(Fault::OtherSubject, "somebody else", &sub),
            "identity_number": person.number.as_str(),
            "given_name": person.name.given.as_str(),
            "family_name": person.name.surnames(),
            "first_surname": person.name.surname1.as_str(),
        });
        if let Some(surname2) = &person.name.surname2 {
            released["second_surname"] = surname2.as_str().into();
        }
        if self.is(Fault::NoNumber) {
            released.as_object_mut().unwrap().remove("identity_number");
        }
        self.userinfo
            .lock()
            .unwrap()
            .insert(access_token.clone(), released);
        let id_token = self.sign(&claims).await;
        TokenResponse::bearer(access_token, 300, id_token, "openid identity".into())
    }

    /// What the office is told when the session of this person ends, with changes.
    pub(crate) fn log_out(&self, person: &DemoPerson, changes: &Value) -> Value {
        let number = person.record.number.as_str();
        let now = self.clock.now().as_second();
        let mut claims = json!({
            "iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + 120,
            "jti": format!("log-out-{now}"),
            "sub": format!("sub-{number}"), "sid": format!("session-of-{number}"),
            "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        });
        for (name, value) in changes.as_object().unwrap() {
            if value.is_null() {
                claims.as_object_mut().unwrap().remove(name);
            } else {
                claims[name] = value.clone();
            }
        }
        claims
    }

    async fn sign(&self, claims: &Value) -> String {
        self.signed("JWT", claims).await
    }

    pub(crate) async fn signed(&self, typ: &str, claims: &Value) -> String {
        let kid = self.signer.active(KeyUse::TokenEs256).unwrap().kid;
        let header = Header {
            alg: Algorithm::Es256,
            typ,
            kid: &kid,
        };
        let input = signing_input(&header, claims);
        let signer = if self.is(Fault::ForgedSignature) {
            &self.stranger
        } else {
            &self.signer
        };
        let form = SignatureAlgorithm::Es256Fixed;
        let signature = signer
            .sign(KeyUse::TokenEs256, form, input.as_bytes())
            .await;
        input.assemble(&signature.unwrap()).unwrap()
    }

    fn userinfo(&self, headers: &[(&'static str, String)]) -> (u16, String) {
        let bearer = headers
            .iter()
            .find_map(|(_, value)| value.strip_prefix("Bearer "));
        match self.userinfo.lock().unwrap().get(bearer.unwrap()) {
            Some(claims) => (200, claims.to_string()),
            None => (401, String::new()),
        }
    }

    fn reachable(&self) -> Result<Option<BackChannelAnswer>, BackChannelError> {
        if self.is(Fault::Unreachable) {
            return Err(BackChannelError("told to be down".into()));
        }
        Ok(self
            .is(Fault::Overloaded)
            .then(|| answer((503, String::new()))))
    }

    fn document(&self, text: String) -> (u16, String) {
        *self.documents_read.lock().unwrap() += 1;
        (200, text)
    }
}

impl BackChannel for Provider {
    fn get<'a>(
        &'a self,
        url: &'a str,
        headers: &'a [(&'static str, String)],
    ) -> BoxFuture<'a, Result<BackChannelAnswer, BackChannelError>> {
        Box::pin(async move {
            if let Some(down) = self.reachable()? {
                return Ok(down);
            }
            Ok(answer(match url.strip_prefix(ISSUER).unwrap() {
                "/.well-known/openid-configuration" => self.document(self.metadata()),
                "/jwks.json" => self.document(self.jwks()),
                "/userinfo" => self.userinfo(headers),
                other => panic!("nobody calls {other}"),
            }))
        })
    }

    fn post_form<'a>(
        &'a self,
        url: &'a str,
        headers: &'a [(&'static str, String)],
        body: &'a str,
    ) -> BoxFuture<'a, Result<BackChannelAnswer, BackChannelError>> {
        Box::pin(async move {
            if let Some(down) = self.reachable()? {
                return Ok(down);
            }
            assert_eq!(url, format!("{ISSUER}/token"));
            Ok(answer(self.token(headers, body).await))
        })
    }
}

fn answer((status, body): (u16, String)) -> BackChannelAnswer {
    BackChannelAnswer {
        status,
        body: body.into_bytes(),
    }
}

fn keys(clock: &Arc<ManualClock>) -> (Arc<KeyRing>, SoftwareSigner) {
    let kek = Arc::new(KeyEncryptionKey::ephemeral());
    let ring = Arc::new(KeyRing::open(Box::new(MemoryShelf::default()), kek).unwrap());
    ring.ensure(RingUse::TokenEs256, KeyKind::P256, clock.now())
        .unwrap();
    let overlap = SignedDuration::from_hours(24);
    let signer = SoftwareSigner::new(ring.clone(), clock.clone(), overlap);
    (ring, signer)
}

fn issuer() -> Issuer {
    Issuer::parse(ISSUER, Surroundings::Production).unwrap()
}

/// The path of the office that a response leads to.
fn path(response: AuthorizationResponse) -> String {
    let AuthorizationResponse::Redirect { location } = response else {
        panic!("not a redirect");
    };
    location.strip_prefix(SEDE).unwrap().to_owned()
}

/// How the office is registered: as confidential, with the right to number and names.
fn registration() -> ClientRegistration {
    let grant = |claim: &wire_oidc::claims::Claim| ClaimGrant {
        claim: *claim,
        basis: LegalBasis::Law("art. 9.2 Ley 39/2015".into()),
    };
    ClientRegistration {
        secret_hash: Some(vec![7; 32]),
        redirect_uris: vec![RedirectRule::parse(&format!("{SEDE}/login/callback")).unwrap()],
        post_logout_redirect_uris: vec![RedirectRule::parse(&format!("{SEDE}/")).unwrap()],
        scopes: [Scope::OpenId, Scope::Identity].into(),
        claims: Scope::Identity.claims().iter().map(grant).collect(),
        max_level: AssuranceLevel::High,
        names: [("es".to_owned(), "Sede".to_owned())].into(),
        body: "EA0000001".into(),
        ..ClientRegistration::new(ClientId::parse(CLIENT).unwrap())
    }
}

/// A query of pairs, for callbacks that no provider made.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    pairs.join("&")
}
