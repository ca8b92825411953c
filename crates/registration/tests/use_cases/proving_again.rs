//! Staff demanded that an identity be proven again: the proof makes the registration what it is
//! worth, and leaves nothing to whoever was doubted.

use audit::Event;
use model::{
    app::{
        activation::{ActivatedBy, Activation, ActivationState},
        device::{Device, DeviceState, Unlock},
    },
    notice::{Channel, Notice},
    passkey::Passkey,
    password::{PasswordHash, PasswordStep},
    pin::{PinChallenge, PinState},
    registration::RegistrationState,
    restriction::{Restriction, RestrictionKind, SetBy},
};
use registration::terms;
use simulators::population::DemoPerson;
use store::{
    StoreError, Tx, on_both_engines,
    repo::{self, app::device::StoredDevice},
    sql,
};
use vocab::{
    AppActivationId, AppDeviceId, AssuranceLevel, CredentialId, DataKeyId, FlowId, Lang, Line,
    OfficerId, PersonId, PinChallengeId, RegistrationLevel, RestrictionId, SeededEntropy,
    Timestamp,
};

use crate::support::{Office, email, marta, phone, tomas};

const ACTIVE: RegistrationState = RegistrationState::Active;
const ADVANCED: RegistrationLevel = RegistrationLevel::Advanced;
const NEW_PHONE: &str = "600000993";

fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

/// The rows of somebody who has every means, with ids from a seed.
struct Everything {
    person: PersonId,
    data_key: DataKeyId,
    seed: u8,
    now: Timestamp,
}

impl Everything {
    fn add(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let (person, now, seed) = (self.person, self.now, self.seed);
        let entropy = SeededEntropy::new(u64::from(seed));
        for word in ["one", "two"] {
            let hash = PasswordHash::new(format!("{word} of {seed}"));
            repo::password::set(tx, person, &hash, 2, now, &entropy)?;
        }
        repo::browser::remember(tx, person, [seed; 32], now)?;
        repo::password_flow::add(
            tx,
            &repo::password_flow::NewFlow {
                id: FlowId::new(now, &entropy),
                secret_hash: [seed; 32],
                person,
                step: PasswordStep::Recover,
                state: b"sealed",
                expires_at: now,
            },
            now,
        )?;
        let passkey = Passkey {
            id: CredentialId::new(now, &entropy),
            person,
            label: line("Llave"),
            credential_id: vec![seed; 16],
            public_key: vec![seed; 65],
            sign_count: 0,
            copyable: false,
            transports: Vec::new(),
            vouched: AssuranceLevel::Substantial,
            added_at: now,
            last_used_at: None,
        };
        assert!(repo::passkey::add(tx, &passkey, self.data_key)?);
        self.add_devices(tx)?;
        for (by, state) in [
            (ActivatedBy::Sms, ActivationState::Sent),
            (ActivatedBy::Session, ActivationState::Proven),
        ] {
            let activation = Activation {
                id: AppActivationId::new(now, &entropy),
                person: Some(person),
                by,
                code_hash: [seed; 32],
                state,
                wrong_tries: 0,
                sends: 1,
                sent_at: now,
                challenge: Some([seed; 32]),
                proven_at: Some(now),
            };
            repo::app::activation::add(tx, &activation, now)?;
        }
        let pin = PinChallenge {
            id: PinChallengeId::new(now, &entropy),
            person: Some(person),
            browser_hash: [seed; 32],
            code_hash: [seed; 32],
            state: PinState::Issued,
            requested_at: now,
            issued_at: now,
            wrong_tries: 0,
        };
        repo::pin::add(tx, &pin)
    }

    /// One that was replaced and may still say no, and the one that took its place.
    fn add_devices(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let now = self.now;
        let [before, after] = [1, 2].map(|place| Device {
            id: AppDeviceId::from_bytes([self.seed * 2 + place; 16]),
            person: self.person,
            state: DeviceState::Active,
            unlock: Unlock::Code,
            activated_by: ActivatedBy::Sms,
            activated_at: now,
            wrong_unlocks: 0,
            replaced_by: None,
            veto_until: None,
        });
        let stored = |device: &Device| StoredDevice {
            device: device.clone(),
            name: line("Teléfono"),
            public_key: device.id.as_bytes().repeat(4),
            passkey: None,
            unlock_hash: Some([7; 32]),
        };
        assert!(repo::app::device::add(
            tx,
            &stored(&before),
            self.data_key,
            now
        )?);
        let rules = model::app::AppRules::default();
        let replaced = before
            .clone()
            .replace(after.id, ActivatedBy::Sms, now, rules)
            .unwrap();
        assert!(replaced.may_veto(now).is_some());
        assert!(repo::app::device::set_state(tx, &before, &replaced, now)?);
        assert!(repo::app::device::add(
            tx,
            &stored(&after),
            self.data_key,
            now
        )?);
        Ok(())
    }
}

impl Office {
    async fn with_everything(&self, who: &DemoPerson, seed: u8) -> PersonId {
        let person = self.registered_as(who, ADVANCED, ACTIVE).await;
        let now = self.now();
        self.store
            .transact::<_, StoreError, _>("test.everything", move |tx| {
                let data_key = repo::person::guard(tx, person, now)?;
                Everything {
                    person,
                    data_key,
                    seed,
                    now,
                }
                .add(tx)
            })
            .await
            .unwrap();
        person
    }

