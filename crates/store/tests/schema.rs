//! Migrations, schema checks and database roles.
#![expect(clippy::unwrap_used, reason = "tests")]

use store::{
    Area, Store, StoreError, on_both_engines, sql,
    testing::{Engine, TestDatabase, run},
};

on_both_engines! {
    async fn migrations_are_applied_once_even_by_several(database: TestDatabase) {
        let stores: Vec<_> = std::iter::repeat_n(database.store().clone(), 4).collect();
        let mut migrating = tokio::task::JoinSet::new();
        for store in stores {
            migrating.spawn(async move { store.migrate().await });
        }
        for done in migrating.join_all().await {
            done.unwrap();
        }
        database.store().check_schema().await.unwrap();
    }

    async fn a_newer_schema_is_refused_unless_compatible(database: TestDatabase) {
        database
            .run_text(
                "INSERT INTO schema_migration VALUES (9000, 'later', 'x', 1, 'then')",
            )
            .await;
        database.store().check_schema().await.unwrap();
        database.store().migrate().await.unwrap();
        database
            .run_text(
                "INSERT INTO schema_migration VALUES (9001, 'much_later', 'x', 9001, 'then')",
            )
            .await;
        for refused in
            [database.store().check_schema().await, database.store().migrate().await]
        {
            let error = refused.unwrap_err();
            assert!(
                matches!(error, StoreError::NewerSchema { found: 9001, needs: 9001, .. }),
                "{error}"
            );
            assert!(error.to_string().contains("install the newer release"), "{error}");
        }
    }

    async fn a_changed_migration_is_foreign(database: TestDatabase) {
        database.run_text("UPDATE schema_migration SET checksum = 'other' WHERE number = 1").await;
        let refused = database.store().check_schema().await;
        assert!(matches!(refused, Err(StoreError::ForeignSchema { number: 1, .. })), "{refused:?}");
    }
}

#[test]
fn an_empty_database_asks_for_migration() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        run(engine, move |_| async move {
            let database = TestDatabase::empty(engine).await;
            let refused = database.store().check_schema().await;
            assert!(
                matches!(refused, Err(StoreError::OlderSchema { found: 0, .. })),
                "{refused:?}"
            );
            database.store().migrate().await.unwrap();
            database.store().check_schema().await.unwrap();
        });
    }
}

/// The database server itself refuses the identity tables to the electronic office.
#[test]
fn the_electronic_office_cannot_touch_identity_tables() {
    run(Engine::Postgres, |database| async move {
        let sede = database.store().open_area(Area::Sede).await.unwrap();
        for allowed in [
            sql!("SELECT COUNT(*) FROM outbox"),
            sql!("SELECT COUNT(*) FROM audit_entry"),
            sql!("SELECT COUNT(*) FROM data_key"),
            sql!("SELECT COUNT(*) FROM body"),
            sql!("SELECT COUNT(*) FROM sede_application"),
        ] {
            attempt(&sede, allowed).await.unwrap();
        }
        for refused in [
            sql!("SELECT COUNT(*) FROM person"),
            sql!("SELECT COUNT(*) FROM registration"),
            sql!("SELECT COUNT(*) FROM session"),
            sql!("SELECT COUNT(*) FROM office_officer"),
            sql!("SELECT COUNT(*) FROM video_call"),
        ] {
            let error = attempt(&sede, refused).await.unwrap_err();
            assert!(error.to_string().contains("42501"), "{error}");
        }
        let changed = sede
            .transact::<_, StoreError, _>("test.change", |tx| {
                tx.execute(sql!("UPDATE audit_entry SET actor = 'nobody'"), &[])
            })
            .await;
        assert!(
            changed.unwrap_err().to_string().contains("42501"),
            "audit entries are only added"
        );
        let own = database.store();
        attempt(own, sql!("SELECT COUNT(*) FROM person"))
            .await
            .unwrap();
        assert!(matches!(sede.migrate().await, Err(StoreError::Settings(_))));
        sede.close().await;
    });
}

/// On SQLite there are no roles, and one writer: the areas share the store.
#[test]
fn areas_share_the_embedded_database() {
    run(Engine::Sqlite, |database| async move {
        let sede = database.store().open_area(Area::Sede).await.unwrap();
        attempt(&sede, sql!("SELECT COUNT(*) FROM outbox"))
            .await
            .unwrap();
    });
}

async fn attempt(store: &Store, question: store::Sql) -> Result<i64, StoreError> {
    store
        .read("test.look", move |tx| {
            tx.query_one(question, &[], |row| row.get(0))
        })
        .await
}
