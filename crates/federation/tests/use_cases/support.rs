//! A provider with its relying parties, a clock moved by hand, and people who identify with real
//! PINs.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use audit::Event;
use authn::{Authenticated, Doorkeeper};
use federation::{ClientRegister, Credentials, Federation, Pending, Settings, put_client};
use ports::{
    certificates::{CertificateAuthorities, CertifiedName, NotCertified},
    sealing::KeyedHash,
};
use serde_json::Value;
use simulators::population::{self, DemoPerson, TableCivilRegister};
use store::{
    Sql, Store, StoreError, repo,
    testing::{TestDatabase, TestSealer},
};
use vocab::{AssuranceLevel, BearerSecret, Clock, ManualClock, PersonId, SeededEntropy, Timestamp};
use wire_oidc::{
    JsonAnswer, Parameters,
    authorize::AuthorizationResponse,
    client::{ClientRegistration, Surroundings},
    discovery::{ClientCertificates, Issuer, ProviderMetadata},
    jose::{Algorithm, Expected, JwkSet, TokenType, verify},
    rp::{Expectation, IdToken, IdTokenError, token_call, verify_id_token},
    token::{CodeVerifier, TokenResponse},
};

use crate::{
    door::{self, Tokens},
    parties::{self, ARCHIVE, PAGE, SECRET, at_the_token_endpoint, basic, callback},
    signer::TestSigner,
};

pub(crate) const ISSUER: &str = "https://identidad.example";
pub(crate) const NONCE: &str = "an invented nonce";
pub(crate) const STATE: &str = "an invented state";
/// Where certificates are asked for.
pub(crate) const CERTIFICATES: &str = "https://mtls.identidad.example";
const MORNING: &str = "2026-11-23T09:00:00Z";

static SEED: AtomicU64 = AtomicU64::new(2_026);

/// An authority whose certificates are nothing but the name that they bear.
struct Notary;

/// A chain of [`Notary`] for somebody of this name.
pub(crate) fn certified(name: &CertifiedName<'_>) -> Vec<Vec<u8>> {
    vec![format!("{name:?}").into_bytes()]
}

impl CertificateAuthorities for Notary {
    fn certify(
        &self,
        chain: &[Vec<u8>],
        name: &CertifiedName<'_>,
        _now: Timestamp,
    ) -> Result<(), NotCertified> {
        if chain == certified(name) {
            Ok(())
        } else {
            Err(NotCertified::Name)
        }
    }
}

pub(crate) struct World {
    pub(crate) federation: Arc<Federation>,
    pub(crate) store: Store,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) entropy: Arc<SeededEntropy>,
}

