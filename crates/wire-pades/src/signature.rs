//! Signature values: one canonical form each, and verification with a public key.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey, VerificationAlgorithm,
};
use der::asn1::UintRef;
use der::{Decode, Encode, Sequence};

use crate::chain::SignatureAlgorithm;

/// Order of the base point of P-256 (FIPS 186-4 D.1.2.3).
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];
/// Half of it, rounded down: the highest `s` that is written.
const HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xde, 0x73, 0x7d, 0x56, 0xd3, 0x8b, 0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92, 0xa8,
];

/// `Ecdsa-Sig-Value` (RFC 3279 §2.2.3).
#[derive(Sequence)]
struct EcdsaValue<'a> {
    r: UintRef<'a>,
    s: UintRef<'a>,
}

/// The one form in which a signature is written. If `(r, s)` is an ECDSA signature then so is
/// `(r, n - s)`: without this rule a stranger could make a second file that verifies.
/// `None` if the bytes are not a signature at all.
pub(crate) fn canonical(algorithm: SignatureAlgorithm, value: &[u8]) -> Option<Vec<u8>> {
    match algorithm {
        SignatureAlgorithm::RsaPkcs1Sha256 => (!value.is_empty()).then(|| value.to_vec()),
        SignatureAlgorithm::EcdsaP256Sha256 => {
            let parsed = EcdsaValue::from_der(value).ok()?;
            let (r, s) = (padded(parsed.r)?, padded(parsed.s)?);
            let zero = [0; 32];
            if r == zero || s == zero || r >= ORDER || s >= ORDER {
                return None;
            }
            let s = if s > HALF_ORDER { negated(&s) } else { s };
            let low = EcdsaValue {
                r: UintRef::new(&r).ok()?,
                s: UintRef::new(&s).ok()?,
            };
            low.to_der().ok()
        }
    }
}

/// Whether `value` signs `message` under the public key (point or `RSAPublicKey`).
pub(crate) fn verifies(
    algorithm: SignatureAlgorithm,
    public_key: &[u8],
    message: &[u8],
    value: &[u8],
) -> bool {
    let algorithm: &'static dyn VerificationAlgorithm = match algorithm {
        SignatureAlgorithm::EcdsaP256Sha256 => &ECDSA_P256_SHA256_ASN1,
        SignatureAlgorithm::RsaPkcs1Sha256 => &RSA_PKCS1_2048_8192_SHA256,
    };
    UnparsedPublicKey::new(algorithm, public_key)
        .verify(message, value)
        .is_ok()
}

fn padded(value: UintRef<'_>) -> Option<[u8; 32]> {
    let bytes = value.as_bytes();
    let mut out = [0; 32];
    out.get_mut(32_usize.checked_sub(bytes.len())?..)?
        .copy_from_slice(bytes);
    Some(out)
}

/// `n - s`, for `0 < s < n`.
fn negated(s: &[u8; 32]) -> [u8; 32] {
    let mut out = [0; 32];
    let mut borrow = 0;
    for ((out, n), s) in out.iter_mut().zip(ORDER).zip(s).rev() {
        let difference = i16::from(n) - i16::from(*s) - borrow;
        borrow = i16::from(difference < 0);
        // The low byte of the two's complement is the digit after borrowing.
        *out = difference.to_le_bytes()[0];
    }
    out
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

    use super::*;

    fn der(r: &[u8], s: &[u8]) -> Vec<u8> {
        EcdsaValue {
            r: UintRef::new(r).unwrap(),
            s: UintRef::new(s).unwrap(),
        }
        .to_der()
        .unwrap()
    }

    #[test]
    fn maps_both_values_of_s_to_the_lower_one() {
        let low = [7; 32];
        let high = negated(&low);
        assert_eq!(negated(&high), low);
        let algorithm = SignatureAlgorithm::EcdsaP256Sha256;
        let canonical_low = canonical(algorithm, &der(&[9], &low)).unwrap();
        assert_eq!(
            canonical(algorithm, &der(&[9], &high)).unwrap(),
            canonical_low
        );
        assert_eq!(canonical_low, der(&[9], &low));
    }

    #[test]
    fn refuses_values_outside_the_group() {
        let algorithm = SignatureAlgorithm::EcdsaP256Sha256;
        assert_eq!(canonical(algorithm, &der(&[0], &[1])), None);
        assert_eq!(canonical(algorithm, &der(&[1], &[0])), None);
        assert_eq!(canonical(algorithm, &der(&ORDER, &[1])), None);
        assert_eq!(canonical(algorithm, &der(&[1; 33], &[1])), None);
        assert_eq!(canonical(algorithm, b"not der"), None);
    }

    /// Wycheproof's vectors through the way that a signature in a file takes: first into its one
    /// form, then against the key. Where they come from is said at the head of the files.
    #[test]
    fn signatures_are_judged_as_wycheproof_does() {
        let ecdsa = include_str!("../../fuzz/vectors/ecdsa-p256-sha256-der.txt");
        let rsa = include_str!("../../fuzz/vectors/rsa-2048-pkcs1-sha256.txt");
        for (algorithm, text, count) in [
            (SignatureAlgorithm::EcdsaP256Sha256, ecdsa, 484),
            (SignatureAlgorithm::RsaPkcs1Sha256, rsa, 259),
        ] {
            let (mut key, mut judged) = (Vec::new(), 0);
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let words: Vec<&str> = line.split(' ').collect();
                let bytes = |at: usize| URL_SAFE_NO_PAD.decode(words[at]).unwrap();
                if words[0] == "k" {
                    key = public_key(algorithm, &bytes(1), &bytes(2));
                    continue;
                }
                let value = canonical(algorithm, &bytes(3));
                let accepted =
                    value.is_some_and(|value| verifies(algorithm, &key, &bytes(2), &value));
                judged += 1;
                if words[0] != "?" {
                    assert_eq!(accepted, words[0] == "+", "{algorithm:?} {}", words[1]);
                }
            }
            assert_eq!(judged, count);
        }
    }

    /// A key as a certificate has it: the point, or an `RSAPublicKey`.
    fn public_key(algorithm: SignatureAlgorithm, first: &[u8], second: &[u8]) -> Vec<u8> {
        match algorithm {
            SignatureAlgorithm::EcdsaP256Sha256 => [&[4], first, second].concat(),
            // Modulus and exponent: the shape of an ECDSA signature, by chance.
            SignatureAlgorithm::RsaPkcs1Sha256 => der(first, second),
        }
    }
}
