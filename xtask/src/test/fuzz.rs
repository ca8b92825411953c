//! Ten seconds of libFuzzer on each parser of foreign bytes.
//!
//! The flags are those of `cargo fuzz`, without the sanitizer: the workspace forbids `unsafe`, so
//! that what can be found is a panic, a hang, or something that does not hold. They work with the
//! stable compiler.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::context::Context;
use crate::shell;

/// What cargo-fuzz passes for coverage.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";
/// Naming the target keeps the flags away from build scripts.
const TARGET: &str = "x86_64-unknown-linux-gnu";
/// Seconds for each parser.
const SECONDS: u32 = 10;
/// Longest input that is made, in bytes; limits have tests of their own.
const LONGEST: u32 = 16 << 10;

pub(super) fn run(context: &mut Context) -> Result<()> {
    let root = context.workspace.root.clone();
    let target = context.workspace.target.join("fuzz");
    let package = root.join("crates/fuzz/libfuzzer");
    let mut build = context.cargo(&["build", "--release", "--locked", "--target", TARGET]);
    build
        .current_dir(&package)
        .arg("--target-dir")
        .arg(&target)
        .env("RUSTFLAGS", FLAGS);
    shell::run(&mut build)?;
    let program = target.join(TARGET).join("release/fuzz-libfuzzer");
    let corpus = target.join("corpus");
    let mut seeds = context.cargo(&["run", "--quiet", "--locked", "--package", "fuzz", "--"]);
    let names = shell::capture(seeds.arg(&corpus))?;
    let names: Vec<&str> = names.lines().collect();
    // Two at a time: CI has two cores.
    for pair in names.chunks(2) {
        let (root, target, program) = (&root, &target, &program);
        std::thread::scope(|scope| {
            let runs: Vec<_> = pair
                .iter()
                .map(|name| scope.spawn(move || one(root, target, program, name)))
                .collect();
            runs.into_iter().try_for_each(|run| match run.join() {
                Ok(ended) => ended,
                Err(panic) => std::panic::resume_unwind(panic),
            })
        })?;
    }
    Ok(())
}

/// What is found lies in `target/fuzz/found`, from where it belongs into `crates/fuzz/corpus`.
fn one(root: &Path, target: &Path, program: &Path, name: &str) -> Result<()> {
    let grown = target.join("corpus").join(name);
    let found = target.join("found");
    fs::create_dir_all(&grown)?;
    fs::create_dir_all(&found)?;
    let mut fuzz = std::process::Command::new(program);
    fuzz.current_dir(root)
        .env("ALDABA_FUZZ_TARGET", name)
        .arg(format!("-max_total_time={SECONDS}"))
        .arg(format!("-max_len={LONGEST}"))
        .arg("-timeout=5")
        .arg("-rss_limit_mb=1024")
        .arg("-print_final_stats=0")
        .arg("-verbosity=0")
        .arg(format!("-artifact_prefix={}/{name}-", found.display()))
        .arg(&grown);
    let kept = root.join("crates/fuzz/corpus").join(name);
    if kept.is_dir() {
        fuzz.arg(kept);
    }
    shell::run(&mut fuzz).with_context(|| {
        format!(
            "`{name}` does not hold; what broke it is in {}: mend it and move the file to crates/fuzz/corpus/{name}/",
            found.display()
        )
    })
}
