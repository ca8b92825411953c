//! The one place where the chores read their surroundings.

use std::ffi::OsString;
use std::path::PathBuf;

/// The arguments after the program's name.
pub(crate) fn arguments() -> Vec<String> {
    std::env::args().skip(1).collect()
}

/// An environment variable, if it is set and not empty.
#[expect(
    clippy::disallowed_methods,
    reason = "the one home of environment variables in xtask"
)]
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The names of all environment variables.
#[expect(
    clippy::disallowed_methods,
    reason = "the one home of environment variables in xtask"
)]
pub(crate) fn variable_names() -> Vec<String> {
    std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .collect()
}

/// Finds an executable as the shell would.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = variable("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

/// True when a machine of continuous integration runs us.
pub(crate) fn is_ci() -> bool {
    variable("CI").is_some_and(|value| value != "false" && value != "0")
}

/// What `cargo run` sets for the program that it starts. Builds that we start must not see them, or build scripts
/// that watch such a variable run again each time.
pub(crate) fn set_by_cargo_run(name: &str) -> bool {
    const EXACT: [&str; 5] = [
        "CARGO",
        "CARGO_MANIFEST_DIR",
        "CARGO_MANIFEST_PATH",
        "CARGO_CRATE_NAME",
        "CARGO_BIN_NAME",
    ];
    EXACT.contains(&name) || name.starts_with("CARGO_PKG_") || name == "CARGO_PRIMARY_PACKAGE"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_started_by_us_does_not_see_the_variables_of_cargo_run() {
        assert!(set_by_cargo_run("CARGO_PKG_VERSION"));
        assert!(set_by_cargo_run("CARGO_MANIFEST_DIR"));
        assert!(!set_by_cargo_run("CARGO_HOME"));
        assert!(!set_by_cargo_run("CARGO_TARGET_DIR"));
    }

    #[test]
    fn finds_a_program_that_every_machine_has() {
        assert!(on_path("sh").is_some());
        assert!(on_path("no-such-program-anywhere").is_none());
    }
}
