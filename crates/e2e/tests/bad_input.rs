//! What no browser would send: clear answers, nothing told to strangers, nothing broken.
#![expect(clippy::unwrap_used, reason = "tests")]

use e2e::{
    Demonstration, Visitor,
    http::{self, Request},
    steps,
};

/// An authorization request, complete but for what a test leaves out or makes wrong.
fn authorize(demonstration: &Demonstration, client: &str, redirect: &str) -> String {
    format!(
        "{}/authorize?response_type=code&scope=openid&client_id={client}&redirect_uri={}&state=s&nonce=n\
         &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256",
        demonstration.identity(),
        http::escape(redirect)
    )
}

#[test]
fn an_unregistered_address_is_never_redirected_to() {
    let demonstration = Demonstration::start();
    for (client, address, words) in [
        ("demo-rp", "https://evil.example/", "no tiene registrada"),
        (
            "sede",
            "http://localhost:1/login/callback",
            "no tiene registrada",
        ),
        (
            "demo-rp",
            "http://localhost.evil.example/",
            "no tiene registrada",
        ),
        ("nobody", "http://localhost:1/", "No conocemos"),
    ] {
        let place = Visitor::new().open(&authorize(&demonstration, client, address));
        let place = place.with_status(400);
        assert!(
            place.words().contains(words),
            "{client} {address}: {}",
            place.words()
        );
        assert!(
            place.words().contains("OID-001"),
            "no code for the helpline: {}",
            place.words()
        );
    }
}

#[test]
fn a_malformed_request_of_a_known_client_is_answered_to_that_client() {
    let demonstration = Demonstration::start();
    let url = authorize(&demonstration, "demo-spa", "http://localhost:1/back");
    for (with, without, error) in [
        (
            "response_type=code",
            "response_type=token",
            "unsupported_response_type",
        ),
        (
            "code_challenge_method=S256",
            "code_challenge_method=plain",
            "invalid_request",
        ),
        ("scope=openid", "scope=", "invalid_scope"),
    ] {
        let answer = http::get(&url.replace(with, without));
        assert_eq!(answer.status, 303, "{without}: {}", answer.text());
        let location = answer.header("location").unwrap();
        assert!(
            location.starts_with("http://localhost:1/back"),
            "{location}"
        );
        assert!(
            location.contains(&format!("error={error}")),
            "{without}: {location}"
        );
    }
}

#[test]
fn tampered_cookies_are_no_cookies() {
    let demonstration = Demonstration::start();
    let person = demonstration.people().ordinary_registered().pop().unwrap();
    let mut visitor = Visitor::new();
    let waiting = steps::obtain_pin(&demonstration, &mut visitor, &person);
    for name in visitor.cookies.clone().keys() {
        let mut thief = visitor.clone();
        let value = thief.cookies.get_mut(name).unwrap();
        *value = changed(value);
        let place = thief.open(&waiting.url);
        assert!(place.answer.status < 500, "{name}: {}", place.answer.status);
    }
    demonstration.advance(steps::SMS_AFTER);
    let (place, pin) = steps::pin_by_sms(&demonstration, &mut visitor, &waiting, &person);
    let session = visitor.submit(&place, "/login/pin/code", &[("pin", &pin)]);
    assert!(session.url.ends_with("/session"));
    for name in visitor
        .cookies
        .clone()
        .keys()
        .filter(|name| name.contains("session"))
    {
        let mut thief = visitor.clone();
        let value = thief.cookies.get_mut(name).unwrap();
        *value = changed(value);
        let place = thief.open(&session.url);
        assert!(
            place.url.ends_with("/login"),
            "a changed session opens {}",
            place.url
        );
    }
}

/// The same text with another character in its middle.
fn changed(text: &str) -> String {
    let middle = text.len() / 2;
    text.char_indices()
        .map(|(at, c)| {
            if at == middle {
                if c == 'A' { 'B' } else { 'A' }
            } else {
                c
            }
        })
        .collect()
}

