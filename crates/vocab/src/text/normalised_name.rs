//! The form in which two registers compare a name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name for comparing: upper case, without accents, words parted by single spaces.
///
/// `José Mª Núñez-Lluís` becomes `JOSE MA NUNEZ LLUIS`. Letters that Unicode does not decompose
/// are written with the letters that Spanish registers use for them (`Ł` as `L`, `ß` as `SS`,
/// `Ø` as `O`, `Æ` as `AE`, `Þ` as `TH`). Apostrophes, full stops and the middle dot of Catalan
/// disappear (`O'Hara` is `OHARA`, `Marcel·lí` is `MARCELLI`); every other sign parts words.
///
/// Letters of other scripts stay in their script: nothing is transliterated, because every
/// transliteration is a guess and a guess would hide that two registers differ.
///
/// Idempotent: normalising twice changes nothing.
#[must_use]
pub fn normalised_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut pending_space = false;
    let letters = name.nfkd().filter(|c| !is_combining_mark(*c));
    for upper in letters.flat_map(char::to_uppercase).nfkd() {
        if is_combining_mark(upper) || is_joiner(upper) {
            continue;
        }
        if !upper.is_alphanumeric() {
            pending_space = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut pending_space) {
            out.push(' ');
        }
        match plain_letters(upper) {
            Some(plain) => out.push_str(plain),
            None => out.push(upper),
        }
    }
    out
}

/// Signs inside a word that registers write or leave out at will.
fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | 'ʼ' | 'ʹ' | '´' | '`' | '.' | '·' | '•' | '‧' | 'ª' | 'º'
    )
}

/// Latin letters with a stroke or of two, which have no decomposition.
fn plain_letters(upper: char) -> Option<&'static str> {
    Some(match upper {
        'Ł' => "L",
        'Ø' => "O",
        'Đ' | 'Ð' | 'Ɖ' => "D",
        'Ħ' => "H",
        'Ŧ' => "T",
        'Ŋ' => "N",
        'Þ' => "TH",
        'Æ' => "AE",
        'Œ' => "OE",
        'ẞ' => "SS",
        'Ə' => "E",
        _ => return None,
    })
}
