//! SMS over a simple HTTP interface, described in `docs/specs/sms-http.md`.

use std::time::Duration;

use http::{HeaderValue, StatusCode, header};
use ports::{
    BoxFuture,
    messages::{SendError, Sms, SmsGateway},
};
use serde::Serialize;
use url::Url;
use vocab::MessageId;

use crate::outbound::{
    OutboundClient, OutboundError, OutboundLimits, OutboundRequest, policy::OutboundPolicy,
};

/// Answers are a few words; anything larger does not speak this interface.
const MAX_ANSWER: usize = 8 * 1024;

/// How to reach the provider. `Debug` does not show the token.
#[derive(Clone)]
pub struct HttpSmsSettings {
    /// Where messages are posted, for example `https://sms.example/v1/messages`.
    pub url: Url,
    /// Bearer token.
    pub token: String,
    /// Sender as the recipient sees it: an alias of the public register (at most 11 characters,
    /// `domain/facts.md` B.11: since June 2026 others are blocked) or a number.
    pub sender: String,
    /// Longest wait for an answer.
    pub timeout: Duration,
}

impl std::fmt::Debug for HttpSmsSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpSmsSettings")
            .field("url", &self.url.as_str())
            .field("sender", &self.sender)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// Settings that cannot work.
#[derive(Debug, thiserror::Error)]
pub enum HttpSmsSettingsError {
    /// The address is no web address.
    #[error("the address of the SMS provider has no host")]
    Address(#[source] OutboundError),
    /// The token has characters that no header can carry.
    #[error("the token of the SMS provider has characters that a header cannot carry")]
    Token,
}

/// Hands messages to a provider by HTTP.
#[derive(Debug)]
pub struct HttpSms {
    client: OutboundClient,
    url: Url,
    authorization: HeaderValue,
    sender: String,
}

#[derive(Serialize)]
struct Message<'a> {
    id: MessageId,
    to: &'a str,
    text: &'a str,
    sender: &'a str,
}

impl HttpSms {
    /// A gateway for one provider.
    ///
    /// # Errors
    /// [`HttpSmsSettingsError`]: the settings cannot work.
    pub fn new(settings: &HttpSmsSettings) -> Result<Self, HttpSmsSettingsError> {
        let policy = OutboundPolicy::only(&settings.url).map_err(HttpSmsSettingsError::Address)?;
        let limits = OutboundLimits {
            body: MAX_ANSWER,
            time: settings.timeout,
        };
        let mut authorization = HeaderValue::from_str(&format!("Bearer {}", settings.token))
            .map_err(|_| HttpSmsSettingsError::Token)?;
        authorization.set_sensitive(true);
        Ok(Self {
            client: OutboundClient::new(policy, limits),
            url: settings.url.clone(),
            authorization,
            sender: settings.sender.clone(),
        })
    }

    async fn post(&self, id: MessageId, sms: &Sms) -> Result<(), SendError> {
        let message = Message {
            id,
            to: sms.to.as_e164(),
            text: &sms.text,
            sender: &self.sender,
        };
        let body = serde_json::to_vec(&message)
            .map_err(|_| SendError::Refused("the message is no JSON text".into()))?;
        let request = OutboundRequest::post(self.url.clone(), "application/json", body)
            .header(header::AUTHORIZATION, self.authorization.clone());
        match self.client.send(&request).await {
            Ok(answer) => sort(answer.status),
            Err(error) => Err(SendError::Retry(format!("SMS provider: {error}"))),
        }
    }
}

/// Sorts the provider's answer. Its body is never quoted: it may repeat the phone or the text.
fn sort(status: StatusCode) -> Result<(), SendError> {
    match status.as_u16() {
        200..=299 => Ok(()),
        // The message itself is at fault: no number, no such number, too long, id of another text.
        400 | 409 | 413 | 422 => Err(SendError::Refused(format!("SMS provider: HTTP {status}"))),
        // Ours to mend: the message waits until the settings are right.
        401 | 403 => Err(SendError::Retry(format!(
            "SMS provider: HTTP {status}: is the token right?"
        ))),
        404 | 405 | 300..=399 => Err(SendError::Retry(format!(
            "SMS provider: HTTP {status}: is the address right?"
        ))),
        _ => Err(SendError::Retry(format!("SMS provider: HTTP {status}"))),
    }
}

impl SmsGateway for HttpSms {
    fn send<'a>(&'a self, id: MessageId, sms: &'a Sms) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(self.post(id, sms))
    }
}
