//! What velocity limits let through and refused, by name.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitOutcome {
    /// Counted, and within the limit.
    Counted,
    /// Counted, and one too many.
    Exceeded,
    /// Looked at, and there was no room for one more.
    UsedUp,
}

impl LimitOutcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Exceeded => "exceeded",
            Self::UsedUp => "used_up",
        }
    }
}

/// Counters of this process, shared by the stores of both areas. A transaction that the engine
/// ran twice, or that was rolled back, has counted here all the same: these are tries, not rows.
#[derive(Debug, Default)]
pub(crate) struct LimitCounters {
    counters: Mutex<BTreeMap<(&'static str, LimitOutcome), u64>>,
}

impl LimitCounters {
    pub(crate) fn note(&self, limit: &'static str, outcome: LimitOutcome) {
        *self.lock().entry((limit, outcome)).or_default() += 1;
    }

    pub(crate) fn snapshot(&self) -> Vec<LimitMetrics> {
        let counters = self.lock();
        let all = counters
            .iter()
            .map(|((limit, outcome), count)| LimitMetrics {
                limit,
                outcome: *outcome,
                count: *count,
            });
        all.collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<(&'static str, LimitOutcome), u64>> {
        self.counters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One counter at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitMetrics {
    /// Name of the limit.
    pub limit: &'static str,
    /// What became of the tries.
    pub outcome: LimitOutcome,
    /// How many.
    pub count: u64,
}

impl LimitMetrics {
    /// The counter in Prometheus' text format.
    pub(crate) fn line(&self) -> String {
        format!(
            "aldaba_limit_tries_total{{limit=\"{}\",outcome=\"{}\"}} {}",
            self.limit,
            self.outcome.as_str(),
            self.count
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_limit_and_outcome() {
        let counters = LimitCounters::default();
        counters.note("pin.wrong.pair", LimitOutcome::Counted);
        counters.note("pin.wrong.pair", LimitOutcome::Counted);
        counters.note("pin.wrong.pair", LimitOutcome::UsedUp);
        let lines: Vec<String> = counters.snapshot().iter().map(LimitMetrics::line).collect();
        assert_eq!(
            lines,
            [
                "aldaba_limit_tries_total{limit=\"pin.wrong.pair\",outcome=\"counted\"} 2",
                "aldaba_limit_tries_total{limit=\"pin.wrong.pair\",outcome=\"used_up\"} 1",
            ]
        );
    }
}
