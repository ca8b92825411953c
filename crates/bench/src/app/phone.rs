//! A phone that speaks the protocol of the app (`docs/specs/app-protocol.md`).

use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::{http::Connection, server::Server};
use crate::AnyError;

const UNLOCK_CODE: &str = "730518";

/// A phone with the app.
pub(super) struct Phone {
    line: Connection,
    key: EcdsaKeyPair,
    origin: String,
    device: String,
    nonce: String,
}

impl Phone {
    /// Activates the app of the server's one person, by SMS.
    pub(super) async fn activate(server: &mut Server) -> Result<Self, AnyError> {
        let mut phone = Self {
            line: Connection::open(server.pages).await?,
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?,
            origin: format!("http://{}", server.pages),
            device: "new".to_owned(),
            nonce: String::new(),
        };
        let claim = json!({
            "number": server.number,
            "contrast": {"support_number": server.support},
        });
        let sent = phone.say("/activation", &claim, false).await?;
        let code = server.code()?;
        let typed = json!({"activation": sent.get("activation"), "code": code});
        let proven = phone.say("/activation/code", &typed, false).await?;
        let new = json!({
            "activation": proven.get("activation"),
            "name": "Cronómetro",
            "key": URL_SAFE_NO_PAD.encode(phone.key.public_key()),
            "unlock_code": UNLOCK_CODE,
            "replace": true,
        });
        let registered = phone.say("/activation/device", &new, true).await?;
        let id = registered.pointer("/device/id").and_then(Value::as_str);
        phone.device = id.ok_or("no device")?.to_owned();
        Ok(phone)
    }

    /// Opens the request of a code.
    pub(super) async fn open(&mut self, code: &str) -> Result<Value, AnyError> {
        let opened = self
            .say("/requests/open", &json!({"code": code}), true)
            .await?;
        Ok(opened.get("request").cloned().ok_or("no request")?)
    }

    /// Confirms it.
    pub(super) async fn confirm(&mut self, request: &Value, number: &str) -> Result<(), AnyError> {
        let body = json!({"request": request, "digits": number, "unlock_code": UNLOCK_CODE});
        self.say("/requests/confirm", &body, true).await?;
        Ok(())
    }

    async fn say(&mut self, path: &str, body: &Value, signs: bool) -> Result<Value, AnyError> {
        let (path, body) = (format!("/app/api/v1{path}"), body.to_string());
        let proof = if signs {
            Some(self.proof(&path, &body)?)
        } else {
            None
        };
        let answer = self.line.say(&path, body, proof).await?;
        self.nonce = answer.nonce;
        Ok(answer.body)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "keys of a benchmark sign with the library's own randomness"
    )]
    fn proof(&self, path: &str, body: &str) -> Result<String, AnyError> {
        let digest = URL_SAFE_NO_PAD.encode(digest(&SHA256, body.as_bytes()));
        let (origin, nonce, device) = (&self.origin, &self.nonce, &self.device);
        let lines = format!("aldaba-app-v1\nPOST\n{origin}\n{path}\n{digest}\n{nonce}\n{device}");
        let signature = self.key.sign(&SystemRandom::new(), lines.as_bytes())?;
        let signature = URL_SAFE_NO_PAD.encode(signature);
        Ok(format!(
            r#"Aldaba-App device="{device}", nonce="{nonce}", signature="{signature}""#
        ))
    }
}
