//! What can be asked for on the command line.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand, ValueEnum};

use crate::{audit, backup, config, doctor, key_commands, logging, migrate, restore, serve};

/// The electronic identity platform of a public administration.
#[derive(Debug, Parser)]
#[command(name = "aldaba", version, about)]
pub(crate) struct Arguments {
    /// Form of the log; otherwise what the configuration says.
    #[arg(long, global = true)]
    pub(crate) log: Option<LogForm>,
    #[command(flatten)]
    pub(crate) demo: DemoArguments,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// Form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogForm {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Where the demonstration lives.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct DemoArguments {
    /// Demonstration: folder of its data.
    #[arg(long, default_value = "./aldaba-data", value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// Demonstration: first of its ports.
    #[arg(long, default_value_t = 8080, value_name = "N")]
    pub(crate) port_base: u16,
    /// Demonstration: video calls are attended from Monday to Friday, 9:00 to 14:00, as in an
    /// ordinary office; without it at any hour.
    #[arg(long)]
    pub(crate) office_hours: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Starts the demonstration: invented people, everything on this machine.
    #[cfg(feature = "demo")]
    Demo(DemoArguments),
    /// Serves the faces, and the clockwork unless other roles are named.
    Serve {
        #[command(flatten)]
        file: ConfigFile,
        /// What this process does; all of it if nothing is named.
        #[arg(long = "role", value_name = "ROLE")]
        roles: Vec<Role>,
    },
    /// Runs the clockwork alone: sends what waits, keeps house.
    Worker {
        #[command(flatten)]
        file: ConfigFile,
    },
    /// Brings the database to the schema of this release.
    Migrate {
        #[command(flatten)]
        file: ConfigFile,
    },
    /// Writes everything that the database holds, and the wrapped keys, into one sealed file while
    /// the platform goes on.
    Backup {
        #[command(flatten)]
        file: ConfigFile,
        /// The new file.
        #[arg(value_name = "FILE")]
        backup: PathBuf,
        /// Writes nothing: reads an existing backup to its end and says what is in it.
        #[arg(long)]
        verify: bool,
    },
    /// Restores a backup into an empty database.
    Restore {
        #[command(flatten)]
        file: ConfigFile,
        /// The backup.
        #[arg(value_name = "FILE")]
        backup: PathBuf,
    },
    /// Looks at everything that an installation needs; says what is wrong and how to mend it.
    ///
    /// Exit status: 0 nothing to mend, 1 warnings, 2 faults.
    Doctor {
        #[command(flatten)]
        file: ConfigFile,
        /// For programs: an array of findings.
        #[arg(long)]
        json: bool,
    },
    /// About the configuration.
    Config {
        #[command(flatten)]
        file: ConfigFile,
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// About keys: what there is, and how they are replaced.
    Keys {
        #[command(flatten)]
        file: ConfigFile,
        #[command(subcommand)]
        command: key_commands::KeysCommand,
    },
    /// The public log above the audit entries.
    Audit {
        #[command(flatten)]
        file: ConfigFile,
        #[command(subcommand)]
        command: audit::AuditCommand,
    },
    /// For the administrator.
    Admin {
        #[command(flatten)]
        file: ConfigFile,
        #[command(subcommand)]
        command: serve::AdminCommand,
    },
}

/// Which configuration.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ConfigFile {
    /// Configuration file; the environment wins over it.
    #[arg(long = "config", value_name = "FILE", global = true)]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Prints every key with its default and meaning.
    Reference,
    /// Reads the configuration and says whether it can be served.
    Check,
}

/// What a process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// The face of identity.
    Identity,
    /// The electronic office.
    Sede,
    /// The officers' desk.
    Office,
    /// The clockwork.
    Worker,
    /// Picture and sound of video calls.
    Media,
}

impl Role {
    pub(crate) const ALL: [Self; 5] = [
        Self::Identity,
        Self::Sede,
        Self::Office,
        Self::Worker,
        Self::Media,
    ];
}

impl ConfigFile {
    pub(crate) fn load(&self) -> anyhow::Result<config::Config> {
        Ok(config::load(self.path.as_deref(), config::environment())?)
    }
}

/// Does what was asked for.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let log = arguments.log;
    let done: anyhow::Result<()> = match arguments.command {
        None => without_command(arguments.demo, log).await,
        #[cfg(feature = "demo")]
        Some(Command::Demo(demo)) => crate::demo::run(&demo, log).await,
        Some(Command::Serve { file, roles }) => {
            let config = file.load()?;
            let roles = if roles.is_empty() {
                Role::ALL.to_vec()
            } else {
                roles
            };
            serve_with_log(config, &roles, log).await
        }
        Some(Command::Worker { file }) => serve_with_log(file.load()?, &[Role::Worker], log).await,
        Some(Command::Migrate { file }) => migrate::run(&file.load()?).await,
        Some(Command::Backup {
            file,
            backup,
            verify: true,
        }) => backup::check(&file.load()?, &backup),
        Some(Command::Backup {
            file,
            backup,
            verify: false,
        }) => backup::make(&file.load()?, &backup).await,
        Some(Command::Restore { file, backup }) => restore::run(&file.load()?, &backup).await,
        Some(Command::Config {
            command: ConfigCommand::Reference,
            ..
        }) => {
            print!("{}", config::reference());
            Ok(())
        }
        Some(Command::Config {
            file,
            command: ConfigCommand::Check,
        }) => {
            serve::check(&file.load()?)?;
            println!("The configuration can be served.");
            Ok(())
        }
        Some(Command::Keys { file, command }) => {
            // No log: it would stand between the lines that are asked for.
            key_commands::run(&file.load()?, command).await
        }
        Some(Command::Audit { file, command }) => audit::run(&file, command).await,
        Some(Command::Admin { file, command }) => serve::administer(file.load()?, command).await,
        Some(Command::Doctor { file, json }) => return doctor::run(&file, json).await,
    };
    done.map(|()| ExitCode::SUCCESS)
}

async fn serve_with_log(
    config: config::Config,
    roles: &[Role],
    log: Option<LogForm>,
) -> anyhow::Result<()> {
    let traces = logging::start(&config.operations, log)?;
    let served = serve::run(config, roles).await;
    if let Some(traces) = traces {
        traces.finish().await;
    }
    served
}

#[cfg(feature = "demo")]
async fn without_command(demo: DemoArguments, log: Option<LogForm>) -> anyhow::Result<()> {
    crate::demo::run(&demo, log).await
}

#[cfg(not(feature = "demo"))]
async fn without_command(_demo: DemoArguments, _log: Option<LogForm>) -> anyhow::Result<()> {
    use clap::CommandFactory as _;
    Arguments::command().print_help()?;
    Ok(())
}
