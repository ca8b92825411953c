//! Who may say and hear what: second devices, messages said twice, strangers, dropped lines.

use desk::{SeatError, VideoError};
use model::video::{CallState, Seat, VideoRules};
use ports::media::OfferError;
use proofing::{Connection, EchoError, FromBrowser, MailboxError, ToBrowser, ViewState};
use store::{StoreError, on_both_engines, sql, testing::TestDatabase};
use vocab::BearerSecret;

use super::rig::{offer, office, origin, people, somebody, under};

fn chat(n: u32) -> FromBrowser {
    FromBrowser::Chat {
        n,
        text: "hello".into(),
    }
}

/// What a citizen hears of the operator's camera, which is switched on and off again; the citizen
/// can do neither.
async fn camera_of_the_desk(database: &TestDatabase, allowed: bool) -> Vec<bool> {
    let camera = |n, on| FromBrowser::Camera { n, on };
    let rules = VideoRules {
        operator_camera: allowed,
        ..VideoRules::default()
    };
    let office = under(database, rules).await;
    let nerea = office.operator("nerea").await;
    let caller = office.caller(&somebody()).await;
    let (call, citizen) = office.attend(&nerea, &caller).await;
    let operator = office.desk.video_connect(&nerea, call).await.unwrap();
    let refused = office.proofing().say(&citizen, camera(2, true)).await;
    assert!(
        matches!(refused, Err(MailboxError::WrongMoment(_))),
        "{refused:?}"
    );
    for (n, on) in [(1, true), (2, false)] {
        let said = office
            .desk
            .video_say(&nerea, &operator, camera(n, on))
            .await;
        assert_eq!(said.is_ok(), allowed, "{said:?}");
    }
    let heard = office.proofing().hear(&citizen, 0).await.unwrap();
    let told = |(_, said): (u64, ToBrowser)| match said {
        ToBrowser::Camera { on } => Some(on),
        _ => None,
    };
    heard.into_iter().filter_map(told).collect()
}

