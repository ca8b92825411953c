//! A graceful stop: who is being served is served.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    io::{BufReader, Write as _},
    time::Duration,
};

use e2e::{Demonstration, Visitor, http, http::Request, wait};

/// The request is half sent when the stop is asked for; it is answered, and the process ends
/// with 0.
#[test]
fn a_request_that_runs_is_finished_before_the_end() {
    let mut demonstration = Demonstration::start();
    let mut visitor = Visitor::new();
    let page = visitor
        .open(&format!("{}/register", demonstration.identity()))
        .with_status(200);
    let person = demonstration.people().ordinary_strangers().pop().unwrap();
    let (url, fields) = page.filled("/register", &[("number", &person.number)]);
    let request = visitor.dressed(&Request::new("POST", &url).form(&fields));
    let whole = request.header("expect", "100-continue").bytes();
    let head = whole
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap()
        + 4;
    let (head, body) = whole.split_at(head);
    let mut stream = http::connect(&url).unwrap();
    stream.write_all(head).unwrap();
    let mut answers = BufReader::new(stream.try_clone().unwrap());
    // "Go on" means that the handler runs and waits for the body (RFC 9110 §10.1.1).
    assert_eq!(http::read(&mut answers).unwrap().status, 100);

    demonstration.program().terminate();
    // The listener is closed before the running requests are waited for.
    let closed = || http::connect(&url).is_err().then_some(());
    wait::until(Duration::from_secs(10), closed).expect("nobody new is let in");

    stream.write_all(body).unwrap();
    let answer = http::read(&mut answers).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(
        answer.text().contains(&person.number),
        "the answer is not whole"
    );
    let _ = demonstration.stop();
}

#[test]
fn it_starts_again_on_the_data_of_a_stop() {
    let mut demonstration = Demonstration::start();
    let before = http::get_json(&format!("{}/jwks", demonstration.identity()));
    let _ = demonstration.stop();
    demonstration.start_again();
    let after = http::get_json(&format!("{}/jwks", demonstration.identity()));
    assert_eq!(before, after, "the keys of tokens changed");
}
