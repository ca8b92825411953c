//! The log leaves the machine, and what left cannot be called back.

use audit::log::{PublishError, Published, Resource, older_in, verify_folder};
use store::{StoreError, on_both_engines, sql};
use wire_tlog::TilePath;

use crate::rig::{ORIGIN, Pen, Rig, files_of, folder_of, made_up};

on_both_engines! {
    async fn a_published_log_is_whole_at_every_step(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        assert_eq!(rig.log.publish(&rig.folder).await.unwrap(), Published::default());
        let mut kept = Vec::new();
        for more in [1, 1, 253, 1, 1, 255, 300] {
            rig.write_many(more).await;
            rig.integrate().await;
            rig.publish().await;
            let verified = verify_folder(&rig.folder, &rig.trusted(), &kept).await.unwrap();
            assert_eq!(verified.checkpoint.size, rig.size().await);
            let note = rig.folder.with(|files| files["checkpoint"].clone());
            kept.push(audit::log::OlderCheckpoint { label: format!("{more} more"), note });
        }
        let again = rig.log.publish(&rig.folder).await.unwrap();
        assert_eq!(again, Published { size: 812, files: 0 });
        // The partial forms of what is full are gone, and those of what is not are there.
        let names: Vec<_> = rig.folder.with(|files| files.keys().cloned().collect());
        assert!(!names.iter().any(|name| name.starts_with("tile/0/000.p/")), "{names:?}");
        assert!(names.contains(&"tile/0/003.p/44".to_owned()), "{names:?}");
        assert!(names.contains(&"tile/1/000.p/3".to_owned()), "{names:?}");
    }

    /// What is in the folder is what the public addresses give.
    async fn files_and_addresses_give_the_same(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write_many(300).await;
        rig.integrate().await;
        rig.publish().await;
        let files = rig.folder.with(|files| files.clone());
        let mut compared = 0;
        for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with("tile/")) {
            let path: TilePath = name.parse().unwrap();
            let found = rig.log.resource(path).await.unwrap();
            assert_eq!(found, Some(Resource::Tile(bytes.clone())), "{name}");
            compared += 1;
        }
        assert_eq!(compared, 5);
        let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
        let checkpoint = rig.log.checkpoint().await.unwrap();
        assert_eq!(checkpoint, Some(Resource::Checkpoint(text("checkpoint"))));
        assert_eq!(rig.log.key().await.unwrap(), Some(Resource::Key(text("keys"))));
        for beyond in ["tile/0/001", "tile/0/001.p/45", "tile/0/002", "tile/entries/001.p/45", "tile/2/000.p/1"] {
            let found = rig.log.resource(beyond.parse().unwrap()).await.unwrap();
            assert_eq!(found, None, "{beyond}");
        }
        let earlier = rig.log.resource("tile/0/001.p/7".parse().unwrap()).await.unwrap();
        assert!(matches!(earlier, Some(Resource::Tile(bytes)) if bytes.len() == 7 * 32));
    }

    async fn one_checkpoint_a_day_stays_for_ever(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        for _ in 0..3 {
            for _ in 0..2 {
                rig.write(1).await;
                rig.integrate().await;
                rig.publish().await;
            }
            rig.clock.advance_seconds(24 * 3_600);
        }
        let older = older_in(&rig.folder).await.unwrap();
        let labels: Vec<_> = older.iter().map(|older| older.label.as_str()).collect();
        assert_eq!(
            labels,
            ["checkpoints/2026-11-23", "checkpoints/2026-11-24", "checkpoints/2026-11-25"]
        );
        let verified = verify_folder(&rig.folder, &rig.trusted(), &older).await.unwrap();
        let sizes: Vec<_> = verified.continues.iter().map(|(_, size)| *size).collect();
        assert_eq!(sizes, [1, 3, 5]);
    }

    /// An old backup was restored, or the end was cut off: the folder knows better and stays.
    async fn a_database_that_lost_its_end_does_not_overwrite_what_was_published(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(3).await;
        rig.integrate().await;
        let entries: Vec<_> = (0..5).map(made_up).collect();
        let folder = folder_of(files_of(&entries, &rig.pen, ORIGIN));
        let before = folder.with(|files| files.clone());
        let refused = rig.log.publish(&folder).await;
        assert!(
            matches!(refused, Err(PublishError::CutOff { published: 5, here: 3 })),
            "{refused:?}"
        );
        assert_eq!(folder.with(|files| files.clone()), before);
    }

    /// A new database beside an old folder.
    async fn a_database_without_a_log_does_not_begin_over_what_was_published(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        let entries: Vec<_> = (0..5).map(made_up).collect();
        let folder = folder_of(files_of(&entries, &rig.pen, ORIGIN));
        let refused = rig.log.publish(&folder).await.unwrap_err();
        assert!(
            matches!(refused, PublishError::CutOff { published: 5, here: 0 }),
            "{refused:?}"
        );
        assert!(refused.is_about_history());
        assert!(rig.log.compare_published(&folder).await.is_err());
        assert!(rig.log.compare_published(&rig.folder).await.is_ok());
    }

    async fn a_database_with_another_history_does_not_overwrite_what_was_published(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(6).await;
        rig.integrate().await;
        let entries: Vec<_> = (0..5).map(made_up).collect();
        let folder = folder_of(files_of(&entries, &rig.pen, ORIGIN));
        let before = folder.with(|files| files.clone());
        let refused = rig.log.publish(&folder).await;
        assert!(matches!(refused, Err(PublishError::Rewritten { size: 5 })), "{refused:?}");
        assert_eq!(folder.with(|files| files.clone()), before);
    }

    async fn the_folder_of_another_log_is_left_alone(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(6).await;
        rig.integrate().await;
        let entries: Vec<_> = (0..5).map(made_up).collect();
        let other = Pen::new(9);
        for folder in [
            folder_of(files_of(&entries, &rig.pen, "otra.example/audit")),
            folder_of([("checkpoint".to_owned(), other.sign_checkpoint(ORIGIN, 0, wire_tlog::leaf_hash(b""))) ].into()),
        ] {
            let refused = rig.log.publish(&folder).await;
            assert!(matches!(refused, Err(PublishError::Foreign(_))), "{refused:?}");
        }
    }

    /// A tile that was damaged in the database does not leave it.
    async fn a_missing_tile_is_not_passed_over(database: TestDatabase) {
        let rig = Rig::new(&database).await;
        rig.write(3).await;
        rig.integrate().await;
        rig.store()
            .transact::<_, StoreError, _>("test.damage", |tx| {
                tx.execute(sql!("DELETE FROM audit_tile WHERE level = 0"), &[])
            })
            .await
            .unwrap();
        let refused = rig.log.publish(&rig.folder).await;
        assert!(matches!(refused, Err(PublishError::Store(_))), "{refused:?}");
        assert!(!rig.folder.with(|files| files.contains_key("checkpoint")));
    }
}
