//! Codes that the platform makes and people type.

use proptest::prelude::*;
use vocab::{
    ActivationCode, CodeError, Entropy, LetterCode, OneTimePin, OtpCode, PinLength,
    SecureVerificationCode, SecureVerificationCodeError, SeededEntropy, UserKeyPart,
};

use crate::retyped;

/// Computed by another program from the description of the code (`docs/specs`).
const VERIFICATION_VECTORS: [&str; 6] = [
    "AAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAABGI",
    "ABCDEFGHIJKLMNOPQRSTP7",
    "ALDABAALDABAALDABA23KA",
    "ZYXWVUTSRQPONMLKJIHGDF",
    "77777777777777777777BW",
];

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

fn verification_codes() -> impl Strategy<Value = String> {
    any::<u64>()
        .prop_map(|seed| SecureVerificationCode::generate(&SeededEntropy::new(seed)).to_string())
}

#[test]
fn agrees_with_an_independent_computation_of_the_check_characters() {
    for code in VERIFICATION_VECTORS {
        assert_eq!(SecureVerificationCode::parse(code).unwrap().as_str(), code);
    }
}

#[test]
fn tells_a_mistyped_verification_code_from_a_misshapen_one() {
    use SecureVerificationCodeError::{Character, CheckCharacters, Length};
    for (text, error) in [
        ("", Length),
        ("ABCDEFGHIJKLMNOPQRST", Length),
        ("ABCDEFGHIJKLMNOPQRSTP7A", Length),
        ("ABCDEFGHIJKLMNOPQRSTP0", Character),
        ("ABCDEFGHIJKLMNOPQRSTPñ", Character),
        ("1", Character),
        ("BBCDEFGHIJKLMNOPQRSTP7", CheckCharacters),
        ("ABCDEFGHIJKLMNOPQRSTPA", CheckCharacters),
    ] {
        assert_eq!(SecureVerificationCode::parse(text), Err(error), "{text}");
    }
}

#[test]
fn prints_verification_codes_in_groups_of_four() {
    let code = SecureVerificationCode::parse("ABCDEFGHIJKLMNOPQRSTP7").unwrap();
    assert_eq!(code.grouped(), "ABCD-EFGH-IJKL-MNOP-QRST-P7");
    assert_eq!(
        SecureVerificationCode::parse(&code.grouped()).unwrap(),
        code
    );
}

/// Every single substitution and every exchange of two places, adjacent or not, of many codes.
#[test]
fn every_mistake_in_one_character_and_every_exchange_is_noticed() {
    let entropy = SeededEntropy::new(7);
    for _ in 0..40 {
        let code: Vec<char> = SecureVerificationCode::generate(&entropy)
            .as_str()
            .chars()
            .collect();
        for place in 0..code.len() {
            for other in ALPHABET.chars().filter(|other| *other != code[place]) {
                let mut wrong = code.clone();
                wrong[place] = other;
                assert_noticed(&wrong);
            }
            for partner in (0..place).filter(|partner| code[*partner] != code[place]) {
                let mut wrong = code.clone();
                wrong.swap(place, partner);
                assert_noticed(&wrong);
            }
        }
    }
}

fn assert_noticed(wrong: &[char]) {
    let wrong: String = wrong.iter().collect();
    let refused = SecureVerificationCode::parse(&wrong);
    assert_eq!(
        refused,
        Err(SecureVerificationCodeError::CheckCharacters),
        "{wrong}"
    );
}

#[test]
fn the_check_digit_of_an_activation_code_is_that_of_luhn() {
    assert!(ActivationCode::parse("4000 0000 0000 0002").is_ok());
    assert_eq!(
        ActivationCode::parse("1234-5678-9012-3452")
            .unwrap()
            .as_str(),
        "1234567890123452"
    );
    assert_eq!(
        ActivationCode::parse("1234567890123453"),
        Err(CodeError::CheckDigit)
    );
    assert_eq!(
        ActivationCode::parse("123456789012345"),
        Err(CodeError::Length)
    );
    assert_eq!(
        ActivationCode::parse("123456789012345A"),
        Err(CodeError::Character)
    );
}

#[test]
fn a_letter_code_is_sixteen_characters_in_groups_of_four() {
    let code = LetterCode::parse("abcd efgh-ijkl mn23").unwrap();
    assert_eq!(code.as_str(), "ABCDEFGHIJKLMN23");
    assert_eq!(code.grouped(), "ABCD-EFGH-IJKL-MN23");
    assert_eq!(LetterCode::parse("ABCDEFGHIJKLMN2"), Err(CodeError::Length));
    assert_eq!(
        LetterCode::parse("ABCDEFGHIJKLMN18"),
        Err(CodeError::Character)
    );
}

#[test]
fn a_pin_has_three_characters_or_six() {
    assert_eq!(OneTimePin::parse(" a2z ").unwrap().as_str(), "A2Z");
    assert_eq!(OneTimePin::parse("a2z").unwrap().length(), PinLength::Short);
    assert_eq!(
        OneTimePin::parse("A2Z-7QK").unwrap().length(),
        PinLength::Long
    );
    assert_eq!(OneTimePin::parse("A2Z7"), Err(CodeError::Length));
    assert_eq!(OneTimePin::parse("A2Ñ"), Err(CodeError::Character));
    for zero_one_eight_nine in ["A20", "A21", "A28", "A29"] {
        assert_eq!(
            OneTimePin::parse(zero_one_eight_nine),
            Err(CodeError::Character)
        );
    }
}

