//! What `serve` refuses, and that it serves what is right.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use e2e::{Program, Visitor};
use rusqlite::Connection;
use wire_oidc::{
    claims::{Claim, Scope},
    client::{ClaimGrant, ClientId, ClientRegistration, LegalBasis, RedirectRule},
    jose::Algorithm,
};

use crate::{
    demonstration,
    installation::{Installation, binary},
};

#[test]
fn an_installation_with_everything_set_is_served_and_stops_gracefully() {
    let installation = Installation::migrated();
    let program = installation.serve();
    for (offset, face) in ["identity", "sede", "office"].into_iter().enumerate() {
        let origin = installation.origin(u16::try_from(offset).unwrap());
        let home = Visitor::new().open(&origin).with_status(200);
        assert!(home.html().contains("Ayuntamiento Inventado"), "{face}");
        assert!(
            !home.html().contains("demo-strip"),
            "{face} calls itself a demonstration"
        );
    }
    let ended = program.stop();
    assert!(ended.status.success(), "{}", ended.errors);
}

/// The tables take the place of the files, and a bad row is named without what it says.
#[test]
fn a_register_is_imported_and_its_bad_rows_are_named() {
    let installation = Installation::migrated();
    let file = installation.path("people.csv");
    let columns = "number,given,surname1,birth_date,birth_country,nationality,issued_on";
    let rest = "Ejemplo,1990-05-17,ES,ES,2020-03-01";
    let text = format!("{columns}\n00000000T,Ana,{rest}\n00000001T,Eva,{rest}\n");
    fs::write(&file, text).unwrap();
    let file = file.display().to_string();
    let import = |further: &[&str]| {
        installation.run(&[&["admin", "register", "import", &file], further].concat())
    };
    let nothing = import(&["--all-or-nothing"]);
    assert!(!nothing.status.success());
    assert!(
        nothing.errors.contains("nothing was imported"),
        "{}",
        nothing.errors
    );
    let bad_rows = installation.path("bad").display().to_string();
    let imported = import(&["--bad-rows", &bad_rows]);
    assert!(!imported.status.success(), "a bad row is an error");
    assert!(
        imported.errors.contains("line 3, column number: "),
        "{}",
        imported.errors
    );
    assert!(
        imported.output.contains("The civil register: 1 added"),
        "{}",
        imported.output
    );
    assert!(!imported.errors.contains("Eva") && !imported.errors.contains("00000001"));
    let kept = fs::read_to_string(bad_rows).unwrap();
    assert!(kept.starts_with("line 3, column number: "), "{kept}");
}

#[test]
fn the_cookies_of_production_belong_to_their_host_alone() {
    let installation = Installation::migrated();
    let _program = installation.serve();
    let mut visitor = Visitor::new();
    let _ = visitor
        .open(&format!("{}/register", installation.origin(0)))
        .with_status(200);
    assert!(!visitor.cookies.is_empty());
    for name in visitor.cookies.keys() {
        assert!(name.starts_with("__Host-"), "{name}");
    }
}

#[test]
fn an_issuer_that_is_not_https_is_refused() {
    Installation::migrated()
        .with("https://identidad.example", "http://identidad.example")
        .refuses("identity.public_url must be an https address");
}

#[test]
fn missing_settings_are_named_all_at_once() {
    let installation = Installation::migrated()
        .with("dir3 = \"E99999902\"", "")
        .with("url = \"http://127.0.0.1:9/v1/messages\"", "");
    installation.refuses("body.dir3 is missing");
    installation.refuses("sms.url is missing");
}

#[test]
fn without_a_key_encryption_key_nothing_starts() {
    let installation = Installation::migrated();
    let line = format!(
        "encryption_key_file = \"{}\"",
        installation.path("key").display()
    );
    installation
        .with(&line, "")
        .refuses("there is no key-encryption key");
}

#[test]
fn a_key_encryption_key_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let installation = Installation::migrated();
    let open = fs::Permissions::from_mode(0o644);
    fs::set_permissions(installation.path("key"), open).unwrap();
    installation.refuses("keys.encryption_key_file");
}

#[test]
fn a_key_encryption_key_that_was_made_automatically_is_refused() {
    let data = demonstration::data_of_a_demonstration();
    let installation = Installation::migrated();
    let key = fs::read_to_string(data.path().join("key-encryption-key")).unwrap();
    installation.write_private("key", &key);
    installation.refuses("made automatically for a demonstration");
}

