//! Numbers for the operator, in the Prometheus text format (version 0.0.4).
//!
//! A small registry: counters, gauges and histograms by name and labels. Names and labels come
//! from code and route templates, never from requests, so the number of series is bounded.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Upper ends of the latency buckets, in seconds: from a page out of memory to a time limit.
const BUCKETS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0,
];

/// A registry.
#[derive(Debug, Default)]
pub struct Metrics {
    families: Mutex<BTreeMap<&'static str, Family>>,
}

#[derive(Debug)]
struct Family {
    help: &'static str,
    series: Series,
}

#[derive(Debug)]
enum Series {
    Counters(BTreeMap<String, u64>),
    Gauges(BTreeMap<String, i64>),
    Histograms(BTreeMap<String, Histogram>),
}

#[derive(Debug, Default)]
struct Histogram {
    counts: [u64; BUCKETS.len()],
    count: u64,
    sum: f64,
}

/// Labels of a series: name and value.
pub type Labels<'a> = &'a [(&'static str, &'a str)];

impl Metrics {
    /// An empty registry.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds to a counter. By custom its name ends in `_total`.
    pub fn add(&self, name: &'static str, help: &'static str, labels: Labels<'_>, by: u64) {
        let mut families = self.lock();
        let family = families.entry(name).or_insert_with(|| Family {
            help,
            series: Series::Counters(BTreeMap::new()),
        });
        if let Series::Counters(series) = &mut family.series {
            *series.entry(written(labels)).or_default() += by;
        }
    }

    /// Sets a gauge.
    pub fn set(&self, name: &'static str, help: &'static str, labels: Labels<'_>, value: i64) {
        let mut families = self.lock();
        let family = families.entry(name).or_insert_with(|| Family {
            help,
            series: Series::Gauges(BTreeMap::new()),
        });
        if let Series::Gauges(series) = &mut family.series {
            series.insert(written(labels), value);
        }
    }

    /// Adds a duration to a histogram. By custom its name ends in `_seconds`.
    pub fn observe(
        &self,
        name: &'static str,
        help: &'static str,
        labels: Labels<'_>,
        took: Duration,
    ) {
        let mut families = self.lock();
        let family = families.entry(name).or_insert_with(|| Family {
            help,
            series: Series::Histograms(BTreeMap::new()),
        });
        if let Series::Histograms(series) = &mut family.series {
            series
                .entry(written(labels))
                .or_default()
                .observe(took.as_secs_f64());
        }
    }

    /// A request: one more, with its status, and how long it took.
    pub fn request(&self, face: &str, method: &str, route: &str, status: u16, took: Duration) {
        let status = status.to_string();
        let labels = [
            ("face", face),
            ("method", method),
            ("route", route),
            ("status", status.as_str()),
        ];
        self.add(
            "aldaba_http_requests_total",
            "Requests answered.",
            &labels,
            1,
        );
        let labels = [("face", face), ("route", route)];
        self.observe(
            "aldaba_http_request_duration_seconds",
            "Time to answer.",
            &labels,
            took,
        );
    }

    /// Everything, as `GET /metrics` answers it.
    #[must_use]
    pub fn render(&self) -> String {
        let mut out = String::new();
        for (name, family) in self.lock().iter() {
            family.render(name, &mut out);
        }
        out
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<&'static str, Family>> {
        self.families.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Histogram {
    fn observe(&mut self, seconds: f64) {
        if let Some(count) = BUCKETS
            .iter()
            .position(|end| seconds <= *end)
            .and_then(|at| self.counts.get_mut(at))
        {
            *count += 1;
        }
        self.count += 1;
        self.sum += seconds;
    }
}

impl Family {
    fn render(&self, name: &str, out: &mut String) {
        let kind = match self.series {
            Series::Counters(_) => "counter",
            Series::Gauges(_) => "gauge",
            Series::Histograms(_) => "histogram",
        };
        _ = writeln!(out, "# HELP {name} {}\n# TYPE {name} {kind}", self.help);
        match &self.series {
            Series::Counters(series) => {
                for (labels, value) in series {
                    _ = writeln!(out, "{name}{} {value}", braces(labels));
                }
            }
            Series::Gauges(series) => {
                for (labels, value) in series {
                    _ = writeln!(out, "{name}{} {value}", braces(labels));
                }
            }
            Series::Histograms(series) => {
                for (labels, histogram) in series {
                    render_histogram(name, labels, histogram, out);
                }
            }
        }
    }
}

fn render_histogram(name: &str, labels: &str, histogram: &Histogram, out: &mut String) {
    let comma = if labels.is_empty() { "" } else { "," };
    let mut below = 0;
    for (end, count) in BUCKETS.iter().zip(histogram.counts) {
        below += count;
        _ = writeln!(out, "{name}_bucket{{{labels}{comma}le=\"{end}\"}} {below}");
    }
    _ = writeln!(
        out,
        "{name}_bucket{{{labels}{comma}le=\"+Inf\"}} {}",
        histogram.count
    );
    _ = writeln!(out, "{name}_sum{} {}", braces(labels), histogram.sum);
    _ = writeln!(out, "{name}_count{} {}", braces(labels), histogram.count);
}

fn braces(labels: &str) -> String {
    if labels.is_empty() {
        String::new()
    } else {
        format!("{{{labels}}}")
    }
}

fn written(labels: Labels<'_>) -> String {
    let mut out = String::new();
    for (name, value) in labels {
        if !out.is_empty() {
            out.push(',');
        }
        _ = write!(out, "{name}=\"");
        for character in value.chars() {
            match character {
                '\\' => out.push_str("\\\\"),
                '"' => out.push_str("\\\""),
                '\n' => out.push_str("\\n"),
                other => out.push(other),
            }
        }
        out.push('"');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renders_requests_by_route_template() {
        let metrics = Metrics::new();
        metrics.request("sede", "GET", "/csv/{code}", 200, Duration::from_millis(2));
        metrics.request("sede", "GET", "/csv/{code}", 200, Duration::from_secs(60));
        let text = metrics.render();
        for line in [
            "# TYPE aldaba_http_requests_total counter",
            r#"aldaba_http_requests_total{face="sede",method="GET",route="/csv/{code}",status="200"} 2"#,
            r#"aldaba_http_request_duration_seconds_bucket{face="sede",route="/csv/{code}",le="0.001"} 0"#,
            r#"aldaba_http_request_duration_seconds_bucket{face="sede",route="/csv/{code}",le="30"} 1"#,
            r#"aldaba_http_request_duration_seconds_bucket{face="sede",route="/csv/{code}",le="+Inf"} 2"#,
            r#"aldaba_http_request_duration_seconds_count{face="sede",route="/csv/{code}"} 2"#,
        ] {
            assert!(text.contains(line), "{line}\nnot in\n{text}");
        }
    }

    #[test]
    fn gauges_and_quotes() {
        let metrics = Metrics::new();
        metrics.set(
            "aldaba_outbox_waiting",
            "Messages that wait.",
            &[("channel", "a\"b")],
            3,
        );
        metrics.set(
            "aldaba_outbox_waiting",
            "Messages that wait.",
            &[("channel", "a\"b")],
            2,
        );
        assert!(
            metrics
                .render()
                .contains("aldaba_outbox_waiting{channel=\"a\\\"b\"} 2\n")
        );
    }
}
