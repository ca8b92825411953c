//! The binary: serve, demo, worker, migrate, backup, restore and the administrator's commands. It holds no logic:
//! it reads what was asked for, makes the parts, and runs the platform.

mod backup;
mod cli;
mod config;
#[cfg(feature = "demo")]
mod demo;
mod key_commands;
mod keyring;
mod logging;
mod migrate;
mod restore;
mod run;
mod serve;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    match start(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The operator reads the whole chain, from what failed to why.
            eprintln!("aldaba: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: cli::Arguments) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(cli::run(arguments))
}
