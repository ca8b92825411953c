//! What a relying party's server sends: the `Authorization` header on the first line, then a form.

use wire_oidc::{Parameters, bearer, logout::LogoutRequest, token::TokenRequest};

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "token_endpoint",
    seeds,
    run,
};

fn seeds() -> Vec<Vec<u8>> {
    super::texts(&[
        "Basic cnA6c2VjcmV0\ngrant_type=authorization_code&code=abc&redirect_uri=https%3A%2F%2Frp.example%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        "\ngrant_type=authorization_code&client_id=rp&client_secret=s&code=abc&redirect_uri=https%3A%2F%2Frp.example%2Fcb",
        "Bearer abcdef\naccess_token=abc",
        "\nid_token_hint=a.b.c&post_logout_redirect_uri=https%3A%2F%2Frp.example%2F&state=s",
    ])
}

fn run(bytes: &[u8]) -> bool {
    let (header, form) = super::two(bytes);
    let header = std::str::from_utf8(header)
        .ok()
        .filter(|header| !header.is_empty());
    let Ok(form) = Parameters::parse(form) else {
        return false;
    };
    let request = TokenRequest::parse(header, &form);
    if let Ok(token) = bearer::parse(header, Some(&form)) {
        // Tokens never show in what is logged.
        assert_eq!(format!("{token:?}"), "AccessToken(…)");
    }
    let _ = LogoutRequest::parse(&form);
    request.is_ok()
}
