//! The electronic office's way to the identity provider: the guarded outbound client, which calls
//! the configured issuer and nobody else.

use bytes::Bytes;
use gateways::{
    OutboundClient,
    outbound::{OutboundError, OutboundLimits, OutboundRequest, policy::OutboundPolicy},
};
use http::{HeaderName, HeaderValue};
use ports::BoxFuture;
use url::Url;
use web_sede::oidc::{BackChannel, BackChannelAnswer, BackChannelError};

/// Forms go in one media type.
const FORM: &str = "application/x-www-form-urlencoded";

/// A back channel to one issuer.
pub(crate) struct ToIssuer {
    client: OutboundClient,
}

impl ToIssuer {
    pub(crate) fn new(issuer: &Url) -> Result<Self, OutboundError> {
        let limits = OutboundLimits {
            body: 256 * 1024,
            ..OutboundLimits::default()
        };
        Ok(Self {
            client: OutboundClient::new(OutboundPolicy::only(issuer)?, limits),
        })
    }

    async fn send(
        &self,
        request: OutboundRequest,
        headers: &[(&'static str, String)],
    ) -> Result<BackChannelAnswer, BackChannelError> {
        let request = headers
            .iter()
            .filter(|(name, _)| *name != "content-type")
            .try_fold(request, |request, (name, value)| {
                let value = HeaderValue::from_str(value).map_err(broken)?;
                Ok::<_, BackChannelError>(request.header(HeaderName::from_static(name), value))
            })?;
        let answer = self.client.send(&request).await.map_err(broken)?;
        Ok(BackChannelAnswer {
            status: answer.status.as_u16(),
            body: answer.body.to_vec(),
        })
    }
}

impl BackChannel for ToIssuer {
    fn get<'a>(
        &'a self,
        url: &'a str,
        headers: &'a [(&'static str, String)],
    ) -> BoxFuture<'a, Result<BackChannelAnswer, BackChannelError>> {
        Box::pin(async move {
            let url = Url::parse(url).map_err(broken)?;
            self.send(OutboundRequest::get(url), headers).await
        })
    }

    fn post_form<'a>(
        &'a self,
        url: &'a str,
        headers: &'a [(&'static str, String)],
        body: &'a str,
    ) -> BoxFuture<'a, Result<BackChannelAnswer, BackChannelError>> {
        Box::pin(async move {
            let url = Url::parse(url).map_err(broken)?;
            let body = Bytes::copy_from_slice(body.as_bytes());
            self.send(OutboundRequest::post(url, FORM, body), headers)
                .await
        })
    }
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> BackChannelError {
    BackChannelError(Box::new(error))
}
