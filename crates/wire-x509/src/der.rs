//! DER (X.690), as much as status answers and lists need: one value after the other, no recursion,
//! nothing copied.

use jiff::{civil::Date, tz::TimeZone};
use vocab::Timestamp;

use crate::Malformed;

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OID: u8 = 0x06;
pub(crate) const ENUMERATED: u8 = 0x0a;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// `[n]`, constructed.
pub(crate) const fn constructed(number: u8) -> u8 {
    0xa0 | number
}

/// `[n]`, primitive.
pub(crate) const fn primitive(number: u8) -> u8 {
    0x80 | number
}

/// One value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tlv<'a> {
    pub(crate) tag: u8,
    pub(crate) value: &'a [u8],
    /// With tag and length.
    pub(crate) raw: &'a [u8],
}

/// What is left to read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The next value, whatever it is.
    pub(crate) fn any(&mut self) -> Result<Tlv<'a>, Malformed> {
        let whole = self.0;
        let (&tag, rest) = whole.split_first().ok_or(Malformed)?;
        // Tags above 30 occur in nothing that is read here.
        if tag & 0x1f == 0x1f {
            return Err(Malformed);
        }
        let (&first, rest) = rest.split_first().ok_or(Malformed)?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            0x81..=0x84 => long_length(usize::from(first & 0x7f), rest)?,
            _ => return Err(Malformed),
        };
        let (value, rest) = rest.split_at_checked(length).ok_or(Malformed)?;
        let (raw, _) = whole
            .split_at_checked(whole.len() - rest.len())
            .ok_or(Malformed)?;
        self.0 = rest;
        Ok(Tlv { tag, value, raw })
    }

    /// The content of the next value, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Result<&'a [u8], Malformed> {
        self.optional(tag)?.ok_or(Malformed)
    }

    /// The content of the next value if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>, Malformed> {
        if self.0.first() == Some(&tag) {
            self.any().map(|tlv| Some(tlv.value))
        } else {
            Ok(None)
        }
    }

    /// A sequence to read on in.
    pub(crate) fn sequence(&mut self) -> Result<Self, Malformed> {
        self.expect(SEQUENCE).map(Self)
    }

    /// Nothing may be left.
    pub(crate) fn done(self) -> Result<(), Malformed> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Malformed)
        }
    }

    /// The one sequence that the bytes are.
    pub(crate) fn only_sequence(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut reader = Self(bytes);
        let inner = reader.sequence()?;
        reader.done()?;
        Ok(inner)
    }

    /// A moment in either form (RFC 5280 §4.1.2.5).
    pub(crate) fn time(&mut self) -> Result<Timestamp, Malformed> {
        let tlv = self.any()?;
        moment(tlv.tag, tlv.value)
    }
}

fn long_length(bytes: usize, rest: &[u8]) -> Result<(usize, &[u8]), Malformed> {
    let (encoded, rest) = rest.split_at_checked(bytes).ok_or(Malformed)?;
    let length = encoded
        .iter()
        .fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
    // DER knows one form of each length.
    let shortest = length >= 0x80 && encoded.first() != Some(&0);
    if shortest {
        Ok((length, rest))
    } else {
        Err(Malformed)
    }
}

/// Content of an INTEGER that is not negative, without leading zeros: how serial numbers compare.
pub(crate) fn magnitude(integer: &[u8]) -> Result<&[u8], Malformed> {
    match integer {
        [] => Err(Malformed),
        [0, rest @ ..] => Ok(rest),
        [first, ..] if first & 0x80 != 0 => Err(Malformed),
        _ => Ok(integer),
    }
}

/// Bits of a BIT STRING that is whole bytes.
pub(crate) fn bits(content: &[u8]) -> Result<&[u8], Malformed> {
    match content.split_first() {
        Some((0, bits)) => Ok(bits),
        Some(_) | None => Err(Malformed),
    }
}

