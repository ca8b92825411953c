//! People who log in one after the other, and what that took.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{sync::Barrier, task::JoinSet};

use super::{
    browser::Browser,
    journey,
    journey::Release,
    means::{Means, Way},
    phones::Phones,
    server::Server,
};
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
    /// How they identify.
    pub way: Way,
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
    let common = Common {
        people: Arc::new(crowd(people)?),
        phones: Phones::connect(server.messages).await?,
        // One for the life of a measurement.
        origin: String::leak(format!("http://{}", server.pages)),
        ready: Arc::new(Barrier::new(load.at_once as usize + 1)),
        tally: Arc::default(),
        load,
    };
    let mut tasks = JoinSet::new();
    for first in 0..load.at_once {
        let browser = Browser::open(server.pages).await?;
        let own = (first as usize..common.people.len()).step_by(load.at_once as usize);
        tasks.spawn(keep_logging_in(browser, own.collect(), common.clone()));
    }
    let watching = async {
        common.ready.wait().await;
        watch(server, database, load, &common.tally).await
    };
    let measured = tokio::select! {
        measured = watching => measured,
        Some(ended) = tasks.join_next() => {
            ended??;
            return Err("somebody stopped logging in".into());
        }
    };
    common.tally.over.store(true, Ordering::Relaxed);
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(measured)
}

/// What all who log in share.
#[derive(Clone)]
struct Common {
    people: Arc<Vec<BenchPerson>>,
    phones: Phones,
    origin: &'static str,
    /// Everybody has what they identify with.
    ready: Arc<Barrier>,
    tally: Arc<Tally>,
    load: Load,
}

async fn keep_logging_in(
    mut browser: Browser,
    own: Vec<usize>,
    common: Common,
) -> Result<(), AnyError> {
    let Common {
        people,
        phones,
        tally,
        load,
        ..
    } = &common;
    let mut own_people = Vec::new();
    for place in own {
        let person = people.get(place).ok_or("no such person")?;
        // Addresses kept for benchmarks (RFC 2544).
        let address = format!("198.18.{}.{}", place >> 8, place & 255);
        browser.forget(&address)?;
        let means = Means::ready(load.way, &mut browser, phones, person, common.origin).await?;
        own_people.push((person, means, address));
    }
    common.ready.wait().await;
    // The server closes a connection that nobody used while the others made ready.
    browser = Browser::open(browser.server()).await?;
    while !tally.over.load(Ordering::Relaxed) {
        for (person, means, address) in &mut own_people {
            browser.forget(address)?;
            let since = Instant::now();
            journey::log_in(&mut browser, phones, person, means, load.release).await?;
            let took = since.elapsed().as_secs_f64() * 1e3;
            tally
                .milliseconds
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(took);
            tally.done.fetch_add(1, Ordering::Relaxed);
            if tally.over.load(Ordering::Relaxed) {
                break;
            }
        }
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
