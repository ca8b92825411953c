//! `aldaba keys rotate token`: the next token keys are published now and sign later; or, when a
//! key was compromised, sign now.

use anyhow::Context as _;
use audit::Event;
use gateways::SystemClock;
use keys::{KeyRing, RingError, ring::rotation::TOKEN_KEYS};
use vocab::Clock as _;

use crate::{config::Config, serve};

pub(super) async fn run(config: &Config, compromised: bool) -> anyhow::Result<()> {
    if compromised {
        return replace(config).await;
    }
    let (keys, store) = super::open(config).await?;
    let mut noted = Ok(());
    for event in announce(config, &keys.ring)? {
        noted = noted.and(super::note(&store, event).await);
    }
    store.close().await;
    noted
}

/// A key in wrong hands is replaced whether or not the database answers.
async fn replace(config: &Config) -> anyhow::Result<()> {
    let ring = serve::open_keys(config, &SystemClock)?.ring;
    let poll = serve::poll(config).as_secs();
    let mut events = Vec::new();
    for (ring_use, kind) in TOKEN_KEYS {
        let name = ring_use.name();
        let kid = ring.replace_compromised(ring_use, kind, SystemClock.now())?;
        println!(
            "{name}: {kid} signs as soon as running processes notice it, within {poll} seconds; \
             the keys before it are gone. Tell relying parties to read the key set again: until \
             they do, they refuse new tokens and believe old ones."
        );
        events.push(Event::TokenKeyReplaced {
            key: name.to_owned(),
            kid,
        });
    }
    let (_, store) = super::open(config)
        .await
        .context("it was done, but its audit entry could not be written")?;
    let mut noted = Ok(());
    for event in events {
        noted = noted.and(super::note(&store, event).await);
    }
    store.close().await;
    noted
}

fn announce(config: &Config, ring: &KeyRing) -> anyhow::Result<Vec<Event>> {
    let rules = serve::token_key_rules(config);
    let poll = serve::poll(config).as_secs();
    let mut events = Vec::new();
    for (ring_use, kind) in TOKEN_KEYS {
        let (now, name) = (SystemClock.now(), ring_use.name());
        let from = now + rules.ahead;
        match ring.announce(ring_use, kind, now, from) {
            Ok(next) => {
                println!(
                    "{name}: {} is published within {poll} seconds and signs from {from:.0} on; \
                     the key before it stays published until {:.0}.",
                    next.kid,
                    from + rules.overlap
                );
                events.push(Event::TokenKeyAnnounced {
                    key: name.to_owned(),
                    kid: next.kid,
                    from: next.from,
                });
            }
            Err(waiting @ RingError::SuccessorWaits { .. }) => println!("{name}: {waiting}."),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(events)
}