/// Whole seconds. A fraction is forbidden in certificates (RFC 5280 §4.1.2.5.2), and responders in
/// use write one all the same (certomancer does): it is read over.
fn moment(tag: u8, text: &[u8]) -> Result<Timestamp, Malformed> {
    let text = std::str::from_utf8(text).map_err(|_| Malformed)?;
    let text = text.strip_suffix('Z').ok_or(Malformed)?;
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let digits = match text.split_once('.') {
        None => text,
        Some((whole, fraction))
            if tag == GENERALIZED_TIME
                && (1..=9).contains(&fraction.len())
                && all_digits(fraction) =>
        {
            whole
        }
        Some(_) => return Err(Malformed),
    };
    if !all_digits(digits) {
        return Err(Malformed);
    }
    let (year, rest) = match (tag, digits.len()) {
        (UTC_TIME, 12) => {
            let (year, rest) = digits.split_at(2);
            let year: i16 = year.parse().map_err(|_| Malformed)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        (GENERALIZED_TIME, 14) => {
            let (year, rest) = digits.split_at(4);
            (year.parse().map_err(|_| Malformed)?, rest)
        }
        _ => return Err(Malformed),
    };
    let two = |at: usize| -> Result<i8, Malformed> {
        rest.get(at..at + 2)
            .and_then(|two| two.parse().ok())
            .ok_or(Malformed)
    };
    let date = Date::new(year, two(0)?, two(2)?).map_err(|_| Malformed)?;
    let (hour, minute, second) = (two(4)?, two(6)?, two(8)?);
    if hour > 23 || minute > 59 || second > 59 {
        return Err(Malformed);
    }
    date.at(hour, minute, second, 0)
        .to_zoned(TimeZone::UTC)
        .map(|zoned| zoned.timestamp())
        .map_err(|_| Malformed)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn only_the_shortest_length_is_read() {
        for (bytes, length) in [
            (&[4, 1, 7][..], Some(1)),
            (&[4, 0x81, 0x80], None),
            (&[4, 0x81, 1, 7], None),
            (&[4, 0x82, 0, 1, 7], None),
            (&[4, 0x80, 0, 0], None),
            (&[4, 0x85, 0, 0, 0, 0, 1, 7], None),
            (&[0x1f, 1, 7], None),
            (&[4, 2, 7], None),
            (&[4], None),
            (&[], None),
        ] {
            let read = Reader::new(bytes).any().ok().map(|tlv| tlv.value.len());
            assert_eq!(read, length, "{bytes:?}");
        }
        let long = [&[4, 0x81, 0x80][..], &[7; 0x80]].concat();
        assert_eq!(Reader::new(&long).any().unwrap().value, [7; 0x80]);
    }

    #[test]
    fn moments_have_two_forms_and_no_others() {
        let read = |tag, text: &str| moment(tag, text.as_bytes()).ok().map(|t| t.to_string());
        assert_eq!(
            read(UTC_TIME, "261123090000Z").unwrap(),
            "2026-11-23T09:00:00Z"
        );
        assert_eq!(
            read(UTC_TIME, "500101000000Z").unwrap(),
            "1950-01-01T00:00:00Z"
        );
        assert_eq!(
            read(GENERALIZED_TIME, "20511231235959Z").unwrap(),
            "2051-12-31T23:59:59Z"
        );
        for text in [
            "261123090000",
            "2611230900Z",
            "261323090000Z",
            "261123240000Z",
            "261123090060Z",
            "261123090000+0100",
            "26112309000éZ",
        ] {
            assert_eq!(read(UTC_TIME, text), None, "{text}");
        }
        // What responders in use write, and nothing like it.
        assert_eq!(
            read(GENERALIZED_TIME, "20511231235959.522127Z").unwrap(),
            "2051-12-31T23:59:59Z"
        );
        for text in [
            "20511231235959.Z",
            "20511231235959.5x",
            "20511231235959.5xZ",
        ] {
            assert_eq!(read(GENERALIZED_TIME, text), None, "{text}");
        }
        assert_eq!(read(UTC_TIME, "261123090000.5Z"), None);
        assert_eq!(read(INTEGER, "261123090000Z"), None);
    }

    #[test]
    fn numbers_compare_without_leading_zeros() {
        assert_eq!(magnitude(&[0, 0x80]).unwrap(), [0x80]);
        assert_eq!(magnitude(&[0x7f]).unwrap(), [0x7f]);
        assert!(magnitude(&[0x80]).is_err());
        assert!(magnitude(&[]).is_err());
    }
}
