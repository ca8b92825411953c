//! Registered people with everything that an officer may meet.

use audit::Event;
use desk::{AtDesk, InterveneError, Intervention, PersonView};
use model::{
    app::{
        AppRules,
        activation::ActivatedBy,
        device::{Device, DeviceState, Unlock},
    },
    notice::{Intervened, Notice},
    officer::Role,
    password::PasswordHash,
    procedure::DecisionReason,
    registration::{Registration, RegistrationState},
    restriction::{Restriction, RestrictionKind, SetBy},
    session::{AuthenticationMethod, Session},
};
use simulators::population::DemoPerson;
use store::{StoreError, Tx, repo};
use vocab::{
    AlertReportId, AppDeviceId, InquiryId, Line, PersonId, RegistrationId, RegistrationLevel,
    RestrictionId, SeededEntropy, SessionId, Timestamp,
};

use crate::office::Office;

/// What an officer looks for somebody for.
pub(crate) const PURPOSE: &str = "Llama porque no reconoce un acceso.";

/// Why an officer intervenes.
pub(crate) fn because(text: &str) -> DecisionReason {
    DecisionReason::parse(&format!("{text}: comprobado con su documento.")).unwrap()
}

impl Office {
    pub(crate) async fn registrar(&self, name: &str) -> AtDesk {
        self.at_desk(name, &[Role::Registrar]).await
    }

