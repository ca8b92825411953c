//! Velocity limits: windows that begin with their first count, grow when they were used up, and
//! are forgotten.

use model::limit::Standing;
use store::LimitOutcome;
use tokio::task::JoinSet;

use super::*;

const HOUR: Limit = limit("test.hour", 3, 3_600);
const OTHER: Limit = limit("test.other", 3, 3_600);

const fn limit(name: &'static str, most: u64, window_s: u32) -> Limit {
    Limit {
        name,
        most,
        window_s,
        growth: Growth {
            percent: 110,
            at_most_s: 4_200,
        },
    }
}

async fn count(store: &Store, limit: Limit, value: &'static [u8], now: Timestamp) -> Standing {
    run(store, move |tx| {
        repo::velocity::count(tx, limit, value, now)
    })
    .await
}

/// Uses a window up at its very beginning; tells how many seconds it lasts.
async fn use_up(store: &Store, now: i64) -> i64 {
    let mut ends_at = at(now);
    for number in 1..=3 {
        let standing = count(store, HOUR, b"a", at(now)).await;
        assert_eq!(standing.count, number);
        ends_at = standing.ends_at;
    }
    ends_at.as_second() - at(now).as_second()
}

on_both_engines! {
    async fn counts_within_a_window_by_limit_and_value(database: TestDatabase) {
        let store = database.store();
        assert_eq!(count(store, HOUR, b"a", at(0)).await.count, 1);
        assert_eq!(count(store, HOUR, b"a", at(3_599)).await.count, 2);
        assert_eq!(count(store, HOUR, b"b", at(3_599)).await.count, 1);
        assert_eq!(count(store, OTHER, b"a", at(3_599)).await.count, 1);
        assert_eq!(count(store, HOUR, b"a", at(3_600)).await.count, 1, "a new window");
    }

    async fn a_look_counts_nothing_and_keeps_every_limit_in_its_place(database: TestDatabase) {
        let store = database.store();
        count(store, OTHER, b"a", at(0)).await;
        count(store, HOUR, b"b", at(10)).await;
        count(store, HOUR, b"b", at(10)).await;
        for _ in 0..2 {
            let looked = run(store, |tx| {
                let asked: [(Limit, &[u8]); 4] =
                    [(HOUR, b"a"), (HOUR, b"b"), (OTHER, b"a"), (OTHER, b"b")];
                repo::velocity::look(tx, asked, at(20))
            })
            .await;
            assert_eq!(looked.map(|standing| standing.count), [0, 2, 1, 0]);
            let ends = looked.map(|standing| standing.ends_at);
            assert_eq!(ends, [at(20), at(3_610), at(3_600), at(20)]);
        }
        let [after] = run(store, |tx| {
            repo::velocity::look(tx, [(HOUR, b"b".as_slice())], at(3_610))
        })
        .await;
        assert_eq!(after.count, 0, "the window is over");
    }

    /// A tenth longer each time, up to the ceiling: whoever goes on waits longer.
    async fn a_window_that_was_used_up_is_followed_by_a_longer_one(database: TestDatabase) {
        let store = database.store();
        assert_eq!(use_up(store, 0).await, 3_600);
        assert_eq!(use_up(store, 3_600).await, 3_960);
        assert_eq!(use_up(store, 3_600 + 3_960).await, 4_200, "the ceiling");
        assert_eq!(use_up(store, 3_600 + 3_960 + 4_200).await, 4_200);
    }

    /// Who mistyped a little, and who stayed away as long as the window, begins anew.
    async fn a_quiet_window_and_a_pause_put_the_length_back(database: TestDatabase) {
        let store = database.store();
        use_up(store, 0).await;
        let second = count(store, HOUR, b"a", at(3_600)).await;
        assert_eq!(second.ends_at, at(3_600 + 3_960));
        let third = count(store, HOUR, b"a", at(7_560)).await;
        assert_eq!(third.ends_at, at(7_560 + 3_600), "the second was not used up");
        use_up(store, 20_000).await;
        let later = count(store, HOUR, b"a", at(20_000 + 7_200)).await;
        assert_eq!(later.ends_at, at(27_200 + 3_600), "a pause of an hour");
    }

    /// What retention removes changes nothing: a row goes when it says nothing any more.
    async fn a_row_is_kept_as_long_as_it_says_something(database: TestDatabase) {
        let store = database.store();
        use_up(store, 0).await;
        let expires: i64 = run(store, |tx| {
            tx.query_one(sql!("SELECT expires_at FROM velocity"), &[], |row| row.get(0))
        })
        .await;
        assert_eq!(expires, at(7_200).as_microsecond());
    }

    /// At the same moment, from many processes: none is lost.
    async fn tries_at_the_same_moment_are_all_counted(database: TestDatabase) {
        let store = database.store();
        let mut tries = JoinSet::new();
        for _ in 0..24 {
            let store = store.clone();
            tries.spawn(async move { count(&store, HOUR, b"a", at(0)).await.count });
        }
        let mut counts = tries.join_all().await;
        counts.sort_unstable();
        assert_eq!(counts, (1..=24).collect::<Vec<u64>>());
    }

    async fn the_metrics_tell_what_was_let_through_and_what_was_not(database: TestDatabase) {
        let store = database.store();
        for _ in 0..4 {
            count(store, HOUR, b"a", at(0)).await;
        }
        run(store, |tx| repo::velocity::look(tx, [(HOUR, b"a".as_slice())], at(0))).await;
        let of = |outcome| {
            let all = store.metrics().limits;
            all.iter().find(|one| one.outcome == outcome).map(|one| (one.limit, one.count))
        };
        assert_eq!(of(LimitOutcome::Counted), Some(("test.hour", 3)));
        assert_eq!(of(LimitOutcome::Exceeded), Some(("test.hour", 1)));
        assert_eq!(of(LimitOutcome::UsedUp), Some(("test.hour", 1)));
        let page = store.metrics().render();
        let line = "aldaba_limit_tries_total{limit=\"test.hour\",outcome=\"counted\"} 3";
        assert!(page.contains(line), "{page}");
    }
}
