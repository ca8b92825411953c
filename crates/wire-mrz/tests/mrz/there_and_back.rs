//! What is written reads back, whatever it is.

use proptest::prelude::*;
use vocab::{Date, PartialDate, PersonName, Sex};
use wire_mrz::mrz::{
    DocumentCode, Field, Format, Lines, NameMatch, Names, StateCode, WriteError, Zone, compare_name,
};

use crate::{TODAY, UTOPIA_TD1, read};

fn birth() -> impl Strategy<Value = Option<PartialDate>> {
    let parts = (1927..2026_i16, 1..13_i8, 1..29_i8, 0..4);
    parts.prop_map(|(year, month, day, known)| {
        let month = (known > 1).then_some(month);
        let day = (known > 2).then_some(day);
        (known > 0).then(|| PartialDate::new(year, month, day).unwrap())
    })
}

fn expiry() -> impl Strategy<Value = Option<Date>> {
    let date = (2007..2106_i16, 1..13_i8, 1..29_i8);
    proptest::option::of(date.prop_map(|(y, m, d)| Date::new(y, m, d).unwrap()))
}

fn names() -> impl Strategy<Value = Names> {
    let words = "[A-Z]{1,6}( [A-Z]{1,5})?";
    (words, proptest::option::of(words)).prop_map(|(surnames, given)| Names {
        surnames,
        given: given.unwrap_or_default(),
        full_field: false,
    })
}

pub(crate) fn zones() -> impl Strategy<Value = Zone> {
    let format = prop_oneof![Just(Format::Td1), Just(Format::Td2), Just(Format::Td3)];
    let numbers = ("[A-Z0-9]{1,9}", "([A-Z0-9]{1,7})?", "([A-Z0-9]{1,11})?");
    let sex = prop_oneof![Just(Sex::Female), Just(Sex::Male), Just(Sex::Unspecified)];
    (
        format,
        numbers,
        birth(),
        sex,
        expiry(),
        "[A-Z]{1,3}",
        names(),
    )
        .prop_map(
            |(format, (number, optional, optional2), birth, sex, expiry, state, names)| Zone {
                format,
                document_code: DocumentCode::parse(if format == Format::Td3 { "P" } else { "ID" })
                    .unwrap(),
                issuing_state: StateCode::parse(&state).unwrap(),
                document_number: number,
                optional,
                optional2: if format == Format::Td1 {
                    optional2
                } else {
                    String::new()
                },
                birth,
                sex,
                expiry,
                nationality: StateCode::parse("ESP").unwrap(),
                names,
            },
        )
}

proptest! {
    #[test]
    fn what_is_written_reads_the_same(zone in zones()) {
        let lines = zone.write().unwrap();
        prop_assert_eq!(lines.wrong_check_digits(), vec![]);
        for (at, cell) in lines.cells().iter().enumerate() {
            let width = lines.format().width();
            prop_assert!(lines.format().alphabet(at / width, at % width).has(*cell), "{}", at);
        }
        let again = Lines::parse(&lines.to_string()).unwrap();
        prop_assert_eq!(Zone::read(&again, TODAY).unwrap(), zone);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[A-Z0-9<\n ñ]{0,200}") {
        if let Ok(lines) = Lines::parse(&text) {
            let _ = Zone::read(&lines, TODAY);
        }
    }

    #[test]
    fn a_name_that_was_written_is_recognised(
        given in "[A-ZÑÁÜa-zñç'-]{1,14}( [A-Zñ]{1,14})?",
        surname in "[A-ZÑÁÜÖß·-]{1,25}",
        second in proptest::option::of("[A-Zñéü ]{1,25}"),
        width in 30_usize..40,
    ) {
        let Ok(person) = PersonName::parse(&given, &surname, second.as_deref()) else {
            return Ok(());
        };
        let names = Names::of(&person, width);
        if !names.surnames.is_empty() && !names.given.is_empty() {
            prop_assert_ne!(compare_name(&names, &person), NameMatch::Different, "{:?}", names.surnames);
        }
    }
}

#[test]
fn long_numbers_read_back_and_passports_have_none() {
    let mut zone = read(UTOPIA_TD1).unwrap();
    zone.document_number = "592123456789".to_owned();
    zone.optional = "X1".to_owned();
    let again = Zone::read(&zone.write().unwrap(), TODAY).unwrap();
    assert_eq!(again, zone);
    zone.format = Format::Td3;
    zone.document_code = DocumentCode::parse("P").unwrap();
    let refused = Err(WriteError::Field(Field::DocumentNumber));
    assert_eq!(zone.write(), refused);
}

#[test]
fn what_does_not_fit_is_not_written() {
    let zone = || read(UTOPIA_TD1).unwrap();
    let field = |zone: Zone| match zone.write() {
        Err(WriteError::Field(field)) => field,
        Ok(lines) => panic!("{lines}"),
    };
    let mut long = zone();
    long.optional2 = "123456789012".to_owned();
    assert_eq!(field(long), Field::SecondOptionalData);
    let mut small = zone();
    small.document_number = "d1".to_owned();
    assert_eq!(field(small), Field::DocumentNumber);
    let mut nameless = zone();
    nameless.names.surnames.clear();
    assert_eq!(field(nameless), Field::Names);
    let mut passport = zone();
    passport.document_code = DocumentCode::parse("P").unwrap();
    assert_eq!(field(passport), Field::DocumentCode);
}
