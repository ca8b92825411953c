//! Documents about invented people: short, long, from many countries, in every language.

use ports::{
    documents::{
        ApplicationReceipt, Document, DocumentFrame, IdentificationOutcome, IdentificationResult,
        InvitationLetter, IssuingBody, OffenceCertificate, RegistrationReceipt, Verification,
    },
    offence_register::Conviction,
};
use vocab::{
    ActivationCode, CountryCode, Date, EmailAddress, IdentityNumber, Lang, LetterCode, Line,
    PartialDate, PersonName, PhoneNumber, PostalAddress, SecureVerificationCode, SeededEntropy,
};

/// A name for files and failures, and the document.
pub(crate) type Sample = (&'static str, Document);

/// Every sample in one language; names of other scripts in Spanish only, as they do not depend on
/// the texts.
pub(crate) fn all(lang: Lang) -> Vec<Sample> {
    let mut samples = vec![
        ("letter", letter(lang, &amara(), &valencia(), true)),
        (
            "letter-registered",
            letter(lang, &amara(), &valencia(), false),
        ),
        (
            "letter-abroad",
            letter(lang, &name("Ελένη", "Παπαδοπούλου", None), &athens(), true),
        ),
        (
            "letter-longest",
            letter(lang, &longest(), &longest_address(), true),
        ),
        ("receipt", receipt(lang, &amara(), terms(lang))),
        (
            "receipt-longest",
            receipt(
                lang,
                &longest(),
                vec!["7. Título. ".to_owned() + &"Condición larga. ".repeat(60); 14],
            ),
        ),
        ("certificate", certificate(lang, &amara(), "NG", vec![])),
        (
            "certificate-spanish",
            certificate(lang, &name("Lucía", "Peña", Some("Sólo")), "ES", vec![]),
        ),
        (
            "certificate-european",
            certificate(lang, &name("Łukasz", "Żółkiewski", None), "PL", vec![]),
        ),
        (
            "certificate-longest",
            certificate(lang, &longest(), "GS", vec![]),
        ),
        (
            "certificate-positive",
            certificate(
                lang,
                &name("Rogelio", "Inventado", Some("Prueba")),
                "ES",
                vec![conviction(); 2],
            ),
        ),
        (
            "certificate-positive-one",
            certificate(
                lang,
                &name("Rogelio", "Inventado", Some("Prueba")),
                "ES",
                vec![conviction()],
            ),
        ),
        (
            "certificate-positive-many",
            certificate(lang, &longest(), "NG", vec![long_conviction(); 12]),
        ),
        (
            "application",
            application(lang, &amara(), Some("amara.okoro@correo.example")),
        ),
        ("application-longest", application(lang, &longest(), None)),
        (
            "application-markup",
            application(
                lang,
                &name("#evil() *x* $y$", "_a_ <b> @c", Some("\\ `d` {name} [e]")),
                None,
            ),
        ),
        (
            "identification",
            identification(lang, IdentificationOutcome::Confirmed),
        ),
        (
            "identification-refused",
            identification(lang, refused(false, Some("image_or_sound"))),
        ),
        (
            "identification-withdrawn",
            identification(lang, refused(true, None)),
        ),
    ];
    if lang != Lang::Es {
        return samples;
    }
    samples.extend(SCRIPTS.map(|(key, given, surname)| {
        (
            key,
            certificate(lang, &name(given, surname, None), "FR", vec![]),
        )
    }));
    samples
}

/// Names as their owners write them.
pub(crate) const SCRIPTS: [(&str, &str, &str); 10] = [
    ("name-greek", "Ελένη", "Παπαδοπούλου"),
    ("name-cyrillic", "Надія", "Шевченко-Ґалаґан"),
    ("name-serbian", "Љубица", "Ђорђевић"),
    ("name-vietnamese", "Nguyễn Thị", "Ánh Tuyết"),
    ("name-georgian", "ნინო", "ბერიძე"),
    ("name-armenian", "Անահիտ", "Հարությունյան"),
    ("name-romanian", "Ștefăniță", "Țuțuianu"),
    ("name-turkish", "Işıl", "Gülşen İğde"),
    ("name-icelandic", "Þórunn", "Æðardóttir"),
    ("name-catalan", "Gal·la", "d’Ibàñez i Çò"),
];

pub(crate) fn name(given: &str, surname1: &str, surname2: Option<&str>) -> PersonName {
    PersonName::parse(given, surname1, surname2).unwrap()
}

pub(crate) fn amara() -> PersonName {
    name("Amara", "Okoro", Some("Díaz"))
}

/// Three lines of the greatest length; one of them has no space.
fn longest() -> PersonName {
    let words =
        "Maximiliana-Guadalupe Inmaculada de los Ángeles y del Santísimo Sacramento ".repeat(3);
    let part: String = words.chars().take(Line::MAX_CHARS).collect();
    name(
        part.trim(),
        &"Wolfeschlegelsteinhausen".repeat(4),
        Some(part.trim()),
    )
}

fn valencia() -> PostalAddress {
    PostalAddress::parse(
        &["Calle de la Puerta Nueva, 14, 3.º B"],
        "46001",
        "València",
        Some("Valencia"),
        CountryCode::SPAIN,
    )
    .unwrap()
}

fn athens() -> PostalAddress {
    PostalAddress::parse(
        &["Οδός Παραδείγματος 7"],
        "105 57",
        "Αθήνα",
        None,
        CountryCode::parse("GR").unwrap(),
    )
    .unwrap()
}

fn longest_address() -> PostalAddress {
    let line = "Urbanización de los Ejemplos Interminables, bloque 14, escalera derecha, planta 3.ª, puerta B, buzón 9";
    let line: String = line.chars().take(Line::MAX_CHARS).collect();
    PostalAddress::parse(
        &[line.as_str(); 4],
        "46001",
        &line,
        Some("Provincia inventada"),
        CountryCode::parse("GB").unwrap(),
    )
    .unwrap()
}

pub(crate) fn frame(lang: Lang) -> DocumentFrame {
    DocumentFrame {
        lang,
        body: IssuingBody {
            name: match lang {
                Lang::Ca | Lang::CaValencia => "Administració d’Exemple",
                Lang::En => "Example Administration",
                Lang::Gl => "Administración de Exemplo",
                Lang::Eu => "Adibideko Administrazioa",
                Lang::Es => "Administración de Ejemplo",
            }
            .to_owned(),
            dir3: "E00000000".to_owned(),
            helpline: "060".to_owned(),
            address: vec!["Calle del Ejemplo, 1".to_owned(), "28000 Madrid".to_owned()],
            time_zone: "Europe/Madrid".to_owned(),
        },
        issued_at: "2026-11-22T09:42:17.25Z".parse().unwrap(),
    }
}

pub(crate) fn verification(seed: u64) -> Verification {
    Verification {
        code: SecureVerificationCode::generate(&SeededEntropy::new(seed)),
        address: "https://sede.ejemplo.es/csv".to_owned(),
    }
}

pub(crate) fn number() -> IdentityNumber {
    IdentityNumber::parse("X1234567L").unwrap()
}

pub(crate) fn letter_code() -> LetterCode {
    LetterCode::generate(&SeededEntropy::new(7))
}

pub(crate) fn activation_code() -> ActivationCode {
    ActivationCode::generate(&SeededEntropy::new(8))
}

fn letter(lang: Lang, name: &PersonName, address: &PostalAddress, invited: bool) -> Document {
    Document::InvitationLetter(InvitationLetter {
        frame: frame(lang),
        name: name.clone(),
        address: address.clone(),
        code: invited.then(letter_code),
        usable_until: Date::new(2027, 1, 6).unwrap(),
        register_address: "https://identidad.ejemplo.es/register".to_owned(),
    })
}

fn receipt(lang: Lang, name: &PersonName, terms: Vec<String>) -> Document {
    Document::RegistrationReceipt(RegistrationReceipt {
        frame: frame(lang),
        verification: verification(1),
        name: name.clone(),
        number: number(),
        phone: PhoneNumber::parse("+34 612 345 417").unwrap(),
        email: EmailAddress::parse("amara.okoro@correo.example").unwrap(),
        advanced: false,
        activation_code: activation_code(),
        terms_version: "2026-11".to_owned(),
        terms,
    })
}

pub(crate) fn certificate(
    lang: Lang,
    name: &PersonName,
    country: &str,
    entries: Vec<Conviction>,
) -> Document {
    Document::OffenceCertificate(OffenceCertificate {
        frame: frame(lang),
        verification: verification(2),
        name: name.clone(),
        number: number(),
        birth_date: PartialDate::parse("1991-05-03").unwrap(),
        nationality: CountryCode::parse(country).unwrap(),
        purpose: purpose(lang).to_owned(),
        reference: "2026-004817".to_owned(),
        entries,
    })
}

fn application(lang: Lang, name: &PersonName, email: Option<&str>) -> Document {
    Document::ApplicationReceipt(ApplicationReceipt {
        frame: frame(lang),
        verification: verification(3),
        name: name.clone(),
        number: number(),
        reference: "2026-004817".to_owned(),
        procedure: match lang {
            Lang::Ca | Lang::CaValencia => "Certificat de delictes de naturalesa sexual",
            Lang::En => "Certificate of sexual offences",
            Lang::Gl => "Certificado de delitos de natureza sexual",
            Lang::Eu => "Sexu-izaerako delituen ziurtagiria",
            Lang::Es => "Certificado de delitos de naturaleza sexual",
        }
        .to_owned(),
        purpose: purpose(lang).to_owned(),
        phone: PhoneNumber::parse("+34 612 345 417").unwrap(),
        email: email.map(|email| EmailAddress::parse(email).unwrap()),
    })
}

fn identification(lang: Lang, outcome: IdentificationOutcome) -> Document {
    Document::IdentificationResult(IdentificationResult {
        frame: frame(lang),
        verification: verification(4),
        name: amara(),
        number: number(),
        sent_at: frame(lang).issued_at,
        outcome,
    })
}

fn refused(withdrawn: bool, reason: Option<&str>) -> IdentificationOutcome {
    IdentificationOutcome::Refused {
        withdrawn,
        reason: reason.map(str::to_owned),
    }
}

fn purpose(lang: Lang) -> &'static str {
    match lang {
        Lang::Ca | Lang::CaValencia => "Treball o contacte habitual amb menors",
        Lang::En => "Work or habitual contact with minors",
        Lang::Gl => "Traballo ou contacto habitual con menores",
        Lang::Eu => "Adingabeekin lan egitea edo ohiko harremana izatea",
        Lang::Es => "Trabajo o contacto habitual con menores",
    }
}

