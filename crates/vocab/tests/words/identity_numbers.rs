//! DNI, NIE, K, L, M and support numbers (`facts` B.1).

use proptest::prelude::*;
use vocab::{
    Dni, IdentityNumber, IdentityNumberError, IdentityNumberKind, Nie, SpecialNumber,
    SpecialNumberKind, SupportNumber, SupportNumberError, SupportNumberKind,
};

use crate::retyped;

/// The published vectors.
const VALID: [&str; 11] = [
    "00000000T",
    "12345678Z",
    "87654321X",
    "99999999R",
    "X0000000T",
    "X1234567L",
    "Y1234567X",
    "Z1234567R",
    "Z9999999H",
    "M1234567L",
    "K0867756N",
];

#[test]
fn accepts_the_published_vectors_as_they_are() {
    for number in VALID {
        assert_eq!(IdentityNumber::parse(number).unwrap().as_str(), number);
    }
}

#[test]
fn knows_which_number_it_is() {
    let kind = |text| IdentityNumber::parse(text).unwrap().kind();
    assert_eq!(kind("12345678Z"), IdentityNumberKind::Dni);
    assert_eq!(kind("X1234567L"), IdentityNumberKind::Nie);
    assert_eq!(kind("M1234567L"), IdentityNumberKind::Special);
    let special = SpecialNumber::parse("K0867756N").unwrap();
    assert_eq!(special.kind(), SpecialNumberKind::SpanishMinor);
}

#[test]
fn refuses_every_wrong_check_letter() {
    for number in VALID {
        for letter in ('A'..='Z').filter(|letter| !number.ends_with(*letter)) {
            let wrong = format!("{}{letter}", &number[..8]);
            let refused = IdentityNumber::parse(&wrong);
            assert_eq!(refused, Err(IdentityNumberError::CheckLetter), "{wrong}");
        }
    }
}

#[test]
fn tells_an_empty_number_from_a_misshapen_one() {
    for empty in ["", "  ", " - ", "..."] {
        assert_eq!(
            IdentityNumber::parse(empty),
            Err(IdentityNumberError::Empty)
        );
    }
    for misshapen in [
        "12345678",
        "1234567L",
        "123456789Z",
        "A1234567L",
        "X12345678L",
        "+2345678Z",
        "1234567٨Z",
        "12345678Ñ",
        "12345678é",
        "X+234567L",
        "12345678ZZ",
        "B12345674",
        "ＸＹ",
    ] {
        let refused = IdentityNumber::parse(misshapen);
        assert_eq!(refused, Err(IdentityNumberError::Shape), "{misshapen}");
    }
}

#[test]
fn forgives_the_ways_in_which_people_write_a_number() {
    for written in [
        "12.345.678-Z",
        " 12345678 z ",
        "12345678–z",
        "12 345 678\u{a0}Z",
    ] {
        assert_eq!(
            IdentityNumber::parse(written).unwrap().as_str(),
            "12345678Z"
        );
    }
    assert_eq!(
        IdentityNumber::parse("x-1234567-l").unwrap().as_str(),
        "X1234567L"
    );
}

#[test]
fn masks_all_but_four_digits() {
    let masked = |text| IdentityNumber::parse(text).unwrap().masked();
    assert_eq!(masked("12345678Z"), "***4567**");
    assert_eq!(masked("X1234567L"), "****4567*");
}

#[test]
fn a_parser_of_one_kind_refuses_the_others() {
    assert!(Dni::parse("X1234567L").is_err());
    assert!(Nie::parse("12345678Z").is_err());
    assert!(SpecialNumber::parse("12345678Z").is_err());
}

#[test]
fn numbers_cannot_be_made_from_too_many_digits() {
    assert_eq!(Dni::from_digits(100_000_000), None);
    assert_eq!(Nie::from_digits(30_000_000), None);
    assert_eq!(
        SpecialNumber::from_digits(SpecialNumberKind::SpaniardAbroad, 10_000_000),
        None
    );
    assert_eq!(Nie::from_digits(21_234_567).unwrap().as_str(), "Z1234567R");
}

