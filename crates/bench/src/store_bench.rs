//! Durable transactions of five statements: through `store` with some number of callers, and raw
//! in one batch, which is what the engine can do at best.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use store::{
    Store, StoreError, Tx, sql,
    testing::{Engine, TestDatabase},
};
use tokio::task::JoinSet;

use crate::{
    AnyError,
    accounting::{PostgresServer, own_cpu},
};

/// Tables of the benchmark, in the words of migrations.
const TABLES: &str = "
    CREATE TABLE bench_person (
        id BYTEA NOT NULL PRIMARY KEY,
        name BYTEA NOT NULL,
        version BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    );
    CREATE TABLE bench_counter (id BYTEA NOT NULL PRIMARY KEY, count BIGINT NOT NULL);
    CREATE TABLE bench_entry (
        id BYTEA NOT NULL PRIMARY KEY,
        person_id BYTEA NOT NULL,
        record BYTEA NOT NULL
    );";

const ADD: store::Sql =
    sql!("INSERT INTO bench_person (id, name, version, updated_at) VALUES ($1, $2, 0, $3)");
const LOOK: store::Sql = sql!("SELECT name FROM bench_person WHERE id = $1");
const GUARD: store::Sql = sql!(
    "UPDATE bench_person SET version = version + 1, updated_at = $1 WHERE id = $2 \
     RETURNING version"
);
const COUNT: store::Sql = sql!(
    "INSERT INTO bench_counter (id, count) VALUES ($1, 1) \
     ON CONFLICT (id) DO UPDATE SET count = bench_counter.count + 1"
);
const ENTRY: store::Sql =
    sql!("INSERT INTO bench_entry (id, person_id, record) VALUES ($1, $2, $3)");

/// A sealed name and a sealed audit record are about as long.
const NAME: [u8; 64] = [7; 64];
const RECORD: [u8; 200] = [9; 200];

/// What one run gave.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Transactions a second.
    pub per_second: f64,
    /// CPU of this process a transaction, in microseconds.
    pub own_cpu: f64,
    /// CPU of the database server a transaction, in microseconds; 0 for an embedded one.
    pub server_cpu: f64,
}

/// Runs `callers` that each wait for one transaction after the other, for `time`.
///
/// # Errors
/// Whatever the store says.
pub async fn through_store(
    engine: Engine,
    callers: u32,
    time: Duration,
) -> Result<Measured, AnyError> {
    let database = TestDatabase::empty(engine).await;
    database.run_text(TABLES).await;
    let store = Store::open(database.options()).await?;
    // Connections, statements and pages are there before the clock runs.
    work(&store, callers, time / 10, &Arc::default()).await?;

    let done = Arc::new(AtomicU64::new(0));
    let stopwatch = Stopwatch::start(server_of(engine, database.url())?);
    work(&store, callers, time, &done).await?;
    let measured = stopwatch.stop(done.load(Ordering::Relaxed));
    store.close().await;
    Ok(measured)
}

