//! Hours, the last admission, closing time, holidays (R072, R247).

use model::video::{ClosedWhy, Opening, ServiceHours, VideoRules};
use proofing::{EnterError, ViewState};
use store::on_both_engines;
use vocab::Timestamp;

use super::rig::{office, people, somebody, under};
use crate::office::Office;

fn at(office: &Office, moment: &str) {
    office.world.clock.set(moment.parse().unwrap());
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

on_both_engines! {
    async fn nobody_enters_in_the_last_ten_minutes_and_who_waits_stays(database: TestDatabase) {
        let office = office(&database).await;
        // 13:49 in Madrid.
        at(&office, "2026-11-23T12:49:00Z");
        let early = office.caller(&somebody()).await;
        at(&office, "2026-11-23T12:50:00Z");
        let flow = office.flow(&people()[1]).await;
        let refused = office.try_enter(&flow).await;
        let Err(EnterError::Closed(opening)) = refused else { panic!("{refused:?}") };
        assert_eq!(opening.next(), Some(moment("2026-11-24T08:00:00Z")));
        let view = office.view(&early).await;
        assert_eq!((view.state, view.closes_at), (ViewState::Queued, Some(moment("2026-11-23T13:00:00Z"))));
        // Who is in may leave the page and come back.
        office.try_enter(&early.flow).await.unwrap();
    }

    async fn at_closing_time_who_waits_is_told_and_who_is_attended_goes_on(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let mut all = people();
        at(&office, "2026-11-23T12:45:00Z");
        let attended = office.caller(&all.remove(0)).await;
        office.attend(&nerea, &attended).await;
        let waiting = office.caller(&all.remove(0)).await;
        at(&office, "2026-11-23T13:00:00Z");
        // Told before the clockwork has come by.
        assert_eq!(office.view(&waiting).await.state, ViewState::Closed);
        let swept = office.proofing().sweep().await.unwrap();
        assert_eq!((swept.closed, swept.given_up), (1, 0));
        assert_eq!(office.view(&waiting).await.state, ViewState::Closed);
        assert_eq!(office.view(&attended).await.state, ViewState::InCall);
        assert_eq!(office.desk.video_board(&nerea).await.unwrap().waiting_total, 0);
    }

    async fn a_holiday_of_the_body_is_closed_with_the_next_opening(database: TestDatabase) {
        let hours = ServiceHours {
            holidays: vec!["2026-11-23".parse().unwrap()],
            ..ServiceHours::default()
        };
        let office = under(&database, VideoRules { hours, ..VideoRules::default() }).await;
        let expected = Opening::Closed {
            opens_at: Some(moment("2026-11-24T08:00:00Z")),
            why: ClosedWhy::Holiday,
        };
        assert_eq!(office.proofing().opening(), expected);
        let flow = office.flow(&somebody()).await;
        assert!(matches!(office.try_enter(&flow).await, Err(EnterError::Closed(_))));
    }

    async fn a_service_that_is_not_offered_lets_nobody_in(database: TestDatabase) {
        let office = under(&database, VideoRules { offered: false, ..VideoRules::default() }).await;
        let flow = office.flow(&somebody()).await;
        assert!(matches!(office.try_enter(&flow).await, Err(EnterError::Closed(_))));
    }
}
