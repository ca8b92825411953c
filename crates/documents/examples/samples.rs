//! Writes every sample document in every language to a folder, to look at:
//! `cargo run -p documents --example samples -- FOLDER`.

#![expect(
    clippy::unwrap_used,
    reason = "the samples are made by code that the tests share"
)]

use std::{error::Error, fs, path::PathBuf};

use documents::Typesetter;
use vocab::Lang;

#[path = "../tests/rendering/samples/mod.rs"]
mod samples;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(
        std::env::args_os()
            .nth(1)
            .ok_or("name a folder to write to")?,
    );
    fs::create_dir_all(&folder)?;
    let typesetter = Typesetter::load()?;
    for lang in Lang::ALL {
        for (name, document) in samples::all(lang) {
            let pdf = typesetter.render(&document)?;
            fs::write(folder.join(format!("{name}.{}.pdf", lang.tag())), pdf)?;
        }
    }
    Ok(())
}
