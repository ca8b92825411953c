//! A browser: it keeps cookies, and sends forms with the hidden fields of the page it shows.

use std::collections::BTreeMap;

use axum::{Router, body::Body};
use desk::Ceremony;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;
use vocab::BearerSecret;

use wire_webauthn::testing::Authenticator;

use crate::office::ORIGIN;

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.header("location")
    }

    /// Every value of the hidden fields with a name.
    pub(crate) fn hidden(&self, name: &str) -> Vec<String> {
        let start = format!("type=\"hidden\" name=\"{name}\" value=\"");
        let pieces = self.body.split(&start).skip(1);
        pieces
            .map(|rest| unescaped(rest.split_once('"').unwrap().0))
            .collect()
    }

    /// Every value of the boxes and buttons with a name.
    pub(crate) fn options(&self, name: &str) -> Vec<String> {
        let start = format!("name=\"{name}\" value=\"");
        let pieces = self.body.split(&start).skip(1);
        pieces
            .map(|rest| unescaped(rest.split_once('"').unwrap().0))
            .collect()
    }

    /// The words of the page between `<main` and `</main>`, white space put together.
    pub(crate) fn text(&self) -> String {
        let main = self
            .body
            .split_once("<main")
            .map_or(self.body.as_str(), |(_, rest)| rest);
        let main = main.split_once("</main>").map_or(main, |(main, _)| main);
        let mut words = String::new();
        let mut inside = main.starts_with(' ');
        for character in main.chars() {
            match character {
                '<' => {
                    inside = true;
                    words.push(' ');
                }
                '>' => inside = false,
                _ if !inside => words.push(character),
                _ => {}
            }
        }
        unescaped(&words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(
            self.text().contains(words),
            "{words:?} is not in {}",
            self.text()
        );
        self
    }

    #[track_caller]
    pub(crate) fn does_not_say(&self, words: &str) -> &Self {
        assert!(
            !self.text().contains(words),
            "{words:?} is in {}",
            self.text()
        );
        self
    }

    #[track_caller]
    pub(crate) fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }
}

fn unescaped(text: &str) -> String {
    [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (entity, sign)| {
        text.replace(entity, sign)
    })
}

/// One browser of one person.
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// The page on the screen.
    pub(crate) page: Option<Reply>,
    /// The token of the last page with a form.
    pub(crate) token: String,
}

impl Browser {
    pub(crate) fn new(router: &Router) -> Self {
        Self {
            router: router.clone(),
            cookies: BTreeMap::new(),
            page: None,
            token: String::new(),
        }
    }

    /// The same browser, to look at something without changing what it remembers.
    pub(crate) fn twin(&self) -> Self {
        Self {
            router: self.router.clone(),
            cookies: self.cookies.clone(),
            page: self.page.clone(),
            token: self.token.clone(),
        }
    }

    pub(crate) fn speaking(mut self, lang: &str) -> Self {
        self.cookies
            .insert("__Host-aldaba-office-lang".into(), lang.into());
        self
    }

    pub(crate) fn cookie(&self, purpose: &str) -> Option<&str> {
        let name = format!("__Host-aldaba-office-{purpose}");
        self.cookies.get(&name).map(String::as_str)
    }

    pub(crate) fn set_cookie(&mut self, purpose: &str, value: &str) {
        self.cookies
            .insert(format!("__Host-aldaba-office-{purpose}"), value.to_owned());
    }

    async fn send(&mut self, request: http::request::Builder, body: impl Into<Body>) -> Reply {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header("cookie", cookies.join("; "))
            .body(body.into())
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all("set-cookie") {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        let reply = Reply {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        };
        if reply.header("content-type").starts_with("text/html") {
            if let Some(token) = reply.hidden("_token").pop() {
                self.token = token;
            }
            self.page = Some(reply.clone());
        }
        reply
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.send(
            Request::get(path).header("accept", "text/html"),
            String::new(),
        )
        .await
    }

    /// A part of a file, as a player asks for it.
    pub(crate) async fn get_part(&mut self, path: &str, range: &str) -> Reply {
        let request = Request::get(path).header("range", range);
        self.send(request, String::new()).await
    }

    /// Sends fields with the tokens of the page on the screen.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let request = Request::post(path).header("accept", "text/html");
        self.post_with(request, fields).await
    }

    pub(crate) async fn post_with(
        &mut self,
        request: http::request::Builder,
        fields: &[(&str, &str)],
    ) -> Reply {
        let page = self.page.as_ref();
        let once = page
            .and_then(|page| page.hidden("_once").pop())
            .unwrap_or_default();
        let token = self.token.clone();
        let mut all = vec![("_token", token.as_str()), ("_once", once.as_str())];
        all.extend(fields);
        let body = serde_urlencoded::to_string(&all).unwrap();
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("origin", ORIGIN);
        self.send(request, body).await
    }

    /// Sends a form with a file.
    pub(crate) async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: &[u8],
    ) -> Reply {
        const MARK: &str = "a-mark-that-no-file-has";
        let token = self.token.clone();
        let mut body = Vec::new();
        for (name, value) in [("_token", token.as_str())].iter().chain(fields) {
            let head = format!("--{MARK}\r\ncontent-disposition: form-data; name=\"{name}\"");
            body.extend(format!("{head}\r\n\r\n{value}\r\n").bytes());
        }
        let head = "content-disposition: form-data; name=\"picture\"; filename=\"front.jpg\"";
        body.extend(format!("--{MARK}\r\n{head}\r\ncontent-type: image/jpeg\r\n\r\n").bytes());
        body.extend(file);
        body.extend(format!("\r\n--{MARK}--\r\n").bytes());
        let request = Request::post(path)
            .header("accept", "text/html")
            .header(
                "content-type",
                format!("multipart/form-data; boundary={MARK}"),
            )
            .header("sec-fetch-site", "same-origin")
            .header("origin", ORIGIN);
        self.send(request, body).await
    }

    /// What the script does first: asks for a challenge.
    pub(crate) async fn challenge(&mut self, path: &str, fields: &[(&str, &str)]) -> Ceremony {
        let request = Request::post(path).header("accept", "application/json");
        let reply = self.post_with(request, fields).await;
        reply.is(200);
        assert_eq!(reply.header("cache-control"), "no-store");
        let json: Value = serde_json::from_str(&reply.body).unwrap();
        Ceremony {
            secret: BearerSecret::parse(json["ceremony"].as_str().unwrap()).unwrap(),
            options: json["options"].to_string(),
        }
    }

    /// What the script does last: sends the form with the browser's answer.
    pub(crate) async fn answer(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        ceremony: &Ceremony,
        response: &[u8],
    ) -> Reply {
        let response = std::str::from_utf8(response).unwrap();
        let mut all = fields.to_vec();
        all.extend([
            ("ceremony", ceremony.secret.as_str()),
            ("response", response),
        ]);
        self.post(path, &all).await
    }

    /// Signs in from the sign-in page.
    pub(crate) async fn sign_in(&mut self, device: &mut Authenticator) -> Reply {
        self.get("/sign-in").await;
        let then = self.page.as_ref().unwrap().hidden("then").remove(0);
        let fields = [("then", then.as_str())];
        let ceremony = self.challenge("/sign-in/options", &fields).await;
        let response = device.get(&ceremony.options);
        self.answer("/sign-in", &fields, &ceremony, &response).await
    }
}
