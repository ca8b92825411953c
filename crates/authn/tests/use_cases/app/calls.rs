//! Requests by telephone (R009): what the officer learns, and when.

use std::collections::BTreeMap;

use audit::Event;
use authn::{
    AskByCall, AskByCallError, AskedByCall, Backchannel, CallerView, ConfirmError, PartyNames,
    Unlocking, Which,
};
use model::{
    app::{
        call::BindingMessage,
        request::{AnswerError, AskedBy, RequestState},
    },
    registration::RegistrationState,
    restriction::{Means, RestrictionKind},
};
use simulators::population::DemoPerson;
use store::on_both_engines;
use vocab::{
    AppRequestId, AssuranceLevel, Lang, Line, OfficerId, PersonId, RegistrationLevel, SeededEntropy,
};

use super::{
    phone::Phone,
    steps::{By, CODE, code},
};
use crate::support::{Door, marta, origin, person, service, tomas};

/// Statements and rows of each use case.
type Work = BTreeMap<&'static str, (u64, u64)>;

const PURPOSE: &str = "consultar su expediente";

fn officer(seed: u64) -> OfficerId {
    OfficerId::new(
        "2026-01-01T00:00:00Z".parse().unwrap(),
        &SeededEntropy::new(seed),
    )
}

fn by_telephone(person: &DemoPerson, officer: OfficerId) -> AskByCall {
    AskByCall {
        number: person.record.number.clone(),
        asked_by: PartyNames::of(&*service()),
        message: BindingMessage::draw(Lang::Es, &SeededEntropy::new(47)),
        level: AssuranceLevel::Low,
        lasts_s: None,
        by: Backchannel::Officer {
            officer,
            purpose: Line::parse(PURPOSE).unwrap(),
        },
    }
}

impl Door {
    async fn called(&self, person: &DemoPerson, officer: OfficerId) -> AskedByCall {
        let asked = by_telephone(person, officer);
        self.keeper.ask_by_call(asked).await.unwrap()
    }

    async fn seen_by(&self, officer: OfficerId, call: &AskedByCall) -> CallerView {
        let found = self.keeper.look_at_call(call.request, officer).await;
        found.unwrap().unwrap()
    }

    async fn confirms_call(
        &self,
        phone: &Phone,
        request: AppRequestId,
        unlock: &str,
    ) -> Result<(), ConfirmError> {
        let known = phone.known(self).await;
        let unlocking = Unlocking::Code(code(unlock));
        self.keeper.confirm_call(&known, request, unlocking).await
    }
}

