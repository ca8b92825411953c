//! From an empty folder to a sealed document, and from files to a seal.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::Command;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keys::seal_files::{enrolled, load_chain};
use keys::{
    KeyEncryptionKey, KeyRing, KeyShelf as _, MemoryShelf, PadesSealer, SealFiles, SealFilesError,
    SealSubject, SealWords, SoftwareSigner, demo_seal,
};
use ports::BoxFuture;
use ports::documents::{DocumentSealError, DocumentSealer as _};
use ports::signing::SignError;
use vocab::{ManualClock, SignedDuration, Timestamp};
use wire_pades::Refusal;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn morning() -> Timestamp {
    at("2026-11-05T08:00:00Z")
}

fn wait<T>(future: BoxFuture<'_, T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a software key waited"),
    }
}

fn ring() -> Arc<KeyRing> {
    let kek = Arc::new(KeyEncryptionKey::ephemeral());
    Arc::new(KeyRing::open(Box::new(MemoryShelf::default()), kek).unwrap())
}

fn signer(ring: &Arc<KeyRing>) -> SoftwareSigner {
    let clock = Arc::new(ManualClock::new(morning()));
    SoftwareSigner::new(Arc::clone(ring), clock, SignedDuration::from_hours(24))
}

fn subject() -> SealSubject {
    SealSubject::invented(
        "Ministerio Inventado de Ejemplos",
        "SELLO DE LA SEDE DE DEMOSTRACIÓN",
    )
}

fn words() -> SealWords {
    SealWords {
        field_label: "Sello electrónico".into(),
        ..SealWords::default()
    }
}

fn sealer(ring: &Arc<KeyRing>) -> PadesSealer {
    PadesSealer::new(Arc::new(signer(ring)), Arc::clone(ring), words()).unwrap()
}

/// One page, made by hand.
fn pdf() -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut table = String::from("xref\n0 4\n0000000000 65535 f\r\n");
    for (number, body) in [
        (1, "<</Type/Catalog/Pages 2 0 R>>"),
        (2, "<</Type/Pages/Count 1/Kids[3 0 R]>>"),
        (
            3,
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>>>",
        ),
    ] {
        table += &format!("{:010} 00000 n\r\n", out.len());
        out += &format!("{number} 0 obj\n{body}\nendobj\n");
    }
    let start = out.len();
    out += &format!(
        "{table}trailer\n<</Size 4/Root 1 0 R/ID[<00><00>]>>\nstartxref\n{start}\n%%EOF\n"
    );
    out.into_bytes()
}

#[test]
fn the_demonstration_seals_and_recognises_its_documents() {
    let ring = ring();
    let chain = demo_seal(&ring, &subject(), morning()).unwrap();
    let sealer = sealer(&ring);
    let sealed = wait(sealer.seal(&pdf(), "Certificado", morning())).unwrap();
    assert_eq!(sealer.inspect(&sealed).unwrap().signed_at, morning());
    assert_eq!(sealer.certificate(), chain[0]);
    let mut changed = sealed.clone();
    changed[20] ^= 1;
    assert!(sealer.inspect(&changed).is_err());
    assert_ne!(sealer.digest(&changed), sealer.digest(&sealed));
    assert_eq!(sealer.inspect(&pdf()).unwrap_err(), Refusal::NotSigned);
}

#[test]
fn the_seal_of_the_demonstration_stays_until_it_must_be_renewed() {
    let ring = ring();
    let first = demo_seal(&ring, &subject(), morning()).unwrap();
    assert_eq!(
        demo_seal(&ring, &subject(), at("2031-01-01T00:00:00Z")).unwrap(),
        first
    );
    let later = at("2031-11-01T00:00:00Z");
    let renewed = demo_seal(&ring, &subject(), later).unwrap();
    assert_ne!(renewed[0], first[0]);
    assert_eq!(renewed[1], first[1], "the authority stays");
    assert_eq!(ring.seal_chains(), [renewed.clone(), first.clone()]);
    let other = demo_seal(&ring, &SealSubject::invented("Otro", "OTRO SELLO"), later).unwrap();
    assert_ne!(other[0], renewed[0]);
}

