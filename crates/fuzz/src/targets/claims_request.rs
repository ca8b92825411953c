//! The `claims` parameter and scopes: JSON that comes through a person's browser.

use wire_oidc::claims::{ClaimsRequest, Scope};

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "claims_request",
    seeds,
    run,
};

fn seeds() -> Vec<Vec<u8>> {
    super::texts(&[
        r#"{"userinfo":{"given_name":{"essential":true},"name":null},"id_token":{"acr":{"values":["http://eidas.europa.eu/LoA/low"]},"sub":{"value":"x"}}}"#,
        "openid identity profile",
        "[[[[[[[[[[[[[[[[[[[[",
    ])
}

fn run(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let scopes = Scope::parse_list(text).is_ok();
    ClaimsRequest::parse(text).is_ok() || scopes
}
