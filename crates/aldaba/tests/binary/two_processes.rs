//! Two processes over one PostgreSQL: a browser waits at one, its person confirms at the other.

use std::{fs, net::TcpListener as StdListener, sync::Arc, time::Duration};

use e2e::{Program, Visitor, http, journey, ports::Block, steps, wait};
use gateways::SystemClock;
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256};
use serde_json::{Value, json};
use simulators::{
    inbox::{DemoClock, InboxSite, site},
    population::PeoplePage,
};
use store::testing::{Engine, TestDatabase};
use tokio::{net::TcpListener, runtime::Runtime};

use crate::{
    installation::{Installation, binary},
    outages::{World, code_on},
};

/// How soon the browser goes on, in milliseconds, in the best of the tries: this machine may run
/// everything else at the same time.
const SOON: u64 = 1_000;

/// How late at the latest.
const LATEST: u64 = 5_000;

/// R131, R252: which process the phone speaks to does not matter to the browser that waits.
#[test]
fn a_browser_at_one_process_goes_on_when_the_phone_confirms_at_the_other() {
    if !Engine::Postgres.is_wanted() {
        return;
    }
    let runtime = Runtime::new().unwrap();
    let database = runtime.block_on(TestDatabase::empty(Engine::Postgres));
    let installation = Installation::new();
    let file = format!("sqlite:{}", installation.path("aldaba.db").display());
    let installation = installation.with(&file, database.url());
    let made = installation.run(&["migrate"]);
    assert!(made.status.success(), "{}", made.errors);
    let world = World::over(installation);
    register(&world);
    let (block, _beside) = beside(&world);

    let (key, certificate) = tls();
    let input = json!({
        "identity": "https://identidad.example",
        "inbox": inbox(&runtime, &world),
        "browsers": world.installation.port(0),
        "phones": block.base(),
        "key": key,
        "certificate": certificate,
        "number": world.person.number,
    });
    let found = journey("two-processes", &input);
    let waited: Vec<u64> = found["waited"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_u64)
        .collect();
    assert_eq!(waited.len(), 3, "{found}");
    assert!(
        waited.iter().any(|milliseconds| *milliseconds < SOON),
        "{waited:?}"
    );
    assert!(
        waited.iter().all(|milliseconds| *milliseconds < LATEST),
        "{waited:?}"
    );
}

/// From the letter to "registered".
fn register(world: &World) {
    let mut visitor = Visitor::new();
    world.ask_for_letter(&mut visitor);
    let code = code_on(&world.letter());
    let ways = world.ways(&mut visitor);
    let mut send = |place, action: &str, fields: &[(&str, &str)]| {
        visitor.submit(&place, action, fields).with_status(200)
    };
    let enter = send(ways, "/register/ways", &[("way", "have")]);
    let contact = send(enter, "/register/code", &[("code", &code)]);
    let (phone, email) = (world.person.phone.as_str(), world.person.email.as_str());
    let fields = [("phone", phone), ("email", email)];
    let typed = send(contact, "/register/contact", &fields);
    let sms = world.wait_for("sms", 1).pop().unwrap();
    let code = steps::phone_code_of(&serde_json::to_value(&sms).unwrap());
    let terms = send(typed, "/register/phone-code", &[("code", &code)]);
    let done = send(terms, "/register/terms", &[("accept", "yes")]);
    assert!(done.url.ends_with("/register/done"), "{}", done.url);
}

/// Another process of identity over the same database and keys, at ports of its own.
fn beside(world: &World) -> (Block, Program) {
    let (installation, block) = (&world.installation, Block::take());
    let mut config = installation.config.clone();
    for offset in [0, 1, 2, 5] {
        let [own, other] = [installation.port(offset), block.base() + offset];
        config = config.replace(&format!("127.0.0.1:{own}"), &format!("127.0.0.1:{other}"));
    }
    let file = installation.path("beside.toml");
    fs::write(&file, config).unwrap();
    let file = file.display().to_string();
    let program = Program::start(
        binary(),
        &["serve", "--config", &file, "--role", "identity"],
        &[],
    );
    let address = format!("http://127.0.0.1:{}/readyz", block.base() + 5);
    let ready = || {
        let answer = http::Request::new("GET", &address).try_send();
        answer.ok().filter(|answer| answer.status == 200)
    };
    let came = wait::until(Duration::from_secs(60), ready);
    assert!(came.is_some(), "not ready: {}", program.errors());
    (block, program)
}

/// Serves what the invented providers were given, for the journey to read.
fn inbox(runtime: &Runtime, world: &World) -> String {
    let listener = StdListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let site = site::router(InboxSite {
        inbox: world.inbox.clone(),
        clock: Arc::new(DemoClock::new(Arc::new(SystemClock))),
        people: Arc::new(PeoplePage::new(|_| String::new())),
        certificates: None,
        faces: Vec::new(),
        time_zone: "Europe/Madrid".into(),
    });
    runtime.spawn(async move {
        let listener = TcpListener::from_std(listener).unwrap();
        axum::serve(listener, site).await.unwrap();
    });
    address
}

/// What the proxy in front of both shows to browsers.
fn tls() -> (String, String) {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let params = CertificateParams::new(vec!["identidad.example".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap().pem();
    (key.serialize_pem(), certificate)
}
