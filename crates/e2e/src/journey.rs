//! Browser journeys: `node browser/NAME.mjs` with its input as JSON.

use std::process::Command;

use serde_json::Value;

use crate::tools;

/// Runs a browser journey and gives what it found.
///
/// # Panics
/// With what the journey says, if it was not as it should be.
#[must_use]
pub fn journey(name: &str, input: &Value) -> Value {
    let mut input = input.clone();
    if let (Some(folder), Some(fields)) = (tools::screenshots(), input.as_object_mut()) {
        fields.insert(
            "screenshots".into(),
            folder.join(name).display().to_string().into(),
        );
    }
    let outcome = Command::new(tools::node())
        .arg(format!("{name}.mjs"))
        .arg(input.to_string())
        .current_dir(tools::browser())
        .env("ALDABA_TEST_CHROMIUM", tools::chromium())
        .env("ALDABA_TEST_PYTHON", tools::python())
        .output()
        .expect("Node.js starts");
    let complaint = String::from_utf8_lossy(&outcome.stderr);
    assert!(
        outcome.status.success(),
        "the journey {name} failed:\n{complaint}"
    );
    serde_json::from_slice(&outcome.stdout)
        .unwrap_or_else(|error| panic!("the journey {name} told nothing ({error}):\n{complaint}"))
}
