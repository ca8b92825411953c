//! Entries get their places: each one, once, whatever happens in between.

use std::collections::BTreeSet;

use audit::log::{IntegrateError, Integrated, Resource};
use store::on_both_engines;
use vocab::{Clock as _, SignedDuration, Timestamp};
use wire_tlog::Checkpoint;

use crate::rig::{ORIGIN, Rig};

on_both_engines! {
    async fn waiting_entries_get_their_places_in_order(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(3).await;
        let done = rig.integrate().await;
        assert_eq!(done, Integrated { entries: 3, more: false, elsewhere: false });
        let expected: Vec<_> = (0..).zip(rig.entries().await).collect();
        assert_eq!(rig.places().await, expected);
        assert_eq!(rig.integrate().await, Integrated::default());
        rig.write(2).await;
        assert_eq!(rig.integrate().await.entries, 2);
        let expected: Vec<_> = (0..).zip(rig.entries().await).collect();
        assert_eq!(rig.places().await, expected);
    }

    async fn a_log_begins_with_a_signed_checkpoint_over_nothing(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        assert_eq!(rig.log.checkpoint().await.unwrap(), None);
        rig.integrate().await;
        let Some(Resource::Checkpoint(note)) = rig.log.checkpoint().await.unwrap() else {
            panic!("there is no checkpoint");
        };
        let opened = Checkpoint::open(note.as_bytes(), &rig.trusted()).unwrap();
        assert_eq!((opened.size, opened.origin.as_str()), (0, ORIGIN));
    }

    /// A transaction that took long commits entries whose ids are older than others that have a
    /// place already: they are found by looking further back.
    async fn an_entry_that_comes_late_gets_the_next_place(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(3).await;
        rig.integrate().await;
        let now = rig.clock.now();
        let late = now - SignedDuration::from_secs(3_600);
        rig.write_at(late).await;
        let recent = now - SignedDuration::from_secs(10);
        assert_eq!(rig.log.integrate(recent, "me").await.unwrap(), Integrated::default());
        assert_eq!(rig.log.integrate(late, "me").await.unwrap().entries, 1);
        let oldest = rig.entries().await[0];
        assert_eq!(rig.places().await[3], (3, oldest));
    }

    async fn a_backlog_is_worked_off_in_rounds(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write_many(4_500).await;
        let first = rig.integrate().await;
        assert_eq!((first.entries, first.more), (4_096, true));
        let second = rig.integrate().await;
        assert_eq!((second.entries, second.more), (404, false));
        let distinct: BTreeSet<_> = rig.places().await.into_iter().map(|(_, id)| id).collect();
        assert_eq!(distinct.len(), 4_500);
        rig.publish().await;
        let verified = audit::log::verify_folder(&rig.folder, &rig.trusted(), &[]).await.unwrap();
        assert_eq!(verified.checkpoint.size, 4_500);
    }

    /// What cannot be signed waits, and nothing is left half done.
    async fn without_the_key_store_entries_wait(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(2).await;
        rig.integrate().await;
        rig.write(2).await;
        rig.pen.break_down(true);
        let refused = rig.log.integrate(Timestamp::MIN, "me").await;
        assert!(matches!(refused, Err(IntegrateError::Sign(_))), "{refused:?}");
        assert_eq!((rig.size().await, rig.places().await.len()), (2, 2));
        rig.pen.break_down(false);
        assert_eq!(rig.integrate().await.entries, 2);
        assert_eq!(rig.size().await, 4);
    }

    async fn one_process_is_the_sequencer_until_its_lease_is_over(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(1).await;
        rig.integrate().await;
        rig.write(1).await;
        let other = || rig.log.integrate(Timestamp::MIN, "somebody else");
        assert!(other().await.unwrap().elsewhere);
        assert_eq!(rig.size().await, 1);
        rig.clock.advance_seconds(61);
        assert_eq!(other().await.unwrap().entries, 1);
        rig.write(1).await;
        assert!(rig.integrate().await.elsewhere);
    }

    /// Clocks that disagree let two processes believe that they hold the lease.
    async fn two_sequencers_at_once_give_every_entry_one_place(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        let mut given = 0;
        for _ in 0..8 {
            rig.write_many(40).await;
            let rounds = [(); 4].map(|()| {
                let log = rig.log.clone();
                tokio::spawn(async move { log.integrate(Timestamp::MIN, "me").await })
            });
            for round in rounds {
                given += round.await.unwrap().unwrap().entries;
            }
            given += rig.integrate().await.entries;
        }
        assert_eq!(given, 320);
        let places = rig.places().await;
        let distinct: BTreeSet<_> = places.iter().map(|(_, id)| *id).collect();
        assert_eq!((places.len(), distinct.len()), (320, 320));
        assert_eq!(places.last().unwrap().0, 319);
        rig.publish().await;
        audit::log::verify_folder(&rig.folder, &rig.trusted(), &[]).await.unwrap();
    }

    async fn a_new_key_goes_on_where_the_old_one_stopped(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        let old = rig.pen.key(ORIGIN);
        rig.write(2).await;
        rig.integrate().await;
        rig.publish().await;
        rig.pen.rotate(7);
        rig.write(2).await;
        rig.integrate().await;
        rig.publish().await;
        let new = rig.pen.key(ORIGIN);
        let keys = audit::log::keys_in(&rig.folder).await.unwrap();
        assert_eq!(keys, [old.clone(), new.clone()]);
        let older = audit::log::older_in(&rig.folder).await.unwrap();
        assert_eq!(older.len(), 1);
        // The checkpoint of the day is by the old key.
        for (trusted, believed) in [
            (vec![old.clone(), new.clone()], true),
            (vec![new], false),
            (vec![old], false),
        ] {
            let verified = audit::log::verify_folder(&rig.folder, &trusted, &older).await;
            assert_eq!(verified.is_ok(), believed, "{verified:?}");
        }
    }
}
