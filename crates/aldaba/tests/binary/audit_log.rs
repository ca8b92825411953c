//! The audit log from the command line: what the operator makes, and what an outsider checks
//! with nothing but files and a key.

use std::{fs, path::Path, time::Duration};

use e2e::{Program, http, program::Ended, wait};
use tempfile::TempDir;

use crate::installation::{Installation, binary};

/// An installation with `count` entries: the seal, which whatever opens the platform first takes
/// over from its files, and officers who were invited.
fn with_entries(count: u32) -> Installation {
    let installation = Installation::migrated();
    for number in 1..count {
        invite(&installation, number);
    }
    installation
}

fn invite(installation: &Installation, number: u32) {
    let handle = format!("funcionaria-{number}");
    let words = [
        "admin",
        "officer",
        "invite",
        &handle,
        "--name",
        "Ana Inventada",
    ];
    let words = [&words[..], &["--role", "auditor", "--until", "2099-12-31"]].concat();
    let invited = installation.run(&words);
    assert!(invited.status.success(), "{}", invited.errors);
}

/// As an outsider: in another folder, without configuration.
fn outsider(words: &[&str]) -> Ended {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    Program::run(binary(), &words, &[])
}

fn good(ended: Ended) -> String {
    assert!(ended.status.success(), "{}{}", ended.output, ended.errors);
    ended.output
}

fn refused(ended: &Ended, why: &str) {
    assert!(!ended.status.success(), "{}", ended.output);
    assert!(
        ended.errors.contains(why),
        "it does not say `{why}`: {}",
        ended.errors
    );
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn an_outsider_checks_the_log_and_finds_what_was_done_to_it() {
    let installation = with_entries(2);
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("log");
    let exported = good(installation.run(&["audit", "export", text(&log)]));
    assert!(exported.contains("2 entries"), "{exported}");
    let key = good(installation.run(&["audit", "key"]));
    let key = key.trim();
    assert!(key.starts_with("identidad.example/audit+"), "{key}");
    let older = folder.path().join("older");
    fs::copy(log.join("checkpoint"), &older).unwrap();

    invite(&installation, 7);
    good(installation.run(&["audit", "export", text(&log)]));
    let verify = [
        "audit",
        "verify",
        text(&log),
        "--key",
        key,
        "--older",
        text(&older),
    ];
    let whole = good(outsider(&verify));
    assert!(whole.contains("is whole: 3 entries"), "{whole}");
    assert!(whole.contains("counted 2 entries"), "{whole}");
    assert!(!whole.contains("comes from the folder itself"), "{whole}");

    // Without key and older checkpoint it says what that is worth.
    let alone = good(outsider(&["audit", "verify", text(&log)]));
    assert!(alone.contains("comes from the folder itself"), "{alone}");
    assert!(alone.contains("Nobody's older checkpoint"), "{alone}");

    let other_key = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    let stranger = outsider(&["audit", "verify", text(&log), "--key", other_key]);
    refused(&stranger, "no signature by a trusted key");

    let bundle = log.join("tile/entries/000.p/3");
    let honest = fs::read(&bundle).unwrap();
    let mut changed = honest.clone();
    changed[20] ^= 1;
    fs::write(&bundle, &changed).unwrap();
    refused(&outsider(&verify), "history was rewritten");
    fs::remove_file(&bundle).unwrap();
    refused(&outsider(&verify), "is missing");
    fs::write(&bundle, &honest).unwrap();

    // Set back to what it was: only the newer checkpoint tells.
    let newest = folder.path().join("newest");
    fs::copy(log.join("checkpoint"), &newest).unwrap();
    fs::copy(&older, log.join("checkpoint")).unwrap();
    fs::write(
        log.join("tile/0/000.p/2"),
        &fs::read(log.join("tile/0/000.p/3")).unwrap()[..64],
    )
    .unwrap();
    fs::write(log.join("tile/entries/000.p/2"), &honest[..68]).unwrap();
    good(outsider(&["audit", "verify", text(&log), "--key", key]));
    let cut = outsider(&[
        "audit",
        "verify",
        text(&log),
        "--key",
        key,
        "--older",
        text(&newest),
    ]);
    refused(&cut, "history was cut off");
}

#[test]
fn a_receipt_is_taken_and_checked_offline() {
    let installation = with_entries(2);
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("log");
    let listed = good(installation.run(&["audit", "list"]));
    assert!(listed.contains("waits"), "{listed}");
    let newest = listed.lines().next().unwrap();
    assert!(newest.contains("desk."), "{newest}");
    let entry = newest.split_whitespace().next().unwrap();
    let early = installation.run(&["audit", "receipt", entry]);
    refused(&early, "no place in the log yet");

    good(installation.run(&["audit", "export", text(&log)]));
    let file = folder.path().join("receipt.json");
    good(installation.run(&["audit", "receipt", entry, "--out", text(&file)]));
    let keys = log.join("keys");
    let check = ["audit", "verify-receipt", text(&file), "--key", text(&keys)];
    let proved = good(outsider(&check));
    assert!(proved.contains("officer_invited"), "{proved}");
    assert!(proved.contains(entry), "{proved}");

    let receipt = fs::read_to_string(&file).unwrap();
    fs::write(&file, receipt.replace("auditor", "administrator")).unwrap();
    refused(&outsider(&check), "not in the log that was signed");
    fs::write(&file, &receipt[..receipt.len() / 2]).unwrap();
    refused(&outsider(&check), "not an audit receipt");

    let compared = good(installation.run(&["audit", "compare"]));
    assert!(compared.contains("All 2 entries"), "{compared}");
    let database = rusqlite::Connection::open(installation.path("aldaba.db")).unwrap();
    let gone = database.execute(
        "DELETE FROM audit_entry WHERE id = (SELECT MIN(id) FROM audit_entry)",
        [],
    );
    assert_eq!(gone.unwrap(), 1);
    refused(
        &installation.run(&["audit", "compare"]),
        "1 of 2 entries are not as the log holds them",
    );
}

#[test]
fn a_served_installation_publishes_at_its_address_and_into_its_folder() {
    let mut installation = with_entries(1);
    let folder = installation.path("audit-log");
    fs::create_dir(&folder).unwrap();
    let section = format!("[audit]\nfolder = \"{}\"\n\n[print]", folder.display());
    installation = installation.with("[print]", &section);
    let program = installation.serve();
    let checkpoint = folder.join("checkpoint");
    let came = wait::until(Duration::from_secs(30), || {
        fs::read_to_string(&checkpoint).ok()
    });
    let note = came.unwrap();
    assert!(note.starts_with("identidad.example/audit\n1\n"), "{note}");
    let address = format!("{}/audit/checkpoint", installation.origin(0));
    let served = http::Request::new("GET", &address).try_send().unwrap();
    assert_eq!((served.status, served.text()), (200, note));
    let metrics = format!("{}/metrics", installation.origin(5));
    let metrics = http::Request::new("GET", &metrics)
        .try_send()
        .unwrap()
        .text();
    assert!(
        metrics.contains("aldaba_audit_log_published_size 1"),
        "{metrics}"
    );
    let ended = program.stop();
    assert!(ended.status.success(), "{}", ended.errors);
    let verified = good(outsider(&["audit", "verify", text(&folder)]));
    assert!(verified.contains("is whole: 1 entries"), "{verified}");
}
