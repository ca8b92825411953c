//! Turns `tracing` spans into finished spans.

use std::{fmt, sync::Arc};

use tokio::sync::mpsc::Sender;
use tracing::{
    Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{
    Layer,
    layer::Context,
    registry::{LookupSpan, SpanRef},
};
use vocab::{Clock, Entropy, Timestamp};

use super::{Span, Value};

/// Crates whose spans are sent: those that were read for what they carry.
const CRATES: [&str; 2] = ["web_kit", "store"];

/// Names the span in place of the word in the code, because a route or a use case tells more.
const NAME: &str = "name";

/// Hears of every span.
pub(crate) struct TraceLayer {
    spans: Sender<Span>,
    per_thousand: u32,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

/// A span that is under way. A trace that was not chosen has none.
struct Open {
    trace: [u8; 16],
    id: [u8; 8],
    parent: Option<[u8; 8]>,
    start: Timestamp,
    said: Said,
}

#[derive(Default)]
struct Said {
    name: Option<String>,
    attributes: Vec<(&'static str, Value)>,
}

impl TraceLayer {
    pub(super) fn new(
        spans: Sender<Span>,
        per_thousand: u32,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self {
            spans,
            per_thousand,
            clock,
            entropy,
        }
    }

    /// If and only if a span or event is one that is sent.
    pub(crate) fn wants(metadata: &Metadata<'_>) -> bool {
        let target = metadata.target();
        let of = |name: &str| target == name || target.starts_with(&format!("{name}::"));
        metadata.is_span() && CRATES.iter().any(|name| of(name))
    }

    fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }

    /// The trace and span in which a span stands, or a new trace if it is chosen.
    fn place<'a, S: LookupSpan<'a>>(
        &self,
        span: &SpanRef<'a, S>,
    ) -> Option<([u8; 16], Option<[u8; 8]>)> {
        let Some(parent) = span.parent() else {
            let chance = u32::from_be_bytes(self.random()) % 1_000;
            return (chance < self.per_thousand).then(|| (self.random(), None));
        };
        let extensions = parent.extensions();
        let open = extensions.get::<Open>()?;
        Some((open.trace, Some(open.id)))
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for TraceLayer {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else {
            return;
        };
        let Some((trace, parent)) = self.place(&span) else {
            return;
        };
        let mut said = Said::default();
        attributes.record(&mut said);
        span.extensions_mut().insert(Open {
            trace,
            id: self.random(),
            parent,
            start: self.clock.now(),
            said,
        });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(open) = span.extensions_mut().get_mut::<Open>()
        {
            values.record(&mut open.said);
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else {
            return;
        };
        let Some(open) = span.extensions_mut().remove::<Open>() else {
            return;
        };
        let name = open.said.name.unwrap_or_else(|| span.name().to_owned());
        // A full queue loses spans, never time.
        let _ = self.spans.try_send(Span {
            trace: open.trace,
            id: open.id,
            parent: open.parent,
            name,
            start: open.start,
            end: self.clock.now(),
            attributes: open.said.attributes,
        });
    }
}

impl Said {
    fn say(&mut self, field: &Field, value: Value) {
        match (field.name(), value) {
            (NAME, Value::Text(name)) => self.name = Some(name),
            (name, value) => self.attributes.push((name, value)),
        }
    }
}

impl Visit for Said {
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.say(field, Value::Number(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.say(
            field,
            Value::Number(i64::try_from(value).unwrap_or(i64::MAX)),
        );
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.say(field, Value::Text(value.to_owned()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.say(field, Value::Text(format!("{value:?}")));
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use tokio::sync::mpsc::{Receiver, channel};
    use tracing_subscriber::layer::SubscriberExt as _;
    use vocab::{ManualClock, SeededEntropy};

    use super::*;

    fn traced(per_thousand: u32, work: impl FnOnce(&ManualClock)) -> Vec<Span> {
        let (spans, mut finished): (_, Receiver<Span>) = channel(16);
        let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
        let entropy = Arc::new(SeededEntropy::new(1));
        let layer = TraceLayer::new(spans, per_thousand, clock.clone(), entropy);
        let subscriber = tracing_subscriber::registry().with(layer);
        tracing::subscriber::with_default(subscriber, || work(&clock));
        std::iter::from_fn(|| finished.try_recv().ok()).collect()
    }

    #[test]
    fn a_step_belongs_to_the_trace_of_its_request() {
        let spans = traced(1_000, |clock| {
            let request = tracing::debug_span!(
                "request",
                name = "GET /csv/{code}",
                "http.response.status_code" = tracing::field::Empty
            );
            let _entered = request.enter();
            {
                let step = tracing::debug_span!("transaction", name = "procedures.verify");
                let _entered = step.enter();
                clock.advance_seconds(2);
            }
            request.record("http.response.status_code", 200);
        });
        let [step, request] = spans.as_slice() else {
            panic!("{spans:?}");
        };
        assert_eq!(request.name, "GET /csv/{code}");
        assert_eq!(
            request.attributes,
            [("http.response.status_code", Value::Number(200))]
        );
        assert_eq!(
            (step.name.as_str(), step.trace),
            ("procedures.verify", request.trace)
        );
        assert_eq!((step.parent, request.parent), (Some(request.id), None));
        assert_eq!(step.end.duration_since(step.start).as_secs(), 2);
    }

    #[test]
    fn two_requests_are_two_traces_and_only_the_chosen_are_sent() {
        let twice = |_: &ManualClock| {
            drop(tracing::debug_span!("request"));
            drop(tracing::debug_span!("request"));
        };
        let spans = traced(1_000, twice);
        let [one, other] = spans.as_slice() else {
            panic!("{spans:?}");
        };
        assert_ne!(one.trace, other.trace);
        assert!(traced(0, twice).is_empty());
    }

    #[test]
    fn only_spans_of_ours_are_wanted() {
        let wanted = |subscriber_target: &'static str| {
            let is = match subscriber_target {
                "store" => tracing::debug_span!(target: "store::store", "transaction"),
                _ => tracing::debug_span!(target: "storehouse", "other"),
            };
            is.metadata().map(TraceLayer::wants)
        };
        let registry = tracing_subscriber::registry();
        tracing::subscriber::with_default(registry, || {
            assert_eq!(wanted("store"), Some(true));
            assert_eq!(wanted("other"), Some(false));
        });
    }

    #[test]
    fn a_full_queue_loses_spans_and_holds_nobody_up() {
        let spans = traced(1_000, |_| {
            (0..100).for_each(|_| drop(tracing::debug_span!("request")));
        });
        assert_eq!(spans.len(), 16);
        let all: std::collections::BTreeSet<_> = spans.iter().map(|span| span.id).collect();
        assert_eq!(all.len(), 16);
        assert!(spans.first().unwrap().attributes.is_empty());
    }
}
