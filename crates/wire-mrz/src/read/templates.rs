//! The glyphs as small grey pictures, to compare with.

use std::sync::LazyLock;

use crate::ocrb::{self, Affine};

/// Characters in the order of their templates.
pub(super) const GLYPHS: &[u8; 37] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
/// Width of a template in pixels: the distance of two characters.
pub(super) const WIDTH: usize = 16;
/// Height of a template in pixels; a capital letter takes about 16 of them.
pub(super) const HEIGHT: usize = 20;
/// Heights by widths that are tried: perspective, and other cuts of the typeface.
pub(super) const RATIOS: [f32; 5] = [0.84, 0.92, 1.0, 1.08, 1.17];
/// Deviations of the blur that are tried, in pixels of the template.
pub(super) const BLURS: [f32; 4] = [0.45, 0.9, 1.5, 2.2];

/// Pixels of a template.
pub(super) const AREA: usize = WIDTH * HEIGHT;

/// Ink of a glyph, with mean 0 and length 1: the product with another one is the correlation.
pub(super) type Template = [f32; AREA];

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    let mut all = Vec::with_capacity(RATIOS.len() * BLURS.len() * GLYPHS.len());
    for ratio in RATIOS {
        for blur in BLURS {
            all.extend(
                GLYPHS
                    .iter()
                    .map(|glyph| template(char::from(*glyph), ratio, blur)),
            );
        }
    }
    all
});

/// The templates of all glyphs for a ratio and a blur, by their numbers.
pub(super) fn set(ratio: usize, blur: usize) -> &'static [Template] {
    let from = (ratio * BLURS.len() + blur) * GLYPHS.len();
    TEMPLATES.get(from..from + GLYPHS.len()).unwrap_or_default()
}

/// Room around a template while it is blurred.
const MARGIN: usize = 7;

fn template(glyph: char, ratio: f32, blur: f32) -> Template {
    let (width, height) = (WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN);
    let scale = WIDTH as f32 / ocrb::PITCH;
    // The middle of digits and letters, 365 units above the baseline, is in the middle.
    let baseline = height as f32 / 2.0 + 365.0 * scale * ratio;
    let by = Affine::font(scale, scale * ratio, MARGIN as f32, baseline);
    let outline = ocrb::glyph(glyph).unwrap_or_default();
    let ink = ocrb::fill(outline, &by, width, height);
    let blurred = blurred(&ink, width, blur);
    let rows = blurred.chunks_exact(width).skip(MARGIN).take(HEIGHT);
    let mut template = [0.0; AREA];
    let cells = rows.flat_map(|row| row.iter().skip(MARGIN).take(WIDTH));
    for (target, value) in template.iter_mut().zip(cells) {
        *target = *value;
    }
    normalise(&mut template);
    template
}

fn blurred(ink: &[f32], width: usize, deviation: f32) -> Vec<f32> {
    let weights: Vec<f32> = (0..=2 * MARGIN)
        .map(|at| {
            let distance = at as f32 - MARGIN as f32;
            (-distance * distance / (2.0 * deviation * deviation)).exp()
        })
        .collect();
    let total: f32 = weights.iter().sum();
    // Beyond the edge there is paper.
    let along = |values: &[f32], step: usize, within: &dyn Fn(usize, usize) -> bool| -> Vec<f32> {
        let sum = |at: usize| {
            let taps = weights.iter().enumerate().filter_map(|(tap, weight)| {
                let from = (at + tap * step).checked_sub(MARGIN * step)?;
                within(at, from).then(|| values.get(from).map(|value| value * weight))?
            });
            taps.sum::<f32>() / total
        };
        (0..values.len()).map(sum).collect()
    };
    let rows = along(ink, 1, &|at, from| at / width == from / width);
    along(&rows, width, &|_, _| true)
}

/// Mean 0 and length 1; what is even becomes nothing.
pub(super) fn normalise(values: &mut [f32; AREA]) {
    let mean = values.iter().sum::<f32>() / AREA as f32;
    let squares: f32 = values
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .sum();
    let by = if squares > 1e-6 {
        squares.sqrt().recip()
    } else {
        0.0
    };
    for value in values {
        *value = (*value - mean) * by;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_is_most_like_itself() {
        for blur in 0..BLURS.len() {
            let set = set(2, blur);
            for (number, template) in set.iter().enumerate() {
                let like = |other: &Template| -> f32 {
                    template.iter().zip(other).map(|(a, b)| a * b).sum()
                };
                let best = (0..set.len()).max_by(|a, b| {
                    let (a, b) = (set.get(*a).map_or(0.0, like), set.get(*b).map_or(0.0, like));
                    a.total_cmp(&b)
                });
                assert_eq!(best, Some(number));
            }
        }
    }
}
