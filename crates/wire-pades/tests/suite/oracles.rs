//! pyHanko and qpdf read what we write.
//!
//! They run with the Python that `ALDABA_TEST_PYTHON` names (`cargo xtask test` sets it), with
//! `pyHanko` and `typst` installed. Without it these tests fail, unless `ALDABA_TEST_TOOLS`
//! is `skip`.

use std::path::{Path, PathBuf};
use std::process::Command;

use wire_pades::{Placement, SignatureKind, SignatureOptions, inspect};

use crate::pdfs::{plain, tagged};
use crate::seals::Seal;

/// The Python to run, or `None` if the tools are to be skipped.
#[expect(clippy::disallowed_methods, reason = "set-up of the tests")]
fn python() -> Option<PathBuf> {
    if std::env::var("ALDABA_TEST_TOOLS").is_ok_and(|value| value == "skip") {
        return None;
    }
    let python = std::env::var_os("ALDABA_TEST_PYTHON");
    Some(PathBuf::from(python.expect(
        "ALDABA_TEST_PYTHON must name a Python with xtask/python/requirements.txt installed \
         (`cargo xtask test` makes one), or set ALDABA_TEST_TOOLS=skip",
    )))
}

fn run(program: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{}: {text}{errors}",
        program.display()
    );
    text
}

fn script(name: &str) -> String {
    format!("{}/tests/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn assert_sound(python: &Path, folder: &Path, seal: &Seal, signed: &[u8], certified: bool) {
    let (file, root) = (folder.join("signed.pdf"), folder.join("root.der"));
    std::fs::write(&file, signed).unwrap();
    std::fs::write(&root, &seal.root).unwrap();
    let (file, root) = (file.to_str().unwrap(), root.to_str().unwrap());
    let found = run(python, &[&script("validate.py"), file, root]);
    let expected = format!(
        "intact True valid True trusted True bottom_line True coverage ENTIRE_FILE docmdp {}",
        if certified { "NO_CHANGES" } else { "None" }
    );
    assert_eq!(found.trim(), expected);
    let checked = run(Path::new("qpdf"), &["--check", file]);
    assert!(
        checked.contains("No syntax or stream encoding errors found"),
        "{checked}"
    );
    inspect(signed, std::slice::from_ref(&seal.chain)).unwrap();
}

#[test]
fn independent_tools_find_every_kind_of_signature_sound() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    for seal in [Seal::p256(), Seal::rsa()] {
        for pdf in [plain(), tagged()] {
            assert_sound(&python, folder.path(), &seal, &seal.sign(&pdf), true);
        }
        let options = SignatureOptions {
            reason: Some("Razón".into()),
            placement: Placement::Area {
                page: 1,
                rect: [10.0, 10.0, 110.0, 40.0],
            },
            kind: SignatureKind::Approval,
            ..seal.options()
        };
        assert_sound(
            &python,
            folder.path(),
            &seal,
            &seal.sign_with(&tagged(), &options),
            false,
        );
    }
}

#[test]
fn a_tagged_archival_document_of_typst_stays_sound_and_keeps_its_conformance() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("typst.pdf");
    let path = path.to_str().unwrap();
    run(&python, &[&script("make_typst.py"), path]);
    let pdf = std::fs::read(path).unwrap();
    let seal = Seal::p256();
    let signed = seal.sign(&pdf);
    assert_sound(&python, folder.path(), &seal, &signed, true);
    // What the checkers of PDF/A-2b and PDF/UA-1 say must not change by signing.
    let signed_path = folder.path().join("signed.pdf");
    run(
        &python,
        &[
            &script("conformance.py"),
            path,
            signed_path.to_str().unwrap(),
        ],
    );
    for length in (0..signed.len()).step_by(97) {
        assert!(inspect(&signed[..length], std::slice::from_ref(&seal.chain)).is_err());
    }
}

#[test]
fn an_independent_validator_sees_the_revision_that_we_refuse() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let seal = Seal::p256();
    let signed = crate::pdfs::append(
        &seal.sign(&plain()),
        3,
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    );
    let (file, root) = (
        folder.path().join("more.pdf"),
        folder.path().join("root.der"),
    );
    std::fs::write(&file, &signed).unwrap();
    std::fs::write(&root, &seal.root).unwrap();
    let found = run(
        &python,
        &[
            &script("validate.py"),
            file.to_str().unwrap(),
            root.to_str().unwrap(),
        ],
    );
    assert!(found.contains("bottom_line False"), "{found}");
    assert!(inspect(&signed, &[seal.chain]).is_err());
}
