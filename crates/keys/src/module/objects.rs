//! Keys on the token: made, found, described, used.

use aws_lc_rs::digest::{SHA256, digest};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;
use der::asn1::{BitString, ObjectIdentifier, OctetString, UintRef};
use der::{Any, Decode as _, Encode as _, Sequence};
use ports::signing::SignatureAlgorithm;
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::ModuleError;
use super::worker::Failure;
use crate::random;
use crate::signing_key::KeyKind;

const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// `DigestInfo` for SHA-256 up to the digest (RFC 8017 §9.2, note 1).
const DIGEST_INFO_SHA256: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// `CKA_ID` of a key pair.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ObjectId(Vec<u8>);

impl ObjectId {
    pub(super) fn random() -> Self {
        Self(random::bytes::<16>().to_vec())
    }

    /// Reads hexadecimal digits, as `pkcs11-tool` shows them.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let digits: Vec<u32> = text.as_bytes().iter().map(digit).collect::<Option<_>>()?;
        let (pairs, rest) = digits.as_chunks::<2>();
        if pairs.is_empty() || !rest.is_empty() {
            return None;
        }
        let byte = |[high, low]: &[u32; 2]| u8::try_from(high * 16 + low).ok();
        pairs.iter().map(byte).collect::<Option<_>>().map(Self)
    }
}

impl std::fmt::Display for ObjectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What others may know of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicHalf {
    pub(crate) kind: KeyKind,
    /// DER of `SubjectPublicKeyInfo`.
    pub(crate) subject_public_key_info: Vec<u8>,
}

/// A message made ready for the token: hashed here, so that little travels to it.
pub(super) struct Prepared {
    algorithm: SignatureAlgorithm,
    data: Vec<u8>,
}

impl Prepared {
    pub(super) fn new(algorithm: SignatureAlgorithm, message: &[u8]) -> Self {
        let hash = digest(&SHA256, message);
        let data = match algorithm {
            SignatureAlgorithm::Es256Fixed | SignatureAlgorithm::Es256Der => hash.as_ref().to_vec(),
            SignatureAlgorithm::Rs256 => [DIGEST_INFO_SHA256.as_slice(), hash.as_ref()].concat(),
            SignatureAlgorithm::Ed25519 => message.to_vec(),
        };
        Self { algorithm, data }
    }

    pub(super) fn sign(&self, session: &Session, key: ObjectHandle) -> Result<Vec<u8>, Failure> {
        match self.algorithm {
            SignatureAlgorithm::Es256Fixed => {
                Ok(session.sign(&Mechanism::Ecdsa, key, &self.data)?)
            }
            SignatureAlgorithm::Es256Der => {
                let fixed = session.sign(&Mechanism::Ecdsa, key, &self.data)?;
                let der = der_signature(&fixed);
                Ok(der.ok_or_else(|| ModuleError::Failed("no ECDSA signature".into()))?)
            }
            SignatureAlgorithm::Rs256 => Ok(session.sign(&Mechanism::RsaPkcs, key, &self.data)?),
            SignatureAlgorithm::Ed25519 => Err(no_ed25519()),
        }
    }
}

/// The key of the audit log is kept wrapped and not in a module.
fn no_ed25519() -> Failure {
    ModuleError::Failed("Ed25519 keys do not live in a module".into()).into()
}

/// `ECDSA-Sig-Value` (RFC 3279 §2.2.3).
#[derive(Sequence)]
struct EcdsaSignature<'a> {
    r: UintRef<'a>,
    s: UintRef<'a>,
}

/// From `r ‖ s`, which PKCS#11 gives (v2.40 §2.3.1), to DER.
fn der_signature(fixed: &[u8]) -> Option<Vec<u8>> {
    let (r, s) = fixed.split_at_checked(32).filter(|(_, s)| s.len() == 32)?;
    let (r, s) = (UintRef::new(r).ok()?, UintRef::new(s).ok()?);
    EcdsaSignature { r, s }.to_der().ok()
}

/// The private key with this id.
pub(super) fn find_private(session: &Session, id: &ObjectId) -> Result<ObjectHandle, Failure> {
    find(session, ObjectClass::PRIVATE_KEY, id)
}

fn find(session: &Session, class: ObjectClass, id: &ObjectId) -> Result<ObjectHandle, Failure> {
    let template = [Attribute::Class(class), Attribute::Id(id.0.clone())];
    let found = session.find_objects(&template)?;
    let first = found.into_iter().next();
    Ok(first.ok_or_else(|| ModuleError::NoKey(id.to_string()))?)
}

