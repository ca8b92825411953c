//! What relying parties read about us: the metadata document and the public keys.

use ports::signing::KeyUse;
use wire_oidc::{
    discovery::{EndpointPaths, ProviderMetadata},
    jose::Algorithm,
};

use crate::Federation;

/// Where the endpoints are, below the issuer.
pub const PATHS: EndpointPaths<'static> = EndpointPaths {
    authorization: "/authorize",
    token: "/token",
    userinfo: "/userinfo",
    jwks: "/jwks",
    end_session: "/logout",
    pushed_request: "/par",
    revocation: "/revoke",
    introspection: "/introspect",
    backchannel_authentication: "/bc-authorize",
};

impl Federation {
    /// The metadata document, with the algorithms that have an active key.
    #[must_use]
    pub fn metadata(&self) -> String {
        let algorithms: Vec<Algorithm> = [
            (Algorithm::Es256, KeyUse::TokenEs256),
            (Algorithm::Rs256, KeyUse::TokenRs256),
        ]
        .into_iter()
        .filter(|(_, key_use)| self.signer.active(*key_use).is_ok())
        .map(|(algorithm, _)| algorithm)
        .collect();
        ProviderMetadata::new(
            &self.issuer,
            &PATHS,
            &algorithms,
            &self.settings.languages,
            &self.settings.client_certificates,
        )
        .to_json()
    }

    /// The public keys of tokens. The seal's key is not among them: it signs documents.
    #[must_use]
    pub fn jwks(&self) -> String {
        let keys: Vec<serde_json::Value> = self
            .signer
            .published()
            .into_iter()
            .filter(|key| key.key_use != KeyUse::Seal)
            .map(|key| key.jwk)
            .collect();
        serde_json::json!({ "keys": keys }).to_string()
    }
}
