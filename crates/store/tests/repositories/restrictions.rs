//! What keeps people out, and what they reported.

use model::restriction::{Lifted, Means, Restriction, RestrictionKind, SetBy};
use vocab::{OfficerId, RestrictionId};

use crate::*;

fn restriction(of: &Person, kind: RestrictionKind, since: i64, seed: u64) -> Restriction {
    Restriction {
        id: RestrictionId::new(at(since), &chance(seed)),
        person: of.id,
        kind,
        set_by: SetBy::Officer(OfficerId::new(at(0), &chance(seed + 1))),
        reason: Some("Llamó y no era ella".into()),
        since: at(since),
        until: (kind == RestrictionKind::Suspended).then(|| at(since + 100)),
        lifted: None,
    }
}

async fn add(store: &Store, person: &Person, row: &Restriction) {
    let (key, row) = (person.data_key, row.clone());
    run(store, move |tx| repo::restriction::add(tx, &row, key)).await;
}

async fn kinds(store: &Store, person: &Person, now: i64) -> Vec<RestrictionKind> {
    let id = person.id;
    let standing = run(store, move |tx| {
        repo::restriction::in_force(tx, id, at(now))
    })
    .await;
    standing.iter().map(|one| one.kind).collect()
}

on_both_engines! {
    async fn restrictions_are_kept_with_their_reasons_when_they_are_over(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let suspended = restriction(&person, RestrictionKind::Suspended, 1, 20);
        let blocked = restriction(&person, RestrictionKind::Blocked, 2, 30);
        add(store, &person, &suspended).await;
        add(store, &person, &blocked).await;
        use RestrictionKind::{Blocked, Suspended};
        assert_eq!(kinds(store, &person, 3).await, [Suspended, Blocked]);
        assert_eq!(kinds(store, &person, 101).await, [Blocked], "over on the second");
        let by = SetBy::Officer(OfficerId::new(at(0), &chance(40)));
        let id = blocked.id;
        let lift = move |tx: &mut Tx<'_>| {
            repo::restriction::lift(tx, id, by, Some("Era un error"), at(50))
        };
        assert!(run(store, lift).await);
        assert!(!run(store, lift).await, "lifted once");
        let over = suspended.id;
        let late = run(store, move |tx| {
            repo::restriction::lift(tx, over, SetBy::Person, None, at(101))
        });
        assert!(!late.await, "it was over already");
        assert_eq!(kinds(store, &person, 60).await, [Suspended]);
        let of = person.id;
        let history = run(store, move |tx| repo::restriction::history(tx, of)).await;
        let reason = Some("Era un error".to_owned());
        let lifted = Some(Lifted { at: at(50), by, reason });
        assert_eq!(history, [Restriction { lifted, ..blocked }, suspended]);
    }

    /// A person may switch ways off and on for years; the page shows what holds and what came last.
    async fn the_history_is_what_nobody_lifted_and_the_newest_of_the_rest(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let held = restriction(&person, RestrictionKind::MeansOff(Means::App), 1, 70);
        add(store, &person, &held).await;
        let (of, data_key, most) = (person.id, person.data_key, repo::restriction::HISTORY);
        let base = restriction(&person, RestrictionKind::MeansOff(Means::Pin), 2, 71);
        run(store, move |tx| {
            for second in 0..most + 5 {
                let row = Restriction {
                    id: RestrictionId::new(at(10 + second), &chance(71)),
                    ..base.clone()
                };
                repo::restriction::add(tx, &row, data_key)?;
                repo::restriction::lift(tx, row.id, SetBy::Person, None, at(10_000))?;
            }
            Ok(())
        })
        .await;
        let history = run(store, move |tx| repo::restriction::history(tx, of)).await;
        assert_eq!(history.len(), usize::try_from(most).unwrap() + 1);
        assert_eq!(history.last(), Some(&held));
        assert!(history.windows(2).all(|two| two[0].id > two[1].id), "the newest first");
        let counts = run(store, move |tx| repo::restriction::counts(tx, of)).await;
        let set = u64::try_from(most).unwrap() + 6;
        assert_eq!(counts, (set, set - 1));
    }

    /// What closes everything ends sessions in the same transaction.
    async fn a_restriction_that_closes_ends_sessions_and_one_way_switched_off_does_not(
        database: TestDatabase
    ) {
        let store = database.store();
        let person = somebody(store).await;
        let mut seed = 50;
        for kind in RestrictionKind::ALL {
            let open = session(&person, seed);
            let (row, id) = (open.clone(), open.id);
            let hash = [seed.to_le_bytes()[0]; 32];
            run(store, move |tx| repo::session::add(tx, &row, hash)).await;
            add(store, &person, &restriction(&person, kind, 1, seed + 1)).await;
            let live = run(store, move |tx| repo::session::is_live(tx, id)).await;
            assert_eq!(live, !kind.ends_sessions(), "{kind:?}");
            seed += 10;
        }
    }

    async fn reports_wait_until_an_officer_deals_with_them_once(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let id = person.id;
        let report = run(store, move |tx| {
            repo::alert_report::add(tx, id, "browser", at(5), &chance(60))
        })
        .await;
        let waiting = run(store, |tx| repo::alert_report::list_waiting(tx, 10)).await;
        let ids: Vec<_> = waiting.iter().map(|waits| (waits.id, waits.person)).collect();
        assert_eq!(ids, [(report, person.id)]);
        let officer = OfficerId::new(at(0), &chance(61));
        let handle = move |tx: &mut Tx<'_>| repo::alert_report::handle(tx, report, officer, at(9));
        assert!(run(store, handle).await);
        assert!(!run(store, handle).await);
        assert!(run(store, |tx| repo::alert_report::list_waiting(tx, 10)).await.is_empty());
        let of = run(store, move |tx| repo::alert_report::list_of_person(tx, id, 10)).await;
        assert_eq!(of[0].handled, Some((at(9), officer)));
        assert_eq!(of[0].what, "browser");
    }
}
