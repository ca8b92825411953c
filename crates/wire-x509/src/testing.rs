//! Authorities and persons with keys of their own, made anew in every test. The layouts are those
//! of real issuers; every person is invented.

#![expect(
    clippy::disallowed_methods,
    reason = "keys of tests, made by the library itself"
)]

use std::sync::Arc;

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use vocab::Timestamp;

use crate::mint::{Draft, Issuer, Purpose, name, write};

/// Policies under which the invented authority issues, as FNMT and DNIe do.
pub const CITIZEN_POLICY: &str = "1.3.6.1.4.1.5734.3.10.1";
/// Of certificates for authentication in the DNIe.
pub const DNIE_POLICY: &str = "2.16.724.1.2.2.2.4";

/// A key of P-256: its `SubjectPublicKeyInfo`, what signs with it, and PKCS#8.
pub struct Key {
    /// `SubjectPublicKeyInfo`, in DER.
    pub public: Vec<u8>,
    /// Signs.
    pub sign: crate::mint::Sign,
    /// The private key as PKCS#8, for a client that is to use it.
    pub pkcs8: Vec<u8>,
}

impl Key {
    /// A new key.
    #[must_use]
    pub fn new() -> Self {
        let chance = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &chance).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref()).expect("a key");
        let public = write::sequence(&[
            &write::sequence(&[
                &write::oid("1.2.840.10045.2.1"),
                &write::oid("1.2.840.10045.3.1.7"),
            ]),
            &write::bits(pair.public_key().as_ref()),
        ]);
        let sign = move |data: &[u8]| -> Vec<u8> {
            let signature = pair.sign(&chance, data).expect("a signature");
            signature.as_ref().to_vec()
        };
        Self {
            public,
            sign: Arc::new(sign),
            pkcs8: pkcs8.as_ref().to_vec(),
        }
    }
}

impl Default for Key {
    fn default() -> Self {
        Self::new()
    }
}

/// A moment.
#[must_use]
pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

/// Somebody who issues, with a certificate.
pub struct TestAuthority {
    /// Issues.
    pub issuer: Issuer,
    /// Its certificate: itself its issuer, if it is a root.
    pub certificate: Vec<u8>,
}

impl TestAuthority {
    /// A root.
    #[must_use]
    pub fn root(common_name: &str) -> Self {
        Self::below(common_name, None)
    }

    /// An authority below another one.
    #[must_use]
    pub fn below(common_name: &str, above: Option<&Self>) -> Self {
        let key = Key::new();
        let subject = [("2.5.4.6", "ES"), ("2.5.4.3", common_name)];
        let own = Issuer {
            name: name(&subject),
            key: key.public,
            sign: key.sign,
        };
        let (from, until) = (at("2020-01-01T00:00:00Z"), at("2040-01-01T00:00:00Z"));
        let draft = Draft::new(&[7], &subject, from, until).purpose(Purpose::Authority);
        let certificate = draft.issue(&own.key, above.map_or(&own, |above| &above.issuer));
        Self {
            issuer: own,
            certificate,
        }
    }

    /// Issues a certificate for a new key.
    #[must_use]
    pub fn issue(&self, draft: &Draft) -> (Vec<u8>, Key) {
        let key = Key::new();
        (draft.issue(&key.public, &self.issuer), key)
    }
}

/// A certificate of a citizen as FNMT lays it out, valid from 2025 to 2029.
#[must_use]
pub fn citizen(serial: &[u8], number: &str, given: &str, surnames: [&str; 2]) -> Draft {
    let [surname1, surname2] = surnames;
    let both = format!("{surname1} {surname2}");
    let common = format!("{both} {given} - {number}");
    let subject = [
        ("2.5.4.6", "ES"),
        ("2.5.4.5", &*format!("IDCES-{number}")),
        ("2.5.4.42", given),
        ("2.5.4.4", &*both),
        ("2.5.4.3", &*common),
    ];
    let directory = [
        ("1.3.6.1.4.1.5734.1.1", given),
        ("1.3.6.1.4.1.5734.1.2", surname1),
        ("1.3.6.1.4.1.5734.1.3", surname2),
        ("1.3.6.1.4.1.5734.1.4", number),
    ];
    let (from, until) = (at("2025-01-01T00:00:00Z"), at("2029-01-01T00:00:00Z"));
    Draft::new(serial, &subject, from, until)
        .directory(&directory)
        .policy(CITIZEN_POLICY)
        .policy("0.4.0.194112.1.0")
}

/// A certificate for authentication as the DNIe has it.
#[must_use]
pub fn dnie(serial: &[u8], number: &str, given: &str, surnames: [&str; 2]) -> Draft {
    let [surname1, surname2] = surnames;
    let common = format!("{surname1} {surname2}, {given} (AUTENTICACIÓN)");
    let subject = [
        ("2.5.4.6", "ES"),
        ("2.5.4.5", number),
        ("2.5.4.4", surname1),
        ("2.5.4.42", given),
        ("2.5.4.3", &*common),
    ];
    let (from, until) = (at("2025-01-01T00:00:00Z"), at("2029-01-01T00:00:00Z"));
    Draft::new(serial, &subject, from, until).policy(DNIE_POLICY)
}
