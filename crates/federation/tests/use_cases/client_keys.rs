//! Keys of clients, minted for one test, and what clients sign with them.

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use wire_oidc::{
    dpop::thumbprint_of,
    jose::{Algorithm, Jwk, JwkSet, PublicKey},
    token::ASSERTION_TYPE,
};

use crate::support::{ISSUER, World};

/// A key of a client.
pub(crate) struct ClientKey(EcdsaKeyPair);

impl ClientKey {
    pub(crate) fn mint() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    pub(crate) fn public(&self) -> PublicKey {
        PublicKey::p256_from_uncompressed(self.0.public_key().as_ref()).unwrap()
    }

    pub(crate) fn set(&self) -> JwkSet {
        JwkSet {
            keys: vec![Jwk::new(self.public(), Algorithm::Es256)],
            ..JwkSet::default()
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "test keys sign with the library's own randomness"
    )]
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let input = format!("{}.{}", part(header), part(claims));
        let signature = self.0.sign(&SystemRandom::new(), input.as_bytes()).unwrap();
        format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// A proof of possession with these claims besides its own key.
    pub(crate) fn proof(&self, claims: &Value) -> String {
        let set: Value = serde_json::from_str(&self.set().to_json()).unwrap();
        let jwk = set["keys"][0].clone();
        let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": jwk});
        self.sign(&header, claims)
    }

    /// A good proof for the token endpoint, with the nonce of now.
    pub(crate) fn token_proof(&self, world: &World, jti: &str) -> String {
        self.proof(&json!({
            "jti": jti, "htm": "POST", "htu": format!("{ISSUER}/token"),
            "iat": world.now().as_second(), "nonce": world.nonce(),
        }))
    }

    /// A good proof for userinfo with this token.
    pub(crate) fn userinfo_proof(&self, world: &World, jti: &str, token: &str) -> String {
        self.proof(&json!({
            "jti": jti, "htm": "GET", "htu": format!("{ISSUER}/userinfo"),
            "iat": world.now().as_second(), "nonce": world.nonce(), "ath": thumbprint_of(token),
        }))
    }

    /// A good assertion of this client, with some claims replaced (null takes one away).
    pub(crate) fn assertion(&self, world: &World, client: &str, jti: &str, more: &Value) -> String {
        let now = world.now().as_second();
        let mut claims = json!({
            "iss": client, "sub": client, "aud": ISSUER, "jti": jti,
            "iat": now, "exp": now + 60,
        });
        for (name, value) in more.as_object().unwrap() {
            if value.is_null() {
                claims.as_object_mut().unwrap().remove(name);
            } else {
                claims[name] = value.clone();
            }
        }
        let kid = self.public().thumbprint();
        self.sign(&json!({"alg": "ES256", "kid": kid}), &claims)
    }
}

/// The parameters with which an assertion goes into a form.
pub(crate) fn with_assertion(assertion: &str) -> [(&str, &str); 2] {
    [
        ("client_assertion_type", ASSERTION_TYPE),
        ("client_assertion", assertion),
    ]
}
