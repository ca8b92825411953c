//! Telephones, e-mail, postal addresses and countries.

use proptest::prelude::*;
use vocab::{
    CountryCode, CountryCodeError, EmailAddress, EmailAddressError, LineError, PhoneNumber,
    PhoneNumberError, PostalAddress, PostalAddressError,
};

#[test]
fn takes_spanish_mobiles_with_and_without_prefix() {
    for written in [
        "612345678",
        "612 34 56 78",
        "612-345-678",
        "+34612345678",
        "0034 612 345 678",
        "(+34) 612.345.678",
        "+34 (612) 345/678",
    ] {
        assert_eq!(
            PhoneNumber::parse(written).unwrap().as_e164(),
            "+34612345678",
            "{written}"
        );
    }
    assert_eq!(
        PhoneNumber::parse("712345678").unwrap().as_e164(),
        "+34712345678"
    );
}

#[test]
fn takes_foreign_telephones_with_their_prefix() {
    for (written, e164, code) in [
        ("+44 (0)7700 900123", "+447700900123", "44"),
        ("0091 98765 43210", "+919876543210", "91"),
        ("+1 202 555 0123", "+12025550123", "1"),
        ("+351912345678", "+351912345678", "351"),
        ("+376 312 345", "+376312345", "376"),
    ] {
        let phone = PhoneNumber::parse(written).unwrap();
        assert_eq!((phone.as_e164(), phone.calling_code()), (e164, code));
    }
}

#[test]
fn says_what_is_wrong_with_a_telephone() {
    use PhoneNumberError::{Empty, NoPrefix, NotMobile, Shape, UnknownCountry};
    for (written, error) in [
        ("", Empty),
        (" - ", Empty),
        ("()", Empty),
        ("7700900123", NoPrefix),
        ("912345678", NoPrefix),
        ("61234567", NoPrefix),
        ("34612345678", NoPrefix),
        ("6123456789", NoPrefix),
        ("61234567a", Shape),
        ("+", Shape),
        ("+34", Shape),
        ("+3461234567", Shape),
        ("+346123456789", Shape),
        ("+44123", Shape),
        ("+4412345678901234", Shape),
        ("++34612345678", Shape),
        ("٦12345678", Shape),
        ("+999123456789", UnknownCountry),
        ("+210123456789", UnknownCountry),
        ("000612345678", UnknownCountry),
        ("+881612345678", UnknownCountry),
        ("+979123456789", UnknownCountry),
        ("+34912345678", NotMobile),
        ("0034812345678", NotMobile),
        ("+34 900 123 456", NotMobile),
    ] {
        assert_eq!(PhoneNumber::parse(written), Err(error), "{written}");
    }
}

#[test]
fn shows_only_the_last_three_digits_of_a_telephone() {
    assert_eq!(
        PhoneNumber::parse("+34612345678").unwrap().masked(),
        "******678"
    );
    assert_eq!(
        PhoneNumber::parse("+376312345").unwrap().masked(),
        "******345"
    );
}

#[test]
fn spaces_a_telephone_for_reading() {
    assert_eq!(
        PhoneNumber::parse("612345678").unwrap().spaced(),
        "+34 612 345 678"
    );
    assert_eq!(
        PhoneNumber::parse("+447700900123").unwrap().spaced(),
        "+44 7700900123"
    );
}

#[test]
fn takes_addresses_of_mail_and_writes_the_domain_small() {
    for (written, canonical) in [
        (" Ana.Perez@Example.ORG ", "Ana.Perez@example.org"),
        ("a+b_c'd@sub.example.es", "a+b_c'd@sub.example.es"),
        ("x@xn--espaa-rta.example", "x@xn--espaa-rta.example"),
    ] {
        assert_eq!(EmailAddress::parse(written).unwrap().as_str(), canonical);
    }
    assert_eq!(
        EmailAddress::parse("ana@example.org").unwrap().masked(),
        "a***@example.org"
    );
}

#[test]
fn says_what_is_wrong_with_an_address_of_mail() {
    assert_eq!(EmailAddress::parse("  "), Err(EmailAddressError::Empty));
    let long = format!("{}@example.org", "a".repeat(65));
    assert_eq!(EmailAddress::parse(&long), Err(EmailAddressError::TooLong));
    for written in [
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "ana@.org",
        "ana@example..org",
        "ana@-x.org",
        "a b@example.org",
        ".ana@example.org",
        "ana.@example.org",
        "an..a@example.org",
        "añá@example.org",
        "ana@españa.es",
        "ana@exam_ple.org",
        "ana@127.0.0.1",
        "a@b@c.org",
        "ana@example.org\nBcc: x@y.z",
        "ana@example.org.",
        "\"ana\"@example.org",
        "ana<x@example.org",
    ] {
        assert_eq!(
            EmailAddress::parse(written),
            Err(EmailAddressError::Shape),
            "{written}"
        );
    }
}

