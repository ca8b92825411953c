//! `bench-login`: prints a table of complete log-ins a second, and of the CPU that one costs, on
//! SQLite and, with `--postgres` or `ALDABA_TEST_POSTGRES`, on PostgreSQL.

use std::{
    io::{self, Write},
    time::Duration,
};

use bench::{
    AnyError,
    accounting::PostgresServer,
    login::{
        Release, Way,
        load::{Load, Measured, measure},
        server::{Server, Settings, serve},
    },
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use store::testing::{Engine, TestDatabase};

/// Complete log-ins over HTTP.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(flatten)]
    options: LoadOptions,
    #[command(subcommand)]
    command: Option<Part>,
}

#[derive(Debug, Args)]
struct LoadOptions {
    /// Engines; PostgreSQL is the one that `ALDABA_TEST_POSTGRES` names.
    #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres")]
    engines: Vec<EngineName>,
    /// People who log in at the same time.
    #[arg(long, value_delimiter = ',', default_value = "32,256")]
    at_once: Vec<u32>,
    /// How people identify.
    #[arg(long, value_delimiter = ',', default_value = "pin,app,passkey")]
    by: Vec<WayName>,
    /// What the relying party asks for: nothing but the subject, or number and names, which a page
    /// shows before they go.
    #[arg(long, value_delimiter = ',', default_value = "nothing,identity")]
    release: Vec<ReleaseName>,
    /// Measurements, of which the median is taken.
    #[arg(long, default_value_t = 5)]
    runs: u32,
    /// Seconds of one measurement.
    #[arg(long, default_value_t = 6)]
    seconds: u64,
    /// People to register.
    #[arg(long, default_value_t = 2_000)]
    people: u32,
    /// Filter of the server's log, which is written as JSON and thrown away.
    #[arg(long, default_value = "info")]
    log: String,
    /// Whether entries are given their places in the audit log beside the log-ins.
    #[arg(long, default_value = "on")]
    audit_log: Switch,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// The server that the benchmark starts for itself.
    #[command(hide = true)]
    Serve {
        #[arg(long)]
        storage: Option<String>,
        #[arg(long)]
        people: u32,
        #[arg(long)]
        log: String,
        #[arg(long)]
        without_audit_log: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum EngineName {
    Sqlite,
    Postgres,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum WayName {
    Pin,
    App,
    Passkey,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReleaseName {
    Nothing,
    Identity,
}

fn main() -> Result<(), AnyError> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Runtime::new()?;
    match arguments.command {
        None => table(&runtime, &arguments.options),
        Some(Part::Serve {
            storage,
            people,
            log,
            without_audit_log,
        }) => runtime.block_on(serve(&Settings {
            storage,
            people,
            log,
            audit_log: !without_audit_log,
        })),
    }
}

fn table(runtime: &tokio::runtime::Runtime, options: &LoadOptions) -> Result<(), AnyError> {
    let mut out = io::stdout();
    let LoadOptions {
        runs,
        seconds,
        people,
        ..
    } = options;
    writeln!(
        out,
        "Medians of {runs} runs of {seconds} s; {people} people.\n"
    )?;
    writeln!(
        out,
        "| engine | by | released | at once | log-ins/s | server CPU ms | database CPU ms | together | p50 ms | p99 ms |\n\
         |---|---|---|---|---|---|---|---|---|---|"
    )?;
    for engine in &options.engines {
        for by in &options.by {
            for release in &options.release {
                for at_once in &options.at_once {
                    let row = Row {
                        engine: *engine,
                        by: *by,
                        release: *release,
                        at_once: *at_once,
                    };
                    let measured = runtime.block_on(measured(options, row))?;
                    line(&mut out, row, measured)?;
                }
            }
        }
    }
    Ok(())
}

/// What one line of the table is about.
#[derive(Debug, Clone, Copy)]
struct Row {
    engine: EngineName,
    by: WayName,
    release: ReleaseName,
    at_once: u32,
}

async fn measured(options: &LoadOptions, row: Row) -> Result<Measured, AnyError> {
    let database = match row.engine {
        EngineName::Sqlite => None,
        EngineName::Postgres => Some(TestDatabase::empty(Engine::Postgres).await),
    };
    let storage = database.as_ref().map(|database| database.url().to_owned());
    let accounted = storage.as_deref().map(PostgresServer::at).transpose()?;
    let settings = Settings {
        storage,
        people: options.people,
        log: options.log.clone(),
        audit_log: options.audit_log == Switch::On,
    };
    let server = Server::start(&settings)?;
    let load = Load {
        at_once: row.at_once,
        way: match row.by {
            WayName::Pin => Way::Pin,
            WayName::App => Way::App,
            WayName::Passkey => Way::Passkey,
        },
        release: match row.release {
            ReleaseName::Nothing => Release::Nothing,
            ReleaseName::Identity => Release::Identity,
        },
        runs: options.runs,
        time: Duration::from_secs(options.seconds),
    };
    let measured = measure(&server, accounted, options.people, load).await;
    drop(server);
    if let Some(database) = &database {
        database.store().close().await;
    }
    measured
}

fn line(out: &mut impl Write, row: Row, measured: Measured) -> io::Result<()> {
    let engine = match row.engine {
        EngineName::Sqlite => "SQLite",
        EngineName::Postgres => "PostgreSQL",
    };
    let by = match row.by {
        WayName::Pin => "PIN by SMS",
        WayName::App => "app",
        WayName::Passkey => "passkey",
    };
    let at_once = row.at_once;
    let release = match row.release {
        ReleaseName::Nothing => "nothing",
        ReleaseName::Identity => "number and names",
    };
    let Measured {
        per_second,
        server_cpu,
        database_cpu,
        p50,
        p99,
    } = measured;
    let together = server_cpu + database_cpu;
    writeln!(
        out,
        "| {engine} | {by} | {release} | {at_once} | {per_second:.0} | {server_cpu:.3} | {database_cpu:.3} | {together:.3} | {p50:.0} | {p99:.0} |"
    )?;
    out.flush()
}
