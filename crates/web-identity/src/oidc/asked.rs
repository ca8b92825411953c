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
use web_kit::{Page, PageError, client::Peer, tls::PresentedChain};
use wire_oidc::{
    Parameters,
    certificate::{self, CertificateThumbprint},
};

const DPOP: HeaderName = HeaderName::from_static("dpop");
const CLIENT_CERT: HeaderName = HeaderName::from_static("client-cert");
const CLIENT_CERT_CHAIN: HeaderName = HeaderName::from_static("client-cert-chain");

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
        // Where we take the TLS connection ourselves, headers say nothing about it: anybody can
        // write them.
        if let Some(chain) = parts.extensions.get::<PresentedChain>() {
            return Ok(Self {
                headers,
                chain: chain.clone(),
                door: Door::Certificates,
            });
        }
        let page = Page::from_request_parts(parts, state).await?;
        let peer = parts.extensions.get::<Peer>().copied();
        let believed = page.face().vouches_for(peer);
        let chain = believed.then(|| chain_of(&headers)).flatten();
        Ok(Self {
            headers,
            chain: PresentedChain::new(chain.unwrap_or_default()),
            door: Door::Issuer,
        })
    }
}

/// The chain of the TLS connection, in the headers of RFC 9440. One header of each name only: a
/// proxy that adds its own to a stranger's is not one to believe.
fn chain_of(headers: &HeaderMap) -> Option<Vec<Vec<u8>>> {
    let own = certificate::of_header(only(headers, &CLIENT_CERT)?).ok()?;
    let mut chain = vec![own];
    if headers.contains_key(CLIENT_CERT_CHAIN) {
        let above = only(headers, &CLIENT_CERT_CHAIN)?;
        chain.extend(certificate::chain_of_header(above).ok()?);
    }
    Some(chain)
}

fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut found = headers.get_all(name).iter();
    match (found.next(), found.next()) {
        (Some(one), None) => one.to_str().ok(),
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
