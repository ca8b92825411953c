//! Bank accounts.

use proptest::prelude::*;
use vocab::{Iban, IbanError};

/// Examples of the registry of ISO 13616 and computed ones.
const VALID: [&str; 5] = [
    "ES9121000418450200051332",
    "GB29NWBK60161331926819",
    "DE89370400440532013000",
    "NO9386011117947",
    "MT84MALT011000012345MTLCAST001S",
];

#[test]
fn accepts_the_examples_of_the_registry() {
    for iban in VALID {
        assert_eq!(Iban::parse(iban).unwrap().as_str(), iban);
        assert_eq!(
            Iban::parse(&Iban::parse(iban).unwrap().grouped())
                .unwrap()
                .as_str(),
            iban
        );
    }
}

#[test]
fn says_what_is_wrong_with_an_account() {
    assert_eq!(Iban::parse(" "), Err(IbanError::Empty));
    for misshapen in [
        "ES",
        "ES91",
        "ES912100041845020005133",
        "9121000418450200051332ES",
        "ESé1",
        "ES91A1000418450200051332",
    ] {
        assert_eq!(Iban::parse(misshapen), Err(IbanError::Shape), "{misshapen}");
    }
    assert_eq!(
        Iban::parse("ES9221000418450200051332"),
        Err(IbanError::CheckDigits)
    );
}

#[test]
fn masks_all_but_country_and_end() {
    assert_eq!(Iban::parse(VALID[0]).unwrap().masked(), "ES** **** 1332");
}

proptest! {
    #[test]
    fn one_mistyped_digit_is_noticed(place in 2..24_usize, digit in 0..10_u32) {
        let mut typed: Vec<char> = VALID[0].chars().collect();
        typed[place] = char::from_digit(digit, 10).unwrap();
        let typed: String = typed.into_iter().collect();
        prop_assert_eq!(Iban::parse(&typed).is_ok(), typed == VALID[0]);
    }
}
