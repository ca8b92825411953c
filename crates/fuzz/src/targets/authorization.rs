//! Authorization requests: nobody is ever sent to an address that is not registered.

use std::sync::LazyLock;

use serde_json::json;
use wire_oidc::{
    Parameters,
    authorize::{AuthorizeError, parse_request},
    client::ClientRegistration,
};

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "authorization",
    seeds,
    run,
};

const REDIRECT: &str = "https://rp.example/callback";

static CLIENT: LazyLock<ClientRegistration> = LazyLock::new(|| {
    let registration = json!({
        "client_id": "rp", "kind": "confidential", "auth_method": "client_secret_basic",
        "redirect_uris": [REDIRECT], "scopes": ["identity", "profile"], "claims": [],
        "max_level": "substantial", "id_token_alg": "ES256", "names": {"es": "Ejemplo"}, "body": "b"
    });
    // Cannot fail: the registration is ours; the first run of any test would tell.
    serde_json::from_value(registration).expect("a registration")
});

fn seeds() -> Vec<Vec<u8>> {
    super::texts(&[
        "client_id=rp&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Frp.example%2Fcallback&state=s&nonce=n&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256",
        "client_id=rp&response_type=code&scope=openid+identity&redirect_uri=https%3A%2F%2Frp.example%2Fcallback&prompt=login+consent&max_age=0&acr_values=http%3A%2F%2Feidas.europa.eu%2FLoA%2Flow&claims=%7B%22id_token%22%3A%7B%22acr%22%3A%7B%22essential%22%3Atrue%7D%7D%7D&response_mode=form_post&login_hint=99000031G&ui_locales=ca-valencia+es&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256",
        "client_id=rp&redirect_uri=https%3A%2F%2Frp.example.evil%2Fcallback&response_type=token",
    ])
}

fn run(bytes: &[u8]) -> bool {
    let Ok(parameters) = Parameters::parse(bytes) else {
        return false;
    };
    match parse_request(&parameters, &CLIENT) {
        Ok(request) => {
            assert_eq!(request.return_address.redirect_uri(), REDIRECT);
            true
        }
        Err(AuthorizeError::Return { address, .. }) => {
            assert_eq!(address.redirect_uri(), REDIRECT);
            false
        }
        Err(AuthorizeError::Page(_)) => false,
    }
}
