//! The binary: serve, demo, worker, migrate, backup, restore, audit, doctor and the administrator's
//! commands. It holds no logic: it reads what was asked for, makes the parts, and runs the platform.

mod audit;
mod backup;
mod cli;
mod config;
#[cfg(feature = "demo")]
mod demo;
mod doctor;
mod key_commands;
mod keyring;
mod logging;
mod migrate;
mod restore;
mod run;
mod serve;
mod traces;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    match start(arguments) {
        Ok(code) => code,
        Err(error) => {
            // The operator reads the whole chain, from what failed to why.
            eprintln!("aldaba: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: cli::Arguments) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(cli::run(arguments))
}
