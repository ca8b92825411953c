//! An electronic office, its outside, and people who visit it.

use std::{collections::BTreeMap, sync::Arc};

use axum::Router;
use keys::{KeyEncryptionKey, KeyRing, MemoryShelf};
use model::{
    body::{Body, Contact},
    issued::{DocumentKind, IssuedDocument},
};
use procedures::{Procedures, Settings};
use simulators::population::{self, DemoPerson};
use store::{
    StoreError, repo,
    testing::{Engine, TestDatabase},
};
use vocab::{
    AssuranceLevel, BodyId, DataKeyId, DocumentId, Entropy, Lang, ManualClock, Secret,
    SecureVerificationCode, SeededEntropy, SignedDuration,
};
use web_kit::{Face, FaceKind, FaceSettings, PublicBody, face::CsrfKey};
use web_sede::{
    SedeState,
    oidc::{OidcClient, OidcSettings},
};
use wire_oidc::jose::Algorithm;

use crate::{
    browser::{Answer, Browser},
    outside::{FakeCivil, FakeOffences, FakeRenderer, FakeSealer, sha256},
    provider::{CLIENT, ISSUER, Provider, SECRET},
};

/// A Sunday morning, in winter time.
pub(crate) const START: &str = "2026-11-22T10:00:00Z";

/// Where the office is, as its visitors see it.
pub(crate) const SEDE: &str = "https://sede.example";

pub(crate) struct Office {
    pub(crate) router: Router,
    pub(crate) procedures: Arc<Procedures>,
    pub(crate) provider: Arc<Provider>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) civil: Arc<FakeCivil>,
    pub(crate) offences: Arc<FakeOffences>,
    pub(crate) renderer: Arc<FakeRenderer>,
    database: TestDatabase,
}

impl Office {
    pub(crate) async fn open() -> Self {
        Self::with(Settings::default(), SEDE).await
    }

