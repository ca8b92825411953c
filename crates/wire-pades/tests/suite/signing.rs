//! What a signed file looks like, and what is refused.

use wire_pades::{
    CertificateChain, ChainError, FinishError, PdfError, Placement, PrepareError, SignatureKind,
    SignatureOptions, Unsupported, inspect, prepare,
};

use crate::pdfs::{self, append, file, find, plain, tagged};
use crate::seals::{Seal, now};

#[test]
fn repeats_the_original_byte_for_byte_and_is_accepted_by_the_verifier() {
    for seal in [Seal::p256(), Seal::rsa()] {
        for pdf in [plain(), tagged()] {
            let signed = seal.sign(&pdf);
            assert!(signed.starts_with(&pdf));
            let inspected = inspect(&signed, std::slice::from_ref(&seal.chain)).unwrap();
            assert_eq!(inspected.signed_at, now());
            assert_eq!(inspected.original_len, pdf.len());
            assert_eq!(inspected.chain, 0);
        }
    }
}

#[test]
fn finds_the_seal_among_several() {
    let (old, new) = (Seal::p256(), Seal::p256());
    let signed = new.sign(&plain());
    assert_eq!(inspect(&signed, &[old.chain, new.chain]).unwrap().chain, 1);
}

#[test]
fn repeats_root_info_and_the_first_half_of_the_identifier() {
    let signed = Seal::p256().sign(&tagged());
    let trailer = String::from_utf8_lossy(&signed[find(&signed, "trailer")..]).into_owned();
    assert!(
        trailer.contains("/Root 1 0 R/Info 10 0 R/ID[(first=)<"),
        "{trailer}"
    );
    assert!(trailer.contains("/Size 15"), "{trailer}");
    assert!(trailer.contains("/Prev "), "{trailer}");
    assert!(!trailer.contains("second="), "{trailer}");
}

#[test]
fn tags_the_invisible_widget() {
    let signed = Seal::p256().sign(&tagged());
    let text = String::from_utf8_lossy(&signed);
    assert!(text.contains(
        "/S/Form/P 6 0 R/Pg 3 0 R/Alt(Electronic seal)/K<</Type/OBJR/Pg 3 0 R/Obj 12 0 R>>"
    ));
    assert!(
        text.contains("/K[8 0 R 14 0 R]"),
        "the Document element lists the form"
    );
    assert!(
        text.contains("/Nums[0 7 0 R 1 7 0 R 2 8 0 R 3 14 0 R]"),
        "the parent tree leads back"
    );
    assert!(text.contains("/ParentTreeNextKey 4"));
    assert!(text.contains("/Annots[9 0 R 12 0 R]"));
    assert!(text.contains("/F 132/StructParent 3/Rect[0 0 0 0]"));
}

#[test]
fn reserves_no_more_than_the_signature_takes() {
    let seal = Seal::rsa();
    let signed = seal.sign(&plain());
    let padding = signed.windows(2).skip(find(&signed, "/M(D:") - 40).take(39);
    let zeros = padding.filter(|w| *w == b"00").count();
    assert!(zeros < 39, "the container fills its place");
    let options = SignatureOptions {
        reserve: seal.chain.container_len() - 1,
        ..seal.options()
    };
    let refused = prepare(&plain(), &options)
        .unwrap()
        .signed_attributes(&seal.chain)
        .unwrap_err();
    assert!(matches!(refused, FinishError::ReserveTooSmall { .. }));
}

#[test]
fn gives_the_same_revision_for_the_same_input() {
    let seal = Seal::rsa();
    assert_eq!(seal.sign(&tagged()), seal.sign(&tagged()));
}

#[test]
fn writes_words_in_any_script_and_a_visible_area() {
    let seal = Seal::p256();
    let options = SignatureOptions {
        field_label: "Sello electrónico".into(),
        signer_name: Some("Órgano (inventado)".into()),
        reason: Some(r"a\b".into()),
        location: Some("Ծ".into()),
        contact: Some("sede@example.org".into()),
        placement: Placement::Area {
            page: 1,
            rect: [10.0, 10.0, 110.5, 40.0],
        },
        kind: SignatureKind::Approval,
        ..seal.options()
    };
    let signed = seal.sign_with(&tagged(), &options);
    let text = String::from_utf8_lossy(&signed);
    assert!(text.contains("/Reason(a\\\\b)/Location<FEFF053E>"));
    assert!(text.contains("/Rect[10 10 110.5 40]/AP<</N "));
    assert!(text.contains("/BBox[0 0 100.5 30]"));
    assert!(!text.contains("/DocMDP"), "an approval certifies nothing");
    inspect(&signed, &[seal.chain]).unwrap();
}

#[test]
fn keeps_annotations_that_are_an_object_of_their_own() {
    let pdf = file(
        &[
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots 4 0 R>>",
            "[]",
        ],
        "",
    );
    let seal = Seal::p256();
    let signed = seal.sign(&pdf);
    assert!(String::from_utf8_lossy(&signed).contains("4 0 obj\n[ 6 0 R]\nendobj"));
    inspect(&signed, &[seal.chain]).unwrap();
}

#[test]
fn extends_a_file_that_already_has_revisions() {
    let seal = Seal::p256();
    let pdf = append(
        &plain(),
        2,
        "<</Type/Pages/Count 1/Kids[3 0 R]/Extra true>>",
    );
    inspect(&seal.sign(&pdf), &[seal.chain]).unwrap();
}