#[test]
fn a_pin_opens_only_the_browser_that_asked_for_it() {
    let demonstration = Demonstration::start();
    let person = demonstration.people().ordinary_registered().pop().unwrap();
    let mut visitor = Visitor::new();
    let waiting = steps::obtain_pin(&demonstration, &mut visitor, &person);
    demonstration.advance(steps::SMS_AFTER);
    let (place, pin) = steps::pin_by_sms(&demonstration, &mut visitor, &waiting, &person);
    // Somebody has read the PIN over a shoulder and has a challenge of their own for the number.
    let mut thief = Visitor::new();
    let theirs = steps::obtain_pin(&demonstration, &mut thief, &person);
    let refused = thief
        .submit(&theirs, "/login/pin/code", &[("pin", &pin)])
        .with_status(422);
    assert!(
        refused.words().contains("no es correcto"),
        "{}",
        refused.words()
    );
    let session = visitor.submit(&place, "/login/pin/code", &[("pin", &pin)]);
    assert!(session.url.ends_with("/session"), "{}", session.words());
}

#[test]
fn a_request_that_was_sealed_by_somebody_else_is_gone() {
    let demonstration = Demonstration::start();
    let mut visitor = Visitor::new();
    let asked = authorize(&demonstration, "demo-rp", "http://localhost:1/back");
    let means = visitor.open(&asked).with_status(200);
    let (address, sealed) = means.url.split_once("?r=").unwrap();
    for other in [changed(sealed), "x".into(), "%00".into()] {
        let gone = visitor
            .open(&format!("{address}?r={other}"))
            .with_status(410);
        assert!(
            gone.words().contains("Esta petición ya no sirve"),
            "{}",
            gone.words()
        );
    }
}

#[test]
fn a_form_without_its_token_or_of_another_site_changes_nothing() {
    let demonstration = Demonstration::start();
    let person = demonstration.people().ordinary_registered().pop().unwrap();
    let mut visitor = Visitor::new();
    let session = steps::identify(&demonstration, &mut visitor, &person);
    let (url, fields) = session.filled("/session/log-out", &[]);
    let bare: Vec<_> = fields
        .iter()
        .filter(|(name, _)| name != "_token")
        .cloned()
        .collect();
    let without = visitor.send(&Request::new("POST", &url).form(&bare));
    assert_eq!(without.status, 403, "{}", without.text());
    assert!(without.text().contains("GEN-419"));
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let foreign = visitor.send(&Request::new("POST", &url).header(name, value).form(&fields));
        assert_eq!(foreign.status, 403, "{name}: {}", foreign.text());
    }
    let still = visitor.open(&session.url);
    assert!(
        still.url.ends_with("/session"),
        "the session is gone: {}",
        still.url
    );
}

#[test]
fn oversized_bodies_and_heads_are_refused_and_the_server_goes_on() {
    let demonstration = Demonstration::start();
    let mut visitor = Visitor::new();
    let page = visitor
        .open(&format!("{}/register", demonstration.identity()))
        .with_status(200);
    let long = "1".repeat(200_000);
    let refused = visitor
        .submit(&page, "/register", &[("number", &long)])
        .with_status(413);
    assert!(refused.words().contains("GEN-413"), "{}", refused.words());

    let head = "x".repeat(100_000);
    let answer = Request::new("GET", &page.url)
        .header("x-long", &head)
        .try_send();
    assert!(
        answer.map_or(true, |answer| answer.status == 431),
        "a head of 100 kB was read"
    );

    // A field that is far too long for a number is a mistake like any other.
    let page = visitor.open(&page.url);
    let wrong = visitor.submit(&page, "/register", &[("number", &"1".repeat(5_000))]);
    let _ = wrong.with_status(422);

    let upload = format!(
        "{}/csv/ABCDEFGHIJKLMNOPQRSTP7/compare",
        demonstration.sede()
    );
    let body = vec![b'x'; 11 * 1024 * 1024];
    let kind = "multipart/form-data; boundary=b";
    let answer = visitor
        .dressed(&Request::new("POST", &upload).body(kind, body))
        .try_send();
    // Refused while it is still being sent: the connection may be gone before the answer is read.
    assert!(
        answer.map_or(true, |answer| answer.status == 413),
        "11 MB were taken"
    );
    assert_eq!(
        http::get(&format!("{}/healthz", demonstration.operations())).status,
        200
    );
}

