//! A phone that speaks the protocol of the app (`docs/specs/app-protocol.md`).

use std::net::SocketAddr;

use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::http::Connection;
use crate::AnyError;

const UNLOCK_CODE: &str = "730518";

/// A phone with the app.
pub(crate) struct Phone {
    line: Connection,
    key: EcdsaKeyPair,
    origin: String,
    device: String,
    nonce: String,
}

impl Phone {
    /// Asks for the app to be activated by SMS, with number and support number; what is returned
    /// goes with the code.
    pub(crate) async fn begin(
        server: SocketAddr,
        number: &str,
        support: &str,
    ) -> Result<(Self, Value), AnyError> {
        let mut phone = Self {
            line: Connection::open(server).await?,
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?,
            origin: format!("http://{server}"),
            device: "new".to_owned(),
            nonce: String::new(),
        };
        let claim = json!({
            "number": number,
            "contrast": {"support_number": support},
        });
        let sent = phone.say("/activation", &claim, false).await?;
        let activation = sent.get("activation").cloned();
        Ok((phone, activation.ok_or("no activation")?))
    }

    /// The code has come: this device is the person's from now on.
    pub(crate) async fn finish(&mut self, activation: &Value, code: &str) -> Result<(), AnyError> {
        let typed = json!({"activation": activation, "code": code});
        let proven = self.say("/activation/code", &typed, false).await?;
        let new = json!({
            "activation": proven.get("activation"),
            "name": "Cronómetro",
            "key": URL_SAFE_NO_PAD.encode(self.key.public_key()),
            "unlock_code": UNLOCK_CODE,
            "replace": true,
        });
        let registered = self.say("/activation/device", &new, true).await?;
        let id = registered.pointer("/device/id").and_then(Value::as_str);
        id.ok_or("no device")?.clone_into(&mut self.device);
        Ok(())
    }

    /// Takes another connection: the server closes one that nobody has used for a while.
    pub(crate) async fn reconnect(&mut self, server: SocketAddr) -> Result<(), AnyError> {
        self.line = Connection::open(server).await?;
        Ok(())
    }

    /// Opens the request of a code.
    pub(crate) async fn open(&mut self, code: &str) -> Result<Value, AnyError> {
        let opened = self
            .say("/requests/open", &json!({"code": code}), true)
            .await?;
        Ok(opened.get("request").cloned().ok_or("no request")?)
    }

    /// Confirms it.
    pub(crate) async fn confirm(&mut self, request: &Value, number: &str) -> Result<(), AnyError> {
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
