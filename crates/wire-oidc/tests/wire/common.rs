//! A client, keys minted for the test, and short ways to sign.

use std::collections::BTreeMap;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256,
};
use serde_json::Value;
use vocab::AssuranceLevel;
use wire_oidc::Parameters;
use wire_oidc::claims::{Claim, Scope};
use wire_oidc::client::{
    ClaimGrant, ClientAuthMethod, ClientId, ClientKind, ClientRegistration, LegalBasis,
    RedirectRule, Surroundings,
};
use wire_oidc::discovery::{ClientCertificates, EndpointPaths, Issuer, ProviderMetadata};
use wire_oidc::jose::{Algorithm, Header, Jwk, JwkSet, PublicKey, signing_input};

pub(crate) const ISSUER: &str = "https://id.example";
pub(crate) const CALLBACK: &str = "https://rp.example/callback";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

pub(crate) fn issuer() -> Issuer {
    Issuer::parse(ISSUER, Surroundings::Production).expect("an issuer")
}

pub(crate) fn metadata() -> ProviderMetadata {
    let paths = EndpointPaths {
        authorization: "/authorize",
        token: "/token",
        userinfo: "/userinfo",
        jwks: "/jwks.json",
        end_session: "/logout",
        pushed_request: "/par",
        revocation: "/revoke",
        introspection: "/introspect",
        backchannel_authentication: "/bc-authorize",
    };
    ProviderMetadata::new(
        &issuer(),
        &paths,
        &[Algorithm::Es256, Algorithm::Rs256],
        &["es", "ca", "en"],
        &ClientCertificates {
            by_proxy: true,
            address: Some("https://mtls.id.example".to_owned()),
            authorities: true,
        },
    )
}

fn grant(claim: Claim) -> ClaimGrant {
    ClaimGrant {
        claim,
        basis: LegalBasis::Law("Ley 39/2015, art. 9".to_owned()),
    }
}

/// A confidential client without faults, entitled to number and names.
pub(crate) fn confidential() -> ClientRegistration {
    ClientRegistration {
        secret_hash: Some(vec![7; 32]),
        redirect_uris: vec![RedirectRule::parse(CALLBACK).expect("a rule")],
        post_logout_redirect_uris: vec![
            RedirectRule::parse("https://rp.example/bye").expect("a rule"),
        ],
        scopes: [Scope::Identity].into(),
        claims: Scope::Identity
            .claims()
            .iter()
            .copied()
            .map(grant)
            .collect(),
        max_level: AssuranceLevel::Substantial,
        names: BTreeMap::from([("es".to_owned(), "Sede de prueba".to_owned())]),
        body: "E00000000".to_owned(),
        ..ClientRegistration::new(ClientId::parse("rp-1").expect("an id"))
    }
}

/// A public client without faults.
pub(crate) fn public() -> ClientRegistration {
    ClientRegistration {
        kind: ClientKind::Public,
        auth_method: ClientAuthMethod::None,
        secret_hash: None,
        ..confidential()
    }
}

/// The parameters of a request that nothing is wrong with.
pub(crate) fn good_request() -> Vec<(&'static str, String)> {
    [
        ("client_id", "rp-1"),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "openid identity"),
        ("state", "s1"),
        ("nonce", "n1"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// Those parameters with some of them set, added or (by an empty value) removed.
pub(crate) fn request_with(changes: &[(&'static str, &str)]) -> Parameters {
    let mut pairs = good_request();
    for (name, value) in changes {
        pairs.retain(|(known, _)| known != name);
        pairs.push((*name, (*value).to_owned()));
    }
    Parameters::from_pairs(pairs).expect("parameters")
}

/// A signing key minted for one test.
pub(crate) enum TestKey {
    Ec(EcdsaKeyPair),
    Rsa(RsaKeyPair, Algorithm),
}

impl TestKey {
    pub(crate) fn es256() -> Self {
        Self::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"))
    }

    pub(crate) fn rsa(algorithm: Algorithm) -> Self {
        Self::Rsa(
            RsaKeyPair::generate(KeySize::Rsa2048).expect("a key"),
            algorithm,
        )
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        match self {
            Self::Ec(_) => Algorithm::Es256,
            Self::Rsa(_, algorithm) => *algorithm,
        }
    }

    pub(crate) fn jwk(&self) -> Jwk {
        let key = match self {
            Self::Ec(pair) => PublicKey::p256_from_uncompressed(pair.public_key().as_ref()),
            Self::Rsa(pair, _) => {
                let (n, e) = rsa_numbers(pair.public_key().as_ref());
                PublicKey::rsa(&n, &e)
            }
        };
        Jwk::new(key.expect("a public key"), self.algorithm())
    }

    pub(crate) fn set(&self) -> JwkSet {
        JwkSet {
            keys: vec![self.jwk()],
            ..JwkSet::default()
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "test keys sign with the library's own randomness"
    )]
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Ec(pair) => pair
                .sign(&random, message)
                .expect("a signature")
                .as_ref()
                .to_vec(),
            Self::Rsa(pair, algorithm) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                let padding: &dyn aws_lc_rs::signature::RsaEncoding = match algorithm {
                    Algorithm::Ps256 => &RSA_PSS_SHA256,
                    Algorithm::Rs256 | Algorithm::Es256 | Algorithm::EdDsa => &RSA_PKCS1_SHA256,
                };
                pair.sign(padding, &random, message, &mut signature)
                    .expect("a signature");
                signature
            }
        }
    }

    /// A token of ours with these claims.
    pub(crate) fn token<C: serde::Serialize>(&self, claims: &C) -> String {
        let kid = self.jwk().kid.expect("a key id");
        let input = signing_input(
            &Header {
                alg: self.algorithm(),
                typ: "JWT",
                kid: &kid,
            },
            claims,
        );
        let signature = self.sign(input.as_bytes());
        input.assemble(&signature).expect("a token")
    }

    /// A token whose header is exactly this JSON.
    pub(crate) fn token_with_header(&self, header: &str, payload: &[u8]) -> String {
        let input = format!("{}.{}", base64url(header.as_bytes()), base64url(payload));
        let signature = self.sign(input.as_bytes());
        format!("{input}.{}", base64url(&signature))
    }
}

pub(crate) fn base64url(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The parameters of an address's query.
pub(crate) fn query_of(address: &str) -> Parameters {
    let (_, query) = address.split_once('?').expect("a query");
    Parameters::parse(query.as_bytes()).expect("parameters")
}

/// Modulus and exponent of a DER `RSAPublicKey` (RFC 8017 appendix A.1.1).
fn rsa_numbers(der: &[u8]) -> (Vec<u8>, Vec<u8>) {
    fn content(der: &[u8], tag: u8) -> (&[u8], &[u8]) {
        assert_eq!(der.first(), Some(&tag));
        let (length, rest) = match der.get(1..).expect("a length") {
            [0x81, length, rest @ ..] => (usize::from(*length), rest),
            [0x82, high, low, rest @ ..] => (usize::from(*high) << 8 | usize::from(*low), rest),
            [length, rest @ ..] => (usize::from(*length), rest),
            [] => panic!("no length"),
        };
        rest.split_at(length)
    }
    let (sequence, _) = content(der, 0x30);
    let (n, rest) = content(sequence, 0x02);
    let (e, _) = content(rest, 0x02);
    (n.to_vec(), e.to_vec())
}
