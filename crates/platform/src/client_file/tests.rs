#![expect(clippy::unwrap_used, reason = "tests")]

use wire_oidc::client::SubjectType;

use super::*;

const GOOD: &str = r#"
client_id = "padron"
body = "E99999902"
redirect_uris = ["https://padron.example/volver"]
post_logout_redirect_uris = ["https://padron.example/"]
backchannel_logout_uri = "https://padron.example/cierre"
sector = "padron.example"
scopes = ["openid", "identity"]
claims = [
    { claim = "identity_number", basis = { law = "art. 9.2 Ley 39/2015" } },
    { claim = "name", basis = "consent" },
]
max_level = "substantial"

[names]
es = "Padrón inventado"
"#;

fn mistakes(text: &str, format: Format) -> Vec<String> {
    read(text, format, Surroundings::Production)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_file_without_mistakes_is_a_registration_with_safe_defaults() {
    let read = read(GOOD, Format::Toml, Surroundings::Production).unwrap();
    assert_eq!(read.client_id.as_str(), "padron");
    assert_eq!(read.auth_method, ClientAuthMethod::SecretBasic);
    assert_eq!(read.subject_type, SubjectType::Pairwise);
    assert!(read.require_pkce);
    assert_eq!(read.secret_hash, None);
    let json = serde_json::to_string_pretty(&read).unwrap();
    let again = super::read(&json, Format::Json, Surroundings::Production).unwrap();
    assert_eq!(again, read, "what is shown can be given again");
}

#[test]
fn a_public_client_needs_no_word_about_how_it_authenticates() {
    let text = format!("kind = \"public\"\n{GOOD}");
    let read = read(&text, Format::Toml, Surroundings::Production).unwrap();
    assert_eq!(read.auth_method, ClientAuthMethod::None);
}

/// Every mistake at once, each with its line, its member and what to do.
#[test]
fn every_mistake_is_told_with_line_member_and_remedy() {
    let text = r#"client_id = "un padrón"
redirect_uris = [
    "https://padron.example/volver",
    "https://padron.example/#trozo",
    "http://padron.example/volver",
]
scopes = ["openid", "everything"]
claims = [{ claim = "gender", basis = "consent" }]
max_level = "highest"
secret_hash = "secreto"
colour = "blue"
backchannel_logout_uri = "http://padron.example/cierre"

[names]
en = "Register"
"#;
    let told = mistakes(text, Format::Toml);
    for (start, words) in [
        ("line 1: client_id: ", "1 to 128 letters"),
        ("line 4: redirect_uris[1]: ", "fragment"),
        ("line 7: scopes[1]: ", "everything"),
        ("line 8: claims[0]: ", "gender"),
        ("line 9: max_level: ", "low, substantial or high"),
        ("line 10: secret_hash: ", "take it out"),
        ("line 11: colour: ", "there is no such member"),
        ("line 12: backchannel_logout_uri: ", "https"),
        ("line 14: names: ", "add names.es"),
        ("body: ", "DIR3"),
    ] {
        let found = told
            .iter()
            .find(|one| one.starts_with(start))
            .unwrap_or_else(|| panic!("{start} is missing in\n{}", told.join("\n")));
        assert!(found.contains(words), "{found}");
    }
    assert_eq!(told.len(), 10, "{}", told.join("\n"));
}

/// An address that can be read and may not be used is found on its own line.
#[test]
fn a_fault_is_told_where_it_is() {
    let text = GOOD.replace(
        "redirect_uris = [\"https://padron.example/volver\"]",
        "redirect_uris = [\n  \"https://padron.example/volver\",\n  \"http://padron.example/b\",\n]",
    );
    let told = mistakes(&text, Format::Toml);
    assert_eq!(told.len(), 1, "{told:?}");
    let told = told.first().unwrap();
    assert!(told.starts_with("line 6: redirect_uris[1]: "), "{told}");
}

#[test]
fn json_mistakes_have_lines_too() {
    let text = r#"{
  "client_id": "padron",
  "body": "E99999902",
  "names": { "es": "Padrón", "en": 7 },
  "redirect_uris": [
    "https://padron.example/volver",
    "nonsense",
    { "not": "an address" }
  ],
  "kind": "secretive"
}"#;
    let told = mistakes(text, Format::Json);
    for start in [
        "line 4: names.en: ",
        "line 7: redirect_uris[1]: ",
        "line 8: redirect_uris[2]: ",
        "line 10: kind: ",
    ] {
        let found = told.iter().any(|one| one.starts_with(start));
        assert!(found, "{start} is missing in\n{}", told.join("\n"));
    }
}

#[test]
fn what_is_no_toml_or_json_is_told_with_its_line() {
    let told = mistakes("client_id = \"a\"\nbody = \nnames = {", Format::Toml);
    assert!(
        told.iter().any(|one| one.starts_with("line 2: ")),
        "{told:?}"
    );
    let told = mistakes("{\n \"client_id\": }", Format::Json);
    assert!(
        told.iter().any(|one| one.starts_with("line 2: ")),
        "{told:?}"
    );
    assert_eq!(mistakes("[]", Format::Json).len(), 1);
}

#[test]
fn an_empty_file_is_told_what_it_needs() {
    let told = mistakes("", Format::Toml);
    for member in ["client_id", "redirect_uris", "names", "body"] {
        let found = told
            .iter()
            .any(|one| one.starts_with(&format!("{member}: ")));
        assert!(found, "{member} is missing in\n{}", told.join("\n"));
    }
}
