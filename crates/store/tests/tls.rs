//! PostgreSQL over TLS: who answers is always checked.
#![expect(clippy::unwrap_used, reason = "tests")]

use store::{
    Store, StoreError, sql,
    testing::{Engine, TestDatabase, options, run},
};

fn authority() -> String {
    #[expect(clippy::disallowed_methods, reason = "set-up of tests")]
    let path = std::env::var("ALDABA_TEST_POSTGRES_ROOT");
    path.expect("ALDABA_TEST_POSTGRES_ROOT: run `cargo xtask postgres -- …`, which sets it")
}

/// The certificate of the private cluster is for `localhost`.
fn url(database: &TestDatabase, host: &str, words: &str) -> String {
    let address = database.url().replace("127.0.0.1", host);
    assert!(!address.contains('?'), "{address}");
    format!("{address}?{words}")
}

async fn open(url: &str) -> Result<Store, StoreError> {
    Store::open(options(url).threads(1, 1)).await
}

async fn is_protected(store: &Store) -> bool {
    let question = sql!("SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid()");
    store
        .transact::<_, StoreError, _>("test.look", move |tx| {
            tx.query_one(question, &[], |row| row.get(0))
        })
        .await
        .unwrap()
}

#[test]
fn everything_works_over_a_connection_that_is_protected() {
    run(Engine::Postgres, |database| async move {
        let words = format!("sslmode=verify-full&sslrootcert={}", authority());
        let store = open(&url(&database, "localhost", &words)).await.unwrap();
        assert!(is_protected(&store).await);
        store.migrate().await.unwrap();
        store.check_schema().await.unwrap();
        let (bytes, _) = store
            .back_up(
                "0.0.0",
                vocab::Timestamp::UNIX_EPOCH,
                Vec::new(),
                Vec::new(),
            )
            .await
            .unwrap();
        assert!(!bytes.is_empty());
        store.close().await;
        assert!(
            !is_protected(database.store()).await,
            "the other one is not"
        );
    });
}

#[test]
fn a_server_of_another_name_is_refused() {
    run(Engine::Postgres, |database| async move {
        let words = format!("sslmode=verify-full&sslrootcert={}", authority());
        let error = open(&url(&database, "127.0.0.1", &words))
            .await
            .unwrap_err();
        assert!(matches!(error, StoreError::Unavailable { .. }), "{error}");
        assert!(error.to_string().contains("not valid for name"), "{error}");
    });
}

#[test]
fn a_server_of_another_authority_is_refused() {
    run(Engine::Postgres, |database| async move {
        // Another authority: the one of a certificate that nobody signed.
        let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("other.pem");
        std::fs::write(&path, other.cert.pem()).unwrap();
        let words = format!("sslmode=verify-full&sslrootcert={}", path.display());
        let error = open(&url(&database, "localhost", &words))
            .await
            .unwrap_err();
        assert!(matches!(error, StoreError::Unavailable { .. }), "{error}");
        assert!(error.to_string().contains("UnknownIssuer"), "{error}");
    });
}
