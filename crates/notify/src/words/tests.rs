#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use model::{
    alert::AlertFact,
    body::Contact,
    notice::{Intervened, Notice},
    password::PasswordStep,
    push::{Look, PushAddress, PushTarget},
    restriction::Means,
};
use vocab::{
    ActivationCode, BodyId, CountryCode, Date, EmailAddress, Lang, LetterCode, OneTimePin, OtpCode,
    PhoneNumber, PinLength, PushSubscriptionId, SecureVerificationCode, SeededEntropy,
};

use super::*;
use crate::gsm7;

const ALERTS: &str = "https://identidad.example/alert";

const LONG_PARTY: &str = "Secretaría de Estado de Digitalización e Inteligencia Artificial del Ministerio para la Transformación Digital y de la Función Pública: https://sede.example/trámites";

fn head(alias: &str, helpline: &str) -> Letterhead {
    let names = BTreeMap::from([
        (Lang::Es, "Organismo de Ejemplo".to_owned()),
        (Lang::Ca, "Organisme d'Exemple".to_owned()),
    ]);
    let body = Body {
        id: BodyId::from_bytes([7; 16]),
        dir3: "EA0000001".into(),
        names,
        managing_texts: BTreeMap::new(),
        logo_svg: None,
        contact: Contact {
            helpline: helpline.into(),
            email: None,
            address: vec!["Calle 1".into()],
        },
        time_zone: "Europe/Madrid".into(),
        holidays: Vec::new(),
        seal_key: "seal".into(),
    };
    Letterhead::new(
        Arc::new(body),
        alias,
        "https://identidad.example/register",
        ALERTS,
    )
    .unwrap()
}

/// 23:30 of the 21st in UTC is half past midnight of the 22nd in Madrid.
fn since() -> Timestamp {
    "2026-11-21T23:30:00Z".parse().unwrap()
}

/// Each notice with the longest arguments that it can have.
fn notices() -> Vec<Notice> {
    let entropy = SeededEntropy::new(3);
    let reference = "2026-7QK4-2M5R";
    vec![
        Notice::PhoneCode {
            code: OtpCode::generate(&entropy),
            minutes: 60,
        },
        Notice::Welcome {
            activation_code: None,
        },
        Notice::Welcome {
            activation_code: Some(ActivationCode::generate(&entropy)),
        },
        Notice::LevelRaised {
            activation_code: None,
        },
        Notice::LevelRaised {
            activation_code: Some(ActivationCode::generate(&entropy)),
        },
        Notice::IdentificationReceived { basic: false },
        Notice::IdentificationReceived { basic: true },
        Notice::IdentificationConfirmed {
            code: SecureVerificationCode::generate(&entropy),
        },
        Notice::IdentificationRefused {
            code: SecureVerificationCode::generate(&entropy),
            withdrawn: false,
        },
        Notice::IdentificationRefused {
            code: SecureVerificationCode::generate(&entropy),
            withdrawn: true,
        },
        Notice::Pin {
            pin: OneTimePin::generate(&entropy, PinLength::Long),
            relying_party: LONG_PARTY.into(),
            minutes: 60,
        },
        Notice::PasswordCode {
            code: OtpCode::generate(&entropy),
            step: PasswordStep::LogIn,
            minutes: 60,
        },
        Notice::PasswordCode {
            code: OtpCode::generate(&entropy),
            step: PasswordStep::Recover,
            minutes: 60,
        },
        Notice::PasswordSet {
            step: PasswordStep::Activate,
            at: since(),
            alert: Some("abc".into()),
        },
        Notice::PasswordSet {
            step: PasswordStep::Change,
            at: since(),
            alert: None,
        },
        Notice::PasswordLocked { at: since() },
        Notice::ActivationCodeRenewed { at: since() },
        Notice::PhoneDisplaced { at: since() },
        Notice::PasskeyAdded {
            at: since(),
            alert: Some("abc".into()),
        },
        Notice::InvitationLetter {
            code: Some(LetterCode::generate(&entropy)),
            issued_at: since(),
            usable_until: Date::constant(2027, 1, 5),
        },
        Notice::InvitationLetter {
            code: None,
            issued_at: since(),
            usable_until: Date::constant(2027, 1, 5),
        },
        Notice::CertificateReady {
            code: SecureVerificationCode::generate(&entropy),
        },
        Notice::CertificateNeedsVisit {
            reference: reference.into(),
        },
        Notice::ApplicationInReview {
            reference: reference.into(),
        },
        Notice::AppLook(Look::Request),
        Notice::Intervened {
            how: Intervened::Suspended {
                last: Date::constant(2027, 9, 30),
            },
            at: since(),
        },
        Notice::Intervened {
            how: Intervened::Blocked,
            at: since(),
        },
        Notice::Intervened {
            how: Intervened::NewPassword,
            at: since(),
        },
        Notice::Intervened {
            how: Intervened::NewProofing,
            at: since(),
        },
        Notice::Intervened {
            how: Intervened::DeviceOff,
            at: since(),
        },
        Notice::Intervened {
            how: Intervened::SessionsEnded,
            at: since(),
        },
        Notice::Intervened {
            how: Intervened::Lifted,
            at: since(),
        },
        Notice::AppCode {
            code: OtpCode::generate(&entropy),
            minutes: 60,
        },
        Notice::AppActivated {
            replaced: None,
            at: since(),
            veto_until: None,
            alert: Some("abc".into()),
        },
        Notice::AppActivated {
            replaced: Some("Un nombre de cuarenta caracteres justos.".into()),
            at: since(),
            veto_until: Some(since()),
            alert: Some("abc".into()),
        },
    ]
    .into_iter()
    .chain(facts().map(|fact| Notice::Alert {
        fact,
        at: since(),
        link: Some("abc".into()),
    }))
    .collect()
}

