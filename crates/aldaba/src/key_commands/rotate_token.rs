//! `aldaba keys rotate token`: the next token keys are published now and sign later; or, when a
//! key was compromised, sign now.

use gateways::SystemClock;
use keys::{RingError, ring::rotation::TOKEN_KEYS};
use vocab::Clock as _;

use crate::{config::Config, serve};

pub(super) fn run(config: &Config, compromised: bool) -> anyhow::Result<()> {
    let ring = serve::open_keys(config, &SystemClock)?.ring;
    let rules = serve::token_key_rules(config);
    let poll = serve::poll(config).as_secs();
    for (ring_use, kind) in TOKEN_KEYS {
        let (now, name) = (SystemClock.now(), ring_use.name());
        if compromised {
            let kid = ring.replace_compromised(ring_use, kind, now)?;
            println!(
                "{name}: {kid} signs as soon as running processes notice it, within {poll} \
                 seconds; the keys before it are gone. Tell relying parties to read the key set \
                 again: until they do, they refuse new tokens and believe old ones."
            );
            continue;
        }
        let from = now + rules.ahead;
        match ring.announce(ring_use, kind, now, from) {
            Ok(next) => println!(
                "{name}: {} is published within {poll} seconds and signs from {from:.0} on; the \
                 key before it stays published until {:.0}.",
                next.kid,
                from + rules.overlap
            ),
            Err(waiting @ RingError::SuccessorWaits { .. }) => println!("{name}: {waiting}."),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
