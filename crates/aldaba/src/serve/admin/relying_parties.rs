//! `aldaba admin client …`.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Subcommand;
use platform::{
    Platform,
    administration::OldSecret,
    client_file::{self, Format},
};

#[derive(Debug, Subcommand)]
pub(crate) enum ClientCommand {
    /// Adds a relying party from a TOML or JSON file; prints a new secret once, if it needs one.
    Add {
        /// The registration: `docs/relying-parties.md` shows one.
        file: PathBuf,
        /// Replaces one of the same identifier, which keeps its secret.
        #[arg(long)]
        replace: bool,
    },
    /// Says whether a file can be added, with every mistake in it, and changes nothing.
    Check {
        /// The registration.
        file: PathBuf,
    },
    /// Prints the registration of a relying party as JSON, without its secret.
    Show {
        /// Its identifier.
        id: String,
    },
    /// Lists the relying parties.
    List,
    /// Gives a relying party another secret and prints it once; the old one works for another
    /// `relying_parties.secret_overlap_s`.
    RotateSecret {
        /// Its identifier.
        id: String,
        /// The old secret is in wrong hands: it ends at once.
        #[arg(long)]
        now: bool,
    },
    /// Takes a relying party out of service, with everything that it holds.
    Disable {
        /// Its identifier.
        id: String,
    },
    /// Takes a relying party back into service.
    Enable {
        /// Its identifier.
        id: String,
    },
}

pub(super) async fn run(platform: &Platform, command: ClientCommand) -> anyhow::Result<()> {
    match command {
        ClientCommand::Add { file, replace } => add(platform, &file, replace).await,
        ClientCommand::Check { file } => {
            read(platform, &file)?;
            println!("The registration can be used.");
            Ok(())
        }
        ClientCommand::Show { id } => show(platform, &id).await,
        ClientCommand::List => list(platform).await,
        ClientCommand::RotateSecret { id, now } => rotate_secret(platform, &id, now).await,
        ClientCommand::Disable { id } => {
            platform.set_client_disabled(&id, true).await?;
            println!("Disabled. What it holds stops working within five seconds.");
            Ok(())
        }
        ClientCommand::Enable { id } => {
            platform.set_client_disabled(&id, false).await?;
            println!("Back in service within five seconds.");
            Ok(())
        }
    }
}

fn read(
    platform: &Platform,
    file: &std::path::Path,
) -> anyhow::Result<wire_oidc::client::ClientRegistration> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    client_file::read(&text, Format::of(file), platform.surroundings()).map_err(|mistakes| {
        let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        anyhow::anyhow!(
            "{} cannot be used:\n- {}",
            file.display(),
            told.join("\n- ")
        )
    })
}

async fn add(platform: &Platform, file: &std::path::Path, replace: bool) -> anyhow::Result<()> {
    let registration = read(platform, file)?;
    let id = registration.client_id.clone();
    let added = platform.add_client(registration, replace).await?;
    let done = if added.replaced {
        "Replaced"
    } else {
        "Registered"
    };
    println!("{done}: {id}.");
    if let Some(secret) = added.secret {
        println!("Its secret, shown only now: {secret}");
    }
    Ok(())
}

async fn rotate_secret(platform: &Platform, id: &str, now: bool) -> anyhow::Result<()> {
    let old = if now {
        OldSecret::EndsAtOnce
    } else {
        OldSecret::Overlaps
    };
    let rotated = platform.rotate_client_secret(id, old).await?;
    println!("Its new secret, shown only now: {}", rotated.secret);
    match rotated.earlier_until {
        Some(until) => println!("The old one works until {until:.0}."),
        None => println!("The old one stops working within five seconds."),
    }
    Ok(())
}

async fn show(platform: &Platform, id: &str) -> anyhow::Result<()> {
    let client = platform.show_client(id).await?;
    println!("{}", serde_json::to_string_pretty(&client.registration)?);
    // Beside the registration, which can be given again as it is.
    if let Some(until) = client.earlier_secret_until {
        eprintln!("Its secret was replaced: the one before it works until {until:.0}.");
    }
    Ok(())
}

async fn list(platform: &Platform) -> anyhow::Result<()> {
    for client in platform.list_clients().await? {
        let state = match client.disabled_at {
            Some(at) => format!("disabled since {at}"),
            None => "in service".to_owned(),
        };
        let registration = &client.registration;
        println!(
            "{}\t{}\t{state}\t{}",
            registration.client_id,
            registration.auth_method.name(),
            registration.name("es")
        );
    }
    Ok(())
}
