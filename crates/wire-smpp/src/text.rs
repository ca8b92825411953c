//! What a message says.

use crate::{DataCoding, ShortMessage, gsm7, segments::Concatenation};

/// What a message says, and which part of a longer text it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The text.
    pub text: String,
    /// Which part of a longer text it is.
    pub part: Option<Concatenation>,
}

/// Reads the text of a message. Octets that are no text in its coding become U+FFFD. `None`: the
/// message is said to begin with a header and does not, or its coding is none for texts.
#[must_use]
pub fn read(message: &ShortMessage) -> Option<Words> {
    let content = message.content();
    let (part, octets) = if message.esm_class.has_header() {
        Concatenation::read(content)?
    } else {
        (None, content)
    };
    let text = match message.data_coding {
        DataCoding::DEFAULT => gsm7::decode(octets),
        DataCoding::ASCII | DataCoding::LATIN1 => octets.iter().copied().map(char::from).collect(),
        DataCoding::UCS2 => {
            let units = octets
                .chunks_exact(2)
                .filter_map(|pair| pair.first_chunk::<2>())
                .map(|pair| u16::from_be_bytes(*pair));
            char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        _ => return None,
    };
    Some(Words { text, part })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::segments;

    fn there_and_back(text: &str) -> String {
        let parts = segments::split(text, 3).unwrap();
        let read = |segment: segments::Segment| {
            let message = ShortMessage {
                esm_class: segment.esm_class,
                data_coding: segment.data_coding,
                octets: segment.octets,
                ..ShortMessage::default()
            };
            read(&message).unwrap().text
        };
        parts.into_iter().map(read).collect()
    }

    #[test]
    fn every_text_comes_back_as_it_was() {
        for text in [
            "",
            "ALDABA: ¿sí? No: à é ñ € [x]",
            "Núria Vidal i Güell, l·l ç",
            "李小龙 😀",
        ] {
            let long = format!("{text} ").repeat(9);
            assert_eq!(there_and_back(text), text);
            assert_eq!(there_and_back(&long), long);
        }
    }

    #[test]
    fn a_coding_that_is_none_for_texts_gives_none() {
        let binary = ShortMessage {
            data_coding: DataCoding(0x04),
            octets: vec![1, 2, 3],
            ..ShortMessage::default()
        };
        assert_eq!(read(&binary), None);
    }
}
