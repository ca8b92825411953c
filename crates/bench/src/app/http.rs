//! HTTP as the phone and the browsers speak it: one kept connection each, and a stream of events.

use std::net::SocketAddr;

use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper::{
    body::{Bytes, Incoming},
    client::conn::http1::{self, SendRequest},
};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::AnyError;

/// A kept connection.
pub(crate) struct Connection {
    line: SendRequest<Full<Bytes>>,
    host: String,
}

/// An answer of the interface.
pub(crate) struct Answer {
    pub(crate) body: Value,
    /// For the next request.
    pub(crate) nonce: String,
}

impl Connection {
    pub(crate) async fn open(server: SocketAddr) -> Result<Self, AnyError> {
        let stream = TcpStream::connect(server).await?;
        stream.set_nodelay(true)?;
        #[expect(
            clippy::disallowed_methods,
            reason = "a benchmark calls its own server"
        )]
        let (line, driver) = http1::handshake(TokioIo::new(stream)).await?;
        // It ends with the server; the request under way tells of it.
        tokio::spawn(async move {
            let _ = driver.await;
        });
        Ok(Self {
            line,
            host: server.to_string(),
        })
    }

    async fn send(
        &mut self,
        request: http::request::Builder,
        body: String,
    ) -> Result<http::Response<Incoming>, AnyError> {
        let request = request
            .header(header::HOST, &self.host)
            .body(Full::new(Bytes::from(body)))?;
        self.line.ready().await?;
        Ok(self.line.send_request(request).await?)
    }

    /// A message of the interface.
    pub(crate) async fn say(
        &mut self,
        path: &str,
        body: String,
        authorization: Option<String>,
    ) -> Result<Answer, AnyError> {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let response = self.send(request, body).await?;
        let status = response.status();
        let nonce = word(response.headers(), "aldaba-nonce");
        let bytes = response.into_body().collect().await?.to_bytes();
        let body: Value = serde_json::from_slice(&bytes)?;
        if status.is_success() {
            Ok(Answer { body, nonce })
        } else {
            Err(format!("{path}: {status} {body}").into())
        }
    }

    /// The page that waits, once the person has confirmed: a session, and on.
    pub(crate) async fn enter(&mut self, path: &str, browser: &str) -> Result<(), AnyError> {
        let request = Request::builder()
            .uri(path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, cookie(browser));
        let response = self.send(request, String::new()).await?;
        let cookies = response.headers().get_all(header::SET_COOKIE);
        let entered = cookies
            .iter()
            .any(|cookie| cookie.as_bytes().starts_with(b"aldaba-identity-session="));
        let status = response.status();
        response.into_body().collect().await?;
        if status == StatusCode::SEE_OTHER && entered {
            Ok(())
        } else {
            Err(format!("the browser did not go on: {status}").into())
        }
    }
}

fn cookie(browser: &str) -> String {
    format!("aldaba-identity-browser={browser}")
}

fn word(headers: &HeaderMap, name: &str) -> String {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

/// What an event says.
pub(crate) struct Event {
    pub(crate) state: String,
    pub(crate) code: Option<String>,
}

/// A stream of events.
pub(crate) struct Events {
    _line: SendRequest<Full<Bytes>>,
    body: Incoming,
    rest: String,
}

impl Events {
    pub(crate) async fn open(
        server: SocketAddr,
        path: &str,
        browser: &str,
    ) -> Result<Self, AnyError> {
        let mut connection = Connection::open(server).await?;
        let request = Request::builder()
            .uri(path)
            .header(header::ACCEPT, "text/event-stream")
            .header(header::COOKIE, cookie(browser));
        let response = connection.send(request, String::new()).await?;
        if response.status() != StatusCode::OK {
            return Err(format!("no events: {}", response.status()).into());
        }
        Ok(Self {
            body: response.into_body(),
            _line: connection.line,
            rest: String::new(),
        })
    }

    /// The next event; nothing at the end of the stream.
    pub(crate) async fn next(&mut self) -> Result<Option<Event>, AnyError> {
        loop {
            while let Some((event, rest)) = self.rest.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.rest = rest;
                if let Some(json) = event.strip_prefix("event: state\ndata: ") {
                    return Ok(Some(read(json)?));
                }
            }
            match self.body.frame().await {
                Some(frame) => {
                    if let Ok(bytes) = frame?.into_data() {
                        self.rest.push_str(&String::from_utf8_lossy(&bytes));
                    }
                }
                None => return Ok(None),
            }
        }
    }
}

fn read(json: &str) -> Result<Event, AnyError> {
    let told: Value = serde_json::from_str(json)?;
    let state = told.get("state").and_then(Value::as_str);
    let code = told.pointer("/code/grouped").and_then(Value::as_str);
    Ok(Event {
        state: state.unwrap_or_default().to_owned(),
        code: code.map(str::to_owned),
    })
}
