//! Brightness only.

/// Brightness of each pixel, 0 black to 255 white, row by row from the top left.
#[derive(Clone, PartialEq, Eq)]
pub struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    /// Brightness out of its values; missing ones are black, superfluous ones are dropped.
    #[must_use]
    pub fn new(width: usize, height: usize, mut pixels: Vec<u8>) -> Self {
        pixels.resize(width * height, 0);
        Self {
            width,
            height,
            pixels,
        }
    }

    /// Pixels from left to right.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// All values.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The rows from the top.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.pixels.chunks_exact(self.width.max(1))
    }

    /// The value at a place; outside, that of the nearest pixel.
    #[must_use]
    pub fn at(&self, x: usize, y: usize) -> u8 {
        let x = x.min(self.width.saturating_sub(1));
        let y = y.min(self.height.saturating_sub(1));
        self.pixels
            .get(y * self.width + x)
            .copied()
            .unwrap_or_default()
    }

    /// The value between pixels, by the four around; the centre of the first is at 0, 0.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the picture before the cast"
    )]
    pub fn between(&self, x: f32, y: f32) -> f32 {
        let x = x.clamp(0.0, self.width.saturating_sub(1) as f32);
        let y = y.clamp(0.0, self.height.saturating_sub(1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (fx, fy) = (x - left as f32, y - top as f32);
        let mix = |a: u8, b: u8, share: f32| f32::from(a) + (f32::from(b) - f32::from(a)) * share;
        let upper = mix(self.at(left, top), self.at(left + 1, top), fx);
        let lower = mix(self.at(left, top + 1), self.at(left + 1, top + 1), fx);
        upper + (lower - upper) * fy
    }

    /// Made smaller by averaging, so that the longer side has at most `side` pixels.
    #[must_use]
    pub fn at_most(&self, side: usize) -> Self {
        let longer = self.width.max(self.height);
        if longer <= side || side == 0 {
            return self.clone();
        }
        let width = (self.width * side / longer).max(1);
        let height = (self.height * side / longer).max(1);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let rows = y * self.height / height..((y + 1) * self.height).div_ceil(height);
            for x in 0..width {
                let columns = x * self.width / width..((x + 1) * self.width).div_ceil(width);
                pixels.push(self.mean(columns, rows.clone()));
            }
        }
        Self::new(width, height, pixels)
    }

    fn mean(&self, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> u8 {
        let area = (columns.len() * rows.len()).max(1);
        let sum: usize = rows
            .map(|y| {
                let row = y * self.width;
                let part = self.pixels.get(row + columns.start..row + columns.end);
                part.unwrap_or_default()
                    .iter()
                    .map(|value| usize::from(*value))
                    .sum::<usize>()
            })
            .sum();
        u8::try_from(sum / area).unwrap_or(u8::MAX)
    }

    /// Twice as large on each side, with values between.
    #[must_use]
    pub fn doubled(&self) -> Self {
        let (width, height) = (self.width * 2, self.height * 2);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let value = self.between(x as f32 / 2.0 - 0.25, y as f32 / 2.0 - 0.25);
                pixels.push(rounded(value));
            }
        }
        Self::new(width, height, pixels)
    }

    /// Upside down.
    #[must_use]
    pub fn half_turned(&self) -> Self {
        let pixels = self.pixels.iter().rev().copied().collect();
        Self::new(self.width, self.height, pixels)
    }

    /// Turned by a quarter clockwise.
    #[must_use]
    pub fn quarter_turned(&self) -> Self {
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for x in 0..self.width {
            let column = self.pixels.iter().skip(x).step_by(self.width.max(1));
            pixels.extend(column.rev());
        }
        Self::new(self.height, self.width, pixels)
    }

    /// A part; what lies outside is left away.
    #[must_use]
    pub fn part(&self, left: usize, top: usize, width: usize, height: usize) -> Self {
        let (left, top) = (left.min(self.width), top.min(self.height));
        let width = width.min(self.width - left);
        let height = height.min(self.height - top);
        let rows = self.rows().skip(top).take(height);
        let cut = |row: &[u8]| row.get(left..left + width).unwrap_or_default().to_vec();
        Self::new(width, height, rows.flat_map(cut).collect())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a byte before the cast"
)]
pub(crate) fn rounded(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

impl std::fmt::Debug for Grey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Grey({}×{})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps() -> Grey {
        Grey::new(3, 2, vec![0, 10, 20, 30, 40, 50])
    }

    #[test]
    fn turns_keep_every_pixel() {
        let quarter = steps().quarter_turned();
        assert_eq!(quarter.pixels(), [30, 0, 40, 10, 50, 20]);
        assert_eq!((quarter.width(), quarter.height()), (2, 3));
        assert_eq!(steps().half_turned().pixels(), [50, 40, 30, 20, 10, 0]);
        let whole = quarter.quarter_turned().half_turned();
        assert_eq!(whole, steps());
    }

    #[test]
    fn values_between_pixels_are_between_their_values() {
        assert!((steps().between(0.5, 0.0) - 5.0).abs() < 1e-4);
        assert!((steps().between(0.5, 0.5) - 20.0).abs() < 1e-4);
        assert!((steps().between(-3.0, 9.0) - 30.0).abs() < 1e-4);
    }

    #[test]
    fn smaller_is_the_mean_and_larger_is_smooth() {
        let small = Grey::new(4, 2, vec![0, 0, 100, 100, 0, 0, 100, 100]).at_most(2);
        assert_eq!((small.width(), small.height()), (2, 1));
        assert_eq!(small.pixels(), [0, 100]);
        assert_eq!(small.doubled().pixels(), [0, 25, 75, 100, 0, 25, 75, 100]);
        assert_eq!(steps().part(1, 1, 9, 9).pixels(), [40, 50]);
    }
}
