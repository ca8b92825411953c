//! `aldaba serve`: the platform over real parts. It refuses what belongs to the demonstration.

mod admin;
mod check;
mod parts;

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context as _;
use gateways::SystemClock;
use keys::{KekOrigin, KeyEncryptionKey};
use platform::{Platform, operations};

pub(crate) use admin::AdminCommand;
pub(crate) use check::check;
#[cfg(feature = "demo")]
pub(crate) use parts::render_threads;

use crate::{
    cli::Role,
    config::Config,
    run::{self, Listener},
};

/// Serves the roles until the process is asked to stop.
pub(crate) async fn run(config: Config, roles: &[Role]) -> anyhow::Result<()> {
    check(&config)?;
    let platform = Arc::new(assemble(&config).await?);
    let mut listeners = vec![
        Listener::bind(
            "operations",
            address("operations.listen", &config.operations.listen)?,
            operations::router(platform.clone()),
        )
        .await?,
    ];
    for role in roles {
        let listener = match role {
            Role::Identity => {
                let address = address("identity.listen", &config.identity.listen)?;
                Listener::bind("identity", address, platform.identity()).await?
            }
            Role::Sede => {
                let address = address("sede.listen", &config.sede.listen)?;
                Listener::bind("sede", address, platform.sede()?).await?
            }
            Role::Office => {
                let address = address("office.listen", &config.office.listen)?;
                Listener::bind("office", address, platform.office(Vec::new())).await?
            }
            Role::Worker => continue,
        };
        tracing::info!(face = listener.name, "listening");
        listeners.push(listener);
    }
    let clockwork = roles.contains(&Role::Worker);
    run::until_stopped(platform, listeners, clockwork, run::signal()?).await
}

/// Does an administrator's command.
pub(crate) async fn administer(config: Config, command: AdminCommand) -> anyhow::Result<()> {
    check(&config)?;
    let platform = assemble(&config).await?;
    admin::run(&platform, command).await
}

async fn assemble(config: &Config) -> anyhow::Result<Platform> {
    let clock = Arc::new(SystemClock);
    let kek = key_encryption_key(config)?;
    Ok(Platform::assemble(parts::make(config, kek, clock).await?)?)
}

/// The key-encryption key of production: from the file or the environment, never one that was
/// made automatically.
pub(crate) fn key_encryption_key(config: &Config) -> anyhow::Result<Arc<KeyEncryptionKey>> {
    let keys = &config.keys;
    let kek = match (
        keys.encryption_key_file.as_str(),
        keys.encryption_key.as_str(),
    ) {
        ("", "") => anyhow::bail!(
            "there is no key-encryption key: set keys.encryption_key_file or keys.encryption_key"
        ),
        ("", value) => KeyEncryptionKey::from_environment(value)?,
        (file, "") => KeyEncryptionKey::from_file(std::path::Path::new(file))
            .with_context(|| format!("keys.encryption_key_file is {file}"))?,
        _ => anyhow::bail!("set either keys.encryption_key_file or keys.encryption_key, not both"),
    };
    if kek.origin() == KekOrigin::Automatic {
        anyhow::bail!(
            "this key-encryption key was made automatically for a demonstration; production \
             needs one of its own"
        );
    }
    Ok(Arc::new(kek))
}

fn address(key: &str, text: &str) -> anyhow::Result<SocketAddr> {
    text.parse()
        .with_context(|| format!("{key} is `{text}`; it must be like 127.0.0.1:8080"))
}
