//! SMS over a simple HTTP interface, described in `docs/specs/sms-http.md`.

use std::time::Duration;

use http::{HeaderValue, StatusCode, header};
use ports::{
    BoxFuture,
    messages::{SendError, Sms, SmsGateway, SmsTaken},
};
use serde::Serialize;
use url::Url;
use vocab::MessageId;

use crate::{
    outbound::{
        OutboundClient, OutboundError, OutboundLimits, OutboundRequest, policy::OutboundPolicy,
    },
    sms_providers::{OfferError, SmsProvider},
};

/// Answers are a few words; anything larger does not speak this interface.
const MAX_ANSWER: usize = 8 * 1024;

/// How to reach the provider. `Debug` does not show the token.
#[derive(Clone)]
pub struct HttpSmsSettings {
    /// Name of the provider in logs and counters.
    pub name: String,
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
    name: String,
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
            name: settings.name.clone(),
            client: OutboundClient::new(policy, limits),
            url: settings.url.clone(),
            authorization,
            sender: settings.sender.clone(),
        })
    }

    /// Asks the provider's address for nothing, so that nothing is sent: any answer shows that name,
    /// route, certificate and server are right. The token is not tried.
    ///
    /// # Errors
    /// What stands between, in words for the operator.
    pub async fn reach(&self) -> Result<(), String> {
        let request = OutboundRequest::get(self.url.clone());
        match self.client.send(&request).await {
            Ok(answer) if answer.status.is_server_error() => {
                Err(format!("the provider answers {}", answer.status))
            }
            Ok(_) => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    }

    async fn post(&self, id: MessageId, sms: &Sms) -> Result<SmsTaken, OfferError> {
        let message = Message {
            id,
            to: sms.to.as_e164(),
            text: &sms.text,
            sender: &self.sender,
        };
        let body = serde_json::to_vec(&message)
            .map_err(|_| OfferError::Refused("the message is no JSON text".into()))?;
        let request = OutboundRequest::post(self.url.clone(), "application/json", body)
            .header(header::AUTHORIZATION, self.authorization.clone());
        match self.client.send(&request).await {
            Ok(answer) => sort(answer.status).map(|()| SmsTaken {
                provider: self.name.clone(),
                reference: None,
            }),
            Err(error) => Err(failed(&error)),
        }
    }
}

/// Whether the provider may have read the message before it came to this.
fn failed(error: &OutboundError) -> OfferError {
    match error {
        OutboundError::Refused(_)
        | OutboundError::Unresolved(_)
        | OutboundError::AddressRefused
        | OutboundError::Unreachable(_)
        | OutboundError::Tls(_) => OfferError::down(error.to_string()),
        OutboundError::Broken(_) | OutboundError::TooLarge(_) | OutboundError::TimedOut => {
            OfferError::Unknown(error.to_string())
        }
    }
}

/// Sorts the provider's answer. Its body is never quoted: it may repeat the phone or the text.
fn sort(status: StatusCode) -> Result<(), OfferError> {
    match status.as_u16() {
        200..=299 => Ok(()),
        // The message itself is at fault: no number, no such number, too long, id of another text.
        400 | 409 | 413 | 422 => Err(OfferError::Refused(format!("HTTP {status}"))),
        // Ours to mend: the message waits until the settings are right.
        401 | 403 => Err(OfferError::down(format!(
            "HTTP {status}: is the token right?"
        ))),
        404 | 405 | 300..=399 => Err(OfferError::down(format!(
            "HTTP {status}: is the address right?"
        ))),
        429 => Err(OfferError::busy(format!("HTTP {status}"))),
        503 => Err(OfferError::down(format!("HTTP {status}"))),
        // Something behind the provider's door failed, perhaps after it took the message.
        _ => Err(OfferError::Unknown(format!("HTTP {status}"))),
    }
}

impl SmsProvider for HttpSms {
    fn name(&self) -> &str {
        &self.name
    }

    fn offer<'a>(
        &'a self,
        id: MessageId,
        sms: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, OfferError>> {
        Box::pin(self.post(id, sms))
    }

    /// The same id is the same message: posting it again asks what became of it.
    fn recall<'a>(
        &'a self,
        id: MessageId,
        sms: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, OfferError>> {
        Box::pin(self.post(id, sms))
    }
}

/// One provider alone.
impl SmsGateway for HttpSms {
    fn send<'a>(
        &'a self,
        id: MessageId,
        sms: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, SendError>> {
        Box::pin(async move {
            let outcome = self.post(id, sms).await;
            outcome.map_err(|error| error.into_send_error("SMS provider"))
        })
    }
}
