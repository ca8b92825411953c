//! Photographs of a card: turned, tilted, far, blurred, dark, with a lamp on it.

use super::chance::Chance;
use crate::picture::{Picture, rounded};

/// How a photograph is taken. [`Shot::default`] is a good one; set what is to be bad.
#[derive(Debug, Clone, PartialEq)]
pub struct Shot {
    /// Pixels from left to right.
    pub width: usize,
    /// Pixels from top to bottom.
    pub height: usize,
    /// Width of the card by the width of the photograph.
    pub filled: f32,
    /// Degrees by which the card is turned clockwise.
    pub turned: f32,
    /// Perspective: by which share the right side is nearer than the left, and the lower than the
    /// upper. 0.1 is a telephone held about ten degrees askew.
    pub tilt: (f32, f32),
    /// Where the middle of the card is away from that of the photograph, in widths.
    pub shift: (f32, f32),
    /// Deviation of the blur, in pixels.
    pub blur: f32,
    /// Deviation of the noise, in grey values.
    pub noise: f32,
    /// A lamp: its place in widths and heights of the photograph, its radius in widths.
    pub lamp: Option<((f32, f32), f32)>,
    /// Light: 1 is as the card was drawn.
    pub light: f32,
    /// The table.
    pub table: [u8; 3],
    /// Which noise.
    pub seed: u64,
}

impl Default for Shot {
    fn default() -> Self {
        Self {
            width: 1280,
            height: 720,
            filled: 0.72,
            turned: 0.0,
            tilt: (0.0, 0.0),
            shift: (0.0, 0.0),
            blur: 0.6,
            noise: 2.0,
            lamp: None,
            light: 0.95,
            table: [92, 84, 76],
            seed: 1,
        }
    }
}

/// Samples on each side of a pixel.
const SAMPLES: usize = 2;

impl Shot {
    /// Takes the photograph.
    #[must_use]
    pub fn take(&self, card: &Picture) -> Picture {
        let (width, height) = (self.width.max(1), self.height.max(1));
        let to_card = self.to_card(card);
        let mut values = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            for x in 0..width {
                values.extend(self.sample(card, &to_card, x, y));
            }
        }
        let values = blurred(&values, width, self.blur);
        let mut chance = Chance::new(self.seed);
        let finish = |(at, value): (usize, f32)| {
            let (x, y) = ((at / 3) % width, at / 3 / width);
            let lit = value * self.light + self.glow(x, y);
            rounded(lit + chance.normal() * self.noise)
        };
        let rgb = values.into_iter().enumerate().map(finish).collect();
        // Cannot fail: three values were made for each pixel.
        Picture::from_rgb(width, height, rgb).unwrap_or_else(|| card.clone())
    }

    fn glow(&self, x: usize, y: usize) -> f32 {
        let Some((place, radius)) = self.lamp else {
            return 0.0;
        };
        let dx = x as f32 - place.0 * self.width as f32;
        let dy = y as f32 - place.1 * self.height as f32;
        let radius = (radius * self.width as f32).max(1.0);
        420.0 * (-(dx * dx + dy * dy) / (radius * radius)).exp()
    }

    /// The projection from the photograph to the card, as nine numbers.
    fn to_card(&self, card: &Picture) -> [f32; 9] {
        let (card_width, card_height) = (card.width() as f32, card.height() as f32);
        let scale = self.filled * self.width as f32 / card_width;
        let (sin, cos) = self.turned.to_radians().sin_cos();
        let middle_x = (0.5 + self.shift.0) * self.width as f32;
        let middle_y = self.height as f32 / 2.0 + self.shift.1 * self.width as f32;
        // Nearer is larger: what is divided by gets smaller to the right and below.
        let p = -self.tilt.0 / card_width;
        let q = -self.tilt.1 / card_height;
        // Card to photograph, with the middle of the card at the origin.
        let forward = [
            scale * cos + middle_x * p,
            -scale * sin + middle_x * q,
            middle_x,
            scale * sin + middle_y * p,
            scale * cos + middle_y * q,
            middle_y,
            p,
            q,
            1.0,
        ];
        inverse(&forward)
    }

    fn sample(&self, card: &Picture, to_card: &[f32; 9], x: usize, y: usize) -> [f32; 3] {
        let mut sum = [0.0_f32; 3];
        for sub in 0..SAMPLES * SAMPLES {
            let offset = |step: usize| (step as f32 + 0.5) / SAMPLES as f32;
            let px = x as f32 + offset(sub % SAMPLES);
            let py = y as f32 + offset(sub / SAMPLES);
            let colour = project(to_card, px, py)
                .and_then(|(u, v)| colour(card, u, v))
                .unwrap_or(self.table.map(f32::from));
            for (total, value) in sum.iter_mut().zip(colour) {
                *total += value;
            }
        }
        sum.map(|total| total / (SAMPLES * SAMPLES) as f32)
    }
}

