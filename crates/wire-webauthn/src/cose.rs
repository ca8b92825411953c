//! Public keys in COSE form (RFC 9052 §7, RFC 9053, WebAuthn §5.8.5 and §6.5.1.1).

use std::collections::BTreeSet;

use aws_lc_rs::signature;
use minicbor::Decoder;
use minicbor::data::Type;

use crate::encoding::{CborError, map_entries, skip};
use crate::limits;

/// The signature algorithms that we offer and accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CoseAlgorithm {
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// Ed25519.
    EdDsa,
    /// RSASSA-PKCS1-v1_5 with SHA-256: Windows Hello on older machines.
    Rs256,
}

impl CoseAlgorithm {
    /// Every algorithm, preferred first.
    pub const ALL: [Self; 3] = [Self::Es256, Self::EdDsa, Self::Rs256];

    /// The COSE number (IANA registry "COSE Algorithms").
    #[must_use]
    pub const fn number(self) -> i64 {
        match self {
            Self::Es256 => -7,
            Self::EdDsa => -8,
            Self::Rs256 => -257,
        }
    }

    fn from_number(number: i64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.number() == number)
    }
}

/// A credential's public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoseKey {
    /// P-256, coordinates of 32 bytes.
    P256 {
        /// The x coordinate.
        x: [u8; 32],
        /// The y coordinate.
        y: [u8; 32],
    },
    /// Ed25519.
    Ed25519 {
        /// The encoded point.
        x: [u8; 32],
    },
    /// RSA of 2048 to 8192 bits.
    Rsa {
        /// The modulus, big-endian.
        n: Vec<u8>,
        /// The public exponent, big-endian.
        e: Vec<u8>,
    },
}

/// Why a key was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CoseKeyError {
    /// Not a COSE key within the limits, or something follows it.
    #[error("not a COSE key")]
    Malformed,
    /// An algorithm that we did not offer.
    #[error("the algorithm of the key is not supported")]
    Algorithm,
    /// Key type or curve do not fit the algorithm.
    #[error("the key does not fit its algorithm")]
    Mismatch,
    /// A member is missing or of the wrong size.
    #[error("the key has the wrong size")]
    Size,
}

impl From<CborError> for CoseKeyError {
    fn from(_: CborError) -> Self {
        Self::Malformed
    }
}

impl From<minicbor::decode::Error> for CoseKeyError {
    fn from(_: minicbor::decode::Error) -> Self {
        Self::Malformed
    }
}

/// A label's value: labels -1 and -3 are a number in one key type and bytes in another.
#[derive(Clone, Copy)]
enum Member<'b> {
    Number(i64),
    Bytes(&'b [u8]),
}

#[derive(Default)]
struct Members<'b> {
    kty: Option<i64>,
    alg: Option<i64>,
    minus_1: Option<Member<'b>>,
    minus_2: Option<Member<'b>>,
    minus_3: Option<Member<'b>>,
}

