//! A certification authority of a test, and a server's certificate from it.

use std::{fs, path::PathBuf};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tempfile::TempDir;

/// An authority with one certificate, in a folder of its own.
pub(crate) struct Authority {
    folder: TempDir,
    pem: String,
}

impl Authority {
    /// Certifies a server of this name.
    pub(crate) fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut root = CertificateParams::default();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root_key = KeyPair::generate().unwrap();
        let pem = root.self_signed(&root_key).unwrap().pem();
        let issuer = Issuer::new(root, root_key);
        let key = KeyPair::generate().unwrap();
        let server = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = server.signed_by(&key, &issuer).unwrap().pem();
        fs::write(folder.path().join("key.pem"), key.serialize_pem()).unwrap();
        fs::write(folder.path().join("certificate.pem"), certificate).unwrap();
        Self { folder, pem }
    }

    /// The authority itself.
    pub(crate) fn pem(&self) -> Vec<u8> {
        self.pem.clone().into_bytes()
    }

    /// The server's private key.
    pub(crate) fn key_file(&self) -> String {
        self.file("key.pem")
    }

    /// The server's certificate.
    pub(crate) fn certificate_file(&self) -> String {
        self.file("certificate.pem")
    }

    fn file(&self, name: &str) -> String {
        let path: PathBuf = self.folder.path().join(name);
        path.to_str().unwrap().to_owned()
    }
}
