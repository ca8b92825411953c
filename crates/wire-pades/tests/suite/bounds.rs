//! Hostile input: it may be refused, never panic, never run away.

use wire_pades::{MAX_FILE, PdfError, PrepareError, SignatureOptions, inspect, prepare};

use crate::pdfs::{file, plain, tagged};
use crate::seals::{Seal, now};

#[test]
fn refuses_every_truncation_of_a_signed_file() {
    let seal = Seal::p256();
    let chains = [seal.chain.clone()];
    let signed = seal.sign(&tagged());
    for length in 0..signed.len() {
        assert!(
            inspect(&signed[..length], &chains).is_err(),
            "{length} bytes were accepted"
        );
    }
}

#[test]
fn refuses_every_truncation_of_a_file_to_be_signed() {
    let options = SignatureOptions::sealed_at(now());
    for pdf in [plain(), tagged()] {
        for length in 0..pdf.len() {
            assert!(
                prepare(&pdf[..length], &options).is_err(),
                "{length} bytes were accepted"
            );
        }
    }
}

#[test]
fn survives_every_byte_being_any_delimiter() {
    let options = SignatureOptions {
        reserve: 1,
        ..SignatureOptions::sealed_at(now())
    };
    let pdf = tagged();
    for at in 0..pdf.len() {
        for byte in *b"()<>[]/%\\ \n09R#" {
            let mut changed = pdf.clone();
            changed[at] = byte;
            // Either result is fine; what counts is that there is one.
            let _ = prepare(&changed, &options);
        }
    }
}

#[test]
fn refuses_files_that_are_too_long() {
    let error = prepare(&vec![0; MAX_FILE + 1], &SignatureOptions::sealed_at(now())).unwrap_err();
    assert!(matches!(
        error,
        PrepareError::Pdf(PdfError::TooLarge { .. })
    ));
}

#[test]
fn ends_when_the_page_tree_loops() {
    let pdf = file(
        &[
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[2 0 R 2 0 R]>>",
        ],
        "",
    );
    assert!(prepare(&pdf, &SignatureOptions::sealed_at(now())).is_err());
}

#[test]
fn ends_when_a_table_claims_more_than_the_file_has() {
    let text = String::from_utf8_lossy(&plain()).replace("\n0 4\n", "\n0 4294967295\n");
    assert!(prepare(text.as_bytes(), &SignatureOptions::sealed_at(now())).is_err());
}
