//! Whether the names of a zone are those of a person.

use vocab::PersonName;

use super::names::Names;
use super::transliteration::{Spelling, spellings};

/// How the names of a zone and of a person go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameMatch {
    /// Every letter, in one of the spellings that ICAO 9303-3 allows for it.
    Exact,
    /// The field is full, and every word in it begins the word in its place.
    PlausibleTruncation,
    /// Other names, or names in another script, which cannot be compared.
    Different,
}

/// Compares surnames with surnames and given names with given names.
///
/// A zone that is not full must have all of the names: a second surname that is left out is a
/// difference. A person looks at differences; nothing is refused here.
#[must_use]
pub fn compare_name(zone: &Names, person: &PersonName) -> NameMatch {
    let surnames = compare(&zone.surnames, &person.surnames(), zone.full_field);
    let given = compare(&zone.given, person.given.as_str(), zone.full_field);
    match (surnames, given) {
        (NameMatch::Exact, NameMatch::Exact) => NameMatch::Exact,
        (NameMatch::Different, _) | (_, NameMatch::Different) => NameMatch::Different,
        _ => NameMatch::PlausibleTruncation,
    }
}

fn compare(zone: &str, name: &str, full_field: bool) -> NameMatch {
    let spelled = spellings(name);
    if spelled.contains(&Spelling::Unknown) {
        return NameMatch::Different;
    }
    if ends(zone, &spelled).contains(&zone.len()) {
        return NameMatch::Exact;
    }
    if full_field && begins_each_word(zone, &spelled) {
        return NameMatch::PlausibleTruncation;
    }
    NameMatch::Different
}

/// The ways to spell one letter, and whether a way is a gap between words.
fn ways(spelling: Spelling) -> Vec<String> {
    match spelling {
        Spelling::Letters(letters) => letters.iter().map(ToString::to_string).collect(),
        Spelling::Plain(letter) => vec![letter.to_string()],
        Spelling::Space => vec![" ".to_owned()],
        Spelling::Hyphen | Spelling::Apostrophe => vec![" ".to_owned(), String::new()],
        Spelling::Unknown => Vec::new(),
    }
}

/// Everywhere in `zone` where the whole of `spelled` can end that begins at its beginning.
fn ends(zone: &str, spelled: &[Spelling]) -> Vec<usize> {
    let mut ends = vec![0];
    for spelling in spelled {
        let mut next = Vec::new();
        for way in ways(*spelling) {
            for at in &ends {
                let rest = zone.get(*at..).unwrap_or_default();
                // A gap beside another gap is one gap; at the ends there is none.
                let beside_gap = *at == 0 || rest.is_empty() || zone.get(*at - 1..*at) == Some(" ");
                if way == " " && beside_gap {
                    next.push(*at);
                } else if rest.starts_with(&way) {
                    next.push(at + way.len());
                }
            }
        }
        next.sort_unstable();
        next.dedup();
        ends = next;
    }
    ends
}

/// Whether every word of the zone begins the word of the name in its place; there may be fewer.
fn begins_each_word(zone: &str, spelled: &[Spelling]) -> bool {
    let words: Vec<&[Spelling]> = spelled
        .split(|spelling| matches!(spelling, Spelling::Space | Spelling::Hyphen))
        .filter(|word| word.iter().any(|letter| *letter != Spelling::Apostrophe))
        .collect();
    let zone_words: Vec<&str> = zone.split(' ').filter(|word| !word.is_empty()).collect();
    zone_words.len() <= words.len()
        && zone_words
            .iter()
            .zip(words)
            .all(|(zone, word)| (0..=word.len()).any(|cut| is_cut_of(zone, word, cut)))
}

/// Whether `zone` is the first `cut` letters of `word`; the last of them may be cut inside.
fn is_cut_of(zone: &str, word: &[Spelling], cut: usize) -> bool {
    let (kept, rest) = word.split_at_checked(cut).unwrap_or((word, &[]));
    ends(zone, kept).into_iter().any(|end| {
        let left = zone.get(end..).unwrap_or_default();
        let next = rest.first().copied().map(ways).unwrap_or_default();
        left.is_empty() || next.iter().any(|way| way.starts_with(left))
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use NameMatch::{Different, Exact, PlausibleTruncation};

    fn person(given: &str, surname1: &str, surname2: &str) -> PersonName {
        PersonName::parse(given, surname1, Some(surname2)).unwrap()
    }

    fn match_of(field: &str, person: &PersonName) -> NameMatch {
        compare_name(&Names::read(field.as_bytes()).unwrap(), person)
    }

    #[test]
    fn national_letters_match_in_each_of_their_spellings() {
        let carmen = person("María José", "Muñoz", "Agüero");
        for field in [
            "MUNOZ<AGUERO<<MARIA<JOSE<<<<<<",
            "MUNXXOZ<AGUERO<<MARIA<JOSE<<<<",
            "MUNOZ<AGUEERO<<MARIA<JOSE<<<<<",
            "MUNXXOZ<AGUXXERO<<MARIA<JOSE<<",
        ] {
            assert_eq!(match_of(field, &carmen), Exact, "{field}");
        }
        assert_eq!(
            match_of("MUNXOZ<AGUERO<<MARIA<JOSE<<<<<", &carmen),
            Different
        );
    }

    #[test]
    fn hyphens_and_apostrophes_may_be_gaps_or_nothing() {
        let name = person("Anne-Marie", "O'Hara", "");
        for field in ["OHARA<<ANNE<MARIE<", "O<HARA<<ANNEMARIE<"] {
            assert_eq!(match_of(field, &name), Exact, "{field}");
        }
        let name = person("Marcel·lí", "D'Or", "i - Vila");
        assert_eq!(match_of("DOR<I<VILA<<MARCELLI<<", &name), Exact);
    }

    #[test]
    fn a_missing_or_other_name_differs_where_there_was_room() {
        let name = person("Inés", "Vidal", "Roca");
        for field in [
            "VIDAL<<INES<<<<<<<<<<<<",
            "VIDAL<ROCA<<<<<<<<<<<<<",
            "VIDAL<ROCA<<INESA<<<<<<",
            "ROCA<VIDAL<<INES<<<<<<<",
            "VIDALROCA<<INES<<<<<<<<",
        ] {
            assert_eq!(match_of(field, &name), Different, "{field}");
        }
    }

    #[test]
    fn a_full_field_may_be_cut_at_its_end_or_word_by_word() {
        let name = person("María Dolores", "Fernández-Villaverde", "Núñez");
        for field in [
            "FERNANDEZ<VILLAVERDE<NUNEZ<<M",
            "FERNANDEZ<VILLAVERDE<NUNEZ<<MARIA<DOL",
            "FERN<VILL<NUNXX<<MARIA<DOLORE",
            "FERN<VILL<NUNX<<MARIA<DOLORES",
            "FERNANDEZ<VILLAVERD",
        ] {
            assert_eq!(match_of(field, &name), PlausibleTruncation, "{field}");
        }
        assert_eq!(match_of("FERNANDEZ<VILLALBA<NUNEZ<<M", &name), Different);
        assert_eq!(match_of("FERNANDEZ<VILLAVERDE<N<<ANA", &name), Different);
    }

    #[test]
    fn a_name_in_another_script_cannot_be_compared() {
        let name = PersonName::parse("Ελένη", "Παππά", None).unwrap();
        assert_eq!(match_of("PAPPA<<ELENI<<<", &name), Different);
    }
}
