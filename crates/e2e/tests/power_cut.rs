//! `kill -9` under load: what was acknowledged is there after the next start.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc::channel,
    },
    thread,
};

use e2e::{
    Demonstration, Visitor,
    http::Request,
    people::Person,
    steps::{self, SMS_AFTER},
    visitor::Place,
};

/// Browsers that work at the same time.
const BROWSERS: usize = 8;

/// Acknowledged log-ins after which the process is killed, in the middle of the others.
const ENOUGH: usize = 24;

/// Somebody who has a PIN in hand and is about to type it.
struct Ready {
    visitor: Visitor,
    url: String,
    fields: Vec<(String, String)>,
}

/// R122–R128, R257: a log-in is acknowledged when its session cookie is sent.
#[test]
fn no_acknowledged_session_is_lost() {
    let mut demonstration = Demonstration::start();
    let ready = everybody_with_a_pin(&demonstration);
    assert!(ready.len() > ENOUGH + BROWSERS);
    let acknowledged = log_in_until_killed(&mut demonstration, ready);
    assert!(
        acknowledged.len() >= ENOUGH,
        "{} were acknowledged",
        acknowledged.len()
    );

    demonstration.start_again();
    for mut visitor in acknowledged {
        let session = visitor.open(&format!("{}/session", demonstration.identity()));
        assert!(
            session.url.ends_with("/session"),
            "an acknowledged session is lost: {}",
            session.url
        );
    }
    // It goes on working, also for those whose PIN was used up by the kill.
    let person = demonstration.people().ordinary_registered().pop().unwrap();
    let _ = steps::identify(&demonstration, &mut Visitor::new(), &person);
}

/// R060–R065: registrations whose last page was sent are complete, and no half of one is there.
#[test]
fn no_acknowledged_registration_is_lost() {
    let mut demonstration = Demonstration::start();
    let strangers: Vec<Person> = demonstration
        .people()
        .ordinary_strangers()
        .into_iter()
        .take(12)
        .collect();
    let ready: Vec<(Person, Ready)> = strangers
        .iter()
        .map(|person| {
            (
                person.clone(),
                steps::ready_to_register(&demonstration, person),
            )
        })
        .map(|(person, (visitor, place))| {
            (
                person,
                prepared(visitor, &place, "/register/terms", &[("accept", "yes")]),
            )
        })
        .collect();
    let (names, ready): (Vec<Person>, Vec<Ready>) = ready.into_iter().unzip();
    let half = ready.len() / 2;
    let outcome = send_until_killed(&mut demonstration, ready, half);

    demonstration.start_again();
    for (index, mut visitor) in outcome {
        let done = visitor.open(&format!("{}/register/done", demonstration.identity()));
        assert!(
            done.url.ends_with("/register/done"),
            "{} is lost: {}",
            names[index].number,
            done.url
        );
        let _ = steps::identify(&demonstration, &mut Visitor::new(), &names[index]);
    }
}

/// Everybody registered obtains a PIN; the clock moves once; everybody gets it by SMS.
fn everybody_with_a_pin(demonstration: &Demonstration) -> Vec<Ready> {
    let people = demonstration.people().ordinary_registered();
    let waiting: Vec<(Visitor, Place, Person)> = people
        .into_iter()
        .map(|person| {
            let mut visitor = Visitor::new();
            let place = steps::obtain_pin(demonstration, &mut visitor, &person);
            (visitor, place, person)
        })
        .collect();
    demonstration.advance(SMS_AFTER);
    waiting
        .into_iter()
        .map(|(mut visitor, place, person)| {
            let (place, pin) = steps::pin_by_sms(demonstration, &mut visitor, &place, &person);
            prepared(visitor, &place, "/login/pin/code", &[("pin", &pin)])
        })
        .collect()
}

fn prepared(visitor: Visitor, place: &Place, action: &str, fields: &[(&str, &str)]) -> Ready {
    let (url, fields) = place.filled(action, fields);
    Ready {
        visitor,
        url,
        fields,
    }
}

fn log_in_until_killed(demonstration: &mut Demonstration, ready: Vec<Ready>) -> Vec<Visitor> {
    let sent = send_until_killed(demonstration, ready, ENOUGH);
    sent.into_iter().map(|(_, visitor)| visitor).collect()
}

/// Sends everything at once from several browsers, kills the process after `enough`
/// acknowledgements, and gives those who were acknowledged.
fn send_until_killed(
    demonstration: &mut Demonstration,
    ready: Vec<Ready>,
    enough: usize,
) -> Vec<(usize, Visitor)> {
    let queue = Mutex::new(ready.into_iter().enumerate().collect::<Vec<_>>());
    let acknowledged = Mutex::new(Vec::new());
    let count = AtomicUsize::new(0);
    let (reached, wait) = channel();
    thread::scope(|scope| {
        for _ in 0..BROWSERS {
            let (queue, acknowledged, count, reached) =
                (&queue, &acknowledged, &count, reached.clone());
            scope.spawn(move || {
                loop {
                    let Some((
                        index,
                        Ready {
                            mut visitor,
                            url,
                            fields,
                        },
                    )) = queue.lock().unwrap().pop()
                    else {
                        return;
                    };
                    let request = visitor.dressed(&Request::new("POST", &url).form(&fields));
                    // Killed before the answer: nothing was promised.
                    let Ok(answer) = request.try_send() else {
                        return;
                    };
                    assert_eq!(answer.status, 303, "{}", answer.text());
                    visitor.keep_cookies(&answer);
                    acknowledged.lock().unwrap().push((index, visitor));
                    if count.fetch_add(1, Ordering::SeqCst) + 1 == enough {
                        reached.send(()).unwrap();
                    }
                }
            });
        }
        drop(reached);
        wait.recv().expect("enough acknowledgements");
        demonstration.kill();
    });
    acknowledged.into_inner().unwrap()
}
