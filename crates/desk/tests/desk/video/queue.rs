//! The waiting room: places, estimates, coming back, who is taken, five thousand people.

use std::time::Instant;

use model::{officer::Role, video::VideoRules};
use proofing::{EnterError, MailboxError, ViewState};
use store::{StoreError, on_both_engines, repo::video::call::NewCall};
use vocab::{FlowId, IdentityNumber, Lang, SeededEntropy, VideoCallId};

use super::rig::{Caller, office, origin, people, somebody, under};
use crate::office::Office;

/// Puts people into the queue who never came through a page.
async fn crowd(office: &Office, people: u64) {
    let (now, body) = (office.world.now(), office.body());
    let number = IdentityNumber::parse("00000000T").unwrap();
    let entropy = SeededEntropy::new(5);
    let dossier = {
        // A dossier that opens: the one of somebody who entered.
        let caller = office.caller(&somebody()).await;
        let secret = office
            .desk
            .hashes
            .hash("video_call.secret", caller.call.as_str().as_bytes());
        office
            .desk
            .store
            .transact::<_, StoreError, _>("test.dossier", move |tx| {
                let call = store::repo::video::call::find_by_secret(tx, secret)?.unwrap();
                Ok(call.dossier(tx)?.unwrap())
            })
            .await
            .unwrap()
    };
    office
        .desk
        .store
        .transact::<_, StoreError, _>("test.crowd", move |tx| {
            for place in 0..people {
                let mut secret_hash = [0; 32];
                secret_hash[..8].copy_from_slice(&place.to_be_bytes());
                let call = NewCall {
                    id: VideoCallId::new(now, &entropy),
                    body,
                    secret_hash,
                    flow: FlowId::new(now, &entropy),
                    number: &number,
                    lang: Lang::Es,
                    dossier: &dossier,
                };
                store::repo::video::call::add(tx, &call, now, &entropy)?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

on_both_engines! {
    async fn places_go_by_the_moment_of_entering(database: TestDatabase) {
        let office = office(&database).await;
        let mut callers = Vec::new();
        for person in people().iter().take(3) {
            callers.push(office.caller(person).await);
            office.pass(1);
        }
        for (index, caller) in callers.iter().enumerate() {
            assert_eq!(office.view(caller).await.place, u32::try_from(index + 1).ok());
        }
        office.proofing().leave(&callers[0].call).await.unwrap();
        assert_eq!(office.view(&callers[1]).await.place, Some(1));
        assert_eq!(office.view(&callers[0]).await.state, ViewState::Abandoned);
    }

    async fn coming_back_keeps_the_place_and_closes_the_old_door(database: TestDatabase) {
        let office = office(&database).await;
        let mut all = people();
        let first = office.caller(&all.remove(0)).await;
        office.pass(1);
        office.caller(&all.remove(0)).await;
        office.pass(60);
        let again = office.try_enter(&first.flow).await.unwrap();
        let view = office.proofing().view(&again).await.unwrap().unwrap();
        assert_eq!((view.state, view.place), (ViewState::Queued, Some(1)));
        assert_eq!(office.proofing().view(&first.call).await.unwrap(), None);
    }

    async fn a_number_has_one_place_and_the_browser_that_came_last_has_it(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let all = people();
        let computer = office.caller(&all[0]).await;
        let seat = office.proofing().connect(&computer.call, origin(1)).await.unwrap();
        office.pass(1);
        let other = office.caller(&all[1]).await;
        office.pass(1);
        // The same person comes again with the phone, whose camera is better.
        let phone = office.caller(&all[0]).await;
        let (here, there) = (office.view(&phone).await, office.view(&other).await);
        assert_eq!((here.place, there.place), (Some(1), Some(2)));
        assert_eq!(office.proofing().view(&computer.call).await.unwrap(), None);
        let gone = office.proofing().connect(&computer.call, origin(1)).await;
        assert!(matches!(gone, Err(MailboxError::Gone)), "{gone:?}");
        office.proofing().connect(&phone.call, origin(2)).await.unwrap();
        let heard = office.proofing().hear(&seat, 0).await;
        assert!(matches!(heard, Err(MailboxError::Elsewhere)), "{heard:?}");
        // And may go back to the computer, where the flow still is.
        let back = office.try_enter(&computer.flow).await.unwrap();
        let back = Caller { call: back, ..computer };
        assert_eq!(office.view(&back).await.place, Some(1));
        // Once an operator attends, a second browser takes nothing over: it waits at the end.
        let (call, _) = office.attend(&nerea, &back).await;
        let third = office.caller(&all[0]).await;
        assert_eq!(office.view(&third).await.place, Some(2));
        assert_eq!(office.view(&back).await.id, call);
        let seen = office.desk.video_call(&nerea).await.unwrap().unwrap();
        assert_eq!(seen.same_number_waiting, 1);
        // Nor when the operator is gone and the place comes back: something was established.
        office.desk.video_give_back(&nerea, call).await.unwrap();
        let at_the_end = office.view(&third).await.id;
        let fourth = office.caller(&all[0]).await;
        assert_eq!(office.view(&back).await.id, call);
        assert_eq!(office.view(&fourth).await.id, at_the_end);
    }

    async fn two_operators_never_take_the_same_person(database: TestDatabase) {
        let office = office(&database).await;
        let mut operators = Vec::new();
        for name in ["nerea", "hugo", "amparo", "david", "julia", "mateo"] {
            operators.push(office.operator(name).await);
        }
        for person in people().iter().take(4) {
            office.caller(person).await;
        }
        let mut taking = tokio::task::JoinSet::new();
        for operator in operators {
            let desk = office.desk.clone();
            taking.spawn(async move { desk.video_take_next(&operator).await.unwrap() });
        }
        let mut taken: Vec<_> = taking.join_all().await.into_iter().flatten().collect();
        taken.sort();
        taken.dedup();
        assert_eq!(taken.len(), 4, "each person went to one operator");
    }

    async fn who_is_not_there_is_passed_over_and_keeps_the_place(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let mut all = people();
        let away = office.caller(&all.remove(0)).await;
        office.pass(120);
        let here = office.caller(&all.remove(0)).await;
        let taken = office.desk.video_take_next(&nerea).await.unwrap();
        assert_eq!(taken, Some(office.view(&here).await.id));
        let view = office.view(&away).await;
        assert_eq!((view.state, view.place), (ViewState::Queued, Some(1)));
        // Looking was a sign of life; the clockwork writes it.
        office.proofing().sweep().await.unwrap();
        let hugo = office.operator("hugo").await;
        let taken = office.desk.video_take_next(&hugo).await.unwrap();
        assert_eq!(taken, Some(view.id));
    }

    async fn a_place_that_nobody_uses_is_given_up(database: TestDatabase) {
        let office = office(&database).await;
        let caller = office.caller(&somebody()).await;
        office.pass(9 * 60);
        assert_eq!(office.proofing().sweep().await.unwrap().given_up, 0);
        office.pass(2 * 60);
        assert_eq!(office.proofing().sweep().await.unwrap().given_up, 1);
        assert_eq!(office.view(&caller).await.state, ViewState::Abandoned);
        // And may queue again.
        office.try_enter(&caller.flow).await.unwrap();
    }

    async fn the_waiting_time_is_honest_or_absent(database: TestDatabase) {
        let office = office(&database).await;
        let (entered, mut device) = office.officer("nerea", &[Role::VideoOperator]).await;
        let mut nerea = entered.at_desk;
        let mut all = people();
        assert_eq!(office.proofing().waiting().await.unwrap().wait, None);
        for _ in 0..3 {
            let caller = office.caller(&all.remove(0)).await;
            let (call, _) = office.attend(&nerea, &caller).await;
            office.pass(300);
            nerea = office.sign_in(&mut device).await.at_desk;
            let refuse = desk::VideoDecision::Refuse {
                reason: model::video::RefusalReason::Connection,
                note: None,
            };
            office.desk.video_decide(&nerea, call, refuse).await.unwrap();
        }
        let available = desk::Presence::Available;
        office.desk.video_presence(&nerea, available).await.unwrap();
        let first = office.caller(&all.remove(0)).await;
        let second = office.caller(&all.remove(0)).await;
        let wait = |view: proofing::CallView| view.wait.map(|wait| wait.as_secs());
        assert_eq!(wait(office.view(&first).await), Some(300));
        assert_eq!(wait(office.view(&second).await), Some(600));
        // An operator who is not heard of for a minute does not count.
        office.pass(61);
        let now = office.caller(&all.remove(0)).await;
        assert_eq!(wait(office.view(&now).await), None);
    }

    async fn one_number_and_one_origin_cannot_fill_the_room(database: TestDatabase) {
        let office = office(&database).await;
        let person = somebody();
        for _ in 0..10 {
            office.caller(&person).await;
        }
        let flow = office.flow(&person).await;
        let refused = office.try_enter(&flow).await;
        assert!(matches!(refused, Err(EnterError::TooOften { .. })), "{refused:?}");
    }

    async fn a_full_room_lets_nobody_in(database: TestDatabase) {
        let rules = VideoRules { waiting_most: 1, ..VideoRules::default() };
        let office = under(&database, rules).await;
        let mut all = people();
        office.caller(&all.remove(0)).await;
        let flow = office.flow(&all.remove(0)).await;
        let refused = office.try_enter(&flow).await;
        assert!(matches!(refused, Err(EnterError::Full)), "{refused:?}");
    }
}

/// Five thousand people wait and each asks where they stand: the places are right, and asking
/// costs no statement each.
#[test]
fn five_thousand_people_wait() {
    store::testing::run(store::testing::Engine::Sqlite, |database| async move {
        let office = office(&database).await;
        crowd(&office, 4_998).await;
        office.pass(1);
        let caller = office.caller(&people()[1]).await;
        let view = office.view(&caller).await;
        assert_eq!(view.place, Some(5_000));
        assert_eq!(office.proofing().waiting().await.unwrap().waiting, 5_000);
        let looks = |office: &Office| {
            let metrics = office.desk.store.metrics();
            let of = |name: &str| {
                metrics
                    .transactions
                    .iter()
                    .filter(|series| series.name == name)
                    .map(|series| series.committed)
                    .sum::<u64>()
            };
            of("proofing.look") + of("proofing.view")
        };
        let (before, begun) = (looks(&office), Instant::now());
        for _ in 0..5_000 {
            office.view(&caller).await;
        }
        let asked = looks(&office) - before;
        // Four looks a second at most, plus the first.
        let most = begun.elapsed().as_millis() / 250 + 2;
        assert!(
            u128::from(asked) <= most,
            "{asked} looks in {:?}",
            begun.elapsed()
        );
    });
}
