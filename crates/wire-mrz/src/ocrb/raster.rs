//! Outlines to pixels, each with the share of it that is covered.

use super::Contour;

/// `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Affine {
    pub(crate) a: f32,
    pub(crate) b: f32,
    pub(crate) c: f32,
    pub(crate) d: f32,
    pub(crate) e: f32,
    pub(crate) f: f32,
}

impl Affine {
    /// Font units, up positive, to pixels: scaled, then moved so that the origin of the font is
    /// at (`x`, `y`).
    pub(crate) fn font(scale_x: f32, scale_y: f32, x: f32, y: f32) -> Self {
        Self {
            a: scale_x,
            b: 0.0,
            c: 0.0,
            d: -scale_y,
            e: x,
            f: y,
        }
    }

    fn apply(&self, (x, y): (f32, f32)) -> (f32, f32) {
        (
            self.a * x + self.c * y + self.e,
            self.b * x + self.d * y + self.f,
        )
    }
}

/// Coverage, 0 to 1, of each of `width` × `height` pixels by the contours.
///
/// Signed areas are added up from left to right, so that what is inside comes out exactly; where
/// contours of one direction overlap, the sum is cut at 1.
pub(crate) fn fill(contours: &[Contour], by: &Affine, width: usize, height: usize) -> Vec<f32> {
    let mut sums = Sums {
        width,
        height,
        cells: vec![0.0; (width + 2) * height],
    };
    for contour in contours {
        let points: Vec<(f32, f32)> = contour.iter().map(|point| by.apply(*point)).collect();
        let next = points.iter().skip(1).chain(points.first());
        for (from, to) in points.iter().zip(next) {
            sums.edge(*from, *to);
        }
    }
    sums.coverage()
}

struct Sums {
    width: usize,
    height: usize,
    /// Two cells more than pixels in each row, so that what is right of the picture has a place.
    cells: Vec<f32>,
}

impl Sums {
    fn add(&mut self, x: usize, y: usize, area: f32) {
        let at = y * (self.width + 2) + x.min(self.width + 1);
        if let Some(cell) = self.cells.get_mut(at) {
            *cell += area;
        }
    }

    /// One edge: for each row that it crosses, the height goes to all pixels right of it, and to
    /// the pixels under it by the area that lies right of it.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the picture before the casts"
    )]
    fn edge(&mut self, from: (f32, f32), to: (f32, f32)) {
        if (from.1 - to.1).abs() < 1e-9 {
            return;
        }
        let (direction, upper, lower) = if from.1 < to.1 {
            (1.0, from, to)
        } else {
            (-1.0, to, from)
        };
        let slope = (lower.0 - upper.0) / (lower.1 - upper.1);
        let first = upper.1.max(0.0).floor() as usize;
        let last = (lower.1.max(0.0).ceil() as usize).min(self.height);
        for y in first..last {
            let top = upper.1.max(y as f32);
            let bottom = lower.1.min(y as f32 + 1.0);
            if bottom <= top {
                continue;
            }
            let height = (bottom - top) * direction;
            let limit = self.width as f32;
            let x0 = (upper.0 + (top - upper.1) * slope).clamp(0.0, limit);
            let x1 = (upper.0 + (bottom - upper.1) * slope).clamp(0.0, limit);
            self.row(y, x0.min(x1), x0.max(x1), height);
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the picture by the caller"
    )]
    fn row(&mut self, y: usize, left: f32, right: f32, height: f32) {
        let first = left.floor() as usize;
        let last = (right.ceil() as usize).max(first + 1);
        let span = (right - left).max(1e-6);
        // Share of the height that has been crossed at the left side of the pixel, on average.
        let mut before = 0.0;
        for x in first..last {
            let (x0, x1) = (x as f32, x as f32 + 1.0);
            let enters = left.max(x0);
            let leaves = right.min(x1).max(enters);
            let crossed = if right - left < 1e-6 {
                1.0
            } else {
                (leaves - enters) / span
            };
            // Inside this pixel: what was crossed before covers it all, what is crossed here
            // covers what lies right of the middle of the crossing.
            let here = before + crossed * (x1 - (enters + leaves) / 2.0);
            let so_far = before + crossed;
            self.add(x, y, height * (here - before));
            self.add(x + 1, y, height * (so_far - here));
            before = so_far;
        }
    }

    fn coverage(&self) -> Vec<f32> {
        let mut coverage = Vec::with_capacity(self.width * self.height);
        for row in self.cells.chunks_exact(self.width + 2) {
            let mut sum = 0.0;
            coverage.extend(row.iter().take(self.width).map(|area| {
                sum += area;
                sum.abs().min(1.0)
            }));
        }
        coverage
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(left: f32, top: f32, side: f32) -> Contour {
        vec![
            (left, top),
            (left + side, top),
            (left + side, top + side),
            (left, top + side),
        ]
    }

    const SAME: Affine = Affine {
        a: 1.0,
        b: 0.0,
        c: 0.0,
        d: 1.0,
        e: 0.0,
        f: 0.0,
    };

    #[test]
    fn a_square_covers_whole_halves_and_quarters_of_pixels() {
        let covered = fill(&[square(0.5, 0.5, 2.0)], &SAME, 4, 3);
        let expected = [
            0.25, 0.5, 0.25, 0.0, 0.5, 1.0, 0.5, 0.0, 0.25, 0.5, 0.25, 0.0,
        ];
        for (got, want) in covered.iter().zip(expected) {
            assert!((got - want).abs() < 1e-4, "{covered:?}");
        }
    }

    #[test]
    fn a_diagonal_covers_half_of_the_area() {
        let triangle = vec![(0.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        let sum: f32 = fill(&[triangle], &SAME, 10, 10).iter().sum();
        assert!((sum - 50.0).abs() < 0.01, "{sum}");
    }

    #[test]
    fn a_hole_of_the_other_direction_is_not_covered() {
        let mut hole = square(1.0, 1.0, 2.0);
        hole.reverse();
        let sum: f32 = fill(&[square(0.0, 0.0, 4.0), hole], &SAME, 4, 4)
            .iter()
            .sum();
        assert!((sum - 12.0).abs() < 0.01, "{sum}");
    }

    #[test]
    fn what_lies_outside_of_the_picture_is_cut_off() {
        let sum: f32 = fill(&[square(-5.0, -5.0, 50.0)], &SAME, 4, 4).iter().sum();
        assert!((sum - 16.0).abs() < 0.01, "{sum}");
    }
}
