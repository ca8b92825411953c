//! Lists the migrations in `migrations/` so that they are embedded in number order. A file name
//! out of the pattern `NNNN_name.sql`, or a number used twice, stops the build.

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

#[expect(
    clippy::disallowed_methods,
    reason = "cargo talks to build scripts this way"
)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("migrations");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let file = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        let Some((number, name)) = file
            .strip_suffix(".sql")
            .and_then(|stem| stem.split_once('_'))
        else {
            return Err(format!("migrations/{file}: the name must be NNNN_name.sql").into());
        };
        let number: i64 = match number.parse() {
            Ok(parsed) if number.len() == 4 && parsed > 0 => parsed,
            _ => return Err(format!("migrations/{file}: the number must be 0001 to 9999").into()),
        };
        println!("cargo::rerun-if-changed={}", path.display());
        let listed = (name.to_owned(), path);
        if let Some((twin, _)) = found.insert(number, listed) {
            return Err(format!("migrations: number {number} is used by {twin} and {name}").into());
        }
    }
    let mut list = String::from("&[\n");
    for (number, (name, path)) in found {
        writeln!(
            list,
            "    Migration {{ number: {number}, name: {name:?}, text: include_str!({path:?}) }},"
        )?;
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("migrations.rs"), list)?;
    Ok(())
}
