//! The developer inbox over HTTP.

use std::{io, net::SocketAddr, sync::Arc};

use bytes::Bytes;
use gateways::{
    OutboundClient, PrintFolder,
    outbound::{
        OutboundLimits, OutboundRequest, OutboundResponse, policy::OutboundPolicy, resolve::Resolve,
    },
};
use http::{HeaderName, HeaderValue};
use ports::{
    BoxFuture,
    messages::{LetterPrinter as _, Mailer as _, SmsGateway as _},
};
use serde_json::{Value, json};
use simulators::{
    inbox::{DemoClock, FaceLink, Inbox, InboxSite, site},
    outside::PrintHouse,
    population::PeoplePage,
};
use url::Url;
use vocab::Clock as _;

use crate::support::{
    TOKEN, clock, email, id, letter, loopback, mailer, sms, sms_gateway, sms_sink, smtp_sink,
};

struct Here(SocketAddr);

impl Resolve for Here {
    fn resolve<'a>(&'a self, _: &'a str, _: u16) -> BoxFuture<'a, io::Result<Vec<SocketAddr>>> {
        Box::pin(async move { Ok(vec![self.0]) })
    }
}

struct Site {
    inbox: Inbox,
    clock: Arc<DemoClock>,
    address: SocketAddr,
    client: OutboundClient,
}

impl Site {
    async fn open() -> Self {
        let clock = Arc::new(DemoClock::new(clock()));
        let inbox = Inbox::new(clock.clone());
        let people =
            PeoplePage::new(|officer| format!("http://localhost:1/step-in/{}", officer.key));
        let face = FaceLink {
            name: "identity".into(),
            address: "http://localhost:8080".into(),
        };
        let app = site::router(InboxSite {
            inbox: inbox.clone(),
            clock: clock.clone(),
            people: Arc::new(people),
            certificates: None,
            faces: vec![face],
            time_zone: "Europe/Madrid".into(),
        });
        let listener = loopback().await;
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app).await });
        let policy = ["localhost", "evil.example"]
            .iter()
            .fold(OutboundPolicy::public(), |policy, name| {
                policy.allowing(name.parse().unwrap())
            });
        let limits = OutboundLimits {
            body: 4_000_000,
            ..OutboundLimits::default()
        };
        let roots = rustls::RootCertStore::empty();
        let client = OutboundClient::with_parts(policy, limits, Arc::new(Here(address)), roots);
        Self {
            inbox,
            clock,
            address,
            client,
        }
    }

    fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://localhost:{}{path}", self.address.port())).unwrap()
    }

    async fn get(&self, path: &str) -> OutboundResponse {
        self.client
            .send(&OutboundRequest::get(self.url(path)))
            .await
            .unwrap()
    }

    async fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path).await.body).unwrap()
    }

    async fn page(&self, path: &str) -> String {
        String::from_utf8(self.get(path).await.body.to_vec()).unwrap()
    }

    async fn post(&self, media_type: &'static str, body: &'static str) -> OutboundResponse {
        let body = Bytes::from_static(body.as_bytes());
        let request = OutboundRequest::post(self.url("/clock"), media_type, body);
        self.client.send(&request).await.unwrap()
    }

    /// A text message, then an e-mail a minute later, then a letter.
    async fn fill(&self) -> tempfile::TempDir {
        let folder = tempfile::TempDir::new().unwrap();
        let sms_sink = sms_sink(&self.inbox).await;
        sms_gateway(&sms_sink.url(), TOKEN)
            .send(id(1), &sms())
            .await
            .unwrap();
        self.clock.advance(60).unwrap();
        let smtp_sink = smtp_sink(&self.inbox).await;
        mailer(&smtp_sink).send(id(2), &email()).await.unwrap();
        let house = PrintHouse::open(folder.path(), self.inbox.clone()).unwrap();
        PrintFolder::new(folder.path())
            .print(id(3), &letter())
            .await
            .unwrap();
        house
            .note(id(3), "Carta de invitación", "Código: <ABCD>")
            .unwrap();
        folder
    }
}

#[tokio::test]
async fn lists_messages_newest_first_in_the_stable_form() {
    let site = Site::open().await;
    let _folder = site.fill().await;
    let list = site.json("/messages.json").await;
    assert_eq!(list.as_array().unwrap().len(), 3);
    assert_eq!(
        list[0],
        json!({
            "id": id(3).to_string(),
            "channel": "letter",
            "to": "Ana Inventada Prueba",
            "subject": "Carta de invitación",
            "text": "Código: <ABCD>",
            "attachments": [{
                "name": format!("{}.pdf", id(3)),
                "url": format!("/messages/{0}/{0}.pdf", id(3)),
            }],
            "created_at": "2026-11-22T09:59:58Z",
        })
    );
    assert_eq!(list[1]["channel"], "email");
    assert_eq!(list[1]["created_at"], "2026-11-22T10:01:00Z");
    assert_eq!(
        list[2],
        json!({
            "id": id(1).to_string(),
            "channel": "sms",
            "to": "+34600123456",
            "subject": "",
            "text": sms().text,
            "attachments": [],
            "created_at": "2026-11-22T10:00:00Z",
        })
    );
}

