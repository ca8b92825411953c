//! Keys are listed, replaced and lost while a server runs.

use std::{collections::BTreeSet, fs, sync::Arc, time::Duration};

use e2e::{Program, Visitor, http, program::Ended, steps, wait};
use keys::{KekId, KeyEncryptionKey, SoftwareSealer};
use ports::sealing::{Sealer as _, WrappedDataKey};
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    installation::{Installation, random_key},
    outages::{World, code_on},
};

/// How long a running process may take to notice: it looks every second here.
const SOON: Duration = Duration::from_secs(15);

/// An installation whose processes look at the folder of keys every second.
fn quick() -> Installation {
    let installation = Installation::migrated();
    let line = format!("directory = \"{}\"", installation.path("keys").display());
    let more = format!("{line}\npoll_s = 1\ntoken_ahead_s = 4");
    installation.with(&line, &more)
}

fn succeed(installation: &Installation, command: &[&str]) -> Ended {
    let ended = installation.run(command);
    assert!(ended.status.success(), "{command:?}: {}", ended.errors);
    ended
}

fn list(installation: &Installation) -> Vec<Value> {
    let listed = succeed(installation, &["keys", "list", "--json"]);
    serde_json::from_str(&listed.output).unwrap()
}

fn ids(rows: &[Value], kind: &str, state: &str) -> Vec<String> {
    let wanted = |row: &&Value| row["kind"] == kind && row["state"] == state;
    let id = |row: &Value| row["id"].as_str().unwrap().to_owned();
    rows.iter().filter(wanted).map(id).collect()
}

/// How many changes of keys are written down, by whom: `command_line` or `system`.
fn written_down(installation: &Installation, by: &str) -> usize {
    let listed = succeed(installation, &["audit", "list"]).output;
    let is_change = |line: &&str| line.contains("  keys.change  ") && line.ends_with(by);
    listed.lines().filter(is_change).count()
}

