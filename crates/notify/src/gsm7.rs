//! Texts in the alphabet of text messages, which `wire-smpp` knows.
//!
//! A message of these characters alone fits 160 into one segment; a single other one, such as *á*,
//! turns the whole message into UCS-2 with 70. So texts avoid the others, and names that come from
//! elsewhere are simplified.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use wire_smpp::gsm7::septets_of;

/// Characters of one segment: 140 octets of 8 bits hold 160 septets.
pub const SEGMENT: usize = 160;

/// How much of a segment a text takes, or `None` if it has a character outside the alphabet.
#[must_use]
pub fn septets(text: &str) -> Option<usize> {
    text.chars().map(septets_of).sum()
}

/// The text with every character outside the alphabet replaced: accents dropped, typographic signs
/// made plain, and a question mark for what is left.
#[must_use]
pub fn simplified(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            c if septets_of(c).is_some() => out.push(c),
            '‘' | '’' | '´' | '`' => out.push('\''),
            '“' | '”' | '«' | '»' | '„' => out.push('"'),
            '–' | '—' | '‑' | '−' => out.push('-'),
            '·' | '•' => out.push('.'),
            '…' => out.push_str("..."),
            'ª' => out.push('a'),
            'º' | '°' => out.push('o'),
            // Letters that are whole in Unicode, so that no accent can be taken from them.
            'ı' => out.push('i'),
            'ł' => out.push('l'),
            'Ł' => out.push('L'),
            'đ' => out.push('d'),
            'Đ' => out.push('D'),
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("OE"),
            c if c.is_whitespace() => out.push(' '),
            c => push_base(c, &mut out),
        }
    }
    out
}

/// The letter below the accents, where that letter is in the alphabet.
fn push_base(c: char, out: &mut String) {
    let mut bases = std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c));
    match bases.next() {
        Some(base) if septets_of(base).is_some() => out.push(base),
        Some(_) => out.push('?'),
        None => {}
    }
}

/// The text within `room` septets: whole if it fits, otherwise cut after a word, or inside a word
/// that is longer than half the room, with `...` at the end. Takes simplified text.
#[must_use]
pub fn shortened(text: &str, room: usize) -> String {
    if septets(text).is_some_and(|used| used <= room) {
        return text.to_owned();
    }
    let room = room.saturating_sub(3);
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += septets_of(*c).unwrap_or(1);
            used <= room
        })
        .collect();
    let cut = match (text.get(kept.len()..), kept.rfind(' ')) {
        // The cut fell between two words.
        (Some(rest), _) if rest.starts_with(' ') => kept.as_str(),
        (_, Some(space)) if space * 2 >= kept.len() => kept.get(..space).unwrap_or(&kept),
        _ => kept.as_str(),
    };
    format!("{}...", without_loose_end(cut))
}

/// Without the little words (*de*, *la*, *y*, *the*) and signs that would dangle before the dots.
fn without_loose_end(mut text: &str) -> &str {
    loop {
        text = text.trim_end_matches([' ', ',', ';', '-', '.', '(']);
        match text.rsplit_once(' ') {
            Some((before, last)) if last.chars().count() <= 3 => text = before,
            _ => return text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_alphabet() {
        assert_eq!(septets("Señora Müller: 5 % à è é ù ¿no?"), Some(31));
        assert_eq!(septets("5 €"), Some(4));
        for c in ["á", "í", "ó", "ú", "ç", "ï", "·", "l·l", "’", "…"] {
            assert_eq!(septets(c), None, "{c}");
        }
    }

    #[test]
    fn makes_names_plain() {
        assert_eq!(simplified("Tesorería “Col·legi”"), "Tesoreria \"Col.legi\"");
        assert_eq!(simplified("Plaça d’Espanya — 3.º"), "Placa d'Espanya - 3.o");
        assert_eq!(simplified("Bağış Łódź 李"), "Bagis Lodz ?");
        assert_eq!(simplified("n\u{303}a\u{301}"), "ña");
    }

    #[test]
    fn leaves_what_fits() {
        assert_eq!(shortened("Sede de Ejemplo", 15), "Sede de Ejemplo");
    }

    #[test]
    fn cuts_after_a_word() {
        assert_eq!(
            shortened("Secretaria de Estado de Justicia", 24),
            "Secretaria de Estado..."
        );
        assert_eq!(
            shortened("Secretaria de Estado de Justicia", 23),
            "Secretaria de Estado..."
        );
        assert_eq!(
            shortened("Secretaria de Estado, y mas", 24),
            "Secretaria de Estado..."
        );
    }

    #[test]
    fn cuts_inside_a_word_that_leaves_no_choice() {
        assert_eq!(shortened("Otorrinolaringologia", 10), "Otorrin...");
        assert_eq!(shortened("A Otorrinolaringologia", 12), "A Otorrin...");
    }
}