#[test]
fn refuses_what_it_cannot_extend_and_says_why() {
    let with_catalog = |entries: &str| {
        let catalog = format!("<</Type/Catalog/Pages 2 0 R{entries}>>");
        file(&[&catalog, "<</Type/Pages/Count 0/Kids[]>>"], "")
    };
    let one_page = |trailer: &str| {
        file(
            &[
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[3 0 R]>>",
                "<</Type/Page>>",
            ],
            trailer,
        )
    };
    let cases = [
        (with_catalog("/AcroForm<<>>"), Unsupported::Form),
        (with_catalog("/Acro#46orm<<>>"), Unsupported::Form),
        (with_catalog("/Perms<<>>"), Unsupported::Permissions),
        (with_catalog(""), Unsupported::PageMissing),
        (one_page("/Encrypt 9 0 R"), Unsupported::Encrypted),
        (one_page("/XRefStm 15"), Unsupported::HybridReference),
        (one_page("/Prev 99999"), Unsupported::Linearised),
        (
            b"%PDF-1.7\n1 0 obj\n<</Type/XRef>>stream\n\nendstream endobj\nstartxref\n9\n%%EOF"
                .to_vec(),
            Unsupported::CrossReferenceStream,
        ),
    ];
    for (pdf, reason) in cases {
        let error = prepare(&pdf, &SignatureOptions::sealed_at(now())).unwrap_err();
        assert_eq!(error, PrepareError::Pdf(PdfError::Unsupported(reason)));
    }
    let signed = Seal::p256().sign(&plain());
    let again = prepare(&signed, &SignatureOptions::sealed_at(now())).unwrap_err();
    assert_eq!(
        again,
        PrepareError::Pdf(PdfError::Unsupported(Unsupported::Form))
    );
}

#[test]
fn refuses_structure_trees_that_it_would_damage() {
    for (from, to, reason) in [
        ("/K[6 0 R]", "/K[6 6 6]", Unsupported::StructureRoot),
        (
            "/ParentTree<</Nums",
            "/ParentTree<</Kids",
            Unsupported::ParentTree,
        ),
    ] {
        let pdf = pdfs::replace(&tagged(), from, to);
        let error = prepare(&pdf, &SignatureOptions::sealed_at(now())).unwrap_err();
        assert_eq!(error, PrepareError::Pdf(PdfError::Unsupported(reason)));
    }
}

#[test]
fn refuses_options_that_make_no_sense() {
    let base = SignatureOptions::sealed_at(now());
    let area = |rect| Placement::Area { page: 0, rect };
    let cases = [
        (
            SignatureOptions {
                field_name: "a.b".into(),
                ..base.clone()
            },
            PrepareError::FieldName,
        ),
        (
            SignatureOptions {
                field_name: String::new(),
                ..base.clone()
            },
            PrepareError::FieldName,
        ),
        (
            SignatureOptions {
                reserve: 0,
                ..base.clone()
            },
            PrepareError::Reserve,
        ),
        (
            SignatureOptions {
                reserve: usize::MAX,
                ..base.clone()
            },
            PrepareError::Reserve,
        ),
        (
            SignatureOptions {
                placement: area([5.0, 5.0, 1.0, 9.0]),
                ..base.clone()
            },
            PrepareError::Area,
        ),
        (
            SignatureOptions {
                placement: area([0.0, 0.0, f32::NAN, 9.0]),
                ..base
            },
            PrepareError::Area,
        ),
    ];
    for (options, error) in cases {
        assert_eq!(prepare(&plain(), &options).unwrap_err(), error);
    }
}

#[test]
fn refuses_to_sign_outside_the_validity_of_the_certificate() {
    let seal = Seal::p256();
    let late = "2036-01-01T00:00:01Z".parse().unwrap();
    let options = SignatureOptions {
        signed_at: late,
        ..seal.options()
    };
    let error = prepare(&plain(), &options)
        .unwrap()
        .signed_attributes(&seal.chain)
        .unwrap_err();
    assert_eq!(error, FinishError::OutsideValidity);
}

#[test]
fn refuses_bytes_that_are_no_signature() {
    let seal = Seal::p256();
    let to_be_signed = prepare(&plain(), &seal.options())
        .unwrap()
        .signed_attributes(&seal.chain)
        .unwrap();
    assert_eq!(
        to_be_signed.clone().finish(&[0; 64]).unwrap_err(),
        FinishError::SignatureShape
    );
    assert_eq!(
        to_be_signed.finish(&[]).unwrap_err(),
        FinishError::SignatureShape
    );
    let rsa = Seal::rsa();
    let to_be_signed = prepare(&plain(), &rsa.options())
        .unwrap()
        .signed_attributes(&rsa.chain)
        .unwrap();
    assert_eq!(
        to_be_signed.finish(&[1; 4096]).unwrap_err(),
        FinishError::SignatureShape
    );
}

#[test]
fn refuses_chains_that_do_not_link() {
    let (one, other) = (Seal::p256(), Seal::p256());
    let signer = one.chain.signer();
    assert!(
        CertificateChain::from_der(&[signer]).is_ok(),
        "the root may be left out"
    );
    assert!(CertificateChain::from_der(&[signer, &one.root]).is_ok());
    let error = CertificateChain::from_der(&[signer, other.chain.signer()]).unwrap_err();
    assert_eq!(error, ChainError::NotLinked { position: 0 });
    let error = CertificateChain::from_der(&[signer, b"x"]).unwrap_err();
    assert_eq!(error, ChainError::NotDer { position: 1 });
    assert!(matches!(
        CertificateChain::from_der::<&[u8]>(&[]),
        Err(ChainError::Length { count: 0, .. })
    ));
}
