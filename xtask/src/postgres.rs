//! A private PostgreSQL cluster: its own folder, its own port on loopback, gone when the command ends.
//!
//! The server is a child of this process and asks the kernel to be stopped when its parent dies (`setpriv
//! --pdeathsig`), so that neither a failed test nor an interrupted run leaves one behind. Durability is switched on
//! as in production: a test of lost transactions means nothing without it.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};

use crate::install::{self, Policy};
use crate::shell;
use crate::workspace::Workspace;

/// The variable that tells the tests where the cluster is.
pub(crate) const VARIABLE: &str = "ALDABA_TEST_POSTGRES";

/// The variable that names the authority behind the cluster's certificate, for tests of TLS. The certificate is for the
/// name `localhost` and for no address.
pub(crate) const ROOT_VARIABLE: &str = "ALDABA_TEST_POSTGRES_ROOT";

/// Long enough for a first start on a busy machine.
const START_WITHIN: Duration = Duration::from_secs(60);

/// A running cluster; dropping it stops the server and removes its files.
#[derive(Debug)]
pub(crate) struct Cluster {
    server: Child,
    folder: PathBuf,
    url: String,
    root: PathBuf,
}

/// `cargo xtask postgres [-- COMMAND…]`.
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let workspace = Workspace::load()?;
    let cluster = Cluster::start(&workspace, &install::postgres(Policy::Install)?)?;
    let words = match arguments.split_first() {
        Some((dashes, words)) if dashes == "--" => words,
        _ => arguments,
    };
    match words.split_first() {
        Some((program, rest)) => shell::run(
            Command::new(program)
                .args(rest)
                .env(VARIABLE, cluster.url())
                .env(ROOT_VARIABLE, cluster.root()),
        ),
        None => {
            println!("{VARIABLE}={}", cluster.url());
            println!("{ROOT_VARIABLE}={}", cluster.root().display());
            println!("press Enter, or close the standard input, to stop it");
            // The answer does not matter, only that there is one, or that there will be none.
            let _ = std::io::stdin().read_line(&mut String::new())?;
            Ok(())
        }
    }
}

impl Cluster {
    /// Makes a new cluster and starts it.
    pub(crate) fn start(workspace: &Workspace, bin: &Path) -> Result<Self> {
        let owner = Owner::choose()?;
        let folder = owner.folder(&workspace.chores())?;
        let data = folder.join("data");
        shell::capture(
            owner
                .run(&bin.join("initdb"))
                .arg("--pgdata")
                .arg(&data)
                .args([
                    "--username=aldaba",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-instructions",
                ]),
        )?;
        let root = certify(owner, &data)?;
        let port = free_port()?;
        let mut server = owner
            .run(&bin.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(settings(port, &folder))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("could not start PostgreSQL")?;
        let log = folder.join("server.log");
        if let Err(error) = wait_until_ready(&mut server, &log) {
            stop(&mut server);
            let said = fs::read_to_string(&log).unwrap_or_default();
            return Err(error.context(said));
        }
        Ok(Self {
            server,
            folder,
            url: format!("postgres://aldaba@127.0.0.1:{port}/postgres"),
            root,
        })
    }

    /// The certificate of its authority, as PEM.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The address of the cluster, as its superuser, who may create databases.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        stop(&mut self.server);
        // A folder that stays is removed by the next start.
        let _ = fs::remove_dir_all(&self.folder);
        let _ = fs::remove_file(&self.root);
    }
}

/// PostgreSQL refuses to run as root: then Debian's `postgres` account runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Ourselves,
    PostgresAccount,
}

impl Owner {
    fn choose() -> Result<Self> {
        if shell::capture(Command::new("id").arg("-u"))?.trim() != "0" {
            return Ok(Self::Ourselves);
        }
        if shell::succeeds(Command::new("id").args(["-u", "postgres"])) {
            return Ok(Self::PostgresAccount);
        }
        bail!("PostgreSQL does not run as root, and this machine has no account `postgres`")
    }

    /// A command that runs as the owner and is stopped when we die.
    fn run(self, program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        // SIGINT is PostgreSQL's fast shutdown.
        command.args(["--pdeathsig", "INT"]);
        if self == Self::PostgresAccount {
            command.args([
                "--reuid",
                "postgres",
                "--regid",
                "postgres",
                "--init-groups",
            ]);
        }
        // The server reads no configuration of this user and needs a folder that it may enter.
        command.arg("--").arg(program).current_dir("/");
        command
    }

    /// A new folder that the owner may write to: below `chores` if the owner can reach it, else among the
    /// temporary files. Its name carries our process id, so that leftovers of the dead can be told and removed.
    fn folder(self, chores: &Path) -> Result<PathBuf> {
        fs::create_dir_all(chores)?;
        let reachable = shell::succeeds(self.run(Path::new("test")).arg("-x").arg(chores));
        let parent = if reachable {
            chores.to_path_buf()
        } else {
            std::env::temp_dir()
        };
        remove_leftovers(&parent);
        let folder = parent.join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
        if self == Self::PostgresAccount {
            shell::capture(Command::new("chown").arg("postgres:postgres").arg(&folder))?;
        }
        Ok(folder)
    }
}

