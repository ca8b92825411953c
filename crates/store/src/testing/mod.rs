//! Temporary databases of both engines, for the tests of this and other crates.
//!
//! ```text
//! store::on_both_engines! {
//!     async fn remembers_what_was_acknowledged(database: TestDatabase) {
//!         let store = database.store();
//!         …
//!     }
//! }
//! ```
//!
//! PostgreSQL is found by the environment variable `ALDABA_TEST_POSTGRES`, the address of a role
//! that may create databases. Without it the PostgreSQL half fails, unless
//! `ALDABA_TEST_ENGINES=sqlite` says that only SQLite is wanted.

mod sealer;
mod template;

pub use sealer::TestSealer;

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use ports::sealing::Sealer;
use tempfile::TempDir;

use crate::{Store, StoreError, StoreOptions, engine::postgres::PostgresAddress};

/// The engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A database of the server that `ALDABA_TEST_POSTGRES` names.
    Postgres,
}

/// A database of its own, removed when dropped.
#[derive(Debug)]
pub struct TestDatabase {
    store: Store,
    url: String,
    engine: Engine,
    _removal: Removal,
}

#[derive(Debug)]
enum Removal {
    File(#[expect(dead_code, reason = "dropping it removes the folder")] TempDir),
    Database {
        server: Box<PostgresAddress>,
        name: String,
    },
}

/// One migrated database of every engine that is wanted.
pub async fn databases() -> Vec<TestDatabase> {
    let mut all = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if engine.is_wanted() {
            all.push(TestDatabase::migrated(engine).await);
        }
    }
    all
}

/// Runs a test on one engine with a migrated database, and closes it in order.
pub fn run<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(TestDatabase) -> F) {
    if !engine.is_wanted() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    // Cannot fail: a test process that can start no thread can do nothing at all.
    runtime.expect("a runtime").block_on(async {
        test(TestDatabase::migrated(engine).await).await;
    });
}

/// Makes each function a module with one test an engine: `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($database:ident: TestDatabase) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn test($database: $crate::testing::TestDatabase) $body

            #[test]
            fn sqlite() {
                $crate::testing::run($crate::testing::Engine::Sqlite, test);
            }

            #[test]
            fn postgres() {
                $crate::testing::run($crate::testing::Engine::Postgres, test);
            }
        }
    )+};
}

impl Engine {
    /// `ALDABA_TEST_ENGINES` names the engines that a run wants; without it, both.
    #[must_use]
    pub fn is_wanted(self) -> bool {
        let name = match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        };
        variable("ALDABA_TEST_ENGINES")
            .is_none_or(|wanted| wanted.split(',').any(|one| one == name))
    }
}

impl TestDatabase {
    /// A database with every migration applied.
    ///
    /// # Panics
    /// If it cannot be made.
    pub async fn migrated(engine: Engine) -> Self {
        let (url, removal) = match engine {
            Engine::Sqlite => {
                let (url, removal) = sqlite_file();
                template::copy_file(&url).await;
                (url, removal)
            }
            Engine::Postgres => postgres_database(&template::database(&server()).await).await,
        };
        Self::over(engine, url, removal).await
    }

    /// A database without any table.
    ///
    /// # Panics
    /// If it cannot be made.
    pub async fn empty(engine: Engine) -> Self {
        let (url, removal) = match engine {
            Engine::Sqlite => sqlite_file(),
            Engine::Postgres => postgres_database("template0").await,
        };
        Self::over(engine, url, removal).await
    }

    async fn over(engine: Engine, url: String, removal: Removal) -> Self {
        // Fewer threads than in earnest: many tests share one server.
        let store = Store::open(options(&url).threads(4, 2)).await;
        // Cannot fail: the database has just been made; if it does, the test must stop here.
        let store = store.expect("a store on a fresh database");
        Self {
            store,
            url,
            engine,
            _removal: removal,
        }
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Its address, as for `storage.url`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs statements in the words of migrations, for tests that need tables of their own.
    ///
    /// # Panics
    /// If they fail.
    pub async fn run_text(&self, text: &'static str) {
        let options = self.options();
        let run = move || crate::migrations::run_text(&options.database, text);
        let done = crate::store::on_a_plain_thread(run).await;
        assert!(done.is_ok(), "the statements failed: {done:?}");
    }

    /// Options for opening it once more, as another process would.
    #[must_use]
    pub fn options(&self) -> StoreOptions {
        options(&self.url)
    }
}

impl Drop for Removal {
    fn drop(&mut self) {
        let Self::Database { server, name } = self else {
            return;
        };
        let (server, drop) = (server.clone(), format!("DROP DATABASE {name} WITH (FORCE)"));
        let dropped = std::thread::spawn(move || server.connect()?.batch_execute(&drop));
        if !matches!(dropped.join(), Ok(Ok(()))) {
            eprintln!("the test database {name} could not be dropped");
        }
    }
}

/// Options with [`TestSealer`].
///
/// # Panics
/// If the address is of no engine.
#[must_use]
pub fn options(url: &str) -> StoreOptions {
    let sealer = Arc::new(TestSealer::default());
    // Cannot fail: tests pass addresses that they were given by this module.
    StoreOptions::new(url, Arc::clone(&sealer) as Arc<dyn Sealer>, sealer).expect("an address")
}

fn sqlite_file() -> (String, Removal) {
    // Cannot fail: a machine without room for a temporary folder runs no tests.
    let folder = TempDir::with_prefix("aldaba-store-").expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    (url, Removal::File(folder))
}

/// The server that the environment names.
fn server() -> String {
    let Some(server) = variable("ALDABA_TEST_POSTGRES") else {
        panic!(
            "ALDABA_TEST_POSTGRES is not set: run `cargo xtask test`, which starts PostgreSQL, or \
             set ALDABA_TEST_ENGINES=sqlite to test one engine only"
        );
    };
    server
}

async fn postgres_database(template: &str) -> (String, Removal) {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let server = server();
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("aldaba_test_{}_{number}", std::process::id());
    // Cannot fail: a wrong address must stop the test.
    let config = PostgresAddress::parse(&server).expect("the address in ALDABA_TEST_POSTGRES");
    let create = create(&name, template);
    let (on_server, database) = (config.clone(), name.clone());
    let made = crate::store::on_a_plain_thread(move || {
        let failed = |error: postgres::Error| StoreError::unavailable(error.to_string());
        let mut client = on_server.connect().map_err(failed)?;
        // Left by an earlier process with the same number that was killed.
        let stale = format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        client.batch_execute(&stale).map_err(failed)?;
        client.batch_execute(&create).map_err(failed)
    });
    let made = made.await;
    assert!(
        made.is_ok(),
        "the database {name} could not be made: {made:?}"
    );
    (
        with_database(&server, &name),
        Removal::Database {
            server: Box::new(config),
            name,
        },
    )
}

/// The statement that makes a database.
fn create(name: &str, template: &str) -> String {
    format!("CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8' LOCALE 'C.UTF-8'")
}

/// The address with another database in its path.
fn with_database(server: &str, name: &str) -> String {
    let (address, query) = server
        .split_once('?')
        .map_or((server, None), |(a, q)| (a, Some(q)));
    let host = address.find("://").map_or(0, |scheme| scheme + 3);
    let (scheme, rest) = address.split_at(host);
    let authority = rest
        .split_once('/')
        .map_or(rest, |(authority, _)| authority);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{scheme}{authority}/{name}{query}")
}

fn variable(name: &str) -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "set-up of tests; no product code reads it"
    )]
    std::env::var(name).ok()
}
