//! Keys in a hardware security module: SoftHSM stands for one.
//!
//! The library reads where its tokens are from the environment of the process, so each test runs
//! itself once more as a process of its own.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use keys::ring::RingUse;
use keys::{
    KeyEncryptionKey, KeyKind, KeyRing, KeyShelf as _, MemoryShelf, Module, ModuleSettings,
    PadesSealer, RingError, SealFilesError, SealInModule, SealWords, SoftwareSigner, TokenKeyHome,
};
use ports::documents::DocumentSealer as _;
use ports::signing::{KeyUse, PublicSigningKey, SignatureAlgorithm, Signer as _};
use tokio::task::JoinSet;
use vocab::{ManualClock, SignedDuration, Timestamp};

const LIBRARY: &str = "/usr/lib/softhsm/libsofthsm2.so";
const PIN: &str = "87654321";
/// Set in the process that the test starts of itself: the folder of its token.
const INSIDE: &str = "ALDABA_TEST_INSIDE_SOFTHSM";

/// Runs `body` in a process whose SoftHSM has one fresh token, `aldaba`.
#[expect(clippy::disallowed_methods, reason = "set-up of the tests")]
fn on_a_token(test: &str, body: impl FnOnce(&Path)) {
    if let Some(folder) = std::env::var_os(INSIDE) {
        return body(Path::new(&folder));
    }
    if std::env::var("ALDABA_TEST_TOOLS").is_ok_and(|value| value == "skip") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let tokens = folder.path().join("tokens");
    std::fs::create_dir(&tokens).unwrap();
    let configuration = folder.path().join("softhsm2.conf");
    let text = format!(
        "directories.tokendir = {}\nlog.level = ERROR\n",
        tokens.display()
    );
    std::fs::write(&configuration, text).unwrap();
    write_pin(folder.path(), PIN);
    let made = Command::new("softhsm2-util")
        .env("SOFTHSM2_CONF", &configuration)
        .args(["--init-token", "--free", "--label", "aldaba"])
        .args(["--so-pin", "12345678", "--pin", PIN])
        .output()
        .expect("softhsm2 is installed (`cargo xtask install`), or set ALDABA_TEST_TOOLS=skip");
    assert!(made.status.success(), "{made:?}");
    let inside = Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture"])
        .env("SOFTHSM2_CONF", &configuration)
        .env(INSIDE, folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&inside.stderr).into_owned()
        + &String::from_utf8_lossy(&inside.stdout);
    assert!(
        inside.status.success() && text.contains("1 passed"),
        "{text}"
    );
}

fn write_pin(folder: &Path, pin: &str) {
    write_private(&folder.join("pin"), &format!("{pin}\n"));
}

