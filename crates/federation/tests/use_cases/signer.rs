//! Keys minted for one run of the tests.

use std::sync::LazyLock;

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, KeySize},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256},
};
use ports::{
    BoxFuture,
    signing::{KeyUse, PublicSigningKey, SignError, SignatureAlgorithm, Signer},
};
use wire_oidc::jose::{Algorithm, Header, Jwk, JwkSet, PublicKey, signing_input};

static EC: LazyLock<EcdsaKeyPair> =
    LazyLock::new(|| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap());
static SEAL: LazyLock<EcdsaKeyPair> =
    LazyLock::new(|| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap());
static RSA: LazyLock<RsaKeyPair> =
    LazyLock::new(|| RsaKeyPair::generate(KeySize::Rsa2048).unwrap());

static CLIENT: LazyLock<EcdsaKeyPair> =
    LazyLock::new(|| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap());
static STRANGER: LazyLock<EcdsaKeyPair> =
    LazyLock::new(|| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap());

/// The public key of the client that signs its requests.
pub(crate) fn client_key() -> JwkSet {
    JwkSet {
        keys: vec![Jwk::new(point(&CLIENT), Algorithm::Es256)],
        ..JwkSet::default()
    }
}

/// A request object, signed by that client.
pub(crate) fn signed_by_client(typ: &str, claims: &serde_json::Value) -> String {
    signed(&CLIENT, typ, claims)
}

/// The same, signed by somebody else under the client's key id.
pub(crate) fn signed_by_stranger(typ: &str, claims: &serde_json::Value) -> String {
    signed(&STRANGER, typ, claims)
}

fn signed(key: &EcdsaKeyPair, typ: &str, claims: &serde_json::Value) -> String {
    let kid = client_key().keys[0].kid.clone().unwrap();
    let header = Header {
        alg: Algorithm::Es256,
        typ,
        kid: &kid,
    };
    let input = signing_input(&header, claims);
    let signature = key.sign(&random(), input.as_bytes()).unwrap();
    input.assemble(signature.as_ref()).unwrap()
}

/// Signs with one key a use.
pub(crate) struct TestSigner;

impl Signer for TestSigner {
    fn active(&self, key_use: KeyUse) -> Result<PublicSigningKey, SignError> {
        let jwk = match key_use {
            KeyUse::TokenEs256 => Jwk::new(point(&EC), Algorithm::Es256),
            KeyUse::TokenRs256 => Jwk::new(rsa(), Algorithm::Rs256),
            KeyUse::Seal => Jwk::new(point(&SEAL), Algorithm::Es256),
            KeyUse::AuditLog | KeyUse::Push => panic!("no token is signed with this key"),
        };
        let kid = jwk.kid.clone().unwrap();
        let set: serde_json::Value = serde_json::from_str(
            &JwkSet {
                keys: vec![jwk],
                ..JwkSet::default()
            }
            .to_json(),
        )
        .unwrap();
        Ok(PublicSigningKey {
            kid,
            key_use,
            jwk: set["keys"][0].clone(),
        })
    }

    fn published(&self) -> Vec<PublicSigningKey> {
        [KeyUse::TokenEs256, KeyUse::TokenRs256, KeyUse::Seal]
            .map(|key_use| self.active(key_use).unwrap())
            .into()
    }

    fn sign_as<'a>(
        &'a self,
        key: &'a PublicSigningKey,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
    ) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        Box::pin(async move {
            let random = random();
            match (key.key_use, algorithm) {
                (KeyUse::TokenEs256, SignatureAlgorithm::Es256Fixed) => {
                    Ok(EC.sign(&random, message).unwrap().as_ref().to_vec())
                }
                (KeyUse::TokenRs256, SignatureAlgorithm::Rs256) => {
                    let mut signature = vec![0; RSA.public_modulus_len()];
                    RSA.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                        .unwrap();
                    Ok(signature)
                }
                other => panic!("no token is signed like this: {other:?}"),
            }
        })
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "aws-lc asks for it and draws from its own"
)]
fn random() -> SystemRandom {
    SystemRandom::new()
}

fn point(key: &EcdsaKeyPair) -> PublicKey {
    PublicKey::p256_from_uncompressed(key.public_key().as_ref()).unwrap()
}

/// DER of `RSAPublicKey` with 2048 bits: four bytes of SEQUENCE, four of INTEGER, a zero, the
/// modulus, two of INTEGER, the exponent 65537.
fn rsa() -> PublicKey {
    let der = RSA.public_key().as_ref();
    PublicKey::rsa(&der[9..265], &der[267..]).unwrap()
}
