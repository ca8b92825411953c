//! The database: reach, schema, purpose, clock, sealed rows, what waits in the outbox, and whether
//! anybody keeps house.

use std::path::Path;

use gateways::SystemClock;
use store::{
    Store, StoreError, StoreOptions,
    backup::BackupError,
    health::Health,
    repo::{self, meta::Purpose},
};
use vocab::{Clock as _, SignedDuration, Timestamp};

use super::{chain, finding::Finding, secrets::Opening};
use crate::config::Config;

/// Codes live for minutes; leases are given for two. Beyond this, clocks disagree.
const CLOCKS_APART: SignedDuration = SignedDuration::from_secs(5);

/// The worker tries again within seconds; what has waited for so long is stuck.
const STUCK: SignedDuration = SignedDuration::from_mins(15);

/// Lease of housekeeping (`platform::clockwork`).
const HOUSE: &str = "clockwork.house";

pub(super) async fn look(config: &Config, opening: Option<&Opening>) -> Vec<Finding> {
    let about = "database";
    let url = &config.storage.url;
    if let Some(path) = url.strip_prefix("sqlite:")
        && !Path::new(path).exists()
    {
        let mend = "a new installation: `aldaba migrate`. An old one: `aldaba restore`";
        return vec![Finding::fault(about, format!("there is no {path}"), mend)];
    }
    let Some(opening) = opening else {
        let mend = "first mend the keys above";
        return vec![Finding::fault(
            about,
            "it was not looked at, for want of keys",
            mend,
        )];
    };
    let mend = "see to the server, its name, role and password in storage.url, and its pg_hba.conf";
    let options = StoreOptions::new(url, opening.sealer.clone(), opening.hashes.clone());
    let store = match options.map(|options| options.threads(1, 1)) {
        Ok(options) => Store::open(options).await,
        Err(error) => return vec![Finding::fault("storage.url", chain(&error), "correct it")],
    };
    let store = match store {
        Ok(store) => store,
        Err(error) => return vec![Finding::fault(about, chain(&error), mend)],
    };
    let mut findings = match store.check_schema().await {
        Ok(()) => vec![Finding::good(
            about,
            "it answers, with the schema of this release",
        )],
        Err(error) => {
            let mend = match error {
                StoreError::OlderSchema { .. } => "run `aldaba migrate`",
                StoreError::NewerSchema { .. } | StoreError::ForeignSchema { .. } => {
                    "install the release that this database belongs to, or a newer one"
                }
                _ => mend,
            };
            store.close().await;
            return vec![Finding::fault(about, chain(&error), mend)];
        }
    };
    findings.push(purpose(&store).await);
    findings.push(sealed(&store).await);
    let now = SystemClock.now();
    match store.health().await {
        Ok(health) => findings.extend(health_of(&health, now)),
        Err(error) => findings.push(Finding::fault(about, chain(&error), mend)),
    }
    store.close().await;
    findings
}

async fn purpose(store: &Store) -> Finding {
    let about = "purpose";
    match store
        .read::<_, StoreError, _>("doctor.purpose", repo::meta::purpose)
        .await
    {
        Ok(Some(Purpose::Production)) => Finding::good(about, "the database is for real people"),
        Ok(None) => Finding::good(about, "the database is new"),
        Ok(Some(Purpose::Demonstration)) => Finding::fault(
            about,
            "the database belongs to a demonstration",
            "name another one in storage.url: the two never mix",
        ),
        Err(error) => Finding::fault(about, chain(&error), "run `aldaba migrate`"),
    }
}

async fn sealed(store: &Store) -> Finding {
    let about = "sealed rows";
    match store.open_a_sample().await {
        Ok(sample) => Finding::good(
            about,
            format!(
                "{} data keys open; {} people are found by their number",
                sample.data_keys, sample.people
            ),
        ),
        Err(error @ BackupError::Differs { .. }) => Finding::fault(
            about,
            error.to_string(),
            "bring back the keys.json that belongs to this database: it is in its backups",
        ),
        Err(error) => Finding::fault(
            about,
            chain(&error),
            "configure the key-encryption key under which these rows were written",
        ),
    }
}