#[test]
fn a_running_sealer_takes_a_new_seal_over_and_still_recognises_the_old_one() {
    let ring = ring();
    let first = demo_seal(&ring, &subject(), morning()).unwrap();
    let sealer = sealer(&ring);
    let old = wait(sealer.seal(&pdf(), "Certificado", morning())).unwrap();
    let later = at("2031-11-01T00:00:00Z");
    let renewed = demo_seal(&ring, &subject(), later).unwrap();
    assert_ne!(first[0], renewed[0]);
    let new = wait(sealer.seal(&pdf(), "Certificado", later)).unwrap();
    assert_eq!(sealer.certificate(), renewed[0]);
    assert_eq!(sealer.inspect(&new).unwrap().chain, 0);
    assert_eq!(sealer.inspect(&old).unwrap().chain, 1);
}

#[test]
fn without_a_seal_there_is_no_sealer() {
    let ring = ring();
    let sealer = PadesSealer::new(Arc::new(signer(&ring)), ring, words());
    assert!(matches!(sealer, Err(SignError::NoKey(_))));
}

#[test]
fn a_seal_whose_key_is_not_the_certificates_never_leaves() {
    let kek = Arc::new(KeyEncryptionKey::ephemeral());
    let shelf = Arc::new(MemoryShelf::default());
    let open = || Arc::new(KeyRing::open(Box::new(Arc::clone(&shelf)), kek.clone()).unwrap());
    demo_seal(&open(), &subject(), morning()).unwrap();
    let foreign = demo_seal(&ring(), &subject(), morning()).unwrap();
    let mut document: serde_json::Value =
        serde_json::from_slice(&shelf.read().unwrap().unwrap()).unwrap();
    let keys = document["keys"].as_array_mut().unwrap();
    let seal = keys.iter_mut().find(|key| key["use"] == "seal").unwrap();
    let foreign = foreign.iter().map(|der| STANDARD.encode(der));
    seal["certificates"] = foreign.collect::<Vec<_>>().into();
    shelf.replace(document.to_string().as_bytes()).unwrap();
    let refused = wait(sealer(&open()).seal(&pdf(), "Certificado", morning()));
    assert!(matches!(refused, Err(DocumentSealError::Sign(_))));
}

#[test]
fn what_cannot_be_sealed_is_told_apart_from_a_key_that_does_not_sign() {
    let ring = ring();
    demo_seal(&ring, &subject(), morning()).unwrap();
    let sealer = sealer(&ring);
    let no_pdf = wait(sealer.seal(b"no pdf", "x", morning()));
    assert!(matches!(no_pdf, Err(DocumentSealError::Unsupported(_))));
    let expired = wait(sealer.seal(&pdf(), "x", at("2040-01-01T00:00:00Z")));
    assert!(matches!(expired, Err(DocumentSealError::Sign(_))));
}

fn write(path: &Path, text: &str, mode: u32) {
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
}

/// A key and a certificate that OpenSSL made.
fn openssl(folder: &Path, name: &str, key: &[&str]) -> (PathBuf, PathBuf) {
    let (key_file, chain) = (
        folder.join(format!("{name}.key")),
        folder.join(format!("{name}.pem")),
    );
    let output = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-nodes",
            "-sha256",
            "-days",
            "36500",
            "-subj",
            "/C=ES/O=Inventado/CN=Sello",
        ])
        .args(key)
        .arg("-keyout")
        .arg(&key_file)
        .arg("-out")
        .arg(&chain)
        .output()
        .expect("openssl is installed");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    std::fs::set_permissions(&key_file, std::fs::Permissions::from_mode(0o600)).unwrap();
    (key_file, chain)
}

const P256: [&str; 4] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];

#[test]
fn a_seal_made_by_openssl_seals() {
    let folder = tempfile::tempdir().unwrap();
    for key in [P256.as_slice(), &["-newkey", "rsa:2048"]] {
        let (key, chain) = openssl(folder.path(), "seal", key);
        // The certificate is valid from the real present on, for a hundred years.
        let now = at("2060-01-01T00:00:00Z");
        let ring = ring();
        assert!(!enrolled(&ring, &chain).unwrap());
        let seal = SealFiles::load(&key, &chain, now).unwrap();
        seal.enrol(&ring, now).unwrap();
        assert!(enrolled(&ring, &chain).unwrap());
        let sealer = sealer(&ring);
        let sealed = wait(sealer.seal(&pdf(), "Certificado", now)).unwrap();
        sealer.inspect(&sealed).unwrap();
        let expired = SealFiles::load(&key, &chain, at("2199-01-01T00:00:00Z")).unwrap_err();
        assert!(matches!(expired, SealFilesError::OutsideValidity(_)));
    }
}

