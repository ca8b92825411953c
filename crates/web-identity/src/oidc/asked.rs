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
use federation::{Credentials, Door, ProofHeader};
use web_kit::{Page, PageError, tls::PresentedChain};
use wire_oidc::{Parameters, certificate::CertificateThumbprint};

use crate::presented;

const DPOP: HeaderName = HeaderName::from_static("dpop");

/// What proves who sent a request.
pub(super) struct Proofs {
    headers: HeaderMap,
    /// The client's certificate and those above it, in DER.
    chain: PresentedChain,
    door: Door,
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
            certificate: self.chain.certificates().first().map(|own| {
                // The fingerprint is of the certificate alone, whatever came with it.
                CertificateThumbprint::of_der(own)
            }),
            chain: self.chain.certificates(),
            door: self.door,
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
        let headers = parts.headers.clone();
        if let Some(chain) = presented::taken_here(parts) {
            return Ok(Self {
                headers,
                chain,
                door: Door::Certificates,
            });
        }
        let page = Page::from_request_parts(parts, state).await?;
        Ok(Self {
            chain: presented::handed_on(parts, &page),
            headers,
            door: Door::Issuer,
        })
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