/// Every fact that has a message of its own.
fn facts() -> impl Iterator<Item = AlertFact> {
    let off = Means::ALL.into_iter().map(AlertFact::MeansOff);
    let on = Means::ALL.into_iter().map(AlertFact::MeansOn);
    let others = [
        AlertFact::UnknownBrowser([1; 16]),
        AlertFact::Frozen,
        AlertFact::Thawed,
        AlertFact::ContactChanged,
        AlertFact::PasskeyRemoved,
        AlertFact::AppDeactivated,
    ];
    off.chain(on).chain(others)
}

/// The ways that each fact travels: SMS, e-mail, letter, push.
fn ways(notice: &Notice) -> [bool; 4] {
    match notice {
        Notice::PhoneCode { .. }
        | Notice::Pin { .. }
        | Notice::PasswordCode { .. }
        | Notice::AppCode { .. } => [true, false, false, false],
        Notice::PasswordSet { .. }
        | Notice::PasswordLocked { .. }
        | Notice::ActivationCodeRenewed { .. } => [false, true, false, false],
        Notice::InvitationLetter { .. } => [false, false, true, false],
        Notice::AppLook(_) => [false, false, false, true],
        Notice::IdentificationReceived { .. }
        | Notice::IdentificationConfirmed { .. }
        | Notice::PasskeyAdded { .. }
        | Notice::Alert { .. }
        | Notice::Intervened { .. } => [false, true, false, false],
        Notice::IdentificationRefused { .. } => [true, true, false, false],
        Notice::Welcome { .. }
        | Notice::PhoneDisplaced { .. }
        | Notice::CertificateReady { .. }
        | Notice::CertificateNeedsVisit { .. }
        | Notice::ApplicationInReview { .. }
        | Notice::LevelRaised { .. }
        | Notice::AppActivated { .. } => [true, true, false, false],
    }
}

fn channels() -> [Channel; 4] {
    let address = PostalAddress::parse(
        &["Calle Inventada 1"],
        "28001",
        "Madrid",
        None,
        CountryCode::SPAIN,
    );
    [
        Channel::Sms(PhoneNumber::parse("+34600123456").unwrap()),
        Channel::Email(EmailAddress::parse("ana@correo.example").unwrap()),
        Channel::Letter {
            name: PersonName::parse("Ana", "Inventada", Some("Prueba")).unwrap(),
            address: address.unwrap(),
        },
        Channel::Push(PushTarget {
            subscription: PushSubscriptionId::from_bytes([8; 16]),
            address: push_address(),
            key_id: "key".into(),
        }),
    ]
}

fn push_address() -> PushAddress {
    let point = [vec![4], vec![7; 64]].concat();
    PushAddress::new("https://push.example/x", &point, &[9; 16]).unwrap()
}

