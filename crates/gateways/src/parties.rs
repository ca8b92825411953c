//! Relying parties at the addresses that they registered: where log-out tokens are posted, and where
//! they are told that a request over the back channel was answered.

use http::{HeaderValue, StatusCode, header::AUTHORIZATION};
use ports::{
    BoxFuture,
    log_out::{CallError, LogOutCaller},
    ping::PingCaller,
};
use url::Url;

use crate::outbound::{
    OutboundClient, OutboundError, OutboundLimits, OutboundRequest,
    policy::{AllowedOrigin, OutboundPolicy},
};

/// Forms go in one media type.
const FORM: &str = "application/x-www-form-urlencoded";

/// Pings are JSON (OpenID Connect CIBA Core §10.2).
const JSON: &str = "application/json";

/// An answer has nothing to say; a framework's error page is read no further than this.
const LONGEST_ANSWER: usize = 16 * 1024;

/// Posts to relying parties. Their addresses are public and https, except at hosts for which the
/// operator vouches.
#[derive(Debug, Clone)]
pub struct RelyingParties {
    client: OutboundClient,
}

impl RelyingParties {
    /// A caller that also goes to the `allowed` hosts: relying parties in the same building, or on
    /// this machine in tests and in the demonstration.
    #[must_use]
    pub fn new(allowed: impl IntoIterator<Item = AllowedOrigin>) -> Self {
        let policy = allowed
            .into_iter()
            .fold(OutboundPolicy::public(), OutboundPolicy::allowing);
        let limits = OutboundLimits {
            body: LONGEST_ANSWER,
            ..OutboundLimits::default()
        };
        Self {
            client: OutboundClient::new(policy, limits),
        }
    }
}

impl LogOutCaller for RelyingParties {
    fn post<'a>(&'a self, address: &'a str, body: String) -> BoxFuture<'a, Result<u16, CallError>> {
        Box::pin(async move {
            let url = Url::parse(address).map_err(|error| CallError::Address(Box::new(error)))?;
            self.send(OutboundRequest::post(url, FORM, body)).await
        })
    }
}

impl PingCaller for RelyingParties {
    fn ping<'a>(
        &'a self,
        address: &'a str,
        token: &'a str,
        body: String,
    ) -> BoxFuture<'a, Result<u16, CallError>> {
        Box::pin(async move {
            let url = Url::parse(address).map_err(|error| CallError::Address(Box::new(error)))?;
            let mut bearer = HeaderValue::from_str(&format!("Bearer {token}"))
                .map_err(|error| CallError::Address(Box::new(error)))?;
            bearer.set_sensitive(true);
            let request = OutboundRequest::post(url, JSON, body).header(AUTHORIZATION, bearer);
            self.send(request).await
        })
    }
}

impl RelyingParties {
    async fn send(&self, request: OutboundRequest) -> Result<u16, CallError> {
        match self.client.send(&request).await {
            Ok(answer) => Ok(answer.status.as_u16()),
            // It took the message, and answered with more than we read.
            Err(OutboundError::TooLarge(_)) => Ok(StatusCode::BAD_GATEWAY.as_u16()),
            Err(
                error @ (OutboundError::Refused(_)
                | OutboundError::AddressRefused
                | OutboundError::Unresolved(_)),
            ) => Err(CallError::Address(Box::new(error))),
            Err(
                error @ (OutboundError::Unreachable(_)
                | OutboundError::Tls(_)
                | OutboundError::Broken(_)
                | OutboundError::TimedOut),
            ) => Err(CallError::NoAnswer(Box::new(error))),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[tokio::test]
    async fn no_address_of_this_machine_or_of_the_inner_network_is_called() {
        let parties = RelyingParties::new([]);
        for address in [
            "http://127.0.0.1:9/log-out",
            "https://127.0.0.1:9/log-out",
            "https://localhost:9/log-out",
            "https://[::1]:9/log-out",
            "https://10.0.0.1/log-out",
            "https://169.254.169.254/latest/meta-data",
            "http://rp.example/log-out",
            "https://user@rp.example/log-out",
            "file:///etc/passwd",
            "nonsense",
        ] {
            let refused = parties.post(address, String::new()).await.unwrap_err();
            assert!(matches!(refused, CallError::Address(_)), "{address}");
            let refused = parties.ping(address, "token", String::new()).await;
            assert!(matches!(refused, Err(CallError::Address(_))), "{address}");
        }
    }

    #[tokio::test]
    async fn a_host_that_the_operator_vouches_for_is_called() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let parties = RelyingParties::new(["127.0.0.1".parse().unwrap()]);
        let address = format!("http://127.0.0.1:{port}/log-out");
        let refused = parties.post(&address, String::new()).await.unwrap_err();
        assert!(
            matches!(refused, CallError::NoAnswer(_)),
            "nobody listens there"
        );
    }
}
