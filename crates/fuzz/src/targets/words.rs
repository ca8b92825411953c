//! What people type: numbers, codes, phones, names, addresses.

use vocab::{
    ActivationCode, CountryCode, EmailAddress, Iban, IdentityNumber, Lang, LetterCode, Line,
    OneTimePin, OtpCode, PartialDate, PhoneNumber, SecureVerificationCode, SupportNumber,
    UserKeyPart,
};

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "words",
    seeds,
    run,
};

fn seeds() -> Vec<Vec<u8>> {
    super::texts(&[
        "99000031G",
        "z-9900017-v",
        "E99000017",
        "+34 600 000 017",
        "0044 7700 900123",
        "QW2E RT4Y UI7O PA2S",
        "K25T-NP2O-4ADC-CCJU-YNCH-TW",
        "1234 5678 9012 3452",
        "ananya@example.org",
        "ES91 2100 0418 4502 0005 1332",
        "1979-02-28",
        "00/02/1979",
        "José María Ŀuís",
        "ca-valencia",
        "ES",
        "A2B",
    ])
}

/// What was accepted says itself in a form that is accepted again, as the same value.
macro_rules! said_again {
    ($accepted:ident, $text:expr, $($word:ident as $say:expr),+ $(,)?) => {$(
        if let Ok(word) = $word::parse($text) {
            $accepted = true;
            let said: String = ($say)(&word);
            match $word::parse(&said) {
                Ok(again) => assert_eq!(($say)(&again), said, stringify!($word)),
                Err(_) => panic!("{} refuses what it says: {said:?}", stringify!($word)),
            }
        }
    )+};
}

fn run(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let mut accepted = false;
    said_again!(
        accepted,
        text,
        IdentityNumber as |word: &IdentityNumber| word.as_str().to_owned(),
        SupportNumber as |word: &SupportNumber| word.as_str().to_owned(),
        PhoneNumber as |word: &PhoneNumber| word.as_e164().to_owned(),
        LetterCode as |word: &LetterCode| word.grouped(),
        SecureVerificationCode as |word: &SecureVerificationCode| word.grouped(),
        ActivationCode as |word: &ActivationCode| word.grouped(),
        OneTimePin as |word: &OneTimePin| word.as_str().to_owned(),
        OtpCode as |word: &OtpCode| word.as_str().to_owned(),
        UserKeyPart as |word: &UserKeyPart| word.as_str().to_owned(),
        EmailAddress as |word: &EmailAddress| word.as_str().to_owned(),
        Iban as |word: &Iban| word.as_str().to_owned(),
        CountryCode as |word: &CountryCode| word.as_str().to_owned(),
        PartialDate as |word: &PartialDate| word.to_string(),
        Line as |word: &Line| word.as_str().to_owned(),
        Lang as |word: &Lang| word.tag().to_owned(),
    );
    if let Ok(number) = IdentityNumber::parse(text) {
        let masked = number.masked();
        assert!(masked.contains('*'), "{masked}");
        assert!(!masked.contains(number.as_str()));
    }
    if let Ok(line) = Line::parse(text) {
        let hidden = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!line.as_str().chars().any(hidden), "{line:?}");
    }
    accepted
}
