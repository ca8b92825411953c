//! `aldaba audit …`: checks that need no database, and what the operator does with it.

mod operator;
mod outsider;

use std::path::PathBuf;

use clap::Subcommand;
use vocab::AuditEntryId;

use crate::cli::ConfigFile;

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Checks a published log from its files alone; needs neither database nor configuration.
    Verify {
        /// Folder with the log.
        folder: PathBuf,
        /// A checkpoint that somebody kept: the log must continue it. May be repeated.
        #[arg(long, value_name = "FILE")]
        older: Vec<PathBuf>,
        #[command(flatten)]
        keys: TrustedKeys,
    },
    /// Checks a receipt; needs neither database nor configuration nor network.
    VerifyReceipt {
        /// The receipt.
        file: PathBuf,
        #[command(flatten)]
        keys: TrustedKeys,
    },
    /// Brings the log in the database to where it can be proved and writes it into a folder.
    Export {
        /// Folder to write into; made if it is not there.
        folder: PathBuf,
    },
    /// Lists the newest entries: when, what, by whom, and their place in the log.
    List {
        /// How many.
        #[arg(long, default_value_t = 50, value_name = "N")]
        limit: u32,
    },
    /// Prints the receipt for one entry: its record, opened, with the proof that it is in the log.
    Receipt {
        /// Id of the entry.
        entry: AuditEntryId,
        /// Writes it into a new file, for nobody else to read, instead of printing it.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Compares every entry in the database with the log.
    Compare,
    /// Prints the key that verifies the log.
    Key,
}

/// Which keys are believed.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct TrustedKeys {
    /// A key of the log, or a file with keys one a line, that you have from somewhere else than
    /// what you check. May be repeated.
    #[arg(long = "key", value_name = "KEY|FILE")]
    pub(crate) keys: Vec<String>,
}

/// Does what was asked for.
pub(crate) async fn run(file: &ConfigFile, command: AuditCommand) -> anyhow::Result<()> {
    match command {
        AuditCommand::Verify {
            folder,
            older,
            keys,
        } => outsider::verify(&folder, &older, &keys).await,
        AuditCommand::VerifyReceipt { file, keys } => outsider::verify_receipt(&file, &keys),
        AuditCommand::Export { folder } => operator::export(&file.load()?, &folder).await,
        AuditCommand::List { limit } => operator::list(&file.load()?, limit).await,
        AuditCommand::Receipt { entry, out } => {
            operator::receipt(&file.load()?, entry, out.as_deref()).await
        }
        AuditCommand::Compare => operator::compare(&file.load()?).await,
        AuditCommand::Key => operator::key(&file.load()?).await,
    }
}
