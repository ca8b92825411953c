//! Levels and language tags, both stable surfaces.

use vocab::{AssuranceLevel, Lang, RegistrationLevel};

#[test]
fn the_acr_values_are_those_of_eidas() {
    let acr: Vec<_> = AssuranceLevel::ALL
        .into_iter()
        .map(AssuranceLevel::acr)
        .collect();
    assert_eq!(
        acr,
        [
            "http://eidas.europa.eu/LoA/low",
            "http://eidas.europa.eu/LoA/substantial",
            "http://eidas.europa.eu/LoA/high"
        ]
    );
    for level in AssuranceLevel::ALL {
        assert_eq!(AssuranceLevel::from_acr(level.acr()), Some(level));
    }
    assert_eq!(
        AssuranceLevel::from_acr("http://eidas.europa.eu/LoA/LOW"),
        None
    );
}

#[test]
fn levels_are_ordered_and_a_basic_registration_caps_them_at_low() {
    assert!(AssuranceLevel::ALL.is_sorted() && RegistrationLevel::ALL.is_sorted());
    assert_eq!(RegistrationLevel::Basic.ceiling(), AssuranceLevel::Low);
    assert_eq!(RegistrationLevel::Advanced.ceiling(), AssuranceLevel::High);
}

#[test]
fn levels_are_read_back_from_their_text() {
    for level in AssuranceLevel::ALL {
        assert_eq!(AssuranceLevel::parse(level.as_str()), Ok(level));
    }
    for level in RegistrationLevel::ALL {
        assert_eq!(RegistrationLevel::parse(level.as_str()), Ok(level));
    }
    assert!(AssuranceLevel::parse("medium").is_err() && RegistrationLevel::parse("").is_err());
}

#[test]
fn the_language_tags_are_the_six_of_the_contract() {
    let tags = Lang::ALL.map(Lang::tag);
    assert_eq!(tags, ["es", "ca", "ca-valencia", "gl", "eu", "en"]);
    for lang in Lang::ALL {
        assert_eq!(Lang::from_tag(lang.tag()), Some(lang));
    }
}

#[test]
fn a_region_falls_back_to_its_language_and_an_unknown_language_to_none() {
    for (tag, lang) in [
        ("es-AR", Some(Lang::Es)),
        ("EN_us", Some(Lang::En)),
        ("ca-ES-valencia", Some(Lang::CaValencia)),
        ("ca-ES", Some(Lang::Ca)),
        ("fr", None),
        ("", None),
        ("español", None),
        ("e", None),
    ] {
        assert_eq!(Lang::from_tag(tag), lang, "{tag}");
    }
}

#[test]
fn basque_dates_decline_the_year_by_its_sound_and_the_day_takes_the_article() {
    // Read aloud: bost, hamar, bat, hamaika, hamabost, hogei, ehun, mila.
    let years = [
        (1900, "1900eko"),
        (1905, "1905eko"),
        (1910, "1910eko"),
        (1981, "1981eko"),
        (1990, "1990eko"),
        (1991, "1991ko"),
        (1995, "1995eko"),
        (2000, "2000ko"),
        (2001, "2001eko"),
        (2011, "2011ko"),
        (2020, "2020ko"),
        (2021, "2021eko"),
        (2025, "2025eko"),
        (2026, "2026ko"),
        (2030, "2030eko"),
        (2031, "2031ko"),
        (2035, "2035eko"),
        (2100, "2100eko"),
    ];
    for (year, written) in years {
        assert_eq!(Lang::Eu.year_in_date(year), written);
    }
    let days: Vec<_> = [1, 2, 11, 22, 31]
        .map(|day| Lang::Eu.day_in_date(day))
        .into();
    assert_eq!(days, ["1a", "2a", "11", "22a", "31"]);
    for lang in Lang::ALL.into_iter().filter(|lang| *lang != Lang::Eu) {
        assert_eq!(lang.year_in_date(2025), "2025");
        assert_eq!(lang.day_in_date(22), "22");
    }
}

#[test]
fn only_valencian_has_a_language_nearest_to_it() {
    let near: Vec<_> = Lang::ALL.into_iter().filter_map(Lang::nearest).collect();
    assert_eq!(near, [Lang::Ca]);
}
