//! Keys and certificates, made anew for each test.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256,
};
use der::asn1::{BitString, GeneralizedTime, OctetString};
use der::{Decode, Encode, Sequence, oid::ObjectIdentifier};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use std::str::FromStr;
use std::time::Duration;
use wire_pades::{CertificateChain, SignatureOptions, prepare};
use x509_cert::ext::Extension;
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

/// 5 November 2026, inside the validity of every certificate here.
pub(crate) fn now() -> jiff::Timestamp {
    "2026-11-05T08:00:00Z".parse().unwrap()
}

enum Key {
    P256(EcdsaKeyPair),
    Rsa(RsaKeyPair),
}

impl Key {
    fn spki(&self) -> Vec<u8> {
        match self {
            Self::P256(key) => {
                AsDer::<aws_lc_rs::encoding::PublicKeyX509Der<'_>>::as_der(key.public_key())
                    .unwrap()
                    .as_ref()
                    .to_vec()
            }
            Self::Rsa(key) => {
                AsDer::<aws_lc_rs::encoding::PublicKeyX509Der<'_>>::as_der(key.public_key())
                    .unwrap()
                    .as_ref()
                    .to_vec()
            }
        }
    }

    fn algorithm(&self) -> AlgorithmIdentifierOwned {
        match self {
            Self::P256(_) => AlgorithmIdentifierOwned {
                oid: ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2"),
                parameters: None,
            },
            Self::Rsa(_) => AlgorithmIdentifierOwned {
                oid: ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11"),
                parameters: Some(der::Any::null()),
            },
        }
    }

    #[expect(clippy::disallowed_methods, reason = "keys of a test, used once")]
    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::P256(key) => key.sign(&random, message).unwrap().as_ref().to_vec(),
            Self::Rsa(key) => {
                let mut out = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut out)
                    .unwrap();
                out
            }
        }
    }
}

/// A seal with its root.
pub(crate) struct Seal {
    key: Key,
    pub(crate) chain: CertificateChain,
    pub(crate) root: Vec<u8>,
}

impl Seal {
    pub(crate) fn p256() -> Self {
        Self::with(Key::P256(
            EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
        ))
    }

    pub(crate) fn rsa() -> Self {
        Self::with(Key::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).unwrap()))
    }

    fn with(key: Key) -> Self {
        let root_key = Key::P256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap());
        let root = certificate(
            "CN=Invented root",
            "CN=Invented root",
            &root_key.spki(),
            &root_key,
            true,
        );
        let seal = certificate(
            "CN=Invented root",
            "CN=Invented seal,C=ES",
            &key.spki(),
            &root_key,
            false,
        );
        let chain = CertificateChain::from_der(&[&seal, &root]).unwrap();
        Self { key, chain, root }
    }

    pub(crate) fn options(&self) -> SignatureOptions {
        SignatureOptions {
            reserve: self.chain.container_len(),
            ..SignatureOptions::sealed_at(now())
        }
    }

    pub(crate) fn sign(&self, pdf: &[u8]) -> Vec<u8> {
        self.sign_with(pdf, &self.options())
    }

    pub(crate) fn sign_with(&self, pdf: &[u8], options: &SignatureOptions) -> Vec<u8> {
        let to_be_signed = prepare(pdf, options)
            .unwrap()
            .signed_attributes(&self.chain)
            .unwrap();
        let signature = self.key.sign(to_be_signed.bytes());
        to_be_signed.finish(&signature).unwrap()
    }
}

#[derive(Sequence)]
struct TbsCertificate {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    version: u8,
    serial_number: SerialNumber,
    signature: AlgorithmIdentifierOwned,
    issuer: Name,
    validity: Validity,
    subject: Name,
    subject_public_key_info: SubjectPublicKeyInfoOwned,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT")]
    extensions: Vec<Extension>,
}

#[derive(Sequence)]
struct SignedCertificate {
    tbs: TbsCertificate,
    algorithm: AlgorithmIdentifierOwned,
    signature: BitString,
}

fn certificate(issuer: &str, subject: &str, spki: &[u8], signer: &Key, authority: bool) -> Vec<u8> {
    let at = |text: &str| {
        let seconds = text.parse::<jiff::Timestamp>().unwrap().as_second();
        let duration = Duration::from_secs(u64::try_from(seconds).unwrap());
        Time::GeneralTime(GeneralizedTime::from_unix_duration(duration).unwrap())
    };
    // RFC 5280 §4.2.1.9 and §4.2.1.3: cA and keyCertSign, or digitalSignature and nonRepudiation.
    let (constraints, usage): (&[u8], &[u8]) = match authority {
        true => (&[0x30, 3, 1, 1, 0xff], &[3, 2, 2, 4]),
        false => (&[0x30, 0], &[3, 2, 6, 0xc0]),
    };
    let extension = |oid: &str, value: &[u8]| Extension {
        extn_id: ObjectIdentifier::new_unwrap(oid),
        critical: true,
        extn_value: OctetString::new(value).unwrap(),
    };
    let tbs = TbsCertificate {
        version: 2,
        serial_number: SerialNumber::new(&[1, 2, 3]).unwrap(),
        signature: signer.algorithm(),
        issuer: Name::from_str(issuer).unwrap(),
        validity: Validity::new(at("2026-01-01T00:00:00Z"), at("2036-01-01T00:00:00Z")),
        subject: Name::from_str(subject).unwrap(),
        subject_public_key_info: SubjectPublicKeyInfoOwned::from_der(spki).unwrap(),
        extensions: vec![
            extension("2.5.29.19", constraints),
            extension("2.5.29.15", usage),
        ],
    };
    let signature = signer.sign(&tbs.to_der().unwrap());
    let signed = SignedCertificate {
        tbs,
        algorithm: signer.algorithm(),
        signature: BitString::from_bytes(&signature).unwrap(),
    };
    signed.to_der().unwrap()
}
