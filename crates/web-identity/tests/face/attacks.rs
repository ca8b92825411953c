//! What an attacker sends to the pages, as a table: each row is an attack of `docs/security.md`,
//! what is sent, and what must come back. Attacks on protocols and parsers have theirs beside them.

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::browser::Browser;
use crate::rig::{ORIGIN, Rig, with_dni};

/// Where the attacker is at home.
const EVIL: &str = "evil.example";

/// Pages that anybody can open.
const PAGES: [&str; 9] = [
    "/",
    "/login",
    "/login/pin",
    "/login/pin/code",
    "/register",
    "/session",
    "/help",
    "/contact",
    "/no-such-page",
];

struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// Head and body as the browser gets them.
    fn whole(&self) -> String {
        format!("{:?}\n{}", self.headers, self.body)
    }
}

async fn sends(rig: &Rig, request: Request<Body>) -> Reply {
    let answer = rig.app.clone().oneshot(request).await.unwrap();
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Reply {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

fn opens(path: &str, more: &[(&str, &str)]) -> Request<Body> {
    let request = Request::get(path).header("accept", "text/html");
    let request = more.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    request.body(Body::empty()).unwrap()
}

/// Clickjacking, sniffing, inline scripts, third parties: every page says no, error pages too.
#[tokio::test]
async fn every_page_forbids_frames_inline_code_and_third_parties() {
    let rig = Rig::new().await;
    for path in PAGES {
        let reply = sends(&rig, opens(path, &[])).await;
        let policy = reply.header("content-security-policy").to_owned();
        for wanted in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(wanted), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        for (name, wanted) in [
            ("x-frame-options", "DENY"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), wanted, "{path}");
        }
    }
}

/// Host header: whatever it and its relatives say, no address of the attacker's is ever written.
#[tokio::test]
async fn no_page_believes_the_host_header_or_its_relatives() {
    let rig = Rig::new().await;
    for name in [
        "host",
        "x-forwarded-host",
        "forwarded",
        "x-original-url",
        "x-rewrite-url",
    ] {
        let value = if name == "forwarded" {
            "host=evil.example"
        } else {
            EVIL
        };
        for path in PAGES
            .into_iter()
            .chain(["/.well-known/openid-configuration"])
        {
            let reply = sends(&rig, opens(path, &[(name, value)])).await;
            assert!(
                !reply.whole().contains(EVIL),
                "{name} at {path}: {}",
                reply.whole()
            );
        }
    }
}

/// Header injection and open redirect: what stands in an address never becomes a header, and never
/// leads out.
#[tokio::test]
async fn no_parameter_becomes_a_header_or_leads_out() {
    let rig = Rig::new().await;
    let line_break = "%0d%0aset-cookie:%20owned=1%0d%0alocation:%20https://evil.example/";
    for value in [
        line_break,
        "https://evil.example/",
        "//evil.example/",
        "/%5Cevil.example/",
        "javascript:alert(1)",
    ] {
        for name in [
            "r",
            "lang",
            "next",
            "return",
            "redirect_uri",
            "post_logout_redirect_uri",
        ] {
            for path in [
                "/",
                "/login",
                "/login/pin",
                "/register",
                "/session",
                "/authorize",
            ] {
                let reply = sends(&rig, opens(&format!("{path}?{name}={value}"), &[])).await;
                let location = reply.header("location");
                let inside = location.is_empty()
                    || location.starts_with(ORIGIN)
                    || (location.starts_with('/') && !location.starts_with("//"));
                assert!(inside, "{path}?{name}={value} leads to {location}");
                assert!(
                    !location.contains('\\'),
                    "{path}?{name}={value} leads to {location}"
                );
                assert!(
                    !reply.header("set-cookie").contains("owned"),
                    "{path}?{name}={value}"
                );
                assert!(
                    reply.status.as_u16() < 500,
                    "{path}?{name}={value}: {}",
                    reply.status
                );
            }
        }
    }
}

/// Cross-site request forgery: each way in which another site can make a browser send a form.
#[tokio::test]
async fn no_form_of_another_site_does_anything() {
    let rig = Rig::new().await;
    let person = with_dni(31);
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "http://localhost:8081"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let mut browser = Browser::new(&rig);
        browser.open("/login/pin").await;
        let form = browser.filled("", &[("number", person.record.number.as_str())]);
        let seed = browser.cookie("form").unwrap();
        let request = Request::post("/login/pin")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", format!("aldaba-identity-form={seed}"))
            .header(name, value)
            .body(Body::from(form))
            .unwrap();
        let reply = sends(&rig, request).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    // A token of somebody else's browser is none.
    let (mut one, mut other) = (Browser::new(&rig), Browser::new(&rig));
    one.open("/login/pin").await;
    other.open("/login/pin").await;
    let form = one.filled("", &[("number", person.record.number.as_str())]);
    assert!(other.post("", form).await.status.is_client_error());
}

/// Session fixation: no cookie that was in the browser before a log-in is worth anything after it.
#[tokio::test]
async fn no_cookie_from_before_a_log_in_is_the_session_after_it() {
    let rig = Rig::new().await;
    let jordi = with_dni(31);
    let mut browser = Browser::new(&rig);
    let planted = vocab::BearerSecret::generate(&keys::OsEntropy);
    browser.set_cookie("session", planted.as_str());
    browser
        .open("/login/pin")
        .await
        .enter_with_pin(&jordi)
        .await
        .is_at("/session");
    let given = browser.cookie("session").unwrap().clone();
    assert_ne!(given, planted.as_str());
    for purpose in ["browser", "form"] {
        assert_ne!(browser.cookie(purpose), Some(&given), "{purpose}");
    }
    let mut attacker = Browser::new(&rig);
    attacker.set_cookie("session", planted.as_str());
    attacker.open("/session").await.is_at("/login");
    // The next log-in of the same browser is another session.
    browser
        .open("/login/pin")
        .await
        .enter_with_pin(&jordi)
        .await
        .is_at("/session");
    assert_ne!(browser.cookie("session"), Some(&given));
}

/// Cache leaks: pages with data of a person stay in no cache, no history of another site, no index.
#[tokio::test]
async fn no_page_about_a_person_stays_in_a_cache() {
    let rig = Rig::new().await;
    let jordi = with_dni(31);
    let mut browser = Browser::new(&rig);
    browser.open("/login/pin").await.is_private();
    browser
        .identify(&jordi)
        .await
        .is_at("/login/pin/code")
        .is_private();
    browser
        .open("/login/pin")
        .await
        .enter_with_pin(&jordi)
        .await
        .is_at("/session");
    browser.is_private();
    assert_eq!(browser.header("x-robots-tag"), "noindex");
    let mut other = Browser::new(&rig);
    other.confirm_document(&with_dni(101)).await.is_private();
}

/// Oversized everything: too long a body, too many fields, too long a cookie, too long an address.
#[tokio::test]
async fn too_much_of_anything_is_refused_and_nothing_breaks() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.open("/login/pin").await;
    let form = browser.filled("", &[]);
    let many = (0..1_000).map(|at| format!("&f{at}=1")).collect::<String>();
    for (what, body) in [
        (
            "a long body",
            format!("{form}&number={}", "1".repeat(70_000)),
        ),
        ("many fields", format!("{form}{many}")),
        ("half an escape", format!("{form}&number=%")),
        ("a NUL", format!("{form}&number=%00")),
        ("no UTF-8", format!("{form}&number=%ff%fe")),
    ] {
        let status = browser.post("", body).await.status;
        assert!(status.is_client_error(), "{what}: {status}");
    }
    let long = "a".repeat(7_000);
    for (what, request) in [
        (
            "a long cookie",
            opens(
                "/session",
                &[("cookie", &format!("aldaba-identity-session={long}"))],
            ),
        ),
        (
            "a long ticket",
            opens(
                "/login/pin/code",
                &[("cookie", &format!("aldaba-identity-pin={long}"))],
            ),
        ),
        ("a long request", opens(&format!("/login?r={long}"), &[])),
        ("a long language", opens("/", &[("accept-language", &long)])),
    ] {
        let status = sends(&rig, request).await.status;
        assert!(status.as_u16() < 500, "{what}: {status}");
    }
}
