//! `aldaba admin …`.

use anyhow::Context as _;
use clap::Subcommand;
use platform::Platform;
use vocab::Date;

#[derive(Debug, Subcommand)]
pub(crate) enum AdminCommand {
    /// About officers.
    Officer {
        #[command(subcommand)]
        command: OfficerCommand,
    },
    /// About relying parties.
    Client {
        #[command(subcommand)]
        command: ClientCommand,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum OfficerCommand {
    /// Prints a one-time link with which an officer enrols a passkey within 24 hours.
    Invite {
        /// Short name; an officer who has it already is invited again.
        handle: String,
        /// Name as colleagues read it.
        #[arg(long)]
        name: String,
        /// What the officer may do.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        /// Last day of the roles, as 2027-12-31.
        #[arg(long)]
        until: Date,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ClientCommand {
    /// Adds or replaces a relying party from a JSON file; prints a new secret if it needs one.
    Add {
        /// The registration.
        file: std::path::PathBuf,
    },
}

pub(super) async fn run(platform: &Platform, command: AdminCommand) -> anyhow::Result<()> {
    match command {
        AdminCommand::Officer {
            command:
                OfficerCommand::Invite {
                    handle,
                    name,
                    roles,
                    until,
                },
        } => {
            let address = platform
                .invite_officer(&handle, &name, &roles, until)
                .await?;
            println!("Give this address to {name}. It works once, within 24 hours:\n{address}");
            Ok(())
        }
        AdminCommand::Client {
            command: ClientCommand::Add { file },
        } => add_client(platform, &file).await,
    }
}

async fn add_client(platform: &Platform, file: &std::path::Path) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let registration = serde_json::from_str(&text).context("the registration cannot be read")?;
    match platform.add_client(registration).await? {
        Some(secret) => println!("Registered. Its secret, shown only now: {secret}"),
        None => println!("Registered."),
    }
    Ok(())
}
