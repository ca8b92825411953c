//! Writes X.509 certificates (RFC 5280), as far as the demonstration's authority issues them.

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use der::asn1::{
    Any, BitString, GeneralizedTime, OctetString, PrintableStringRef, SetOfVec, UtcTime,
    Utf8StringRef,
};
use der::{Decode, Encode, Sequence, oid::ObjectIdentifier};
use ports::signing::SignatureAlgorithm;
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use vocab::Timestamp;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::ext::Extension;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

use crate::random;
use crate::signing_key::SigningKey;

pub(crate) const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
pub(crate) const SERIAL_NUMBER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.5");
pub(crate) const COUNTRY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.6");
pub(crate) const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
pub(crate) const UNIT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");
pub(crate) const ORGANIZATION_IDENTIFIER: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("2.5.4.97");

const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const RSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
/// RFC 8410 §3: no parameters.
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const SUBJECT_KEY_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.14");
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");
const AUTHORITY_KEY_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.35");

/// `Name`: one attribute in each relative distinguished name, in order.
pub(crate) type DistinguishedName = Vec<SetOfVec<AttributeTypeAndValue>>;

/// `TBSCertificate` (RFC 5280 §4.1), without the parts that nobody uses.
#[derive(Sequence)]
struct TbsCertificate {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    version: u8,
    serial_number: SerialNumber,
    signature: AlgorithmIdentifierOwned,
    issuer: DistinguishedName,
    validity: Validity,
    subject: DistinguishedName,
    subject_public_key_info: SubjectPublicKeyInfoOwned,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT")]
    extensions: Vec<Extension>,
}

#[derive(Sequence)]
struct SignedCertificate {
    tbs_certificate: TbsCertificate,
    signature_algorithm: AlgorithmIdentifierOwned,
    signature: BitString,
}

/// `AuthorityKeyIdentifier`, with the key identifier only.
#[derive(Sequence)]
struct AuthorityKeyIdentifier {
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT")]
    key_identifier: OctetString,
}

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Issues end-entity certificates.
    Authority,
    /// Seals documents.
    Seal,
}

/// What an operator asks a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateInfo {
    /// Subject as RFC 4514 text.
    pub subject: String,
    /// Until when it is valid.
    pub until: Timestamp,
}

impl CertificateInfo {
    /// Reads DER; nothing if it is no certificate.
    pub(crate) fn read(der: &[u8]) -> Option<Self> {
        let certificate = x509_cert::Certificate::from_der(der).ok()?;
        let certificate = certificate.tbs_certificate();
        let until = certificate.validity().not_after.to_unix_duration();
        Some(Self {
            subject: certificate.subject().to_string(),
            until: Timestamp::from_second(i64::try_from(until.as_secs()).ok()?).ok()?,
        })
    }
}

/// Who issues.
pub(crate) struct Issuer<'a> {
    pub(crate) name: DistinguishedName,
    pub(crate) key: &'a SigningKey,
}

/// A text attribute: `PrintableString` where RFC 5280 wants it, otherwise UTF-8.
pub(crate) fn attribute(
    oid: ObjectIdentifier,
    text: &str,
) -> der::Result<SetOfVec<AttributeTypeAndValue>> {
    let value = match oid {
        COUNTRY | SERIAL_NUMBER => Any::encode_from(&PrintableStringRef::new(text)?)?,
        _ => Any::encode_from(&Utf8StringRef::new(text)?)?,
    };
    SetOfVec::try_from(vec![AttributeTypeAndValue { oid, value }])
}

