//! What documents say, the published ones first.

use vocab::{Date, IdentityNumber, PartialDate, Sex};
use wire_mrz::mrz::{Format, Lines};

use crate::{FOREIGNERS_CARD, SPANISH_CARD, UTOPIA_TD1, UTOPIA_TD2, UTOPIA_TD3, read};

#[test]
fn reads_the_three_specimens_of_the_standard() {
    for (text, format) in [
        (UTOPIA_TD1, Format::Td1),
        (UTOPIA_TD2, Format::Td2),
        (UTOPIA_TD3, Format::Td3),
    ] {
        let zone = read(text).unwrap();
        assert_eq!(zone.format, format);
        assert_eq!(zone.issuing_state.as_str(), "UTO");
        assert_eq!(zone.nationality.as_str(), "UTO");
        assert_eq!(zone.names.surnames, "ERIKSSON");
        assert_eq!(zone.names.given, "ANNA MARIA");
        assert!(!zone.names.full_field);
        assert_eq!(
            zone.birth,
            Some(PartialDate::new(1974, Some(8), Some(12)).unwrap())
        );
        assert_eq!(zone.expiry, Some(Date::constant(2012, 4, 15)));
        assert_eq!(zone.sex, Sex::Female);
        assert_eq!(zone.spanish_identity_number(), None);
        assert_eq!(zone.write().unwrap().to_string(), text);
    }
}

#[test]
fn tells_the_numbers_of_document_and_person_apart() {
    let passport = read(UTOPIA_TD3).unwrap();
    assert_eq!(passport.document_code.as_str(), "P");
    assert_eq!(passport.document_number, "L898902C3");
    assert_eq!(passport.optional, "ZE184226B");
    let card = read(UTOPIA_TD1).unwrap();
    assert_eq!(
        (card.document_number.as_str(), card.optional.as_str()),
        ("D23145890", "")
    );
}

#[test]
fn the_number_of_the_person_is_in_the_optional_data_of_a_spanish_card() {
    let card = read(SPANISH_CARD).unwrap();
    assert_eq!(card.document_number, "BAA000589");
    assert_eq!(
        card.spanish_identity_number(),
        IdentityNumber::parse("99999999R").ok()
    );
    let card = read(FOREIGNERS_CARD).unwrap();
    assert_eq!(card.document_number, "E00000123");
    assert_eq!(
        card.spanish_identity_number(),
        IdentityNumber::parse("X0000000T").ok()
    );
}

#[test]
fn a_card_from_before_the_support_numbers_has_the_number_of_the_person_in_its_place() {
    let card = read(
        "IDESP12345678Z3<<<<<<<<<<<<<<<\n8001014F2506012ESP<<<<<<<<<<<8\nESPANOLA<<CARMEN<<<<<<<<<<<<<<",
    )
    .unwrap();
    assert_eq!(
        card.spanish_identity_number(),
        IdentityNumber::parse("12345678Z").ok()
    );
}

#[test]
fn a_long_number_goes_on_in_the_optional_data() {
    let text = "I<UTOD23145890<7349<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    let card = read(text).unwrap();
    assert_eq!(card.document_number, "D23145890734");
    assert_eq!(card.optional, "");
    assert_eq!(card.write().unwrap().to_string(), text);
}

#[test]
fn lines_may_come_without_line_ends_with_spaces_and_in_small_letters() {
    let straight = Lines::parse(UTOPIA_TD1).unwrap();
    let spaced = UTOPIA_TD1
        .replace("<<ANNA", " < < anna ")
        .replace('\n', " \r\n\n");
    for text in [UTOPIA_TD1.replace('\n', ""), spaced] {
        assert_eq!(Lines::parse(&text).unwrap(), straight, "{text}");
    }
}

#[test]
fn debug_shows_no_personal_data() {
    let zone = read(SPANISH_CARD).unwrap();
    let shown = format!("{zone:?} {:?} {:?}", zone.names, Lines::parse(SPANISH_CARD));
    assert_eq!(shown, "Zone(Td1, ESP) Names(E…E…C…) Ok(Lines(Td1))");
}