#[test]
fn files_that_are_no_seal_are_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let now = at("2060-01-01T00:00:00Z");
    let (key, chain) = openssl(folder.path(), "one", &P256);
    let (other, _) = openssl(folder.path(), "other", &P256);
    let load = |key: &Path| SealFiles::load(key, &chain, now).unwrap_err();
    assert!(matches!(load(&other), SealFilesError::Mismatch(_)));

    let old = folder.path().join("old.key");
    write(&old, &pem("EC PRIVATE KEY", b"x"), 0o600);
    let error = load(&old);
    assert!(matches!(error, SealFilesError::KeyFormat { .. }));
    assert!(
        error.to_string().contains("EC PRIVATE KEY") && error.to_string().contains("openssl pkcs8"),
        "{error}"
    );

    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(load(&key).to_string().contains("chmod 600"));
    assert!(matches!(
        load(&folder.path().join("none")),
        SealFilesError::KeyFile(_)
    ));

    let none = folder.path().join("none.pem");
    assert!(matches!(
        load_chain(&none),
        Err(SealFilesError::ChainFile { .. })
    ));
    write(&none, "", 0o600);
    assert!(matches!(load_chain(&none), Err(SealFilesError::Chain(_))));
}

#[test]
fn openssl_trusts_the_certificates_of_the_demonstration() {
    let folder = tempfile::tempdir().unwrap();
    let chain = demo_seal(&ring(), &subject(), morning()).unwrap();
    let (seal, root) = (
        folder.path().join("seal.pem"),
        folder.path().join("root.pem"),
    );
    write(&seal, &pem("CERTIFICATE", &chain[0]), 0o600);
    write(&root, &pem("CERTIFICATE", &chain[1]), 0o600);
    let time = morning().as_second().to_string();
    let verify = Command::new("openssl")
        .args([
            "verify",
            "-x509_strict",
            "-check_ss_sig",
            "-attime",
            &time,
            "-CAfile",
        ])
        .args([&root, &seal])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&verify.stdout).into_owned()
        + &String::from_utf8_lossy(&verify.stderr);
    assert!(verify.status.success(), "{text}");
    let print = Command::new("openssl")
        .args([
            "x509",
            "-noout",
            "-text",
            "-nameopt",
            "utf8,sep_comma_plus",
            "-in",
        ])
        .arg(&seal)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&print.stdout).into_owned();
    for expected in [
        "organizationIdentifier=VATES-S0000000X",
        "serialNumber=S0000000X",
        "CN=SELLO DE LA SEDE DE DEMOSTRACIÓN",
        "OU=SELLO ELECTRONICO",
        "Digital Signature, Non Repudiation",
    ] {
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }
}

/// pyHanko finds a document of the demonstration intact, valid and trusted.
#[test]
#[expect(clippy::disallowed_methods, reason = "set-up of the tests")]
fn an_independent_validator_trusts_a_document_of_the_demonstration() {
    if std::env::var("ALDABA_TEST_TOOLS").is_ok_and(|value| value == "skip") {
        return;
    }
    let python = std::env::var_os("ALDABA_TEST_PYTHON").expect(
        "ALDABA_TEST_PYTHON must name a Python with xtask/python/requirements.txt installed \
         (`cargo xtask test` makes one), or set ALDABA_TEST_TOOLS=skip",
    );
    let folder = tempfile::tempdir().unwrap();
    let ring = ring();
    let now = morning();
    let chain = demo_seal(&ring, &subject(), now).unwrap();
    let sealed = wait(sealer(&ring).seal(&pdf(), "Certificado", now)).unwrap();
    let (file, root) = (
        folder.path().join("sealed.pdf"),
        folder.path().join("root.der"),
    );
    std::fs::write(&file, sealed).unwrap();
    std::fs::write(&root, &chain[1]).unwrap();
    let script = format!(
        "{}/../wire-pades/tests/validate.py",
        env!("CARGO_MANIFEST_DIR")
    );
    let output = Command::new(python)
        .arg(script)
        .args([&file, &root])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("intact True valid True trusted True bottom_line True"),
        "{text}{output:?}"
    );
}
