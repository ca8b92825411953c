//! Reads the zone in photographs of documents and says how long it took.

use std::error::Error;
use std::fs;
use std::time::Instant;

use wire_mrz::picture::{Limits, Measures, Picture, Thresholds};
use wire_mrz::read::read;

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args_os().skip(1) {
        println!("{}", path.display());
        let start = Instant::now();
        let picture = match Picture::decode(&fs::read(&path)?, &Limits::PHOTOGRAPH) {
            Ok(picture) => picture,
            Err(error) => {
                println!("  {error}");
                continue;
            }
        };
        let grey = picture.grey();
        let decoded = start.elapsed();
        let verdicts = Measures::of(&grey).verdicts(&Thresholds::DOCUMENT);
        let start = Instant::now();
        let reading = read(&grey);
        println!(
            "  {} × {}, decoded in {decoded:.1?}, read in {:.1?}, {verdicts:?}",
            picture.width(),
            picture.height(),
            start.elapsed()
        );
        match reading {
            Ok(reading) => println!(
                "{}\n  confidence {:.2?}, corrected {:?}",
                reading.lines, reading.confidence, reading.corrections
            ),
            Err(error) => println!("  {error}"),
        }
    }
    Ok(())
}
