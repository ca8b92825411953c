//! A phone in software: a key that signs requests, and a passkey that recognises its owner unless
//! told otherwise.

use authn::{KnownDevice, ProofError, SignedRequest, digest_of};
use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _,
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use vocab::AppDeviceId;
use wire_webauthn::CoseKey;

use crate::support::Door;

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const ATTESTED: u8 = 0x40;

const ORIGIN: &str = "http://localhost:8080";
const RP_ID: &str = "localhost";

#[expect(
    clippy::disallowed_methods,
    reason = "test keys sign with the library's own randomness"
)]
fn sign(key: &EcdsaKeyPair, message: &[u8]) -> Vec<u8> {
    key.sign(&SystemRandom::new(), message)
        .unwrap()
        .as_ref()
        .to_vec()
}

/// A phone with the app.
pub(crate) struct Phone {
    key: EcdsaKeyPair,
    pub(crate) id: Option<AppDeviceId>,
    pub(crate) passkey: Passkey,
}

impl Phone {
    pub(crate) fn new() -> Self {
        Self {
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap(),
            id: None,
            passkey: Passkey::new(),
        }
    }

    pub(crate) fn public_key(&self) -> Vec<u8> {
        self.key.public_key().as_ref().to_vec()
    }

    /// A request as this phone signs it, with a fresh nonce.
    pub(crate) fn signed(&self, door: &Door, body: &str) -> SignedRequest {
        let mut request = SignedRequest {
            method: "POST".into(),
            path: "/app/api/v1/anything".into(),
            body_digest: digest_of(body.as_bytes()),
            device: self.id,
            nonce: door.keeper.app_nonce().text,
            signature: Vec::new(),
        };
        let text = request.signed_text(&door.keeper.settings.site);
        request.signature = sign(&self.key, text.as_bytes());
        request
    }

    /// The door recognises this phone.
    pub(crate) async fn known(&self, door: &Door) -> KnownDevice {
        self.try_known(door).await.unwrap()
    }

    pub(crate) async fn try_known(&self, door: &Door) -> Result<KnownDevice, ProofError> {
        let signed = self.signed(door, "{}");
        door.keeper.recognise_device(&signed, true).await
    }
}

/// A passkey and what keeps it.
pub(crate) struct Passkey {
    key: EcdsaKeyPair,
    credential_id: Vec<u8>,
    user_handle: Vec<u8>,
    pub(crate) sign_count: u32,
    pub(crate) recognises_its_owner: bool,
    pub(crate) may_be_copied: bool,
    pub(crate) origin: &'static str,
}

impl Passkey {
    fn new() -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        Self {
            credential_id: digest(&SHA256, key.public_key().as_ref()).as_ref().to_vec(),
            key,
            user_handle: Vec::new(),
            sign_count: 0,
            recognises_its_owner: true,
            may_be_copied: false,
            origin: ORIGIN,
        }
    }

    /// `navigator.credentials.create`.
    pub(crate) fn create(&mut self, options: &str) -> Vec<u8> {
        let options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(
            options["authenticatorSelection"]["userVerification"],
            "required"
        );
        let handle = options["user"]["id"].as_str().unwrap();
        self.user_handle = URL_SAFE_NO_PAD.decode(handle).unwrap();
        let mut data = self.data(ATTESTED);
        data.extend([0; 16]);
        let length = u16::try_from(self.credential_id.len()).unwrap();
        data.extend(length.to_be_bytes());
        data.extend(&self.credential_id);
        let point = self.key.public_key().as_ref();
        let key = CoseKey::P256 {
            x: point[1..33].try_into().unwrap(),
            y: point[33..].try_into().unwrap(),
        };
        data.extend(key.to_cose());
        let mut object = Vec::new();
        let mut encoder = minicbor::Encoder::new(&mut object);
        encoder.map(3).unwrap();
        encoder.str("fmt").unwrap().str("none").unwrap();
        encoder.str("attStmt").unwrap().map(0).unwrap();
        encoder.str("authData").unwrap().bytes(&data).unwrap();
        self.answer(&json!({
            "clientDataJSON": self.client_data("webauthn.create", &options),
            "attestationObject": URL_SAFE_NO_PAD.encode(object),
            "transports": ["internal"],
        }))
    }

    /// `navigator.credentials.get`.
    pub(crate) fn get(&mut self, options: &str) -> Vec<u8> {
        self.sign_count += 1;
        let options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(options["userVerification"], "required");
        let client_data = self.client_data("webauthn.get", &options);
        let data = self.data(0);
        let hash = digest(&SHA256, &URL_SAFE_NO_PAD.decode(&client_data).unwrap());
        let signature = sign(&self.key, &[data.as_slice(), hash.as_ref()].concat());
        self.answer(&json!({
            "clientDataJSON": client_data,
            "authenticatorData": URL_SAFE_NO_PAD.encode(data),
            "signature": URL_SAFE_NO_PAD.encode(signature),
            "userHandle": URL_SAFE_NO_PAD.encode(&self.user_handle),
        }))
    }

    fn answer(&self, response: &Value) -> Vec<u8> {
        let id = URL_SAFE_NO_PAD.encode(&self.credential_id);
        let answer = json!({"id": id, "rawId": id, "type": "public-key", "response": response});
        answer.to_string().into_bytes()
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

    fn data(&self, flags: u8) -> Vec<u8> {
        let set = |flag, is_set| if is_set { flag } else { 0 };
        let flags = flags
            | USER_PRESENT
            | set(USER_VERIFIED, self.recognises_its_owner)
            | set(BACKUP_ELIGIBLE, self.may_be_copied);
        let hash = digest(&SHA256, RP_ID.as_bytes());
        [hash.as_ref(), &[flags], &self.sign_count.to_be_bytes()].concat()
    }
}
