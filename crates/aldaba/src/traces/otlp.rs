//! Finished spans as the JSON of OTLP 1.x: ids in hexadecimal, times as text in nanoseconds
//! (<https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>).

use serde_json::{Value as Json, json};
use vocab::Timestamp;

use super::{Span, Value};

/// What answers a request (`SPAN_KIND_SERVER`), and everything else (`SPAN_KIND_INTERNAL`).
const SERVER: u8 = 2;
const INTERNAL: u8 = 1;
/// `STATUS_CODE_ERROR`.
const ERROR: u8 = 2;

/// Of which convention the status of an answer is.
const STATUS: &str = "http.response.status_code";

/// One message with these spans.
pub(super) fn message(spans: &[Span]) -> Vec<u8> {
    let spans: Vec<Json> = spans.iter().map(span).collect();
    let message = json!({"resourceSpans": [{
        "resource": {"attributes": [
            {"key": "service.name", "value": {"stringValue": "aldaba"}},
            {"key": "service.version", "value": {"stringValue": env!("CARGO_PKG_VERSION")}},
        ]},
        "scopeSpans": [{"scope": {"name": "aldaba"}, "spans": spans}],
    }]});
    message.to_string().into_bytes()
}

fn span(span: &Span) -> Json {
    let status = span.attributes.iter().find(|(key, _)| *key == STATUS);
    let mut out = json!({
        "traceId": hexadecimal(&span.trace),
        "spanId": hexadecimal(&span.id),
        "name": span.name,
        "kind": if status.is_some() { SERVER } else { INTERNAL },
        "startTimeUnixNano": nanoseconds(span.start),
        "endTimeUnixNano": nanoseconds(span.end),
        "attributes": span.attributes.iter().map(attribute).collect::<Vec<_>>(),
    });
    if let Some(fields) = out.as_object_mut() {
        if let Some(parent) = &span.parent {
            fields.insert("parentSpanId".into(), hexadecimal(parent).into());
        }
        // Of a server only its own failures are errors, not those of who asks.
        if matches!(status, Some((_, Value::Number(500..)))) {
            fields.insert("status".into(), json!({"code": ERROR}));
        }
    }
    out
}

fn attribute((key, value): &(&'static str, Value)) -> Json {
    match value {
        Value::Text(text) => json!({"key": key, "value": {"stringValue": text}}),
        // 64 bits are texts in the JSON of protocol buffers.
        Value::Number(number) => json!({"key": key, "value": {"intValue": number.to_string()}}),
    }
}

fn nanoseconds(at: Timestamp) -> String {
    at.as_nanosecond().to_string()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;

    #[test]
    fn a_span_is_written_as_collectors_read_it() {
        let span = Span {
            trace: [0xab; 16],
            id: [1; 8],
            parent: Some([2; 8]),
            name: "GET /csv/{code}".into(),
            start: Timestamp::from_second(1_700_000_000).unwrap(),
            end: Timestamp::from_millisecond(1_700_000_000_250).unwrap(),
            attributes: vec![
                ("http.route", Value::Text("/csv/{code}".into())),
                (STATUS, Value::Number(503)),
            ],
        };
        let message: Json = serde_json::from_slice(&message(&[span])).unwrap();
        let scope = &message["resourceSpans"][0]["scopeSpans"][0];
        assert_eq!(
            scope["spans"][0],
            json!({
                "traceId": "abababababababababababababababab",
                "spanId": "0101010101010101",
                "parentSpanId": "0202020202020202",
                "name": "GET /csv/{code}",
                "kind": 2,
                "startTimeUnixNano": "1700000000000000000",
                "endTimeUnixNano": "1700000000250000000",
                "attributes": [
                    {"key": "http.route", "value": {"stringValue": "/csv/{code}"}},
                    {"key": "http.response.status_code", "value": {"intValue": "503"}},
                ],
                "status": {"code": 2},
            })
        );
    }
}
