//! Numbers by hour and operator, and the board.

use desk::VideoDecision;
use model::{officer::Role, video::RefusalReason};
use store::on_both_engines;
use vocab::SignedDuration;

use super::rig::{office, people};

on_both_engines! {
    async fn waits_and_durations_are_counted_by_hour_and_operator(database: TestDatabase) {
        let office = office(&database).await;
        let (_, mut nerea) = office.officer("nerea", &[Role::VideoOperator]).await;
        let (_, mut hugo) = office.officer("hugo", &[Role::VideoOperator]).await;
        let auditor = office.at_desk("david", &[Role::Auditor]).await;
        let mut all = people();
        for (name, wait, talk) in [("nerea", 60, 300), ("nerea", 120, 500), ("hugo", 180, 100)] {
            let device = if name == "hugo" { &mut hugo } else { &mut nerea };
            let operator = &office.sign_in(device).await.at_desk;
            let caller = office.caller(&all.remove(0)).await;
            for _ in 0..wait / 30 {
                office.pass(30);
                office.view(&caller).await;
                office.proofing().sweep().await.unwrap();
            }
            let (call, _) = office.attend(operator, &caller).await;
            office.pass(talk);
            let refuse = VideoDecision::Refuse { reason: RefusalReason::Connection, note: None };
            office.desk.video_decide(operator, call, refuse).await.unwrap();
        }
        let day = "2026-11-23".parse().unwrap();
        let numbers = office.desk.video_statistics(&auditor, day, day).await.unwrap();
        let totals = numbers.totals;
        assert_eq!((totals.entered, totals.attended, totals.refused), (3, 3, 3));
        assert_eq!(totals.wait_avg, Some(SignedDuration::from_secs(120)));
        assert_eq!(totals.wait_max, Some(SignedDuration::from_secs(180)));
        assert_eq!(totals.talk_avg, Some(SignedDuration::from_secs(300)));
        assert_eq!(numbers.hours.len(), 1);
        assert_eq!((numbers.hours[0].day, numbers.hours[0].hour), (day, 10));
        assert_eq!(numbers.reasons, [(RefusalReason::Connection, 3)]);
        let by_operator: Vec<_> = numbers
            .operators
            .iter()
            .map(|line| (line.name.as_str(), line.totals.refused))
            .collect();
        assert_eq!(by_operator, [("nerea", 2), ("hugo", 1)]);
        let before = "2026-11-22".parse().unwrap();
        let none = office.desk.video_statistics(&auditor, before, before).await.unwrap();
        assert_eq!(none.totals.entered, 0);
    }

    async fn the_board_names_operators_and_nobody_who_waits(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let mut all = people();
        office.desk.video_presence(&nerea, desk::Presence::Available).await.unwrap();
        let first = office.caller(&all.remove(0)).await;
        office.caller(&all.remove(0)).await;
        let board = office.desk.video_board(&nerea).await.unwrap();
        assert_eq!((board.waiting_total, board.my_call), (2, None));
        assert_eq!(board.operators.len(), 1);
        let me = board.me.unwrap();
        assert_eq!((me.name.as_str(), me.badge.len()), ("nerea", 4));
        let (call, _) = office.attend(&nerea, &first).await;
        let board = office.desk.video_board(&nerea).await.unwrap();
        assert_eq!((board.waiting_total, board.my_call), (1, Some(call)));
        assert!(board.operators[0].in_call_since.is_some());
        // The person sees by whom they are attended (R091, R099).
        let card = office.view(&first).await.operator.unwrap();
        assert_eq!((card.name, card.badge), ("nerea".to_owned(), me.badge));
    }
}