fn published(installation: &Installation) -> BTreeSet<String> {
    let keys = http::get_json(&format!("{}/jwks", installation.origin(0)));
    let keys = keys["keys"].as_array().unwrap().clone();
    keys.iter()
        .map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

fn key_at(installation: &Installation, file: &str) -> Arc<KeyEncryptionKey> {
    Arc::new(KeyEncryptionKey::from_file(&installation.path(file)).unwrap())
}

fn database(installation: &Installation) -> Connection {
    let database = Connection::open(installation.path("aldaba.db")).unwrap();
    database.busy_timeout(Duration::from_secs(30)).unwrap();
    database
}

/// Data keys of invented persons, newer than any other.
fn add_data_keys(installation: &Installation, kek: Arc<KeyEncryptionKey>, count: u32) {
    let sealer = SoftwareSealer::new(kek);
    let mut database = database(installation);
    let transaction = database.transaction().unwrap();
    for number in 0..count {
        let id = [[0xff; 12].as_slice(), &number.to_be_bytes()].concat();
        let (_, wrapped) = sealer.new_data_key();
        transaction
            .execute(
                "INSERT INTO data_key (id, wrapped, created_at, updated_at, updated_by) \
                 VALUES (?1, ?2, 0, 0, 'test')",
                (id, wrapped.0),
            )
            .unwrap();
    }
    transaction.commit().unwrap();
}

/// How many data keys each key-encryption key wraps: (this one, any other).
fn wrapped_by(installation: &Installation, kek: KekId) -> (usize, usize) {
    let database = database(installation);
    let mut statement = database.prepare("SELECT wrapped FROM data_key").unwrap();
    let rows = statement
        .query_map((), |row| row.get::<_, Vec<u8>>(0))
        .unwrap();
    let all: Vec<_> = rows
        .map(|row| KekId::of(&WrappedDataKey(row.unwrap())))
        .collect();
    let by_this = all.iter().filter(|id| **id == Some(kek)).count();
    (by_this, all.len() - by_this)
}

#[test]
fn a_running_server_publishes_the_next_token_keys_before_they_sign() {
    let installation = quick();
    let _program = installation.serve();
    let old = published(&installation);
    assert_eq!(old.len(), 2);
    let rotated = succeed(&installation, &["keys", "rotate", "token"]);
    assert!(rotated.output.contains("signs from"), "{}", rotated.output);
    let rows = list(&installation);
    let next: BTreeSet<String> = [
        ids(&rows, "token-es256", "next"),
        ids(&rows, "token-rs256", "next"),
    ]
    .concat()
    .into_iter()
    .collect();
    assert_eq!(next.len(), 2);
    // The server takes them over by itself, and publishes the old ones as before.
    let all = old.union(&next).cloned().collect::<BTreeSet<_>>();
    let noticed = || (published(&installation) == all).then_some(());
    assert!(
        wait::until(SOON, noticed).is_some(),
        "{:?}",
        published(&installation)
    );
    // A second rotation does not pile up keys.
    let again = succeed(&installation, &["keys", "rotate", "token"]);
    assert!(
        again.output.contains("published already"),
        "{}",
        again.output
    );
    assert_eq!(written_down(&installation, "command_line"), 2, "one a key");
    // Their moment comes by itself; the old ones stay published.
    let changed = || {
        let active = ids(&list(&installation), "token-es256", "active");
        next.contains(&active[0]).then_some(())
    };
    assert!(wait::until(SOON, changed).is_some());
    assert_eq!(published(&installation), all);

    // A compromised key is gone at once, with its successor.
    succeed(&installation, &["keys", "rotate", "token", "--compromised"]);
    assert_eq!(written_down(&installation, "command_line"), 4);
    let gone = || {
        let now = published(&installation);
        (now.len() == 2 && now.is_disjoint(&all)).then_some(())
    };
    assert!(
        wait::until(SOON, gone).is_some(),
        "{:?}",
        published(&installation)
    );
}

#[test]
fn a_seal_is_enrolled_while_the_server_runs_and_its_files_are_not_needed_again() {
    let installation = quick();
    let program = installation.serve();
    let before = ids(&list(&installation), "seal", "active");
    installation.mint_seal("next");
    let (key, chain) = (installation.path("next.key"), installation.path("next.pem"));
    let (key, chain) = (key.display().to_string(), chain.display().to_string());
    let rotate = ["keys", "rotate", "seal", "--key", &key, "--chain", &chain];
    succeed(&installation, &rotate);
    let again = installation.run(&rotate);
    assert!(
        again.errors.contains("on the ring already"),
        "{}",
        again.errors
    );
    assert_eq!(written_down(&installation, "system"), 1, "the first seal");
    assert_eq!(written_down(&installation, "command_line"), 1);
    let rows = list(&installation);
    assert_eq!(ids(&rows, "seal", "retired"), before);
    assert_eq!(ids(&rows, "seal", "active").len(), 1);
    assert_ne!(ids(&rows, "seal", "active"), before);
    let seal = rows.iter().find(|row| row["kind"] == "seal").unwrap();
    assert!(
        seal["subject"]
            .as_str()
            .unwrap()
            .contains("Sello inventado"),
        "{seal}"
    );
    assert!(seal["until"].is_string(), "{seal}");
    assert!(program.stop().status.success());

    // The first one is still configured, and does not come back.
    let program = installation.serve();
    assert_eq!(ids(&list(&installation), "seal", "retired"), before);
    assert!(program.stop().status.success());
    for file in ["seal.key", "seal.pem", "next.key", "next.pem"] {
        fs::remove_file(installation.path(file)).unwrap();
    }
    let line =
        |key: &str, file: &str| format!("{key} = \"{}\"\n", installation.path(file).display());
    let lines = [
        line("seal_key_file", "seal.key"),
        line("seal_chain_file", "seal.pem"),
    ];
    let installation = installation.with(&lines[0], "").with(&lines[1], "");
    let _program = installation.serve();
}

/// The whole story: announced, cut short by a crash, gone on with, finished; people go on
/// registering all the while.
#[test]
fn the_key_encryption_key_is_replaced_under_a_running_server_in_spite_of_a_crash() {
    let world = World::over(quick());
    let installation = &world.installation;
    let mut visitor = Visitor::new();
    world.ask_for_letter(&mut visitor);
    let code = code_on(&world.letter());
    let old = key_at(installation, "key");
    add_data_keys(installation, old.clone(), 3_000);

    let to = installation.path("key.new").display().to_string();
    let rotate = ["keys", "rotate", "kek", "--to", &to];
    let slowly = [&rotate[..], &["--batch", "100", "--pause-ms", "100"]].concat();
    let mut rotation = installation.start(&slowly);
    let under_way = || {
        let new = installation
            .path("key.new")
            .exists()
            .then(|| key_at(installation, "key.new"))?;
        let (done, left) = wrapped_by(installation, new.id());
        (done >= 100 && left >= 1_000).then_some(())
    };
    assert!(
        wait::until(SOON, under_way).is_some(),
        "{}",
        rotation.errors()
    );
    rotation.kill();
    let new = key_at(installation, "key.new");
    let (done, left) = wrapped_by(installation, new.id());
    assert!(done >= 100 && left > 0, "{done} done, {left} left");
    let rows = list(installation);
    assert_eq!(
        ids(&rows, "key-encryption", "active"),
        [new.id().to_string()]
    );
    assert_eq!(
        ids(&rows, "key-encryption", "retiring"),
        [old.id().to_string()]
    );
    let other = installation.path("key.third").display().to_string();
    let refused = installation.run(&["keys", "rotate", "kek", "--to", &other]);
    assert!(
        refused.errors.contains("is being changed to"),
        "{}",
        refused.errors
    );

    // The server opens what the old key wraps and what the new one does: the person registers.
    register(&world, &mut visitor, &code);
    // Another process starts with either of them.
    serves_with(installation, "key.new");

    let finished = succeed(installation, &rotate);
    assert!(finished.output.contains("Done"), "{}", finished.output);
    assert_eq!(wrapped_by(installation, new.id()).1, 0);
    let rows = list(installation);
    assert_eq!(
        ids(&rows, "key-encryption", "active"),
        [new.id().to_string()]
    );
    assert!(ids(&rows, "key-encryption", "retiring").is_empty());
    let again = installation.run(&["keys", "rotate", "kek", "--to", &to]);
    assert!(
        again.errors.contains("need the key-encryption key"),
        "{}",
        again.errors
    );
    // The server that was given the old key goes on with the new one.
    let home = format!("{}/register", installation.origin(0));
    let ways = world.ways(&mut Visitor::new());
    assert!(!ways.words().is_empty(), "{home}");
    let World {
        installation,
        program,
        ..
    } = world;
    assert!(program.stop().status.success());

    installation.refuses(&format!("need the key-encryption key {}", new.id()));
    let line = format!("{}\"", installation.path("key").display());
    let installation = installation.with(&line, &format!("{to}\""));
    let _program = installation.serve();
    // Begun, taken up again after the crash, changed.
    assert_eq!(written_down(&installation, "command_line"), 3);
    let nothing = succeed(&installation, &["keys", "rotate", "kek", "--to", &to]);
    assert!(
        nothing.output.contains("nothing to do"),
        "{}",
        nothing.output
    );
}

fn register(world: &World, visitor: &mut Visitor, code: &str) {
    let ways = world.ways(visitor);
    let enter = visitor
        .submit(&ways, "/register/ways", &[("way", "have")])
        .with_status(200);
    let contact = visitor
        .submit(&enter, "/register/code", &[("code", code)])
        .with_status(200);
    let given = [
        ("phone", world.person.phone.as_str()),
        ("email", &world.person.email),
    ];
    let phone = visitor
        .submit(&contact, "/register/contact", &given)
        .with_status(200);
    let sms = world.wait_for("sms", 1).pop().unwrap();
    let code = steps::phone_code_of(&serde_json::to_value(&sms).unwrap());
    let terms = visitor
        .submit(&phone, "/register/phone-code", &[("code", &code)])
        .with_status(200);
    let done = visitor
        .submit(&terms, "/register/terms", &[("accept", "yes")])
        .with_status(200);
    assert!(done.url.ends_with("/register/done"), "{}", done.url);
}

/// A command that opens keys and database, with another file for the key-encryption key.
fn serves_with(installation: &Installation, file: &str) {
    let file = installation.path(file).display().to_string();
    let config = installation.path("aldaba.toml").display().to_string();
    let variables = [("ALDABA__KEYS__ENCRYPTION_KEY_FILE", file.as_str())];
    let invite = [
        "admin",
        "officer",
        "invite",
        "julia",
        "--config",
        &config,
        "--name",
        "Julia Inventada",
        "--role",
        "case_worker",
        "--until",
        "2099-12-31",
    ];
    let ended = Program::run(crate::installation::binary(), &invite, &variables);
    assert!(ended.status.success(), "{}", ended.errors);
}

#[test]
fn a_lost_key_encryption_key_is_told_plainly_and_nothing_is_touched() {
    let installation = Installation::migrated();
    let needed = key_at(&installation, "key").id().to_string();
    let keys = fs::read(installation.path("keys/keys.json")).unwrap();

    // Another key in its place.
    fs::rename(installation.path("key"), installation.path("key.safe")).unwrap();
    installation.write_private("key", &random_key());
    let given = key_at(&installation, "key").id().to_string();
    let told = installation.run(&["serve"]).errors;
    let file = installation.path("key").display().to_string();
    for words in [
        &*needed,
        &*given,
        &*file,
        "aldaba keys id FILE",
        "Nothing was changed",
    ] {
        assert!(told.contains(words), "`{words}` is missing in: {told}");
    }
    // None at all.
    fs::remove_file(installation.path("key")).unwrap();
    installation.refuses(&format!("need the key-encryption key {needed}"));
    installation.refuses("does not exist");
    // The list still tells which one is needed, and the file that is it can be found.
    let rows = list(&installation);
    assert_eq!(ids(&rows, "key-encryption", "active"), [needed.as_str()]);
    assert_eq!(rows[0]["place"], "not at hand");
    let safe = installation.path("key.safe").display().to_string();
    assert_eq!(
        succeed(&installation, &["keys", "id", &safe]).output.trim(),
        needed
    );

    assert_eq!(fs::read(installation.path("keys/keys.json")).unwrap(), keys);
    fs::rename(installation.path("key.safe"), installation.path("key")).unwrap();
    let _program = installation.serve();
}

#[test]
fn lost_signing_keys_are_not_replaced_by_others_that_find_nobody() {
    let installation = Installation::migrated();
    let program = installation.serve();
    assert!(program.stop().status.success());
    fs::rename(installation.path("keys"), installation.path("keys.safe")).unwrap();
    installation.refuses("restore keys.json from a backup");
    let migrated = installation.run(&["migrate"]);
    assert!(
        migrated.errors.contains("belongs to the key ring"),
        "{}",
        migrated.errors
    );
    assert!(!installation.path("keys").exists());

    // Keys of another installation, wrapped by the same key-encryption key.
    let line = format!("{}/aldaba.db", installation.path("").display()).replace("//", "/");
    let elsewhere = installation.path("other.db").display().to_string();
    let installation = installation.with(&line, &elsewhere);
    succeed(&installation, &["migrate"]);
    let installation = installation.with(&elsewhere, &line);
    installation.refuses("belongs to the key ring");
}

#[test]
fn a_database_of_another_time_is_noticed_and_mended() {
    let installation = Installation::migrated();
    installation.write_private("key.earlier", &random_key());
    let earlier = key_at(&installation, "key.earlier");
    add_data_keys(&installation, earlier.clone(), 3);
    installation.refuses(&format!(
        "wrapped by the key-encryption key {}",
        earlier.id()
    ));
    let without = installation.run(&["keys", "rotate", "data"]);
    assert!(without.errors.contains("3 data keys"), "{}", without.errors);
    let file = installation.path("key.earlier").display().to_string();
    let mended = succeed(&installation, &["keys", "rotate", "data", "--from", &file]);
    assert!(
        mended.output.contains("3 data keys were wrapped again"),
        "{}",
        mended.output
    );
    assert_eq!(written_down(&installation, "command_line"), 1);
    let ours = key_at(&installation, "key").id();
    // Those three, and that of the entry.
    assert_eq!(wrapped_by(&installation, ours), (4, 0));
    let _program = installation.serve();
}

/// SoftHSM stands for a hardware security module.
#[test]
fn token_keys_are_made_in_a_hardware_security_module_and_published() {
    let installation = Installation::new();
    let configuration = installation.path("softhsm2.conf").display().to_string();
    let tokens = installation.path("tokens");
    fs::create_dir(&tokens).unwrap();
    let text = format!("directories.tokendir = {}\n", tokens.display());
    fs::write(&configuration, text).unwrap();
    let made = std::process::Command::new("softhsm2-util")
        .env("SOFTHSM2_CONF", &configuration)
        .args(["--init-token", "--free", "--label", "aldaba"])
        .args(["--so-pin", "12345678", "--pin", "87654321"])
        .output()
        .expect("softhsm2 is installed (`cargo xtask install`)");
    assert!(made.status.success(), "{made:?}");
    installation.write_private("pin", "87654321\n");
    let pin = installation.path("pin").display().to_string();
    let more = format!(
        "token_keys = \"pkcs11\"\n\n[pkcs11]\n\
         library = \"/usr/lib/softhsm/libsofthsm2.so\"\npin_file = \"{pin}\"\n\n[identity]"
    );
    let installation = installation.with("\n[identity]", &more);
    let variables = [("SOFTHSM2_CONF", configuration.as_str())];
    let run = |command: &[&str]| {
        let arguments = installation.arguments(command);
        let ended = Program::run(crate::installation::binary(), &arguments, &variables);
        assert!(ended.status.success(), "{}", ended.errors);
        ended.output
    };
    run(&["migrate"]);
    let rows: Vec<Value> = serde_json::from_str(&run(&["keys", "list", "--json"])).unwrap();
    for kind in ["token-es256", "token-rs256"] {
        let key = rows.iter().find(|row| row["kind"] == kind).unwrap();
        let place = key["place"].as_str().unwrap();
        assert!(place.starts_with("PKCS#11 token aldaba, id "), "{place}");
    }
    let invite = [
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
    ];
    run(&invite);
    let rotated = run(&["keys", "rotate", "token", "--compromised"]);
    assert!(rotated.contains("token-rs256"), "{rotated}");
}
