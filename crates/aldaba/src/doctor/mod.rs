//! `aldaba doctor`: looks at everything that an installation needs, and says what is wrong and how
//! to mend it. It changes nothing (it makes and removes one file in folders that must be
//! writable), and it can be run while the platform serves.
//!
//! | module | what it looks at |
//! |---|---|
//! | [`settings`] | the configuration: what is missing, and what makes no sense |
//! | [`files`] | permissions, folders, free space |
//! | [`secrets`] | the key-encryption key, the ring, the seal and its dates |
//! | [`database`] | reach, schema, purpose, clock, sealed rows, outbox, clockwork |
//! | [`video`] | the port of picture and sound, the folder of recordings |
//! | [`outside`] | mail server, SMS provider, registers, our own public addresses |

mod database;
mod files;
mod finding;
mod outside;
mod secrets;
mod settings;
mod video;

use std::process::ExitCode;

use finding::Finding;

use crate::{cli::ConfigFile, config::Config};

/// Looks at everything and prints what it finds.
pub(crate) async fn run(file: &ConfigFile, as_json: bool) -> anyhow::Result<ExitCode> {
    let findings = match file.load() {
        Ok(config) => examine(&config, file).await,
        Err(error) => vec![Finding::fault(
            "configuration",
            format!("{error:#}"),
            "mend the file, or name another one with --config",
        )],
    };
    if as_json {
        print!("{}", finding::json(&findings)?);
    } else {
        print!("{}", finding::text(&findings));
    }
    Ok(finding::exit_code(&findings))
}

async fn examine(config: &Config, file: &ConfigFile) -> Vec<Finding> {
    let mut findings = settings::look(config);
    findings.extend(files::look(config, file.path.as_deref()));
    findings.extend(video::look(config));
    let (keys, more) = secrets::look(config);
    findings.extend(more);
    findings.extend(database::look(config, keys.as_ref()).await);
    findings.extend(outside::look(config).await);
    findings
}

/// The chain of an error as one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}
