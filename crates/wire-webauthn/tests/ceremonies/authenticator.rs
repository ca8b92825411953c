//! An authenticator and a browser in software, each of whose habits can be changed.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use wire_webauthn::{CoseAlgorithm, CoseKey, Expectation, UserVerification};

pub(crate) const RP_ID: &str = "office.example";
pub(crate) const ORIGIN: &str = "https://office.example";
pub(crate) const CHALLENGE: &[u8] = b"0123456789abcdef0123456789abcdef";
pub(crate) const USER: &[u8] = b"officer-1";

pub(crate) fn expectation() -> Expectation<'static> {
    Expectation {
        rp_id: RP_ID,
        origins: &[ORIGIN],
        challenge: CHALLENGE,
        user_verification: UserVerification::Required,
    }
}

enum PrivateKey {
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
    Rs256(RsaKeyPair),
}

/// One credential, what the authenticator says about it, and what the browser adds.
pub(crate) struct Authenticator {
    key: PrivateKey,
    pub(crate) credential_id: Vec<u8>,
    pub(crate) rp_id: &'static str,
    pub(crate) flags: u8,
    pub(crate) sign_count: u32,
    pub(crate) format: &'static str,
    /// Bytes after the credential or, in a proof, after the counter.
    pub(crate) tail: Vec<u8>,
    /// The browser's part, to which `type` and `challenge` are added unless they are there.
    pub(crate) client_data: Value,
    pub(crate) challenge: &'static [u8],
    pub(crate) user_handle: Option<&'static [u8]>,
}

pub(crate) const UP: u8 = 0x01;
pub(crate) const UV: u8 = 0x04;
pub(crate) const BE: u8 = 0x08;
pub(crate) const BS: u8 = 0x10;
pub(crate) const AT: u8 = 0x40;
pub(crate) const ED: u8 = 0x80;

impl Authenticator {
    pub(crate) fn new(algorithm: CoseAlgorithm) -> Self {
        let key = match algorithm {
            CoseAlgorithm::Es256 => {
                PrivateKey::Es256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap())
            }
            CoseAlgorithm::EdDsa => PrivateKey::EdDsa(Ed25519KeyPair::generate().unwrap()),
            CoseAlgorithm::Rs256 => {
                PrivateKey::Rs256(RsaKeyPair::generate(KeySize::Rsa2048).unwrap())
            }
        };
        Self {
            key,
            credential_id: b"credential-1".to_vec(),
            rp_id: RP_ID,
            flags: UP | UV | BE,
            sign_count: 1,
            format: "none",
            tail: Vec::new(),
            client_data: json!({"origin": ORIGIN, "crossOrigin": false}),
            challenge: CHALLENGE,
            user_handle: Some(USER),
        }
    }

    pub(crate) fn public_key(&self) -> CoseKey {
        match &self.key {
            PrivateKey::Es256(pair) => {
                let point = pair.public_key().as_ref();
                CoseKey::P256 {
                    x: point[1..33].try_into().unwrap(),
                    y: point[33..].try_into().unwrap(),
                }
            }
            PrivateKey::EdDsa(pair) => CoseKey::Ed25519 {
                x: pair.public_key().as_ref().try_into().unwrap(),
            },
            PrivateKey::Rs256(pair) => {
                // DER `RSAPublicKey` of 2048 bits: SEQUENCE and INTEGER headers of four bytes
                // each and a zero before the modulus; the exponent is 65537.
                let der = pair.public_key().as_ref();
                CoseKey::Rsa {
                    n: der[9..265].to_vec(),
                    e: vec![1, 0, 1],
                }
            }
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "test keys sign with the library's own randomness"
    )]
    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.key {
            PrivateKey::Es256(pair) => pair.sign(&random, message).unwrap().as_ref().to_vec(),
            PrivateKey::EdDsa(pair) => pair.sign(message).as_ref().to_vec(),
            PrivateKey::Rs256(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .unwrap();
                signature
            }
        }
    }

    fn client_data_json(&self, ceremony: &str) -> Vec<u8> {
        let mut data =
            json!({"type": ceremony, "challenge": URL_SAFE_NO_PAD.encode(self.challenge)});
        for (name, value) in self.client_data.as_object().unwrap() {
            data[name] = value.clone();
        }
        data.to_string().into_bytes()
    }

    fn data_head(&self, flags: u8) -> Vec<u8> {
        let hash = digest(&SHA256, self.rp_id.as_bytes());
        [hash.as_ref(), &[flags], &self.sign_count.to_be_bytes()].concat()
    }

    /// Authenticator data with the credential.
    pub(crate) fn attested_data(&self) -> Vec<u8> {
        let mut data = self.data_head(self.flags | AT);
        data.extend([0xaa; 16]);
        data.extend((self.credential_id.len() as u16).to_be_bytes());
        data.extend(&self.credential_id);
        data.extend(self.public_key().to_cose());
        data.extend(&self.tail);
        data
    }

    pub(crate) fn attestation_object(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = minicbor::Encoder::new(&mut out);
        encoder
            .map(3)
            .unwrap()
            .str("fmt")
            .unwrap()
            .str(self.format)
            .unwrap()
            .str("attStmt")
            .unwrap();
        if self.format == "none" {
            encoder.map(0).unwrap();
        } else {
            encoder
                .map(2)
                .unwrap()
                .str("alg")
                .unwrap()
                .i8(-7)
                .unwrap()
                .str("sig")
                .unwrap()
                .bytes(&[1; 70])
                .unwrap();
        }
        encoder
            .str("authData")
            .unwrap()
            .bytes(&self.attested_data())
            .unwrap();
        out
    }

    /// What the browser sends after `navigator.credentials.create`.
    pub(crate) fn register(&self) -> Value {
        self.register_with(&self.attestation_object())
    }

    pub(crate) fn register_with(&self, attestation_object: &[u8]) -> Value {
        let id = URL_SAFE_NO_PAD.encode(&self.credential_id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "authenticatorAttachment": "platform",
            "clientExtensionResults": {"credProps": {"rk": true}},
            "response": {
                "clientDataJSON": URL_SAFE_NO_PAD.encode(self.client_data_json("webauthn.create")),
                "attestationObject": URL_SAFE_NO_PAD.encode(attestation_object),
                "transports": ["internal", "hybrid", "<b>"],
                "publicKeyAlgorithm": -7,
            },
        })
    }

    /// What the browser sends after `navigator.credentials.get`.
    pub(crate) fn authenticate(&self) -> Value {
        let mut data = self.data_head(self.flags);
        data.extend(&self.tail);
        let client_data = self.client_data_json("webauthn.get");
        let signature = self.sign(&[&data, digest(&SHA256, &client_data).as_ref()].concat());
        let id = URL_SAFE_NO_PAD.encode(&self.credential_id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": {
                "clientDataJSON": URL_SAFE_NO_PAD.encode(client_data),
                "authenticatorData": URL_SAFE_NO_PAD.encode(data),
                "signature": URL_SAFE_NO_PAD.encode(signature),
                "userHandle": self.user_handle.map(|handle| URL_SAFE_NO_PAD.encode(handle)),
            },
        })
    }
}
