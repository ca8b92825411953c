//! What can be said about a photograph without knowing what it shows.

use super::framing::Framing;
use super::grey::Grey;

/// Measures of a photograph; see [`Measures::of`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measures {
    /// Variance of the Laplacian by the variance of the brightness, less what noise adds: how
    /// much of what varies, varies from one pixel to the next. Noise is what most pixels have,
    /// because most of a card is paper.
    pub sharpness: f32,
    /// Share of the area, 0 to 1, that is white with nothing in it: light of a lamp on the card.
    pub glare: f32,
    /// Mean brightness, 0 to 255.
    pub brightness: f32,
    /// Where the document is.
    pub framing: Framing,
    /// Width of the document by the width of the picture, 0 to 1; 1 where it was not found.
    pub filled: f32,
}

/// What is wrong with a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Out of focus, or moved.
    TooBlurred,
    /// A lamp shines on the document.
    Glare,
    /// Too little light.
    TooDark,
    /// Too much light.
    TooBright,
    /// The document is too far away.
    TooSmall,
    /// The document goes over the edge of the picture.
    CutOff,
    /// There is no document.
    NoDocument,
}

/// Where a measure becomes a verdict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Least sharpness.
    pub sharpness: f32,
    /// Most glare.
    pub glare: f32,
    /// Least brightness.
    pub dark: f32,
    /// Most brightness.
    pub bright: f32,
    /// Least width of the document by the width of the picture.
    pub filled: f32,
}

impl Thresholds {
    /// For a document in a camera picture of 1280 × 720 or 640 × 480. The least sharpness was chosen
    /// on drawn specimens in many kinds of light, noise and blur, not on real cameras;
    /// `tests/measures.rs` has the others. The page that guides the camera has the same numbers
    /// (`web-kit/assets/js/capture/measure.js`).
    pub const DOCUMENT: Self = Self {
        sharpness: 0.06,
        glare: 0.02,
        dark: 55.0,
        bright: 235.0,
        filled: 0.45,
    };
}

/// Longer side of what is measured, about the width of a card in a picture of 640 × 480: so the
/// same blur of the same card measures the same in larger pictures.
const SIDE: usize = 560;
/// A block is glare if all of its pixels are at least this bright.
const WHITE: u8 = 250;
/// Side of such a block, in pixels of the picture that is measured.
const BLOCK: usize = 8;

impl Measures {
    /// Measures the document if it was found, the whole picture otherwise.
    #[must_use]
    pub fn of(picture: &Grey) -> Self {
        let framing = Framing::of(picture);
        let (part, filled) = match framing {
            Framing::Card(at) => (
                picture.part(at.left, at.top, at.width, at.height),
                at.width as f32 / picture.width() as f32,
            ),
            Framing::CutOff | Framing::Nothing | Framing::Unclear => (picture.clone(), 1.0),
        };
        let part = part.at_most(SIDE);
        let (brightness, variance) =
            mean_and_variance(part.pixels().iter().copied().map(f32::from));
        Self {
            sharpness: laplacian_energy(&part) / (variance + 25.0),
            glare: glare(&part),
            brightness,
            framing,
            filled,
        }
    }

    /// What is wrong, the worst first; empty if nothing is.
    #[must_use]
    pub fn verdicts(&self, thresholds: &Thresholds) -> Vec<Verdict> {
        let framing = match self.framing {
            Framing::Nothing => Some(Verdict::NoDocument),
            Framing::CutOff => Some(Verdict::CutOff),
            Framing::Card(_) | Framing::Unclear => None,
        };
        let mut verdicts = Vec::new();
        verdicts.extend((self.brightness < thresholds.dark).then_some(Verdict::TooDark));
        verdicts.extend(framing);
        verdicts.extend((self.filled < thresholds.filled).then_some(Verdict::TooSmall));
        verdicts.extend((self.brightness > thresholds.bright).then_some(Verdict::TooBright));
        verdicts.extend((self.glare > thresholds.glare).then_some(Verdict::Glare));
        verdicts.extend((self.sharpness < thresholds.sharpness).then_some(Verdict::TooBlurred));
        verdicts
    }
}

fn mean_and_variance(values: impl Iterator<Item = f32>) -> (f32, f32) {
    let (mut count, mut sum, mut squares) = (0.0_f64, 0.0_f64, 0.0_f64);
    for value in values.map(f64::from) {
        count += 1.0;
        sum += value;
        squares += value * value;
    }
    let mean = sum / count.max(1.0);
    #[expect(clippy::cast_possible_truncation, reason = "grey values are small")]
    let narrow = |value: f64| value as f32;
    (
        narrow(mean),
        narrow((squares / count.max(1.0) - mean * mean).max(0.0)),
    )
}

/// Variance of the sum of the four neighbours minus four times the pixel, without the part that
/// noise has in it. The deviation of noise is 1.4826 times the median of its absolute values.
fn laplacian_energy(picture: &Grey) -> f32 {
    let rows: Vec<&[u8]> = picture.rows().collect();
    let value = |v: u8| f32::from(v);
    let responses = rows.windows(3).flat_map(|rows| match rows {
        [above, here, below] => {
            let beside = here.windows(3).zip(above.iter().zip(*below).skip(1));
            beside
                .map(|(row, (up, down))| match row {
                    [left, middle, right] => {
                        value(*up) + value(*down) + value(*left) + value(*right)
                            - 4.0 * value(*middle)
                    }
                    _ => 0.0,
                })
                .collect()
        }
        _ => Vec::new(),
    });
    let mut responses: Vec<f32> = responses.collect();
    let (_, variance) = mean_and_variance(responses.iter().copied());
    responses.iter_mut().for_each(|value| *value = value.abs());
    let middle = responses.len() / 2;
    if responses.is_empty() {
        return 0.0;
    }
    let (_, median, _) = responses.select_nth_unstable_by(middle, f32::total_cmp);
    let noise = 1.4826 * *median;
    (variance - noise * noise).max(0.0)
}

fn glare(picture: &Grey) -> f32 {
    let rows: Vec<&[u8]> = picture.rows().collect();
    let (mut blocks, mut white) = (0_u32, 0_u32);
    for band in rows.chunks_exact(BLOCK) {
        for left in (0..picture.width().saturating_sub(BLOCK - 1)).step_by(BLOCK) {
            let all_white = band.iter().all(|row| {
                let part = row.get(left..left + BLOCK).unwrap_or_default();
                part.iter().all(|value| *value >= WHITE)
            });
            blocks += 1;
            white += u32::from(all_white);
        }
    }
    white as f32 / blocks.max(1) as f32
}
