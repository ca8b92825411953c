//! What all threads of one store share.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, OnceLock},
};

use super::job::{Job, Ran};
use crate::{
    StoreError, Tx,
    error::Fault,
    limit_metrics::LimitCounters,
    metrics::Metrics,
    repo::stand_in::StandIn,
    tx::{Effects, Link, bug},
    vault::VaultCore,
    wake::Hub,
};

pub(crate) struct Shared {
    pub(crate) vault: VaultCore,
    pub(crate) metrics: Metrics,
    pub(crate) hub: Hub,
    pub(crate) limits: Arc<LimitCounters>,
    pub(crate) stand_in: OnceLock<Arc<StandIn>>,
}

/// One run of a closure, before the transaction is closed.
pub(crate) struct Attempt {
    /// `Err` is what the caller is to be told instead of the closure's result.
    pub(crate) verdict: Result<Ran, StoreError>,
    /// What `Tx` recorded, whatever the closure made of it.
    pub(crate) fault: Option<Fault>,
    pub(crate) effects: Effects,
    pub(crate) panicked: bool,
}

impl Shared {
    /// Runs a closure; a panic loses its own transaction and nothing else.
    pub(crate) fn attempt(&self, job: &mut dyn Job, link: Link<'_>) -> Attempt {
        let name = job.name();
        let span = job.span().clone();
        let _entered = span.enter();
        let mut tx = Tx::new(link, name, self);
        // Unwind safety: after a panic the transaction is rolled back and the job only answered.
        let ran = catch_unwind(AssertUnwindSafe(|| job.run(&mut tx)));
        let (fault, effects) = tx.finish();
        match ran {
            Ok(ran) => {
                let verdict = match (&fault, ran) {
                    // The closure swallowed an error: the transaction is lost all the same.
                    (Some(fault), Ran::Done) => Err(fault.error.clone()),
                    (Some(_), Ran::Refused) | (None, Ran::Done | Ran::Refused) => Ok(ran),
                };
                Attempt {
                    verdict,
                    fault,
                    effects,
                    panicked: false,
                }
            }
            Err(panic) => {
                let what = format!("it panicked: {}", message_of(&*panic));
                tracing::error!(transaction = name, "{what}");
                Attempt {
                    verdict: Err(bug(name, what)),
                    fault,
                    effects,
                    panicked: true,
                }
            }
        }
    }

    /// What follows a commit.
    pub(crate) fn committed(&self, effects: Effects) {
        if let Some(stand_in) = effects.stand_in {
            _ = self.stand_in.set(stand_in);
        }
        for (id, key) in effects.unsealed {
            self.vault.share(id, key);
        }
        for id in effects.forget {
            self.vault.forget(id);
        }
        for topic in effects.wake {
            self.hub.notify(topic);
        }
    }
}

fn message_of(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&'static str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without a message")
}
