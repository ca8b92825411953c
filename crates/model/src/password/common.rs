//! The list of what anybody tries first: words, names and the passwords of published leaks. What
//! it is made of: `data/README.md`.

/// The upper five bytes of the FNV-1a hash of each word, sorted.
static LIST: &[u8] = include_bytes!("../../data/common.bin");

const WIDTH: usize = 5;

/// Words with fewer letters are not in the list: they are as many as they are short.
pub const SHORTEST: usize = 4;

/// No word of the list is longer than this, in characters.
pub const LONGEST: usize = 24;

/// Is this word in the list? In small letters without accents. Once in thirty-five million times a word
/// that is not is taken for one that is.
#[must_use]
pub fn contains(word: &str) -> bool {
    let key = key(word);
    let (mut low, mut high) = (0, LIST.len() / WIDTH);
    while low < high {
        let middle = usize::midpoint(low, high);
        let Some(found) = LIST.get(middle * WIDTH..(middle + 1) * WIDTH) else {
            return false;
        };
        match found.cmp(key.as_slice()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    false
}

fn key(word: &str) -> [u8; WIDTH] {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let [a, b, c, d, e, ..] = hash.to_be_bytes();
    [a, b, c, d, e]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_is_in_the_list() {
        for word in [
            "password",
            "qwerty",
            "dragon",
            "letmein",
            "contrasena",
            "contrasenya",
            "pasahitza",
            "contrasinal",
            "tequiero",
            "barcelona",
            "realmadrid",
            "garcia",
            "clavepin",
            "iloveyou",
        ] {
            assert!(contains(word), "{word}");
        }
    }

    #[test]
    fn what_nobody_tries_is_not() {
        for word in ["xqzvkw", "ciguenal", "tuercebotas", "otorrino", ""] {
            assert!(!contains(word), "{word}");
        }
    }

    #[test]
    fn the_list_is_whole_and_sorted() {
        assert_eq!(LIST.len() % WIDTH, 0);
        assert!(LIST.len() / WIDTH > 20_000, "{}", LIST.len() / WIDTH);
        let entries: Vec<_> = LIST.chunks(WIDTH).collect();
        assert!(entries.is_sorted(), "make_common.py sorts it");
    }
}
