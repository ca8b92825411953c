//! Certificates, answers and lists that others make: certomancer as authority, over HTTP.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use gateways::{StatusAddresses, SystemClock};
use ports::certificate_status::CertificateStatus as _;
use vocab::{Clock as _, Timestamp};
use wire_x509::{
    Certificate, Holder, HolderKind, Path as TrustPath, Revocation, Standing, TrustStore,
    crl::RevocationList, ocsp::Question,
};

/// Answers until it is dropped.
struct Authority {
    process: Child,
    folder: tempfile::TempDir,
}

impl Drop for Authority {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

impl Authority {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/authority.py");
        let mut process = Command::new(python())
            .arg(script)
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut port = String::new();
        let said = process.stdout.take().unwrap();
        BufReader::new(said).read_line(&mut port).unwrap();
        assert!(
            port.trim().parse::<u16>().is_ok(),
            "certomancer starts: {port}"
        );
        Self { process, folder }
    }

    fn certificate(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(format!("{name}.der"))).unwrap()
    }

    fn path(&self, name: &str, now: Timestamp) -> TrustPath {
        let mut store = TrustStore::default();
        store.add_root(&self.certificate("root")).unwrap();
        let chain = [self.certificate(name), self.certificate("interm")];
        store.path(&chain, now).unwrap()
    }
}

/// The interpreter that `cargo xtask test` names.
#[expect(
    clippy::disallowed_methods,
    reason = "set-up of tests: the tools are named there"
)]
fn python() -> std::ffi::OsString {
    std::env::var_os("ALDABA_TEST_PYTHON").expect("ALDABA_TEST_PYTHON: run `cargo xtask test`")
}

#[tokio::test]
async fn what_certomancer_says_of_its_certificates_is_understood() {
    let authority = Authority::start();
    let status = StatusAddresses::new(["127.0.0.1".parse().unwrap()]);
    let now = SystemClock.now();
    for (name, standing) in [
        ("good", Standing::Good),
        ("revoked", Standing::Revoked(Revocation::Revoked)),
        ("held", Standing::Revoked(Revocation::OnHold)),
    ] {
        let path = authority.path(name, now);
        let holder = Holder::of(path.own()).unwrap();
        assert_eq!(holder.kind, HolderKind::Citizen);
        assert_eq!(holder.number.unwrap().as_str(), "12345678Z");
        let (own, issuer) = path.links().next().unwrap();
        let address = own.ocsp_addresses().first().unwrap();
        let question = Question::about(own, issuer.clone(), [7; 32]);
        let answer = status.ask(address, question.to_der()).await.unwrap();
        let answer = question.read(&answer, now).unwrap();
        assert_eq!(
            (answer.standing, answer.with_nonce),
            (standing, true),
            "{name}"
        );

        let address = own.crl_addresses().first().unwrap();
        let list = status.list(address).await.unwrap();
        let list = RevocationList::read(&list, &issuer, now).unwrap();
        assert_eq!(list.standing(own).unwrap(), standing, "{name}");
    }
    // The authority in between is told about by the root.
    let path = authority.path("good", now);
    let (between, root) = path.links().nth(1).unwrap();
    let list = status
        .list(between.crl_addresses().first().unwrap())
        .await
        .unwrap();
    let list = RevocationList::read(&list, &root, now).unwrap();
    assert_eq!(list.standing(between).unwrap(), Standing::Good);
    let other = wire_x509::Authority::of(&Certificate::parse(between.der()).unwrap());
    let raw = status
        .list(between.crl_addresses().first().unwrap())
        .await
        .unwrap();
    assert!(RevocationList::read(&raw, &other, now).is_err());
}
