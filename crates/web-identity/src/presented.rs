//! The chain of certificates that a client showed, wherever TLS ended.

use axum::http::{HeaderMap, HeaderName, request::Parts};
use web_kit::{Page, client::Peer, tls::PresentedChain};
use wire_oidc::certificate;

const CLIENT_CERT: HeaderName = HeaderName::from_static("client-cert");
const CLIENT_CERT_CHAIN: HeaderName = HeaderName::from_static("client-cert-chain");

/// The chain where we took the TLS connection ourselves; nothing where we did not. Headers then say
/// nothing about it: anybody can write them.
pub(crate) fn taken_here(parts: &Parts) -> Option<PresentedChain> {
    parts.extensions.get::<PresentedChain>().cloned()
}

/// The chain that a trusted proxy hands on (RFC 9440); empty if anybody else says something.
pub(crate) fn handed_on(parts: &Parts, page: &Page) -> PresentedChain {
    let peer = parts.extensions.get::<Peer>().copied();
    let believed = page.face().vouches_for(peer);
    let chain = believed.then(|| chain_of(&parts.headers)).flatten();
    PresentedChain::new(chain.unwrap_or_default())
}

/// One header of each name only: a proxy that adds its own to a stranger's is not one to believe.
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
