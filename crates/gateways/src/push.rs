//! Push services of browsers: Web Push (RFC 8030), encrypted for the device (RFC 8291), with a
//! statement about the sender (RFC 8292).
//!
//! The endpoint of a subscription is an address that a stranger names. It is called only where
//! its host is one of the push services that the operator knows, by the client that judges
//! addresses (invariant 12).

mod service;
mod statements;

use std::{sync::Arc, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use ports::{
    BoxFuture,
    messages::{Push, PushError, PushSender},
    signing::{SignError, Signer},
};
use url::Url;
use vocab::{Clock, Entropy, MessageId, SignedDuration, Timestamp};
use wire_webpush::{Reader, Topic, Urgency, message};

pub use service::{KNOWN_SERVICES, PushService, PushServiceError};
use statements::Statements;

use crate::outbound::{
    OutboundClient, OutboundError, OutboundLimits, OutboundRequest,
    policy::{AllowedOrigin, OutboundPolicy},
};

/// Answers have nothing to say; a page about an error is read no further than this.
const LONGEST_ANSWER: usize = 16 * 1024;

/// No wait that a push service asks for counts for more: what is pushed is worth minutes.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// How push services are reached.
#[derive(Debug, Clone)]
pub struct WebPushSettings {
    /// Whom their operators can write to: a `mailto:` or `https:` address.
    pub contact: String,
    /// Which of them are called.
    pub services: Vec<PushService>,
    /// Origins that are push services too, and may be on a private network or without https.
    pub allowed: Vec<AllowedOrigin>,
    /// Longest wait for an answer.
    pub timeout: Duration,
}

/// Hands messages to push services.
pub struct WebPush {
    client: OutboundClient,
    services: Vec<PushService>,
    allowed: Vec<AllowedOrigin>,
    statements: Statements,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl std::fmt::Debug for WebPush {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebPush")
            .field("services", &self.services)
            .finish_non_exhaustive()
    }
}

impl WebPush {
    /// A sender whose statements `signer` signs with its keys for [`ports::signing::KeyUse::Push`].
    #[must_use]
    pub fn new(
        settings: WebPushSettings,
        signer: Arc<dyn Signer>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        let policy = settings
            .allowed
            .iter()
            .cloned()
            .fold(OutboundPolicy::public(), OutboundPolicy::allowing);
        let limits = OutboundLimits {
            body: LONGEST_ANSWER,
            time: settings.timeout,
        };
        Self {
            client: OutboundClient::new(policy, limits),
            services: settings.services,
            allowed: settings.allowed,
            statements: Statements::new(signer, settings.contact),
            clock,
            entropy,
        }
    }

    async fn deliver(&self, push: &Push) -> Result<(), PushError> {
        let now = self.clock.now();
        let url = self.endpoint(push.to.endpoint())?;
        let headers = self.headers(&url, push, now).await?;
        let body = self.sealed(push)?;
        let request = headers.into_iter().fold(
            OutboundRequest::post(url, "application/octet-stream", body),
            |request, (name, value)| request.header(name, value),
        );
        match self.client.send(&request).await {
            Ok(answer) => sort(answer.status, &answer.headers, now),
            // It took the message, and answered with more than we read.
            Err(OutboundError::TooLarge(_)) => Ok(()),
            Err(error @ (OutboundError::Refused(_) | OutboundError::AddressRefused)) => {
                Err(PushError::Refused(error.to_string()))
            }
            Err(
                error @ (OutboundError::Unresolved(_)
                | OutboundError::Unreachable(_)
                | OutboundError::Tls(_)
                | OutboundError::Broken(_)
                | OutboundError::TimedOut),
            ) => Err(again(error.to_string())),
        }
    }

    /// The address, if and only if it is one of a push service that may be called.
    fn endpoint(&self, endpoint: &str) -> Result<Url, PushError> {
        let url = Url::parse(endpoint)
            .map_err(|_| PushError::Refused("the endpoint is no web address".into()))?;
        let known = self.services.iter().any(|service| service.is(&url))
            || self.allowed.iter().any(|origin| origin.covers(&url));
        if known {
            Ok(url)
        } else {
            let words = "the endpoint belongs to no push service of `push.services`";
            Err(PushError::Refused(words.into()))
        }
    }

    async fn headers(
        &self,
        url: &Url,
        push: &Push,
        now: Timestamp,
    ) -> Result<Vec<(HeaderName, HeaderValue)>, PushError> {
        let left = push.valid_until.duration_since(now).as_secs();
        if left <= 0 {
            return Err(PushError::Refused("it has lost its meaning".into()));
        }
        let topic = Topic::parse(push.topic).map_err(|e| PushError::Refused(e.to_string()))?;
        let statement = self.statements.at(url, &push.key_id, now).await;
        let statement = statement.map_err(|error| match error {
            SignError::NoKey(_) => {
                PushError::Refused("the key that the device subscribed to is gone".into())
            }
            SignError::Unavailable(_) => again(error.to_string()),
        })?;
        let value = |text: &str| {
            HeaderValue::from_str(text)
                .map_err(|_| PushError::Refused("a header cannot be written".into()))
        };
        let mut authorization = value(&statement)?;
        authorization.set_sensitive(true);
        Ok(vec![
            (header::AUTHORIZATION, authorization),
            (
                header::CONTENT_ENCODING,
                HeaderValue::from_static("aes128gcm"),
            ),
            (HeaderName::from_static("ttl"), value(&left.to_string())?),
            (
                HeaderName::from_static("urgency"),
                HeaderValue::from_static(Urgency::High.name()),
            ),
            (HeaderName::from_static("topic"), value(topic.as_str())?),
        ])
    }

    fn sealed(&self, push: &Push) -> Result<Vec<u8>, PushError> {
        let refused = |error: message::MessageError| PushError::Refused(error.to_string());
        let shape = || PushError::Refused("the subscription has another shape".into());
        let point = push.to.point().try_into().map_err(|_| shape())?;
        let auth = push.to.auth().try_into().map_err(|_| shape())?;
        let reader = Reader::new(point, auth).map_err(refused)?;
        message::encrypt(&reader, &push.payload, &*self.entropy).map_err(refused)
    }
}

fn again(reason: String) -> PushError {
    PushError::Retry {
        reason,
        after: None,
    }
}

/// Sorts the answer (RFC 8030 §5, §7.3, §8.4). Its body is never quoted.
fn sort(status: StatusCode, headers: &HeaderMap, now: Timestamp) -> Result<(), PushError> {
    match status.as_u16() {
        200..=299 => Ok(()),
        404 | 410 => Err(PushError::Gone),
        400 | 413 => Err(PushError::Refused(format!("HTTP {status}"))),
        // The statement is not believed: our clock or the contact is wrong, or the subscription
        // was made for somebody else's key. A repeat would say the same.
        401 | 403 => Err(PushError::Refused(format!(
            "HTTP {status}: are the clock and `push.contact` right?"
        ))),
        _ => Err(PushError::Retry {
            reason: format!("HTTP {status}"),
            after: wait_asked_for(headers, now),
        }),
    }
}

/// `Retry-After` in seconds or as a date (RFC 9110 §10.2.3).
fn wait_asked_for(headers: &HeaderMap, now: Timestamp) -> Option<SignedDuration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.parse::<u32>() {
        Ok(seconds) => SignedDuration::from_secs(seconds.into()),
        Err(_) => jiff::fmt::rfc2822::DateTimeParser::new()
            .parse_timestamp(text)
            .ok()?
            .duration_since(now),
    };
    Some(wait.clamp(SignedDuration::ZERO, LONGEST_WAIT))
}

impl PushSender for WebPush {
    fn push<'a>(&'a self, _: MessageId, push: &'a Push) -> BoxFuture<'a, Result<(), PushError>> {
        Box::pin(self.deliver(push))
    }
}

#[cfg(test)]
mod tests;
