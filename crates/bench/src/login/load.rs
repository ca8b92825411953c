//! People who log in one after the other, and what that took.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::task::JoinSet;

use super::{browser::Browser, journey, journey::Release, phones::Phones, server::Server};
use crate::{
    AnyError,
    accounting::{PostgresServer, cpu_of, median, quantile},
    crowd::{BenchPerson, crowd},
};

/// How hard the server is worked.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// People who log in at the same time, each on a connection of their own.
    pub at_once: u32,
    /// What the relying party asks for.
    pub release: Release,
    /// How many measurements.
    pub runs: u32,
    /// How long one takes; as long is worked before the first one.
    pub time: Duration,
}

/// Medians of the runs.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Log-ins a second.
    pub per_second: f64,
    /// CPU of the server a log-in, in milliseconds.
    pub server_cpu: f64,
    /// CPU of the database's own processes a log-in, in milliseconds; 0 for an embedded one.
    pub database_cpu: f64,
    /// Milliseconds that half of the log-ins took at most.
    pub p50: f64,
    /// Milliseconds that 99 of 100 log-ins took at most.
    pub p99: f64,
}

#[derive(Default)]
struct Tally {
    done: AtomicU64,
    over: AtomicBool,
    milliseconds: Mutex<Vec<f64>>,
}

/// Measures a server that serves `people`, whose database may be a server of its own.
///
/// # Errors
/// The first log-in that fails ends the benchmark: a figure with failures in it says nothing.
pub async fn measure(
    server: &Server,
    database: Option<PostgresServer>,
    people: u32,
    load: Load,
) -> Result<Measured, AnyError> {
    let people = Arc::new(crowd(people)?);
    let phones = Phones::connect(server.messages).await?;
    let tally = Arc::new(Tally::default());
    let mut tasks = JoinSet::new();
    for first in 0..load.at_once {
        let browser = Browser::open(server.pages).await?;
        let own: Vec<usize> = (first as usize..people.len())
            .step_by(load.at_once as usize)
            .collect();
        let (people, phones, tally) = (people.clone(), phones.clone(), tally.clone());
        tasks.spawn(keep_logging_in(
            browser,
            phones,
            people,
            own,
            load.release,
            tally,
        ));
    }
    let watching = watch(server, database, load, &tally);
    let measured = tokio::select! {
        measured = watching => measured,
        Some(ended) = tasks.join_next() => {
            ended??;
            return Err("somebody stopped logging in".into());
        }
    };
    tally.over.store(true, Ordering::Relaxed);
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(measured)
}

async fn keep_logging_in(
    mut browser: Browser,
    phones: Phones,
    people: Arc<Vec<BenchPerson>>,
    own: Vec<usize>,
    release: Release,
    tally: Arc<Tally>,
) -> Result<(), AnyError> {
    for place in own.into_iter().cycle() {
        if tally.over.load(Ordering::Relaxed) {
            break;
        }
        let Some(person) = people.get(place) else {
            break;
        };
        // Addresses kept for benchmarks (RFC 2544).
        browser.forget(&format!("198.18.{}.{}", place >> 8, place & 255))?;
        let since = Instant::now();
        journey::log_in(&mut browser, &phones, person, release).await?;
        let took = since.elapsed().as_secs_f64() * 1e3;
        tally
            .milliseconds
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(took);
        tally.done.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// Looks at counters and CPU at the borders of the runs, while the work goes on.
async fn watch(
    server: &Server,
    database: Option<PostgresServer>,
    load: Load,
    tally: &Tally,
) -> Measured {
    let look = || {
        let of_database = database.map_or(Duration::ZERO, PostgresServer::cpu);
        let done = tally.done.load(Ordering::Relaxed);
        (Instant::now(), done, cpu_of(server.id()), of_database)
    };
    pass(load.time).await;
    let take = || {
        std::mem::take(
            &mut *tally
                .milliseconds
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    };
    take();
    let mut runs = Vec::new();
    for _ in 0..load.runs.max(1) {
        let before = look();
        pass(load.time).await;
        let after = look();
        let done = (after.1 - before.1) as f64;
        let each = |after: Duration, before: Duration| {
            after.saturating_sub(before).as_secs_f64() * 1e3 / done
        };
        let times = take();
        runs.push(Measured {
            per_second: done / (after.0 - before.0).as_secs_f64(),
            server_cpu: each(after.2, before.2),
            database_cpu: each(after.3, before.3),
            p50: quantile(times.clone(), 0.5),
            p99: quantile(times, 0.99),
        });
    }
    let middle = |of: fn(&Measured) -> f64| median(runs.iter().map(of).collect());
    Measured {
        per_second: middle(|run| run.per_second),
        server_cpu: middle(|run| run.server_cpu),
        database_cpu: middle(|run| run.database_cpu),
        p50: middle(|run| run.p50),
        p99: middle(|run| run.p99),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a run takes as long as it was asked to"
)]
async fn pass(time: Duration) {
    tokio::time::sleep(time).await;
}
