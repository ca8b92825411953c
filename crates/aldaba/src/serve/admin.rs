//! `aldaba admin …`.

mod relying_parties;

use clap::Subcommand;
use platform::Platform;
use vocab::Date;

use super::register;

pub(crate) use relying_parties::ClientCommand;

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
    /// About the civil register and the register of offences.
    Register {
        #[command(subcommand)]
        command: register::RegisterCommand,
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
        AdminCommand::Client { command } => relying_parties::run(platform, command).await,
        AdminCommand::Register { command } => register::run(platform, command).await,
    }
}