fn write_private(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

fn module(folder: &Path) -> Module {
    Module::open(ModuleSettings {
        library: LIBRARY.into(),
        token: "aldaba".into(),
        pin_file: folder.join("pin"),
        sessions: 4,
    })
    .unwrap()
}

fn now() -> Timestamp {
    "2060-01-01T00:00:00Z".parse().unwrap()
}

/// A ring whose token keys are made on the token.
struct Bench {
    shelf: Arc<MemoryShelf>,
    kek: Arc<KeyEncryptionKey>,
    ring: Arc<KeyRing>,
    signer: Arc<SoftwareSigner>,
}

impl Bench {
    fn new(folder: &Path) -> Self {
        let shelf = Arc::new(MemoryShelf::default());
        let kek = Arc::new(KeyEncryptionKey::ephemeral());
        let ring = KeyRing::open(Box::new(shelf.clone()), kek.clone()).unwrap();
        let ring = ring
            .with_module(module(folder), TokenKeyHome::Module)
            .unwrap();
        let ring = Arc::new(ring);
        let signer = signer(&ring);
        Self {
            shelf,
            kek,
            ring,
            signer,
        }
    }

    fn with_token_keys(self) -> Self {
        let ensure = |ring_use, kind| self.ring.ensure(ring_use, kind, now()).unwrap();
        ensure(RingUse::TokenEs256, KeyKind::P256);
        ensure(RingUse::TokenRs256, KeyKind::Rsa2048);
        self
    }

    /// What another process sees that does not use the module.
    fn elsewhere(&self, kek: &Arc<KeyEncryptionKey>) -> Result<KeyRing, RingError> {
        KeyRing::open(Box::new(self.shelf.clone()), kek.clone())
    }
}

fn signer(ring: &Arc<KeyRing>) -> Arc<SoftwareSigner> {
    let clock = Arc::new(ManualClock::new(now()));
    let overlap = SignedDuration::from_hours(24);
    Arc::new(SoftwareSigner::new(ring.clone(), clock, overlap))
}

/// As a relying party does it: from the published key alone.
fn verifies(key: &PublicSigningKey, message: &[u8], signature: &[u8]) -> bool {
    let member = |name: &str| {
        let text = key.jwk[name].as_str().unwrap();
        URL_SAFE_NO_PAD.decode(text).unwrap()
    };
    match key.key_use {
        KeyUse::TokenEs256 => {
            let point = [vec![4], member("x"), member("y")].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                .verify(message, signature)
                .is_ok()
        }
        _ => RsaPublicKeyComponents {
            n: member("n"),
            e: member("e"),
        }
        .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
        .is_ok(),
    }
}

async fn sign(signer: &SoftwareSigner, key_use: KeyUse, message: &[u8]) -> Result<bool, String> {
    let algorithm = match key_use {
        KeyUse::TokenEs256 => SignatureAlgorithm::Es256Fixed,
        _ => SignatureAlgorithm::Rs256,
    };
    let key = signer.active(key_use).unwrap();
    let signed = signer.sign_as(&key, algorithm, message).await;
    let signed = signed.map_err(|error| {
        let source = std::error::Error::source(&error).unwrap();
        source.to_string()
    })?;
    Ok(verifies(&key, message, &signed) && !verifies(&key, b"another", &signed))
}

fn run<T>(future: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).build().unwrap().block_on(future)
}

#[test]
fn two_hundred_signatures_at_once_all_verify() {
    on_a_token("two_hundred_signatures_at_once_all_verify", |folder| {
        let bench = Bench::new(folder).with_token_keys();
        run(async {
            let mut signatures = JoinSet::new();
            for number in 0..200 {
                let signer = bench.signer.clone();
                let key_use = [KeyUse::TokenEs256, KeyUse::TokenRs256][number % 2];
                signatures.spawn(async move {
                    let message = format!("message {number}");
                    sign(&signer, key_use, message.as_bytes()).await
                });
            }
            let all = signatures.join_all().await;
            assert_eq!(all, vec![Ok(true); 200]);
        });
    });
}

