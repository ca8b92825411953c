//! What is true of every file: standards, pages, codes, sameness.

use std::collections::BTreeMap;

use documents::Typesetter;
use ports::documents::Document;
use vocab::Lang;
use wire_pades::{SignatureOptions, prepare};

use crate::{LANGUAGES, contains, pages_of, rendered, sample, samples, tool};

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
