//! Every template with every sample in every language, read back by independent tools.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::{
    collections::BTreeMap,
    fs,
    num::NonZeroUsize,
    path::Path,
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use documents::{RenderPool, Typesetter};
use ports::documents::{Document, DocumentRenderer, RenderError};
use vocab::Lang;

mod samples;

const LANGUAGES: [Lang; 3] = [Lang::Es, Lang::Ca, Lang::En];

/// Runs a tool on a PDF and gives what it prints.
fn tool(program: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("documents-{}-{number}.pdf", std::process::id());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, pdf).unwrap();
    let output = Command::new(program)
        .args(before)
        .arg(&path)
        .args(after)
        .output()
        .unwrap_or_else(|error| panic!("{program} (packages poppler-utils and qpdf): {error}"));
    fs::remove_file(&path).unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{program}: {text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

/// The text of a PDF in reading order, with single spaces.
fn text_of(pdf: &[u8]) -> String {
    let text = tool("pdftotext", &["-enc", "UTF-8"], pdf, &["-"]);
    text.replace('\u{200b}', "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn pages_of(pdf: &[u8]) -> usize {
    let info = tool("pdfinfo", &[], pdf, &[]);
    let line = info
        .lines()
        .find_map(|line| line.strip_prefix("Pages:"))
        .unwrap();
    line.trim().parse().unwrap()
}

fn contains(pdf: &[u8], needle: &str) -> bool {
    pdf.windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

fn sample(lang: Lang, wanted: &str) -> Document {
    samples::all(lang)
        .into_iter()
        .find(|(name, _)| *name == wanted)
        .unwrap()
        .1
}

fn rendered(lang: Lang, wanted: &str) -> Vec<u8> {
    Typesetter::load()
        .unwrap()
        .render(&sample(lang, wanted))
        .unwrap()
}

#[test]
fn every_sample_renders_in_every_language_as_a_sound_archival_accessible_file() {
    let typesetter = Typesetter::load().unwrap();
    for lang in LANGUAGES {
        for (name, document) in samples::all(lang) {
            let pdf = typesetter
                .render(&document)
                .unwrap_or_else(|e| panic!("{name} {lang:?}: {e}"));
            tool("qpdf", &["--check"], &pdf, &[]);
            for mark in [
                "<pdfaid:part>2<",
                "<pdfaid:conformance>A<",
                "<pdfuaid:part>1<",
                "/StructTreeRoot",
            ] {
                assert!(contains(&pdf, mark), "{name} {lang:?}: {mark}");
            }
        }
    }
}

#[test]
fn most_documents_fit_one_page_and_none_is_endless() {
    let typesetter = Typesetter::load().unwrap();
    for lang in LANGUAGES {
        let pages: BTreeMap<_, _> = samples::all(lang)
            .into_iter()
            .map(|(name, document)| (name, pages_of(&typesetter.render(&document).unwrap())))
            .collect();
        for single in [
            "letter",
            "letter-registered",
            "letter-abroad",
            "certificate",
            "certificate-spanish",
            "certificate-european",
            "application",
        ] {
            assert_eq!(pages[single], 1, "{single} {lang:?}");
        }
        assert_eq!(pages["receipt"], 2, "{lang:?}");
        assert!(
            pages.values().all(|count| *count <= 12),
            "{lang:?} {pages:?}"
        );
    }
}

#[test]
fn every_page_of_a_verifiable_document_has_its_code_and_address() {
    let typesetter = Typesetter::load().unwrap();
    for (name, seed) in [
        ("receipt", 1),
        ("certificate-positive-many", 2),
        ("application", 3),
    ] {
        let pdf = typesetter.render(&sample(Lang::Es, name)).unwrap();
        let code = samples::verification(seed).code.grouped();
        for page in 1..=pages_of(&pdf) {
            let number = page.to_string();
            let text = tool("pdftotext", &["-f", &number, "-l", &number], &pdf, &["-"]);
            assert!(text.contains(&code), "{name} page {page}");
            assert!(text.contains("sede.ejemplo.es/csv"), "{name} page {page}");
            assert!(
                text.contains(&format!("Página {page} de {}", pages_of(&pdf))),
                "{name} page {page}"
            );
        }
    }
}

#[test]
fn the_letter_says_all_that_is_needed_to_register() {
    let code = samples::letter_code().grouped();
    for (lang, until) in [
        (Lang::Es, "6 de enero de 2027"),
        (Lang::Ca, "6 de gener de 2027"),
        (Lang::En, "6 January 2027"),
    ] {
        let text = text_of(&rendered(lang, "letter"));
        for needed in [
            &code,
            until,
            "Amara Okoro Díaz",
            "46001 València",
            "identidad.ejemplo.es/register",
            "060",
            "1.",
            "5.",
        ] {
            assert!(text.contains(needed), "{lang:?}: {needed}\n{text}");
        }
        assert!(
            !text.contains("https://"),
            "an address is printed as people type it"
        );
    }
}

#[test]
fn the_letter_to_a_registered_person_carries_no_code() {
    for lang in LANGUAGES {
        let text = text_of(&rendered(lang, "letter-registered"));
        assert!(
            !text.contains(&samples::letter_code().grouped()),
            "{lang:?}"
        );
        assert!(
            !text.contains("XXXX"),
            "{lang:?}: no drawing of a field for a code"
        );
        assert!(text.contains("Amara Okoro Díaz"), "{lang:?}");
    }
}

#[test]
fn the_address_lies_in_the_window_and_the_code_below_the_fold() {
    const MM: f64 = 72.0 / 25.4;
    for name in ["letter", "letter-abroad", "letter-longest"] {
        let pdf = rendered(Lang::Es, name);
        let boxes = tool("pdftotext", &["-bbox", "-f", "1", "-l", "1"], &pdf, &["-"]);
        let words: Vec<(f64, f64, f64, f64, &str)> = boxes.lines().filter_map(word).collect();
        let right: Vec<_> = words
            .iter()
            .filter(|w| w.1 > 45.0 * MM && w.3 < 99.0 * MM && w.0 > 100.0 * MM)
            .collect();
        assert!(!right.is_empty(), "{name}");
        for (x0, y0, x1, y1, text) in right {
            assert!(
                *x0 >= 107.0 * MM && *x1 <= 192.0 * MM && *y0 >= 48.0 * MM && *y1 <= 86.0 * MM,
                "{name}: {text}"
            );
        }
        let code = words
            .iter()
            .find(|w| w.4.contains(&samples::letter_code().grouped()))
            .unwrap();
        assert!(
            code.1 > 99.0 * MM,
            "{name}: the code shows in the envelope's window"
        );
    }
}

/// `<word xMin="…" yMin="…" xMax="…" yMax="…">text</word>`.
fn word(line: &str) -> Option<(f64, f64, f64, f64, &str)> {
    let parts: Vec<&str> = line.trim().strip_prefix("<word ")?.split('"').collect();
    let number = |index: usize| parts[index].parse().ok();
    let text = parts.get(8)?.strip_prefix('>')?.strip_suffix("</word>")?;
    Some((number(1)?, number(3)?, number(5)?, number(7)?, text))
}

#[test]
fn the_receipt_has_code_masked_data_instructions_and_terms() {
    let text = text_of(&rendered(Lang::Es, "receipt"));
    let code = samples::activation_code().grouped();
    for needed in [
        &code,
        "Amara Okoro Díaz",
        "X1234567L",
        "******417",
        "a***@correo.example",
        "Registro básico",
        "22 de noviembre de 2026, a las 10:42",
        "Cómo activar la contraseña",
        "Versión 2026-11",
        "3. Un móvil, una persona",
        "Cada número de móvil sirve para un solo registro.",
    ] {
        assert!(text.contains(needed), "{needed}\n{text}");
    }
    for hidden in ["612 345", "612345", "amara.okoro"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
}

#[test]
fn the_negative_certificate_says_what_the_law_asks() {
    let text = text_of(&rendered(Lang::Es, "certificate"));
    for needed in [
        "Registro Central de Delincuentes Sexuales y de Trata de Seres Humanos",
        "certifica que, en el día de la fecha, consultada su base de datos, no consta información penal relativa a:",
        "Amara Okoro Díaz",
        "X1234567L",
        "3 de mayo de 1991",
        "Nigeria",
        "22 de noviembre de 2026, a las 10:42",
        "Trabajo o contacto habitual con menores",
        "2026-004817",
        "artículo 57 de la Ley Orgánica 8/2021",
        "Artículo 13.5 de la Ley Orgánica 1/1996",
        "Real Decreto 1110/2015",
        "22 caracteres",
        "responsable de comprobar",
        "actuación administrativa automatizada",
        "en la fecha y hora de expedición",
        "debe presentar además el certificado de su país",
        "Sellado electrónicamente",
    ] {
        assert!(text.contains(needed), "{needed}\n{text}");
    }
    assert!(!text.contains("Anotación"));
}

#[test]
fn the_certificate_asks_only_those_whose_state_does_not_answer_for_another_one() {
    let note = "el certificado de su país";
    assert!(
        text_of(&rendered(Lang::Es, "certificate"))
            .contains("debe presentar además el certificado")
    );
    assert!(
        text_of(&rendered(Lang::Es, "certificate-european"))
            .contains("no tiene que aportar el certificado")
    );
    assert!(!text_of(&rendered(Lang::Es, "certificate-spanish")).contains(note));
}

#[test]
fn the_positive_certificate_transcribes_every_entry() {
    let text = text_of(&rendered(Lang::Es, "certificate-positive"));
    for needed in [
        "Constan 2 anotaciones",
        "Anotación 1 de 2",
        "Anotación 2 de 2",
        "Audiencia Provincial de Ejemplo",
        "4 de marzo de 2019",
        "Agresión sexual (artículo 178 del Código Penal)",
        "Dos años de prisión",
    ] {
        assert!(text.contains(needed), "{needed}\n{text}");
    }
    assert!(!text.contains("No consta") && !text.contains("no consta"));
    assert!(
        text_of(&rendered(Lang::Es, "certificate-positive-one")).contains("Consta una anotación")
    );
}

#[test]
fn the_receipt_of_an_application_says_what_was_asked_by_whom_and_when() {
    let text = text_of(&rendered(Lang::En, "application"));
    for needed in [
        "2026-004817",
        "Certificate of sexual offences",
        "22 November 2026, at 10:42",
        "Amara Okoro Díaz",
        "X1234567L",
        "a***@correo.example",
    ] {
        assert!(text.contains(needed), "{needed}\n{text}");
    }
}

#[test]
fn markup_in_data_stays_text() {
    let text = text_of(&rendered(Lang::Es, "application-markup"));
    assert!(
        text.contains(r"#evil() *x* $y$ _a_ <b> @c \ `d` {name} [e]"),
        "{text}"
    );
}

#[test]
fn names_of_every_european_script_are_printed_as_their_owners_write_them() {
    let typesetter = Typesetter::load().unwrap();
    for (key, given, surname) in samples::SCRIPTS {
        let text = text_of(&typesetter.render(&sample(Lang::Es, key)).unwrap());
        assert!(
            text.contains(&format!("{given} {surname}")),
            "{key}: {text}"
        );
    }
}

#[test]
fn a_name_that_cannot_be_printed_is_refused_with_the_character() {
    let typesetter = Typesetter::load().unwrap();
    let document = samples::certificate(Lang::Es, &samples::name("小龙", "Li", None), "CN", vec![]);
    assert!(matches!(
        typesetter.render(&document),
        Err(RenderError::Unprintable('小'))
    ));
}

#[test]
fn content_without_end_is_refused() {
    let typesetter = Typesetter::load().unwrap();
    let Document::RegistrationReceipt(mut receipt) = sample(Lang::Es, "receipt") else {
        panic!()
    };
    receipt.terms = vec!["a".to_owned(); 1_500];
    let refusal = typesetter.render(&Document::RegistrationReceipt(receipt.clone()));
    assert!(
        matches!(refusal, Err(RenderError::TooLong(pages)) if pages > 20),
        "{refusal:?}"
    );
    receipt.terms = vec!["palabra ".repeat(1_000); 100];
    let refusal = typesetter.render(&Document::RegistrationReceipt(receipt));
    assert!(
        matches!(refusal, Err(RenderError::TooLong(201))),
        "{refusal:?}"
    );
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let (one, other) = (Typesetter::load().unwrap(), Typesetter::load().unwrap());
    for (name, document) in samples::all(Lang::Es) {
        let first = one.render(&document).unwrap();
        assert!(
            first == one.render(&document).unwrap(),
            "{name}: twice in one typesetter"
        );
        assert!(
            first == other.render(&document).unwrap(),
            "{name}: in another typesetter"
        );
    }
}

#[test]
fn two_documents_never_share_the_identifier_of_the_file() {
    let permanent_id = |pdf: &[u8]| {
        let start = pdf
            .windows(4)
            .rposition(|window| window == b"/ID[")
            .unwrap();
        pdf[start..start + 30].to_vec()
    };
    let document = sample(Lang::Es, "certificate");
    let Document::OffenceCertificate(mut other) = document.clone() else {
        panic!()
    };
    other.verification = samples::verification(99);
    let typesetter = Typesetter::load().unwrap();
    let first = typesetter.render(&document).unwrap();
    let second = typesetter
        .render(&Document::OffenceCertificate(other))
        .unwrap();
    assert_ne!(permanent_id(&first), permanent_id(&second));
}

#[test]
fn the_file_says_when_it_was_issued_by_whom_and_in_which_language() {
    let pdf = rendered(Lang::Ca, "certificate");
    let info = tool("pdfinfo", &["-isodates"], &pdf, &[]);
    for needed in [
        "Certificat de delictes de naturalesa sexual",
        "Administració d’Exemple",
        "2026-11-22T09:42:17Z",
        "Tagged:          yes",
    ] {
        assert!(info.contains(needed), "{needed}\n{info}");
    }
    assert!(contains(&pdf, "/Lang(ca)"));
}

#[test]
fn the_pool_renders_what_the_typesetter_renders() {
    let pool = RenderPool::start(NonZeroUsize::new(2).unwrap()).unwrap();
    let documents: Vec<_> = samples::all(Lang::En)
        .into_iter()
        .map(|(_, document)| document)
        .take(4)
        .collect();
    let typesetter = Typesetter::load().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    for document in &documents {
        let pdf = runtime.block_on(pool.render(document)).unwrap();
        assert!(pdf == typesetter.render(document).unwrap());
    }
}

#[test]
fn a_full_queue_says_so_at_once() {
    let pool = RenderPool::with_queue(NonZeroUsize::MIN, 1).unwrap();
    let document = sample(Lang::Es, "certificate");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    // The futures are kept, so that nobody has gone; more than one thread can take at once.
    let waiting: Vec<_> = (0..8).map(|_| pool.render(&document)).collect();
    let results: Vec<_> = waiting
        .into_iter()
        .map(|render| runtime.block_on(render))
        .collect();
    assert!(results.iter().any(Result::is_ok));
    assert!(
        results
            .iter()
            .any(|result| matches!(result, Err(RenderError::Overloaded)))
    );
}