#[test]
fn pads_support_numbers_as_the_citizens_pages_ask() {
    let padded = |text| SupportNumber::parse(text).unwrap();
    assert_eq!(padded("C1234567").as_str(), "C01234567");
    assert_eq!(padded("e 87654321").as_str(), "E87654321");
    assert_eq!(padded("E-1").as_str(), "E00000001");
    assert_eq!(
        padded("C1234567").kind(),
        SupportNumberKind::EuCitizenCertificate
    );
    assert_eq!(
        padded("E87654321").kind(),
        SupportNumberKind::ForeignerIdCard
    );
}

#[test]
fn says_what_is_wrong_with_a_support_number() {
    use SupportNumberError::{Character, Empty, Letter, TooLong, TooShort};
    for (text, error) in [
        ("", Empty),
        (" - ", Empty),
        ("87654321", Letter),
        ("D1234567", Letter),
        ("E", TooShort),
        ("E123456789", TooLong),
        ("E1234X67", Character),
        ("EE123456", Character),
        ("Eé", Character),
    ] {
        assert_eq!(SupportNumber::parse(text), Err(error), "{text}");
    }
}

/// Any number of any of the five shapes.
fn numbers() -> impl Strategy<Value = IdentityNumber> {
    let kinds = prop_oneof![
        Just(SpecialNumberKind::SpanishMinor),
        Just(SpecialNumberKind::SpaniardAbroad),
        Just(SpecialNumberKind::ForeignerWithoutNie),
    ];
    prop_oneof![
        (0..100_000_000_u32).prop_map(|n| Dni::from_digits(n).unwrap().into()),
        (0..30_000_000_u32).prop_map(|n| Nie::from_digits(n).unwrap().into()),
        (kinds, 0..10_000_000_u32)
            .prop_map(|(kind, n)| SpecialNumber::from_digits(kind, n).unwrap().into()),
    ]
}

proptest! {
    #[test]
    fn numbers_made_from_digits_are_read_back(number in numbers()) {
        prop_assert_eq!(IdentityNumber::parse(number.as_str()), Ok(number));
    }

    #[test]
    fn retyped_numbers_are_the_same_number(
        (number, typed) in numbers().prop_flat_map(|n| {
            let typed = retyped(n.as_str().to_owned());
            (Just(n), typed)
        })
    ) {
        prop_assert_eq!(IdentityNumber::parse(&typed), Ok(number));
    }

    #[test]
    fn one_mistyped_digit_is_always_noticed(number in numbers(), place in 1..8_usize, digit in 0..10_u32) {
        let mut typed: Vec<char> = number.as_str().chars().collect();
        typed[place] = char::from_digit(digit, 10).unwrap();
        let typed: String = typed.into_iter().collect();
        prop_assert!(typed == number.as_str()
            || IdentityNumber::parse(&typed) == Err(IdentityNumberError::CheckLetter));
    }

    #[test]
    fn two_exchanged_digits_are_always_noticed(number in numbers(), place in 1..7_usize) {
        let mut typed: Vec<char> = number.as_str().chars().collect();
        typed.swap(place, place + 1);
        let typed: String = typed.into_iter().collect();
        prop_assert!(typed == number.as_str()
            || IdentityNumber::parse(&typed) == Err(IdentityNumberError::CheckLetter));
    }

    #[test]
    fn any_text_is_read_or_refused_and_what_is_read_is_canonical(text in "\\PC{0,14}") {
        if let Ok(number) = IdentityNumber::parse(&text) {
            prop_assert_eq!(number.as_str().len(), 9);
        }
        if let Ok(number) = SupportNumber::parse(&text) {
            prop_assert_eq!(number.as_str().len(), 9);
        }
    }
}