    pub(crate) async fn with(settings: Settings, public_url: &str) -> Self {
        let database = TestDatabase::migrated(Engine::Sqlite).await;
        let clock = Arc::new(ManualClock::new(START.parse().unwrap()));
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(2_026));
        let kek = Arc::new(KeyEncryptionKey::ephemeral());
        let ring = KeyRing::open(Box::new(MemoryShelf::default()), kek).unwrap();
        let civil = Arc::new(FakeCivil::default());
        let offences = Arc::new(FakeOffences::default());
        let renderer = Arc::new(FakeRenderer::default());
        let procedures = Arc::new(Procedures {
            store: database.store().clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            hashes: Arc::new(ring.keyed_hash()),
            tokens: Arc::new(ring.token_sealer()),
            register: civil.clone(),
            offences: offences.clone(),
            renderer: renderer.clone(),
            sealer: Arc::new(FakeSealer),
            body: Arc::new(body()),
            settings: Settings {
                verification_address: format!("{public_url}/csv"),
                ..settings
            },
        });
        let provider = Arc::new(Provider::new(clock.clone(), entropy.clone()));
        let oidc = OidcSettings {
            issuer: ISSUER.parse().unwrap(),
            client_id: CLIENT.into(),
            client_secret: Secret::new(SECRET.into()),
            redirect_uri: format!("{SEDE}/login/callback"),
            post_logout_redirect_uri: format!("{SEDE}/"),
            id_token_algorithm: Algorithm::Es256,
        };
        let oidc = Arc::new(OidcClient::new(oidc, provider.clone()));
        let state = SedeState::new(procedures.clone(), oidc);
        let mut face = FaceSettings::new(
            FaceKind::Sede,
            public_url.parse().unwrap(),
            PublicBody::example(),
            CsrfKey::new([7; 32]),
            clock.clone(),
            entropy,
        );
        face.navigation = web_sede::navigation;
        // As in earnest: without TLS there are demonstrations only.
        face.demonstration = public_url.starts_with("http:");
        let router = web_sede::app(Face::new(face), state);
        Self {
            router,
            procedures,
            provider,
            clock,
            civil,
            offences,
            renderer,
            database,
        }
    }

    /// A browser that has never been here.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser whose person has just identified.
    pub(crate) async fn visit(&self, person: &DemoPerson) -> Browser {
        let mut browser = self.browser();
        let landed = self.identify(&mut browser, "/applications", person).await;
        assert_eq!(landed.status, 200, "{}", landed.text());
        browser
    }

    /// Goes where an identification is needed, identifies, and comes back.
    pub(crate) async fn identify(
        &self,
        browser: &mut Browser,
        path: &str,
        person: &DemoPerson,
    ) -> Answer {
        let away = browser.follow(path).await;
        let callback = self
            .provider
            .identify(away.location(), person, AssuranceLevel::Low);
        browser.follow(&callback).await
    }

    /// The reference of a draft that was begun just now.
    pub(crate) async fn draft(&self, browser: &mut Browser) -> String {
        let begun = browser.get("/start").await;
        let form = begun.location().to_owned();
        browser.get(&form).await;
        form.split('/').nth(2).unwrap().to_owned()
    }

    /// From the form to the result page.
    pub(crate) async fn apply(&self, browser: &mut Browser) -> (String, Answer) {
        let reference = self.draft(browser).await;
        let here = format!("/applications/{reference}");
        let contact = [("phone", "+34 600 000 417"), ("email", "ella@example.org")];
        let confirm = browser
            .send(&format!("{here}/applicant"), &contact)
            .await
            .location()
            .to_owned();
        let page = browser.get(&confirm).await;
        let version = page.hidden("version");
        let fields = [
            ("purpose", "habitual_work_with_minors"),
            ("declared", "yes"),
            ("version", version.as_str()),
        ];
        let sent = browser.send(&confirm, &fields).await;
        let result = sent.location().to_owned();
        (reference, browser.get(&result).await)
    }

    /// The code of a negative certificate that was issued just now.
    pub(crate) async fn certificate(&self) -> SecureVerificationCode {
        let mut browser = self.visit(&jordi()).await;
        let (_, result) = self.apply(&mut browser).await;
        SecureVerificationCode::parse(&result.attribute("data-copy")).unwrap()
    }

    /// A document of a kind, issued by somebody else than these pages.
    pub(crate) async fn issue(&self, kind: DocumentKind, pdf: &[u8]) -> IssuedDocument {
        let now = self.procedures.clock.now();
        let entropy = self.procedures.entropy.clone();
        let document = IssuedDocument {
            id: DocumentId::new(now, &*entropy),
            code: SecureVerificationCode::generate(&*entropy),
            body: self.procedures.body.id,
            kind,
            lang: Lang::Es,
            digest: sha256(pdf),
            issued_at: now,
            kept_until: now.checked_add(SignedDuration::from_hours(87_660)).unwrap(),
            withdrawn_at: None,
        };
        let (row, pdf) = (document.clone(), pdf.to_vec());
        let key = DataKeyId::new(now, &*entropy);
        self.database
            .store()
            .transact::<_, StoreError, _>("test.issue", move |tx| {
                tx.add_data_key(key, now)?;
                repo::document::add(tx, &row, key, &pdf)
            })
            .await
            .unwrap();
        document
    }

    pub(crate) async fn withdraw(&self, document: DocumentId) {
        let now = self.procedures.clock.now();
        self.database
            .store()
            .transact::<_, StoreError, _>("test.withdraw", move |tx| {
                repo::document::withdraw(tx, document, now)
            })
            .await
            .unwrap();
    }
}

/// Somebody of the population.
pub(crate) fn person(given: &str, surname1: &str) -> DemoPerson {
    population::people()
        .into_iter()
        .find(|person| {
            let name = &person.record.name;
            name.given.as_str() == given && name.surname1.as_str() == surname1
        })
        .unwrap()
}

/// Nobody in the register of offences is like him.
pub(crate) fn jordi() -> DemoPerson {
    person("Jordi", "Camps")
}

/// A foreigner about whom nothing is on record.
pub(crate) fn ananya() -> DemoPerson {
    person("Ananya", "Raghavan")
}

/// A namesake born on the same day is in the register of offences.
pub(crate) fn lucia() -> DemoPerson {
    person("Lucía", "Prado")
}

fn body() -> Body {
    let names = [
        (Lang::Es, "Ministerio de Ejemplo".to_owned()),
        (Lang::En, "Ministry of Example".to_owned()),
    ];
    Body {
        id: BodyId::new(START.parse().unwrap(), &SeededEntropy::new(1)),
        dir3: "EA0000001".into(),
        names: names.into(),
        managing_texts: BTreeMap::new(),
        logo_svg: None,
        contact: Contact {
            helpline: "060".into(),
            email: None,
            address: vec!["Plaza del Ejemplo, 1".into()],
        },
        time_zone: "Europe/Madrid".into(),
        holidays: vec!["2026-12-25".parse().unwrap()],
        seal_key: "seal".into(),
    }
}
