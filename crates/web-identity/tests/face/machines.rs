//! What machines bring besides a form: proofs, certificates, and the question of a browser before
//! it sends either.

use std::net::SocketAddr;

use axum::{
    body::Body,
    http::{Method, Request, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use simulators::seed::{DEMO_RP, DEMO_RP_SECRET};
use store::repo;
use tower::ServiceExt as _;
use vocab::Clock as _;
use web_kit::{client::Peer, tls::PresentedChain};
use wire_oidc::{
    certificate::CertificateThumbprint,
    client::{ClientAuthMethod, ClientRegistration},
};

use crate::rig::Rig;

/// The DER of no certificate in particular.
const DER: &[u8] = &[0x30, 3, 2, 1, 7];

async fn sent(rig: &Rig, request: Request<Body>) -> Response<Body> {
    rig.app.clone().oneshot(request).await.unwrap()
}

/// demo-rp shows a certificate from now on.
async fn with_a_certificate(rig: &Rig) {
    let now = rig.clock.now();
    rig.database
        .store()
        .transact("test.certificate", move |tx| {
            let clients = repo::client::list(tx)?;
            let (_, json) = clients.iter().find(|(id, _)| id == DEMO_RP).unwrap();
            let mut client: ClientRegistration = serde_json::from_str(json).unwrap();
            client.auth_method = ClientAuthMethod::SelfSignedTls;
            client.secret_hash = None;
            let thumbprint = CertificateThumbprint::of_der(DER);
            client.tokens.certificates.insert(thumbprint);
            let json = serde_json::to_string(&client).unwrap();
            repo::client::put(tx, DEMO_RP, &json, now)
        })
        .await
        .unwrap();
}

/// A request of demo-rp with these certificate headers over a connection from `peer`.
async fn asked(rig: &Rig, peer: &str, certificates: &[&str]) -> u16 {
    let mut request =
        Request::post("/introspect").header("content-type", "application/x-www-form-urlencoded");
    for certificate in certificates {
        request = request.header("client-cert", *certificate);
    }
    let peer: SocketAddr = peer.parse().unwrap();
    let body = format!("client_id={DEMO_RP}&token=x");
    let request = request.extension(Peer(peer)).body(Body::from(body));
    sent(rig, request.unwrap()).await.status().as_u16()
}

#[tokio::test]
async fn a_certificate_is_believed_from_our_proxies_alone() {
    let rig = Rig::behind("10.0.0.0/8").await;
    with_a_certificate(&rig).await;
    let own = format!(":{}:", STANDARD.encode(DER));
    let other = format!(":{}:", STANDARD.encode([0x30, 0]));
    let proxy = "10.1.2.3:4000";
    assert_eq!(asked(&rig, proxy, &[&own]).await, 200);
    assert_eq!(asked(&rig, proxy, &[&other]).await, 401);
    assert_eq!(asked(&rig, proxy, &[]).await, 401);
    assert_eq!(asked(&rig, proxy, &["nonsense"]).await, 401);
    // A proxy that adds its header to a stranger's cannot say whose is whose.
    assert_eq!(asked(&rig, proxy, &[&own, &own]).await, 401);
    assert_eq!(asked(&rig, "203.0.113.7:4000", &[&own]).await, 401);
}

/// Where we take the connection ourselves, it says whose certificate it is, and no header does.
#[tokio::test]
async fn a_certificate_of_the_connection_counts_and_headers_beside_it_do_not() {
    let rig = Rig::behind("10.0.0.0/8").await;
    with_a_certificate(&rig).await;
    let own = format!(":{}:", STANDARD.encode(DER));
    let status = async |chain: Vec<Vec<u8>>, header: &str| {
        let request = Request::post("/introspect")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("client-cert", header)
            .extension(Peer("10.1.2.3:4000".parse().unwrap()))
            .extension(PresentedChain::new(chain))
            .body(Body::from(format!("client_id={DEMO_RP}&token=x")));
        let answer = rig.certificates.clone().oneshot(request.unwrap()).await;
        answer.unwrap().status().as_u16()
    };
    assert_eq!(status(vec![DER.to_vec()], "nonsense").await, 200);
    assert_eq!(status(vec![], &own).await, 401);
    assert_eq!(status(vec![vec![0x30, 0]], &own).await, 401);
    // People have no business at that address.
    let page = Request::get("/login").body(Body::empty()).unwrap();
    let answer = rig.certificates.clone().oneshot(page).await.unwrap();
    assert_eq!(answer.status().as_u16(), 404);
}

#[tokio::test]
async fn a_page_of_another_site_may_ask_and_reads_the_nonce() {
    let rig = Rig::behind("10.0.0.0/8").await;
    for path in ["/token", "/userinfo", "/revoke"] {
        let request = Request::builder()
            .method(Method::OPTIONS)
            .uri(path)
            .header("origin", "https://page.example")
            .header("access-control-request-headers", "dpop")
            .body(Body::empty());
        let answer = sent(&rig, request.unwrap()).await;
        assert_eq!(answer.status().as_u16(), 204, "{path}");
        assert_eq!(answer.headers()["access-control-allow-origin"], "*");
        let allowed = answer.headers()["access-control-allow-headers"].to_str();
        assert!(allowed.unwrap().contains("dpop"));
    }
    let pair = STANDARD.encode(format!("{DEMO_RP}:{DEMO_RP_SECRET}"));
    let request = Request::post("/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("authorization", format!("Basic {pair}"))
        .header("dpop", "no proof")
        .body(Body::from("grant_type=refresh_token&refresh_token=x"));
    let answer = sent(&rig, request.unwrap()).await;
    assert_eq!(answer.status().as_u16(), 400);
    assert!(answer.headers().contains_key("dpop-nonce"));
    let exposed = answer.headers()["access-control-expose-headers"].to_str();
    assert!(exposed.unwrap().contains("dpop-nonce"));
}
