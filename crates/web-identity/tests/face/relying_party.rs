//! OpenID Connect against the router, with the relying party's own half of the protocol.

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use simulators::seed::{DEMO_RP, DEMO_RP_SECRET};
use tower::ServiceExt as _;
use vocab::{AssuranceLevel, Clock as _, Entropy as _, SignedDuration};
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
use crate::rig::{ORIGIN, Rig, with_dni, with_nie};

pub(crate) const CALLBACK: &str = "http://localhost:4000/callback";

pub(crate) struct Party<'a> {
    rig: &'a Rig,
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

    fn code(&self, browser: &Browser<'_>) -> Result<String, rp::CallbackError> {
        let query = browser.at.split_once('?').unwrap().1;
        let parameters = Parameters::parse(query.as_bytes()).unwrap();
        rp::parse_callback(&parameters, &self.attempt, &self.provider)
    }

    async fn redeem(&self, code: &str) -> Result<TokenResponse, rp::TokenAnswerError> {
        let verifier = self.attempt.code_verifier().unwrap();
        let call = rp::token_call(&self.provider, &Self::us(), code, &verifier);
        let mut request = Request::post(call.url.strip_prefix(ORIGIN).unwrap());
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let (status, body) = fetch(self.rig, request.body(Body::from(call.body)).unwrap()).await;
        rp::parse_token_answer(status, &body)
    }

    async fn check(&self, tokens: &TokenResponse) -> IdToken {
        let keys = fetch(self.rig, get("/jwks")).await.1;
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
        rp::verify_id_token(
            &tokens.id_token,
            &JwkSet::parse(&keys).unwrap(),
            &expectation,
        )
        .unwrap()
    }

    async fn userinfo(&self, access_token: &str) -> (u16, Vec<u8>) {
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

/// From the request to the page that shows what is released.
async fn identified<'a>(party: &Party<'a>, request: &LoginRequest) -> Browser<'a> {
    let mut browser = Browser::new(party.rig);
    browser
        .open(&party.ask(request))
        .await
        .says("¿Cómo quiere identificarse?");
    let pin = browser.at.replace("/login?", "/login/pin?");
    browser.open(&pin).await.enter_with_pin(&with_dni(31)).await;
    browser
}

#[tokio::test]
async fn a_person_enters_a_service_that_learns_what_was_shown_and_no_more() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = identified(&party, &Party::request(&[Scope::OpenId, Scope::Profile])).await;
    browser
        .says("Va a entregar estos datos")
        .says("Ayuntamiento de Ejemplo")
        .says("Nombre");
    let release = browser.at.replace("/login?", "/login/release?");
    browser.send(&release, &[]).await;
    assert!(browser.at.starts_with(CALLBACK), "{}", browser.at);
    let tokens = party.redeem(&party.code(&browser).unwrap()).await.unwrap();
    let token = party.check(&tokens).await;
    let (status, body) = party.userinfo(&tokens.access_token).await;
    assert_eq!(status, 200);
    let claims = rp::parse_userinfo(&body, token.sub()).unwrap();
    assert_eq!(claims["name"], "Jordi Camps Ferrer");
    assert!(!claims.contains_key("email"), "{claims:?}");
}

#[tokio::test]
async fn the_form_that_returns_may_end_at_the_service_and_nowhere_else() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let browser = identified(&party, &Party::request(&[Scope::OpenId, Scope::Profile])).await;
    let policy = browser.header("content-security-policy");
    assert!(
        policy.ends_with("form-action 'self' http://localhost:4000"),
        "{policy}"
    );
}

#[tokio::test]
async fn a_code_works_once_and_its_replay_revokes_the_token() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = identified(&party, &Party::request(&[Scope::OpenId, Scope::Profile])).await;
    let release = browser.at.replace("/login?", "/login/release?");
    browser.send(&release, &[]).await;
    let code = party.code(&browser).unwrap();
    let tokens = party.redeem(&code).await.unwrap();
    assert!(party.redeem(&code).await.is_err());
    assert_eq!(party.userinfo(&tokens.access_token).await.0, 401);
}

#[tokio::test]
async fn a_second_service_gets_single_sign_on_with_the_person_s_choice() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let request = Party::request(&[Scope::OpenId, Scope::Profile]);
    let mut browser = identified(&party, &request).await;
    rig.pass(SignedDuration::from_mins(5));
    let second = Party::new(&rig).await;
    browser.open(&second.ask(&request)).await;
    browser
        .says("Ya está identificado")
        .says("Usar otra identidad");
    let release = browser.at.replace("/login?", "/login/release?");
    browser.send(&release, &[]).await;
    let tokens = second
        .redeem(&second.code(&browser).unwrap())
        .await
        .unwrap();
    second.check(&tokens).await;
}

#[tokio::test]
async fn declining_goes_back_with_the_standard_s_word() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = Browser::new(&rig);
    browser
        .open(&party.ask(&Party::request(&[Scope::OpenId])))
        .await;
    let decline = browser.at.replace("/login?", "/login/decline?");
    browser.send(&decline, &[]).await;
    let refused = rp::CallbackError::Refused {
        error: "access_denied".into(),
    };
    assert_eq!(party.code(&browser), Err(refused));
}

