//! People at the door of the provider: registered beforehand, identified by PIN.

use std::sync::Arc;

use authn::{Authenticated, EnterPin, ObtainPin};
use model::{
    document::{ContrastDatum, DocumentDatum},
    notice::{Notice, OutgoingNotice},
    origin::Origin,
    registration::{Registration, RegistrationState},
};
use ports::sealing::{DataKey, Place, Sealer, TokenSealer};
use simulators::population::DemoPerson;
use store::{StoreError, outbox, repo, testing::TestSealer};
use vocab::{
    BearerSecret, OneTimePin, RegistrationId, RegistrationLevel, SignedDuration, UserKeyPart,
};

use crate::support::World;

pub(crate) async fn register(world: &World, person: &DemoPerson) {
    let (now, entropy, demo) = (world.now(), world.entropy.clone(), person.clone());
    world
        .store
        .transact::<_, StoreError, _>("test.register", move |tx| {
            let record = &demo.record;
            let person = repo::person::add(
                tx,
                &record.number,
                &record.name,
                record.birth_date,
                demo.lang,
                now,
                &*entropy,
            )?;
            let registration = Registration {
                id: RegistrationId::new(now, &*entropy),
                person: person.id,
                level: RegistrationLevel::Basic,
                state: RegistrationState::Active,
                phone: demo.phone.clone(),
                email: demo.email.clone(),
                lang: demo.lang,
                registered_at: now,
            };
            repo::registration::add(tx, &registration, person.data_key, "office", [1; 32], now)
        })
        .await
        .unwrap();
}

pub(crate) async fn identify(world: &World, person: &DemoPerson) -> (BearerSecret, Authenticated) {
    let keeper = &world.federation.doorkeeper;
    let browser = BearerSecret::generate(&*world.entropy);
    let asked = ObtainPin {
        number: person.record.number.clone(),
        contrast: contrast(person),
        user_part: UserKeyPart::parse("SOL7").unwrap(),
        browser: browser.clone(),
        known: browser.clone(),
        origin: Origin::of(std::net::IpAddr::from([192, 0, 2, 1])),
        asked_by: authn::PartyNames::default(),
    };
    let ticket = keeper.obtain_pin(asked).await.unwrap();
    world.wait(60);
    let ticket = keeper
        .send_pin_by_sms(&ticket, &browser, Arc::new(|_| "Servicio".to_owned()))
        .await
        .unwrap();
    let given = EnterPin {
        user_part: ticket.user_part.clone(),
        ticket,
        browser,
        pin: pin(world).await,
        arrival: authn::Arrival::from(Origin::of(std::net::IpAddr::from([192, 0, 2, 1]))),
    };
    keeper.enter_pin(given).await.unwrap()
}

fn contrast(person: &DemoPerson) -> ContrastDatum {
    let document = &person.record.document;
    match (&document.datum, document.valid_until) {
        (DocumentDatum::Support(support), _) => ContrastDatum::Support(support.clone()),
        (DocumentDatum::Dates { .. }, Some(until)) => ContrastDatum::ValidUntil(until),
        (DocumentDatum::Dates { issued_on }, None) => ContrastDatum::IssuedOn(*issued_on),
    }
}

async fn pin(world: &World) -> OneTimePin {
    let now = world.now();
    let leased = world
        .store
        .transact::<_, StoreError, _>("test.messages", move |tx| {
            let request = outbox::LeaseRequest {
                holder: "test",
                channel: None,
                limit: 1_000,
                lease: SignedDuration::from_secs(60),
            };
            let leased = outbox::lease_batch(tx, request, now)?;
            for message in &leased {
                outbox::mark_sent(tx, message.id, "test", now)?;
            }
            Ok(leased)
        })
        .await
        .unwrap();
    let notice: OutgoingNotice = serde_json::from_slice(&leased[0].payload).unwrap();
    match notice.notice {
        Notice::Pin { pin, .. } => pin,
        other => panic!("{other:?}"),
    }
}

/// Tokens sealed by the sealer of the tests.
pub(crate) struct Tokens {
    sealer: TestSealer,
    key: DataKey,
}

impl Default for Tokens {
    fn default() -> Self {
        Self {
            sealer: TestSealer::default(),
            key: DataKey([3; 32]),
        }
    }
}

impl TokenSealer for Tokens {
    fn seal_token(&self, purpose: &'static str, plain: &[u8]) -> String {
        let place = Place {
            column: purpose,
            row: b"token",
        };
        let sealed = self.sealer.seal(&self.key, place, plain);
        sealed.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn open_token(&self, purpose: &'static str, token: &str) -> Option<Vec<u8>> {
        let place = Place {
            column: purpose,
            row: b"token",
        };
        let sealed: Option<Vec<u8>> = (0..token.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(token.get(at..at + 2)?, 16).ok())
            .collect();
        self.sealer.open(&self.key, place, &sealed?).ok()
    }
}