#[test]
fn the_private_half_is_on_the_token_alone() {
    on_a_token("the_private_half_is_on_the_token_alone", |folder| {
        let bench = Bench::new(folder).with_token_keys();
        let listed = bench.ring.list(now());
        assert!(
            listed
                .iter()
                .all(|key| key.token.as_deref() == Some("aldaba"))
        );
        // Without the module the keys are published as before, and nobody signs.
        let other = Arc::new(bench.elsewhere(&bench.kek).unwrap());
        let other = signer(&other);
        assert_eq!(other.published(), bench.signer.published());
        let refused = run(sign(&other, KeyUse::TokenEs256, b"x")).unwrap_err();
        assert!(
            refused.contains("no token with the label `aldaba`"),
            "{refused}"
        );

        // Nobody can put another public half into the key set.
        let original = bench.shelf.read().unwrap().unwrap();
        let mut document: serde_json::Value = serde_json::from_slice(&original).unwrap();
        let stranger = STANDARD.encode([2; 91]);
        for change in [document["keys"][1]["wrapped"].clone(), stranger.into()] {
            document["keys"][0]["wrapped"] = change;
            bench
                .shelf
                .replace(document.to_string().as_bytes())
                .unwrap();
            let refused = bench.elsewhere(&bench.kek).unwrap_err();
            assert!(matches!(refused, RingError::Tampered(_)), "{refused}");
        }
        bench.shelf.replace(&original).unwrap();

        // They follow each other and outlive a change of the key-encryption key.
        let new = Arc::new(KeyEncryptionKey::ephemeral());
        let next = bench
            .ring
            .announce(RingUse::TokenEs256, KeyKind::P256, now(), now());
        bench.ring.announce_kek(&new, now()).unwrap();
        bench.ring.switch_kek(now()).unwrap();
        bench.ring.finish_kek(now()).unwrap();
        let again = bench.elsewhere(&new).unwrap();
        let again = again
            .with_module(module(folder), TokenKeyHome::Software)
            .unwrap();
        let again = signer(&Arc::new(again));
        assert_eq!(
            again.active(KeyUse::TokenEs256).unwrap().kid,
            next.unwrap().kid
        );
        assert_eq!(run(sign(&again, KeyUse::TokenEs256, b"x")), Ok(true));
    });
}

#[test]
fn sessions_that_the_module_has_ended_are_opened_again() {
    on_a_token(
        "sessions_that_the_module_has_ended_are_opened_again",
        |folder| {
            let bench = Bench::new(folder).with_token_keys();
            for _ in 0..3 {
                for _ in 0..8 {
                    assert_eq!(run(sign(&bench.signer, KeyUse::TokenEs256, b"x")), Ok(true));
                }
                // As after a restart of the module: sessions, handles and logins are gone.
                let library = cryptoki::context::Pkcs11::new(LIBRARY).unwrap();
                library.finalize().unwrap();
            }
            assert_eq!(run(sign(&bench.signer, KeyUse::TokenRs256, b"x")), Ok(true));
        },
    );
}

#[test]
fn a_token_that_is_taken_out_is_used_again_when_it_is_back() {
    on_a_token(
        "a_token_that_is_taken_out_is_used_again_when_it_is_back",
        |folder| {
            let bench = Bench::new(folder).with_token_keys();
            let (tokens, away) = (folder.join("tokens"), folder.join("away"));
            let library = || cryptoki::context::Pkcs11::new(LIBRARY).unwrap();
            std::fs::rename(&tokens, &away).unwrap();
            std::fs::create_dir(&tokens).unwrap();
            library().finalize().unwrap();
            let refused = run(sign(&bench.signer, KeyUse::TokenEs256, b"x")).unwrap_err();
            assert!(refused.contains("is the module connected?"), "{refused}");
            std::fs::remove_dir(&tokens).unwrap();
            std::fs::rename(&away, &tokens).unwrap();
            library().finalize().unwrap();
            assert_eq!(run(sign(&bench.signer, KeyUse::TokenEs256, b"x")), Ok(true));
        },
    );
}

#[test]
fn a_wrong_pin_is_not_tried_again_until_it_is_mended() {
    on_a_token(
        "a_wrong_pin_is_not_tried_again_until_it_is_mended",
        |folder| {
            write_pin(folder, "1111");
            let bench = Bench::new(folder);
            let make = || bench.ring.ensure(RingUse::TokenEs256, KeyKind::P256, now());
            let refused: Vec<String> = (0..5).map(|_| make().unwrap_err().to_string()).collect();
            assert!(
                refused.iter().all(|text| text.contains("refuses the PIN")),
                "{refused:?}"
            );
            let as_before = refused.iter().filter(|text| text.contains("as before"));
            assert_eq!(as_before.count(), 4, "{refused:?}");
            write_pin(folder, PIN);
            make().unwrap();
            assert_eq!(run(sign(&bench.signer, KeyUse::TokenEs256, b"x")), Ok(true));
        },
    );
}