#[tokio::test]
async fn filters_by_recipient_and_channel() {
    let site = Site::open().await;
    let _folder = site.fill().await;
    for (query, expected) in [
        ("channel=sms", vec!["sms"]),
        ("channel=letter&to=", vec!["letter"]),
        ("channel=push", vec![]),
        ("to=%2B34600123456", vec!["sms"]),
        ("to=+34600123456", vec!["sms"]),
        ("to=600123456", vec!["sms"]),
        ("to=600123457", vec![]),
        ("to=ANA@correo.example", vec!["email"]),
        ("to=na@correo.example", vec![]),
        ("to=ana+inventada", vec!["letter"]),
        ("to=ana@correo.example&channel=sms", vec![]),
    ] {
        let list = site.json(&format!("/messages.json?{query}")).await;
        let channels: Vec<_> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["channel"].as_str().unwrap())
            .collect();
        assert_eq!(channels, expected, "{query}");
    }
}

#[tokio::test]
async fn gives_the_pdf_of_a_letter_and_no_other_file() {
    let site = Site::open().await;
    let _folder = site.fill().await;
    let list = site.json("/messages.json?channel=letter").await;
    let answer = site
        .get(list[0]["attachments"][0]["url"].as_str().unwrap())
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "application/pdf");
    assert_eq!(answer.body, letter().pdf);
    for path in ["/messages/x/y.pdf", "/messages/x/..%2F..%2Fetc%2Fpasswd"] {
        assert_eq!(site.get(path).await.status, 404, "{path}");
    }
    let other = format!("/messages/{}/{}.json", id(3), id(3));
    assert_eq!(site.get(&other).await.status, 404);
}

#[tokio::test]
async fn moves_the_clock_by_json_and_by_form() {
    let site = Site::open().await;
    let answer = site.post("application/json", "{\"advance_s\": 601}").await;
    assert_eq!(answer.status, 200);
    let told: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(
        told,
        json!({ "now": "2026-11-22T10:10:01Z", "offset_s": 601 })
    );
    let answer = site
        .post("application/x-www-form-urlencoded", "lang=es&advance_s=59")
        .await;
    assert_eq!(
        (answer.status.as_u16(), &answer.headers["location"]),
        (303, &HeaderValue::from_static("/?lang=es"))
    );
    assert_eq!(site.clock.now().to_string(), "2026-11-22T10:11:00Z");
    assert_eq!(site.json("/clock.json").await["offset_s"], 660);
}

#[tokio::test]
async fn does_not_move_the_clock_back_nor_by_nonsense() {
    let site = Site::open().await;
    for body in [
        "{\"advance_s\": -1}",
        "{\"advance_s\": 9e18}",
        "{\"advance_s\": 99999999999}",
        "{}",
        "advance_s=1",
        "",
    ] {
        let answer = site.post("application/json", body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(serde_json::from_slice::<Value>(&answer.body).unwrap()["error"].is_string());
    }
    assert_eq!(site.clock.offset_s(), 0);
}

#[tokio::test]
async fn answers_only_under_a_name_of_this_machine() {
    let site = Site::open().await;
    let evil = Url::parse(&format!(
        "http://evil.example:{}/messages.json",
        site.address.port()
    ));
    let answer = site
        .client
        .send(&OutboundRequest::get(evil.unwrap()))
        .await
        .unwrap();
    assert_eq!(answer.status, 403);
    let origin = (
        HeaderName::from_static("origin"),
        HeaderValue::from_static("https://evil.example"),
    );
    let form = OutboundRequest::post(
        site.url("/clock"),
        "application/x-www-form-urlencoded",
        "advance_s=9",
    );
    let answer = site
        .client
        .send(&form.header(origin.0, origin.1))
        .await
        .unwrap();
    assert_eq!((answer.status.as_u16(), site.clock.offset_s()), (403, 0));
}

#[tokio::test]
async fn tells_the_people_to_play_and_the_officers() {
    let site = Site::open().await;
    let people = site.json("/people.json").await;
    let first = people["people"][0].as_object().unwrap();
    let members = [
        "number",
        "contrast",
        "given_name",
        "surname1",
        "surname2",
        "birth_date",
        "phone",
        "email",
        "address",
        "registration",
        "shows",
    ];
    for member in members {
        assert!(first.contains_key(member), "{member}");
    }
    let officer = people["officers"][0].as_object().unwrap();
    assert!(
        officer["sign_in"]
            .as_str()
            .unwrap()
            .starts_with("http://localhost:1/step-in/")
    );
}

#[tokio::test]
async fn the_page_shows_everything_in_english_and_spanish() {
    let site = Site::open().await;
    let _folder = site.fill().await;
    for (lang, title) in [("en", "Developer inbox"), ("es", "Buzón de desarrollo")] {
        let page = site.page(&format!("/?lang={lang}")).await;
        for words in [
            title,
            "Código: &#60;ABCD&#62;",
            "+34600123456",
            "2026-11-22 11:00:00",
            "http://localhost:8080",
            "/step-in/",
            "name=\"advance_s\" value=\"86400\"",
        ] {
            assert!(page.contains(words), "{lang}: {words}");
        }
        assert!(
            !page.contains("style=") && !page.contains("onclick"),
            "nothing inline"
        );
    }
    assert!(site.page("/?channel=sms").await.contains("+34600123456"));
    assert!(
        !site
            .page("/?channel=sms")
            .await
            .contains("Carta de invitación")
    );
}

#[tokio::test]
async fn every_answer_has_the_protecting_headers() {
    let site = Site::open().await;
    for path in [
        "/",
        "/inbox.css",
        "/inbox.js",
        "/mark.svg",
        "/messages.json",
        "/people.json",
        "/nothing",
    ] {
        let answer = site.get(path).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert_eq!(
            answer.headers["x-content-type-options"], "nosniff",
            "{path}"
        );
        assert_eq!(answer.headers["cache-control"], "no-store", "{path}");
        // Under `no-referrer` the clock's own form would come with the origin "null".
        assert_eq!(answer.headers["referrer-policy"], "same-origin", "{path}");
    }
}