    /// Staff demand another proof.
    async fn doubts(&self, person: PersonId) {
        let now = self.now();
        self.store
            .transact::<_, StoreError, _>("test.doubts", move |tx| {
                let data_key = repo::person::guard(tx, person, now)?;
                let entropy = SeededEntropy::new(31);
                let restriction = Restriction {
                    id: RestrictionId::from_bytes(*person.as_bytes()),
                    person,
                    kind: RestrictionKind::NewProofing,
                    set_by: SetBy::Officer(OfficerId::new(now, &entropy)),
                    reason: None,
                    since: now,
                    until: None,
                    lifted: None,
                };
                repo::restriction::add(tx, &restriction, data_key)
            })
            .await
            .unwrap();
    }

    async fn is_doubted(&self, person: PersonId) -> bool {
        let now = self.now();
        self.store
            .read::<_, StoreError, _>("test.doubted", move |tx| {
                let standing = repo::restriction::in_force(tx, person, now)?;
                Ok(standing.has(RestrictionKind::NewProofing))
            })
            .await
            .unwrap()
    }

    /// What a person could still come in with.
    async fn means(&self, person: PersonId) -> Vec<(&'static str, i64)> {
        let tables = [
            (
                "password",
                sql!("SELECT COUNT(*) FROM password_credential WHERE person_id = $1"),
            ),
            (
                "flow",
                sql!("SELECT COUNT(*) FROM password_flow WHERE person_id = $1"),
            ),
            (
                "browser",
                sql!("SELECT COUNT(*) FROM known_browser WHERE person_id = $1"),
            ),
            (
                "passkey",
                sql!("SELECT COUNT(*) FROM passkey WHERE person_id = $1"),
            ),
            (
                "device",
                sql!(
                    "SELECT COUNT(*) FROM app_device WHERE person_id = $1 \
                     AND (state IN ('active', 'replaced') OR veto_until IS NOT NULL)"
                ),
            ),
            (
                "activation",
                sql!(
                    "SELECT COUNT(*) FROM app_activation WHERE person_id = $1 \
                     AND state IN ('sent', 'proven')"
                ),
            ),
            (
                "pin",
                sql!(
                    "SELECT COUNT(*) FROM pin_challenge WHERE person_id = $1 AND state = 'issued'"
                ),
            ),
        ];
        self.store
            .read::<_, StoreError, _>("test.means", move |tx| {
                tables
                    .into_iter()
                    .map(|(name, count)| {
                        Ok((name, tx.query_one(count, &[&person], |row| row.get(0))?))
                    })
                    .collect()
            })
            .await
            .unwrap()
    }
}

on_both_engines! {
    /// The registration has the level of its newest proof, whether its phone was lost or not.
    async fn a_demanded_proof_by_letter_makes_an_advanced_registration_basic(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        for (who, state, new) in [
            (marta(), ACTIVE, NEW_PHONE),
            (tomas(), RegistrationState::PhoneDisplaced, "600000994"),
        ] {
            let person = office.registered_as(&who, ADVANCED, state).await;
            let before = office.registration(&who).await.unwrap();
            office.doubts(person).await;
            let new = phone(new);
            let flow = office.ready(&who, &new).await;
            office.registrar.complete(&flow, &terms::current(Lang::Es), false).await.unwrap();
            let after = office.registration(&who).await.unwrap();
            assert_eq!((after.level, after.state), (RegistrationLevel::Basic, ACTIVE), "{state:?}");
            assert_eq!((after.id, after.phone, after.email), (before.id, new.clone(), email()));
            assert!(!office.is_doubted(person).await);
            let holder = office
                .store
                .read("test.holder", move |tx| repo::registration::holder_of_phone(tx, &new))
                .await;
            assert_eq!(holder.unwrap(), Some(person));
        }
    }

    async fn who_proves_who_they_are_again_keeps_no_means_of_who_was_doubted(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let (hers, his) = (
            office.with_everything(&marta(), 11).await,
            office.with_everything(&tomas(), 40).await,
        );
        let all = office.means(his).await;
        assert!(all.iter().all(|(_, count)| *count > 0), "{all:?}");
        office.doubts(hers).await;
        let flow = office.ready(&marta(), &phone(NEW_PHONE)).await;
        office.messages().await;
        office.registrar.complete(&flow, &terms::current(Lang::Es), false).await.unwrap();
        let left = office.means(hers).await;
        assert!(left.iter().all(|(_, count)| *count == 0), "{left:?}");
        assert_eq!(office.means(his).await, all, "nobody else loses anything");
        let remembered = office.count(sql!("SELECT COUNT(*) FROM password_history")).await;
        assert_eq!(remembered, 3, "what was known to the doubted one is not chosen again");
        let written = office.audited(&marta()).await;
        for event in [
            Event::PasskeyRemoved,
            Event::AppDeviceDeactivated { from: "proof".into() },
            Event::Registered,
        ] {
            assert!(written.iter().any(|(known, _)| *known == event), "{event:?}");
        }
    }

    /// The address of before may be that of whoever was doubted: they learn of it, and cannot
    /// freeze who has proven to be the person.
    async fn the_address_of_before_is_told_of_another_proof_without_a_link(database: TestDatabase) {
        let office = Office::open(&database);
        let person = office.registered_as(&marta(), ADVANCED, ACTIVE).await;
        office.doubts(person).await;
        let flow = office.ready(&marta(), &phone(NEW_PHONE)).await;
        office.messages().await;
        office.registrar.complete(&flow, &terms::current(Lang::Es), false).await.unwrap();
        let messages = office.messages().await;
        let told: Vec<_> = messages
            .iter()
            .filter(|message| message.channel == Channel::Email(marta().email))
            .collect();
        let [told] = told.as_slice() else { panic!("{told:?}") };
        assert!(matches!(told.notice, Notice::Alert { .. }), "{told:?}");
        assert_eq!(told.notice.alert_link(), None);
    }
}
