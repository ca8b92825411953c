//! A desk in front of the electronic office of its tests.

use std::sync::Arc;

use audit::Event;
use desk::{AtDesk, Desk, Entered, Entrance, Invitation, InvitedBy, Passkeys};
use model::{
    officer::{DeskRules, OfficerHandle, Role, RoleGrant},
    video::VideoRules,
};
use proofing::{Proofing, room::RoomCache};
use registration::Registrar;
use store::{
    repo,
    testing::{TestDatabase, TestSealer},
};
use vocab::{BodyId, Date, Line, OfficerId, SeededEntropy};
use wire_webauthn::testing::Authenticator;

use crate::world::World;

pub(crate) const RP_ID: &str = "office.example";
pub(crate) const ORIGIN: &str = "https://office.example";

/// A device at the address of the desk.
pub(crate) fn authenticator(credential_id: &[u8]) -> Authenticator {
    Authenticator::new(credential_id, ORIGIN)
}

pub(crate) struct Office {
    pub(crate) desk: Arc<Desk>,
    pub(crate) world: World,
}

impl Office {
    pub(crate) async fn new(database: &TestDatabase) -> Self {
        Self::with(database, Entrance::PasskeysOnly).await
    }

    pub(crate) async fn with(database: &TestDatabase, entrance: Entrance) -> Self {
        Self::under(database, entrance, VideoRules::default()).await
    }

    /// The same under rules of video calls that a test chooses.
    pub(crate) async fn under(
        database: &TestDatabase,
        entrance: Entrance,
        rules: VideoRules,
    ) -> Self {
        let world = World::new(database).await;
        let proofing = Arc::new(proofing(database, &world, rules));
        let desk = Desk {
            store: database.store().clone(),
            clock: world.clock.clone(),
            entropy: Arc::new(SeededEntropy::new(99)),
            hashes: Arc::new(TestSealer::default()),
            procedures: world.procedures.clone(),
            proofing,
            body: world.procedures.body.clone(),
            rules: DeskRules::default(),
            sessions: model::session::SessionRules::default(),
            passwords: model::password::PasswordRules::default(),
            passkeys: Passkeys {
                rp_id: RP_ID.into(),
                rp_name: "Office".into(),
                origins: vec![ORIGIN.into()],
            },
            entrance,
        };
        Self {
            desk: Arc::new(desk),
            world,
        }
    }

    pub(crate) fn body(&self) -> BodyId {
        self.desk.body.id
    }

    pub(crate) fn grants(&self, roles: &[Role]) -> Vec<RoleGrant> {
        let until: Date = "2027-12-31".parse().unwrap();
        roles
            .iter()
            .map(|role| RoleGrant {
                role: *role,
                body: self.body(),
                until,
            })
            .collect()
    }

    pub(crate) fn invitation(&self, name: &str, roles: &[Role]) -> Invitation {
        Invitation {
            handle: handle(name),
            name: Line::parse(name).unwrap(),
            grants: self.grants(roles),
        }
    }

    /// Invited at the command line and enrolled: the first session and the passkey.
    pub(crate) async fn officer(&self, name: &str, roles: &[Role]) -> (Entered, Authenticator) {
        let invitation = self.invitation(name, roles);
        let invited = self
            .desk
            .invite(InvitedBy::CommandLine, invitation)
            .await
            .unwrap();
        let ceremony = self.desk.enrol_begin(&invited.secret).await.unwrap();
        let mut device = authenticator(format!("passkey of {name}").as_bytes());
        let response = device.create(&ceremony.options);
        let entered = self
            .desk
            .enrol_finish(&invited.secret, &ceremony.secret, &response)
            .await
            .unwrap();
        (entered, device)
    }

    pub(crate) async fn at_desk(&self, name: &str, roles: &[Role]) -> AtDesk {
        self.officer(name, roles).await.0.at_desk
    }

    pub(crate) async fn sign_in(&self, device: &mut Authenticator) -> Entered {
        let ceremony = self.desk.sign_in_begin().await.unwrap();
        let response = device.get(&ceremony.options);
        self.desk
            .sign_in_finish(&ceremony.secret, &response)
            .await
            .unwrap()
    }

    /// What was written down about an officer, oldest first: event with its data, actor,
    /// transaction.
    pub(crate) async fn audited(&self, officer: OfficerId) -> Vec<(Event, String, String)> {
        let mut rows = self
            .desk
            .store
            .read("test.audit", move |tx| {
                repo::audit::list_of_subject(tx, officer.as_bytes(), 1_000)
            })
            .await
            .unwrap();
        rows.reverse();
        rows.iter()
            .map(|(row, record)| {
                let record: serde_json::Value = serde_json::from_slice(record).unwrap();
                let event = serde_json::from_value(record["event"].clone()).unwrap();
                let use_case = record["use_case"].as_str().unwrap();
                (event, row.actor.clone(), use_case.to_owned())
            })
            .collect()
    }
}

fn proofing(database: &TestDatabase, world: &World, rules: VideoRules) -> Proofing {
    let registrar = Registrar {
        store: database.store().clone(),
        clock: world.clock.clone(),
        entropy: Arc::new(SeededEntropy::new(98)),
        hashes: Arc::new(TestSealer::default()),
        tokens: world.procedures.tokens.clone(),
        register: world.civil.clone(),
        renderer: world.renderer.clone(),
        sealer: world.procedures.sealer.clone(),
        body: world.procedures.body.clone(),
        settings: registration::Settings::default(),
    };
    Proofing {
        store: database.store().clone(),
        clock: world.clock.clone(),
        entropy: Arc::new(SeededEntropy::new(97)),
        hashes: Arc::new(TestSealer::default()),
        register: world.civil.clone(),
        registrar: Arc::new(registrar),
        body: world.procedures.body.clone(),
        rules: Arc::new(rules),
        room: RoomCache::eager(),
    }
}

pub(crate) fn handle(name: &str) -> OfficerHandle {
    OfficerHandle::parse(&name.replace(' ', ".")).unwrap()
}
