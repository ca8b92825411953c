//! `aldaba admin register …`.

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::{Subcommand, ValueEnum};
use platform::Platform;
use registers::{Format, ImportError, Importer, Order, Outcome, Register, Told, register_of};
use store::repo::register::import::Counts;
use vocab::Timestamp;

/// Bad rows that are printed; the file of `--bad-rows` has them all.
const PRINTED: u64 = 100;

/// Rows between two lines of progress.
const PROGRESS_ROWS: u64 = 100_000;

#[derive(Debug, Subcommand)]
pub(crate) enum RegisterCommand {
    /// Imports a file of the civil register or of the register of offences; the same file goes on
    /// where it was interrupted. Columns: docs/specs/register-import.md.
    Import(ImportArguments),
}

#[derive(Debug, clap::Args)]
pub(crate) struct ImportArguments {
    /// The file.
    file: PathBuf,
    /// How it is written; otherwise what its name ends in.
    #[arg(long)]
    format: Option<FileFormat>,
    /// Reads everything and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Reads everything first, and writes nothing if one row is bad.
    #[arg(long)]
    all_or_nothing: bool,
    /// Leaves an import of another file, which was interrupted, as it is.
    #[arg(long)]
    abandon: bool,
    /// How new rows are that have no `changed_at`, as 2026-11-22T09:00:00Z; otherwise now.
    #[arg(long)]
    as_of: Option<Timestamp>,
    /// File to which every bad row is added: line, column and fault.
    #[arg(long, value_name = "FILE")]
    bad_rows: Option<PathBuf>,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FileFormat {
    /// Comma-separated, UTF-8.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

pub(super) async fn run(platform: &Platform, command: RegisterCommand) -> anyhow::Result<()> {
    let RegisterCommand::Import(arguments) = command;
    let name = arguments.file.display();
    let file = File::open(&arguments.file).with_context(|| name.to_string())?;
    let format = format_of(&arguments)?;
    let register = register_of(&file, format).with_context(|| name.to_string())?;
    let order = Order {
        register,
        format,
        dry_run: arguments.dry_run,
        all_or_nothing: arguments.all_or_nothing,
        abandon: arguments.abandon,
        as_of: arguments.as_of,
    };
    let mut listener = Listener::new(arguments.bad_rows.as_deref())?;
    let parts = &platform.parts;
    let importer = Importer {
        store: parts.store.clone(),
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
        hashes: parts.hashes.clone(),
    };
    let mut tell = |told: Told<'_>| listener.hear(&told);
    let imported = importer.import(order, &file, &mut tell).await;
    listener.finish()?;
    conclude(order, imported, &name.to_string())
}

fn conclude(
    order: Order,
    imported: Result<Outcome, ImportError>,
    name: &str,
) -> anyhow::Result<()> {
    let Outcome { counts } = imported.with_context(|| name.to_owned())?;
    let register = match order.register {
        Register::Civil => "civil register",
        Register::Offences => "register of offences",
    };
    if order.dry_run {
        println!("{} rows of the {register} can be read.", counts.added);
    } else {
        println!("The {register}: {}", sentence(counts));
    }
    if counts.refused > 0 {
        anyhow::bail!("{} rows could not be read", counts.refused);
    }
    Ok(())
}

fn sentence(counts: Counts) -> String {
    format!(
        "{} added, {} updated, {} removed, {} older than what is known; {} registrations ended by \
         death.",
        counts.added, counts.updated, counts.removed, counts.older, counts.deaths
    )
}

fn format_of(arguments: &ImportArguments) -> anyhow::Result<Format> {
    let ending = arguments
        .file
        .extension()
        .and_then(|ending| ending.to_str());
    match (arguments.format, ending) {
        (Some(FileFormat::Csv), _) | (None, Some("csv")) => Ok(Format::Csv),
        (Some(FileFormat::Jsonl), _) | (None, Some("jsonl")) => Ok(Format::JsonLines),
        (None, _) => anyhow::bail!("is it CSV or JSON lines? Say --format csv or --format jsonl"),
    }
}

/// Writes what is told while the import goes on.
struct Listener {
    bad_rows: Option<File>,
    bad: u64,
    next_progress: u64,
    failed: Option<std::io::Error>,
}

impl Listener {
    fn new(bad_rows: Option<&Path>) -> anyhow::Result<Self> {
        let open = |path: &Path| {
            let file = File::options().create(true).append(true).open(path);
            file.with_context(|| path.display().to_string())
        };
        Ok(Self {
            bad_rows: bad_rows.map(open).transpose()?,
            bad: 0,
            next_progress: PROGRESS_ROWS,
            failed: None,
        })
    }

    fn hear(&mut self, told: &Told<'_>) {
        match told {
            Told::Resumed { line } => eprintln!("Going on in line {line}."),
            Told::BadRow { line, fault } => self.bad_row(&format!("line {line}, {fault}")),
            Told::Progress { bytes, of, counts } => self.progress(*bytes, *of, *counts),
        }
    }

    fn bad_row(&mut self, text: &str) {
        self.bad += 1;
        if self.bad <= PRINTED {
            eprintln!("{text}");
        } else if self.bad == PRINTED + 1 {
            eprintln!("…and more: --bad-rows FILE keeps them all.");
        }
        if let Some(file) = &mut self.bad_rows
            && let Err(error) = writeln!(file, "{text}")
        {
            self.failed.get_or_insert(error);
        }
    }

    fn progress(&mut self, bytes: u64, of: u64, counts: Counts) {
        let rows = counts.added + counts.updated + counts.older + counts.removed + counts.refused;
        if rows >= self.next_progress {
            self.next_progress = rows - rows % PROGRESS_ROWS + PROGRESS_ROWS;
            let percent = bytes.saturating_mul(100).checked_div(of).unwrap_or(100);
            eprintln!("{percent} %, {rows} rows");
        }
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        match self.failed.take() {
            Some(error) => Err(error).context("the bad rows could not be kept"),
            None => Ok(()),
        }
    }
}