impl World {
    pub(crate) async fn new(database: &TestDatabase) -> Self {
        let store = database.store().clone();
        let clock = Arc::new(ManualClock::new(MORNING.parse().unwrap()));
        let entropy = Arc::new(SeededEntropy::new(SEED.fetch_add(1, Ordering::Relaxed)));
        let doorkeeper = Doorkeeper {
            store: store.clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            hashes: Arc::new(TestSealer::default()),
            tokens: Arc::new(Tokens::default()),
            register: Arc::new(TableCivilRegister::demonstration()),
            passwords: Arc::new(ports::fakes::ReadablePasswords::default()),
            settings: authn::Settings::default(),
        };
        let federation = Federation {
            store: store.clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            hashes: Arc::new(TestSealer::default()),
            tokens: Arc::new(Tokens::default()),
            signer: Arc::new(TestSigner),
            doorkeeper: Arc::new(doorkeeper),
            issuer: Issuer::parse(ISSUER, Surroundings::Production).unwrap(),
            authorities: Some(Arc::new(Notary)),
            clients: ClientRegister::default(),
            settings: Settings {
                client_certificates: ClientCertificates {
                    address: Some(CERTIFICATES.into()),
                    ..ClientCertificates::default()
                },
                ..Settings::default()
            },
        };
        for client in parties::all() {
            assert_eq!(client.faults(Surroundings::Production), []);
            put_client(&store, &client, clock.now()).await.unwrap();
        }
        Self {
            federation: Arc::new(federation),
            store,
            clock,
            entropy,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.clock.advance_seconds(seconds);
    }

    // People.

    /// Registers somebody, and identifies them now.
    pub(crate) async fn enter(&self, person: &DemoPerson) -> (BearerSecret, Authenticated) {
        door::register(self, person).await;
        self.enter_again(person).await
    }

    /// Identifies somebody registered, in another session.
    pub(crate) async fn enter_again(&self, person: &DemoPerson) -> (BearerSecret, Authenticated) {
        door::identify(self, person).await
    }

    // Relying parties.

    /// A request for nothing but the subject.
    pub(crate) async fn ask(&self, client: &str) -> Pending {
        self.ask_with(client, &[]).await
    }

    pub(crate) async fn ask_with(&self, client: &str, more: &[(&str, &str)]) -> Pending {
        self.federation.begin(&request(client, more)).await.unwrap()
    }

    /// The code that a party gets about a person.
    pub(crate) async fn code(&self, pending: &Pending, person: &Authenticated) -> String {
        let answer = self.federation.grant(pending, person).await.unwrap();
        let returned = returned(&answer);
        assert_eq!(returned.get("state"), Some(STATE));
        assert_eq!(returned.get("iss"), Some(ISSUER));
        returned.get("code").unwrap().to_owned()
    }

    /// A fresh code for a party that asks for the subject only.
    pub(crate) async fn fresh_code(&self, client: &str, person: &Authenticated) -> String {
        let pending = self.ask(client).await;
        self.code(&pending, person).await
    }

    pub(crate) async fn redeem(&self, client: &str, code: &str) -> JsonAnswer {
        self.redeem_at(client, code, &callback(client)).await
    }

    pub(crate) async fn redeem_at(
        &self,
        client: &str,
        code: &str,
        redirect_uri: &str,
    ) -> JsonAnswer {
        let party = at_the_token_endpoint(client, redirect_uri);
        let call = token_call(&self.metadata(), &party, code, &verifier());
        self.post(header(&call.headers), &call.body).await
    }

    pub(crate) async fn post(&self, authorization: Option<&str>, form: &str) -> JsonAnswer {
        let form = Parameters::parse(form.as_bytes()).unwrap();
        self.federation
            .token(&Credentials::header(authorization), &form)
            .await
    }

    pub(crate) async fn tokens(&self, client: &str, code: &str) -> TokenResponse {
        let answer = self.redeem(client, code).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// From the request to the tokens.
    pub(crate) async fn log_in(
        &self,
        client: &str,
        more: &[(&str, &str)],
        person: &Authenticated,
    ) -> TokenResponse {
        let pending = self.ask_with(client, more).await;
        let code = self.code(&pending, person).await;
        self.tokens(client, &code).await
    }

    pub(crate) fn refresh_form(
        &self,
        client: &str,
        tokens: &TokenResponse,
        more: &[(&str, &str)],
    ) -> Parameters {
        let refresh_token = tokens.refresh_token.as_deref().unwrap();
        let mut pairs = vec![
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
        ];
        match client {
            PAGE => pairs.push(("client_id", PAGE)),
            ARCHIVE => pairs.extend([("client_id", ARCHIVE), ("client_secret", SECRET)]),
            _ => {}
        }
        pairs.extend(more);
        Parameters::from_pairs(pairs).unwrap()
    }

    pub(crate) async fn refresh_with(
        &self,
        client: &str,
        tokens: &TokenResponse,
        more: &[(&str, &str)],
    ) -> JsonAnswer {
        let form = self.refresh_form(client, tokens, more);
        let header = (![PAGE, ARCHIVE].contains(&client)).then(|| basic(client));
        let credentials = Credentials::header(header.as_deref());
        self.federation.token(&credentials, &form).await
    }

    pub(crate) async fn refresh(&self, client: &str, tokens: &TokenResponse) -> JsonAnswer {
        self.refresh_with(client, tokens, &[]).await
    }

    pub(crate) async fn refreshed(&self, client: &str, tokens: &TokenResponse) -> TokenResponse {
        let answer = self.refresh(client, tokens).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// Changes the registration of a party; every node knows it soon.
    pub(crate) async fn change(&self, client: &str, change: impl Fn(&mut ClientRegistration)) {
        let found = self
            .federation
            .clients
            .find(&self.store, client, self.now())
            .await
            .unwrap();
        let mut registration = (*found.unwrap()).clone();
        change(&mut registration);
        put_client(&self.store, &registration, self.now())
            .await
            .unwrap();
        self.wait(5);
    }

    /// The nonce of now, as a client learns it.
    pub(crate) fn nonce(&self) -> String {
        let window = self.now().as_second().div_euclid(150);
        let hash = TestSealer::default().hash("oidc.dpop_nonce", &window.to_be_bytes());
        hash[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The claims of a token of this type that our keys signed.
    pub(crate) fn claims_of(&self, token: &str, typ: &str) -> Value {
        let keys = JwkSet::parse(self.federation.jwks().as_bytes()).unwrap();
        let expected = Expected {
            algorithms: &[Algorithm::Es256],
            token_type: TokenType::Exactly(typ),
        };
        verify(token, &keys, &expected).unwrap().claims().unwrap()
    }

    pub(crate) async fn userinfo(&self, access_token: &str) -> JsonAnswer {
        let header = format!("Bearer {access_token}");
        self.federation
            .userinfo("GET", &Credentials::header(Some(&header)), None)
            .await
    }

    /// The ID token, checked as a relying party checks it.
    pub(crate) fn verified(&self, client: &str, tokens: &TokenResponse) -> IdToken {
        self.checked(client, tokens, NONCE).unwrap()
    }

    /// The ID token that comes with a refreshed token. It bears no nonce (Core §12.2).
    pub(crate) fn verified_again(&self, client: &str, tokens: &TokenResponse) -> IdToken {
        let refused = self.checked(client, tokens, NONCE).unwrap_err();
        assert!(matches!(refused, IdTokenError::Nonce), "{refused:?}");
        self.checked(client, tokens, "").unwrap()
    }

    fn checked(
        &self,
        client: &str,
        tokens: &TokenResponse,
        nonce: &str,
    ) -> Result<IdToken, IdTokenError> {
        let keys = JwkSet::parse(self.federation.jwks().as_bytes()).unwrap();
        let algorithm = match client {
            ARCHIVE => Algorithm::Rs256,
            _ => Algorithm::Es256,
        };
        let expectation = Expectation {
            issuer: ISSUER,
            client_id: client,
            algorithm,
            nonce,
            minimum_level: AssuranceLevel::Low,
            max_age: None,
            access_token: Some(&tokens.access_token),
            now: self.now().as_second(),
            skew: 0,
        };
        verify_id_token(&tokens.id_token, &keys, &expectation)
    }

    pub(crate) fn metadata(&self) -> ProviderMetadata {
        ProviderMetadata::parse(self.federation.metadata().as_bytes(), ISSUER).unwrap()
    }

    /// The administration takes a party out; every node knows it soon.
    pub(crate) async fn disable(&self, client: &'static str) {
        let now = self.now();
        self.store
            .transact::<_, StoreError, _>("test.disable", move |tx| {
                tx.execute(
                    store::sql!("UPDATE client SET disabled_at = $1 WHERE id = $2"),
                    &[&now, &client],
                )
            })
            .await
            .unwrap();
        self.wait(5);
    }

    // What can be seen from inside.

    pub(crate) async fn audited(&self, person: PersonId) -> Vec<(Event, String)> {
        let rows = self
            .store
            .read("test.audit", move |tx| {
                repo::audit::list_of_subject(tx, person.as_bytes(), 1_000)
            })
            .await
            .unwrap();
        rows.iter()
            .map(|(_, record)| {
                let record: Value = serde_json::from_slice(record).unwrap();
                let event = serde_json::from_value(record["event"].clone()).unwrap();
                (event, record["use_case"].as_str().unwrap().to_owned())
            })
            .collect()
    }

    pub(crate) async fn count(&self, statement: Sql) -> i64 {
        self.store
            .read::<_, StoreError, _>("test.count", move |tx| {
                tx.query_one(statement, &[], |row| row.get(0))
            })
            .await
            .unwrap()
    }
}

/// Somebody of the population; the tests register them.
pub(crate) fn person(given: &str, surname1: &str) -> DemoPerson {
    population::people()
        .into_iter()
        .find(|person| {
            let name = &person.record.name;
            name.given.as_str() == given && name.surname1.as_str() == surname1
        })
        .unwrap()
}

pub(crate) fn marta() -> DemoPerson {
    person("Marta", "Gallego")
}

pub(crate) fn tomas() -> DemoPerson {
    person("Tomás", "Arenas")
}

/// The one verifier of these tests.
pub(crate) fn verifier() -> CodeVerifier {
    CodeVerifier::from_random(&[7; 32])
}

/// The parameters of an authorization request; a pair in `more` replaces one of the same name,
/// and an empty value takes it away.
pub(crate) fn request(client: &str, more: &[(&str, &str)]) -> Parameters {
    let challenge = verifier().challenge().to_string();
    let redirect_uri = callback(client);
    let mut pairs = vec![
        ("response_type", "code"),
        ("client_id", client),
        ("redirect_uri", redirect_uri.as_str()),
        ("scope", "openid"),
        ("state", STATE),
        ("nonce", NONCE),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    pairs.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    pairs.extend(more.iter().filter(|(_, value)| !value.is_empty()));
    Parameters::from_pairs(pairs).unwrap()
}

/// What an answer brings back to the relying party.
pub(crate) fn returned(answer: &AuthorizationResponse) -> Parameters {
    match answer {
        AuthorizationResponse::Redirect { location } => {
            let (_, query) = location.split_once('?').unwrap();
            Parameters::parse(query.as_bytes()).unwrap()
        }
        AuthorizationResponse::FormPost { fields, .. } => {
            Parameters::from_pairs(fields.iter().cloned()).unwrap()
        }
    }
}

/// The error that an answer brings back.
pub(crate) fn error_of(answer: &AuthorizationResponse) -> String {
    let returned = returned(answer);
    assert_eq!(returned.get("code"), None);
    assert_eq!(returned.get("state"), Some(STATE));
    assert_eq!(returned.get("iss"), Some(ISSUER));
    returned.get("error").unwrap().to_owned()
}

pub(crate) fn header<'a>(headers: &'a [(&'static str, String)]) -> Option<&'a str> {
    let found = headers.iter().find(|(name, _)| *name == "authorization");
    found.map(|(_, value)| value.as_str())
}

/// That an answer is this refusal.
pub(crate) fn is(answer: &JsonAnswer, expected: (u16, &str)) {
    let (status, error) = refusal(answer);
    assert_eq!((status, error.as_str()), expected, "{}", answer.body);
}

/// Status and error code of an answer of the token or userinfo endpoint.
pub(crate) fn refusal(answer: &JsonAnswer) -> (u16, String) {
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    let error = body["error"].as_str().unwrap_or_default();
    (answer.status, error.to_owned())
}
