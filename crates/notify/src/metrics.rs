//! What the operator can count.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use store::outbox::OutboxCount;

/// The channels that are counted, by their words in the outbox.
pub(crate) const CHANNELS: [&str; 4] = ["sms", "email", "letter", "push"];

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A gateway took it.
    Sent,
    /// It waits for another try.
    Retried,
    /// It will not be sent: refused, expired, unreadable, or tried too often.
    GivenUp,
}

/// Counters since the start of the process.
#[derive(Debug, Default)]
pub struct NotifyMetrics {
    counters: [[AtomicU64; 3]; CHANNELS.len()],
    /// Reports by provider: delivered, and failed.
    reports: Mutex<BTreeMap<String, [u64; 2]>>,
}

impl NotifyMetrics {
    pub(crate) fn count(&self, channel: &str, fate: Fate) {
        if let Some(counter) = self.counter(channel, fate) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Deliveries over `channel` (`sms`, `email`, `letter`, `push`) that met this fate.
    #[must_use]
    pub fn counted(&self, channel: &str, fate: Fate) -> u64 {
        self.counter(channel, fate)
            .map_or(0, |counter| counter.load(Ordering::Relaxed))
    }

    fn counter(&self, channel: &str, fate: Fate) -> Option<&AtomicU64> {
        let place = CHANNELS.iter().position(|known| *known == channel)?;
        let fate = match fate {
            Fate::Sent => 0,
            Fate::Retried => 1,
            Fate::GivenUp => 2,
        };
        self.counters.get(place)?.get(fate)
    }

    pub(crate) fn count_report(&self, provider: &str, delivered: bool) {
        let mut reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        let [good, bad] = reports.entry(provider.to_owned()).or_default();
        *if delivered { good } else { bad } += 1;
    }

    /// The counters, and what waits in the outbox now, in Prometheus' text format.
    #[must_use]
    pub fn render(&self, outbox: &[OutboxCount]) -> String {
        let mut out = String::from("# TYPE aldaba_notify_deliveries_total counter\n");
        for channel in CHANNELS {
            for (word, fate) in [
                ("sent", Fate::Sent),
                ("retried", Fate::Retried),
                ("given_up", Fate::GivenUp),
            ] {
                let value = self.counted(channel, fate);
                _ = writeln!(
                    out,
                    "aldaba_notify_deliveries_total{{channel=\"{channel}\",outcome=\"{word}\"}} {value}"
                );
            }
        }
        out.push_str("# TYPE aldaba_sms_reports_total counter\n");
        let reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        for (provider, [delivered, failed]) in reports.iter() {
            for (word, value) in [("delivered", delivered), ("failed", failed)] {
                _ = writeln!(
                    out,
                    "aldaba_sms_reports_total{{provider=\"{provider}\",outcome=\"{word}\"}} {value}"
                );
            }
        }
        out.push_str("# TYPE aldaba_outbox_messages gauge\n");
        for count in outbox {
            let OutboxCount {
                channel,
                state,
                messages,
                ..
            } = count;
            _ = writeln!(
                out,
                "aldaba_outbox_messages{{channel=\"{channel}\",state=\"{state}\"}} {messages}"
            );
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use vocab::Timestamp;

    use super::*;

    #[test]
    fn counts_by_channel_and_outcome() {
        let metrics = NotifyMetrics::default();
        metrics.count("sms", Fate::Sent);
        metrics.count("sms", Fate::Sent);
        metrics.count("letter", Fate::Retried);
        metrics.count("pigeon", Fate::Sent);
        metrics.count_report("first", true);
        let waiting = OutboxCount {
            channel: "email".into(),
            state: "queued".into(),
            messages: 7,
            oldest: Timestamp::UNIX_EPOCH,
        };
        let text = metrics.render(&[waiting]);
        for line in [
            "aldaba_notify_deliveries_total{channel=\"sms\",outcome=\"sent\"} 2",
            "aldaba_notify_deliveries_total{channel=\"letter\",outcome=\"retried\"} 1",
            "aldaba_notify_deliveries_total{channel=\"email\",outcome=\"given_up\"} 0",
            "aldaba_sms_reports_total{provider=\"first\",outcome=\"delivered\"} 1",
            "aldaba_sms_reports_total{provider=\"first\",outcome=\"failed\"} 0",
            "aldaba_outbox_messages{channel=\"email\",state=\"queued\"} 7",
        ] {
            assert!(text.contains(line), "{text}");
        }
    }
}
