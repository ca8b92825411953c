//! Between glyphs that look alike, the place and the check digits decide.

use super::cells::Scores;
use super::templates::GLYPHS;
use super::{Correction, NotReadable, Reading};
use crate::mrz::{Format, Lines};

/// Least correlation of a glyph with what is in its place. Print in focus has 0.9 and more.
const LEAST: f32 = 0.62;
/// A glyph that reaches the best one but for this is as likely as the best one.
const ALIKE: f32 = 0.035;
/// The same for pairs that differ by little more than a stroke or a corner.
const LOOKALIKE: f32 = 0.09;
/// Where no check digit can tell, a glyph has to be ahead of any other by this.
const CLEAR: f32 = 0.02;
/// How far what may stand in a place may be behind what it looks like most.
const IMPOSSIBLE: f32 = 0.25;
/// Ways to read a zone that are tried.
const MOST_WAYS: usize = 4096;
/// How far behind the best glyphs, summed over the zone, a reading may be that is taken.
const FAR: f32 = 0.2;
/// How far behind the reading that is taken any other has to be, summed in the same way.
const AHEAD: f32 = 0.07;

/// Pairs that are confused in print that is not quite sharp.
const LOOKALIKES: &[&[u8; 2]] = &[
    b"0O", b"0D", b"0Q", b"OQ", b"OD", b"1I", b"1L", b"2Z", b"5S", b"6G", b"8B", b"8S", b"3B",
    b"UV", b"CG", b"DQ", b"VY", b"MN", b"HN", b"HM", b"EF", b"PR", b"KX", b"4A",
];

/// One place: what it looks like, and what it may be, the likeliest first.
struct Place {
    seen: u8,
    /// With how far each is behind the first.
    options: Vec<(u8, f32)>,
    score: f32,
}

fn are_lookalikes(a: u8, b: u8) -> bool {
    LOOKALIKES
        .iter()
        .any(|pair| **pair == [a, b] || **pair == [b, a])
}

/// Glyphs by how well they fit, the best first.
fn ranked(scores: &Scores, may_stand: impl Fn(u8) -> bool) -> Vec<(u8, f32)> {
    let mut ranked: Vec<(u8, f32)> = GLYPHS.iter().copied().zip(scores.iter().copied()).collect();
    ranked.retain(|(glyph, _)| may_stand(*glyph));
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
}

fn place(
    format: Format,
    line: usize,
    column: usize,
    scores: &Scores,
) -> Result<Place, NotReadable> {
    let unclear = NotReadable::Unclear { line, column };
    let alphabet = format.alphabet(line, column);
    let all = ranked(scores, |_| true);
    let possible = ranked(scores, |glyph| alphabet.has(glyph));
    let (Some((seen, most)), Some((taken, score))) = (all.first(), possible.first()) else {
        return Err(unclear);
    };
    let too_far = most - score > IMPOSSIBLE && !are_lookalikes(*seen, *taken);
    if *score < LEAST || too_far {
        return Err(unclear);
    }
    let checked = format.is_checked(line, column);
    let options: Vec<(u8, f32)> = possible
        .iter()
        .filter(|(glyph, other)| {
            let margin = match (checked, are_lookalikes(*glyph, *taken)) {
                (false, _) => CLEAR,
                (true, true) => LOOKALIKE,
                (true, false) => ALIKE,
            };
            score - other <= margin
        })
        .map(|(glyph, other)| (*glyph, score - other))
        .collect();
    if !checked && options.len() > 1 {
        return Err(unclear);
    }
    Ok(Place {
        seen: *seen,
        options,
        score: *score,
    })
}

/// The one reading with right check digits.
pub(super) fn resolve(format: Format, scores: &[Scores]) -> Result<Reading, NotReadable> {
    let width = format.width();
    let places: Vec<Place> = scores
        .iter()
        .enumerate()
        .map(|(at, scores)| place(format, at / width, at % width, scores))
        .collect::<Result<_, _>>()?;
    let lines = the_one(format, &places)?;
    let confidence = places
        .chunks(width)
        .map(|line| line.iter().map(|place| place.score).fold(1.0, f32::min))
        .collect();
    let corrections = lines
        .cells()
        .iter()
        .zip(&places)
        .enumerate()
        .filter(|(_, (taken, place))| **taken != place.seen)
        .map(|(at, (taken, place))| Correction {
            line: at / width,
            column: at % width,
            seen: char::from(place.seen),
            taken: char::from(*taken),
        })
        .collect();
    Ok(Reading {
        lines,
        confidence,
        corrections,
    })
}

/// Tries all combinations of what the places may be, and takes the likeliest with right check
/// digits, if it is far enough ahead of the next.
fn the_one(format: Format, places: &[Place]) -> Result<Lines, NotReadable> {
    let ways = places
        .iter()
        .try_fold(1_usize, |ways, place| ways.checked_mul(place.options.len()))
        .filter(|ways| *ways <= MOST_WAYS)
        .ok_or(NotReadable::Ambiguous)?;
    let mut fitting: Vec<(f32, Lines)> = Vec::new();
    let mut wrong_in_the_likeliest = Vec::new();
    for way in 0..ways {
        let Some((behind, lines)) = reading(format, places, way) else {
            continue;
        };
        let wrong = lines.wrong_check_digits();
        if wrong.is_empty() {
            fitting.push((behind, lines));
        } else if way == 0 {
            wrong_in_the_likeliest = wrong;
        }
    }
    fitting.sort_by(|a, b| a.0.total_cmp(&b.0));
    let next = fitting.get(1).map_or(f32::INFINITY, |(behind, _)| *behind);
    match fitting.into_iter().next() {
        None => Err(NotReadable::CheckDigits(wrong_in_the_likeliest)),
        Some((behind, lines)) if behind <= FAR && next - behind >= AHEAD => Ok(lines),
        Some(_) => Err(NotReadable::Ambiguous),
    }
}

/// One combination, and how far it is behind the best glyphs. Way 0 takes the best of each place.
fn reading(format: Format, places: &[Place], way: usize) -> Option<(f32, Lines)> {
    let mut rest = way;
    let mut behind = 0.0;
    let mut cells = Vec::with_capacity(places.len());
    for place in places {
        let (glyph, less) = place.options.get(rest % place.options.len().max(1))?;
        rest /= place.options.len().max(1);
        behind += less;
        cells.push(*glyph);
    }
    Some((behind, Lines::of(format, cells)?))
}
