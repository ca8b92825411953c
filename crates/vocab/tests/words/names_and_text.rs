//! Lines of text, names, and the form in which registers compare them.

use proptest::prelude::*;
use vocab::{Line, LineError, PersonName, PersonNameError, Sex, normalised_name};

#[test]
fn takes_names_in_every_european_script() {
    for name in [
        "María del Carmen",
        "Łukasz Żółć",
        "Ștefan Ţepeș",
        "Αλέξανδρος",
        "Юлія Щербак",
        "Gemma Gal·la",
        "Þórður Ægisson",
        "O’Hara",
        "Siôn",
        "Đorđe",
        "İbrahim Işık",
        "Jean-François",
        "Nguyễn Thị Ánh",
    ] {
        assert_eq!(Line::parse(name).unwrap().as_str(), name);
    }
}

#[test]
fn composes_and_trims() {
    assert_eq!(
        Line::parse("  Mun\u{303}oz \u{a0} Nu\u{301}n\u{303}ez ")
            .unwrap()
            .as_str(),
        "Muñoz Núñez"
    );
}

#[test]
fn refuses_what_could_rearrange_or_hide_in_a_page() {
    for c in [
        '\u{202e}',
        '\u{2066}',
        '\u{200e}',
        '\u{61c}',
        '\0',
        '\n',
        '\t',
        '\u{7f}',
        '\u{85}',
        '\u{200b}',
        '\u{200d}',
        '\u{feff}',
        '\u{ad}',
        '\u{2060}',
        '\u{2028}',
        '\u{e000}',
        '\u{f8ff}',
        '\u{100000}',
        '\u{fdd0}',
        '\u{ffff}',
        '\u{1fffe}',
        '\u{fffd}',
        '\u{fe0f}',
        '\u{e0041}',
        '\u{3164}',
        '\u{115f}',
    ] {
        let refused = Line::parse(&format!("Ana{c}Ruiz"));
        assert_eq!(
            refused,
            Err(LineError::Forbidden(c)),
            "U+{:04X}",
            u32::from(c)
        );
    }
}

#[test]
fn refuses_letters_buried_under_marks_and_marks_without_letter() {
    let buried = format!("Z{}", "\u{300}\u{301}\u{302}\u{303}\u{304}");
    assert!(matches!(Line::parse(&buried), Err(LineError::Forbidden(_))));
    assert_eq!(
        Line::parse("\u{301}Ana"),
        Err(LineError::Forbidden('\u{301}'))
    );
    assert_eq!(
        Line::parse("Ana \u{301}Ruiz"),
        Err(LineError::Forbidden('\u{301}'))
    );
}

#[test]
fn bounds_the_length_in_characters() {
    assert!(Line::parse(&"ñ".repeat(100)).is_ok());
    assert!(Line::parse(&"n\u{303}".repeat(100)).is_ok());
    assert_eq!(Line::parse(&"ñ".repeat(101)), Err(LineError::TooLong));
    assert_eq!(Line::parse(&"x".repeat(1_000_000)), Err(LineError::TooLong));
    for empty in ["", "   ", "\u{a0}"] {
        assert_eq!(Line::parse(empty), Err(LineError::Empty));
    }
}

#[test]
fn compares_names_without_accents_case_and_signs() {
    for (name, normalised) in [
        ("José Mª Núñez-Lluís", "JOSE MA NUNEZ LLUIS"),
        ("  maría   del  Carmen ", "MARIA DEL CARMEN"),
        ("Marcel·lí Ŀlull", "MARCELLI LLULL"),
        ("O’Hara, d'Ors", "OHARA DORS"),
        ("Łukasz Żółć", "LUKASZ ZOLC"),
        ("Weiß Straße", "WEISS STRASSE"),
        ("Þórður Ægisson Øst", "THORDUR AEGISSON OST"),
        ("Đorđe Œuvre", "DORDE OEUVRE"),
        ("Ștefan Țepeș", "STEFAN TEPES"),
        ("İbrahim Işık", "IBRAHIM ISIK"),
        ("Αλέξανδρος", "ΑΛΕΞΑΝΔΡΟΣ"),
        ("Юлія Йосипенко", "ЮЛІЯ ИОСИПЕНКО"),
        ("M. Ángeles", "M ANGELES"),
        ("", ""),
        ("---", ""),
    ] {
        assert_eq!(normalised_name(name), normalised);
    }
}

#[test]
fn a_name_is_printed_with_or_without_second_surname() {
    let name = PersonName::parse("Priya", "Sharma", None).unwrap();
    assert_eq!(name.full(), "Priya Sharma");
    let name = PersonName::parse("Ana", "Núñez", Some("de la Cruz")).unwrap();
    assert_eq!(
        (name.full().as_str(), name.surnames().as_str()),
        ("Ana Núñez de la Cruz", "Núñez de la Cruz")
    );
    assert_eq!(name.normalised(), "ANA NUNEZ DE LA CRUZ");
    assert_eq!(
        PersonName::parse("Ana", "Núñez", Some(" "))
            .unwrap()
            .surname2,
        None
    );
}

#[test]
fn says_which_part_of_a_name_is_wrong() {
    assert_eq!(
        PersonName::parse("", "Ruiz", None),
        Err(PersonNameError::Given(LineError::Empty))
    );
    assert_eq!(
        PersonName::parse("Ana", "", None),
        Err(PersonNameError::Surname1(LineError::Empty))
    );
    let nul = PersonName::parse("Ana", "Ruiz", Some("a\0"));
    assert_eq!(
        nul,
        Err(PersonNameError::Surname2(LineError::Forbidden('\0')))
    );
}

#[test]
fn sex_is_the_letter_on_the_document() {
    for sex in [Sex::Female, Sex::Male, Sex::Unspecified] {
        assert_eq!(Sex::parse(sex.as_str()), Ok(sex));
    }
    assert!(Sex::parse("H").is_err());
}

proptest! {
    #[test]
    fn a_line_is_its_own_canonical_form(text in any::<String>()) {
        if let Ok(line) = Line::parse(&text) {
            prop_assert_eq!(Line::parse(line.as_str()), Ok(line.clone()));
            prop_assert!(line.as_str().chars().count() <= Line::MAX_CHARS);
            prop_assert!(!line.as_str().contains(char::is_control));
        }
    }

    #[test]
    fn normalising_twice_changes_nothing(text in any::<String>()) {
        let once = normalised_name(&text);
        prop_assert_eq!(normalised_name(&once), once.clone());
        prop_assert!(!once.contains("  ") && once.trim() == once);
    }

    #[test]
    fn accents_case_and_composition_do_not_matter(text in "[a-zA-Zñáéíóúüçàèò' -]{1,40}") {
        use unicode_normalization::UnicodeNormalization;
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(normalised_name(&text.to_uppercase()), normalised_name(&text));
        prop_assert_eq!(normalised_name(&decomposed), normalised_name(&text));
    }
}
