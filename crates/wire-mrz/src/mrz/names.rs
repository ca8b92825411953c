//! The field of the names: surnames, two fillers, given names (ICAO 9303-3 §4.6).

use std::fmt;

use vocab::PersonName;

use super::transliteration::transliterate;

/// The names of a zone, in capital letters without accents, words parted by single spaces.
///
/// Debug shows initials only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Names {
    /// Surnames, ICAO's primary identifier.
    pub surnames: String,
    /// Given names, ICAO's secondary identifier; empty where there are none.
    pub given: String,
    /// Whether the field is full, so that the names may be cut: at most one filler ends it, where
    /// the cut fell on a gap between words.
    pub full_field: bool,
}

impl Names {
    /// Reads the cells of the field. `None` unless there is a surname and the cells are letters
    /// and fillers.
    pub(crate) fn read(cells: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(cells).ok()?;
        let in_alphabet = |c: char| c.is_ascii_uppercase() || c == '<';
        if !text.chars().all(in_alphabet) || text.starts_with('<') {
            return None;
        }
        let (surnames, given) = text.split_once("<<").unwrap_or((text, ""));
        let words = |text: &str| {
            let words: Vec<&str> = text.split('<').filter(|word| !word.is_empty()).collect();
            words.join(" ")
        };
        Some(Self {
            surnames: words(surnames),
            given: words(given),
            full_field: !text.ends_with("<<"),
        })
    }

    /// The names as a field of `width` cells has them. What is too long is cut at the end, but
    /// one letter of the given names stays (ICAO 9303-4 §4.2.3).
    #[must_use]
    pub fn of(name: &PersonName, width: usize) -> Self {
        let surnames = transliterate(&name.surnames());
        let given = transliterate(name.given.as_str());
        // Two fillers and a letter of the given names, where there are any.
        let reserved = if given.is_empty() { 0 } else { 3 };
        let surnames = if surnames.len() + 2 + given.len() > width {
            cut(&surnames, width.saturating_sub(reserved))
        } else {
            surnames
        };
        let given = cut(&given, width.saturating_sub(surnames.len() + 2));
        let gap = if given.is_empty() { 0 } else { 2 };
        let used = surnames.len() + gap + given.len();
        Self {
            full_field: used + 1 >= width,
            surnames,
            given,
        }
    }

    /// The cells of a field of `width`; `None` if they are no names of a zone or do not fit.
    pub(crate) fn write(&self, width: usize) -> Option<String> {
        let words = |text: &str| text.replace(' ', "<");
        let mut field = words(&self.surnames);
        if !self.given.is_empty() {
            field = field + "<<" + &words(&self.given);
        }
        let cells = format!("{field:<<width$}");
        let read = Self::read(cells.as_bytes())?;
        (read == *self && cells.len() == width).then_some(cells)
    }
}

/// At most so many letters, without a space at the end.
fn cut(text: &str, length: usize) -> String {
    text.chars()
        .take(length)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Names(")?;
        for word in self.surnames.split(' ').chain(self.given.split(' ')) {
            if let Some(initial) = word.chars().next() {
                write!(f, "{initial}…")?;
            }
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn surnames_and_given_names_are_parted_by_two_fillers() {
        let names = Names::read(b"ESPANOLA<ESPANOLA<<CARMEN<<<<<").unwrap();
        assert_eq!(names.surnames, "ESPANOLA ESPANOLA");
        assert_eq!(names.given, "CARMEN");
        assert!(!names.full_field);
        assert_eq!(names.write(30).unwrap(), "ESPANOLA<ESPANOLA<<CARMEN<<<<<");
    }

    #[test]
    fn a_name_without_given_names_and_a_field_that_is_full() {
        assert_eq!(Names::read(b"ARKFREITH<<<").unwrap().given, "");
        assert!(Names::read(b"BENNELONG<WO").unwrap().full_field);
        for field in ["<<ANNA<<<", "<<<<<<<<<", "ER1KSSON<"] {
            assert!(Names::read(field.as_bytes()).is_none(), "{field}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_and_keeps_a_letter_of_the_given_name() {
        let name = PersonName::parse("Inés", "Fernández-Villaverde", Some("Etxeberria")).unwrap();
        let names = Names::of(&name, 30);
        assert_eq!(names.surnames, "FERNANDEZ VILLAVERDE ETXEBE");
        assert_eq!(names.given, "I");
        assert!(names.full_field);
        assert_eq!(names.write(30).unwrap().len(), 30);
    }

    #[test]
    fn a_cut_never_ends_with_a_space() {
        let name = PersonName::parse("Ana", "Abcdefghijklmnopqrstuvwxyz", Some("Ñandú")).unwrap();
        let names = Names::of(&name, 30);
        assert_eq!(names.surnames, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        assert_eq!(names.given, "AN");
        assert_eq!(names.write(30).unwrap(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ<<AN");
    }
}