#[test]
fn a_body_of_another_kind_is_refused() {
    let demonstration = Demonstration::start();
    let url = format!("{}/register", demonstration.identity());
    let mut visitor = Visitor::new();
    let _ = visitor.open(&url);
    let answer = visitor.send(&Request::new("POST", &url).body("application/json", "{}"));
    assert_eq!(answer.status, 415, "{}", answer.text());
    let answer = visitor
        .send(&Request::new("POST", &url).body("application/x-www-form-urlencoded", "%ff=%fe&x"));
    assert!((400..500).contains(&answer.status), "{}", answer.status);
}

#[test]
fn an_unknown_language_is_answered_in_a_known_one() {
    let demonstration = Demonstration::start();
    for origin in [
        demonstration.identity(),
        demonstration.sede(),
        demonstration.office(),
    ] {
        for (language, spoken) in [
            ("xx", "es"),
            ("tlh-Latn, *;q=0.1", "es"),
            ("eu", "eu"),
            ("ast", "es"),
            ("ca-valencia, es;q=0.5", "ca-valencia"),
            ("de, en;q=0.8", "en"),
            ("\u{1}", "es"),
        ] {
            let mut visitor = Visitor {
                language: Some(language.into()),
                ..Visitor::new()
            };
            let page = visitor.open(&origin);
            if page.answer.status == 400 {
                // A header that HTTP does not allow is no request.
                continue;
            }
            let page = page.with_status(200);
            assert!(
                page.html().contains(&format!("<html lang=\"{spoken}\"")),
                "{origin} {language}"
            );
        }
        let page = Visitor::new()
            .open(&format!("{origin}/?lang=klingon"))
            .with_status(200);
        assert!(page.html().contains("<html lang=\"es\""), "{origin}");
    }
}

#[test]
fn an_unknown_page_has_a_reference_for_the_helpline() {
    let demonstration = Demonstration::start();
    for origin in [
        demonstration.identity(),
        demonstration.sede(),
        demonstration.office(),
    ] {
        let page = Visitor::new()
            .open(&format!("{origin}/no/such/page"))
            .with_status(404);
        assert!(page.words().contains("GEN-404 · "), "{}", page.words());
        let wrong = Visitor::new().send(&Request::new("DELETE", &origin));
        assert_eq!(wrong.status, 405);
    }
}

#[test]
fn guessing_data_of_documents_is_slowed_down() {
    let demonstration = Demonstration::start();
    let person = demonstration.people().showing("The main journey");
    let mut visitor = Visitor::new();
    let start = visitor.open(&format!("{}/register", demonstration.identity()));
    let asked = visitor.submit(&start, "/register", &[("number", &person.number)]);
    let guess = |visitor: &mut Visitor, n: u32| {
        visitor
            .submit(&asked, "/register", &[("support", &format!("E{n:08}"))])
            .answer
            .status
    };
    let answers: Vec<u16> = (1..=12).map(|n| guess(&mut visitor, n)).collect();
    assert_eq!(answers.first(), Some(&422));
    assert_eq!(answers.last(), Some(&429), "{answers:?}");
    // Also the right datum waits now, so that a guess cannot be told from a hit.
    let right = visitor.submit(&asked, "/register", &[("support", &person.contrast)]);
    assert_eq!(right.answer.status, 429);
    assert!(right.answer.header("retry-after").is_some());
    // Somebody else's number from another browser is not stopped by it.
    let other = demonstration.people().ordinary_strangers().pop().unwrap();
    let mut visitor = Visitor::new();
    let start = visitor.open(&format!("{}/register", demonstration.identity()));
    let _ = steps::type_document(&mut visitor, &start, "/register", &other).with_status(200);
}
