//! Who sees which page: every route of the desk for every role.

use http::Request;
use model::officer::Role;

use crate::{
    browser::{Browser, Reply},
    rig::{REASON, Rig, at},
    world::{evaristo, lucia},
};

/// What a request is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// The page, or where the form leads.
    Open,
    /// To the sign-in page.
    SignIn,
    /// As if it were not there.
    Nothing,
}

use Answer::{Nothing, Open, SignIn};

/// Method, route, and the answers to a stranger, a case worker, an auditor, an administrator,
/// an officer whose roles have ended, a video operator, a reviewer, and a registrar. A new route
/// of `src` belongs here: the test below counts.
const TABLE: [(&str, &str, [Answer; 8]); 69] = [
    (
        "GET",
        "/",
        [SignIn, Open, Open, Open, Open, Open, Open, Open],
    ),
    (
        "GET",
        "/sign-in",
        [Open, Open, Open, Open, Open, Open, Open, Open],
    ),
    (
        "POST",
        "/sign-in",
        [Open, Open, Open, Open, Open, Open, Open, Open],
    ),
    (
        "POST",
        "/sign-in/options",
        [Open, Open, Open, Open, Open, Open, Open, Open],
    ),
    (
        "GET",
        "/enrol",
        [Open, Open, Open, Open, Open, Open, Open, Open],
    ),
    (
        "POST",
        "/enrol",
        [Open, Open, Open, Open, Open, Open, Open, Open],
    ),
    (
        "POST",
        "/enrol/options",
        [Open, Open, Open, Open, Open, Open, Open, Open],
    ),
    (
        "GET",
        "/step-in/{officer}",
        [
            Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/step-in/{officer}",
        [
            Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/session",
        [SignIn, Open, Open, Open, Open, Open, Open, Open],
    ),
    (
        "POST",
        "/session/keep",
        [SignIn, Open, Open, Open, Open, Open, Open, Open],
    ),
    (
        "GET",
        "/cases",
        [
            SignIn, Open, Open, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/cases/{reference}",
        [
            SignIn, Open, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/cases/{reference}/decided",
        [
            SignIn, Open, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    // A stranger's decision is held until they come in; nothing is decided.
    (
        "POST",
        "/cases/{reference}",
        [
            Open, Open, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/verify/options",
        [SignIn, Open, Open, Open, Open, Open, Open, Open],
    ),
    (
        "GET",
        "/officers",
        [
            SignIn, Nothing, Open, Open, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/officers/invite",
        [
            SignIn, Nothing, Nothing, Open, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/officers/invite",
        [
            SignIn, Nothing, Nothing, Open, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/officers/{officer}/disable",
        [
            SignIn, Nothing, Nothing, Open, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/officers/{officer}/disable",
        [
            SignIn, Nothing, Nothing, Open, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/video",
        [SignIn, Nothing, Open, Nothing, Nothing, Open, Open, Nothing],
    ),
    (
        "POST",
        "/video/presence",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/next",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/video/call",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/video/call/socket",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/tick",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/code",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/code-read",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/action",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/register",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/mrz",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/contact",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/say",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/give-back",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/approve",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/refuse",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/call/capture",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Open, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/video/calls/{call}/captures/{capture}",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/video/reviews",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Open, Nothing,
        ],
    ),
    (
        "GET",
        "/video/reviews/{call}",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/reviews/{call}",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/video/statistics",
        [SignIn, Nothing, Open, Open, Nothing, Open, Open, Nothing],
    ),
    (
        "GET",
        "/video/recordings/{recording}",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Open, Nothing,
        ],
    ),
    (
        "POST",
        "/video/recordings/{recording}",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Open, Nothing,
        ],
    ),
    (
        "GET",
        "/video/recordings/{recording}/recording.webm",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/video/self-reviews",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Open, Nothing,
        ],
    ),
    (
        "GET",
        "/video/self-reviews/{attempt}",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/video/self-reviews/{attempt}",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/video/self-reviews/{attempt}/pictures/{side}",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "GET",
        "/video/self-reviews/{attempt}/film",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Open, Nothing,
        ],
    ),
    (
        "POST",
        "/video/self-reviews/{attempt}/film",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Open, Nothing,
        ],
    ),
    (
        "GET",
        "/video/self-reviews/{attempt}/film/file",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    // An inquiry of nobody leads to where the purpose is said.
    ("GET", "/people", FOR_REGISTRARS),
    ("POST", "/people", FOR_REGISTRARS),
    ("GET", "/people/{inquiry}", FOR_REGISTRARS),
    ("POST", "/people/{inquiry}/data", FOR_REGISTRARS),
    ("GET", "/people/{inquiry}/act/{act}", FOR_REGISTRARS),
    ("POST", "/people/{inquiry}/act/{act}", FOR_REGISTRARS),
    (
        "GET",
        "/people/{inquiry}/lift/{restriction}",
        FOR_REGISTRARS,
    ),
    (
        "POST",
        "/people/{inquiry}/lift/{restriction}",
        FOR_REGISTRARS,
    ),
    (
        "GET",
        "/alerts",
        [
            SignIn, Nothing, Open, Nothing, Nothing, Nothing, Nothing, Open,
        ],
    ),
    (
        "GET",
        "/alerts/{alert}",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/alerts/{alert}",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    (
        "POST",
        "/alerts/{alert}/person",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    ("GET", "/telephone", FOR_REGISTRARS),
    ("POST", "/telephone", FOR_REGISTRARS),
    // A call of nobody's is no page even for who may make calls.
    (
        "GET",
        "/telephone/{call}",
        [
            SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
        ],
    ),
    // Last: it ends the session.
    (
        "POST",
        "/log-out",
        [
            SignIn, SignIn, SignIn, SignIn, SignIn, SignIn, SignIn, SignIn,
        ],
    ),
];

/// What registrars alone see.
const FOR_REGISTRARS: [Answer; 8] = [
    SignIn, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Open,
];

/// An id of no call.
const NO_CALL: &str = "0198c0de-0000-7000-8000-000000000000";

fn answer(reply: &Reply) -> Answer {
    let location = reply.header("location");
    if reply.status == 404 {
        Nothing
    } else if location.starts_with("/sign-in") {
        SignIn
    } else {
        Open
    }
}

#[tokio::test]
async fn every_route_answers_every_role_as_the_table_says() {
    let rig = Rig::new().await;
    // Her roles ended yesterday; her passkey still opens the door.
    let (mut idle, mut device) = rig.officer("irene", &[Role::CaseWorker]).await;
    let mut ended = rig.office.invitation("irene", &[Role::CaseWorker]);
    for grant in &mut ended.grants {
        grant.until = "2026-11-22".parse().unwrap();
    }
    rig.office
        .desk
        .invite(desk::InvitedBy::CommandLine, ended)
        .await
        .unwrap();
    rig.later(24 * 3_600);
    idle.sign_in(&mut device).await.location();
    let (case_worker, _) = rig.officer("julia", &[Role::CaseWorker]).await;
    let (auditor, _) = rig.officer("david", &[Role::Auditor]).await;
    let (administrator, _) = rig.officer("ada", &[Role::Administrator]).await;
    rig.officer("mateo", &[Role::CaseWorker]).await;
    let waiting = rig.case(&lucia()).await;
    let (operator, _) = rig.officer("marta", &[Role::VideoOperator]).await;
    let (reviewer, _) = rig.officer("ines", &[Role::Reviewer]).await;
    let (registrar, _) = rig.officer("olalla", &[Role::Registrar]).await;
    let mut browsers = [
        rig.browser(),
        case_worker,
        auditor,
        administrator,
        idle,
        operator,
        reviewer,
        registrar,
    ];
    for (index, browser) in browsers.iter_mut().enumerate() {
        for (method, route, expected) in TABLE {
            let path = route
                .replace("{reference}", waiting.as_str())
                .replace("{officer}", "mateo")
                .replace("{call}", NO_CALL)
                .replace("{capture}", NO_CALL)
                .replace("{recording}", NO_CALL)
                .replace("{attempt}", NO_CALL)
                .replace("{side}", "front")
                .replace("{inquiry}", NO_CALL)
                .replace("{restriction}", NO_CALL)
                .replace("{alert}", NO_CALL)
                .replace("{act}", "block");
            // Floods of challenges are another test's matter.
            rig.later(3);
            let reply = ask(browser, method, &path).await;
            assert_eq!(
                answer(&reply),
                expected[index],
                "{method} {route} for {index}: {}",
                reply.text()
            );
        }
    }
}

/// Sends the request with the tokens of a page, and with nothing that takes
/// effect but what the address itself says.
async fn ask(browser: &mut Browser, method: &str, path: &str) -> Reply {
    browser.get("/sign-in").await;
    browser.get("/session").await;
    match method {
        "GET" => browser.get(path).await,
        _ => {
            let fields = [("reason", REASON), ("call", NO_CALL)];
            browser.post(path, &fields).await
        }
    }
}

#[test]
fn the_table_has_every_route() {
    let sources = [
        include_str!("../../src/home.rs"),
        include_str!("../../src/entrance/mod.rs"),
        include_str!("../../src/review/mod.rs"),
        include_str!("../../src/officers/mod.rs"),
        include_str!("../../src/video/mod.rs"),
        include_str!("../../src/telephone/mod.rs"),
        include_str!("../../src/people/mod.rs"),
        include_str!("../../src/alerts/mod.rs"),
    ];
    let mut routes = 0;
    for source in sources {
        for call in source.split(".route(").skip(1) {
            let call = call.split(".route(").next().unwrap();
            let call = call.split("\n}").next().unwrap();
            let path = call.split('"').nth(1).unwrap();
            for (method, word) in [("GET", "get("), ("POST", "post(")] {
                if call.contains(word) {
                    routes += 1;
                    let listed = TABLE
                        .iter()
                        .any(|(known, route, _)| (*known, *route) == (method, path));
                    assert!(listed, "add {method} {path} to the table of roles");
                }
            }
        }
    }
    assert_eq!(routes, TABLE.len(), "the table has routes that are gone");
}

#[tokio::test]
async fn forbidden_and_unknown_look_alike() {
    let rig = Rig::new().await;
    let (mut auditor, _) = rig.officer("david", &[Role::Auditor]).await;
    let waiting = rig.case(&evaristo()).await;
    auditor.get("/session").await;
    let forbidden = auditor.get(&at(&waiting)).await;
    let unknown = auditor.get("/cases/2026-AAAA-AAAA").await;
    assert_eq!(forbidden.status, unknown.status);
    let without_reference = |reply: &Reply| {
        let text = reply.text();
        text.split_once("GEN-404").unwrap().0.to_owned()
    };
    assert_eq!(without_reference(&forbidden), without_reference(&unknown));
    let names = |reply: &Reply| reply.headers.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&forbidden), names(&unknown));
    let request = Request::post(at(&waiting)).header("accept", "text/html");
    auditor.post_with(request, &[]).await.is(404);
}
