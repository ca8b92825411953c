//! A phone that speaks the protocol of the app as `docs/specs/app-protocol.md` has it: everything
//! here is written from that page, and nothing taken from the server.

use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http_body_util::BodyExt as _;
use model::notice::Notice;
use serde_json::{Value, json};
use simulators::population::DemoPerson;
use tower::ServiceExt as _;

use crate::rig::{ORIGIN, Rig};

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
}

impl Answer {
    #[track_caller]
    pub(crate) fn is(&self, status: u16, error: &str) -> &Self {
        assert_eq!(
            (self.status.as_u16(), self.body["error"].as_str()),
            (status, Some(error)),
            "{}",
            self.body
        );
        self
    }

    #[track_caller]
    pub(crate) fn good(self) -> Value {
        assert!(self.status.is_success(), "{self:?}");
        self.body
    }
}

/// A phone with the app.
pub(crate) struct Phone<'a> {
    rig: &'a Rig,
    key: EcdsaKeyPair,
    pub(crate) id: String,
    /// The nonce of the last answer.
    pub(crate) nonce: String,
}

impl<'a> Phone<'a> {
    pub(crate) fn new(rig: &'a Rig) -> Self {
        Self {
            rig,
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap(),
            id: "new".into(),
            nonce: String::new(),
        }
    }

    pub(crate) fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.key.public_key())
    }

    /// The header over the lines of the protocol.
    #[expect(
        clippy::disallowed_methods,
        reason = "test keys sign with the library's own randomness"
    )]
    pub(crate) fn header(&self, method: &Method, path: &str, body: &str) -> String {
        let digest = URL_SAFE_NO_PAD.encode(digest(&SHA256, body.as_bytes()));
        let (nonce, device) = (&self.nonce, &self.id);
        let lines =
            format!("aldaba-app-v1\n{method}\n{ORIGIN}\n{path}\n{digest}\n{nonce}\n{device}");
        let signature = self
            .key
            .sign(&SystemRandom::new(), lines.as_bytes())
            .unwrap();
        let signature = URL_SAFE_NO_PAD.encode(signature);
        format!(r#"Aldaba-App device="{device}", nonce="{nonce}", signature="{signature}""#)
    }

    /// Sends, with this header if there is one, and keeps the nonce of the answer.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: &str,
        authorization: Option<&str>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .header("accept-language", "es");
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.rig.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let header = |name: &str| {
            let value = parts.headers.get(name).map(|value| value.to_str().unwrap());
            value.unwrap_or_default().to_owned()
        };
        assert_eq!(header("content-type"), "application/json");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("set-cookie"), "");
        self.nonce = header("aldaba-nonce");
        assert!(!self.nonce.is_empty() && self.nonce.len() <= 256);
        Answer {
            status: parts.status,
            body: serde_json::from_slice(&bytes).unwrap(),
        }
    }

    /// Sends without a proof.
    pub(crate) async fn say(&mut self, path: &str, body: &Value) -> Answer {
        let path = format!("/app/api/v1{path}");
        self.send(Method::POST, &path, &body.to_string(), None)
            .await
    }

    /// Sends with a proof; once more with the new nonce where the one before was too old.
    pub(crate) async fn act(&mut self, path: &str, body: &Value) -> Answer {
        let (path, body) = (format!("/app/api/v1{path}"), body.to_string());
        let header = self.header(&Method::POST, &path, &body);
        let answer = self.send(Method::POST, &path, &body, Some(&header)).await;
        if answer.body["error"] != "nonce" {
            return answer;
        }
        let header = self.header(&Method::POST, &path, &body);
        self.send(Method::POST, &path, &body, Some(&header)).await
    }

    pub(crate) async fn state(&mut self) -> Answer {
        let path = "/app/api/v1/state";
        let header = self.header(&Method::GET, path, "");
        self.send(Method::GET, path, "", Some(&header)).await
    }

    /// Activates the app by SMS with the unlock code 730518. Messages that wait are taken away.
    pub(crate) async fn activate(&mut self, person: &DemoPerson) -> Value {
        self.rig.messages().await;
        let sent = self.say("/activation", &claim(person)).await.good();
        let code = self.code().await.unwrap();
        let typed = json!({"activation": sent["activation"], "code": code});
        let proven = self.say("/activation/code", &typed).await.good();
        let registered = self
            .act(
                "/activation/device",
                &json!({
                    "activation": proven["activation"],
                    "name": "Pixel 8 · Chrome",
                    "key": self.public_key(),
                    "unlock_code": "730518",
                    "replace": true,
                }),
            )
            .await;
        assert_eq!(registered.status, StatusCode::CREATED, "{registered:?}");
        let registered = registered.good();
        self.id = registered["device"]["id"].as_str().unwrap().to_owned();
        self.rig.messages().await;
        registered
    }

    /// The code that came by SMS. Messages of one moment of the tests' clock have no order: a test
    /// that has two codes waiting does not know which one it gets.
    pub(crate) async fn code(&self) -> Option<String> {
        let messages = self.rig.messages().await;
        let mut codes = messages.iter().filter_map(|message| match &message.notice {
            Notice::AppCode { code, .. } => Some(code.as_str().to_owned()),
            _ => None,
        });
        let code = codes.next();
        assert_eq!(codes.next(), None, "two codes wait");
        code
    }
}

/// Number and contrast datum as the protocol has them.
pub(crate) fn claim(person: &DemoPerson) -> Value {
    let document = &person.record.document;
    let until = document.valid_until.unwrap();
    json!({
        "number": person.record.number.as_str(),
        "contrast": {"valid_until": until.to_string()},
    })
}
