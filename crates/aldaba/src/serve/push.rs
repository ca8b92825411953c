//! Push services from the configuration.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use gateways::{WebPush, WebPushSettings, outbound::AllowedOrigin, push::PushService};
use ports::signing::Signer;
use vocab::{Clock, Entropy};

use crate::config::{Config, Push};

/// How long a push service has for an answer.
const ANSWER: Duration = Duration::from_secs(10);

/// Makes the sender; nothing is opened before the first message goes.
pub(super) fn sender(
    config: &Config,
    signer: Arc<dyn Signer>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> anyhow::Result<WebPush> {
    let contact = match config.push.contact.as_str() {
        "" => config.identity.public_url.clone(),
        contact => contact.to_owned(),
    };
    let settings = WebPushSettings {
        contact,
        services: services(&config.push)?,
        allowed: allowed(&config.push)?,
        timeout: ANSWER,
    };
    Ok(WebPush::new(settings, signer, clock, entropy))
}

fn services(push: &Push) -> anyhow::Result<Vec<PushService>> {
    let services = push.services.iter();
    services
        .map(|host| host.parse().context("push.services"))
        .collect()
}

fn allowed(push: &Push) -> anyhow::Result<Vec<AllowedOrigin>> {
    let hosts = push.allowed_hosts.iter();
    hosts
        .map(|host| host.parse().context("push.allowed_hosts"))
        .collect()
}

/// What of the section cannot work.
pub(super) fn faults(push: &Push) -> Vec<String> {
    let mut faults = Vec::new();
    let contact = &push.contact;
    if !contact.is_empty() && !contact.starts_with("mailto:") && !contact.starts_with("https:") {
        faults.push("push.contact must begin with mailto: or https:".into());
    }
    for error in [services(push).err(), allowed(push).err()]
        .into_iter()
        .flatten()
    {
        faults.push(format!("{error:#}"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_work_is_named() {
        assert!(faults(&Push::default()).is_empty());
        let wrong = Push {
            contact: "ana".into(),
            services: vec!["*.com".into()],
            allowed_hosts: vec!["a b".into()],
        };
        let faults = faults(&wrong).join("; ");
        for key in ["push.contact", "push.services", "push.allowed_hosts"] {
            assert!(faults.contains(key), "{faults}");
        }
    }
}
