//! What reaches a log by accident must tell nothing.

use vocab::{
    ActivationCode, CountryCode, EmailAddress, Iban, IdentityNumber, LetterCode, OneTimePin,
    OtpCode, PersonName, PhoneNumber, PinLength, PostalAddress, Secret, SecureVerificationCode,
    SeededEntropy, SupportNumber, UserKeyPart,
};

#[test]
fn debug_never_prints_a_credential() {
    let entropy = SeededEntropy::new(5);
    let printed = [
        format!("{:?}", LetterCode::generate(&entropy)),
        format!("{:?}", ActivationCode::generate(&entropy)),
        format!("{:?}", OneTimePin::generate(&entropy, PinLength::Short)),
        format!("{:?}", OtpCode::generate(&entropy)),
        format!("{:?}", UserKeyPart::generate(&entropy)),
        format!("{:?}", SecureVerificationCode::generate(&entropy)),
        format!("{:?}", Secret::new(String::from("hush"))),
    ];
    assert_eq!(
        printed,
        [
            "LetterCode(redacted)",
            "ActivationCode(redacted)",
            "OneTimePin(redacted)",
            "OtpCode(redacted)",
            "UserKeyPart(redacted)",
            "SecureVerificationCode(redacted)",
            "Secret(redacted)"
        ]
    );
}

#[test]
fn debug_masks_personal_data() {
    let spain = CountryCode::SPAIN;
    let address =
        PostalAddress::parse(&["Calle Mayor, 1"], "28013", "Madrid", None, spain).unwrap();
    let printed = [
        format!("{:?}", IdentityNumber::parse("12345678Z").unwrap()),
        format!("{:?}", SupportNumber::parse("E87654321").unwrap()),
        format!("{:?}", PhoneNumber::parse("612345678").unwrap()),
        format!("{:?}", EmailAddress::parse("ana@example.org").unwrap()),
        format!("{:?}", Iban::parse("ES9121000418450200051332").unwrap()),
        format!(
            "{:?}",
            PersonName::parse("Ana", "Ruiz", Some("Gil")).unwrap()
        ),
        format!("{address:?}"),
    ];
    assert_eq!(
        printed,
        [
            "IdentityNumber(***4567**)",
            "SupportNumber(E******21)",
            "PhoneNumber(******678)",
            "EmailAddress(a***@example.org)",
            "Iban(ES** **** 1332)",
            "PersonName(A…R…G…)",
            "PostalAddress(ES)"
        ]
    );
}

#[test]
fn secrets_compare_by_value() {
    assert!(vocab::constant_time_eq(b"abc", b"abc") && vocab::constant_time_eq(b"", b""));
    assert!(!vocab::constant_time_eq(b"abc", b"abd") && !vocab::constant_time_eq(b"abc", b"ab"));
    assert_eq!(Secret::new(vec![1, 2, 3]), Secret::new(vec![1, 2, 3]));
    assert_ne!(Secret::new(vec![1, 2, 3]), Secret::new(vec![1, 2, 4]));
    assert_ne!(Secret::new(vec![1, 2, 3]), Secret::new(vec![1, 2]));
    assert_eq!(
        LetterCode::parse("ABCDEFGHIJKLMN23"),
        LetterCode::parse("abcdefghijklmn23")
    );
}

/// The canonical text goes through serde, and only what the parser takes comes back.
#[test]
fn serde_reads_through_the_parser() {
    let code: SecureVerificationCode =
        serde_json::from_str("\"abcd-efgh-ijkl-mnop-qrst-p7\"").unwrap();
    assert_eq!(
        serde_json::to_string(&code).unwrap(),
        "\"ABCDEFGHIJKLMNOPQRSTP7\""
    );
    assert!(serde_json::from_str::<SecureVerificationCode>("\"ABCDEFGHIJKLMNOPQRSTP6\"").is_err());
    assert!(serde_json::from_str::<IdentityNumber>("\"12345678A\"").is_err());
    assert!(
        serde_json::from_str::<PersonName>(r#"{"given":"A\u0000","surname1":"B","surname2":null}"#)
            .is_err()
    );
}

#[test]
fn errors_do_not_repeat_what_was_typed() {
    let refused = IdentityNumber::parse("12345678A").unwrap_err().to_string();
    assert!(!refused.contains("12345678"));
}