impl CoseKey {
    /// Reads a key that is all there is in `bytes`, for instance one stored earlier.
    ///
    /// # Errors
    /// See [`CoseKeyError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, CoseKeyError> {
        let mut decoder = Decoder::new(bytes);
        let key = Self::decode(&mut decoder)?;
        if decoder.position() == bytes.len() {
            Ok(key)
        } else {
            Err(CoseKeyError::Malformed)
        }
    }

    pub(crate) fn decode(decoder: &mut Decoder<'_>) -> Result<Self, CoseKeyError> {
        let members = read_members(decoder)?;
        let algorithm = members
            .alg
            .and_then(CoseAlgorithm::from_number)
            .ok_or(CoseKeyError::Algorithm)?;
        match (algorithm, members.kty, members.minus_1) {
            // kty EC2, crv P-256.
            (CoseAlgorithm::Es256, Some(2), Some(Member::Number(1))) => Ok(Self::P256 {
                x: fixed(members.minus_2)?,
                y: fixed(members.minus_3)?,
            }),
            // kty OKP, crv Ed25519.
            (CoseAlgorithm::EdDsa, Some(1), Some(Member::Number(6))) => Ok(Self::Ed25519 {
                x: fixed(members.minus_2)?,
            }),
            // kty RSA, n, e.
            (CoseAlgorithm::Rs256, Some(3), Some(Member::Bytes(n))) => {
                let Some(Member::Bytes(e)) = members.minus_2 else {
                    return Err(CoseKeyError::Size);
                };
                if !(256..=limits::RSA_MODULUS_BYTES).contains(&n.len())
                    || !(1..=8).contains(&e.len())
                {
                    return Err(CoseKeyError::Size);
                }
                Ok(Self::Rsa {
                    n: n.to_vec(),
                    e: e.to_vec(),
                })
            }
            _ => Err(CoseKeyError::Mismatch),
        }
    }

    /// The algorithm of this key.
    #[must_use]
    pub const fn algorithm(&self) -> CoseAlgorithm {
        match self {
            Self::P256 { .. } => CoseAlgorithm::Es256,
            Self::Ed25519 { .. } => CoseAlgorithm::EdDsa,
            Self::Rsa { .. } => CoseAlgorithm::Rs256,
        }
    }

    /// True if and only if `signature` is this key's signature over `message`, in the form of
    /// WebAuthn §6.5.5 (ECDSA signatures are DER).
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::P256 { x, y } => {
                let point = [&[4_u8][..], x, y].concat();
                signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, point)
                    .verify(message, signature)
                    .is_ok()
            }
            Self::Ed25519 { x } => signature::UnparsedPublicKey::new(&signature::ED25519, x)
                .verify(message, signature)
                .is_ok(),
            Self::Rsa { n, e } => signature::RsaPublicKeyComponents { n, e }
                .verify(&signature::RSA_PKCS1_2048_8192_SHA256, message, signature)
                .is_ok(),
        }
    }

    /// The key as COSE bytes, to be stored; [`Self::parse`] reads them back.
    #[must_use]
    pub fn to_cose(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = minicbor::Encoder::new(&mut out);
        let written = match self {
            Self::P256 { x, y } => header(&mut encoder, 5, 2, -7)
                .and_then(|e| e.i8(-1)?.i8(1)?.i8(-2)?.bytes(x)?.i8(-3)?.bytes(y)?.ok()),
            Self::Ed25519 { x } => {
                header(&mut encoder, 4, 1, -8).and_then(|e| e.i8(-1)?.i8(6)?.i8(-2)?.bytes(x)?.ok())
            }
            Self::Rsa { n, e: exponent } => header(&mut encoder, 4, 3, -257)
                .and_then(|e| e.i8(-1)?.bytes(n)?.i8(-2)?.bytes(exponent)?.ok()),
        };
        // Cannot fail: a vector takes everything.
        written.expect("a vector takes everything");
        out
    }
}

type Encoder<'a> = minicbor::Encoder<&'a mut Vec<u8>>;
type EncodeError = minicbor::encode::Error<std::convert::Infallible>;

fn header<'e, 'a>(
    encoder: &'e mut Encoder<'a>,
    entries: u64,
    kty: i8,
    alg: i16,
) -> Result<&'e mut Encoder<'a>, EncodeError> {
    encoder.map(entries)?.i8(1)?.i8(kty)?.i8(3)?.i16(alg)
}

fn read_members<'b>(decoder: &mut Decoder<'b>) -> Result<Members<'b>, CoseKeyError> {
    let mut members = Members::default();
    let mut seen = BTreeSet::new();
    for _ in 0..map_entries(decoder)? {
        let label = decoder.i64()?;
        if !seen.insert(label) {
            return Err(CoseKeyError::Malformed);
        }
        match label {
            1 => members.kty = Some(decoder.i64()?),
            3 => members.alg = Some(decoder.i64()?),
            -1 => members.minus_1 = Some(member(decoder)?),
            -2 => members.minus_2 = Some(member(decoder)?),
            -3 => members.minus_3 = Some(member(decoder)?),
            _ => skip(decoder)?,
        }
    }
    Ok(members)
}

fn member<'b>(decoder: &mut Decoder<'b>) -> Result<Member<'b>, CoseKeyError> {
    match decoder.datatype()? {
        Type::Bytes => Ok(Member::Bytes(decoder.bytes()?)),
        _ => Ok(Member::Number(decoder.i64()?)),
    }
}