fn conviction() -> Conviction {
    Conviction {
        court: "Audiencia Provincial de Ejemplo, Sección 3.ª".to_owned(),
        final_on: Date::new(2019, 3, 4).unwrap(),
        offence: "Agresión sexual (artículo 178 del Código Penal)".to_owned(),
        penalty: "Dos años de prisión e inhabilitación especial para profesiones con menores durante cinco años".to_owned(),
        cancelled: false,
    }
}

fn long_conviction() -> Conviction {
    let short = conviction();
    Conviction {
        offence: [short.offence.as_str(); 8].join("; "),
        penalty: [short.penalty.as_str(); 8].join("; "),
        ..short
    }
}

fn terms(lang: Lang) -> Vec<String> {
    let paragraphs = match lang {
        Lang::CaValencia => [
            "1. Què és este registre. És un servici públic i gratuït per a demostrar qui és vosté quan fa un tràmit per internet. Registrar-se és voluntari.",
            "2. Les seues dades. El nom i el número es prenen del registre oficial. Si canvien el mòbil o el correu, comunique-ho de seguida.",
            "3. Un mòbil, una persona. Cada número de mòbil servix per a un sol registre.",
        ],
        Lang::Gl => [
            "1. Que é este rexistro. É un servizo público e gratuíto para demostrar quen é vostede cando fai un trámite por internet. Rexistrarse é voluntario.",
            "2. Os seus datos. O seu nome e o seu número tómanse do rexistro oficial. Se cambian o seu móbil ou o seu correo, comuníqueo canto antes.",
            "3. Un móbil, unha persoa. Cada número de móbil serve para un só rexistro.",
        ],
        Lang::Eu => [
            "1. Zer den erregistro hau. Zerbitzu publikoa eta doakoa da, internetez izapide bat egiten duzunean nor zaren frogatzeko. Erregistratzea borondatezkoa da.",
            "2. Zure datuak. Zure izena eta zenbakia erregistro ofizialetik hartzen dira. Zure mugikorra edo helbide elektronikoa aldatzen bada, jakinarazi lehenbailehen.",
            "3. Mugikor bat, pertsona bat. Mugikor-zenbaki bakoitzak erregistro bakarrerako balio du.",
        ],
        Lang::Ca => [
            "1. Què és aquest registre. És un servei públic i gratuït per demostrar qui és vostè quan fa un tràmit per internet. Registrar-se és voluntari.",
            "2. Les seves dades. El nom i el número es prenen del registre oficial. Si canvien el mòbil o el correu, comuniqui-ho de seguida.",
            "3. Un mòbil, una persona. Cada número de mòbil serveix per a un sol registre.",
        ],
        Lang::En => [
            "1. What this registration is. It is a public service, free of charge, to prove who you are on the internet. Registering is voluntary.",
            "2. Your data. Your name and number are taken from the official register. If your phone or your e-mail changes, tell us as soon as you can.",
            "3. One phone, one person. Each mobile number serves one registration only.",
        ],
        Lang::Es => [
            "1. Qué es este registro. Es un servicio público y gratuito para demostrar quién es usted cuando hace un trámite por internet. Registrarse es voluntario.",
            "2. Sus datos. Su nombre y su número se toman del registro oficial. Si cambian su móvil o su correo, comuníquelo cuanto antes.",
            "3. Un móvil, una persona. Cada número de móvil sirve para un solo registro.",
        ],
    };
    paragraphs.map(str::to_owned).to_vec()
}