#[tokio::test]
async fn a_level_above_the_registration_is_explained_with_the_ways_to_it() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let request = LoginRequest {
        minimum_level: Some(AssuranceLevel::Substantial),
        ..Party::request(&[Scope::OpenId])
    };
    let mut browser = identified(&party, &request).await;
    browser
        .answers(403)
        .says("Este trámite pide el registro avanzado")
        .says("Nivel bajo");
    let decline = browser.at.replace("/login?", "/login/decline?");
    browser.send(&decline, &[]).await;
    assert!(browser.at.starts_with(CALLBACK), "{}", browser.at);
}

#[tokio::test]
async fn a_request_that_cannot_be_trusted_is_never_redirected() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let good = party.ask(&Party::request(&[Scope::OpenId]));
    let mut browser = Browser::new(&rig);
    let evil = good
        .replace("localhost%3A4000", "evil.example")
        .replace("http%3A%2F%2Flocalhost", "https%3A%2F%2Fevil");
    assert_ne!(evil, good);
    browser.open(&evil).await.answers(400).says("OID-001");
    browser
        .open(&good.replace("client_id=demo-rp", "client_id=nobody"))
        .await
        .answers(400);
    browser.open("/authorize").await.answers(400);
    browser
        .open("/login?r=nonsense")
        .await
        .answers(410)
        .says("Esta petición ya no sirve");
}

#[tokio::test]
async fn a_request_waits_an_hour() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = Browser::new(&rig);
    browser
        .open(&party.ask(&Party::request(&[Scope::OpenId])))
        .await
        .answers(200);
    let at = browser.at.clone();
    rig.pass(SignedDuration::from_mins(61));
    browser.open(&at).await.answers(410);
}

#[tokio::test]
async fn a_silent_request_without_a_session_is_answered_without_a_page() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let request = LoginRequest {
        prompt: Some("none"),
        ..Party::request(&[Scope::OpenId])
    };
    let mut browser = Browser::new(&rig);
    browser.open(&party.ask(&request)).await;
    let refused = rp::CallbackError::Refused {
        error: "login_required".into(),
    };
    assert_eq!(party.code(&browser), Err(refused));
}

#[tokio::test]
async fn log_out_asks_unless_the_service_shows_its_own_token() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = identified(&party, &Party::request(&[Scope::OpenId, Scope::Profile])).await;
    let release = browser.at.replace("/login?", "/login/release?");
    browser.send(&release, &[]).await;
    let tokens = party.redeem(&party.code(&browser).unwrap()).await.unwrap();
    let address = |hint: Option<&str>| {
        let url = rp::logout_url(
            &party.provider,
            DEMO_RP,
            hint,
            Some("http://localhost:4000/"),
            None,
        );
        url.unwrap().strip_prefix(ORIGIN).unwrap().to_owned()
    };
    browser
        .open(&address(None))
        .await
        .says("¿Quiere cerrar su sesión?");
    browser.open("/session").await.is_at("/session");
    browser.open(&address(Some(&tokens.id_token))).await;
    assert_eq!(browser.at, "http://localhost:4000/");
    browser.open("/session").await.is_at("/login");
}

#[tokio::test]
async fn somebody_who_registers_on_the_way_is_led_back_to_the_service() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let ananya = with_nie(17);
    let code = Browser::new(&rig).ask_for_letter(&ananya).await.unwrap();
    let mut browser = Browser::new(&rig);
    browser
        .open(&party.ask(&Party::request(&[Scope::OpenId])))
        .await;
    let register = browser.at.replace("/login?", "/register?");
    let link = register.replace('&', "&#38;");
    assert!(
        browser.page().contains(&format!("href=\"{link}\"")),
        "{register}"
    );
    browser.open(&register).await.answers(200);
    browser.type_letter(&ananya, &code).await;
    browser
        .send(
            "",
            &[
                ("phone", ananya.phone.as_e164()),
                ("email", "a@example.org"),
            ],
        )
        .await;
    let sms = rig.phone_code().await;
    browser
        .send("/register/phone-code", &[("code", &sms)])
        .await;
    browser
        .send("", &[("accept", "yes")])
        .await
        .says("Identificarse en Ayuntamiento de Ejemplo");
    rig.messages().await;
    let pin = register.replace("/register?", "/login/pin?");
    browser.open(&pin).await.enter_with_pin(&ananya).await;
    assert!(browser.at.starts_with(CALLBACK), "{}", browser.at);
    party.redeem(&party.code(&browser).unwrap()).await.unwrap();
}

#[tokio::test]
async fn somebody_who_has_to_wait_for_the_letter_can_go_back_to_the_service() {
    let rig = Rig::new().await;
    let party = Party::new(&rig).await;
    let mut browser = Browser::new(&rig);
    browser
        .open(&party.ask(&Party::request(&[Scope::OpenId])))
        .await;
    let register = browser.at.replace("/login?", "/register?");
    browser.open(&register).await;
    browser
        .identify(&with_nie(17))
        .await
        .is_at("/register/ways");
    browser.open("/register/letter").await.send("", &[]).await;
    browser.says("Volver a Ayuntamiento de Ejemplo");
    let decline = register.replace("/register?", "/login/decline?");
    browser.send(&decline, &[]).await;
    assert!(browser.at.starts_with(CALLBACK), "{}", browser.at);
}
