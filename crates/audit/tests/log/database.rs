//! Somebody with the database in their hands, and without the key.

use audit::log::{Difference, IntegrateError};
use store::{Sql, StoreError, on_both_engines, sql};
use vocab::Timestamp;

use crate::rig::{ORIGIN, Pen, Rig, files_of, made_up};

impl Rig {
    async fn tamper(&self, statement: Sql) {
        let touched = self
            .store()
            .transact::<_, StoreError, _>("test.tamper", move |tx| tx.execute(statement, &[]))
            .await
            .unwrap();
        assert!(touched > 0, "nothing was changed");
    }

    /// Nothing is signed on top of it.
    async fn refuses_to_go_on(&self) {
        let size = self.size().await;
        self.write(1).await;
        let refused = self.log.integrate(Timestamp::MIN, "me").await;
        assert!(
            matches!(
                refused,
                Err(IntegrateError::Changed(_) | IntegrateError::Checkpoint(_))
            ),
            "{refused:?}"
        );
        assert_eq!(self.size().await, size);
    }
}

on_both_engines! {
    async fn nothing_is_signed_on_top_of_changed_tiles(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write_many(258).await;
        rig.integrate().await;
        // The hash over the first 256 entries in the place of the open tile.
        rig.tamper(sql!(
            "UPDATE audit_tile SET hashes = (SELECT t.hashes FROM audit_tile t WHERE t.level = 0 \
             AND t.tile_index = 0) WHERE level = 0 AND tile_index = 1"
        ))
        .await;
        rig.refuses_to_go_on().await;
    }

    async fn nothing_is_signed_on_top_of_a_changed_bundle(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write_many(258).await;
        rig.integrate().await;
        rig.tamper(sql!(
            "UPDATE audit_bundle SET commitments = (SELECT b.commitments FROM audit_bundle b \
             WHERE b.tile_index = 0) WHERE tile_index = 1"
        ))
        .await;
        rig.refuses_to_go_on().await;
    }

    async fn nothing_is_signed_on_top_of_a_log_that_was_set_back(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(3).await;
        rig.integrate().await;
        rig.tamper(sql!("UPDATE audit_log SET size = 2")).await;
        rig.refuses_to_go_on().await;
    }

    /// A whole history of their own, signed by a key of their own.
    async fn nothing_is_signed_on_top_of_a_forged_checkpoint(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(3).await;
        rig.integrate().await;
        let forger = Pen::new(9);
        let files = files_of(&[made_up(0)], &forger, ORIGIN);
        let note = String::from_utf8(files["checkpoint"].clone()).unwrap();
        let (tile, bundle) = (files["tile/0/000.p/1"].clone(), files["tile/entries/000.p/1"].clone());
        rig.store()
            .transact::<_, StoreError, _>("test.forge", move |tx| {
                tx.execute(sql!("UPDATE audit_log SET size = 1, checkpoint = $1"), &[&note])?;
                tx.execute(sql!("UPDATE audit_tile SET hashes = $1"), &[&tile])?;
                tx.execute(sql!("UPDATE audit_bundle SET commitments = $1"), &[&bundle])
            })
            .await
            .unwrap();
        rig.refuses_to_go_on().await;
    }

    async fn an_honest_table_is_the_same_as_the_log(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write_many(300).await;
        rig.integrate().await;
        let compared = rig.log.compare().await.unwrap();
        assert_eq!((compared.entries, compared.erased), (300, 0));
        assert_eq!(compared.differences, []);
    }

    async fn an_entry_that_was_taken_out_is_missed(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(3).await;
        rig.integrate().await;
        let entries = rig.entries().await;
        let gone = entries[1];
        rig.store()
            .transact::<_, StoreError, _>("test.remove", move |tx| {
                tx.execute(sql!("DELETE FROM audit_entry WHERE id = $1"), &[&gone])
            })
            .await
            .unwrap();
        let compared = rig.log.compare().await.unwrap();
        assert_eq!(compared.differences, [Difference::Gone(1, gone)]);
    }

    /// The commitment beside a record can be changed with a statement, the one in the log cannot.
    async fn an_entry_that_was_changed_is_seen(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(3).await;
        rig.integrate().await;
        let entries = rig.entries().await;
        let (one, other) = (entries[0], entries[2]);
        rig.store()
            .transact::<_, StoreError, _>("test.change", move |tx| {
                tx.execute(
                    sql!(
                        "UPDATE audit_entry SET commitment = (SELECT e.commitment FROM \
                         audit_entry e WHERE e.id = $1) WHERE id = $2"
                    ),
                    &[&other, &one],
                )?;
                // A record that belongs to another entry does not open in this one's place.
                tx.execute(
                    sql!(
                        "UPDATE audit_entry SET record = (SELECT e.record FROM \
                         audit_entry e WHERE e.id = $1) WHERE id = $2"
                    ),
                    &[&one, &other],
                )
            })
            .await
            .unwrap();
        let compared = rig.log.compare().await.unwrap();
        assert_eq!(
            compared.differences,
            [Difference::Changed(0, one), Difference::Changed(2, other)]
        );
    }

    async fn a_place_that_belongs_to_nobody_is_seen(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(3).await;
        rig.integrate().await;
        rig.tamper(sql!("DELETE FROM audit_leaf WHERE leaf_index = 1")).await;
        let compared = rig.log.compare().await.unwrap();
        assert_eq!(compared.differences, [Difference::Unplaced(1)]);
    }

    /// Erasing a person takes their records and leaves the log as it was.
    async fn erasing_a_person_keeps_the_log_whole(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(3).await;
        rig.integrate().await;
        let (key, now) = (rig.person.data_key, crate::rig::morning());
        rig.store()
            .transact::<_, StoreError, _>("test.erase", move |tx| tx.erase_data_key(key, now))
            .await
            .unwrap();
        let compared = rig.log.compare().await.unwrap();
        assert_eq!((compared.erased, compared.differences.len()), (3, 0));
        rig.publish().await;
        let verified = audit::log::verify_folder(&rig.folder, &rig.trusted(), &[]).await.unwrap();
        assert_eq!(verified.checkpoint.size, 3);
    }
}
