//! What is darker than its surroundings.

use crate::picture::Grey;

/// Half the side of the surroundings by the longer side of the picture: two to three glyphs of a
/// zone that fills most of the picture.
const REACH: usize = 50;
/// Deviations from the mean at which something is ink. Where a fifth of the surroundings is ink,
/// half way between ink and paper is 0.68 deviations below the mean; the share is less beside a
/// line, and strokes that are a little too thick are better than broken ones.
const DEVIATIONS: f32 = 0.5;
/// Least difference from the mean, in grey values: noise of a camera stays below.
const LEAST: f32 = 7.0;

/// Ink, row by row.
pub(super) struct Ink {
    pub(super) width: usize,
    pub(super) cells: Vec<bool>,
}

/// Sums over all pixels above and left of a place, with one row and column more than pixels.
struct Sums {
    width: usize,
    values: Vec<u64>,
}

impl Sums {
    fn new(picture: &Grey, term: impl Fn(u8) -> u64) -> Self {
        let width = picture.width() + 1;
        let mut values = vec![0; width * (picture.height() + 1)];
        let mut above = vec![0_u64; width];
        for (row, line) in picture.rows().zip(values.chunks_exact_mut(width).skip(1)) {
            let mut sum = 0;
            for (pixel, (below, above)) in row.iter().zip(line.iter_mut().zip(&mut above).skip(1)) {
                sum += term(*pixel);
                *above += sum;
                *below = *above;
            }
            // `above` has the sums of all rows so far: each row adds its own running sum.
        }
        Self { width, values }
    }

    fn row(&self, y: usize) -> &[u64] {
        let start = y * self.width;
        self.values
            .get(start..start + self.width)
            .unwrap_or_default()
    }
}

/// Mean of each pixel and its eight neighbours: noise that is thinner than a stroke goes.
fn smoothed(picture: &Grey) -> Grey {
    let rows: Vec<&[u8]> = picture.rows().collect();
    let last = rows.len().saturating_sub(1);
    let empty: &[u8] = &[];
    let mut pixels = Vec::with_capacity(picture.pixels().len());
    let mut columns: Vec<u16> = Vec::new();
    for y in 0..rows.len() {
        let row = |at: usize| rows.get(at.min(last)).copied().unwrap_or(empty);
        let three = row(y.saturating_sub(1)).iter().zip(row(y)).zip(row(y + 1));
        columns.clear();
        columns.extend(three.map(|((a, b), c)| u16::from(*a) + u16::from(*b) + u16::from(*c)));
        let first = columns.first().copied().unwrap_or_default();
        let end = columns.last().copied().unwrap_or_default();
        let before = std::iter::once(first).chain(columns.iter().copied());
        let after = columns.iter().copied().skip(1).chain([end]);
        let sums = columns
            .iter()
            .zip(before)
            .zip(after)
            .map(|((a, b), c)| a + b + c);
        pixels.extend(sums.map(|sum| u8::try_from(sum / 9).unwrap_or(u8::MAX)));
    }
    Grey::new(picture.width(), picture.height(), pixels)
}

impl Ink {
    pub(super) fn of(picture: &Grey) -> Self {
        let picture = smoothed(picture);
        let reach = (picture.width().max(picture.height()) / REACH).max(8);
        let sums = Sums::new(&picture, u64::from);
        let squares = Sums::new(&picture, |value| u64::from(value) * u64::from(value));
        let (width, height) = (picture.width(), picture.height());
        let mut cells = Vec::with_capacity(width * height);
        for (y, row) in picture.rows().enumerate() {
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
            let rows = [&sums, &squares].map(|sums| (sums.row(top), sums.row(bottom)));
            for (x, value) in row.iter().enumerate() {
                let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
                let [sum, square] = rows.map(|(above, below)| {
                    let at = |row: &[u64], x: usize| row.get(x).copied().unwrap_or_default();
                    (at(below, right) + at(above, left)) - at(below, left) - at(above, right)
                });
                let area = ((right - left) * (bottom - top)) as f32;
                let mean = sum as f32 / area;
                let deviation = (square as f32 / area - mean * mean).max(0.0).sqrt();
                cells.push(f32::from(*value) < mean - LEAST.max(deviation * DEVIATIONS));
            }
        }
        Self { width, cells }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.cells.chunks_exact(self.width.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_strokes_are_ink_on_paper_of_any_brightness() {
        for paper in [80_u8, 160, 240] {
            let stroke = |at: usize| matches!(at % 200, 60..=63) && (20..80).contains(&(at / 200));
            let value = |at| if stroke(at) { paper / 3 } else { paper };
            let picture = Grey::new(200, 100, (0..20_000).map(value).collect());
            let ink = Ink::of(&picture);
            for y in [25, 50, 75] {
                let row: Vec<usize> = (0..200)
                    .filter(|x| ink.cells.get(y * 200 + x) == Some(&true))
                    .collect();
                assert_eq!(row, [60, 61, 62, 63], "{paper}");
            }
        }
    }

    #[test]
    fn an_even_picture_has_no_ink() {
        let ink = Ink::of(&Grey::new(50, 50, vec![90; 2500]));
        assert!(ink.cells.iter().all(|cell| !cell));
    }
}
