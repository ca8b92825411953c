//! Reads the zone in a photograph of a document: our own reader for one typeface.
//!
//! 1. [`ink`]: what is darker than its surroundings.
//! 2. [`blobs`]: connected ink of the size of a glyph.
//! 3. [`rows`]: glyphs beside each other at equal distances, as a row with a grid.
//! 4. [`zones`]: two or three parallel rows with as many places as a format has.
//! 5. [`cells`]: each place of the grid compared with each glyph of the typeface.
//! 6. [`resolve`]: what may stand where, and check digits, decide between glyphs that look alike.
//!
//! The answer is a zone whose check digits are all right, or that it cannot be read. Nothing is
//! guessed: where two readings fit and neither is clearly likelier, there is none. What no check digit covers (names, sex,
//! nationality, codes) has to be clear by itself.
//!
//! Each place is tried upright and upside down, and the picture lying if there is no place in it.
//! Time and memory are bounded: the picture is first made at most [`SIDE`] pixels long, and at
//! most [`TRIES`] places in it are read.

mod blobs;
mod cells;
mod ink;
mod resolve;
mod rows;
mod templates;
mod zones;

use thiserror::Error;

use crate::mrz::{Checked, Lines};
use crate::picture::Grey;

/// Longer side of the picture that is read, in pixels; glyphs of a card that fills it are then
/// about forty pixels high, twice of what is needed.
pub const SIDE: usize = 1600;
/// A picture with a shorter longer side is doubled first, so that thin strokes stay apart.
const SMALL: usize = 1000;
/// Places in one picture that are read before it counts as unreadable; upside down counts as
/// another one.
pub const TRIES: usize = 8;

/// A zone that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The lines; their check digits are right.
    pub lines: Lines,
    /// For each line, how well its worst glyph fits, 0 to 1. Above 0.8 is print in focus.
    pub confidence: Vec<f32>,
    /// Where another glyph fitted better, but cannot stand there or makes a check digit wrong.
    pub corrections: Vec<Correction>,
}

/// A character that was taken although another one looked more like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// The line, counted from 0.
    pub line: usize,
    /// The column, counted from 0.
    pub column: usize,
    /// What it looks like most.
    pub seen: char,
    /// What it has to be.
    pub taken: char,
}

/// Why there is no reading. The later ones got further.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Error)]
pub enum NotReadable {
    /// Nothing in the picture looks like the lines of a zone.
    #[error("there is no machine-readable zone in the picture")]
    NoZone,
    /// A character cannot be told; counted from 0.
    #[error("line {line}, column {column} of the zone cannot be read")]
    Unclear {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// Several readings have right check digits.
    #[error("the zone can be read in several ways")]
    Ambiguous,
    /// Everything was read, but no reading has right check digits.
    #[error("check digits are wrong, whatever is read")]
    CheckDigits(Vec<Checked>),
}

/// Reads the zone in a picture.
///
/// # Errors
/// See [`NotReadable`]; the reason is that of the try that got furthest.
pub fn read(picture: &Grey) -> Result<Reading, NotReadable> {
    let mut picture = picture.at_most(SIDE);
    if picture.width().max(picture.height()) < SMALL {
        picture = picture.doubled();
    }
    let mut tries = TRIES;
    let mut reason = NotReadable::NoZone;
    for _ in 0..2 {
        let zones = zones::find(&picture);
        // A zone that is found is found upside down as well; which it is, only reading tells.
        for zone in zones
            .iter()
            .flat_map(|zone| [zone.clone(), zone.half_turned()])
        {
            if tries == 0 {
                return Err(reason);
            }
            tries -= 1;
            let read = cells::compare(&picture, &zone)
                .and_then(|scores| resolve::resolve(zone.format(), &scores));
            match read {
                Ok(reading) => return Ok(reading),
                Err(error) => reason = reason.max(error),
            }
        }
        if !zones.is_empty() {
            break;
        }
        picture = picture.quarter_turned();
    }
    Err(reason)
}
