//! The glyphs of OCR-B (ISO 1073-2) that a zone is printed in.
//!
//! `ocrb/outlines.txt` has one glyph a line: the character and its outline in thousandths of the
//! font's size, `M`ove, `L`ine, `C`urve (cubic) and `Z`, up is positive. The outlines are those of
//! `OCRB.otf`, version 2, by Matthew Skala (public domain), after Norbert Schwarz's OCR-B for
//! METAFONT ("You may freely use, modify and/or distribute this file, without limitation"). Every
//! glyph is 723 units wide.
//!
//! They are filled here at whatever size is needed: as templates to read with, and as print on
//! the specimen.

mod raster;

use std::sync::LazyLock;

pub(crate) use raster::{Affine, fill};

/// A closed line of straight pieces, in font units or pixels.
pub(crate) type Contour = Vec<(f32, f32)>;

/// Width of every glyph, in font units; also the distance of two glyphs in a zone.
pub(crate) const PITCH: f32 = 723.0;

static OUTLINES: &str = include_str!("ocrb/outlines.txt");

static GLYPHS: LazyLock<Vec<(char, Vec<Contour>)>> = LazyLock::new(|| {
    OUTLINES
        .lines()
        .filter_map(|line| {
            let (glyph, outline) = line.split_once(' ')?;
            Some((glyph.chars().next()?, contours(outline)))
        })
        .collect()
});

/// The outline of a glyph.
pub(crate) fn glyph(c: char) -> Option<&'static [Contour]> {
    let found = GLYPHS.iter().find(|(glyph, _)| *glyph == c);
    found.map(|(_, contours)| contours.as_slice())
}

fn contours(outline: &str) -> Vec<Contour> {
    outline
        .split_terminator('Z')
        .map(|closed| {
            let mut contour = Contour::new();
            for piece in closed.split(['M', 'L', 'C']).skip(1) {
                let numbers: Vec<f32> = piece
                    .split(' ')
                    .filter_map(|number| number.parse().ok())
                    .collect();
                let points: Vec<(f32, f32)> = numbers
                    .chunks_exact(2)
                    .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
                    .collect();
                match (points.as_slice(), contour.last().copied()) {
                    ([a, b, c], Some(from)) => contour.extend(curve(from, *a, *b, *c)),
                    (points, _) => contour.extend(points),
                }
            }
            contour
        })
        .collect()
}

/// A cubic curve as eight straight pieces: at most half a unit away from it at these sizes.
fn curve(
    from: (f32, f32),
    a: (f32, f32),
    b: (f32, f32),
    to: (f32, f32),
) -> impl Iterator<Item = (f32, f32)> {
    (1..=8_u8).map(move |step| {
        let t = f32::from(step) / 8.0;
        let s = 1.0 - t;
        let mix = |p: f32, q: f32, r: f32, u: f32| {
            s * s * s * p + 3.0 * s * s * t * q + 3.0 * s * t * t * r + t * t * t * u
        };
        (mix(from.0, a.0, b.0, to.0), mix(from.1, a.1, b.1, to.1))
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn there_is_a_closed_outline_within_the_cell_for_every_character_of_a_zone() {
        for c in ('A'..='Z').chain('0'..='9').chain(['<']) {
            let glyph = glyph(c).unwrap();
            assert!(!glyph.is_empty(), "{c}");
            for (x, y) in glyph.iter().flatten() {
                assert!(
                    (0.0..=PITCH).contains(x) && (-70.0..=838.0).contains(y),
                    "{c}"
                );
            }
        }
    }

    #[test]
    fn letters_with_a_hole_have_two_contours() {
        for (c, count) in [('O', 2), ('B', 3), ('8', 3), ('I', 1), ('<', 1)] {
            assert_eq!(glyph(c).unwrap().len(), count, "{c}");
        }
    }
}