on_both_engines! {
    async fn the_officer_learns_who_it_is_once_the_person_has_confirmed(database: TestDatabase) {
        let door = Door::open(&database);
        let id = door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let (julia, other) = (officer(1), officer(2));
        let call = door.called(&marta(), julia).await;
        let waiting = door.seen_by(julia, &call).await;
        assert_eq!((waiting.state, waiting.identified), (RequestState::Pending, None));
        assert_eq!(waiting.number, marta().record.number.masked());
        assert!(door.keeper.look_at_call(call.request, other).await.unwrap().is_none());

        let known = phone.known(&door).await;
        let home = door.keeper.app_state(&known, origin(1)).await.unwrap();
        let [request] = home.requests.as_slice() else { panic!("{home:?}") };
        let shown = request.call.clone().unwrap();
        assert_eq!((request.by, shown.by_officer), (AskedBy::Call, true));
        assert_eq!((shown.message, shown.purpose.as_str()), (waiting.message, PURPOSE));
        door.open_in(&phone, Which::Listed(call.request)).await.unwrap();
        assert_eq!(door.seen_by(julia, &call).await.state, RequestState::Seen);
        let wrong = door.confirms_call(&phone, call.request, "111112").await;
        assert!(matches!(wrong, Err(ConfirmError::Unlock(_))), "{wrong:?}");
        door.confirms_call(&phone, call.request, CODE).await.unwrap();

        // Another officer learns nothing even now, and does not use it up.
        assert!(door.keeper.look_at_call(call.request, other).await.unwrap().is_none());
        for _ in 0..2 {
            let seen = door.seen_by(julia, &call).await;
            let caller = seen.identified.unwrap();
            assert_eq!(seen.state, RequestState::Used);
            assert_eq!(caller.name, marta().record.name);
            assert_eq!((caller.level, caller.at), (AssuranceLevel::Low, door.now()));
        }
        let open = store::sql!("SELECT COUNT(*) FROM session WHERE ended_at IS NULL");
        assert_eq!(door.count(open).await, 0, "nobody entered anywhere");
        let events: Vec<Event> = door.audited(id).await.into_iter().map(|(event, _)| event).collect();
        let expected = Event::CallerIdentified {
            acr: AssuranceLevel::Low.acr().into(),
            purpose: PURPOSE.into(),
        };
        assert_eq!(events.iter().filter(|event| **event == expected).count(), 1, "{events:?}");
        let asked = Event::CallAsked { client: None, purpose: PURPOSE.into() };
        assert!(events.contains(&asked), "{events:?}");
        // An hour later the page says no more who it was.
        door.wait_minutes(60);
        let later = door.seen_by(julia, &call).await;
        assert_eq!((later.state, later.identified), (RequestState::Used, None));
        assert!(door.keeper.calls_of_officer(julia).await.unwrap().is_empty());
    }

    async fn who_says_no_or_reports_it_is_not_identified(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let julia = officer(1);
        let call = door.called(&marta(), julia).await;
        let known = phone.known(&door).await;
        door.keeper.reject_request(&known, call.request).await.unwrap();
        let seen = door.seen_by(julia, &call).await;
        assert_eq!((seen.state, seen.identified), (RequestState::Rejected, None));
        let call = door.called(&marta(), julia).await;
        let known = phone.known(&door).await;
        door.keeper.report_request(&known, call.request).await.unwrap();
        assert_eq!(door.seen_by(julia, &call).await.state, RequestState::Rejected);
        // For a day none reaches the app, and the officer is not told so.
        let call = door.called(&marta(), julia).await;
        assert_eq!(door.seen_by(julia, &call).await.state, RequestState::Pending);
        let known = phone.known(&door).await;
        let home = door.keeper.app_state(&known, origin(1)).await.unwrap();
        assert!(home.requests.is_empty(), "{home:?}");
        door.wait_minutes(5);
        assert_eq!(door.seen_by(julia, &call).await.state, RequestState::Expired);
    }

    async fn a_device_that_is_gone_by_then_identifies_nobody(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let julia = officer(1);
        let call = door.called(&marta(), julia).await;
        door.open_in(&phone, Which::Listed(call.request)).await.unwrap();
        door.confirms_call(&phone, call.request, CODE).await.unwrap();
        let known = phone.known(&door).await;
        door.keeper.deactivate_device(&known).await.unwrap();
        for _ in 0..2 {
            let seen = door.seen_by(julia, &call).await;
            assert_eq!((seen.state, seen.identified), (RequestState::Rejected, None));
        }
    }

    /// A number typed for a call, or none for the number of a screen, confirms nothing.
    async fn each_kind_is_confirmed_in_its_own_way(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let call = door.called(&marta(), officer(1)).await;
        door.open_in(&phone, Which::Listed(call.request)).await.unwrap();
        let typed = door.confirm_with(&phone, call.request, "111", CODE).await;
        assert!(matches!(typed, Err(ConfirmError::Answer(AnswerError::Unknown))), "{typed:?}");
        let ticket = door.waits(&door.browser()).await;
        let opened = door.opened(&phone, &ticket).await;
        let untyped = door.confirms_call(&phone, opened.request.id, CODE).await;
        assert!(matches!(untyped, Err(ConfirmError::Answer(AnswerError::Unknown))), "{untyped:?}");
        door.confirms_call(&phone, call.request, CODE).await.unwrap();
    }

    async fn an_officer_who_asks_too_often_has_to_wait(database: TestDatabase) {
        let door = Door::open(&database);
        for _ in 0..door.keeper.settings.app.calls_per_officer_an_hour {
            door.called(&tomas(), officer(1)).await;
        }
        let refused = door.keeper.ask_by_call(by_telephone(&tomas(), officer(1))).await;
        assert!(matches!(refused, Err(AskByCallError::TooMany { .. })), "{refused:?}");
        door.called(&tomas(), officer(2)).await;
    }

    /// Without the app, frozen, with the app switched off or stopped: nothing rings, and the person
    /// reads who asked.
    async fn a_person_reads_who_asked_for_them_though_nothing_rang(database: TestDatabase) {
        let door = Door::open(&database);
        let without = door.registered(&marta()).await;
        let asks = async |who: &DemoPerson, person: PersonId| {
            let before = door.audited(person).await.len();
            door.called(who, officer(1)).await;
            door.by_number(who, &door.browser()).await;
            let events = door.audited(person).await;
            assert_eq!(events.len(), before + 2, "{events:?}");
            let called = events.iter().any(|(event, _)| {
                matches!(event, Event::CallAsked { purpose, .. } if purpose == PURPOSE)
            });
            let requested = events.iter().any(|(event, _)| *event == Event::AppRequested);
            assert!(called && requested, "{events:?}");
        };
        asks(&marta(), without).await;
        let with_app = door.registered(&tomas()).await;
        let phone = door.phone(&tomas(), By::Code).await;
        asks(&tomas(), with_app).await;
        for kind in [RestrictionKind::Frozen, RestrictionKind::MeansOff(Means::App)] {
            let held = door.restrict(with_app, kind).await;
            asks(&tomas(), with_app).await;
            assert!(door.lifted(held).await);
        }
        let call = door.called(&tomas(), officer(1)).await;
        let known = phone.known(&door).await;
        door.keeper.report_request(&known, call.request).await.unwrap();
        asks(&tomas(), with_app).await;
    }

    /// Invariant 11, with a stopwatch: the same statements over as many rows.
    async fn asking_by_telephone_is_the_same_work_for_everybody(database: TestDatabase) {
        let door = Door::open(&database);
        let basic = RegistrationLevel::Basic;
        door.called(&person("Olivia", "Hartwell"), officer(1)).await;
        let (with_app, stopped) = (person("Jordi", "Camps"), person("Iker", "Zabala"));
        let cases = [
            (tomas(), None),
            (marta(), Some(RegistrationState::Active)),
            (with_app.clone(), Some(RegistrationState::Active)),
            (stopped.clone(), Some(RegistrationState::Active)),
            (person("Fermín", "Lobo"), Some(RegistrationState::Renounced)),
        ];
        let mut works: Vec<(&str, Work)> = Vec::new();
        for (who, state) in cases {
            if let Some(state) = state {
                door.registered_as(&who, basic, state).await;
            }
            if who == with_app || who == stopped {
                let phone = door.phone(&who, By::Code).await;
                if who == stopped {
                    let call = door.called(&who, officer(1)).await;
                    let known = phone.known(&door).await;
                    door.keeper.report_request(&known, call.request).await.unwrap();
                }
            }
            let before = door.work();
            let call = door.called(&who, officer(1)).await;
            assert_eq!(door.seen_by(officer(1), &call).await.state, RequestState::Pending);
            let mut work = door.work();
            for (name, (statements, rows)) in &before {
                if let Some(after) = work.get_mut(name) {
                    *after = (after.0 - statements, after.1 - rows);
                }
            }
            work.retain(|_, work| *work != (0, 0));
            works.push((who.shows, work));
        }
        let (_, first) = works[0].clone();
        assert_eq!(first.len(), 2, "{first:?}");
        for (shows, work) in works {
            assert_eq!(work, first, "{shows}");
        }
    }
}