    /// Writes something about people.
    pub(crate) async fn write<T, F>(&self, act: F) -> T
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.desk.store.transact("test.write", act).await.unwrap()
    }

    /// Somebody with an active registration.
    pub(crate) async fn registered(&self, demo: &DemoPerson) -> PersonId {
        let (demo, now) = (demo.clone(), self.world.now());
        let seed = demo.record.number.as_str().bytes().map(u64::from).sum();
        self.write(move |tx| {
            let entropy = SeededEntropy::new(seed);
            let record = &demo.record;
            let person = repo::person::add(
                tx,
                &record.number,
                &record.name,
                record.birth_date,
                demo.lang,
                now,
                &entropy,
            )?;
            let registration = Registration {
                id: RegistrationId::new(now, &entropy),
                person: person.id,
                level: RegistrationLevel::Advanced,
                state: RegistrationState::Active,
                phone: demo.phone.clone(),
                email: demo.email.clone(),
                lang: demo.lang,
                registered_at: now,
            };
            let key = person.data_key;
            repo::registration::add(tx, &registration, key, "office", [1; 32], now)?;
            Ok(person.id)
        })
        .await
    }

    /// The app on a telephone of theirs.
    pub(crate) async fn with_app(&self, person: PersonId) -> AppDeviceId {
        self.with_device(person, 71, None).await
    }

    /// The app on another telephone, which an SMS activated in the place of the one before.
    pub(crate) async fn with_another_app(
        &self,
        person: PersonId,
        before: AppDeviceId,
    ) -> AppDeviceId {
        self.with_device(person, 74, Some(before)).await
    }

    async fn with_device(
        &self,
        person: PersonId,
        seed: u8,
        before: Option<AppDeviceId>,
    ) -> AppDeviceId {
        let now = self.world.now();
        self.write(move |tx| {
            let id = AppDeviceId::new(now, &SeededEntropy::new(u64::from(seed)));
            let data_key = repo::person::guard(tx, person, now)?;
            if let Some(before) = before {
                let before = repo::app::device::find(tx, before)?.unwrap().device;
                let after = before
                    .clone()
                    .replace(id, ActivatedBy::Sms, now, AppRules::default())
                    .unwrap();
                assert!(repo::app::device::set_state(tx, &before, &after, now)?);
            }
            let stored = repo::app::device::StoredDevice {
                device: Device {
                    id,
                    person,
                    state: DeviceState::Active,
                    unlock: Unlock::Code,
                    activated_by: ActivatedBy::Sms,
                    activated_at: now,
                    wrong_unlocks: 0,
                    replaced_by: None,
                    veto_until: None,
                },
                name: Line::parse("El móvil de siempre").unwrap(),
                public_key: vec![seed; 65],
                passkey: None,
                unlock_hash: Some([7; 32]),
            };
            assert!(repo::app::device::add(tx, &stored, data_key, now)?);
            Ok(id)
        })
        .await
    }

    /// A permanent password.
    pub(crate) async fn with_password(&self, person: PersonId) {
        self.with_password_of(person, self.world.now()).await;
    }

    /// The same, set at this moment.
    pub(crate) async fn with_password_of(&self, person: PersonId, now: Timestamp) {
        self.write(move |tx| {
            let hash = PasswordHash::new("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA".into());
            repo::password::set(tx, person, &hash, 1, now, &SeededEntropy::new(72))
        })
        .await;
    }

    /// An open session.
    pub(crate) async fn with_session(&self, person: PersonId, seed: u8) -> SessionId {
        let now = self.world.now();
        self.write(move |tx| {
            let session = Session {
                id: SessionId::new(now, &SeededEntropy::new(u64::from(seed) + 500)),
                person,
                registration_level: RegistrationLevel::Advanced,
                method: AuthenticationMethod::PinSms,
                authenticated_at: now,
                last_used_at: now,
                ended_at: None,
            };
            repo::session::add(tx, &session, [seed; 32])?;
            Ok(session.id)
        })
        .await
    }

    /// The person freezes everything.
    pub(crate) async fn freezes(&self, person: PersonId) -> RestrictionId {
        let now = self.world.now();
        self.write(move |tx| {
            let data_key = repo::person::guard(tx, person, now)?;
            let restriction = Restriction {
                id: RestrictionId::new(now, &SeededEntropy::new(73)),
                person,
                kind: RestrictionKind::Frozen,
                set_by: SetBy::Person,
                reason: None,
                since: now,
                until: None,
                lifted: None,
            };
            repo::restriction::add(tx, &restriction, data_key)?;
            Ok(restriction.id)
        })
        .await
    }

    /// "This was not me."
    pub(crate) async fn reports(&self, person: PersonId, what: &'static str) -> AlertReportId {
        let now = self.world.now();
        self.write(move |tx| {
            let seed = u64::try_from(now.as_second()).unwrap_or_default();
            repo::alert_report::add(tx, person, what, now, &SeededEntropy::new(seed))
        })
        .await
    }

    pub(crate) async fn find(&self, at_desk: &AtDesk, demo: &DemoPerson) -> InquiryId {
        let number = &demo.record.number;
        self.desk
            .find_person(at_desk, number, PURPOSE)
            .await
            .unwrap()
    }

    pub(crate) async fn look(&self, at_desk: &AtDesk, inquiry: InquiryId) -> PersonView {
        self.desk.person(at_desk, inquiry).await.unwrap()
    }

    /// Intervenes over how the person stands now.
    pub(crate) async fn intervene(
        &self,
        at_desk: &AtDesk,
        inquiry: InquiryId,
        intervention: Intervention,
    ) -> Result<(), InterveneError> {
        let seen = self.look(at_desk, inquiry).await.seen;
        let reason = because("Aviso de la persona");
        self.desk
            .intervene(at_desk, inquiry, intervention, reason, seen)
            .await
    }

    /// What was written down about a person, oldest first, with who did it.
    pub(crate) async fn written_about(&self, person: PersonId) -> Vec<(Event, String)> {
        let mut rows = self
            .desk
            .store
            .read("test.audit", move |tx| {
                repo::audit::list_of_subject(tx, person.as_bytes(), 1_000)
            })
            .await
            .unwrap();
        rows.reverse();
        let read = |(row, record): &(repo::audit::AuditRow, Vec<u8>)| {
            let record: serde_json::Value = serde_json::from_slice(record).unwrap();
            let event = serde_json::from_value(record["event"].clone()).unwrap();
            (event, row.actor.clone())
        };
        rows.iter().map(read).collect()
    }

    /// What the person was told since this was asked last.
    pub(crate) async fn told(&self) -> Vec<Intervened> {
        let messages = self.messages().await;
        let told = messages.iter().filter_map(|message| match message.notice {
            Notice::Intervened { how, .. } => Some(how),
            _ => None,
        });
        told.collect()
    }

    pub(crate) fn at(&self, moment: &str) -> Timestamp {
        let moment: Timestamp = moment.parse().unwrap();
        self.world.clock.set(moment);
        moment
    }
}
