//! Base64url, SHA-256 and bounded CBOR.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minicbor::Decoder;
use minicbor::data::Type;

use crate::limits;

/// Base64url without padding, as WebAuthn's JSON forms have it (§3).
pub(crate) fn to_base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The inverse of [`to_base64url`], of at most `limit` bytes.
pub(crate) fn from_base64url(text: &str, limit: usize) -> Option<Vec<u8>> {
    // Four characters for three bytes.
    if text.len() > limit.saturating_mul(4) / 3 + 4 {
        return None;
    }
    URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .filter(|bytes| bytes.len() <= limit)
}

/// SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    out
}

/// Whether both are the same, in a time that depends on their lengths only.
pub(crate) fn same(left: &[u8], right: &[u8]) -> bool {
    verify_slices_are_equal(left, right).is_ok()
}

/// The CBOR is not what it should be, or goes beyond a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CborError;

impl From<minicbor::decode::Error> for CborError {
    fn from(_: minicbor::decode::Error) -> Self {
        Self
    }
}

/// The number of entries of a map of definite length (CTAP2 §8 knows no other).
pub(crate) fn map_entries(decoder: &mut Decoder<'_>) -> Result<u64, CborError> {
    bounded(decoder.map()?)
}

fn bounded(length: Option<u64>) -> Result<u64, CborError> {
    length
        .filter(|length| *length <= limits::CBOR_ENTRIES)
        .ok_or(CborError)
}

/// Skips one value, of bounded depth and breadth.
pub(crate) fn skip(decoder: &mut Decoder<'_>) -> Result<(), CborError> {
    skip_to_depth(decoder, limits::CBOR_DEPTH)
}

fn skip_to_depth(decoder: &mut Decoder<'_>, depth: usize) -> Result<(), CborError> {
    let deeper = depth.checked_sub(1).ok_or(CborError)?;
    match decoder.datatype()? {
        Type::Array => {
            for _ in 0..bounded(decoder.array()?)? {
                skip_to_depth(decoder, deeper)?;
            }
        }
        Type::Map => {
            for _ in 0..bounded(decoder.map()?)? {
                skip_to_depth(decoder, deeper)?;
                skip_to_depth(decoder, deeper)?;
            }
        }
        Type::Bytes => {
            decoder.bytes()?;
        }
        Type::String => {
            decoder.str()?;
        }
        Type::Bool => {
            decoder.bool()?;
        }
        Type::Null => decoder.null()?,
        Type::U8
        | Type::U16
        | Type::U32
        | Type::U64
        | Type::I8
        | Type::I16
        | Type::I32
        | Type::I64
        | Type::Int => {
            decoder.int()?;
        }
        // Indefinite lengths, tags, floats and the rest have no place in CTAP2 CBOR.
        _ => return Err(CborError),
    }
    Ok(())
}
