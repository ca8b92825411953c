//! The app on a phone, and the browsers that wait for it.
#![expect(clippy::indexing_slicing, reason = "tests")]

use std::{future, sync::Arc, sync::mpsc, thread, time::Duration};

use e2e::{Demonstration, journey};
use gateways::{HttpSms, SystemClock, WebPush, WebPushSettings, sms_http::HttpSmsSettings};
use platform::Parts;
use serde_json::{Value, json};
use simulators::{
    inbox::{DemoClock, Inbox, InboxSite, site},
    outside::{PushServer, SmsSink},
    population::{self, PeoplePage},
};
use testbed::{Options, Testbed};
use tokio::net::TcpListener;
use web_kit::server::{Limits, serve};

/// The longest that a browser may need to go on after the confirmation, in milliseconds, on a
/// machine that runs everything else at the same time.
const LONGEST: u64 = 3_000;

const TOKEN: &str = "token-of-the-journey";

/// R121, R129–R133, R252: activation, confirmation by QR and by number, the PIN in the app, what is
/// rejected or comes too late; push messages at a push service.
#[test]
fn a_phone_confirms_what_another_browser_asks_and_the_browser_goes_on_by_itself() {
    let person = population::people()
        .into_iter()
        .find(|person| {
            person
                .shows
                .contains("identifies with a one-time PIN at once")
        })
        .expect("somebody who is registered");
    let mut input = world();
    input["number"] = person.record.number.as_str().into();
    let found = journey("app", &input);
    let waited = found["waited"].as_u64().expect("milliseconds");
    assert!(waited < LONGEST, "the browser went on after {waited} ms");
}

/// R131–R133, R252: one device a person, and the one before may undo it for a day; requests that
/// are used, rejected, or not the person's own; without a connection; deactivated in both places.
#[test]
fn one_phone_takes_the_place_of_another_and_gives_it_back() {
    let demonstration = Demonstration::start();
    let known = demonstration.people().ordinary_registered();
    let person = known.first().expect("somebody ordinary");
    let input = demonstration.input(&json!({ "number": person.number }));
    let _ = journey("app-devices", &input);
}

/// D23: a passkey that stays in the phone is substantial, one that may be copied is low; the code
/// is read with the camera, and on the phone itself nothing is read (R131).
#[test]
fn a_passkey_that_stays_in_the_phone_reaches_substantial_and_a_copied_one_does_not() {
    let demonstration = Demonstration::start();
    let found = journey("app-bound", &demonstration.input(&json!({})));
    let read = found["read"].as_u64().expect("milliseconds");
    assert!(read < 5_000, "the camera needed {read} ms");
}

/// Serves identity with the app, and the invented world around it, until the test ends.
fn world() -> Value {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(run(tell));
    });
    told.recv().expect("identity starts")
}

async fn run(tell: mpsc::Sender<Value>) {
    let (faced, identity) = listener().await;
    let (shown, inbox_origin) = listener().await;
    let (taken, _) = listener().await;
    let clock = Arc::new(DemoClock::new(Arc::new(SystemClock)));
    let inbox = Inbox::new(clock.clone());
    let sms = SmsSink::start(taken, TOKEN, inbox.clone()).expect("an SMS provider");
    let options = Options {
        identity: identity.clone(),
        system_clock: true,
        ..Options::default()
    };
    let bed = Testbed::start_with(options, |parts| {
        parts.clock = clock.clone();
        parts.settings.app_offered = true;
        outside(parts, &sms, &inbox_origin);
    })
    .await;
    let parts = &bed.platform.parts;
    let entropy = parts.entropy.clone();
    let push = PushServer::new(&*inbox_origin, inbox.clone(), clock.clone(), entropy);
    let inbox = InboxSite {
        inbox,
        clock,
        people: Arc::new(PeoplePage::new(|_| String::new())),
        certificates: None,
        faces: Vec::new(),
        time_zone: parts.body.time_zone.clone(),
    };
    let inbox = site::router(inbox).merge(push.router());
    let world = json!({ "identity": identity, "inbox": inbox_origin });
    tell.send(world).expect("the test waits");
    let (identity, limits) = (bed.platform.identity(), Limits::default());
    let notifier = bed.platform.notifier.clone();
    let (faced, shown, ()) = tokio::join!(
        serve(faced, identity, limits, future::pending()),
        serve(shown, inbox, limits, future::pending()),
        notifier.run(future::pending()),
    );
    faced.and(shown).expect("both are served");
}

/// A port, and the origin under which browsers find it.
async fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    (listener, format!("http://localhost:{port}"))
}

/// Text messages and push messages go over real sockets.
fn outside(parts: &mut Parts, sms: &SmsSink, push_service: &str) {
    let settings = HttpSmsSettings {
        name: "journey".into(),
        url: sms.url().parse().expect("an address"),
        token: TOKEN.into(),
        sender: "ALDABA".into(),
        timeout: Duration::from_secs(5),
    };
    parts.gateways.sms = Arc::new(HttpSms::new(&settings).expect("a gateway"));
    let authority = push_service.trim_start_matches("http://");
    let settings = WebPushSettings {
        contact: "mailto:push@identidad.example".into(),
        services: Vec::new(),
        allowed: vec![authority.parse().expect("an authority")],
        timeout: Duration::from_secs(5),
    };
    let (signer, clock) = (parts.signer.clone(), parts.clock.clone());
    let entropy = parts.entropy.clone();
    parts.gateways.push = Arc::new(WebPush::new(settings, signer, clock, entropy));
}
