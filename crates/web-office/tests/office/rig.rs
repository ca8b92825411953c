//! The face over a desk, with a database of its own.

use std::sync::Arc;

use axum::Router;
use desk::{Entrance, Invitation};
use model::{
    officer::{OfficerHandle, Role},
    procedure::ApplicationReference,
    video::{ServiceHours, VideoRules},
};
use ports::recordings::MemoryRecordings;
use simulators::population::DemoPerson;
use store::testing::{Engine, TestDatabase};
use vocab::{Line, SeededEntropy};
use web_kit::{Face, FaceKind, FaceSettings, PublicBody, face::CsrfKey};
use web_office::{InventedOfficer, OfficeState};
use wire_webauthn::testing::Authenticator;

use crate::{
    booth::{at_once, reviews},
    browser::Browser,
    office::{ORIGIN, Office},
};

/// A reason that says something.
pub(crate) const REASON: &str = "Otro lugar de nacimiento y otro padre, comprobados hoy.";

pub(crate) struct Rig {
    pub(crate) office: Office,
    pub(crate) router: Router,
    pub(crate) recordings: Arc<MemoryRecordings>,
    face: Face,
    _database: TestDatabase,
}

impl Rig {
    pub(crate) async fn new() -> Self {
        Self::with(Entrance::PasskeysOnly).await
    }

    /// The demonstration, where one may step in as Julia or David.
    pub(crate) async fn demonstration() -> Self {
        let rig = Self::with(Entrance::Demonstration).await;
        for officer in invented() {
            let invitation = Invitation {
                handle: officer.handle,
                name: Line::parse(&officer.name).unwrap(),
                grants: rig.office.grants(&officer.roles),
            };
            rig.office
                .desk
                .add_invented_officer(invitation)
                .await
                .unwrap();
        }
        rig
    }

    async fn with(entrance: Entrance) -> Self {
        let database = TestDatabase::migrated(Engine::Sqlite).await;
        let rules = VideoRules {
            hours: ServiceHours::always(),
            advanced_by_four_eyes: true,
            ..VideoRules::default()
        };
        let office = Office::under(&database, entrance, rules).await;
        let mut settings = settings(&office);
        settings.demonstration = entrance == Entrance::Demonstration;
        let recordings = Arc::new(MemoryRecordings::default());
        let mut rig = Self {
            office,
            router: Router::new(),
            recordings,
            face: Face::new(settings),
            _database: database,
        };
        rig.router = rig.another_process();
        rig
    }

    /// The same face once more, with nothing of this process in its memory.
    pub(crate) fn another_process(&self) -> Router {
        // In production the list has no effect: a test of the entrance shows it.
        let state = OfficeState::new(self.office.desk.clone())
            .with_calls(crate::telephone::telephone(&self.office))
            .with_recordings(Some(self.recordings.clone()))
            .with_self_reviews(reviews(
                &self.office,
                at_once(),
                Arc::default(),
                self.recordings.clone(),
            ))
            .with_invented(invented());
        web_office::app(self.face.clone(), state)
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(&self.router)
    }

    /// An officer who has come in with a passkey.
    pub(crate) async fn officer(&self, name: &str, roles: &[Role]) -> (Browser, Authenticator) {
        let (entered, device) = self.office.officer(name, roles).await;
        let mut browser = self.browser();
        browser.set_cookie("session", entered.secret.as_str());
        (browser, device)
    }

    pub(crate) async fn case_worker(&self, name: &str) -> Browser {
        self.officer(name, &[Role::CaseWorker]).await.0
    }

    /// Somebody applies; the reference of what waits for a case worker.
    pub(crate) async fn case(&self, person: &DemoPerson) -> ApplicationReference {
        self.office.world.apply(person).await.1
    }

    /// Somebody applies whom the civil register does not find when it is asked after sending.
    pub(crate) async fn unidentified(&self, person: &DemoPerson) -> ApplicationReference {
        let world = &self.office.world;
        let visitor = world.visitor(person).await;
        let reference = world.draft(&visitor).await;
        world.civil.replace([]);
        world.send(&visitor, &reference).await;
        reference
    }

    pub(crate) fn later(&self, seconds: i64) {
        self.office.world.clock.advance_seconds(seconds);
    }
}

pub(crate) fn settings(office: &Office) -> FaceSettings {
    let mut settings = FaceSettings::new(
        FaceKind::Office,
        url::Url::parse(ORIGIN).unwrap(),
        PublicBody::example(),
        CsrfKey::new([7; 32]),
        office.world.clock.clone(),
        Arc::new(SeededEntropy::new(5)),
    );
    settings.navigation = web_office::navigation;
    settings
}

pub(crate) fn invented() -> Vec<InventedOfficer> {
    let officer = |handle, name: &str, role| InventedOfficer {
        handle: OfficerHandle::parse(handle).unwrap(),
        name: name.into(),
        roles: vec![role],
    };
    vec![
        officer("julia", "Julia Roldán Peris", Role::CaseWorker),
        officer("david", "David Oliver Tena", Role::Auditor),
    ]
}

/// The address of a case.
pub(crate) fn at(reference: &ApplicationReference) -> String {
    format!("/cases/{reference}")
}