/// Makes an authority, and from it the certificate of the server. Returns a copy of the authority's certificate that
/// the tests may read, whoever they are.
fn certify(owner: Owner, data: &Path) -> Result<PathBuf> {
    let openssl = || {
        let mut command = owner.run(Path::new("openssl"));
        command.args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
        ]);
        command.args(["-sha256", "-nodes", "-days", "2"]);
        command
    };
    let file = |name: &str| data.join(name);
    shell::capture(
        openssl()
            .args([
                "-subj",
                "/CN=Authority of a test",
                "-addext",
                "keyUsage=critical,keyCertSign",
            ])
            .arg("-keyout")
            .arg(file("authority.key"))
            .arg("-out")
            .arg(file("authority.crt")),
    )?;
    shell::capture(
        openssl()
            .args([
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
            ])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .arg("-CA")
            .arg(file("authority.crt"))
            .arg("-CAkey")
            .arg(file("authority.key"))
            .arg("-keyout")
            .arg(file("server.key"))
            .arg("-out")
            .arg(file("server.crt")),
    )?;
    // PostgreSQL keeps its folder to itself, and the tests may be another user.
    let pem = shell::capture(owner.run(Path::new("cat")).arg(file("authority.crt")))?;
    let root = std::env::temp_dir().join(format!("{PREFIX}{}.pem", std::process::id()));
    fs::write(&root, pem).with_context(|| root.display().to_string())?;
    Ok(root)
}

const PREFIX: &str = "aldaba-postgres-";

/// Removes the folders of processes that are no more.
fn remove_leftovers(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let owner = name
            .to_str()
            .and_then(|name| name.strip_prefix(PREFIX))
            .and_then(|id| id.parse::<u32>().ok());
        if owner.is_some_and(|id| !Path::new(&format!("/proc/{id}")).exists()) {
            // Another user's leftover may not be ours to remove; it is in nobody's way.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn settings(port: u16, folder: &Path) -> Vec<String> {
    let mut words = Vec::new();
    // A socket address holds at most 107 bytes, so a deep folder gets no socket.
    let sockets = if folder.as_os_str().len() < 80 {
        folder.display().to_string()
    } else {
        String::new()
    };
    for setting in [
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        format!("unix_socket_directories={sockets}"),
        // Each test opens a pool of its own, and nextest runs as many tests as there are cores.
        "max_connections=400".to_owned(),
        "shared_buffers=128MB".to_owned(),
        "fsync=on".to_owned(),
        "synchronous_commit=on".to_owned(),
        "autovacuum_naptime=5s".to_owned(),
        // English, because we wait for a sentence of its log.
        "lc_messages=C".to_owned(),
        // With the certificate that `certify` made; who asks for no TLS gets none.
        "ssl=on".to_owned(),
    ] {
        words.extend(["-c".to_owned(), setting]);
    }
    words
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

/// Waits for PostgreSQL's own word that it is ready, and keeps what it says in `log`.
fn wait_until_ready(server: &mut Child, log: &Path) -> Result<()> {
    let errors = server
        .stderr
        .take()
        .ok_or_else(|| anyhow!("PostgreSQL's error stream is gone"))?;
    let mut file = File::create(log)?;
    let (ready, wait) = mpsc::channel();
    // The thread ends with the stream, that is with the server.
    std::thread::spawn(move || {
        for line in BufReader::new(errors).lines().map_while(Result::ok) {
            // A log that cannot be written is no reason to stop.
            let _ = writeln!(file, "{line}");
            if line.contains("ready to accept connections") {
                let _ = ready.send(());
            }
        }
    });
    match wait.recv_timeout(START_WITHIN) {
        Ok(()) => Ok(()),
        Err(mpsc::RecvTimeoutError::Timeout) => bail!(
            "PostgreSQL was not ready within {} s",
            START_WITHIN.as_secs()
        ),
        Err(mpsc::RecvTimeoutError::Disconnected) => bail!("PostgreSQL ended before it was ready"),
    }
}

/// Fast shutdown, and the certainty that it is gone.
fn stop(server: &mut Child) {
    let asked = shell::succeeds(Command::new("kill").args(["-INT", &server.id().to_string()]));
    if !asked {
        // Already gone, or not ours any more: killing it is all that is left.
        let _ = server.kill();
    }
    let _ = server.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_of_the_dead_are_removed_and_those_of_the_living_stay() {
        let parent = tempfile::tempdir().expect("a folder for the test");
        // Above the kernel's highest process id (2^22).
        let dead = parent.path().join(format!("{PREFIX}4294967290"));
        let living = parent
            .path()
            .join(format!("{PREFIX}{}", std::process::id()));
        let other = parent.path().join("documents");
        for folder in [&dead, &living, &other] {
            fs::create_dir(folder).expect("a folder");
        }
        remove_leftovers(parent.path());
        assert!(!dead.exists());
        assert!(living.exists());
        assert!(other.exists());
    }

    #[test]
    fn durability_is_on_as_in_production() {
        let words = settings(5433, Path::new("/tmp/x"));
        assert!(words.contains(&"fsync=on".to_owned()));
        assert!(words.contains(&"synchronous_commit=on".to_owned()));
        assert!(
            words.contains(&"listen_addresses=127.0.0.1".to_owned()),
            "never reachable from outside"
        );
    }
}
