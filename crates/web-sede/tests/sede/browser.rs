//! A browser without a screen: keeps cookies, remembers the token of the last form, follows
//! redirects inside the office and stops where they lead out.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{Router, body::Body};
use http::{
    HeaderMap, Request, StatusCode,
    header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE},
};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use web_kit::client::Peer;

use crate::office::SEDE;

const BOUNDARY: &str = "----------------------------boundary";

#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) keeps_cookies: bool,
    lang: &'static str,
    address: SocketAddr,
    token: String,
    once: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            headers: Vec::new(),
            keeps_cookies: true,
            lang: "es",
            address: "192.0.2.1:50000".parse().unwrap(),
            token: String::new(),
            once: String::new(),
        }
    }

    pub(crate) fn speaking(mut self, lang: &'static str) -> Self {
        self.lang = lang;
        self
    }

    pub(crate) fn from(mut self, address: &str) -> Self {
        self.address = format!("{address}:50000").parse().unwrap();
        self
    }

    /// One request, no redirect followed.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.request(Request::get(path), Body::empty()).await
    }

    /// Follows redirects until a page comes or the way leads out of the office.
    pub(crate) async fn follow(&mut self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        for _ in 0..8 {
            if !answer.status.is_redirection() || !answer.location().starts_with('/') {
                return answer;
            }
            let next = answer.location().to_owned();
            answer = self.get(&next).await;
        }
        panic!("too many redirects");
    }

    /// Sends a form of the page seen last.
    pub(crate) async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = [
            ("_token", self.token.as_str()),
            ("_once", self.once.as_str()),
        ]
        .iter()
        .chain(fields)
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.request(request, Body::from(pairs.join("&"))).await
    }

    /// Sends a file from the page seen last.
    pub(crate) async fn upload(&mut self, path: &str, file: Option<&[u8]>) -> Answer {
        let mut body = Vec::new();
        let part = |name: &str, more: &str| {
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n")
        };
        body.extend(part("_token", "").into_bytes());
        body.extend(self.token.as_bytes());
        body.extend(b"\r\n");
        if let Some(file) = file {
            let more = "; filename=\"copy.pdf\"\r\nContent-Type: application/pdf";
            body.extend(part("copy", more).into_bytes());
            body.extend(file);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        let multipart = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = Request::post(path).header(CONTENT_TYPE, multipart);
        self.request(request, Body::from(body)).await
    }

    async fn request(&mut self, request: http::request::Builder, body: Body) -> Answer {
        let mut request = request
            .header(ACCEPT_LANGUAGE, self.lang)
            .header(COOKIE, self.cookie_line());
        if !self.headers.iter().any(|(name, _)| *name == "accept") {
            request = request.header(ACCEPT, "text/html");
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(Peer(self.address));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        self.remember(&parts.headers);
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        };
        if answer.text().contains("name=\"_token\"") {
            self.token = answer.hidden("_token");
        }
        if answer.text().contains("name=\"_once\"") {
            self.once = answer.hidden("_once");
        }
        answer
    }

    fn cookie_line(&self) -> String {
        let pairs = self.cookies.iter();
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    fn remember(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, rest) = line.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else if self.keeps_cookies {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// The names of the cookies with this in them.
    pub(crate) fn cookies_of(&self, purpose: &str) -> Vec<String> {
        let names = self.cookies.keys();
        names
            .filter(|name| name.contains(purpose))
            .cloned()
            .collect()
    }
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Where it leads: a path of the office, or a whole address.
    pub(crate) fn location(&self) -> &str {
        let location = self
            .headers
            .get(LOCATION)
            .map(|value| value.to_str().unwrap());
        let location =
            location.unwrap_or_else(|| panic!("no redirect: {} {}", self.status, self.text()));
        location.strip_prefix(SEDE).unwrap_or(location)
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The value of a hidden field.
    pub(crate) fn hidden(&self, name: &str) -> String {
        self.after(&format!("name=\"{name}\" value=\""))
    }

    /// The value of the first attribute with this name.
    pub(crate) fn attribute(&self, name: &str) -> String {
        self.after(&format!("{name}=\""))
    }

    fn after(&self, mark: &str) -> String {
        let text = self.text();
        let (_, rest) = text
            .split_once(mark)
            .unwrap_or_else(|| panic!("no {mark} in {text}"));
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// The title of the page, which says what the page is.
    pub(crate) fn title(&self) -> String {
        let text = self.text();
        let (_, rest) = text
            .split_once("<title>")
            .unwrap_or_else(|| panic!("no page: {} {text}", self.status));
        rest.split_once(" · ").unwrap().0.replace("&#39;", "'")
    }

    /// Not stored, not indexed, not told to other sites.
    pub(crate) fn is_private(&self) -> bool {
        self.header("cache-control") == "no-store"
            && self.header("referrer-policy") == "no-referrer"
            && self.header("x-robots-tag") == "noindex"
    }
}

/// Percent-encoding of a form (WHATWG URL §5.2), every byte that is not plain.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._*".contains(&byte);
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