fn fixed(member: Option<Member<'_>>) -> Result<[u8; 32], CoseKeyError> {
    match member {
        Some(Member::Bytes(bytes)) => bytes.try_into().map_err(|_| CoseKeyError::Size),
        Some(Member::Number(_)) | None => Err(CoseKeyError::Size),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn keys() -> [CoseKey; 3] {
        [
            CoseKey::P256 {
                x: [1; 32],
                y: [2; 32],
            },
            CoseKey::Ed25519 { x: [3; 32] },
            CoseKey::Rsa {
                n: vec![4; 256],
                e: vec![1, 0, 1],
            },
        ]
    }

    #[test]
    fn a_key_survives_being_stored() {
        for key in keys() {
            assert_eq!(CoseKey::parse(&key.to_cose()).unwrap(), key);
        }
    }

    #[test]
    fn refuses_every_truncation_and_every_addition() {
        for key in keys() {
            let bytes = key.to_cose();
            for end in 0..bytes.len() {
                let cut = bytes.get(..end).unwrap();
                assert!(CoseKey::parse(cut).is_err(), "{end} bytes");
            }
            assert_eq!(
                CoseKey::parse(&[&bytes[..], &[0]].concat()),
                Err(CoseKeyError::Malformed)
            );
        }
    }

    fn built(
        entries: u64,
        build: impl FnOnce(&mut Encoder<'_>) -> Result<(), EncodeError>,
    ) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = minicbor::Encoder::new(&mut out);
        encoder.map(entries).unwrap();
        build(&mut encoder).unwrap();
        out
    }

    #[test]
    fn refuses_keys_whose_parts_do_not_fit_each_other() {
        let p256_named_eddsa = built(5, |e| {
            e.i8(1)?
                .i8(2)?
                .i8(3)?
                .i8(-8)?
                .i8(-1)?
                .i8(1)?
                .i8(-2)?
                .bytes(&[0; 32])?
                .i8(-3)?
                .bytes(&[0; 32])?
                .ok()
        });
        assert_eq!(
            CoseKey::parse(&p256_named_eddsa),
            Err(CoseKeyError::Mismatch)
        );
        let wrong_curve = built(5, |e| {
            e.i8(1)?
                .i8(2)?
                .i8(3)?
                .i8(-7)?
                .i8(-1)?
                .i8(2)?
                .i8(-2)?
                .bytes(&[0; 32])?
                .i8(-3)?
                .bytes(&[0; 32])?
                .ok()
        });
        assert_eq!(CoseKey::parse(&wrong_curve), Err(CoseKeyError::Mismatch));
        let es512 = built(2, |e| e.i8(1)?.i8(2)?.i8(3)?.i8(-36)?.ok());
        assert_eq!(CoseKey::parse(&es512), Err(CoseKeyError::Algorithm));
        let without_alg = built(1, |e| e.i8(1)?.i8(2)?.ok());
        assert_eq!(CoseKey::parse(&without_alg), Err(CoseKeyError::Algorithm));
        let short = built(4, |e| {
            e.i8(1)?
                .i8(1)?
                .i8(3)?
                .i8(-8)?
                .i8(-1)?
                .i8(6)?
                .i8(-2)?
                .bytes(&[0; 31])?
                .ok()
        });
        assert_eq!(CoseKey::parse(&short), Err(CoseKeyError::Size));
        let small_rsa = built(4, |e| {
            e.i8(1)?
                .i8(3)?
                .i8(3)?
                .i16(-257)?
                .i8(-1)?
                .bytes(&[1; 128])?
                .i8(-2)?
                .bytes(&[1, 0, 1])?
                .ok()
        });
        assert_eq!(CoseKey::parse(&small_rsa), Err(CoseKeyError::Size));
        let twice = built(2, |e| e.i8(1)?.i8(2)?.i8(1)?.i8(2)?.ok());
        assert_eq!(CoseKey::parse(&twice), Err(CoseKeyError::Malformed));
    }

    #[test]
    fn refuses_maps_that_are_too_wide_or_too_deep() {
        assert_eq!(
            CoseKey::parse(&[0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
            Err(CoseKeyError::Malformed)
        );
        assert_eq!(CoseKey::parse(&[0xbf, 0xff]), Err(CoseKeyError::Malformed));
        let mut deep = vec![0xa1, 0x0a];
        deep.extend(std::iter::repeat_n(0x81, 100_000));
        deep.push(0);
        assert_eq!(CoseKey::parse(&deep), Err(CoseKeyError::Malformed));
    }
}
