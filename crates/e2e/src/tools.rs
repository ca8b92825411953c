//! The programs that `cargo xtask test` installs and names in the environment. By hand, what lies
//! where `cargo xtask install` puts it is found without variables.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// The program under test: what `ALDABA_TEST_BINARY` names, or `aldaba` beside the tests.
///
/// # Panics
/// If it is not there.
#[must_use]
pub fn binary() -> PathBuf {
    let path = variable("ALDABA_TEST_BINARY").map_or_else(beside, PathBuf::from);
    assert!(
        path.is_file(),
        "{} is missing: `cargo build -p aldaba`",
        path.display()
    );
    path
}

/// Tests lie in `target/PROFILE/deps`, programs in `target/PROFILE`.
fn beside() -> PathBuf {
    let test = std::env::current_exe().expect("the path of this test");
    let profile = test
        .ancestors()
        .nth(2)
        .expect("a target folder")
        .to_path_buf();
    profile.join("aldaba")
}

/// Node.js.
#[must_use]
pub fn node() -> PathBuf {
    variable("ALDABA_TEST_NODE")
        .unwrap_or_else(|| "node".into())
        .into()
}

/// Python with pyHanko.
#[must_use]
pub fn python() -> PathBuf {
    let ours = || root().join("target/xtask/python/bin/python").into();
    variable("ALDABA_TEST_PYTHON").unwrap_or_else(ours).into()
}

/// Chromium.
#[must_use]
pub fn chromium() -> PathBuf {
    variable("ALDABA_TEST_CHROMIUM")
        .unwrap_or_else(|| "/usr/bin/chromium".into())
        .into()
}

/// Apache, with `mod_auth_openidc` in Debian's place for modules.
#[must_use]
pub fn apache() -> PathBuf {
    variable("ALDABA_TEST_APACHE")
        .unwrap_or_else(|| "/usr/sbin/apache2".into())
        .into()
}

/// Where the journeys leave pictures of the pages, if anybody wants them.
#[must_use]
pub fn screenshots() -> Option<PathBuf> {
    variable("ALDABA_TEST_SCREENSHOTS").map(PathBuf::from)
}

/// The folder with the browser journeys.
#[must_use]
pub fn browser() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("browser")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[expect(
    clippy::disallowed_methods,
    reason = "set-up of tests: `cargo xtask test` names its tools"
)]
fn variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// What FFmpeg's own reader says of a file: its format and its tracks.
///
/// # Panics
/// If it complains.
#[must_use]
pub fn ffprobe(file: &Path) -> Value {
    let out = Command::new("ffprobe")
        .args([
            "-v",
            "error",
            "-of",
            "json",
            "-show_format",
            "-show_streams",
        ])
        .arg(file)
        .output()
        .expect("ffprobe is needed: `cargo xtask install`");
    let complaint = String::from_utf8_lossy(&out.stderr);
    assert_eq!(complaint, "", "ffprobe complains");
    serde_json::from_slice(&out.stdout).expect("JSON")
}
