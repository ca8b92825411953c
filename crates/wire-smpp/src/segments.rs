//! A text in as many messages as it needs (3GPP TS 23.040 §9.2.3.24.1).

use crate::{DataCoding, EsmClass, gsm7, limits};

/// Septets of a message that stands alone, and of one of several, which has a header of six octets.
const SEPTETS: (usize, usize) = (160, 153);

/// UTF-16 units of a message that stands alone, and of one of several.
const UNITS: (usize, usize) = (70, 67);

/// A text of more segments than [`limits::SEGMENTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text needs more than {} messages", limits::SEGMENTS)]
pub struct TooLong;

/// One message of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Whether it begins with a header.
    pub esm_class: EsmClass,
    /// How its octets are to be read.
    pub data_coding: DataCoding,
    /// Header and text.
    pub octets: Vec<u8>,
}

/// The messages of a text: of the GSM alphabet if it has no other character, of UCS-2 otherwise.
/// `reference` is the number by which a phone puts them together again: the same text sent again
/// under the same number is the same message to the phone.
///
/// # Errors
/// [`TooLong`].
pub fn split(text: &str, reference: u8) -> Result<Vec<Segment>, TooLong> {
    let letters: Option<Vec<Vec<u8>>> = text
        .chars()
        .map(|c| gsm7::encode(c.encode_utf8(&mut [0; 4])))
        .collect();
    match letters {
        Some(letters) => cut(&letters, SEPTETS, DataCoding::DEFAULT, reference),
        None => {
            let letters: Vec<Vec<u8>> = text.chars().map(ucs2).collect();
            let octets = (UNITS.0 * 2, UNITS.1 * 2);
            cut(&letters, octets, DataCoding::UCS2, reference)
        }
    }
}

/// UCS-2 has no characters beyond the basic plane; phones read UTF-16 there.
fn ucs2(c: char) -> Vec<u8> {
    let mut units = [0; 2];
    c.encode_utf16(&mut units)
        .iter()
        .flat_map(|unit| unit.to_be_bytes())
        .collect()
}

/// Whole letters into messages: never half an escape, never half a surrogate pair.
fn cut(
    letters: &[Vec<u8>],
    (alone, of_several): (usize, usize),
    data_coding: DataCoding,
    reference: u8,
) -> Result<Vec<Segment>, TooLong> {
    let segment = |esm_class, octets| Segment {
        esm_class,
        data_coding,
        octets,
    };
    if letters.iter().map(Vec::len).sum::<usize>() <= alone {
        return Ok(vec![segment(EsmClass::ORDINARY, letters.concat())]);
    }
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for letter in letters {
        let full = parts.len() == limits::SEGMENTS;
        match parts.last_mut() {
            Some(part) if part.len() + letter.len() <= of_several => part.extend(letter),
            _ if full => return Err(TooLong),
            _ => parts.push(letter.clone()),
        }
    }
    let total = u8::try_from(parts.len()).map_err(|_| TooLong)?;
    let with_header = |(number, part): (u8, Vec<u8>)| {
        let octets = Concatenation {
            reference,
            total,
            number,
        }
        .header()
        .into_iter()
        .chain(part)
        .collect();
        segment(EsmClass::WITH_HEADER, octets)
    };
    Ok((1..=total).zip(parts).map(with_header).collect())
}

/// Which part of which text a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Concatenation {
    /// The number of the text.
    pub reference: u8,
    /// How many parts it has.
    pub total: u8,
    /// Which one this is, from 1.
    pub number: u8,
}

impl Concatenation {
    /// The user data header with this one element, its length first.
    fn header(self) -> [u8; 6] {
        [5, 0, 3, self.reference, self.total, self.number]
    }

    /// Reads a user data header, and gives what follows it. A header without this element gives
    /// no concatenation. `None`: there is no whole header.
    #[must_use]
    pub fn read(octets: &[u8]) -> Option<(Option<Self>, &[u8])> {
        let (length, rest) = octets.split_first()?;
        let (mut header, text) = rest.split_at_checked(usize::from(*length))?;
        let mut found = None;
        while let [element, length, tail @ ..] = header {
            let (value, tail) = tail.split_at_checked(usize::from(*length))?;
            if let (0, &[reference, total, number]) = (*element, value) {
                found = (1..=total).contains(&number).then_some(Self {
                    reference,
                    total,
                    number,
                });
            }
            header = tail;
        }
        Some((found, text))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;

    fn sizes(text: &str) -> Vec<usize> {
        let segments = split(text, 9).unwrap();
        segments.iter().map(|one| one.octets.len()).collect()
    }

    #[test]
    fn a_text_that_fits_stands_alone() {
        assert_eq!(sizes(&"a".repeat(160)), [160]);
        assert_eq!(sizes(&"€".repeat(80)), [160]);
        assert_eq!(sizes(&"á".repeat(70)), [140]);
        assert_eq!(sizes(""), [0]);
        let one = &split("Código", 9).unwrap()[0];
        assert_eq!(one.data_coding, DataCoding::UCS2);
        assert!(!one.esm_class.has_header());
    }

    #[test]
    fn a_longer_one_is_cut_into_parts_with_headers() {
        assert_eq!(sizes(&"a".repeat(161)), [159, 14]);
        assert_eq!(sizes(&"á".repeat(71)), [140, 14]);
        let parts = split(&"a".repeat(400), 0xab).unwrap();
        for (number, part) in (1..).zip(&parts) {
            assert!(part.esm_class.has_header());
            assert_eq!(part.octets[..6], [5, 0, 3, 0xab, 3, number]);
        }
    }

    #[test]
    fn neither_an_escape_nor_a_pair_is_torn_apart() {
        let text = format!("{}€{}", "a".repeat(152), "b".repeat(20));
        assert_eq!(sizes(&text), [158, 28]);
        let text = format!("{}😀{}", "á".repeat(66), "b".repeat(20));
        assert_eq!(sizes(&text), [138, 50]);
    }

    #[test]
    fn a_novel_is_refused() {
        assert_eq!(sizes(&"a".repeat(153 * 8)).len(), 8);
        assert_eq!(split(&"a".repeat(153 * 8 + 1), 1), Err(TooLong));
    }

    #[test]
    fn a_header_is_read_whatever_else_is_in_it() {
        let place = Concatenation {
            reference: 7,
            total: 3,
            number: 2,
        };
        let (found, text) = Concatenation::read(&[5, 0, 3, 7, 3, 2, b'x']).unwrap();
        assert_eq!((found, text), (Some(place), b"x".as_slice()));
        let with_port = [9, 5, 2, 1, 2, 0, 3, 7, 3, 2, b'x'];
        assert_eq!(Concatenation::read(&with_port).unwrap().0, Some(place));
        assert_eq!(
            Concatenation::read(&[0, b'x']),
            Some((None, b"x".as_slice()))
        );
        for broken in [&[][..], &[5, 0, 3, 7], &[2, 0, 9], &[5, 0, 4, 7, 3, 2]] {
            assert_eq!(Concatenation::read(broken), None, "{broken:?}");
        }
        let beyond = [5, 0, 3, 7, 3, 4];
        assert_eq!(Concatenation::read(&beyond).unwrap().0, None);
    }
}
