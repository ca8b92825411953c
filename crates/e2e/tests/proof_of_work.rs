//! The page that asks for a proof of work, in a browser with scripts, in one without, and in one
//! that lets no worker run.

use std::{future, sync::mpsc, thread};

use e2e::journey;
use model::work::{WorkLane, WorkRules};
use serde_json::json;
use simulators::population;
use testbed::{Options, Testbed};
use tokio::net::TcpListener;
use vocab::Lang;
use web_kit::server::{Limits, serve};

/// Seconds to wait without a script; in production it is longer.
const WAIT_S: u32 = 8;

/// Defaults D16: self-hosted and accessible, and nothing to solve for a person.
#[test]
fn a_browser_calculates_and_a_person_without_scripts_waits() {
    let person = population::people()
        .into_iter()
        .find(|person| person.shows == "An ordinary DNI: the validity date is asked.")
        .expect("somebody with an ordinary DNI");
    let input = json!({
        "identity": identity_under_stress(),
        "title": web_kit::texts::kit(Lang::Es).work_title,
        "wait_s": WAIT_S,
        "person": {
            "number": person.record.number.as_str(),
            "contrast": person.contrast(),
            "shows": person.shows,
        },
    });
    let _ = journey("proof-of-work", &input);
}

/// Serves identity with the lane open for everybody until the test ends, and says where.
fn identity_under_stress() -> String {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let port = listener.local_addr().expect("an address").port();
            let origin = format!("http://localhost:{port}");
            let options = Options {
                identity: origin.clone(),
                system_clock: true,
                ..Options::default()
            };
            let bed = Testbed::start_with(options, |parts| {
                parts.settings.authn.work = WorkRules {
                    lane: WorkLane::Always,
                    wait_s: WAIT_S,
                    ..WorkRules::default()
                };
            })
            .await;
            tell.send(origin).expect("the test waits");
            let identity = bed.platform.identity();
            let served = serve(listener, identity, Limits::default(), future::pending());
            served.await.expect("identity is served");
        });
    });
    told.recv().expect("identity starts")
}
