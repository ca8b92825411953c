//! `aldaba serve`: the platform over real parts. It refuses what belongs to the demonstration.

mod admin;
pub(crate) mod belonging;
mod calls;
pub(crate) mod certificate_log_in;
mod certificates;
mod check;
pub(crate) mod key_encryption_key;
pub(crate) mod media;
pub(crate) mod messages;
mod parts;
mod push;
mod register;
mod seal;
mod unattended;

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use anyhow::Context as _;
use audit::KeyJournal;
use gateways::SystemClock;
use keys::TokenKeyRules;
use platform::{Platform, VideoParts, operations};
use vocab::SignedDuration;

pub(crate) use admin::AdminCommand;
pub(crate) use check::{check, faults};
pub(crate) use key_encryption_key::{key_encryption_key, open_keys};
pub(crate) use parts::{breached_list, open_store};
#[cfg(feature = "demo")]
pub(crate) use parts::{password_pool, pool_size, render_threads};

use crate::{
    cli::Role,
    config::Config,
    keyring::Keys,
    run::{self, Listener},
};

/// Serves the roles until the process is asked to stop.
pub(crate) async fn run(config: Config, roles: &[Role]) -> anyhow::Result<()> {
    check(&config)?;
    let keys = open_keys(&config, &SystemClock)?;
    let video = media::start(&config, roles.contains(&Role::Media))?;
    let platform = Arc::new(assemble(&config, &keys, video.parts.clone()).await?);
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
                listeners.extend(certificates::listener(&config.mtls, &platform).await?);
                let log_in = certificate_log_in::listener(&config.certificates, &platform);
                listeners.extend(log_in.await?);
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
            Role::Worker | Role::Media => continue,
        };
        tracing::info!(face = listener.name, "listening");
        listeners.push(listener);
    }
    let clockwork = roles.contains(&Role::Worker);
    let rules = clockwork.then(|| token_key_rules(&config));
    let _watch = keys.watch(poll(&config), rules, journal(&platform.parts));
    let outcome = run::until_stopped(platform, listeners, clockwork, run::signal()?).await;
    video.stop().await;
    outcome
}

/// Does an administrator's command.
pub(crate) async fn administer(config: Config, command: AdminCommand) -> anyhow::Result<()> {
    check(&config)?;
    let keys = open_keys(&config, &SystemClock)?;
    let platform = assemble(&config, &keys, media::parts(&config)?).await?;
    admin::run(&platform, command).await
}

async fn assemble(config: &Config, keys: &Keys, video: VideoParts) -> anyhow::Result<Platform> {
    let parts = parts::make(config, keys, Arc::new(SystemClock), video).await?;
    Ok(Platform::assemble(parts)?)
}

/// Where changes of keys are written down.
pub(crate) fn journal(parts: &platform::Parts) -> KeyJournal {
    KeyJournal {
        store: parts.store.clone(),
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
    }
}

/// The folder of keys.
pub(crate) fn key_folder(config: &Config) -> &Path {
    Path::new(&config.keys.directory)
}

/// How often processes look whether the keys have changed.
pub(crate) fn poll(config: &Config) -> Duration {
    Duration::from_secs(u64::from(config.keys.poll_s.max(1)))
}

/// When token keys follow each other.
pub(crate) fn token_key_rules(config: &Config) -> TokenKeyRules {
    let keys = &config.keys;
    let days = keys.token_renewal_days;
    TokenKeyRules {
        ahead: SignedDuration::from_secs(i64::from(keys.token_ahead_s)),
        overlap: SignedDuration::from_secs(i64::from(keys.token_overlap_s)),
        renewal: (days > 0).then(|| SignedDuration::from_hours(24 * i64::from(days))),
    }
}

fn address(key: &str, text: &str) -> anyhow::Result<SocketAddr> {
    text.parse()
        .with_context(|| format!("{key} is `{text}`; it must be like 127.0.0.1:8080"))
}
