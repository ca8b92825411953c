//! An installation for production in a temporary folder: keys, seal, registers, configuration.

use std::{
    fs,
    io::Read as _,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use e2e::{http, ports::Block, program::Ended, program::Program, wait};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256,
};
use tempfile::TempDir;

/// The program under test.
pub(crate) fn binary() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_aldaba"))
}

/// Everything that an administrator sets up.
pub(crate) struct Installation {
    folder: TempDir,
    ports: Block,
    /// The configuration file, changed by tests that want a fault in it.
    pub(crate) config: String,
}

impl Installation {
    /// One that can be served once its database is made.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ports = Block::take();
        let config = configuration(folder.path(), ports.base());
        let installation = Self {
            folder,
            ports,
            config,
        };
        installation.write_private("key", &random_key());
        installation.mint_seal("seal");
        for name in ["civil.jsonl", "offences.jsonl"] {
            fs::write(installation.path(name), "").unwrap();
        }
        fs::create_dir(installation.path("print")).unwrap();
        installation
    }

    /// As [`Installation::new`], with its database made.
    pub(crate) fn migrated() -> Self {
        let installation = Self::new();
        let made = installation.run(&["migrate"]);
        assert!(made.status.success(), "{}", made.errors);
        installation
    }

    /// A file of the installation.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Replaces a line of the configuration.
    pub(crate) fn with(mut self, line: &str, other: &str) -> Self {
        assert!(self.config.contains(line), "no such line: {line}");
        self.config = self.config.replace(line, other);
        self
    }

    /// Writes a file that only this user may read.
    pub(crate) fn write_private(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o600)).unwrap();
    }

    /// A port of the installation.
    pub(crate) fn port(&self, offset: u16) -> u16 {
        self.ports.base() + offset
    }

    /// The address of a port of the installation.
    pub(crate) fn origin(&self, offset: u16) -> String {
        format!("http://127.0.0.1:{}", self.port(offset))
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, command: &[&str]) -> Ended {
        Program::run(binary(), &self.arguments(command), &[])
    }

    /// Starts `serve` and waits until it is ready.
    pub(crate) fn serve(&self) -> Program {
        let program = Program::start(binary(), &self.arguments(&["serve"]), &[]);
        let ready = || {
            let answer =
                http::Request::new("GET", &format!("{}/readyz", self.origin(5))).try_send();
            answer.ok().filter(|answer| answer.status == 200)
        };
        let came = wait::until(Duration::from_secs(60), ready);
        assert!(came.is_some(), "not ready: {}", program.errors());
        program
    }

    /// `serve` must refuse to start, and say `why`.
    pub(crate) fn refuses(&self, why: &str) {
        let ended = self.run(&["serve"]);
        assert!(!ended.status.success(), "it served");
        assert!(
            ended.errors.contains(why),
            "it does not say `{why}`: {}",
            ended.errors
        );
    }

    /// Starts a command that takes a while.
    pub(crate) fn start(&self, command: &[&str]) -> Program {
        Program::start(binary(), &self.arguments(command), &[])
    }

    pub(crate) fn arguments(&self, command: &[&str]) -> Vec<String> {
        fs::write(self.path("aldaba.toml"), &self.config).unwrap();
        let file = self.path("aldaba.toml").display().to_string();
        // The file is an argument of the first word, whatever follows.
        let (first, rest) = command.split_first().unwrap();
        let mut words = vec![(*first).to_owned(), "--config".to_owned(), file];
        words.extend(rest.iter().map(|word| (*word).to_owned()));
        words
    }

    /// A seal from a small authority, as a certification authority would deliver it.
    pub(crate) fn mint_seal(&self, name: &str) {
        let mut root = CertificateParams::default();
        root.distinguished_name
            .push(DnType::CommonName, "Autoridad inventada");
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let root_pem = root.self_signed(&root_key).unwrap().pem();
        let issuer = Issuer::new(root, root_key);
        let mut seal = CertificateParams::default();
        seal.distinguished_name
            .push(DnType::CommonName, "Sello inventado");
        seal.key_usages = vec![
            KeyUsagePurpose::DigitalSignature,
            KeyUsagePurpose::ContentCommitment,
        ];
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let seal_pem = seal.signed_by(&key, &issuer).unwrap().pem();
        self.write_private(&format!("{name}.key"), &key.serialize_pem());
        fs::write(self.path(&format!("{name}.pem")), seal_pem + &root_pem).unwrap();
    }
}

/// What `openssl rand -base64 32` prints.
pub(crate) fn random_key() -> String {
    let mut key = [0; 32];
    let mut chance = fs::File::open("/dev/urandom").unwrap();
    chance.read_exact(&mut key).unwrap();
    STANDARD.encode(key)
}

fn configuration(folder: &Path, base: u16) -> String {
    let folder = folder.display();
    let [identity, sede, office, operations] = [base, base + 1, base + 2, base + 5];
    format!(
        r#"[storage]
url = "sqlite:{folder}/aldaba.db"

[keys]
encryption_key_file = "{folder}/key"
directory = "{folder}/keys"
seal_key_file = "{folder}/seal.key"
seal_chain_file = "{folder}/seal.pem"

[identity]
public_url = "https://identidad.example"
listen = "127.0.0.1:{identity}"

[sede]
public_url = "https://sede.example"
listen = "127.0.0.1:{sede}"
client_secret = "un secreto inventado"

[office]
public_url = "https://oficina.example"
listen = "127.0.0.1:{office}"

[operations]
listen = "127.0.0.1:{operations}"

[body]
dir3 = "E99999902"
names = {{ es = "Ayuntamiento Inventado" }}

[registers]
civil_file = "{folder}/civil.jsonl"
offences_file = "{folder}/offences.jsonl"

[sms]
url = "http://127.0.0.1:9/v1/messages"

[mail]
host = "127.0.0.1"
from = "Ayuntamiento <no-responder@ayuntamiento.example>"

[print]
folder = "{folder}/print"
"#
    )
}
