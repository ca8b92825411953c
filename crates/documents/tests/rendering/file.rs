//! What is true of every file: standards, pages, codes, sameness.

use std::collections::BTreeMap;

use documents::Typesetter;
use ports::documents::Document;
use vocab::Lang;
use wire_pades::{SignatureOptions, prepare};

use crate::{contains, pages_of, rendered, sample, samples, tool};

mod every_sample_is_a_sound_archival_accessible_file_of_few_pages {
    use vocab::Lang;

    use super::sound_files;

    #[test]
    fn in_spanish() {
        sound_files(Lang::Es);
    }

    #[test]
    fn in_catalan() {
        sound_files(Lang::Ca);
    }

    #[test]
    fn in_valencian() {
        sound_files(Lang::CaValencia);
    }

    #[test]
    fn in_galician() {
        sound_files(Lang::Gl);
    }

    #[test]
    fn in_basque() {
        sound_files(Lang::Eu);
    }

    #[test]
    fn in_english() {
        sound_files(Lang::En);
    }
}

/// Renders every sample in one language and looks at each file: standards, language, pages.
fn sound_files(lang: Lang) {
    let typesetter = Typesetter::load().unwrap();
    let mut pages = BTreeMap::new();
    for (name, document) in samples::all(lang) {
        let pdf = typesetter
            .render(&document)
            .unwrap_or_else(|e| panic!("{name} {lang:?}: {e}"));
        tool("qpdf", &["--check"], &pdf, &[]);
        let tag = match lang {
            Lang::CaValencia => "/Lang(ca-ES)",
            Lang::Es => "/Lang(es)",
            Lang::Ca => "/Lang(ca)",
            Lang::Gl => "/Lang(gl)",
            Lang::Eu => "/Lang(eu)",
            Lang::En => "/Lang(en)",
        };
        for mark in [
            "<pdfaid:part>2<",
            "<pdfaid:conformance>A<",
            "<pdfuaid:part>1<",
            "/StructTreeRoot",
            tag,
        ] {
            assert!(contains(&pdf, mark), "{name} {lang:?}: {mark}");
        }
        pages.insert(name, pages_of(&pdf));
    }
    for single in [
        "letter",
        "letter-registered",
        "letter-abroad",
        "certificate",
        "certificate-spanish",
        "certificate-european",
        "application",
        "identification",
        "identification-refused",
        "identification-withdrawn",
    ] {
        assert_eq!(pages[single], 1, "{single} {lang:?}");
    }
    assert_eq!(pages["receipt"], 2, "{lang:?}");
    assert!(
        pages.values().all(|count| *count <= 12),
        "{lang:?} {pages:?}"
    );
}

#[test]
fn every_page_of_a_verifiable_document_has_its_code_and_address() {
    let typesetter = Typesetter::load().unwrap();
    for (name, seed) in [
        ("receipt", 1),
        ("certificate-positive-many", 2),
        ("application", 3),
        ("identification", 4),
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
fn every_document_can_take_the_seal() {
    let typesetter = Typesetter::load().unwrap();
    let options = SignatureOptions::sealed_at(samples::frame(Lang::Es).issued_at);
    for (name, document) in samples::all(Lang::Es) {
        let pdf = typesetter.render(&document).unwrap();
        assert!(prepare(&pdf, &options).is_ok(), "{name}");
    }
}