#[test]
fn a_push_message_says_only_that_there_is_something_to_look_at() {
    for (look, words) in [
        (Look::Request, r#"{"look":"request","v":1}"#),
        (Look::Pin, r#"{"look":"pin","v":1}"#),
        (Look::Device, r#"{"look":"device","v":1}"#),
        (Look::Alert, r#"{"look":"alert","v":1}"#),
    ] {
        let Some(Composed::Push(push)) = say(Lang::Eu, 3, Notice::AppLook(look)) else {
            panic!("no push message")
        };
        assert_eq!(String::from_utf8(push.payload).unwrap(), words);
        assert_eq!((push.to, push.key_id.as_str()), (push_address(), "key"));
    }
}

fn outgoing(lang: Lang, channel: Channel, notice: Notice) -> OutgoingNotice {
    OutgoingNotice {
        lang,
        channel,
        notice,
        send_before: Timestamp::MAX,
    }
}

fn say(lang: Lang, place: usize, notice: Notice) -> Option<Composed> {
    let channel = channels().into_iter().nth(place).unwrap();
    compose(
        &outgoing(lang, channel, notice),
        since(),
        &head("ALDABA", "060"),
    )
    .ok()
}

/// R145: in every language it names the password and the code that activates it, and has no code.
#[test]
fn the_welcome_by_e_mail_explains_how_to_obtain_the_password() {
    let words = [
        (Lang::Es, "«Contraseña permanente»", "código de activación"),
        (Lang::Ca, "«Contrasenya permanent»", "codi d'activació"),
        (
            Lang::CaValencia,
            "«Contrasenya permanent»",
            "codi d'activació",
        ),
        (Lang::Gl, "«Contrasinal permanente»", "código de activación"),
        (Lang::Eu, "«Pasahitz iraunkorra»", "Aktibazio-kodea"),
        (Lang::En, "“Permanent password”", "activation code"),
    ];
    for (lang, password, code) in words {
        let welcome = Notice::Welcome {
            activation_code: Some(ActivationCode::generate(&SeededEntropy::new(5))),
        };
        let Some(Composed::Email(email)) = say(lang, 1, welcome) else {
            panic!("no e-mail in {}", lang.tag())
        };
        assert!(email.text.contains(password), "{}", email.text);
        assert!(email.text.contains(code), "{}", email.text);
        let digits = email.text.chars().filter(char::is_ascii_digit).count();
        assert!(digits < 16, "{}", email.text);
    }
}

fn sms(lang: Lang, notice: Notice) -> String {
    match say(lang, 0, notice) {
        Some(Composed::Sms(sms)) => sms.text,
        other => panic!("no SMS: {other:?}"),
    }
}

fn email(lang: Lang, notice: Notice) -> Email {
    match say(lang, 1, notice) {
        Some(Composed::Email(email)) => email,
        other => panic!("no e-mail: {other:?}"),
    }
}

#[test]
fn every_text_message_fits_one_segment_in_every_language_with_the_longest_arguments() {
    let head = head("ADMINISTRAC", "+34 900 123 456");
    for lang in Lang::ALL {
        for notice in notices().into_iter().filter(|notice| ways(notice)[0]) {
            let [channel, ..] = channels();
            let outgoing = outgoing(lang, channel, notice);
            let Ok(Composed::Sms(sms)) = compose(&outgoing, since(), &head) else {
                panic!("{lang}: {} is no SMS", outgoing.kind_word());
            };
            let used = gsm7::septets(&sms.text);
            assert!(
                used.is_some_and(|used| used <= gsm7::SEGMENT),
                "{lang}, {}: {used:?} septets: {}",
                outgoing.kind_word(),
                sms.text
            );
        }
    }
}

/// An alert has the one link by which a person says that it was not them, on a line of its own.
#[test]
fn no_message_has_a_link_but_that_of_an_alert() {
    for lang in Lang::ALL {
        for (place, notice) in
            (0..2).flat_map(|place| notices().into_iter().map(move |n| (place, n)))
        {
            let link = notice.alert_link().map(|link| format!("{ALERTS}/{link}"));
            let text = match say(lang, place, notice) {
                Some(Composed::Sms(sms)) => sms.text,
                Some(Composed::Email(email)) => email.text,
                _ => continue,
            };
            let with_link: Vec<&str> = text.lines().filter(|line| line.contains("://")).collect();
            let expected = link.as_deref().filter(|_| place == 1);
            assert_eq!(
                with_link,
                expected.into_iter().collect::<Vec<_>>(),
                "{lang}: {text}"
            );
            let text = text.replace(expected.unwrap_or("://"), "");
            for sign in ["://", "www.", ".example", ".es ", "@"] {
                assert!(!text.contains(sign), "{lang}: {text}");
            }
        }
    }
}

#[test]
fn each_fact_travels_only_the_ways_that_suit_it() {
    for notice in notices() {
        for (place, fits) in ways(&notice).into_iter().enumerate() {
            assert_eq!(
                say(Lang::Es, place, notice.clone()).is_some(),
                fits,
                "{notice:?}, {place}"
            );
        }
    }
}

#[test]
fn the_pin_says_for_whom_it_is() {
    let pin = OneTimePin::parse("K7Q").unwrap();
    let notice = Notice::Pin {
        pin,
        relying_party: "Sede de Ejemplo".into(),
        minutes: 10,
    };
    assert_eq!(
        sms(Lang::Es, notice.clone()),
        "ALDABA: su PIN para Sede de Ejemplo es K7Q. Vale 10 min. No lo comparta con nadie."
    );
    assert_eq!(
        sms(Lang::Ca, notice.clone()),
        "ALDABA: el PIN per a Sede de Ejemplo és K7Q. Val 10 min. No el comparteixi."
    );
    assert_eq!(
        sms(Lang::CaValencia, notice.clone()),
        "ALDABA: el PIN per a Sede de Ejemplo és K7Q. Val 10 min. No el compartisca."
    );
    assert_eq!(
        sms(Lang::Gl, notice.clone()),
        "ALDABA: o seu PIN para Sede de Ejemplo é K7Q. Vale 10 min. Non o comparta con ninguén."
    );
    assert_eq!(
        sms(Lang::Eu, notice.clone()),
        "ALDABA: zure PINa K7Q da. Zerbitzua: Sede de Ejemplo. 10 minutuz balio du. Ez eman inori."
    );
    assert_eq!(
        sms(Lang::En, notice),
        "ALDABA: your PIN for Sede de Ejemplo is K7Q. Valid for 10 min. Do not share it with anyone."
    );
}

#[test]
fn a_long_name_of_a_relying_party_is_shortened_and_everything_else_stays() {
    let pin = OneTimePin::parse("K7Q").unwrap();
    let notice = Notice::Pin {
        pin,
        relying_party: LONG_PARTY.into(),
        minutes: 10,
    };
    assert_eq!(
        sms(Lang::Es, notice),
        "ALDABA: su PIN para Secretaria de Estado de Digitalizacion e Inteligencia Artificial del \
         Ministerio para... es K7Q. Vale 10 min. No lo comparta con nadie."
    );
}

#[test]
fn the_ready_certificate_is_told_with_its_code_in_groups() {
    let code = SecureVerificationCode::generate(&SeededEntropy::new(9));
    let text = sms(Lang::Es, Notice::CertificateReady { code: code.clone() });
    let expected = format!(
        "ALDABA: ya puede descargar su certificado en la sede. Codigo: {}",
        code.grouped()
    );
    assert_eq!(text, expected);
}

#[test]
fn the_subject_of_an_email_is_the_fact_and_its_first_line_says_since_when() {
    let email = email(
        Lang::Es,
        Notice::Welcome {
            activation_code: None,
        },
    );
    assert_eq!(email.subject, "Su registro está completado");
    let first = email.text.lines().next().unwrap();
    assert_eq!(
        first,
        "Su registro está completado desde el 22 de noviembre de 2026 a las 00:30."
    );
}

#[test]
fn every_email_ends_with_whom_to_call() {
    for (lang, last) in [
        (Lang::Es, "Si no ha sido usted, llame al 060."),
        (Lang::Ca, "Si no ha estat vostè, truqui al 060."),
        (Lang::CaValencia, "Si no ha sigut vosté, telefone al 060."),
        (Lang::Gl, "Se non foi vostede, chame ao 060."),
        (Lang::Eu, "Zu izan ez bazara, deitu telefono honetara: 060."),
        (Lang::En, "If it was not you, call 060."),
    ] {
        for notice in notices().into_iter().filter(|notice| ways(notice)[1]) {
            let email = email(lang, notice);
            assert!(!email.subject.is_empty());
            assert_eq!(email.text.lines().last(), Some(last));
        }
    }
}

/// Their own pages are closed to them: whoever cannot enter is told to call or to come.
#[test]
fn whoever_is_kept_out_is_not_sent_to_pages_that_they_cannot_open() {
    for (lang, activity) in [
        (Lang::Es, "actividad"),
        (Lang::Ca, "activitat"),
        (Lang::CaValencia, "activitat"),
        (Lang::Gl, "actividade"),
        (Lang::Eu, "jardueran"),
        (Lang::En, "activity"),
    ] {
        let sent_there = |how| {
            let at = since();
            email(lang, Notice::Intervened { how, at })
                .text
                .contains(activity)
        };
        let last = Date::constant(2026, 12, 1);
        assert!(!sent_there(Intervened::Suspended { last }), "{lang:?}");
        assert!(!sent_there(Intervened::Blocked), "{lang:?}");
        assert!(
            sent_there(Intervened::NewPassword),
            "{lang:?}: the word of the others"
        );
    }
}

#[test]
fn no_email_carries_an_activation_code() {
    let code = ActivationCode::generate(&SeededEntropy::new(5));
    let email = email(
        Lang::Es,
        Notice::Welcome {
            activation_code: Some(code.clone()),
        },
    );
    assert!(!email.text.contains(code.as_str()) && !email.text.contains(&code.grouped()));
}

#[test]
fn a_letter_carries_the_code_or_only_says_that_somebody_asked() {
    let code = LetterCode::generate(&SeededEntropy::new(5));
    for code in [Some(code), None] {
        let usable_until = Date::constant(2027, 1, 5);
        let notice = Notice::InvitationLetter {
            code: code.clone(),
            issued_at: since(),
            usable_until,
        };
        let Some(Composed::Letter(letter)) = say(Lang::Ca, 2, notice) else {
            panic!("no letter")
        };
        let Document::InvitationLetter(document) = letter.document else {
            panic!("another one")
        };
        assert_eq!(document.code, code);
        assert_eq!(document.usable_until, usable_until);
        assert_eq!(document.frame.lang, Lang::Ca);
        assert_eq!(document.frame.issued_at, since());
        assert_eq!(document.frame.body.name, "Organisme d'Exemple");
        assert_eq!(letter.subject, "Carta d'invitació");
        match code {
            Some(code) => assert_eq!(
                letter.text,
                format!(
                    "Carta d'invitació per a Ana Inventada Prueba. Codi: {}. Es pot usar fins al 5 \
                     de gener de 2027 a https://identidad.example/register.",
                    code.grouped()
                )
            ),
            None => assert!(letter.text.contains("Vostè ja està registrat")),
        }
    }
}

#[test]
fn every_month_has_its_words() {
    for lang in Lang::ALL {
        let texts = crate::texts::notices(lang);
        let mut seen: Vec<_> = (1..=12)
            .map(|month| dates::long(Date::constant(2026, month, 3), texts))
            .collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 12, "{lang}");
    }
    let texts = crate::texts::notices(Lang::Ca);
    assert_eq!(
        dates::long(Date::constant(2026, 4, 1), texts),
        "1 d'abril de 2026"
    );
    let texts = crate::texts::notices(Lang::Eu);
    let day = Date::constant(2026, 4, 1);
    assert_eq!(dates::long(day, texts), "2026ko apirilaren 1a");
    assert_eq!(dates::short(day, texts), "2026-04-01");
}

#[test]
fn refuses_an_alias_or_helpline_that_leaves_no_room() {
    let body = head("ALDABA", "060").body;
    let with = |alias: &str| Letterhead::new(Arc::clone(&body), alias, "x", "x").err();
    assert_eq!(with("ADMINISTRACION"), Some(LetterheadError::Alias));
    assert_eq!(with("GESTIÓN"), Some(LetterheadError::Alias));
    assert_eq!(with(""), Some(LetterheadError::Alias));
    assert_eq!(with("ALDABA"), None);
    let mut silent = (*body).clone();
    silent.contact.helpline = String::new();
    let silent = Letterhead::new(Arc::new(silent), "ALDABA", "x", "x").err();
    assert_eq!(silent, Some(LetterheadError::Helpline));
}