#[test]
fn knows_the_countries_by_letters_and_by_number() {
    assert_eq!(CountryCode::parse("es").unwrap(), CountryCode::SPAIN);
    assert_eq!(CountryCode::parse("724").unwrap(), CountryCode::SPAIN);
    assert_eq!(CountryCode::parse("356").unwrap().as_str(), "IN");
    assert_eq!(CountryCode::parse("008").unwrap().as_str(), "AL");
    for unknown in ["", "XX", "ESP", "999", "8", "é"] {
        assert_eq!(
            CountryCode::parse(unknown),
            Err(CountryCodeError),
            "{unknown}"
        );
    }
    assert_eq!(CountryCode::all().count(), 249);
    assert_eq!(
        CountryCode::all()
            .filter(|country| country.is_eu_member())
            .count(),
        27
    );
    assert!(CountryCode::all().is_sorted());
}

#[test]
fn writes_an_envelope_for_spain_and_for_abroad() {
    let home = PostalAddress::parse(
        &["Calle de la Invención, 7", " "],
        "28013",
        "Madrid",
        Some("Madrid"),
        CountryCode::SPAIN,
    )
    .unwrap();
    assert_eq!(
        home.envelope_lines(),
        ["Calle de la Invención, 7", "28013 Madrid"]
    );
    let abroad = PostalAddress::parse(
        &["Rua Inventada 9"],
        "1000-001",
        "Lisboa",
        None,
        CountryCode::parse("PT").unwrap(),
    )
    .unwrap();
    assert!(abroad.is_abroad() && !home.is_abroad());
    assert_eq!(abroad.one_line(), "Rua Inventada 9, 1000-001 Lisboa, PT");
}

#[test]
fn refuses_addresses_that_no_postman_could_use() {
    let spain = |lines: &[&str], postcode| {
        PostalAddress::parse(lines, postcode, "Madrid", None, CountryCode::SPAIN)
    };
    assert_eq!(spain(&[" "], "28013"), Err(PostalAddressError::Lines));
    assert_eq!(
        spain(&["a", "b", "c", "d", "e"], "28013"),
        Err(PostalAddressError::Lines)
    );
    for postcode in ["2801", "53001", "00001", "2801A", "280133"] {
        assert_eq!(
            spain(&["a"], postcode),
            Err(PostalAddressError::Postcode),
            "{postcode}"
        );
    }
    assert_eq!(
        spain(&["a\u{202e}"], "28013"),
        Err(LineError::Forbidden('\u{202e}').into())
    );
}

#[test]
fn an_address_read_by_serde_is_checked_like_any_other() {
    let good =
        r#"{"lines":["a"],"postcode":"28013","town":"Madrid","province":null,"country":"ES"}"#;
    let read: PostalAddress = serde_json::from_str(good).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), good);
    for bad in [
        good.replace("28013", "99999"),
        good.replace("[\"a\"]", "[]"),
        good.replace("ES", "??"),
    ] {
        assert!(
            serde_json::from_str::<PostalAddress>(&bad).is_err(),
            "{bad}"
        );
    }
}

proptest! {
    #[test]
    fn what_is_read_as_a_telephone_is_read_again_as_the_same(text in "[+0-9 ().-]{0,20}") {
        if let Ok(phone) = PhoneNumber::parse(&text) {
            prop_assert_eq!(PhoneNumber::parse(phone.as_e164()), Ok(phone.clone()));
            prop_assert_eq!(PhoneNumber::parse(&phone.spaced()), Ok(phone));
        }
    }

    #[test]
    fn every_spanish_mobile_is_read(number in 600_000_000..800_000_000_u32) {
        let national = PhoneNumber::parse(&number.to_string()).unwrap();
        let international = PhoneNumber::parse(&format!("+34{number}")).unwrap();
        prop_assert_eq!(national, international);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        let _ = PhoneNumber::parse(&text);
        if let Ok(email) = EmailAddress::parse(&text) {
            prop_assert_eq!(EmailAddress::parse(email.as_str()), Ok(email));
        }
    }
}
