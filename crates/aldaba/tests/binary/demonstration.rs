//! What `demo` refuses and ignores.

use std::{collections::BTreeSet, fs};

use e2e::{Program, http, ports::Block};
use tempfile::TempDir;

use crate::installation::{Installation, binary};

/// Sockets that listen, in `/proc/net/tcp`.
const LISTENING: &str = "0A";

fn start(data: &str, ports: &Block, variables: &[(&str, &str)]) -> Program {
    let base = ports.base().to_string();
    let mut program = Program::start(
        binary(),
        &["demo", "--data", data, "--port-base", &base],
        variables,
    );
    program.wait_for_line("ready in");
    program
}

/// A folder in which a demonstration has run.
pub(crate) fn data_of_a_demonstration() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let program = start(&folder.path().display().to_string(), &Block::take(), &[]);
    let ended = program.stop();
    assert!(ended.status.success(), "{}", ended.errors);
    folder
}

#[test]
fn a_bare_command_is_the_demonstration() {
    let (folder, ports) = (tempfile::tempdir().unwrap(), Block::take());
    let (data, base) = (
        folder.path().display().to_string(),
        ports.base().to_string(),
    );
    let mut program = Program::start(binary(), &["--data", &data, "--port-base", &base], &[]);
    program.wait_for_line("ready in");
    assert!(program.stop().status.success());
}

#[test]
fn the_database_of_production_is_refused() {
    let installation = Installation::migrated();
    let program = installation.serve();
    assert!(program.stop().status.success());
    let data = installation.path("").display().to_string();
    let base = Block::take().base().to_string();
    let refused = Program::run(
        binary(),
        &["demo", "--data", &data, "--port-base", &base],
        &[],
    );
    assert!(
        !refused.status.success(),
        "the demonstration opened a database of production"
    );
    assert!(
        refused
            .errors
            .contains("does not belong to a demonstration"),
        "{}",
        refused.errors
    );
}

#[test]
fn configuration_and_environment_are_ignored() {
    let (folder, ports) = (tempfile::tempdir().unwrap(), Block::take());
    let elsewhere = folder.path().join("elsewhere.db").display().to_string();
    let url = format!("sqlite:{elsewhere}");
    let variables = [
        ("ALDABA__STORAGE__URL", url.as_str()),
        ("ALDABA__IDENTITY__PUBLIC_URL", "https://identidad.example"),
        ("ALDABA__IDENTITY__LISTEN", "0.0.0.0:1"),
        ("ALDABA__NO__SUCH_KEY", "a mistake that would stop `serve`"),
    ];
    let data = folder.path().join("data").display().to_string();
    let _program = start(&data, &ports, &variables);
    assert!(!fs::exists(&elsewhere).unwrap());
    assert!(fs::exists(format!("{data}/aldaba.db")).unwrap());
    let address = format!(
        "http://localhost:{}/.well-known/openid-configuration",
        ports.base()
    );
    let issuer = format!("http://localhost:{}", ports.base());
    assert_eq!(http::get_json(&address)["issuer"], issuer);
}

#[test]
fn only_loopback_is_bound() {
    let (folder, ports) = (tempfile::tempdir().unwrap(), Block::take());
    let program = start(&folder.path().display().to_string(), &ports, &[]);
    let addresses = listening(program.id());
    assert!(addresses.len() >= 5, "{addresses:?}");
    for address in addresses {
        // 127.0.0.1 in the byte order of the machine, or ::1.
        let loopback = ["0100007F:", "00000000000000000000000001000000:"];
        assert!(
            loopback.iter().any(|start| address.starts_with(start)),
            "it listens on {address}"
        );
    }
}

#[test]
fn a_number_that_leaves_no_room_for_the_ports_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().display().to_string();
    let refused = Program::run(
        binary(),
        &["demo", "--data", &data, "--port-base", "65533"],
        &[],
    );
    assert!(refused.errors.contains("--port-base"), "{}", refused.errors);
}

/// The local addresses on which a process listens.
fn listening(process: u32) -> BTreeSet<String> {
    let sockets: BTreeSet<String> = fs::read_dir(format!("/proc/{process}/fd"))
        .unwrap()
        .filter_map(|entry| fs::read_link(entry.ok()?.path()).ok())
        .filter_map(|link| {
            Some(
                link.to_str()?
                    .strip_prefix("socket:[")?
                    .trim_end_matches(']')
                    .to_owned(),
            )
        })
        .collect();
    ["tcp", "tcp6"]
        .into_iter()
        .flat_map(|table| {
            let text = fs::read_to_string(format!("/proc/{process}/net/{table}")).unwrap();
            text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
        })
        .filter_map(|line| {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let ours = columns[3] == LISTENING && sockets.contains(columns[9]);
            ours.then(|| columns[1].to_owned())
        })
        .collect()
}
