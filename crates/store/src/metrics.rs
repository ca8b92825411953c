//! What the operator can see of the store: how often each named transaction committed, was
//! refused, failed, was retried, and how long the caller waited.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::{LimitMetrics, tx::Work};

/// Upper bounds of the duration classes in microseconds; one more class has no bound. From half a
/// commit on a fast disk to the longest that a person waits for a page.
const BOUNDS: [u64; 12] = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
    5_000_000,
];

/// Whether a transaction writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Through [`Store::transact`](crate::Store::transact).
    Write,
    /// Through [`Store::read`](crate::Store::read).
    Read,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Read => "read",
        }
    }
}

/// How a transaction ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Committed,
    Refused,
    Failed,
}

/// Counters of one name.
#[derive(Debug, Default)]
pub(crate) struct Series {
    committed: AtomicU64,
    refused: AtomicU64,
    failed: AtomicU64,
    overloaded: AtomicU64,
    retries: AtomicU64,
    classes: [AtomicU64; BOUNDS.len() + 1],
    microseconds: AtomicU64,
}

impl Series {
    pub(crate) fn retried(&self) {
        self.retries.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn overloaded(&self) {
        self.overloaded.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn finished(&self, outcome: Outcome, took: Duration) {
        let counter = match outcome {
            Outcome::Committed => &self.committed,
            Outcome::Refused => &self.refused,
            Outcome::Failed => &self.failed,
        };
        counter.fetch_add(1, Ordering::Relaxed);
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.microseconds.fetch_add(took, Ordering::Relaxed);
        let class = BOUNDS
            .iter()
            .position(|bound| took <= *bound)
            .unwrap_or(BOUNDS.len());
        if let Some(class) = self.classes.get(class) {
            class.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Metrics {
    series: RwLock<HashMap<(&'static str, Kind), Arc<Series>>>,
    work: Mutex<BTreeMap<&'static str, Work>>,
    groups: AtomicU64,
    grouped: AtomicU64,
}

impl Metrics {
    pub(crate) fn series(&self, name: &'static str, kind: Kind) -> Arc<Series> {
        let known = self.series.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(series) = known.get(&(name, kind)) {
            return Arc::clone(series);
        }
        drop(known);
        let mut series = self.series.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(series.entry((name, kind)).or_default())
    }

    /// Adds what a run of a transaction asked of the engine.
    pub(crate) fn worked(&self, name: &'static str, work: Work) {
        let mut all = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        let sum = all.entry(name).or_default();
        sum.statements += work.statements;
        sum.rows_written += work.rows_written;
    }

    pub(crate) fn group(&self, jobs: usize) {
        self.groups.fetch_add(1, Ordering::Relaxed);
        self.grouped
            .fetch_add(u64::try_from(jobs).unwrap_or(0), Ordering::Relaxed);
    }

    pub(crate) fn snapshot(&self, waiting_writes: usize, waiting_reads: usize) -> StoreMetrics {
        let series = self.series.read().unwrap_or_else(PoisonError::into_inner);
        let mut transactions: Vec<_> = series
            .iter()
            .map(|((name, kind), series)| read(name, *kind, series))
            .collect();
        transactions.sort_by_key(|transaction| (transaction.name, transaction.kind));
        let work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        let work = work.iter().map(|(name, work)| WorkMetrics {
            name,
            statements: work.statements,
            rows_written: work.rows_written,
        });
        StoreMetrics {
            work: work.collect(),
            transactions,
            waiting_writes,
            waiting_reads,
            group_commits: self.groups.load(Ordering::Relaxed),
            group_committed: self.grouped.load(Ordering::Relaxed),
            limits: Vec::new(),
        }
    }
}

fn read(name: &'static str, kind: Kind, series: &Series) -> TransactionMetrics {
    let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    TransactionMetrics {
        name,
        kind,
        committed: load(&series.committed),
        refused: load(&series.refused),
        failed: load(&series.failed),
        overloaded: load(&series.overloaded),
        retries: load(&series.retries),
        classes: series.classes.iter().map(load).collect(),
        total: Duration::from_micros(load(&series.microseconds)),
    }
}

/// The counters at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreMetrics {
    /// One entry a name and kind, sorted.
    pub transactions: Vec<TransactionMetrics>,
    /// Transactions that wait for a writer.
    pub waiting_writes: usize,
    /// Transactions that wait for a reader.
    pub waiting_reads: usize,
    /// Commits of groups (SQLite).
    pub group_commits: u64,
    /// Transactions in those groups.
    pub group_committed: u64,
    /// What transactions asked of the engine, by name.
    pub work: Vec<WorkMetrics>,
    /// Tries at velocity limits, sorted.
    pub limits: Vec<LimitMetrics>,
}

/// What all runs of one transaction asked of the engine, those that were rolled back included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkMetrics {
    /// Name of the transaction.
    pub name: &'static str,
    /// Statements.
    pub statements: u64,
    /// Rows inserted, changed or deleted.
    pub rows_written: u64,
}

/// The counters of one transaction name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransactionMetrics {
    /// Name of the transaction.
    pub name: &'static str,
    /// Whether it writes.
    pub kind: Kind,
    /// Committed.
    pub committed: u64,
    /// Rolled back because the closure returned an error.
    pub refused: u64,
    /// Failed in the store.
    pub failed: u64,
    /// Not queued, because the queue was full.
    pub overloaded: u64,
    /// Times that the engine ran a closure again.
    pub retries: u64,
    /// Finished transactions by class of duration, the last one without bound.
    pub classes: Vec<u64>,
    /// Sum of the durations, from queueing to answer.
    pub total: Duration,
}

impl StoreMetrics {
    /// The counters in Prometheus' text format.
    #[must_use]
    pub fn render(&self) -> String {
        let mut out = String::with_capacity(2048 + self.transactions.len() * 1024);
        self.render_counts(&mut out);
        self.render_durations(&mut out);
        let gauges = [
            (
                "aldaba_store_waiting_writes",
                "gauge",
                self.waiting_writes as u64,
            ),
            (
                "aldaba_store_waiting_reads",
                "gauge",
                self.waiting_reads as u64,
            ),
            (
                "aldaba_store_group_commits_total",
                "counter",
                self.group_commits,
            ),
            (
                "aldaba_store_group_committed_total",
                "counter",
                self.group_committed,
            ),
        ];
        for (name, kind, value) in gauges {
            line(
                &mut out,
                format_args!("# TYPE {name} {kind}\n{name} {value}"),
            );
        }
        self.render_work(&mut out);
        line(
            &mut out,
            format_args!("# TYPE aldaba_limit_tries_total counter"),
        );
        for limit in &self.limits {
            line(&mut out, format_args!("{}", limit.line()));
        }
        out
    }

    fn render_counts(&self, out: &mut String) {
        line(
            out,
            format_args!("# TYPE aldaba_store_transactions_total counter"),
        );
        for transaction in &self.transactions {
            let outcomes = [
                ("committed", transaction.committed),
                ("refused", transaction.refused),
                ("failed", transaction.failed),
                ("overloaded", transaction.overloaded),
            ];
            let labels = transaction.labels();
            for (outcome, count) in outcomes.into_iter().filter(|(_, count)| *count > 0) {
                let name = "aldaba_store_transactions_total";
                line(
                    out,
                    format_args!("{name}{{{labels},outcome=\"{outcome}\"}} {count}"),
                );
            }
        }
        line(
            out,
            format_args!("# TYPE aldaba_store_retries_total counter"),
        );
        for transaction in self
            .transactions
            .iter()
            .filter(|transaction| transaction.retries > 0)
        {
            let (labels, retries) = (transaction.labels(), transaction.retries);
            line(
                out,
                format_args!("aldaba_store_retries_total{{{labels}}} {retries}"),
            );
        }
    }

    fn render_work(&self, out: &mut String) {
        type Count = fn(&WorkMetrics) -> u64;
        let counters: [(&str, Count); 2] = [
            ("aldaba_store_statements_total", |work| work.statements),
            ("aldaba_store_rows_written_total", |work| work.rows_written),
        ];
        for (name, count) in counters {
            line(out, format_args!("# TYPE {name} counter"));
            for work in &self.work {
                let count = count(work);
                line(
                    out,
                    format_args!("{name}{{name=\"{}\"}} {count}", work.name),
                );
            }
        }
    }

    fn render_durations(&self, out: &mut String) {
        let name = "aldaba_store_transaction_seconds";
        line(out, format_args!("# TYPE {name} histogram"));
        for transaction in &self.transactions {
            let labels = transaction.labels();
            let mut below = 0;
            for (bound, count) in BOUNDS.iter().zip(&transaction.classes) {
                below += count;
                let bound = Duration::from_micros(*bound).as_secs_f64();
                line(
                    out,
                    format_args!("{name}_bucket{{{labels},le=\"{bound}\"}} {below}"),
                );
            }
            let count: u64 = transaction.classes.iter().sum();
            let sum = transaction.total.as_secs_f64();
            line(
                out,
                format_args!("{name}_bucket{{{labels},le=\"+Inf\"}} {count}"),
            );
            line(out, format_args!("{name}_sum{{{labels}}} {sum}"));
            line(out, format_args!("{name}_count{{{labels}}} {count}"));
        }
    }
}

impl TransactionMetrics {
    fn labels(&self) -> String {
        format!("name=\"{}\",kind=\"{}\"", self.name, self.kind.as_str())
    }
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String does not fail.
    let _ = writeln!(out, "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renders_counters_and_cumulative_classes() {
        let metrics = Metrics::default();
        let series = metrics.series("area.use_case", Kind::Write);
        series.finished(Outcome::Committed, Duration::from_micros(400));
        series.finished(Outcome::Refused, Duration::from_millis(3));
        series.finished(Outcome::Failed, Duration::from_secs(60));
        series.retried();
        let text = metrics.snapshot(3, 0).render();
        for expected in [
            "aldaba_store_transactions_total{name=\"area.use_case\",kind=\"write\",outcome=\"committed\"} 1",
            "aldaba_store_retries_total{name=\"area.use_case\",kind=\"write\"} 1",
            "_bucket{name=\"area.use_case\",kind=\"write\",le=\"0.0005\"} 1",
            "_bucket{name=\"area.use_case\",kind=\"write\",le=\"0.005\"} 2",
            "_bucket{name=\"area.use_case\",kind=\"write\",le=\"5\"} 2",
            "_bucket{name=\"area.use_case\",kind=\"write\",le=\"+Inf\"} 3",
            "_sum{name=\"area.use_case\",kind=\"write\"} 60.0034",
            "aldaba_store_waiting_writes 3",
        ] {
            assert!(text.contains(expected), "{expected} is missing in:\n{text}");
        }
    }

    #[test]
    fn keeps_reads_and_writes_of_one_name_apart() {
        let metrics = Metrics::default();
        metrics.series("same", Kind::Write).overloaded();
        metrics
            .series("same", Kind::Read)
            .finished(Outcome::Committed, Duration::ZERO);
        let kinds: Vec<_> = metrics
            .snapshot(0, 0)
            .transactions
            .iter()
            .map(|t| t.kind)
            .collect();
        assert_eq!(kinds, [Kind::Write, Kind::Read]);
    }
}