fn project(by: &[f32; 9], x: f32, y: f32) -> Option<(f32, f32)> {
    let [a, b, c, d, e, f, g, h, i] = by;
    let w = g * x + h * y + i;
    (w.abs() > 1e-9).then(|| ((a * x + b * y + c) / w, (d * x + e * y + f) / w))
}

fn inverse(m: &[f32; 9]) -> [f32; 9] {
    let [a, b, c, d, e, f, g, h, i] = *m;
    let adjugate = [
        e * i - f * h,
        c * h - b * i,
        b * f - c * e,
        f * g - d * i,
        a * i - c * g,
        c * d - a * f,
        d * h - e * g,
        b * g - a * h,
        a * e - b * d,
    ];
    // Projections are the same up to a factor; this one keeps the numbers near 1.
    let size = adjugate.iter().fold(1e-12_f32, |most, v| most.max(v.abs()));
    adjugate.map(|value| value / size)
}

/// The colour of the card at a place counted from its middle; none beside it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to lie on the card"
)]
fn colour(card: &Picture, u: f32, v: f32) -> Option<[f32; 3]> {
    let x = u + card.width() as f32 / 2.0;
    let y = v + card.height() as f32 / 2.0;
    if x < 0.0 || y < 0.0 || x >= card.width() as f32 || y >= card.height() as f32 {
        return None;
    }
    let (left, top) = ((x - 0.5).max(0.0), (y - 0.5).max(0.0));
    let (fx, fy) = (left.fract(), top.fract());
    let pixel = |dx: usize, dy: usize| {
        let column = (left as usize + dx).min(card.width() - 1);
        let row = (top as usize + dy).min(card.height() - 1);
        let at = (row * card.width() + column) * 3;
        match card.rgb().get(at..at + 3) {
            Some([r, g, b]) => [f32::from(*r), f32::from(*g), f32::from(*b)],
            _ => [0.0; 3],
        }
    };
    let mix = |a: [f32; 3], b: [f32; 3], share: f32| {
        let mut mixed = a;
        for (value, other) in mixed.iter_mut().zip(b) {
            *value += (other - *value) * share;
        }
        mixed
    };
    let upper = mix(pixel(0, 0), pixel(1, 0), fx);
    let lower = mix(pixel(0, 1), pixel(1, 1), fx);
    Some(mix(upper, lower, fy))
}

/// Gaussian blur, along rows and then along columns.
fn blurred(values: &[f32], width: usize, deviation: f32) -> Vec<f32> {
    if deviation < 0.05 {
        return values.to_vec();
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few pixels"
    )]
    let reach = (deviation * 3.0).ceil().min(60.0) as usize;
    let weights: Vec<f32> = (0..=2 * reach)
        .map(|at| {
            let distance = at as f32 - reach as f32;
            (-distance * distance / (2.0 * deviation * deviation)).exp()
        })
        .collect();
    let total: f32 = weights.iter().sum();
    let add = |sum: &mut [f32], from: &[f32], weight: f32| {
        for (sum, value) in sum.iter_mut().zip(from) {
            *sum += value * weight / total;
        }
    };
    let rows: Vec<Vec<f32>> = values
        .chunks_exact(width * 3)
        .map(|row| {
            // The first and the last pixel go on beyond the edges.
            let first = row.get(..3).unwrap_or_default().repeat(reach);
            let last = row.get(row.len() - 3..).unwrap_or_default().repeat(reach);
            let padded = [first.as_slice(), row, &last].concat();
            let mut sum = vec![0.0; row.len()];
            for (tap, weight) in weights.iter().enumerate() {
                add(&mut sum, padded.get(tap * 3..).unwrap_or_default(), *weight);
            }
            sum
        })
        .collect();
    let mut all = Vec::with_capacity(values.len());
    for y in 0..rows.len() {
        let mut sum = vec![0.0; width * 3];
        for (tap, weight) in weights.iter().enumerate() {
            let from = (y + tap).saturating_sub(reach).min(rows.len() - 1);
            add(&mut sum, rows.get(from).map_or(&[], Vec::as_slice), *weight);
        }
        all.extend(sum);
    }
    all
}
