//! Two or three parallel rows with as many places as a format has.

use super::rows::{Row, whole};
use super::{blobs, ink, rows};
use crate::mrz::Format;
use crate::picture::Grey;

/// Where a zone is: a row for each of its lines, with place 0 at its first character.
#[derive(Debug, Clone)]
pub(super) struct ZonePlace {
    format: Format,
    pub(super) rows: Vec<Row>,
}

/// Distance of two lines by the distance of two characters. The standard has 1.67 for cards and
/// 2.5 for passports (ICAO 9303-5 and -4 §4.1); the rest is for perspective and for drawings.
const LINE_DISTANCE: std::ops::Range<f32> = 1.2..3.3;
/// Share of the places of a zone that have to have ink. Every place has a glyph; what is missing
/// was broken, or hidden by glare.
const INKED: f32 = 0.7;

impl ZonePlace {
    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// The same place, read from the other end.
    pub(super) fn half_turned(&self) -> Self {
        let last = self.format.width() as f32 - 1.0;
        let rows = self
            .rows
            .iter()
            .rev()
            .map(|row| row.reversed(last))
            .collect();
        Self {
            format: self.format,
            rows,
        }
    }
}

/// Places that may be zones, the likeliest first.
pub(super) fn find(picture: &Grey) -> Vec<ZonePlace> {
    let mut rows = rows::find(&blobs::find(&ink::Ink::of(picture)));
    rows.sort_by_key(|row| std::cmp::Reverse(row.places.len()));
    // The rows of a zone are the longest of a document, or nearly.
    rows.truncate(24);
    let mut found: Vec<(f32, ZonePlace)> = Vec::new();
    for first in &rows {
        for second in below(first, &rows) {
            let pair = vec![first, second];
            for third in below(second, &rows) {
                let apart = (distance(first, second), distance(second, third));
                if (0.75..1.33).contains(&(apart.0 / apart.1)) {
                    found.extend(places(&[first, second, third], &[Format::Td1]));
                }
            }
            found.extend(places(&pair, &[Format::Td2, Format::Td3]));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, place)| place).collect()
}

/// How far a row is below another one, across the upper one.
fn distance(upper: &Row, lower: &Row) -> f32 {
    let place = lower.middle();
    let (x, y) = lower.at(place);
    let near = upper.nearest((x, y));
    let (ux, uy) = upper.at(near);
    let (dx, dy) = upper.step(near);
    let length = dx.hypot(dy).max(1e-3);
    (dx * (y - uy) - dy * (x - ux)) / length
}

/// Rows of the same kind, a line below.
fn below<'a>(upper: &'a Row, rows: &'a [Row]) -> impl Iterator<Item = &'a Row> {
    rows.iter().filter(|lower| {
        let alike = (0.85..1.18).contains(&(lower.pitch() / upper.pitch()));
        let parallel = (lower.angle() - upper.angle()).abs() < 4.0;
        alike && parallel && LINE_DISTANCE.contains(&(distance(upper, lower) / upper.pitch()))
    })
}

/// The windows of a format's width into which the rows fit, with how well they do.
fn places(rows: &[&Row], formats: &[Format]) -> Vec<(f32, ZonePlace)> {
    // All rows begin below one another: one numbering for all of them.
    let Some(reference) = rows.iter().max_by_key(|row| row.places.len()) else {
        return Vec::new();
    };
    let offsets: Vec<i32> = rows
        .iter()
        .map(|row| {
            let place = whole(row.middle());
            whole(reference.nearest(row.at(place as f32))) - place
        })
        .collect();
    let mut inked: Vec<i32> = Vec::new();
    for (row, offset) in rows.iter().zip(&offsets) {
        inked.extend(row.places.iter().map(|place| place + offset));
    }
    inked.sort_unstable();
    let (Some(first), Some(last)) = (inked.first(), inked.last()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for format in formats {
        let width = i32::try_from(format.width()).unwrap_or(i32::MAX);
        let needed = INKED * (format.lines() * format.width()) as f32;
        for start in (first - 2).min(last - width + 1)..=(last - width + 3).max(*first) {
            let inside = inked
                .iter()
                .filter(|at| (start..start + width).contains(at))
                .count();
            if (inside as f32) < needed {
                continue;
            }
            let outside = inked.len() - inside;
            let moved = rows
                .iter()
                .zip(&offsets)
                .map(|(row, offset)| row.numbered_from((start - offset) as f32));
            let place = ZonePlace {
                format: *format,
                rows: moved.collect(),
            };
            let full = (format.lines() * format.width()) as f32;
            found.push(((inside as f32 - 1.5 * outside as f32) / full, place));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    // A glyph may be missing at one end of all lines; more than that is unreadable anyway.
    found.truncate(2);
    found
}
