//! Writes DER. The inside comes first, so nothing is ever measured twice.

use ::der::oid::ObjectIdentifier;
use vocab::Timestamp;

use crate::der;

/// A value: tag, length, content.
pub(crate) fn tagged(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = vec![tag];
    match u8::try_from(length) {
        Ok(short @ 0..0x80) => out.push(short),
        _ => {
            let bytes: Vec<u8> = length
                .to_be_bytes()
                .into_iter()
                .skip_while(|byte| *byte == 0)
                .collect();
            // Cannot be more than eight.
            out.push(0x80 | u8::try_from(bytes.len()).unwrap_or(8));
            out.extend(bytes);
        }
    }
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}

pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tagged(der::SEQUENCE, parts)
}

pub(crate) fn list(parts: &[Vec<u8>]) -> Vec<u8> {
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    sequence(&parts)
}

pub(crate) fn octets(content: &[u8]) -> Vec<u8> {
    tagged(der::OCTET_STRING, &[content])
}

pub(crate) fn bits(content: &[u8]) -> Vec<u8> {
    tagged(der::BIT_STRING, &[&[0], content])
}

/// An INTEGER that is not negative, from big-endian bytes.
pub(crate) fn integer(magnitude: &[u8]) -> Vec<u8> {
    let zeros = magnitude.iter().take_while(|byte| **byte == 0).count();
    let significant = magnitude.get(zeros..).unwrap_or_default();
    match significant.first() {
        Some(first) if first & 0x80 == 0 => tagged(der::INTEGER, &[significant]),
        Some(_) | None => tagged(der::INTEGER, &[&[0], significant]),
    }
}

pub(crate) fn oid_bytes(encoded: &[u8]) -> Vec<u8> {
    tagged(der::OID, &[encoded])
}

/// A text that is no object identifier becomes an empty one, which nobody reads.
pub(crate) fn oid(text: &str) -> Vec<u8> {
    let oid = ObjectIdentifier::new(text);
    oid_bytes(oid.as_ref().map_or(&[][..], ObjectIdentifier::as_bytes))
}

pub(crate) fn yes() -> Vec<u8> {
    tagged(der::BOOLEAN, &[&[0xff]])
}

/// RFC 5280 §4.1.2.5: two digits of the year until 2049.
pub(crate) fn time(at: Timestamp) -> Vec<u8> {
    let four = at.strftime("%Y%m%d%H%M%SZ").to_string();
    let before_2050 = four.as_str() < "2050";
    match four.get(2..).filter(|_| before_2050) {
        Some(two) => tagged(der::UTC_TIME, &[two.as_bytes()]),
        None => generalized_time(at),
    }
}

pub(crate) fn generalized_time(at: Timestamp) -> Vec<u8> {
    let text = at.strftime("%Y%m%d%H%M%SZ").to_string();
    tagged(der::GENERALIZED_TIME, &[text.as_bytes()])
}
