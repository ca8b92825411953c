//! Identification by telephone (R009): what the officer sees, and when.

use std::sync::Arc;

use audit::Event;
use authn::Doorkeeper;
use desk::telephone::{AskCaller, AskCallerError, Calls, LookAtCallerError};
use model::{app::request::RequestState, officer::Role};
use ports::fakes::ReadablePasswords;
use simulators::population::DemoPerson;
use store::on_both_engines;
use vocab::{AssuranceLevel, IdentityNumber, Lang, Line};

use crate::{
    office::Office,
    phone::{self, Says},
    world::lucia,
};

const PURPOSE: &str = "consultar su expediente";

/// The telephone of a desk.
pub(crate) fn calls(office: &Office) -> Arc<Calls> {
    let desk = office.desk.clone();
    let doorkeeper = Doorkeeper {
        store: desk.store.clone(),
        clock: desk.clock.clone(),
        entropy: desk.entropy.clone(),
        hashes: desk.hashes.clone(),
        tokens: desk.procedures.tokens.clone(),
        register: desk.procedures.register.clone(),
        passwords: Arc::new(ReadablePasswords::default()),
        settings: authn::Settings::default(),
    };
    Arc::new(Calls {
        desk,
        doorkeeper: Arc::new(doorkeeper),
    })
}

fn about(number: &IdentityNumber, purpose: &str) -> AskCaller {
    AskCaller {
        number: number.clone(),
        purpose: Line::parse(purpose).unwrap(),
        lang: Lang::Gl,
    }
}

async fn person_with_app(office: &Office, person: &DemoPerson) -> vocab::PersonId {
    phone::of(&office.desk.store, person, office.desk.clock.now()).await
}

on_both_engines! {
    async fn an_officer_learns_who_calls_once_they_have_confirmed(database: TestDatabase) {
        let office = Office::new(&database).await;
        let calls = calls(&office);
        let olalla = office.at_desk("olalla", &[Role::Registrar]).await;
        let lucia = lucia();
        let person = person_with_app(&office, &lucia).await;
        let asked = about(&lucia.record.number, PURPOSE);
        let call = calls.ask(&olalla, asked).await.unwrap();
        let waiting = calls.look(&olalla, call).await.unwrap();
        assert_eq!((waiting.state, waiting.identified.clone()), (RequestState::Pending, None));
        assert_eq!(waiting.message.split(' ').count(), 3, "{}", waiting.message);
        let store = &office.desk.store;
        phone::answer(store, person, Says::Yes, office.desk.clock.now()).await;
        let seen = calls.look(&olalla, call).await.unwrap().identified.unwrap();
        assert_eq!(seen.name, lucia.record.name);
        assert_eq!(seen.level, AssuranceLevel::Substantial);
        let recent = calls.recent(&olalla).await.unwrap();
        assert_eq!(recent.len(), 1);
        assert_eq!((recent[0].state, recent[0].identified.clone()), (RequestState::Used, None));

        // Written down about the person, with the officer and what for.
        let rows = store
            .read("test.audit", move |tx| {
                store::repo::audit::list_of_subject(tx, person.as_bytes(), 100)
            })
            .await
            .unwrap();
        let records: Vec<serde_json::Value> =
            rows.iter().map(|(_, record)| serde_json::from_slice(record).unwrap()).collect();
        for event in [
            Event::CallAsked { client: None, purpose: PURPOSE.into() },
            Event::CallerIdentified {
                acr: AssuranceLevel::Substantial.acr().into(),
                purpose: PURPOSE.into(),
            },
        ] {
            let event = serde_json::to_value(&event).unwrap();
            let record = records.iter().find(|record| record["event"] == event);
            let actor = olalla.officer().id.to_string();
            assert_eq!(record.unwrap()["actor"], actor, "{event}");
        }
    }

    async fn the_call_of_one_officer_is_nothing_to_another(database: TestDatabase) {
        let office = Office::new(&database).await;
        let calls = calls(&office);
        let olalla = office.at_desk("olalla", &[Role::Registrar]).await;
        let brais = office.at_desk("brais", &[Role::Registrar]).await;
        let call = calls.ask(&olalla, about(&lucia().record.number, PURPOSE)).await.unwrap();
        let seen = calls.look(&brais, call).await;
        assert!(matches!(seen, Err(LookAtCallerError::NotFound)), "{seen:?}");
        assert!(calls.recent(&brais).await.unwrap().is_empty());
    }

    async fn who_is_no_registrar_asks_and_sees_nothing(database: TestDatabase) {
        let office = Office::new(&database).await;
        let calls = calls(&office);
        let julia = office.at_desk("julia", &[Role::CaseWorker]).await;
        let asked = calls.ask(&julia, about(&lucia().record.number, PURPOSE)).await;
        assert!(matches!(asked, Err(AskCallerError::NotAllowed(_))), "{asked:?}");
        let seen = calls.recent(&julia).await;
        assert!(matches!(seen, Err(LookAtCallerError::NotAllowed(_))), "{seen:?}");
    }

    async fn a_purpose_that_says_nothing_is_refused(database: TestDatabase) {
        let office = Office::new(&database).await;
        let calls = calls(&office);
        let olalla = office.at_desk("olalla", &[Role::Registrar]).await;
        let asked = calls.ask(&olalla, about(&lucia().record.number, "x")).await;
        assert!(matches!(asked, Err(AskCallerError::Purpose)), "{asked:?}");
    }
}
