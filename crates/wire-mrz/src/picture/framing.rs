//! Whether there is something like a card in the picture, and where.
//!
//! The border of the picture is taken for the background; what differs from it is the thing that
//! is shown, and the rectangle around it has to have about the sides of a document. That works on
//! a table, a wall or a dark cloth. It says nothing about what the thing is, and gives up
//! ([`Framing::Unclear`]) where the background is as lively as a card: a person then looks.

use std::ops::Range;

use super::grey::Grey;

/// A part of a picture, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rectangle {
    /// First column.
    pub left: usize,
    /// First row.
    pub top: usize,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// How a document stands in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// All of it is there, here.
    Card(Rectangle),
    /// It goes over the edge of the picture.
    CutOff,
    /// There is only background.
    Nothing,
    /// It cannot be said.
    Unclear,
}

/// Longer side of the picture that is looked at. Edges of a card are found to a hundredth.
const SIDE: usize = 160;
/// Least difference from the background, in grey values; shadows on a table stay below.
const LEAST_DIFFERENCE: u8 = 22;
/// Typical deviation inside the border at which it is no background any more.
const LIVELY: u8 = 24;
/// Share of a row or column that has to differ for it to belong to the thing.
const SHARE: f32 = 0.3;
/// Width by height: 1.586 and 1.42 are cards and passports, the rest is for tilt and rotation.
const SIDES: Range<f32> = 1.15..2.1;

impl Framing {
    pub(super) fn of(picture: &Grey) -> Self {
        let small = picture.at_most(SIDE);
        let (background, deviation) = border(&small);
        if deviation > LIVELY {
            return Self::Unclear;
        }
        let least = LEAST_DIFFERENCE.max(deviation.saturating_mul(3));
        let differs: Vec<bool> = small
            .pixels()
            .iter()
            .map(|value| value.abs_diff(background) > least)
            .collect();
        let Some((columns, rows)) = extent(&differs, small.width(), small.height()) else {
            return Self::Nothing;
        };
        let at_edge = |range: &Range<usize>, length| range.start < 2 || range.end + 2 > length;
        if at_edge(&columns, small.width()) || at_edge(&rows, small.height()) {
            return Self::CutOff;
        }
        // What is off the middle, or has other sides, is a shadow, a hand, or the background around
        // a card that fills the picture.
        let in_the_middle =
            columns.contains(&(small.width() / 2)) && rows.contains(&(small.height() / 2));
        let sides = columns.len() as f32 / rows.len() as f32;
        if !in_the_middle || !SIDES.contains(&sides) {
            return Self::Unclear;
        }
        let larger = |at: usize| at * picture.width() / small.width();
        Self::Card(Rectangle {
            left: larger(columns.start),
            top: larger(rows.start),
            width: larger(columns.len()),
            height: larger(rows.len()),
        })
    }
}

/// Median of the outermost pixels, and the median of what they differ from it.
fn border(picture: &Grey) -> (u8, u8) {
    let last = picture.height().saturating_sub(1);
    let mut values: Vec<u8> = Vec::new();
    for (y, row) in picture.rows().enumerate() {
        if y < 2 || y + 2 > last {
            values.extend(row);
        } else {
            values.extend(row.iter().take(2));
            values.extend(row.iter().rev().take(2));
        }
    }
    let middle = median(&mut values);
    let mut differences: Vec<u8> = values.iter().map(|v| v.abs_diff(middle)).collect();
    (middle, median(&mut differences))
}

fn median(values: &mut [u8]) -> u8 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The columns and rows of the thing: first the columns that differ anywhere near enough, then
/// the rows among these, then the columns among those rows.
fn extent(differs: &[bool], width: usize, height: usize) -> Option<(Range<usize>, Range<usize>)> {
    let mut columns = 0..width;
    let mut rows = 0..height;
    for share in [SHARE / 3.0, SHARE] {
        let count = |x: usize, rows: &Range<usize>| {
            let column = differs.iter().skip(x).step_by(width.max(1));
            column
                .skip(rows.start)
                .take(rows.len())
                .filter(|d| **d)
                .count()
        };
        let of_columns: Vec<usize> = (0..width).map(|x| count(x, &rows)).collect();
        columns = longest_run(&of_columns, share * rows.len() as f32)?;
        let of_rows: Vec<usize> = differs
            .chunks_exact(width.max(1))
            .map(|row| {
                let part = row.get(columns.clone()).unwrap_or_default();
                part.iter().filter(|d| **d).count()
            })
            .collect();
        rows = longest_run(&of_rows, share * columns.len() as f32)?;
    }
    Some((columns, rows))
}

/// The longest run of counts of at least `least`; gaps of up to a twentieth do not end it, and a
/// run of less than a tenth is none.
fn longest_run(counts: &[usize], least: f32) -> Option<Range<usize>> {
    let gap = counts.len() / 20;
    let mut best: Option<Range<usize>> = None;
    let mut run: Option<Range<usize>> = None;
    for (at, count) in counts.iter().enumerate() {
        if (*count as f32) < least.max(1.0) {
            continue;
        }
        let current = match run.take() {
            Some(range) if at - range.end <= gap => range.start..at + 1,
            _ => at..at + 1,
        };
        if best.as_ref().is_none_or(|best| current.len() > best.len()) {
            best = Some(current.clone());
        }
        run = Some(current);
    }
    best.filter(|range| range.len() * 10 >= counts.len())
}
