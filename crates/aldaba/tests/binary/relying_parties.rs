//! `aldaba admin client …`: from a file with mistakes to a secret that was changed.

use std::fs;

use e2e::program::Ended;

use crate::installation::Installation;

const FILE: &str = r#"client_id = "padron"
body = "E99999902"
redirect_uris = ["https://padron.example/volver"]
scopes = ["openid", "identity"]
claims = [{ claim = "identity_number", basis = { law = "art. 9.2 Ley 39/2015" } }]

[names]
es = "Padrón inventado"
"#;

fn client(installation: &Installation, words: &[&str]) -> Ended {
    installation.run(&[&["admin", "client"], words].concat())
}

fn secret(ended: &Ended) -> String {
    assert!(ended.status.success(), "{}", ended.errors);
    let line = ended
        .output
        .lines()
        .find(|line| line.contains("shown only now: "));
    let (_, secret) = line.unwrap().rsplit_once(' ').unwrap();
    secret.to_owned()
}

/// R006, R007: everything that an administrator does with a relying party.
#[test]
fn a_relying_party_is_added_shown_changed_and_taken_out() {
    let installation = Installation::migrated();
    let path = installation.path("padron.toml");
    let file = path.display().to_string();

    let wrong = FILE.replace("https://", "http://").replace("body", "bodi");
    fs::write(&path, wrong).unwrap();
    let refused = client(&installation, &["check", &file]);
    assert!(!refused.status.success());
    for told in [
        "line 2: bodi: ",
        "line 3: redirect_uris[0]: ",
        "serve it over https",
    ] {
        assert!(refused.errors.contains(told), "{}", refused.errors);
    }

    fs::write(&path, FILE).unwrap();
    let first = secret(&client(&installation, &["add", &file]));
    let again = client(&installation, &["add", &file]);
    assert!(again.errors.contains("--replace"), "{}", again.errors);
    let replaced = client(&installation, &["add", "--replace", &file]);
    assert!(
        replaced.output.contains("Replaced: padron."),
        "{}",
        replaced.errors
    );
    assert!(!replaced.output.contains("secret"), "it keeps its own");

    let shown = client(&installation, &["show", "padron"]);
    let json: serde_json::Value = serde_json::from_str(&shown.output).unwrap();
    assert_eq!(json["redirect_uris"][0], "https://padron.example/volver");
    assert!(json["secret_hash"].is_null());
    assert!(!shown.output.contains(&first));

    let rotated = client(&installation, &["rotate-secret", "padron"]);
    assert_ne!(first, secret(&rotated));
    let told = "The old one works until 20";
    assert!(rotated.output.contains(told), "{}", rotated.output);
    let shown = client(&installation, &["show", "padron"]);
    let told = "the one before it works until 20";
    assert!(shown.errors.contains(told), "{}", shown.errors);
    let json: serde_json::Value = serde_json::from_str(&shown.output).unwrap();
    assert_eq!(json.get("earlier_secret"), None, "no hash leaves");
    let rotated = client(&installation, &["rotate-secret", "--now", "padron"]);
    let told = "The old one stops working";
    assert!(rotated.output.contains(told), "{}", rotated.output);
    let shown = client(&installation, &["show", "padron"]);
    assert_eq!(shown.errors, "", "only one secret is left");
    let listed = || client(&installation, &["list"]).output;
    assert!(
        listed().contains("padron\tclient_secret_basic\tin service"),
        "{}",
        listed()
    );
    assert!(
        client(&installation, &["disable", "padron"])
            .status
            .success()
    );
    assert!(listed().contains("disabled since"), "{}", listed());
    assert!(
        client(&installation, &["enable", "padron"])
            .status
            .success()
    );
    assert!(listed().contains("in service"), "{}", listed());
    let unknown = client(&installation, &["disable", "nobody"]);
    assert!(
        unknown.errors.contains("there is no relying party"),
        "{}",
        unknown.errors
    );
}
