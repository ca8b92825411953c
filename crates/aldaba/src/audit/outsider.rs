//! What anybody can check who has the files.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use audit::log::{OlderCheckpoint, Receipt, keys_in, older_in, verify_folder};
use gateways::LogFiles;
use wire_tlog::VerifierKey;

use super::TrustedKeys;

/// Checks a published log, its own older checkpoints and those that were kept elsewhere.
pub(super) async fn verify(
    folder: &Path,
    older: &[PathBuf],
    keys: &TrustedKeys,
) -> anyhow::Result<()> {
    anyhow::ensure!(folder.is_dir(), "there is no folder {}", folder.display());
    let files = LogFiles::new(folder);
    let own = keys_in(&files)
        .await
        .context("the file `keys` of the folder")?;
    let trusted = keys.read()?;
    let brought = !trusted.is_empty();
    let trusted = if brought { trusted } else { own };
    anyhow::ensure!(
        !trusted.is_empty(),
        "the folder names no key; give the key of the log with --key"
    );
    let mut checkpoints = older_in(&files).await?;
    for path in older {
        checkpoints.push(OlderCheckpoint {
            label: path.display().to_string(),
            note: std::fs::read(path).with_context(|| path.display().to_string())?,
        });
    }
    let verified = verify_folder(&files, &trusted, &checkpoints).await?;
    let newest = &verified.checkpoint;
    println!(
        "The log {} is whole: {} entries, root {}.",
        newest.origin, newest.size, newest.root
    );
    for (label, size) in &verified.continues {
        println!("It continues {label}, which counted {size} entries.");
    }
    if older.is_empty() {
        println!(
            "Nobody's older checkpoint was compared: give one that was kept elsewhere with \
             --older, or a log that was rewritten by somebody with its key cannot be told from \
             the true one."
        );
    }
    if !brought {
        tell_about_keys("the folder itself", &trusted);
    }
    Ok(())
}

/// Checks a receipt and prints what it proves.
pub(super) fn verify_receipt(file: &Path, keys: &TrustedKeys) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    let receipt = Receipt::parse(&bytes)?;
    let trusted = keys.read()?;
    let brought = !trusted.is_empty();
    let trusted = if brought {
        trusted
    } else {
        vec![receipt.named_key()?]
    };
    let proved = receipt.verify(&trusted)?;
    println!(
        "The record is entry {} of the log {}, signed when it had {} entries:",
        proved.index, proved.checkpoint.origin, proved.checkpoint.size
    );
    println!("{}", serde_json::to_string_pretty(&proved.record)?);
    if !brought {
        tell_about_keys("the receipt itself", &trusted);
    }
    Ok(())
}

/// A key that comes with what it vouches for vouches for nothing.
fn tell_about_keys(source: &str, trusted: &[VerifierKey]) {
    println!(
        "The key comes from {source}. All this is worth something only if it is the key that the \
         administration published (--key compares it):"
    );
    for key in trusted {
        println!("  {key}");
    }
}

impl TrustedKeys {
    /// Keys as they are written, or files with keys.
    fn read(&self) -> anyhow::Result<Vec<VerifierKey>> {
        let mut trusted = Vec::new();
        for given in &self.keys {
            if let Ok(key) = given.parse() {
                trusted.push(key);
                continue;
            }
            let text = std::fs::read_to_string(given)
                .with_context(|| format!("--key {given} is neither a key nor a file"))?;
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                let key = line.trim().parse();
                trusted.push(key.with_context(|| format!("{given} holds something else"))?);
            }
        }
        Ok(trusted)
    }
}
