//! Writes DER. The inside comes first, so nothing is ever measured twice.

use ::der::oid::ObjectIdentifier;
use vocab::Timestamp;

use crate::der;

/// A value: tag, length, content.
#[must_use]
pub fn tagged(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
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

/// A SEQUENCE.
#[must_use]
pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tagged(der::SEQUENCE, parts)
}

/// A SEQUENCE OF.
#[must_use]
pub fn list(parts: &[Vec<u8>]) -> Vec<u8> {
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    sequence(&parts)
}

/// An OCTET STRING.
#[must_use]
pub fn octets(content: &[u8]) -> Vec<u8> {
    tagged(der::OCTET_STRING, &[content])
}

/// A BIT STRING of whole bytes.
#[must_use]
pub fn bits(content: &[u8]) -> Vec<u8> {
    tagged(der::BIT_STRING, &[&[0], content])
}

/// An INTEGER that is not negative, from big-endian bytes.
#[must_use]
pub fn integer(magnitude: &[u8]) -> Vec<u8> {
    let zeros = magnitude.iter().take_while(|byte| **byte == 0).count();
    let significant = magnitude.get(zeros..).unwrap_or_default();
    match significant.first() {
        Some(first) if first & 0x80 == 0 => tagged(der::INTEGER, &[significant]),
        Some(_) | None => tagged(der::INTEGER, &[&[0], significant]),
    }
}

/// An OBJECT IDENTIFIER that is encoded already.
#[must_use]
pub fn oid_bytes(encoded: &[u8]) -> Vec<u8> {
    tagged(der::OID, &[encoded])
}

/// A text that is no object identifier becomes an empty one, which nobody reads.
#[must_use]
pub fn oid(text: &str) -> Vec<u8> {
    let oid = ObjectIdentifier::new(text);
    oid_bytes(oid.as_ref().map_or(&[][..], ObjectIdentifier::as_bytes))
}

/// TRUE.
#[must_use]
pub fn yes() -> Vec<u8> {
    tagged(der::BOOLEAN, &[&[0xff]])
}

/// RFC 5280 §4.1.2.5: two digits of the year until 2049.
#[must_use]
pub fn time(at: Timestamp) -> Vec<u8> {
    let four = at.strftime("%Y%m%d%H%M%SZ").to_string();
    let before_2050 = four.as_str() < "2050";
    match four.get(2..).filter(|_| before_2050) {
        Some(two) => tagged(der::UTC_TIME, &[two.as_bytes()]),
        None => generalized_time(at),
    }
}

/// A GeneralizedTime, in whole seconds.
#[must_use]
pub fn generalized_time(at: Timestamp) -> Vec<u8> {
    let text = at.strftime("%Y%m%d%H%M%SZ").to_string();
    tagged(der::GENERALIZED_TIME, &[text.as_bytes()])
}