fn health_of(health: &Health, now: Timestamp) -> Vec<Finding> {
    vec![clock(health, now), outbox(health, now), house(health, now)]
}

fn clock(health: &Health, now: Timestamp) -> Finding {
    let apart = now.duration_since(health.clock).abs();
    if apart <= CLOCKS_APART {
        return Finding::good(
            "clock",
            "this machine and the database agree about the time",
        );
    }
    Finding::fault(
        "clock",
        format!(
            "this machine and the database are {} s apart",
            apart.as_secs()
        ),
        "let both follow a time server (systemd-timesyncd, chrony): codes and leases go by the clock",
    )
}

fn outbox(health: &Health, now: Timestamp) -> Finding {
    let queued = health.outbox.iter().filter(|count| count.state == "queued");
    let waiting: u64 = queued.map(|count| count.messages).sum();
    let oldest = health
        .outbox
        .iter()
        .filter(|count| count.state == "queued")
        .map(|count| count.oldest)
        .min();
    match oldest {
        Some(oldest) if now.duration_since(oldest) > STUCK => {
            let channels: Vec<_> = health
                .outbox
                .iter()
                .filter(|count| count.state == "queued")
                .map(|count| format!("{} by {}", count.messages, count.channel))
                .collect();
            Finding::warning(
                "outbox",
                format!("{} wait, the oldest since {oldest}", channels.join(", ")),
                "see whether a worker runs and its gateway answers (the log says what each try met)",
            )
        }
        _ => Finding::good("outbox", format!("{waiting} messages wait, none for long")),
    }
}

fn house(health: &Health, now: Timestamp) -> Finding {
    let about = "clockwork";
    let mend = "run one process with the role worker (`aldaba worker`, or `aldaba serve` without \
                --role): it sends messages and applies what expires";
    let Some(lease) = health.leases.iter().find(|lease| lease.name == HOUSE) else {
        return Finding::warning(about, "no worker has kept house yet", mend);
    };
    if lease.held_until < now {
        let found = format!(
            "nobody keeps house; the last worker's turn ended {}",
            lease.held_until
        );
        return Finding::warning(about, found, mend);
    }
    Finding::good(about, format!("{} keeps house", lease.holder))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use store::{health::Lease, outbox::OutboxCount};

    use super::super::finding::Weight;
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    fn health() -> Health {
        Health {
            clock: at(0),
            outbox: vec![OutboxCount {
                channel: "sms".into(),
                state: "queued".into(),
                messages: 3,
                oldest: at(-60),
            }],
            leases: vec![Lease {
                name: HOUSE.into(),
                holder: "house-1".into(),
                held_until: at(60),
            }],
        }
    }

    fn weights(health: &Health) -> Vec<Weight> {
        health_of(health, at(0))
            .iter()
            .map(|finding| finding.weight)
            .collect()
    }

    #[test]
    fn all_is_well() {
        assert_eq!(weights(&health()), [Weight::Good; 3]);
    }

    #[test]
    fn a_clock_apart_a_stuck_outbox_and_a_dead_worker_are_told() {
        let mut ill = health();
        ill.clock = at(-7);
        ill.outbox
            .iter_mut()
            .for_each(|count| count.oldest = at(-3_600));
        ill.leases
            .iter_mut()
            .for_each(|lease| lease.held_until = at(-1));
        assert_eq!(
            weights(&ill),
            [Weight::Fault, Weight::Warning, Weight::Warning]
        );
        let texts = health_of(&ill, at(0));
        assert!(
            texts
                .iter()
                .any(|finding| finding.found.contains("7 s apart"))
        );
        assert!(
            texts
                .iter()
                .any(|finding| finding.found.contains("3 by sms"))
        );
        ill.leases.clear();
        assert_eq!(weights(&ill).last(), Some(&Weight::Warning));
    }

    /// Sent messages are kept for a month and wait for nothing.
    #[test]
    fn what_was_sent_does_not_wait() {
        let mut sent = health();
        sent.outbox.iter_mut().for_each(|count| {
            count.state = "sent".into();
            count.oldest = at(-1_000_000);
        });
        assert_eq!(weights(&sent), [Weight::Good; 3]);
    }
}
