//! The steps of `cargo xtask test`, in order.

use std::process::Command;

use anyhow::{Context as _, Result};

use super::context::Context;
use crate::{shell, tidy};

/// A step: one thing that CI checks.
pub(crate) struct Step {
    /// What `--only` calls it.
    pub(crate) name: &'static str,
    /// One line for `--list` and the log.
    pub(crate) about: &'static str,
    /// The steps that must not have failed before.
    pub(crate) needs: &'static [&'static str],
    /// Part of `--fast`?
    pub(crate) fast: bool,
    /// Does it.
    pub(crate) run: fn(&mut Context) -> Result<()>,
}

/// Cheap and telling first; the doc tests stand before the tests, so that the last count is that of the journeys.
pub(crate) const STEPS: &[Step] = &[
    Step {
        name: "install",
        about: "what is missing: Debian, npm and PyPI packages, cargo tools",
        needs: &[],
        fast: true,
        run: install,
    },
    Step {
        name: "fmt",
        about: "every file is formatted",
        needs: &[],
        fast: true,
        run: fmt,
    },
    Step {
        name: "tidy",
        about: "rings, generated files, requirements, unused dependencies, words",
        needs: &[],
        fast: true,
        run: tidy_up,
    },
    Step {
        name: "clippy",
        about: "every lint of the workspace, warnings refused",
        needs: &[],
        fast: true,
        run: clippy,
    },
    Step {
        name: "types",
        about: "the scripts of the pages agree with the types in their comments (TypeScript's checker)",
        needs: &["install"],
        fast: true,
        run: types,
    },
    Step {
        name: "doc",
        about: "the documentation builds without a warning",
        needs: &[],
        fast: false,
        run: doc,
    },
    Step {
        name: "deny",
        about: "licences, bans and sources of what we build on; advisories where they can be had",
        needs: &["install"],
        fast: false,
        run: deny,
    },
    Step {
        name: "build",
        about: "the binary and every test, once",
        needs: &[],
        fast: false,
        run: build,
    },
    Step {
        name: "doctests",
        about: "the examples in the documentation",
        needs: &["build"],
        fast: false,
        run: doctests,
    },
    Step {
        name: "tests",
        about: "every test but the journeys, on both engines",
        needs: &["install", "build"],
        fast: true,
        run: tests,
    },
    Step {
        name: "fuzz",
        about: "ten seconds of libFuzzer for each parser of foreign bytes; only when named",
        needs: &[],
        fast: false,
        run: super::fuzz::run,
    },
    Step {
        name: "e2e",
        about: "the journeys: the built binary, a browser, independent clients",
        needs: &["install", "build"],
        fast: false,
        run: e2e,
    },
];

/// Steps that run only when `--only` names them: what a fuzzer finds is a matter of luck, and a
/// change is not to fail by bad luck. What it found is in the corpus, which the tests try.
pub(crate) const ON_DEMAND: [&str; 1] = ["fuzz"];

/// Crates whose tests need typst, which takes minutes to build; `--fast` leaves them out.
const SLOW_TO_BUILD: [&str; 3] = ["aldaba", "documents", "e2e"];

fn install(context: &mut Context) -> Result<()> {
    context.tools().map(drop)
}

fn fmt(context: &mut Context) -> Result<()> {
    let check = ["fmt", "--all", "--check", "--", "--files-with-diff"];
    shell::run(&mut context.cargo(&check)).context("run `cargo fmt --all`")
}

fn tidy_up(context: &mut Context) -> Result<()> {
    tidy::check(&context.workspace)
}

fn clippy(context: &mut Context) -> Result<()> {
    let mut command = context.cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--keep-going",
        "--locked",
    ]);
    leave_out_slow(context, &mut command);
    shell::run(command.args(["--", "--deny", "warnings"]))
}

fn types(context: &mut Context) -> Result<()> {
    let root = context.workspace.root.clone();
    let tools = context.tools()?;
    let checker = tools.node_modules.join("typescript/bin/tsc");
    let project = root.join("tsconfig.json");
    shell::run(
        Command::new(&tools.node)
            .arg(checker)
            .arg("--project")
            .arg(project),
    )
}

fn doc(context: &mut Context) -> Result<()> {
    let mut command = context.cargo(&[
        "doc",
        "--workspace",
        "--no-deps",
        "--locked",
        "--document-private-items",
        "--keep-going",
    ]);
    // Maps of a crate link to its private modules, and we always build the documentation with them.
    let flags = "--deny warnings --allow rustdoc::private_intra_doc_links";
    shell::run(command.env("RUSTDOCFLAGS", flags))
}

fn deny(context: &mut Context) -> Result<()> {
    shell::run(&mut context.cargo_tool(&[
        "deny",
        "--log-level",
        "error",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ])?)?;
    advisories(context)
}

/// Advisories need their database from the network. A machine that cannot have it says so and goes on; a machine
/// that has it fails on every advisory that `deny.toml` does not argue away.
fn advisories(context: &mut Context) -> Result<()> {
    const FETCH: [&str; 4] = ["deny", "--log-level", "error", "fetch"];
    let mut fetch = context.cargo_tool(&FETCH)?;
    // git asks for no password and gives up on a line that carries nothing for ten seconds.
    fetch
        .arg("db")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_HTTP_LOW_SPEED_LIMIT", "1")
        .env("GIT_HTTP_LOW_SPEED_TIME", "10");
    if shell::succeeds(&mut fetch) {
        // The database is fresh now; the check itself asks the network for nothing.
        let check = [
            "deny",
            "--offline",
            "--log-level",
            "error",
            "check",
            "advisories",
        ];
        return shell::run(&mut context.cargo_tool(&check)?);
    }
    println!(
        "NOT CHECKED: advisories. The database of RustSec cannot be fetched from this machine."
    );
    Ok(())
}

fn build(context: &mut Context) -> Result<()> {
    shell::run(&mut context.cargo(&["build", "--workspace", "--bins", "--tests", "--locked"]))
}

fn doctests(context: &mut Context) -> Result<()> {
    shell::run(&mut context.cargo(&["test", "--workspace", "--doc", "--locked", "--quiet"]))
}

fn tests(context: &mut Context) -> Result<()> {
    let mut command = context.cargo_tool(&["nextest", "run", "--workspace", "--locked"])?;
    leave_out_slow(context, &mut command);
    if !context.options.fast {
        command.args(["--filterset", "not package(e2e)"]);
    }
    command.args(&context.options.filter);
    shell::run(&mut context.with_test_environment(command)?)
}

fn e2e(context: &mut Context) -> Result<()> {
    // A no-op after the step `build`; with `--only e2e` it makes sure that the journeys meet today's binary.
    build(context)?;
    let mut command = context.cargo_tool(&[
        "nextest",
        "run",
        "--workspace",
        "--locked",
        "--filterset",
        "package(e2e)",
    ])?;
    command.args(&context.options.filter);
    shell::run(&mut context.with_test_environment(command)?)
}

fn leave_out_slow(context: &Context, command: &mut Command) {
    if context.options.fast {
        for name in SLOW_TO_BUILD
            .iter()
            .filter(|name| context.workspace.member(name).is_some())
        {
            command.args(["--exclude", name]);
        }
    }
}
