//! Just enough of a browser: cookies, redirects, forms as they stand in the page. Every page that
//! it meets is checked for what a reader would stumble over.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use simulators::population::DemoPerson;
use tower::ServiceExt as _;
use url::form_urlencoded;

use crate::rig::{ORIGIN, Rig};

/// One browser.
pub(crate) struct Browser<'a> {
    pub(crate) rig: &'a Rig,
    cookies: BTreeMap<String, String>,
    /// The address shown: a path of ours, or the whole address of another site.
    pub(crate) at: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
    /// Every title shown so far.
    pub(crate) titles: Vec<String>,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(rig: &'a Rig) -> Self {
        Self {
            rig,
            cookies: BTreeMap::from([("aldaba-identity-lang".into(), "es".into())]),
            at: "/".into(),
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            bytes: Vec::new(),
            titles: Vec::new(),
        }
    }

    pub(crate) fn speaking(rig: &'a Rig, lang: vocab::Lang) -> Self {
        let mut browser = Self::new(rig);
        browser
            .cookies
            .insert("aldaba-identity-lang".into(), lang.tag().into());
        browser
    }

    pub(crate) fn cookie(&self, purpose: &str) -> Option<&String> {
        self.cookies.get(&format!("aldaba-identity-{purpose}"))
    }

    pub(crate) fn set_cookie(&mut self, purpose: &str, value: &str) {
        self.cookies
            .insert(format!("aldaba-identity-{purpose}"), value.to_owned());
    }

    /// Opens an address and follows redirects within the face.
    pub(crate) async fn open(&mut self, path: &str) -> &mut Self {
        self.request(Method::GET, path, String::new()).await;
        self.follow().await;
        self
    }

    /// Fills in and sends the form that goes to `action`, with its hidden fields, and follows.
    /// An empty action is the form without one, which goes to the address shown.
    pub(crate) async fn send(&mut self, action: &str, fields: &[(&str, &str)]) -> &mut Self {
        let encoded = self.filled(action, fields);
        self.post(action, encoded).await;
        self.follow().await;
        self
    }

    /// What sending that form would post.
    pub(crate) fn filled(&self, action: &str, fields: &[(&str, &str)]) -> String {
        let page = self.page();
        let hidden = hidden_fields(&page, action)
            .unwrap_or_else(|| panic!("no form to {action:?} at {}: {}", self.at, self.text()));
        let mut encoded = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &hidden {
            encoded.append_pair(name, value);
        }
        for (name, value) in fields {
            encoded.append_pair(name, value);
        }
        encoded.finish()
    }

    pub(crate) async fn post(&mut self, action: &str, encoded: String) -> &mut Self {
        let path = if action.is_empty() {
            self.at.clone()
        } else {
            action.to_owned()
        };
        self.request(Method::POST, &path, encoded).await;
        self
    }

    pub(crate) async fn follow(&mut self) {
        for _ in 0..8 {
            if self.status != StatusCode::SEE_OTHER {
                return;
            }
            let location = self.header("location").to_owned();
            let inside = location
                .strip_prefix(ORIGIN)
                .unwrap_or(&location)
                .to_owned();
            if !inside.starts_with('/') {
                self.at = location;
                return;
            }
            self.request(Method::GET, &inside, String::new()).await;
        }
        panic!("redirects in a circle at {}", self.at);
    }

    async fn request(&mut self, method: Method, path: &str, body: String) {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("accept", "text/html,application/xhtml+xml")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", ORIGIN)
            .header("cookie", cookies.join("; "))
            .body(Body::from(body))
            .unwrap();
        let response = self.rig.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        self.at = path.to_owned();
        self.status = parts.status;
        self.headers = parts.headers;
        self.bytes = body.collect().await.unwrap().to_bytes().to_vec();
        self.keep_cookies();
        self.look();
    }

    fn keep_cookies(&mut self) {
        for line in self.headers.get_all("set-cookie") {
            let line = line.to_str().unwrap();
            let (pair, attributes) = line.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            assert!(attributes.contains("HttpOnly"), "{line}");
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Every page is well formed, and says whom it is about to nobody else.
    fn look(&mut self) {
        if !self.header("content-type").starts_with("text/html") {
            return;
        }
        let page = self.page();
        assert_eq!(
            web_kit::check::page(&page),
            Vec::<String>::new(),
            "at {}",
            self.at
        );
        self.titles.push(self.title());
        let titled = self.title().contains("Error:");
        let refused = page.contains("aria-invalid=\"true\"");
        assert_eq!(
            titled, refused,
            "the title of {} and its fields disagree",
            self.at
        );
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn page(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    /// The title without the name of the body.
    pub(crate) fn title(&self) -> String {
        let page = self.page();
        let title = between(&page, "<title>", "</title>").unwrap_or_default();
        title
            .rsplit_once(" · ")
            .map_or(title, |(title, _)| title)
            .to_owned()
    }

    /// The text of the page, marks and hidden tokens left out.
    pub(crate) fn text(&self) -> String {
        let page = self.page();
        let main = page
            .split_once("<main")
            .map_or(page.as_str(), |(_, main)| main);
        let mut text = String::new();
        let mut inside = true;
        for c in main.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
        let text = text
            .replace("&#39;", "'")
            .replace("&#34;", "\"")
            .replace("&#38;", "&");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(
            self.text().contains(words),
            "{words:?} is not at {}:\n{}",
            self.at,
            self.text()
        );
        self
    }

    #[track_caller]
    pub(crate) fn does_not_say(&self, words: &str) -> &Self {
        assert!(!self.text().contains(words), "{words:?} is at {}", self.at);
        self
    }

    #[track_caller]
    pub(crate) fn is_at(&self, path: &str) -> &Self {
        assert_eq!(
            (self.at.as_str(), self.status),
            (path, StatusCode::OK),
            "{}",
            self.text()
        );
        self
    }

    #[track_caller]
    pub(crate) fn answers(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    #[track_caller]
    pub(crate) fn is_private(&self) -> &Self {
        assert_eq!(self.header("cache-control"), "no-store");
        assert_eq!(self.header("referrer-policy"), "no-referrer");
        self
    }

    /// Number, then contrast datum, in the form shown.
    pub(crate) async fn identify(&mut self, person: &DemoPerson) -> &mut Self {
        let number = person.record.number.as_str().to_owned();
        self.send("", &[("number", &number), ("user_part", "ABCD")])
            .await;
        let fields = contrast(person);
        let mut sent = vec![("number", number.as_str()), ("user_part", "ABCD")];
        sent.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
        self.send("", &sent).await
    }

    /// From the entrance to the ways, as a person whose data are right.
    pub(crate) async fn confirm_document(&mut self, person: &DemoPerson) -> &mut Self {
        self.open("/register").await;
        self.identify(person).await;
        self.is_at("/register/ways");
        self
    }

    /// Asks for a letter and returns its code, which arrives at once here.
    pub(crate) async fn ask_for_letter(&mut self, person: &DemoPerson) -> Option<String> {
        self.confirm_document(person).await;
        self.send("", &[("way", "ask")])
            .await
            .is_at("/register/letter");
        self.send("", &[]).await.is_at("/register/letter/requested");
        let letter = self.rig.letter().await;
        self.send("/register/leave", &[]).await.is_at("/");
        letter
    }

    /// From nothing to a proven phone: letter, code, contact, SMS.
    pub(crate) async fn prove_phone(&mut self, person: &DemoPerson, phone: &str) -> &mut Self {
        let letter = self.ask_for_letter(person).await.unwrap();
        self.type_letter(person, &letter)
            .await
            .is_at("/register/contact");
        self.send("", &[("phone", phone), ("email", person.email.as_str())])
            .await;
        self.is_at("/register/phone-code");
        let code = self.rig.phone_code().await;
        self.send("/register/phone-code", &[("code", &code)])
            .await
            .is_at("/register/terms");
        self
    }

    pub(crate) async fn type_letter(&mut self, person: &DemoPerson, code: &str) -> &mut Self {
        self.confirm_document(person).await;
        self.send("", &[("way", "have")])
            .await
            .is_at("/register/code");
        self.send("", &[("code", code)]).await
    }

    pub(crate) async fn register(&mut self, person: &DemoPerson) -> &mut Self {
        let phone = person.phone.as_e164().to_owned();
        self.prove_phone(person, &phone).await;
        self.send("", &[("accept", "yes")])
            .await
            .is_at("/register/done");
        self.rig.messages().await;
        self
    }

    /// From the PIN form to what follows it, with the PIN asked for by SMS.
    pub(crate) async fn enter_with_pin(&mut self, person: &DemoPerson) -> &mut Self {
        self.identify(person).await;
        self.rig.clock.advance_seconds(61);
        let (again, sms) = (self.at.clone(), self.at.replace("/pin/code", "/pin/sms"));
        self.open(&again).await;
        self.send(&sms, &[]).await;
        let (pin, _) = self.rig.pin().await;
        let at = self.at.clone();
        self.send(&at, &[("pin", &pin), ("user_part", "ABCD")])
            .await
    }
}

/// The fields of the contrast datum that the form asks this person for.
pub(crate) fn contrast(person: &DemoPerson) -> Vec<(&'static str, String)> {
    let datum = person.contrast();
    let parts: Vec<&str> = datum.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return vec![("support", datum)];
    };
    let permanent = person.record.document.valid_until.is_none();
    vec![
        (
            "which",
            if permanent { "issue" } else { "validity" }.to_owned(),
        ),
        ("date-day", (*day).to_owned()),
        ("date-month", (*month).to_owned()),
        ("date-year", (*year).to_owned()),
    ]
}

/// The hidden fields of the form that goes to `action`.
fn hidden_fields(page: &str, action: &str) -> Option<Vec<(String, String)>> {
    let mut forms = page.split("<form").skip(1).map(|form| {
        let form = form.split_once("</form>").map_or(form, |(form, _)| form);
        form.split_once('>').unwrap()
    });
    let (_, inside) = forms.find(|(tag, _)| {
        let goes_to = between(tag, "action=\"", "\"").unwrap_or_default();
        unescaped(goes_to) == action
    })?;
    let inputs = inside.split("<input type=\"hidden\"").skip(1);
    Some(
        inputs
            .map(|input| {
                let name = between(input, "name=\"", "\"").unwrap();
                let value = between(input, "value=\"", "\"").unwrap();
                (name.to_owned(), unescaped(value))
            })
            .collect(),
    )
}

pub(crate) fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let rest = text.split_once(start)?.1;
    Some(rest.split_once(end)?.0)
}

fn unescaped(text: &str) -> String {
    text.replace("&#38;", "&")
        .replace("&#39;", "'")
        .replace("&#34;", "\"")
}
