//! A machine is lost, and another takes its place from a backup.

use std::fs;

use crate::installation::Installation;

/// An installation with rows in its database: a body, and an officer who was invited.
fn in_use() -> Installation {
    let installation = Installation::migrated();
    let invited = installation.run(&[
        "admin",
        "officer",
        "invite",
        "julia",
        "--name",
        "Julia Inventada",
        "--role",
        "case_worker",
        "--until",
        "2099-12-31",
    ]);
    assert!(invited.status.success(), "{}", invited.errors);
    installation
}

fn backup_of(installation: &Installation) -> String {
    let file = installation.path("backup.aldaba").display().to_string();
    let made = installation.run(&["backup", &file]);
    assert!(made.status.success(), "{}", made.errors);
    assert!(made.output.contains("read back"), "{}", made.output);
    file
}

/// Another machine, with the key-encryption key of the lost one and nothing else of it.
fn new_machine(lost: &Installation) -> Installation {
    let installation = Installation::new();
    let key = fs::read_to_string(lost.path("key")).unwrap();
    installation.write_private("key", &key);
    installation
}

#[test]
fn a_lost_machine_comes_back_from_a_backup_and_the_key() {
    let lost = in_use();
    let serving = lost.serve();
    let file = backup_of(&lost);
    assert!(
        serving.stop().status.success(),
        "the backup was made while it served"
    );

    let verified = lost.run(&["backup", "--verify", &file]);
    assert!(verified.status.success(), "{}", verified.errors);
    assert!(
        verified.output.contains("office_officer"),
        "{}",
        verified.output
    );

    let found = new_machine(&lost);
    let restored = found.run(&["restore", &file]);
    assert!(restored.status.success(), "{}", restored.errors);
    assert!(
        restored.output.contains("The wrapped keys were written"),
        "{}",
        restored.output
    );
    assert_eq!(
        fs::read(found.path("keys/keys.json")).unwrap(),
        fs::read(lost.path("keys/keys.json")).unwrap()
    );
    assert!(found.serve().stop().status.success());
    // The officer is known by the blind index of the name: the derivation root came back too.
    let listed = |installation: &Installation| {
        let database = rusqlite::Connection::open(installation.path("aldaba.db")).unwrap();
        let officers = "SELECT handle_index FROM office_officer";
        database
            .query_row(officers, [], |row| row.get::<_, Vec<u8>>(0))
            .unwrap()
    };
    assert_eq!(listed(&found), listed(&lost));

    let again = found.run(&["restore", &file]);
    assert!(!again.status.success());
    assert!(again.errors.contains("not empty"), "{}", again.errors);
}

#[test]
fn a_backup_names_nobody_and_holds_no_key() {
    let installation = in_use();
    let file = backup_of(&installation);
    let bytes = fs::read(&file).unwrap();
    let key = fs::read_to_string(installation.path("key")).unwrap();
    for secret in [
        key.trim(),
        "Julia",
        "Ayuntamiento",
        "wrapped",
        "office_officer",
    ] {
        let found = bytes
            .windows(secret.len())
            .any(|word| word == secret.as_bytes());
        assert!(!found, "`{secret}` stands in the backup");
    }
    use std::os::unix::fs::PermissionsExt as _;
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert!(!installation.path("backup.aldaba.draft").exists());
}

#[test]
fn a_backup_that_was_changed_or_cut_is_refused_before_anything_is_written() {
    let lost = in_use();
    let file = backup_of(&lost);
    let bytes = fs::read(&file).unwrap();
    let mut changed = bytes.clone();
    let middle = bytes.len() / 2;
    changed[middle] ^= 1;
    for (bad, why) in [
        (&changed[..], "was changed or is damaged"),
        (&bytes[..bytes.len() - 1], "was changed or is damaged"),
        (&bytes[..20], "not a backup"),
    ] {
        let found = new_machine(&lost);
        fs::write(&file, bad).unwrap();
        for command in [&["restore", &file][..], &["backup", "--verify", &file]] {
            let refused = found.run(command);
            assert!(!refused.status.success());
            assert!(refused.errors.contains(why), "{}", refused.errors);
        }
        assert!(!found.path("aldaba.db").exists(), "a database was made");
        assert!(!found.path("keys/keys.json").exists(), "keys were written");
    }
}

#[test]
fn another_key_encryption_key_opens_no_backup_and_is_told_so() {
    let lost = in_use();
    let file = backup_of(&lost);
    let other = Installation::new();
    let refused = other.run(&["restore", &file]);
    assert!(
        refused
            .errors
            .contains("was sealed under the key-encryption key"),
        "{}",
        refused.errors
    );
}

#[test]
fn keys_of_another_installation_are_not_overwritten() {
    let lost = in_use();
    let file = backup_of(&lost);
    let found = new_machine(&lost);
    // As an operator who is used to installing would do first.
    assert!(found.run(&["migrate"]).status.success());
    let made = fs::read(found.path("keys/keys.json")).unwrap();
    let refused = found.run(&["restore", &file]);
    assert!(
        refused.errors.contains("move its keys.json away"),
        "{}",
        refused.errors
    );
    assert_eq!(fs::read(found.path("keys/keys.json")).unwrap(), made);
    fs::rename(found.path("keys/keys.json"), found.path("keys/other.json")).unwrap();
    let restored = found.run(&["restore", &file]);
    assert!(restored.status.success(), "{}", restored.errors);
}

#[test]
fn a_file_that_is_there_is_not_overwritten() {
    let installation = in_use();
    let file = backup_of(&installation);
    let before = fs::read(&file).unwrap();
    let refused = installation.run(&["backup", &file]);
    assert!(
        refused.errors.contains("is there already"),
        "{}",
        refused.errors
    );
    assert_eq!(fs::read(&file).unwrap(), before);
}
