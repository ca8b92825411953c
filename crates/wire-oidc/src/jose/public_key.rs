//! Public keys: their numbers, their thumbprints, and verification.

use std::collections::BTreeMap;

use aws_lc_rs::signature;

use super::{Algorithm, JwkError};
use crate::encoding::{sha256, to_base64url, to_json};
use crate::limits;

/// A public key that verifies signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// A point on P-256, big-endian coordinates.
    P256 {
        /// The x coordinate.
        x: [u8; 32],
        /// The y coordinate.
        y: [u8; 32],
    },
    /// An RSA key, big-endian numbers without leading zeros.
    Rsa {
        /// The modulus.
        n: Vec<u8>,
        /// The public exponent.
        e: Vec<u8>,
    },
    /// A point on edwards25519 (RFC 8037 §2).
    Ed25519 {
        /// The encoded point.
        x: [u8; 32],
    },
}

impl PublicKey {
    /// A P-256 key from its uncompressed point: 0x04, x, y; 65 bytes. Whether the point lies
    /// on the curve is checked when it verifies.
    ///
    /// # Errors
    /// [`JwkError::Size`] if the bytes are anything else.
    pub fn p256_from_uncompressed(point: &[u8]) -> Result<Self, JwkError> {
        let (&tag, coordinates) = point.split_first().ok_or(JwkError::Size)?;
        let (x, y) = coordinates.split_at_checked(32).ok_or(JwkError::Size)?;
        let (Ok(x), Ok(y), 4) = (x.try_into(), y.try_into(), tag) else {
            return Err(JwkError::Size);
        };
        Ok(Self::P256 { x, y })
    }

    /// An RSA key from big-endian modulus (2048 to 8192 bits) and exponent.
    ///
    /// # Errors
    /// [`JwkError::Size`] if either number has the wrong size.
    pub fn rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, JwkError> {
        let n = without_leading_zeros(modulus);
        let e = without_leading_zeros(exponent);
        if !(256..=limits::RSA_MODULUS_BYTES).contains(&n.len()) || !(1..=8).contains(&e.len()) {
            return Err(JwkError::Size);
        }
        Ok(Self::Rsa {
            n: n.to_vec(),
            e: e.to_vec(),
        })
    }

    /// An Ed25519 key from its encoded point, 32 bytes.
    ///
    /// # Errors
    /// [`JwkError::Size`] if there are more or fewer.
    pub fn ed25519(point: &[u8]) -> Result<Self, JwkError> {
        let x = point.try_into().map_err(|_| JwkError::Size)?;
        Ok(Self::Ed25519 { x })
    }

    /// Whether this kind of key can serve the algorithm.
    #[must_use]
    pub fn fits(&self, algorithm: Algorithm) -> bool {
        match (self, algorithm) {
            (Self::P256 { .. }, Algorithm::Es256) => true,
            (Self::Rsa { .. }, Algorithm::Rs256 | Algorithm::Ps256) => true,
            (Self::Ed25519 { .. }, Algorithm::EdDsa) => true,
            (Self::P256 { .. }, Algorithm::Rs256 | Algorithm::Ps256 | Algorithm::EdDsa)
            | (Self::Rsa { .. }, Algorithm::Es256 | Algorithm::EdDsa)
            | (Self::Ed25519 { .. }, Algorithm::Es256 | Algorithm::Rs256 | Algorithm::Ps256) => {
                false
            }
        }
    }

    /// The RFC 7638 thumbprint with SHA-256, base64url: 43 characters, fit as a key id.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        // RFC 7638 §3.2: the required members only, in lexicographic order, without spaces;
        // a BTreeMap keeps them so.
        let members: BTreeMap<&str, String> = match self {
            Self::P256 { x, y } => [
                ("crv", "P-256".to_owned()),
                ("kty", "EC".to_owned()),
                ("x", to_base64url(x)),
                ("y", to_base64url(y)),
            ]
            .into(),
            Self::Rsa { n, e } => [
                ("e", to_base64url(e)),
                ("kty", "RSA".to_owned()),
                ("n", to_base64url(n)),
            ]
            .into(),
            // RFC 8037 §2.
            Self::Ed25519 { x } => [
                ("crv", "Ed25519".to_owned()),
                ("kty", "OKP".to_owned()),
                ("x", to_base64url(x)),
            ]
            .into(),
        };
        to_base64url(&sha256(to_json(&members).as_bytes()))
    }

    /// True if and only if `signature` is this key's signature over `message` under
    /// `algorithm`.
    #[must_use]
    pub fn verifies(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        match (self, algorithm) {
            (Self::P256 { x, y }, Algorithm::Es256) => {
                let point = [&[4_u8][..], x, y].concat();
                signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, point)
                    .verify(message, signature)
                    .is_ok()
            }
            (Self::Rsa { n, e }, Algorithm::Rs256) => signature::RsaPublicKeyComponents { n, e }
                .verify(&signature::RSA_PKCS1_2048_8192_SHA256, message, signature)
                .is_ok(),
            (Self::Rsa { n, e }, Algorithm::Ps256) => signature::RsaPublicKeyComponents { n, e }
                .verify(&signature::RSA_PSS_2048_8192_SHA256, message, signature)
                .is_ok(),
            (Self::Ed25519 { x }, Algorithm::EdDsa) => {
                signature::UnparsedPublicKey::new(&signature::ED25519, x)
                    .verify(message, signature)
                    .is_ok()
            }
            (Self::P256 { .. }, Algorithm::Rs256 | Algorithm::Ps256 | Algorithm::EdDsa)
            | (Self::Rsa { .. }, Algorithm::Es256 | Algorithm::EdDsa)
            | (Self::Ed25519 { .. }, Algorithm::Es256 | Algorithm::Rs256 | Algorithm::Ps256) => {
                false
            }
        }
    }
}

fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|&&byte| byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_points_of_the_wrong_form() {
        for point in [&[][..], &[4], &[4; 64], &[4; 66], &[2; 65], &[3; 33]] {
            assert_eq!(
                PublicKey::p256_from_uncompressed(point),
                Err(JwkError::Size)
            );
        }
    }

    #[test]
    fn refuses_numbers_of_the_wrong_size() {
        let exponent = [1, 0, 1];
        for (modulus, exponent) in [
            (vec![1; 255], &exponent[..]),
            (vec![1; 1025], &exponent),
            ([vec![0; 100], vec![1; 200]].concat(), &exponent),
            (vec![1; 256], &[]),
            (vec![1; 256], &[0, 0]),
            (vec![1; 256], &[1; 9]),
        ] {
            assert_eq!(PublicKey::rsa(&modulus, exponent), Err(JwkError::Size));
        }
        let padded = PublicKey::rsa(&[vec![0], vec![1; 256]].concat(), &exponent);
        assert_eq!(padded, PublicKey::rsa(&[1; 256], &exponent));
    }
}