on_both_engines! {
    async fn a_message_said_twice_is_refused(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (_, seat) = office.attend(&nerea, &caller).await;
        office.proofing().say(&seat, chat(5)).await.unwrap();
        for n in [5, 4, 1] {
            let refused = office.proofing().say(&seat, chat(n)).await;
            assert!(matches!(refused, Err(MailboxError::Replayed)), "{n}: {refused:?}");
        }
        office.proofing().say(&seat, chat(6)).await.unwrap();
    }

    async fn a_second_device_takes_the_seat_and_the_operator_sees_it(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (_, first) = office.attend(&nerea, &caller).await;
        let second = office.proofing().connect(&caller.call, origin(9)).await.unwrap();
        let refused = office.proofing().say(&first, chat(9)).await;
        assert!(matches!(refused, Err(MailboxError::Elsewhere)), "{refused:?}");
        let refused = office.proofing().hear(&first, 0).await;
        assert!(matches!(refused, Err(MailboxError::Elsewhere)), "{refused:?}");
        office.proofing().say(&second, chat(1)).await.unwrap();
        let seen = office.desk.video_call(&nerea).await.unwrap().unwrap();
        assert_eq!((seen.origins, seen.connections), (2, 2));
        // The end of the old connection interrupts nothing.
        office.proofing().disconnect(&first).await.unwrap();
        let seen = office.desk.video_call(&nerea).await.unwrap().unwrap();
        assert!(matches!(seen.state, CallState::InCall { .. }), "{:?}", seen.state);
    }

    async fn a_stranger_has_no_seat(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let hugo = office.operator("hugo").await;
        let mut all = people();
        let caller = office.caller(&all.remove(0)).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        let guessed = BearerSecret::generate(&*office.desk.entropy);
        let refused = office.proofing().connect(&guessed, origin(3)).await;
        assert!(matches!(refused, Err(MailboxError::Gone)), "{refused:?}");
        assert_eq!(office.proofing().view(&guessed).await.unwrap(), None);
        let refused = office.desk.video_connect(&hugo, call).await;
        assert!(matches!(refused, Err(SeatError::Video(VideoError::NoCall))), "{refused:?}");
        let refused = office.desk.video_announce(&hugo, call).await;
        assert!(matches!(refused, Err(VideoError::NoCall)), "{refused:?}");
        // A connection that never was.
        let invented = Connection { call, seat: Seat::Operator, number: 7 };
        let refused = office.desk.video_say(&nerea, &invented, chat(1)).await;
        assert!(matches!(refused, Err(SeatError::Mailbox(MailboxError::Elsewhere))), "{refused:?}");
    }

    async fn what_one_says_the_other_hears_in_order(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, citizen) = office.attend(&nerea, &caller).await;
        let operator = office.desk.video_connect(&nerea, call).await.unwrap();
        office.proofing().say(&citizen, chat(2)).await.unwrap();
        let caption = FromBrowser::Caption { n: 1, text: " Good morning ".into() };
        office.desk.video_say(&nerea, &operator, caption).await.unwrap();
        let heard = office.proofing().hear(&citizen, 0).await.unwrap();
        let words: Vec<_> = heard
            .iter()
            .filter_map(|(_, said)| match said {
                ToBrowser::Chat { from, text, .. } => Some((from.as_str(), text.as_str())),
                ToBrowser::Caption { text, .. } => Some(("caption", text.as_str())),
                _ => None,
            })
            .collect();
        assert_eq!(words, [("citizen", "hello"), ("caption", "Good morning")]);
        let (last, _) = heard.last().unwrap();
        assert_eq!(office.proofing().hear(&citizen, *last).await.unwrap(), []);
        // The person writes no captions.
        let caption = FromBrowser::Caption { n: 3, text: "me too".into() };
        let refused = office.proofing().say(&citizen, caption).await;
        assert!(matches!(refused, Err(MailboxError::WrongMoment(_))), "{refused:?}");
    }

    async fn the_camera_of_the_desk_is_the_operators_and_only_where_it_is_allowed(database: TestDatabase) {
        assert_eq!(camera_of_the_desk(&database, true).await, [true, false]);
    }

    async fn where_it_is_not_allowed_the_desk_has_no_camera(database: TestDatabase) {
        assert!(camera_of_the_desk(&database, false).await.is_empty());
    }

    async fn what_is_too_large_or_empty_is_refused(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (_, seat) = office.attend(&nerea, &caller).await;
        for refused in [
            FromBrowser::Offer { n: 9, sdp: "x".repeat(65_537) },
            FromBrowser::Chat { n: 9, text: "x".repeat(2_001) },
            FromBrowser::Chat { n: 9, text: "   ".into() },
        ] {
            let refused = office.proofing().say(&seat, refused).await;
            assert!(matches!(refused, Err(MailboxError::TooLarge)), "{refused:?}");
        }
    }

    async fn nobody_makes_an_offer_from_the_waiting_room(database: TestDatabase) {
        let office = office(&database).await;
        let caller = office.caller(&somebody()).await;
        let seat = office.proofing().connect(&caller.call, origin(1)).await.unwrap();
        let refused = office.proofing().say(&seat, offer(1)).await;
        assert!(matches!(refused, Err(MailboxError::WrongMoment(_))), "{refused:?}");
        assert_eq!(office.proofing().media_offers("media").await.unwrap(), []);
    }

    async fn a_dropped_call_goes_on_within_two_minutes(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, seat) = office.attend(&nerea, &caller).await;
        office.proofing().disconnect(&seat).await.unwrap();
        let view = office.view(&caller).await;
        assert_eq!((view.state, view.own_line_gone), (ViewState::Interrupted, true));
        office.pass(119);
        assert_eq!(office.proofing().sweep().await.unwrap().given_up, 0);
        let back = office.proofing().connect(&caller.call, origin(1)).await.unwrap();
        office.proofing().say(&back, offer(1)).await.unwrap();
        let view = office.view(&caller).await;
        assert_eq!((view.state, view.id), (ViewState::InCall, call));
    }

    async fn a_call_that_nobody_takes_up_again_is_undone(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, seat) = office.attend(&nerea, &caller).await;
        office.look_at_everything(&nerea, call, &caller.person).await;
        office.proofing().disconnect(&seat).await.unwrap();
        office.pass(121);
        // Too late, also before the clockwork has come by.
        let back = office.proofing().connect(&caller.call, origin(1)).await.unwrap();
        let refused = office.proofing().say(&back, offer(1)).await;
        assert!(matches!(refused, Err(MailboxError::WrongMoment(_))), "{refused:?}");
        assert_eq!(office.proofing().sweep().await.unwrap().given_up, 1);
        assert_eq!(office.view(&caller).await.state, ViewState::Abandoned);
        assert_eq!(office.standing(&caller.person).await, None);
        assert_eq!(office.desk.video_call(&nerea).await.unwrap(), None);
        // R246: and may queue again.
        office.try_enter(&caller.flow).await.unwrap();
    }

    async fn a_person_whose_operator_is_gone_gets_the_place_back(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let mut all = people();
        let caller = office.caller(&all.remove(0)).await;
        let call = office.desk.video_take_next(&nerea).await.unwrap().unwrap();
        let citizen = office.proofing().connect(&caller.call, origin(1)).await.unwrap();
        office.proofing().say(&citizen, offer(1)).await.unwrap();
        let operator = office.desk.video_connect(&nerea, call).await.unwrap();
        office.pass(1);
        let later = office.caller(&all.remove(0)).await;
        office.desk.video_disconnect(&operator).await.unwrap();
        office.pass(121);
        let swept = office.proofing().sweep().await.unwrap();
        assert_eq!((swept.queued_again, swept.given_up), (1, 0));
        assert_eq!(office.view(&caller).await.place, Some(1));
        assert_eq!(office.view(&later).await.place, Some(2));
    }

    async fn media_that_are_lost_interrupt_and_answers_reach_their_seat(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, citizen) = office.attend(&nerea, &caller).await;
        let offers = office.proofing().media_offers("one").await.unwrap();
        assert_eq!(offers.len(), 2);
        // Taken once, and the call is held by one process.
        assert_eq!(office.proofing().media_offers("one").await.unwrap(), []);
        office.proofing().say(&citizen, offer(2)).await.unwrap();
        assert_eq!(office.proofing().media_offers("other").await.unwrap(), []);
        let again = office.proofing().media_offers("one").await.unwrap();
        assert_eq!(again.len(), 1);
        office.proofing().media_answer(&again[0], "v=0 answer".into()).await.unwrap();
        let heard = office.proofing().hear(&citizen, 0).await.unwrap();
        let answer = ToBrowser::Answer { to: 2, sdp: "v=0 answer".into() };
        assert!(heard.iter().any(|(_, said)| *said == answer), "{heard:?}");
        office.proofing().media_peer(call, Seat::Citizen, false).await.unwrap();
        assert_eq!(office.view(&caller).await.state, ViewState::Interrupted);
        // A process that is not heard of for ten seconds loses its calls.
        office.pass(11);
        office.proofing().say(&citizen, offer(3)).await.unwrap();
        assert_eq!(office.proofing().media_offers("other").await.unwrap().len(), 1);
        let held = office.proofing().media_held("other").await.unwrap();
        assert_eq!(held.len(), 1);
        assert!(!held[0].ended);
    }

    async fn a_test_call_is_answered_by_a_media_server_in_another_process(database: TestDatabase) {
        let office = office(&database).await;
        for outcome in [Ok("v=0 answer".to_owned()), Err(OfferError::Full)] {
            let asked = office.proofing().echo("v=0 offer");
            let clerk = async {
                loop {
                    let taken = office.proofing().media_echoes().await.unwrap();
                    if let [echo] = taken.as_slice() {
                        assert_eq!(echo.sdp, "v=0 offer");
                        // Taken once.
                        assert_eq!(office.proofing().media_echoes().await.unwrap(), []);
                        office.proofing().media_echoed(echo.id, outcome.clone()).await.unwrap();
                        return;
                    }
                    tokio::task::yield_now().await;
                }
            };
            let (answered, ()) = tokio::join!(asked, clerk);
            match answered {
                Ok(sdp) => assert_eq!(Ok(sdp), outcome),
                Err(EchoError::Offer(error)) => assert_eq!(Err(error), outcome),
                Err(EchoError::Store(error)) => panic!("{error}"),
            }
            let rows = |tx: &mut store::Tx<'_>| {
                tx.query_one(sql!("SELECT COUNT(*) FROM video_echo"), &[], |row| row.get::<i64>(0))
            };
            let left = office.desk.store.read::<_, StoreError, _>("test.count", rows).await;
            assert_eq!(left.unwrap(), 0, "nothing of it stays");
        }
    }
}