async fn work(
    store: &Store,
    callers: u32,
    time: Duration,
    done: &Arc<AtomicU64>,
) -> Result<(), AnyError> {
    let until = Instant::now() + time;
    let mut tasks = JoinSet::new();
    for _ in 0..callers {
        let (store, done) = (store.clone(), Arc::clone(done));
        tasks.spawn(async move {
            while Instant::now() < until {
                let key = next_key();
                store
                    .transact::<_, StoreError, _>("bench.store", move |tx| five(tx, key))
                    .await?;
                done.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<_, StoreError>(())
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(())
}

fn five(tx: &mut Tx<'_>, key: [u8; 16]) -> Result<(), StoreError> {
    let now = 1_700_000_000_000_000_i64;
    tx.execute(ADD, &[&key, &NAME, &now])?;
    let _: Vec<u8> = tx.query_one(LOOK, &[&key], |row| row.get(0))?;
    let _: i64 = tx.query_one(GUARD, &[&now, &key], |row| row.get(0))?;
    tx.execute(COUNT, &[&counter_of(key)])?;
    tx.execute(ENTRY, &[&key, &key, &RECORD])?;
    Ok(())
}

/// Issues the same statements without the store, as one batch with one commit.
///
/// # Errors
/// Whatever the driver says.
pub async fn raw(engine: Engine, transactions: u64) -> Result<Measured, AnyError> {
    let database = TestDatabase::empty(engine).await;
    database.run_text(TABLES).await;
    let url = database.url().to_owned();
    let run = move || match engine {
        Engine::Sqlite => raw_sqlite(&url, transactions),
        Engine::Postgres => raw_postgres(&url, transactions),
    };
    // The PostgreSQL driver may not be used on a thread of the runtime.
    let thread = std::thread::spawn(run);
    tokio::task::spawn_blocking(move || thread.join())
        .await?
        .map_err(|_| "the raw run panicked")?
}

fn raw_sqlite(url: &str, transactions: u64) -> Result<Measured, AnyError> {
    let connection = rusqlite::Connection::open(url.trim_start_matches("sqlite:"))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let stopwatch = Stopwatch::start(None);
    connection.execute_batch("BEGIN IMMEDIATE")?;
    {
        let now = 1_700_000_000_000_000_i64;
        let mut add = connection.prepare(ADD.text())?;
        let mut look = connection.prepare(LOOK.text())?;
        let mut guard = connection.prepare(GUARD.text())?;
        let mut count = connection.prepare(COUNT.text())?;
        let mut entry = connection.prepare(ENTRY.text())?;
        for _ in 0..transactions {
            let key = next_key();
            add.execute((key, NAME.as_slice(), now))?;
            let _: Vec<u8> = look.query_row([key], |row| row.get(0))?;
            let _: i64 = guard.query_row((now, key), |row| row.get(0))?;
            count.execute([counter_of(key)])?;
            entry.execute((key, key, RECORD.as_slice()))?;
        }
    }
    connection.execute_batch("COMMIT")?;
    Ok(stopwatch.stop(transactions))
}

fn raw_postgres(url: &str, transactions: u64) -> Result<Measured, AnyError> {
    let mut client = postgres::Client::connect(url, postgres::NoTls)?;
    let add = client.prepare(ADD.text())?;
    let look = client.prepare(LOOK.text())?;
    let guard = client.prepare(GUARD.text())?;
    let count = client.prepare(COUNT.text())?;
    let entry = client.prepare(ENTRY.text())?;
    let stopwatch = Stopwatch::start(Some(PostgresServer::at(url)?));
    let mut batch = client.transaction()?;
    let now = 1_700_000_000_000_000_i64;
    for _ in 0..transactions {
        let key = next_key();
        let id = key.as_slice();
        batch.execute(&add, &[&id, &NAME.as_slice(), &now])?;
        let _: Vec<u8> = batch.query_one(&look, &[&id])?.try_get(0)?;
        let _: i64 = batch.query_one(&guard, &[&now, &id])?.try_get(0)?;
        batch.execute(&count, &[&counter_of(key).as_slice()])?;
        batch.execute(&entry, &[&id, &id, &RECORD.as_slice()])?;
    }
    batch.commit()?;
    Ok(stopwatch.stop(transactions))
}

/// Time-ordered like the UUIDv7 of the platform: a counter, then scattered bits.
fn next_key() -> [u8; 16] {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let scattered = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((u128::from(number) << 64) | u128::from(scattered)).to_be_bytes()
}

/// One of 4096 counters, so that two transactions at once rarely want the same.
fn counter_of(key: [u8; 16]) -> [u8; 16] {
    let number = u128::from_be_bytes(key) & 0xfff;
    number.to_be_bytes()
}

fn server_of(engine: Engine, url: &str) -> Result<Option<PostgresServer>, AnyError> {
    match engine {
        Engine::Sqlite => Ok(None),
        Engine::Postgres => PostgresServer::at(url).map(Some),
    }
}

struct Stopwatch {
    since: Instant,
    own: Duration,
    server: Option<(PostgresServer, Duration)>,
}

impl Stopwatch {
    fn start(server: Option<PostgresServer>) -> Self {
        Self {
            own: own_cpu(),
            server: server.map(|server| (server, server.cpu())),
            since: Instant::now(),
        }
    }

    fn stop(self, transactions: u64) -> Measured {
        let took = self.since.elapsed();
        let each = |cpu: Duration| cpu.as_secs_f64() * 1e6 / transactions as f64;
        let server = self.server.map_or(Duration::ZERO, |(server, before)| {
            server.cpu().saturating_sub(before)
        });
        Measured {
            per_second: transactions as f64 / took.as_secs_f64(),
            own_cpu: each(own_cpu().saturating_sub(self.own)),
            server_cpu: each(server),
        }
    }
}
