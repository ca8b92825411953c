//! National letters in the alphabet of the zone (ICAO 9303-3 §6, table A).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a letter of a name may look like in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// One of these; the first is what we write.
    Letters(&'static [&'static str]),
    /// The letter itself, without accents.
    Plain(char),
    /// A filler between two words.
    Space,
    /// A filler, or nothing: hyphens become fillers, but not everywhere.
    Hyphen,
    /// Nothing, or a filler where the rule was not kept: apostrophes.
    Apostrophe,
    /// A letter of another script, for which nothing is known here.
    Unknown,
}

/// How a character of a name is spelled.
///
/// Letters with one spelling without their accents are not in the table: Unicode takes the accent
/// off. `Ñ` may be `N` or `NXX` and `Ü` `U`, `UE` or `UXX`, as the issuing state likes.
fn spelling(c: char) -> Spelling {
    use Spelling::{Apostrophe, Hyphen, Letters, Plain, Space, Unknown};
    match c {
        'A'..='Z' => Plain(c),
        'Ñ' => Letters(&["N", "NXX"]),
        'Ü' => Letters(&["U", "UE", "UXX"]),
        'Ö' => Letters(&["O", "OE"]),
        'Ä' => Letters(&["A", "AE"]),
        'Å' => Letters(&["A", "AA"]),
        'Æ' => Letters(&["AE"]),
        'Ø' | 'Œ' => Letters(&["OE", "O"]),
        'Ð' | 'Đ' => Letters(&["D"]),
        'Þ' => Letters(&["TH"]),
        'ẞ' | 'ß' => Letters(&["SS"]),
        'Ł' | 'Ŀ' => Letters(&["L"]),
        'Ħ' => Letters(&["H"]),
        'Ĳ' => Letters(&["IJ"]),
        'Ŋ' => Letters(&["N"]),
        'Ŧ' => Letters(&["T"]),
        'ª' => Letters(&["A", ""]),
        'º' => Letters(&["O", ""]),
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '·' | '.' | ',' => Apostrophe,
        '-' | '‐' | '‑' | '–' | '/' => Hyphen,
        ' ' => Space,
        _ => match c.nfd().find(|part| !is_combining_mark(*part)) {
            Some(base @ 'A'..='Z') => Plain(base),
            Some('ı') => Plain('I'),
            _ => Unknown,
        },
    }
}

/// The spellings of a name, letter by letter.
pub(crate) fn spellings(name: &str) -> Vec<Spelling> {
    let upper = name.chars().flat_map(|c| match c {
        // The capital of ß is SS, of ı an I; both are in the table as they are.
        'ß' | 'ª' | 'º' => vec![c],
        _ => c.to_uppercase().collect(),
    });
    // Composed again: the table has `Ñ`, not `N` with a tilde behind.
    let composed: String = upper.collect::<String>().nfc().collect();
    composed
        .chars()
        .filter(|c| !is_combining_mark(*c))
        .map(spelling)
        .collect()
}

/// A name in the alphabet of the zone, words parted by single spaces.
///
/// `Núñez-Lluís` becomes `NUNEZ LLUIS`, `O'Hara` `OHARA`. Letters of other scripts are left out:
/// which Latin letters stand for them is for the state to say that issues the document.
#[must_use]
pub fn transliterate(name: &str) -> String {
    let mut out = String::new();
    for spelling in spellings(name) {
        match spelling {
            Spelling::Letters(letters) => out.push_str(letters.first().unwrap_or(&"")),
            Spelling::Plain(letter) => out.push(letter),
            Spelling::Space | Spelling::Hyphen => out.push(' '),
            Spelling::Apostrophe | Spelling::Unknown => {}
        }
    }
    let words: Vec<&str> = out.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_names_of_europe_in_the_alphabet_of_the_zone() {
        for (name, zone) in [
            ("Núñez-Lluís", "NUNEZ LLUIS"),
            ("O'Hara", "OHARA"),
            ("Marcel·lí", "MARCELLI"),
            ("Strauß", "STRAUSS"),
            ("Ægir Þórsson", "AEGIR THORSSON"),
            ("Łukasz Šimić", "LUKASZ SIMIC"),
            ("Müller", "MULLER"),
            ("de la  Cruz", "DE LA CRUZ"),
            ("I\u{307}nci ışık", "INCI ISIK"),
            ("N\u{303}andu\u{301}", "NANDU"),
            ("Ελένη", ""),
        ] {
            assert_eq!(transliterate(name), zone, "{name}");
        }
    }
}
