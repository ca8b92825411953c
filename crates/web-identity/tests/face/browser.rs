//! Just enough of a browser: cookies, redirects, forms as they stand in the page. Every page that
//! it meets is checked for what a reader would stumble over.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use url::form_urlencoded;

use crate::html::{between, hidden_fields, text};
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
    /// Headers that go with every request.
    says: Vec<(String, String)>,
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
            says: Vec::new(),
        }
    }

    pub(crate) fn speaking(rig: &'a Rig, lang: vocab::Lang) -> Self {
        let mut browser = Self::new(rig);
        browser
            .cookies
            .insert("aldaba-identity-lang".into(), lang.tag().into());
        browser
    }

    /// A browser whose person has chosen no language here.
    pub(crate) fn without_language(rig: &'a Rig) -> Self {
        let mut browser = Self::new(rig);
        browser.cookies.clear();
        browser
    }

    /// Sends these headers with every request from now on.
    pub(crate) fn says_of_itself(&mut self, headers: &[(&str, &str)]) {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        self.says = headers.iter().map(owned).collect();
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
        let headers = [
            ("accept", "text/html,application/xhtml+xml"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        self.ask(method, path, &headers, body).await;
    }

    /// A request with headers of its own, as scripts and forms with files make them.
    pub(crate) async fn ask(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        for (name, value) in &self.says {
            request = request.header(name, value);
        }
        let request = request
            .header("origin", ORIGIN)
            .header("cookie", cookies.join("; "))
            .body(body.into())
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
        let title = self.title();
        let titled = vocab::Lang::ALL
            .into_iter()
            .any(|lang| title.contains(web_kit::texts::kit(lang).error_prefix));
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
        text(&self.page())
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
}
