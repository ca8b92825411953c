//! The alphabet of text messages (3GPP TS 23.038 §6.2.1): its only home.
//!
//! A message of these characters alone fits 160 into one segment; a single other one, such as *á*,
//! turns the whole message into UCS-2 with 70.

/// The default alphabet in the order of its codes; the escape (0x1b) is none of its characters.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1b}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Characters that are sent as an escape and a code (§6.2.1.1).
const EXTENSION: [(char, u8); 10] = [
    ('\u{c}', 0x0a),
    ('^', 0x14),
    ('{', 0x28),
    ('}', 0x29),
    ('\\', 0x2f),
    ('[', 0x3c),
    ('~', 0x3d),
    (']', 0x3e),
    ('|', 0x40),
    ('€', 0x65),
];

const ESCAPE: u8 = 0x1b;

/// A character's code, or the one after the escape.
enum Code {
    Basic(u8),
    Extension(u8),
}

fn code_of(c: char) -> Option<Code> {
    // What is neither a control nor one of `$ @ [ \ ] ^ _ ` { | } ~` has its ASCII code.
    if c.is_ascii_alphanumeric() || matches!(c, ' '..='#' | '%'..='?') {
        return u8::try_from(c).ok().map(Code::Basic);
    }
    let extension = EXTENSION.iter().find(|(known, _)| *known == c);
    if let Some((_, code)) = extension {
        return Some(Code::Extension(*code));
    }
    let place = BASIC.chars().position(|known| known == c)?;
    let code = u8::try_from(place).ok()?;
    (code != ESCAPE).then_some(Code::Basic(code))
}

/// How many septets a character takes: 1, or 2 with an escape. `None`: it is not in the alphabet.
#[must_use]
pub fn septets_of(c: char) -> Option<usize> {
    code_of(c).map(|code| match code {
        Code::Basic(_) => 1,
        Code::Extension(_) => 2,
    })
}

/// The text with a septet in each octet, as SMPP carries it. `None`: a character is not in the
/// alphabet.
#[must_use]
pub fn encode(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        match code_of(c)? {
            Code::Basic(code) => out.push(code),
            Code::Extension(code) => out.extend([ESCAPE, code]),
        }
    }
    Some(out)
}

/// The text in octets of a septet each. An unknown code behind an escape is read as if the escape
/// were a space (§6.2.1.1 says so); an octet beyond 0x7f becomes U+FFFD.
#[must_use]
pub fn decode(octets: &[u8]) -> String {
    let basic = |code: u8| {
        BASIC
            .chars()
            .nth(usize::from(code))
            .unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    let mut out = String::with_capacity(octets.len());
    let mut rest = octets.iter().copied();
    while let Some(code) = rest.next() {
        if code != ESCAPE {
            out.push(basic(code));
            continue;
        }
        let Some(after) = rest.next() else {
            out.push(' ');
            break;
        };
        match EXTENSION.iter().find(|(_, code)| *code == after) {
            Some((c, _)) => out.push(*c),
            None => out.extend([' ', basic(after)]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_whole_and_every_character_comes_back() {
        assert_eq!(BASIC.chars().count(), 128);
        assert_eq!(BASIC.chars().nth(usize::from(ESCAPE)), Some('\u{1b}'));
        let all: String = BASIC
            .chars()
            .filter(|c| *c != '\u{1b}')
            .chain(EXTENSION.map(|(c, _)| c))
            .collect();
        let octets = encode(&all);
        assert_eq!(octets.as_deref().map(<[u8]>::len), Some(127 + 20));
        assert_eq!(octets.as_deref().map(decode), Some(all));
    }

    #[test]
    fn has_the_codes_of_the_table() {
        assert_eq!(
            encode("@A ñ€"),
            Some(vec![0x00, 0x41, 0x20, 0x7d, 0x1b, 0x65])
        );
        assert_eq!(encode("É¿ü"), Some(vec![0x1f, 0x60, 0x7e]));
        assert_eq!(encode("$_¤"), Some(vec![0x02, 0x11, 0x24]));
        for other in ["á", "í", "ó", "ú", "ç", "`", "·", "\u{1b}", "\t"] {
            assert_eq!(encode(other), None, "{other}");
        }
    }

    #[test]
    fn reads_what_it_does_not_know_without_losing_the_rest() {
        assert_eq!(decode(&[0x41, 0x1b, 0x41, 0x42]), "A AB");
        assert_eq!(decode(&[0x41, 0x1b]), "A ");
        assert_eq!(decode(&[0x80, 0x41]), "\u{fffd}A");
    }
}
