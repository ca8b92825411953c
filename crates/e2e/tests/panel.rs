//! "Mi identidad" in two browsers, and a receipt that is checked without the platform.

use std::{fs, path::Path};

use e2e::{Demonstration, journey, program::Program, tools};
use serde_json::json;

/// R127: a session is seen and ended from another browser, the office is told; what was done is
/// there to be read, filtered and taken away, and `aldaba audit verify-receipt` believes a receipt.
#[test]
fn a_person_sees_what_is_done_in_their_name_and_ends_it_from_another_browser() {
    let demonstration = Demonstration::start();
    let person = demonstration
        .people()
        .showing("identifies with a one-time PIN at once");
    let input = json!({ "number": person.number });
    let found = journey("panel", &demonstration.input(&input));

    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name);
    let (receipt, changed, keys) = (path("receipt"), path("changed"), path("keys"));
    let text = |member: &str| {
        let value = found.get(member).and_then(serde_json::Value::as_str);
        value.expect("a text")
    };
    fs::write(&receipt, text("receipt")).expect("a file");
    fs::write(&keys, text("keys")).expect("a file");
    let verify = |file: &Path| {
        let words = ["audit", "verify-receipt", said(file), "--key", said(&keys)];
        Program::run(&tools::binary(), &words, &[])
    };
    let verified = verify(&receipt);
    assert!(verified.status.success(), "{}", verified.errors);
    assert!(
        verified.output.contains(text("entry")),
        "{}",
        verified.output
    );

    // One word is another, and it is believed no more.
    let other = text("receipt").replace("citizen", "nobody");
    fs::write(&changed, other).expect("a file");
    assert!(!verify(&changed).status.success());
}

fn said(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}
