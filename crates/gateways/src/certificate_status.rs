//! Responders and lists of certificate authorities, at the addresses that certificates name. A
//! certificate is shown by a stranger: the addresses are called under the rules of [`crate::outbound`]
//! like those of any stranger.

use std::time::Duration;

use http::{HeaderValue, StatusCode, header};
use ports::{
    BoxFuture,
    certificate_status::{CertificateStatus, StatusUnavailable},
};
use url::Url;

use crate::outbound::{
    OutboundClient, OutboundLimits, OutboundRequest,
    policy::{AllowedOrigin, OutboundPolicy},
};

/// Bytes of an OCSP answer.
const ANSWER: usize = 64 * 1024;
/// Bytes of a revocation list.
const LIST: usize = 16 * 1024 * 1024;
/// A person waits meanwhile; a responder that is slower is down.
const ANSWER_WITHIN: Duration = Duration::from_secs(4);
/// The same for some MiB. Both together stay below the 30 s that a request may take.
const LIST_WITHIN: Duration = Duration::from_secs(10);

/// An answer with another status than 200.
#[derive(Debug, thiserror::Error)]
#[error("the address answered with status {0}")]
struct Status(StatusCode);

/// Asks at the addresses that certificates name: public ones, also over plain HTTP, as authorities
/// have them, and hosts for which the operator vouches.
#[derive(Debug, Clone)]
pub struct StatusAddresses {
    answers: OutboundClient,
    lists: OutboundClient,
}

impl StatusAddresses {
    /// A client that also goes to the `allowed` hosts.
    #[must_use]
    pub fn new(allowed: impl IntoIterator<Item = AllowedOrigin>) -> Self {
        let policy = allowed.into_iter().fold(
            OutboundPolicy::public_in_the_clear(),
            OutboundPolicy::allowing,
        );
        let client =
            |body, time| OutboundClient::new(policy.clone(), OutboundLimits { body, time });
        Self {
            answers: client(ANSWER, ANSWER_WITHIN),
            lists: client(LIST, LIST_WITHIN),
        }
    }
}

impl CertificateStatus for StatusAddresses {
    fn ask<'a>(
        &'a self,
        address: &'a str,
        request: Vec<u8>,
    ) -> BoxFuture<'a, Result<Vec<u8>, StatusUnavailable>> {
        let accept = HeaderValue::from_static("application/ocsp-response");
        Box::pin(async move {
            let url = parse(address)?;
            let request = OutboundRequest::post(url, "application/ocsp-request", request)
                .header(header::ACCEPT, accept);
            bring(&self.answers, &request).await
        })
    }

    fn list<'a>(&'a self, address: &'a str) -> BoxFuture<'a, Result<Vec<u8>, StatusUnavailable>> {
        Box::pin(async move { bring(&self.lists, &OutboundRequest::get(parse(address)?)).await })
    }
}

fn parse(address: &str) -> Result<Url, StatusUnavailable> {
    Url::parse(address).map_err(|error| StatusUnavailable(Box::new(error)))
}

async fn bring(
    client: &OutboundClient,
    request: &OutboundRequest,
) -> Result<Vec<u8>, StatusUnavailable> {
    let answer = client
        .send(request)
        .await
        .map_err(|error| StatusUnavailable(Box::new(error)))?;
    if answer.status == StatusCode::OK {
        Ok(answer.body.to_vec())
    } else {
        Err(StatusUnavailable(Box::new(Status(answer.status))))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::outbound::OutboundError;

    #[tokio::test]
    async fn a_certificate_cannot_make_us_call_this_machine_or_the_inner_network() {
        let status = StatusAddresses::new([]);
        for address in [
            "http://127.0.0.1:9/ocsp",
            "http://localhost:9/ocsp",
            "http://[::1]:9/ocsp",
            "http://10.0.0.1/crl",
            "http://169.254.169.254/latest/meta-data",
            "http://user@ocsp.example/",
            "ldap://directory.example/cn=crl",
            "file:///etc/passwd",
            "nonsense",
        ] {
            for refused in [
                status.ask(address, vec![1]).await,
                status.list(address).await,
            ] {
                let error = refused.unwrap_err().0;
                let called = error.downcast_ref::<OutboundError>().is_some_and(|error| {
                    !matches!(
                        error,
                        OutboundError::Refused(_)
                            | OutboundError::AddressRefused
                            | OutboundError::Unresolved(_)
                    )
                });
                assert!(!called, "{address}: {error}");
            }
        }
    }
}