/// Issues a certificate: DER.
pub(crate) fn issue(
    issuer: &Issuer<'_>,
    subject: DistinguishedName,
    subject_key: &SigningKey,
    profile: Profile,
    (from, until): (Timestamp, Timestamp),
) -> der::Result<Vec<u8>> {
    // RFC 5280 §4.1.2.2: positive, at most 20 bytes; unpredictable.
    let mut serial = random::bytes::<16>();
    serial[0] = serial[0] & 0x7f | 0x40;
    let tbs_certificate = TbsCertificate {
        version: 2,
        serial_number: SerialNumber::new(&serial)?,
        signature: algorithm(issuer.key),
        issuer: issuer.name.clone(),
        validity: Validity::new(time(from)?, time(until)?),
        subject,
        subject_public_key_info: SubjectPublicKeyInfoOwned::from_der(
            subject_key.subject_public_key_info(),
        )?,
        extensions: extensions(issuer.key, subject_key, profile)?,
    };
    let message = tbs_certificate.to_der()?;
    // Cannot fail: a key makes its own kind of signature.
    let signature = issuer
        .key
        .sign(issuer.key.natural_algorithm(), &message)
        .expect("a key signs in its own form");
    let signature_algorithm = algorithm(issuer.key);
    let signature = BitString::from_bytes(&signature)?;
    SignedCertificate {
        tbs_certificate,
        signature_algorithm,
        signature,
    }
    .to_der()
}

fn algorithm(key: &SigningKey) -> AlgorithmIdentifierOwned {
    match key.natural_algorithm() {
        SignatureAlgorithm::Rs256 => AlgorithmIdentifierOwned {
            oid: RSA_SHA256,
            parameters: Some(Any::null()),
        },
        SignatureAlgorithm::Es256Fixed | SignatureAlgorithm::Es256Der => AlgorithmIdentifierOwned {
            oid: ECDSA_SHA256,
            parameters: None,
        },
        SignatureAlgorithm::Ed25519 => AlgorithmIdentifierOwned {
            oid: ED25519,
            parameters: None,
        },
    }
}

fn extensions(
    issuer: &SigningKey,
    subject: &SigningKey,
    profile: Profile,
) -> der::Result<Vec<Extension>> {
    // BasicConstraints (cA TRUE, pathLenConstraint 0; or none) and KeyUsage (keyCertSign and
    // cRLSign; or digitalSignature and contentCommitment) as DER, §4.2.1.9 and §4.2.1.3.
    let (constraints, usage): (&[u8], &[u8]) = match profile {
        Profile::Authority => (&[0x30, 6, 1, 1, 0xff, 2, 1, 0], &[3, 2, 1, 0b0000_0110]),
        Profile::Seal => (&[0x30, 0], &[3, 2, 6, 0b1100_0000]),
    };
    let authority = AuthorityKeyIdentifier {
        key_identifier: OctetString::new(key_identifier(issuer))?,
    };
    let subject = OctetString::new(key_identifier(subject))?;
    Ok(vec![
        extension(BASIC_CONSTRAINTS, true, constraints)?,
        extension(KEY_USAGE, true, usage)?,
        extension(SUBJECT_KEY_IDENTIFIER, false, &subject.to_der()?)?,
        extension(AUTHORITY_KEY_IDENTIFIER, false, &authority.to_der()?)?,
    ])
}

fn extension(extn_id: ObjectIdentifier, critical: bool, value: &[u8]) -> der::Result<Extension> {
    Ok(Extension {
        extn_id,
        critical,
        extn_value: OctetString::new(value)?,
    })
}

/// RFC 7093 §2, method 1: the first 160 bits of SHA-256 of the public key.
fn key_identifier(key: &SigningKey) -> Vec<u8> {
    digest(&SHA256, key.public_key())
        .as_ref()
        .iter()
        .take(20)
        .copied()
        .collect()
}

/// RFC 5280 §4.1.2.5: UTCTime through 2049, then GeneralizedTime; whole seconds.
fn time(at: Timestamp) -> der::Result<Time> {
    let since = Duration::from_secs(u64::try_from(at.as_second()).unwrap_or(0));
    match UtcTime::from_unix_duration(since) {
        Ok(time) => Ok(Time::UtcTime(time)),
        Err(_) => GeneralizedTime::from_unix_duration(since).map(Time::GeneralTime),
    }
}
