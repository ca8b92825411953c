//! A browser without a browser: cookies, redirects, forms. For visits by the hundred and for what
//! a browser would refuse to send.

mod html;

use std::collections::BTreeMap;

use crate::http::{Answer, Request};

pub use html::Form;

/// More redirects in a row are a circle.
const MOST_REDIRECTS: usize = 12;

/// Somebody with cookies of their own.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    /// Cookies by name: browsers tell no ports apart, and all faces are on one host.
    pub cookies: BTreeMap<String, String>,
    /// Language of the browser.
    pub language: Option<String>,
}

/// Where the visitor is.
#[derive(Debug, Clone)]
pub struct Place {
    /// Address after all redirects.
    pub url: String,
    /// What was answered there.
    pub answer: Answer,
}

impl Visitor {
    /// A visitor whom nobody knows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens an address and follows where it leads.
    ///
    /// # Panics
    /// If there is no answer, or only a circle.
    pub fn open(&mut self, url: &str) -> Place {
        let answer = self.send(&Request::new("GET", url));
        self.follow(url, answer)
    }

    /// Sends the form of a page whose action contains `action`, with these fields filled in, and
    /// follows where it leads.
    ///
    /// # Panics
    /// If the page has no such form, or there is no answer.
    pub fn submit(&mut self, place: &Place, action: &str, fields: &[(&str, &str)]) -> Place {
        let (url, answer) = self.submit_once(place, action, fields);
        self.follow(&url, answer)
    }

    /// As [`Visitor::submit`], without following: the address it was sent to, and the answer.
    ///
    /// # Panics
    /// As [`Visitor::submit`].
    pub fn submit_once(
        &mut self,
        place: &Place,
        action: &str,
        fields: &[(&str, &str)],
    ) -> (String, Answer) {
        let (url, fields) = place.filled(action, fields);
        let answer = self.send(&Request::new("POST", &url).form(&fields));
        (url, answer)
    }

    /// Sends a request with the visitor's cookies, and keeps those of the answer.
    ///
    /// # Panics
    /// If there is no answer.
    pub fn send(&mut self, request: &Request<'_>) -> Answer {
        let answer = self.dressed(request).send();
        self.keep_cookies(&answer);
        answer
    }

    /// The request as this visitor sends it.
    #[must_use]
    pub fn dressed<'a>(&self, request: &Request<'a>) -> Request<'a> {
        let mut request = request.clone().header("accept", "text/html");
        if let Some(language) = &self.language {
            request = request.header("accept-language", language);
        }
        if self.cookies.is_empty() {
            return request;
        }
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        request.header("cookie", &cookies.join("; "))
    }

    /// Keeps the cookies of an answer.
    pub fn keep_cookies(&mut self, answer: &Answer) {
        for cookie in answer.all("set-cookie") {
            let pair = cookie.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            if value.is_empty() || cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    fn follow(&mut self, url: &str, answer: Answer) -> Place {
        let mut place = Place {
            url: url.to_owned(),
            answer,
        };
        for _ in 0..MOST_REDIRECTS {
            if !(300..400).contains(&place.answer.status) {
                return place;
            }
            let location = place
                .answer
                .header("location")
                .expect("a redirect leads somewhere");
            let next = place.absolute(location);
            let answer = self.send(&Request::new("GET", &next));
            place = Place { url: next, answer };
        }
        panic!("too many redirects at {}", place.url)
    }
}

impl Place {
    /// The page as HTML.
    #[must_use]
    pub fn html(&self) -> String {
        self.answer.text()
    }

    /// The forms of the page.
    #[must_use]
    pub fn forms(&self) -> Vec<Form> {
        html::forms(&self.html())
    }

    /// Fails unless the page answered with this status.
    ///
    /// # Panics
    /// With the page, if not.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        assert_eq!(
            self.answer.status,
            status,
            "{}\n{}",
            self.url,
            html::words(&self.html())
        );
        self
    }

    /// The words of the page, without its tags.
    #[must_use]
    pub fn words(&self) -> String {
        html::words(&self.html())
    }

    /// An address as the page means it.
    #[must_use]
    pub fn absolute(&self, address: &str) -> String {
        if address.starts_with("http") {
            return address.to_owned();
        }
        let host = self.url.split('/').take(3).collect::<Vec<_>>().join("/");
        match address.chars().next() {
            None => self.url.clone(),
            Some('?') => format!(
                "{}{address}",
                self.url.split('?').next().unwrap_or_default()
            ),
            Some('/') => format!("{host}{address}"),
            Some(_) => panic!("a relative address: {address}"),
        }
    }

    /// The form whose action contains `action`, filled in: where it goes and what it carries.
    ///
    /// # Panics
    /// If the page has no such form.
    #[must_use]
    pub fn filled(&self, action: &str, given: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        let is = |form: &Form| self.absolute(&form.action).contains(action);
        let form = self.forms().into_iter().find(is).unwrap_or_else(|| {
            panic!(
                "{} has no form to `{action}`:\n{}",
                self.url,
                html::words(&self.html())
            )
        });
        let url = self.absolute(&form.action);
        let mut fields = form.fields;
        for (name, value) in given {
            fields.retain(|(known, _)| known != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        (url, fields)
    }
}
