//! What the command line says of itself.

use e2e::Program;

use crate::installation::{Installation, binary};

#[test]
fn the_help_names_every_command() {
    let help = Program::run(binary(), &["--help"], &[]);
    assert!(help.status.success());
    for command in [
        "demo", "serve", "worker", "migrate", "backup", "restore", "doctor", "config", "keys",
        "audit", "admin",
    ] {
        assert!(help.output.contains(command), "{command}:\n{}", help.output);
    }
}

#[test]
fn an_unknown_command_is_refused_with_the_way_to_the_help() {
    let refused = Program::run(binary(), &["obey"], &[]);
    assert!(!refused.status.success());
    assert!(refused.errors.contains("--help"), "{}", refused.errors);
}

#[test]
fn the_reference_tells_every_key_with_its_default_and_its_meaning() {
    let reference = Program::run(binary(), &["config", "reference"], &[]);
    assert!(reference.status.success());
    let lines: Vec<&str> = reference.output.lines().collect();
    let keys: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].contains(" = ") && !lines[*at].starts_with('#'))
        .collect();
    assert!(keys.len() > 50, "{} keys", keys.len());
    for at in keys {
        assert!(lines[at - 1].starts_with("# "), "no meaning: {}", lines[at]);
    }
    for known in [
        "sms_after = 60",
        "letter_valid_days = 45",
        "ALDABA__SECTION__KEY",
    ] {
        assert!(reference.output.contains(known), "{known}");
    }
}

#[test]
fn the_reference_is_a_configuration_itself() {
    let reference = Program::run(binary(), &["config", "reference"], &[]).output;
    let mut installation = Installation::new();
    installation.config = reference;
    let checked = installation.run(&["config", "check"]);
    // Nothing is set, so that it cannot be served; every line of it was understood.
    assert!(
        checked.errors.contains("body.dir3 is missing"),
        "{}",
        checked.errors
    );
}