#[test]
fn the_database_of_a_demonstration_is_refused() {
    let data = demonstration::data_of_a_demonstration();
    let installation = Installation::migrated();
    let ours = installation.path("aldaba.db").display().to_string();
    let theirs = data.path().join("aldaba.db").display().to_string();
    installation
        .with(&ours, &theirs)
        .refuses("belongs to a demonstration");
}

#[test]
fn a_database_without_schema_is_refused_with_what_to_do() {
    let installation = Installation::migrated();
    fs::remove_file(installation.path("aldaba.db")).unwrap();
    installation.refuses("aldaba migrate");
}

#[test]
fn an_installation_without_keys_is_refused_with_what_to_do() {
    let installation = Installation::new();
    installation.refuses("`aldaba migrate` makes them for a new installation");
    assert!(!installation.path("keys").exists());
}

#[test]
fn a_database_of_a_newer_schema_is_refused() {
    let installation = Installation::migrated();
    let database = Connection::open(installation.path("aldaba.db")).unwrap();
    let newer = "INSERT INTO schema_migration (number, name, checksum, min_compatible, applied_at) \
                 VALUES (9000, 'from_the_future', 'x', 9000, '2099-01-01')";
    database.execute(newer, []).unwrap();
    drop(database);
    installation.refuses("9000");
    let migrated = installation.run(&["migrate"]);
    assert!(
        !migrated.status.success(),
        "an old release migrated a newer database"
    );
}

#[test]
fn a_key_that_does_not_exist_is_refused_by_name() {
    Installation::migrated()
        .with("dir3 = ", "dir33 = ")
        .refuses("dir33");
}

#[test]
fn the_environment_wins_over_the_file() {
    let installation = Installation::migrated();
    fs::write(installation.path("aldaba.toml"), &installation.config).unwrap();
    let file = installation.path("aldaba.toml").display().to_string();
    let variables = [("ALDABA__IDENTITY__PUBLIC_URL", "http://identidad.example")];
    let ended = Program::run(binary(), &["serve", "--config", &file], &variables);
    assert!(
        ended.errors.contains("must be an https address"),
        "{}",
        ended.errors
    );
}

#[test]
fn a_port_in_use_is_told() {
    let installation = Installation::migrated();
    let _program = installation.serve();
    installation.refuses("cannot listen on");
}

#[test]
fn an_officer_is_invited_with_an_address_of_the_desk() {
    let installation = Installation::migrated();
    let command = [
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
    let invited = installation.run(&command);
    assert!(invited.status.success(), "{}", invited.errors);
    assert!(
        invited
            .output
            .contains("https://oficina.example/enrol?code="),
        "{}",
        invited.output
    );
    let unknown = installation.run(&[
        "admin",
        "officer",
        "invite",
        "rey",
        "--name",
        "X",
        "--role",
        "king",
        "--until",
        "2099-12-31",
    ]);
    assert!(
        unknown.errors.contains("`king` is no role"),
        "{}",
        unknown.errors
    );
}

#[test]
fn a_relying_party_with_wildcards_belongs_to_the_demonstration() {
    let installation = Installation::migrated();
    let add = |address: &str| {
        let file = installation.path("client.json");
        fs::write(
            &file,
            serde_json::to_string(&relying_party(address)).unwrap(),
        )
        .unwrap();
        installation.run(&["admin", "client", "add", &file.display().to_string()])
    };
    let refused = add("http://localhost:*");
    assert!(!refused.status.success());
    assert!(refused.errors.contains("wildcard"), "{}", refused.errors);
    let added = add("https://padron.example/volver");
    assert!(added.status.success(), "{}", added.errors);
    assert!(added.output.contains("secret"), "{}", added.output);
}

fn relying_party(address: &str) -> ClientRegistration {
    let law = LegalBasis::Law("art. 9.2 Ley 39/2015".into());
    ClientRegistration {
        redirect_uris: vec![RedirectRule::parse(address).unwrap()],
        sector: Some("padron.example".into()),
        scopes: BTreeSet::from([Scope::OpenId, Scope::Identity]),
        claims: vec![ClaimGrant {
            claim: Claim::IdentityNumber,
            basis: law,
        }],
        max_level: vocab::AssuranceLevel::High,
        id_token_alg: Algorithm::Rs256,
        names: BTreeMap::from([("es".to_owned(), "Padrón inventado".to_owned())]),
        body: "E99999902".into(),
        ..ClientRegistration::new(ClientId::parse("padron").unwrap())
    }
}