/// Makes a key pair that stays on the token.
pub(super) fn generate(
    session: &Session,
    kind: KeyKind,
    id: &ObjectId,
    label: &str,
) -> Result<PublicHalf, Failure> {
    let (mechanism, shape) = match kind {
        KeyKind::P256 => {
            let curve = P256.to_der().map_err(|_| unreadable(id))?;
            (Mechanism::EccKeyPairGen, vec![Attribute::EcParams(curve)])
        }
        KeyKind::Rsa2048 => (Mechanism::RsaPkcsKeyPairGen, rsa(2048)),
        KeyKind::Rsa3072 => (Mechanism::RsaPkcsKeyPairGen, rsa(3072)),
        KeyKind::Ed25519 => return Err(no_ed25519()),
    };
    let names = [
        Attribute::Token(true),
        Attribute::Id(id.0.clone()),
        Attribute::Label(label.as_bytes().to_vec()),
    ];
    let public = [
        names.as_slice(),
        &[Attribute::Private(false), Attribute::Verify(true)],
        &shape,
    ]
    .concat();
    let private = [
        names.as_slice(),
        &[
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::Sign(true),
        ],
    ]
    .concat();
    session.generate_key_pair(&mechanism, &public, &private)?;
    describe(session, id)
}

fn rsa(bits: u64) -> Vec<Attribute> {
    vec![
        Attribute::ModulusBits(bits.into()),
        Attribute::PublicExponent(vec![1, 0, 1]),
    ]
}

/// `RSAPublicKey` (RFC 8017 A.1.1).
#[derive(Sequence)]
struct RsaPublicKey<'a> {
    n: UintRef<'a>,
    e: UintRef<'a>,
}

/// The public half of the pair with this id.
pub(super) fn describe(session: &Session, id: &ObjectId) -> Result<PublicHalf, Failure> {
    let public = find(session, ObjectClass::PUBLIC_KEY, id)?;
    let wanted = [
        AttributeType::KeyType,
        AttributeType::EcParams,
        AttributeType::EcPoint,
        AttributeType::Modulus,
        AttributeType::PublicExponent,
    ];
    let mut kind = None;
    let (mut curve, mut point, mut modulus, mut exponent) = (vec![], vec![], vec![], vec![]);
    for attribute in session.get_attributes(public, &wanted)? {
        match attribute {
            Attribute::KeyType(found) => kind = Some(found),
            Attribute::EcParams(found) => curve = found,
            Attribute::EcPoint(found) => point = found,
            Attribute::Modulus(found) => modulus = found,
            Attribute::PublicExponent(found) => exponent = found,
            _ => {}
        }
    }
    let half = match kind {
        Some(KeyType::EC) => p256_half(&curve, &point),
        Some(KeyType::RSA) => rsa_half(&modulus, &exponent),
        Some(_) | None => None,
    };
    Ok(half.ok_or_else(|| unreadable(id))?)
}

fn unreadable(id: &ObjectId) -> ModuleError {
    ModuleError::KeyKind(id.to_string())
}

fn p256_half(curve: &[u8], point: &[u8]) -> Option<PublicHalf> {
    if curve != P256.to_der().ok()? {
        return None;
    }
    // An OCTET STRING by the standard; some modules give the point itself.
    let point = match OctetString::from_der(point) {
        Ok(inner) => inner.as_bytes().to_vec(),
        Err(_) => point.to_vec(),
    };
    let algorithm = AlgorithmIdentifierOwned {
        oid: EC_PUBLIC_KEY,
        parameters: Some(Any::encode_from(&P256).ok()?),
    };
    half(KeyKind::P256, algorithm, &point)
}

fn rsa_half(modulus: &[u8], exponent: &[u8]) -> Option<PublicHalf> {
    let n = UintRef::new(modulus).ok()?;
    let kind = match n.as_bytes().len() {
        256..384 => KeyKind::Rsa2048,
        384.. => KeyKind::Rsa3072,
        _ => return None,
    };
    let e = UintRef::new(exponent).ok()?;
    let key = RsaPublicKey { n, e }.to_der().ok()?;
    let algorithm = AlgorithmIdentifierOwned {
        oid: RSA_ENCRYPTION,
        parameters: Some(Any::null()),
    };
    half(kind, algorithm, &key)
}

fn half(kind: KeyKind, algorithm: AlgorithmIdentifierOwned, bits: &[u8]) -> Option<PublicHalf> {
    let info = SubjectPublicKeyInfoOwned {
        algorithm,
        subject_public_key: BitString::from_bytes(bits).ok()?,
    };
    Some(PublicHalf {
        kind,
        subject_public_key_info: info.to_der().ok()?,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn ids_are_hexadecimal_digits_in_pairs() {
        assert_eq!(ObjectId::parse("00fF7a").unwrap().to_string(), "00ff7a");
        for text in ["", "0", "0g", "0 1", "é0"] {
            assert_eq!(ObjectId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_signature_in_two_halves_becomes_der() {
        let mut fixed = [0; 64];
        (fixed[0], fixed[31], fixed[63]) = (0x80, 1, 2);
        let der = der_signature(&fixed).unwrap();
        // A leading zero keeps the first number positive; the second one is short.
        assert_eq!(der.get(..5), Some([0x30, 38, 2, 33, 0].as_slice()));
        assert_eq!(der.get(37..), Some([2, 1, 2].as_slice()));
        assert_eq!(der_signature(&fixed[..63]), None);
    }
}
