//! A browser and an authenticator in software, for the tests of those who ask for passkeys. It
//! recognises its owner unless told otherwise.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "tests: what cannot be answered has failed"
)]

use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::CoseKey;

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const ATTESTED: u8 = 0x40;

/// One passkey, the device that keeps it and the page on which it is asked for.
#[derive(Debug)]
pub struct Authenticator {
    key: EcdsaKeyPair,
    /// Id of the passkey.
    pub credential_id: Vec<u8>,
    /// Origin of the page.
    pub origin: &'static str,
    /// Does it say that its owner was recognised?
    pub recognises_its_owner: bool,
    /// May the passkey be copied to other devices?
    pub copyable: bool,
    /// How often it was used.
    pub sign_count: u32,
    /// The handle that it keeps for the relying party.
    user_handle: Vec<u8>,
}

impl Authenticator {
    /// A new key for a page of this origin.
    #[must_use]
    pub fn new(credential_id: &[u8], origin: &'static str) -> Self {
        Self {
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
            credential_id: credential_id.to_vec(),
            origin,
            recognises_its_owner: true,
            copyable: false,
            sign_count: 0,
            user_handle: Vec::new(),
        }
    }

    /// `navigator.credentials.create`.
    pub fn create(&mut self, options: &str) -> Vec<u8> {
        let options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(
            options["authenticatorSelection"]["userVerification"],
            "required"
        );
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        let handle = options["user"]["id"].as_str().unwrap();
        self.user_handle = URL_SAFE_NO_PAD.decode(handle).unwrap();
        let mut data = self.data(&options["rp"]["id"], ATTESTED);
        data.extend([0; 16]);
        data.extend(
            u16::try_from(self.credential_id.len())
                .unwrap()
                .to_be_bytes(),
        );
        data.extend(&self.credential_id);
        data.extend(self.public_key().to_cose());
        let mut object = Vec::new();
        let mut encoder = minicbor::Encoder::new(&mut object);
        encoder
            .map(3)
            .unwrap()
            .str("fmt")
            .unwrap()
            .str("none")
            .unwrap();
        encoder.str("attStmt").unwrap().map(0).unwrap();
        encoder.str("authData").unwrap().bytes(&data).unwrap();
        self.answer(&json!({
            "clientDataJSON": self.client_data("webauthn.create", &options),
            "attestationObject": URL_SAFE_NO_PAD.encode(object),
            "transports": ["internal"],
        }))
    }

    /// `navigator.credentials.get`.
    pub fn get(&mut self, options: &str) -> Vec<u8> {
        self.sign_count += 1;
        let options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(options["userVerification"], "required");
        let client_data = self.client_data("webauthn.get", &options);
        let data = self.data(&options["rpId"], 0);
        let hash = digest(&SHA256, &URL_SAFE_NO_PAD.decode(&client_data).unwrap());
        let signature = self.sign(&[data.as_slice(), hash.as_ref()].concat());
        self.answer(&json!({
            "clientDataJSON": client_data,
            "authenticatorData": URL_SAFE_NO_PAD.encode(data),
            "signature": URL_SAFE_NO_PAD.encode(signature),
            "userHandle": URL_SAFE_NO_PAD.encode(&self.user_handle),
        }))
    }

    fn answer(&self, response: &Value) -> Vec<u8> {
        let id = URL_SAFE_NO_PAD.encode(&self.credential_id);
        json!({"id": id, "rawId": id, "type": "public-key", "response": response})
            .to_string()
            .into_bytes()
    }

    fn client_data(&self, ceremony: &str, options: &Value) -> String {
        let data = json!({
            "type": ceremony,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        URL_SAFE_NO_PAD.encode(data.to_string())
    }

    fn data(&self, rp_id: &Value, flags: u8) -> Vec<u8> {
        let verified = if self.recognises_its_owner {
            USER_VERIFIED
        } else {
            0
        };
        let copyable = if self.copyable { BACKUP_ELIGIBLE } else { 0 };
        let hash = digest(&SHA256, rp_id.as_str().unwrap().as_bytes());
        let flags = flags | USER_PRESENT | verified | copyable;
        [hash.as_ref(), &[flags], &self.sign_count.to_be_bytes()].concat()
    }

    fn public_key(&self) -> CoseKey {
        let point = self.key.public_key().as_ref();
        CoseKey::P256 {
            x: point[1..33].try_into().unwrap(),
            y: point[33..].try_into().unwrap(),
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "test keys sign with the library's own randomness"
    )]
    fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.key
            .sign(&SystemRandom::new(), message)
            .unwrap()
            .as_ref()
            .to_vec()
    }
}