#[test]
fn the_chosen_part_may_have_any_letter_or_digit() {
    assert_eq!(UserKeyPart::parse("ab01").unwrap().as_str(), "AB01");
    assert_eq!(UserKeyPart::parse("abñ1"), Err(CodeError::Character));
    assert_eq!(UserKeyPart::parse("abc"), Err(CodeError::Length));
}

#[test]
fn a_code_for_a_telephone_is_six_digits() {
    assert_eq!(OtpCode::parse("012 345").unwrap().as_str(), "012345");
    assert_eq!(OtpCode::parse("12345"), Err(CodeError::Length));
    assert_eq!(OtpCode::parse("12345O"), Err(CodeError::Character));
}

/// Entropy that gives every byte value once, in order.
struct Counting(std::sync::atomic::AtomicU8);

impl Entropy for Counting {
    fn fill(&self, dest: &mut [u8]) {
        for byte in dest {
            *byte = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
    }
}

#[test]
fn no_digit_is_likelier_than_another() {
    let entropy = Counting(0.into());
    let drawn: String = (0..125)
        .map(|_| OtpCode::generate(&entropy).as_str().to_owned())
        .collect();
    for digit in '0'..='9' {
        assert_eq!(drawn.matches(digit).count(), 75, "{digit}");
    }
}

#[test]
fn no_symbol_is_likelier_than_another() {
    let entropy = Counting(0.into());
    let drawn: String = (0..16)
        .map(|_| LetterCode::generate(&entropy).as_str().to_owned())
        .collect();
    for symbol in ALPHABET.chars() {
        assert_eq!(drawn.matches(symbol).count(), 8, "{symbol}");
    }
}

proptest! {
    #[test]
    fn generated_codes_are_read_back_however_they_are_retyped(
        (seed, typed) in any::<u64>().prop_flat_map(|seed| {
            let entropy = SeededEntropy::new(seed);
            let all = [
                LetterCode::generate(&entropy).as_str().to_owned(),
                SecureVerificationCode::generate(&entropy).as_str().to_owned(),
                ActivationCode::generate(&entropy).as_str().to_owned(),
                OneTimePin::generate(&entropy, PinLength::Short).as_str().to_owned(),
                OneTimePin::generate(&entropy, PinLength::Long).as_str().to_owned(),
                OtpCode::generate(&entropy).as_str().to_owned(),
                UserKeyPart::generate(&entropy).as_str().to_owned(),
            ];
            (Just(seed), all.map(retyped))
        })
    ) {
        let entropy = SeededEntropy::new(seed);
        prop_assert_eq!(LetterCode::parse(&typed[0]), Ok(LetterCode::generate(&entropy)));
        prop_assert_eq!(
            SecureVerificationCode::parse(&typed[1]),
            Ok(SecureVerificationCode::generate(&entropy))
        );
        prop_assert_eq!(ActivationCode::parse(&typed[2]), Ok(ActivationCode::generate(&entropy)));
        for (typed, length) in typed[3..5].iter().zip([PinLength::Short, PinLength::Long]) {
            prop_assert_eq!(OneTimePin::parse(typed), Ok(OneTimePin::generate(&entropy, length)));
        }
        prop_assert_eq!(OtpCode::parse(&typed[5]), Ok(OtpCode::generate(&entropy)));
        prop_assert_eq!(UserKeyPart::parse(&typed[6]), Ok(UserKeyPart::generate(&entropy)));
    }

    #[test]
    fn any_two_mistyped_characters_of_a_verification_code_are_noticed(
        code in verification_codes(),
        (a, b) in (0..22_usize, 0..22_usize),
        (x, y) in (0..32_usize, 0..32_usize),
    ) {
        let mut typed: Vec<char> = code.chars().collect();
        typed[a] = ALPHABET.chars().nth(x).unwrap();
        typed[b] = ALPHABET.chars().nth(y).unwrap();
        let typed: String = typed.into_iter().collect();
        let read = SecureVerificationCode::parse(&typed);
        prop_assert_eq!(read.is_ok(), typed == code);
    }

    #[test]
    fn one_mistyped_digit_of_an_activation_code_is_noticed(
        seed in any::<u64>(), place in 0..16_usize, digit in 0..10_u32,
    ) {
        let code = ActivationCode::generate(&SeededEntropy::new(seed));
        let mut typed: Vec<char> = code.as_str().chars().collect();
        typed[place] = char::from_digit(digit, 10).unwrap();
        let typed: String = typed.into_iter().collect();
        let read = ActivationCode::parse(&typed);
        prop_assert_eq!(read.is_ok(), typed == code.as_str());
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        let _ = (SecureVerificationCode::parse(&text), LetterCode::parse(&text));
        let _ = (ActivationCode::parse(&text), OneTimePin::parse(&text));
        let _ = (OtpCode::parse(&text), UserKeyPart::parse(&text));
    }
}
