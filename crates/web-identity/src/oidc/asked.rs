//! A request of a client's machine: its form, and what proves who sent it.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{
        HeaderMap, HeaderName,
        header::{AUTHORIZATION, CONTENT_TYPE},
        request::Parts,
    },
    response::{IntoResponse, Response},
};
use federation::{Credentials, ProofHeader};
use web_kit::{Page, PageError, client::Peer};
use wire_oidc::{Parameters, certificate::CertificateThumbprint};

const DPOP: HeaderName = HeaderName::from_static("dpop");
const CLIENT_CERT: HeaderName = HeaderName::from_static("client-cert");

/// What proves who sent a request.
pub(super) struct Proofs {
    headers: HeaderMap,
    certificate: Option<CertificateThumbprint>,
}

impl Proofs {
    /// The same for the use cases.
    pub(super) fn credentials(&self) -> Credentials<'_> {
        let mut proofs = self.headers.get_all(DPOP).iter();
        let proof = match (proofs.next(), proofs.next()) {
            (None, _) => ProofHeader::Absent,
            (Some(one), None) => one.to_str().map_or(ProofHeader::Unfit, ProofHeader::One),
            (Some(_), Some(_)) => ProofHeader::Unfit,
        };
        Credentials {
            authorization: self
                .headers
                .get(AUTHORIZATION)
                .and_then(|value| value.to_str().ok()),
            proof,
            certificate: self.certificate,
        }
    }

    fn media_type(&self) -> Option<&str> {
        let kind = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        Some(kind.split(';').next().unwrap_or_default().trim())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Proofs {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let page = Page::from_request_parts(parts, state).await?;
        let peer = parts.extensions.get::<Peer>().copied();
        let believed = page.face().vouches_for(peer);
        Ok(Self {
            certificate: believed.then(|| certificate(&parts.headers)).flatten(),
            headers: parts.headers.clone(),
        })
    }
}

/// The certificate of the TLS connection, in the header of RFC 9440. One header only: a proxy that
/// adds its own to a stranger's is not one to believe.
fn certificate(headers: &HeaderMap) -> Option<CertificateThumbprint> {
    let mut found = headers.get_all(CLIENT_CERT).iter();
    match (found.next(), found.next()) {
        (Some(one), None) => CertificateThumbprint::of_header(one.to_str().ok()?).ok(),
        _ => None,
    }
}

/// A form with what proves who sent it. `form` is nothing where the body is no form.
pub(super) struct Asked {
    pub(super) proofs: Proofs,
    pub(super) form: Option<Parameters>,
    pub(super) is_empty: bool,
}

impl<S: Send + Sync> FromRequest<S> for Asked {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let proofs = Proofs::from_request_parts(&mut parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let body = Bytes::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(IntoResponse::into_response)?;
        let is_form = proofs
            .media_type()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("application/x-www-form-urlencoded"));
        Ok(Self {
            form: is_form.then(|| Parameters::parse(&body).ok()).flatten(),
            is_empty: body.is_empty(),
            proofs,
        })
    }
}
