//! What a provider answers to our own relying party: metadata, tokens, userinfo.

use wire_oidc::{
    discovery::ProviderMetadata,
    rp::{parse_token_answer, parse_userinfo},
};

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "provider",
    seeds,
    run,
};

const ISSUER: &str = "https://id.example";

fn seeds() -> Vec<Vec<u8>> {
    super::texts(&[
        r#"{"issuer":"https://id.example","authorization_endpoint":"https://id.example/authorize","token_endpoint":"https://id.example/token","jwks_uri":"https://id.example/jwks","userinfo_endpoint":"https://id.example/userinfo","end_session_endpoint":"https://id.example/log-out","response_types_supported":["code"],"subject_types_supported":["pairwise"],"id_token_signing_alg_values_supported":["ES256"]}"#,
        r#"{"access_token":"abc","token_type":"Bearer","expires_in":600,"id_token":"a.b.c"}"#,
        r#"{"error":"invalid_grant"}"#,
        r#"{"sub":"s","name":"Ananya"}"#,
    ])
}

fn run(bytes: &[u8]) -> bool {
    let metadata = ProviderMetadata::parse(bytes, ISSUER);
    if let Ok(metadata) = &metadata {
        assert_eq!(metadata.issuer, ISSUER);
    }
    let _ = parse_token_answer(200, bytes);
    let _ = parse_token_answer(400, bytes);
    if let Ok(claims) = parse_userinfo(bytes, "s") {
        assert_eq!(claims.get("sub").and_then(|sub| sub.as_str()), Some("s"));
    }
    metadata.is_ok()
}
