//! The example boards and alerts ask for numbers that exist.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use e2e::{Visitor, http};

use crate::installation::Installation;

/// Names that every metric of ours begins with.
const OURS: &str = "aldaba_";

/// Each metric of a process that has answered a page, with the labels of its series.
fn metrics() -> BTreeMap<String, BTreeSet<String>> {
    let installation = Installation::migrated();
    let _program = installation.serve();
    for face in 0..3 {
        let _ = Visitor::new()
            .open(&installation.origin(face))
            .with_status(200);
    }
    let text = http::get(&format!("{}/metrics", installation.origin(5))).text();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines() {
        if let Some(declared) = line.strip_prefix("# TYPE ") {
            let name = declared.split(' ').next().unwrap();
            found.entry(name.to_owned()).or_default();
        } else if let Some((name, rest)) = line.split_once('{') {
            let labels = rest.split_once('}').unwrap().0;
            let names = labels.split(',').filter_map(|pair| pair.split_once('='));
            let known = found.entry(base(name)).or_default();
            known.extend(names.map(|(label, _)| label.to_owned()));
        }
    }
    found
}

/// A histogram's series without their endings.
fn base(name: &str) -> String {
    let endings = ["_bucket", "_sum", "_count"];
    let cut = endings.iter().find_map(|ending| name.strip_suffix(ending));
    cut.unwrap_or(name).to_owned()
}

/// The metrics in an expression, each with the labels that it selects by.
fn asked(text: &str) -> Vec<(String, Vec<String>)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(OURS)
        // A label of a rule or a file name may begin like a metric, never in the middle of a word.
        .filter(|(at, _)| !text[..*at].ends_with(is_name))
        .map(|(at, _)| {
            let rest = &text[at..];
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let selected = after.strip_prefix('{').and_then(|inside| inside.split_once('}'));
            let labels = selected.map_or("", |(labels, _)| labels);
            let names = labels.split(',').filter_map(|pair| pair.split(['=', '!']).next());
            let names = names.map(|label| label.trim().to_owned());
            (base(name), names.filter(|label| !label.is_empty()).collect())
        })
        .collect()
}

#[test]
fn every_number_on_the_boards_and_in_the_alerts_exists() {
    let metrics = metrics();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging/monitoring");
    let mut boards = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let board: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert!(board["panels"].as_array().unwrap().len() > 3);
            boards += 1;
        }
        for (name, labels) in asked(&text) {
            let known = metrics.get(&name);
            let known = known.unwrap_or_else(|| panic!("{}: no metric {name}", path.display()));
            for label in labels {
                // What has no series yet (nothing was sent) tells nothing of its labels.
                assert!(
                    known.is_empty() || known.contains(&label),
                    "{}: {name} has no label {label}",
                    path.display()
                );
            }
        }
    }
    assert_eq!(boards, 2);
}

#[test]
fn an_expression_is_read_as_prometheus_reads_it() {
    let text =
        "rate(aldaba_a_seconds_bucket{le=\"1\", x!~\"5..\"}[5m]) / aldaba_b_total > my_aldaba_c";
    assert_eq!(
        asked(text),
        [
            (
                "aldaba_a_seconds".to_owned(),
                vec!["le".to_owned(), "x".to_owned()]
            ),
            ("aldaba_b_total".to_owned(), vec![]),
        ]
    );
}

/// Takes what is posted until the program has stopped, as a collector would.
fn collector() -> (String, std::sync::mpsc::Receiver<serde_json::Value>) {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1/traces", listener.local_addr().unwrap());
    let (messages, taken) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut reader = BufReader::new(stream.unwrap());
            let mut length = 0;
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) <= 2 {
                    break;
                }
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
                    length = value.trim().parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            reader.get_mut().write_all(answer).unwrap();
            if messages
                .send(serde_json::from_slice(&body).unwrap())
                .is_err()
            {
                return;
            }
        }
    });
    (address, taken)
}

#[test]
fn a_request_and_its_transactions_are_one_trace() {
    let (address, taken) = collector();
    let installation = Installation::migrated().with(
        "[operations]",
        &format!("[operations]\ntraces_url = \"{address}\""),
    );
    let program = installation.serve();
    let code = vocab::SecureVerificationCode::generate(&vocab::SeededEntropy::new(7));
    let unknown = format!("{}/csv/{}", installation.origin(1), code.as_str());
    let _ = Visitor::new().open(&unknown);
    // What waits is sent before the end.
    let ended = program.stop();
    assert!(ended.status.success(), "{}", ended.errors);
    let spans: Vec<serde_json::Value> = taken
        .try_iter()
        .flat_map(|message| {
            let scope = &message["resourceSpans"][0]["scopeSpans"][0];
            scope["spans"].as_array().unwrap().clone()
        })
        .collect();
    let request = spans.iter().find(|span| span["name"] == "GET /csv/{code}");
    let request = request.unwrap_or_else(|| panic!("{spans:?}"));
    let inside = spans
        .iter()
        .find(|span| span["parentSpanId"] == request["spanId"]);
    let inside = inside.unwrap_or_else(|| panic!("{spans:?}"));
    assert_eq!(inside["traceId"], request["traceId"]);
    assert!(
        inside["name"].as_str().unwrap().starts_with("procedures."),
        "{inside}"
    );
    let everything = serde_json::to_string(&spans).unwrap();
    assert!(
        !everything.contains("AAAA"),
        "a code stands in a trace: {everything}"
    );
}
