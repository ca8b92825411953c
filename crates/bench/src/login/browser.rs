//! HTTP over one kept connection, cookies, fields of forms.

use std::net::SocketAddr;

use http::{
    HeaderValue, Method, Request, StatusCode,
    header::{
        ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN,
        SET_COOKIE, USER_AGENT,
    },
};
use http_body_util::{BodyExt as _, Full};
use hyper::{
    body::Bytes,
    client::conn::http1::{self, SendRequest},
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::AnyError;

/// An answer, read to its end.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    location: Option<String>,
    pub(super) body: Bytes,
}

impl Answer {
    /// Where a redirect leads.
    pub(super) fn onward(self) -> Result<String, AnyError> {
        match self.location {
            Some(location) if self.status.is_redirection() => Ok(location),
            _ => Err(format!("{} where a redirect belongs: {}", self.status, self.text()).into()),
        }
    }

    /// The page of a 200.
    pub(super) fn page(self) -> Result<String, AnyError> {
        if self.status == StatusCode::OK {
            Ok(String::from_utf8(self.body.into())?)
        } else {
            Err(format!("{} where a page belongs: {}", self.status, self.text()).into())
        }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body)
            .chars()
            .take(2_000)
            .collect()
    }
}

/// The value of a form's field.
pub(super) fn field(page: &str, name: &str) -> Result<String, AnyError> {
    let missing = || format!("the page has no field `{name}`");
    let (_, after) = page
        .split_once(&format!("name=\"{name}\""))
        .ok_or_else(missing)?;
    let (tag, _) = after.split_once('>').ok_or_else(missing)?;
    let (_, value) = tag.split_once("value=\"").ok_or_else(missing)?;
    let (value, _) = value.split_once('"').ok_or_else(missing)?;
    Ok(value.to_owned())
}

/// One connection; whoever uses it next begins with [`Browser::forget`].
pub(super) struct Browser {
    connection: SendRequest<Full<Bytes>>,
    server: SocketAddr,
    host: HeaderValue,
    origin: HeaderValue,
    cookies: Vec<(String, String)>,
    address: HeaderValue,
}

impl Browser {
    pub(super) async fn open(server: SocketAddr) -> Result<Self, AnyError> {
        let stream = TcpStream::connect(server).await?;
        stream.set_nodelay(true)?;
        #[expect(
            clippy::disallowed_methods,
            reason = "a benchmark calls its own server"
        )]
        let (connection, driver) = http1::handshake(TokioIo::new(stream)).await?;
        // It ends with the server; the request under way tells of it.
        tokio::spawn(async move {
            let _ = driver.await;
        });
        Ok(Self {
            connection,
            server,
            host: server.to_string().parse()?,
            origin: format!("http://{server}").parse()?,
            cookies: Vec::new(),
            address: HeaderValue::from_static("198.18.0.1"),
        })
    }

    /// Another person sits down at another machine.
    pub(super) fn forget(&mut self, address: &str) -> Result<(), AnyError> {
        self.cookies.clear();
        self.address = address.parse()?;
        Ok(())
    }

    /// Where it is connected to.
    pub(super) fn server(&self) -> SocketAddr {
        self.server
    }

    /// The value of a cookie.
    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        let kept = self.cookies.iter().find(|(known, _)| known == name);
        kept.map(|(_, value)| value.as_str())
    }

    pub(super) async fn get(&mut self, path: &str) -> Result<Answer, AnyError> {
        self.browse(Method::GET, path, None).await
    }

    pub(super) async fn post(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Result<Answer, AnyError> {
        let form = serde_urlencoded::to_string(fields)?;
        self.browse(Method::POST, path, Some(form)).await
    }

    async fn browse(
        &mut self,
        method: Method,
        path: &str,
        form: Option<String>,
    ) -> Result<Answer, AnyError> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(
                USER_AGENT,
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            )
            .header(
                ACCEPT,
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            )
            .header(ACCEPT_LANGUAGE, "es-ES,es;q=0.8,en;q=0.5")
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document");
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(COOKIE, pairs.join("; "));
        }
        if form.is_some() {
            request = request
                .header(ORIGIN, &self.origin)
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        self.send(request, form.unwrap_or_default()).await
    }

    /// What a relying party's server sends: no cookies.
    pub(super) async fn call(
        &mut self,
        path: &str,
        authorization: &str,
        form: Option<String>,
    ) -> Result<serde_json::Value, AnyError> {
        let method = if form.is_some() {
            Method::POST
        } else {
            Method::GET
        };
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(AUTHORIZATION, authorization);
        if form.is_some() {
            request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let answer = self.send(request, form.unwrap_or_default()).await?;
        Ok(serde_json::from_str(&answer.page()?)?)
    }

    async fn send(
        &mut self,
        request: http::request::Builder,
        body: String,
    ) -> Result<Answer, AnyError> {
        let request = request
            .header(HOST, &self.host)
            .header("x-forwarded-for", &self.address)
            .body(Full::new(Bytes::from(body)))?;
        self.connection.ready().await?;
        let (head, body) = self.connection.send_request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        for line in head.headers.get_all(SET_COOKIE) {
            self.keep(line.to_str()?);
        }
        let location = head
            .headers
            .get(LOCATION)
            .map(|value| value.to_str().map(str::to_owned));
        Ok(Answer {
            status: head.status,
            location: location.transpose()?,
            body,
        })
    }

    fn keep(&mut self, line: &str) {
        let pair = line.split(';').next().and_then(|pair| pair.split_once('='));
        let Some((name, value)) = pair else { return };
        self.cookies.retain(|(known, _)| known != name);
        if !value.is_empty() {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn finds_the_value_of_a_field_wherever_the_tag_has_it() {
        let page = r#"<input type="hidden" name="_token" value="abc"><input name="user_part" maxlength="4" value="QW2E">"#;
        assert_eq!(field(page, "_token").unwrap(), "abc");
        assert_eq!(field(page, "user_part").unwrap(), "QW2E");
        assert!(field(page, "pin").is_err());
    }
}
