//! Every template with every sample in every language, read back by independent tools.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::{
    fs,
    path::Path,
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use documents::Typesetter;
use ports::documents::Document;
use vocab::Lang;

mod certificate;
mod file;
mod letter;
mod pool;
mod receipts;
mod samples;

const LANGUAGES: [Lang; 6] = Lang::ALL;

/// Runs a tool on a PDF and gives what it prints.
fn tool(program: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("documents-{}-{number}.pdf", std::process::id());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, pdf).unwrap();
    let output = Command::new(program)
        .args(before)
        .arg(&path)
        .args(after)
        .output()
        .unwrap_or_else(|error| panic!("{program} (packages poppler-utils and qpdf): {error}"));
    fs::remove_file(&path).unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{program}: {text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

/// The text of a PDF in reading order, with single spaces.
fn text_of(pdf: &[u8]) -> String {
    let text = tool("pdftotext", &["-enc", "UTF-8"], pdf, &["-"]);
    text.replace('\u{200b}', "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn pages_of(pdf: &[u8]) -> usize {
    let info = tool("pdfinfo", &[], pdf, &[]);
    let line = info
        .lines()
        .find_map(|line| line.strip_prefix("Pages:"))
        .unwrap();
    line.trim().parse().unwrap()
}

fn contains(pdf: &[u8], needle: &str) -> bool {
    pdf.windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

fn sample(lang: Lang, wanted: &str) -> Document {
    samples::all(lang)
        .into_iter()
        .find(|(name, _)| *name == wanted)
        .unwrap()
        .1
}

fn rendered(lang: Lang, wanted: &str) -> Vec<u8> {
    Typesetter::load()
        .unwrap()
        .render(&sample(lang, wanted))
        .unwrap()
}
