//! What the doctor says of an installation, well and ill.

use std::{fs, os::unix::fs::PermissionsExt as _, sync::Arc};

use e2e::program::Ended;
use serde_json::Value;
use simulators::{
    inbox::Inbox,
    outside::{SmsSink, SmtpSink},
};
use tokio::{net::TcpListener, runtime::Runtime};

use crate::installation::Installation;

/// An installation with servers for its messages.
struct Practice {
    installation: Installation,
    sms: SmsSink,
    _mail: SmtpSink,
    _runtime: Runtime,
}

impl Practice {
    fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        let inbox = Inbox::new(Arc::new(gateways::SystemClock));
        let (sms, mail) = runtime.block_on(async {
            let listen = || TcpListener::bind("127.0.0.1:0");
            let sms = SmsSink::start(listen().await.unwrap(), "token", inbox.clone()).unwrap();
            let mail = SmtpSink::start(listen().await.unwrap(), inbox.clone()).unwrap();
            (sms, mail)
        });
        let host = "host = \"127.0.0.1\"";
        let port = mail.address().port();
        let installation = Installation::migrated()
            .with(
                "url = \"http://127.0.0.1:9/v1/messages\"",
                &format!("url = \"{}\"\ntoken = \"token\"", sms.url()),
            )
            .with(
                host,
                &format!("{host}\nport = {port}\nsecurity = \"plain\""),
            )
            .with(
                "[body]",
                "[http]\ntrusted_proxies = [\"127.0.0.1\"]\n\n[body]",
            );
        Self {
            installation,
            sms,
            _mail: mail,
            _runtime: runtime,
        }
    }

    fn look(&self) -> Ended {
        self.installation.run(&["doctor"])
    }
}

/// How it judged one thing, and what it said of it.
fn judged(ended: &Ended, weight: &str, about: &str) -> bool {
    let start = format!("{weight:<7}  {about}: ");
    ended.output.lines().any(|line| line.starts_with(&start))
}

#[test]
fn a_good_installation_that_serves_has_no_fault() {
    let practice = Practice::new();
    let _program = practice.installation.serve();
    let ended = practice.look();
    assert!(!ended.output.contains("FAULT"), "{}", ended.output);
    for about in [
        "configuration",
        "key-encryption key",
        "keys.directory",
        "seal",
        "database",
        "purpose",
        "sealed rows",
        "clock",
        "outbox",
        "clockwork",
        "mail",
        "sms",
        "registers.civil_file",
        "print.folder",
        "storage.url",
    ] {
        assert!(judged(&ended, "good", about), "{about}:\n{}", ended.output);
    }
    // `https://identidad.example` is nobody's address.
    assert!(
        judged(&ended, "WARNING", "identity.public_url"),
        "{}",
        ended.output
    );
    assert_eq!(ended.status.code(), Some(1), "{}", ended.output);
}

#[test]
fn each_thing_that_is_missing_is_a_fault_with_what_to_do() {
    let mut practice = Practice::new();
    let config = &mut practice.installation.config;
    // Nobody listens on the port of `discard`.
    *config = config.replace(&practice.sms.url(), "http://127.0.0.1:9/v1/messages");
    let installation = &practice.installation;
    fs::remove_dir(installation.path("print")).unwrap();
    fs::write(installation.path("civil.jsonl"), "no record\n").unwrap();
    fs::remove_file(installation.path("seal.key")).unwrap();
    let open = fs::Permissions::from_mode(0o644);
    fs::set_permissions(installation.path("aldaba.db"), open).unwrap();
    let ended = practice.look();
    for about in ["print.folder", "registers.civil_file", "seal", "sms"] {
        assert!(judged(&ended, "FAULT", about), "{about}:\n{}", ended.output);
    }
    assert!(judged(&ended, "WARNING", "storage.url"), "{}", ended.output);
    assert!(judged(&ended, "WARNING", "clockwork"), "{}", ended.output);
    assert!(ended.output.contains("-> chmod 600"), "{}", ended.output);
    assert_eq!(ended.status.code(), Some(2));
}

#[test]
fn a_wrong_key_is_told_and_nothing_is_made() {
    let practice = Practice::new();
    let other = Installation::new();
    let key = fs::read_to_string(other.path("key")).unwrap();
    practice.installation.write_private("key", &key);
    let ended = practice.look();
    assert!(
        judged(&ended, "FAULT", "keys.directory"),
        "{}",
        ended.output
    );
    assert!(
        ended
            .output
            .contains("were wrapped by the key-encryption key"),
        "{}",
        ended.output
    );

    let new = Installation::new();
    let ended = new.run(&["doctor"]);
    assert!(
        ended.output.contains("run `aldaba migrate`"),
        "{}",
        ended.output
    );
    assert!(
        !new.path("aldaba.db").exists() && !new.path("keys").exists(),
        "it made something"
    );
}

#[test]
fn programs_get_an_array_of_findings() {
    let installation = Installation::migrated().with("dir3 = \"E99999902\"", "");
    let ended = installation.run(&["doctor", "--json"]);
    let findings: Value = serde_json::from_str(&ended.output).unwrap();
    let fault = findings
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["found"] == "body.dir3 is missing")
        .unwrap();
    assert_eq!(fault["weight"], "fault");
    assert_eq!(fault["about"], "configuration");
    assert!(fault["mend"].as_str().unwrap().contains("config reference"));
    assert_eq!(ended.status.code(), Some(2));
}

#[test]
fn a_configuration_that_cannot_be_read_is_a_finding_too() {
    let installation = Installation::migrated().with("dir3 = ", "dir33 = ");
    let ended = installation.run(&["doctor"]);
    assert!(ended.output.contains("dir33"), "{}", ended.output);
    assert_eq!(ended.status.code(), Some(2));
}