fn openssl(arguments: &[&str], folder: &Path) {
    let output = Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("openssl is installed");
    assert!(output.status.success(), "{output:?}");
}

/// A seal's key on the token under `id`, its certificate and its authority's in files.
fn seal_on_the_token(folder: &Path, kind: &[&str], id: &str) -> (PathBuf, PathBuf) {
    let common = ["req", "-x509", "-noenc", "-sha256", "-days", "36500"];
    let root = [
        "-subj",
        "/C=ES/CN=Autoridad inventada",
        "-keyout",
        "root.key",
        "-out",
        "root.pem",
    ];
    openssl(&[&common[..], kind, &root].concat(), folder);
    let seal = [
        "-CA",
        "root.pem",
        "-CAkey",
        "root.key",
        "-subj",
        "/C=ES/O=Inventado/CN=Sello",
        "-addext",
        "basicConstraints=critical,CA:FALSE",
        "-addext",
        "keyUsage=critical,digitalSignature,nonRepudiation",
        "-keyout",
        "seal.key",
        "-out",
        "seal.pem",
    ];
    openssl(&[&common[..], kind, &seal].concat(), folder);
    openssl(
        &[
            "x509", "-in", "root.pem", "-outform", "DER", "-out", "root.der",
        ],
        folder,
    );
    let imported = Command::new("softhsm2-util")
        .args([
            "--import", "seal.key", "--token", "aldaba", "--label", "seal", "--id", id,
        ])
        .args(["--pin", PIN])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(imported.status.success(), "{imported:?}");
    std::fs::remove_file(folder.join("seal.key")).unwrap();
    (folder.join("seal.pem"), folder.join("root.der"))
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

/// pyHanko's verdict about a document that was sealed on the token.
#[expect(clippy::disallowed_methods, reason = "set-up of the tests")]
fn validated(folder: &Path, sealed: &[u8], root: &Path) -> String {
    let python = std::env::var_os("ALDABA_TEST_PYTHON").expect(
        "ALDABA_TEST_PYTHON must name a Python with xtask/python/requirements.txt installed",
    );
    let file = folder.join("sealed.pdf");
    std::fs::write(&file, sealed).unwrap();
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../wire-pades/tests/validate.py"
    );
    let output = Command::new(python)
        .arg(script)
        .args([&file, root])
        .arg("2060-01-01T09:00:00+00:00")
        .output()
        .unwrap();
    format!("{}{output:?}", String::from_utf8_lossy(&output.stdout))
}

#[test]
fn a_seal_on_the_token_makes_documents_that_an_independent_validator_trusts() {
    let name = "a_seal_on_the_token_makes_documents_that_an_independent_validator_trusts";
    on_a_token(name, |folder| {
        let ring = Bench::new(folder).ring;
        let p256 = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
        // Certificates are valid from the real present on, for a hundred years.
        for (kind, id) in [(&p256[..], "a1b2"), (&["-newkey", "rsa:3072"], "a1b3")] {
            let (chain, root) = seal_on_the_token(folder, kind, id);
            let load = |id| SealInModule::load(&module(folder), id, &chain, now());
            assert!(matches!(load("ffff"), Err(SealFilesError::Module(_))));
            load(id).unwrap().enrol(&ring, now()).unwrap();
            let sealer =
                PadesSealer::new(signer(&ring), ring.clone(), SealWords::default()).unwrap();
            let sealed = run(sealer.seal(&pdf(), "Certificado", now())).unwrap();
            sealer.inspect(&sealed).unwrap();
            let verdict = validated(folder, &sealed, &root);
            assert!(
                verdict.contains("intact True valid True trusted True bottom_line True"),
                "{verdict}"
            );
        }
        // A key does not seal under another one's certificate.
        let mixed = SealInModule::load(&module(folder), "a1b2", &folder.join("seal.pem"), now());
        assert!(
            matches!(mixed, Err(SealFilesError::Mismatch(_))),
            "{mixed:?}"
        );
    });
}
