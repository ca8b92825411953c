//! The demonstration as somebody meets it who has just started it.
#![expect(clippy::unwrap_used, reason = "tests")]

use e2e::{Demonstration, Visitor, http, steps};

#[test]
fn it_starts_ready_tells_whom_to_try_and_stops_gracefully() {
    let mut demonstration = Demonstration::start();
    let origins = [
        demonstration.identity(),
        demonstration.sede(),
        demonstration.office(),
        demonstration.inbox_origin(),
    ];
    for origin in &origins {
        let home = Visitor::new().open(origin);
        assert_eq!(home.answer.status, 200, "{origin}");
    }
    for path in ["healthz", "readyz", "metrics"] {
        let answer = http::get(&format!("{}/{path}", demonstration.operations()));
        assert_eq!(answer.status, 200, "{path}");
    }
    let people = demonstration.people();
    assert!(people.people.len() > 200);
    assert!(!people.officers.is_empty());
    let ended = demonstration.stop();
    for person in people.people.iter().take(3) {
        assert!(ended.output.contains(&person.number), "{}", ended.output);
        assert!(ended.output.contains(&person.contrast), "{}", ended.output);
    }
    for origin in &origins {
        assert!(
            ended.output.contains(origin),
            "{origin} is not told:\n{}",
            ended.output
        );
    }
}

#[test]
fn somebody_registered_identifies_with_a_pin() {
    let demonstration = Demonstration::start();
    let person = demonstration
        .people()
        .ordinary_registered()
        .first()
        .unwrap()
        .clone();
    let mut visitor = Visitor::new();
    let session = steps::identify(&demonstration, &mut visitor, &person);
    assert!(
        session.url.ends_with("/session"),
        "{}: {}",
        session.url,
        session.words()
    );
}
