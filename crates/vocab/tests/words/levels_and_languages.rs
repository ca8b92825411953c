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
