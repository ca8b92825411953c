//! Something to draw on.

use crate::ocrb::{self, Affine, Contour, fill};
use crate::picture::Picture;

pub(super) type Colour = [u8; 3];

/// Pixels that shapes are laid over.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

const SAME: Affine = Affine {
    a: 1.0,
    b: 0.0,
    c: 0.0,
    d: 1.0,
    e: 0.0,
    f: 0.0,
};

impl Canvas {
    /// A canvas coloured by a function of the place.
    pub(super) fn new(width: usize, height: usize, colour: impl Fn(f32, f32) -> Colour) -> Self {
        let pixel = |at: usize| colour((at % width) as f32, (at / width) as f32);
        let rgb = (0..width * height).flat_map(pixel).collect();
        Self { width, height, rgb }
    }

    /// Lays a colour over what the contours cover. `opacity` from 0 to 1.
    pub(super) fn shape(
        &mut self,
        contours: &[Contour],
        by: &Affine,
        colour: Colour,
        opacity: f32,
    ) {
        let coverage = fill(contours, by, self.width, self.height);
        for (pixel, covered) in self.rgb.chunks_exact_mut(3).zip(coverage) {
            if covered <= 0.0 {
                continue;
            }
            for (value, target) in pixel.iter_mut().zip(colour) {
                let old = f32::from(*value);
                let new = old + (f32::from(target) - old) * covered * opacity;
                *value = crate::picture::rounded(new);
            }
        }
    }

    pub(super) fn rectangle(&mut self, at: (f32, f32), size: (f32, f32), colour: Colour) {
        let (x, y) = at;
        let (right, bottom) = (x + size.0, y + size.1);
        let corners = vec![(x, y), (right, y), (right, bottom), (x, bottom)];
        self.shape(&[corners], &SAME, colour, 1.0);
    }

    pub(super) fn ellipse(&mut self, centre: (f32, f32), radii: (f32, f32), colour: Colour) {
        let point = |step: u8| {
            let angle = f32::from(step) / 48.0 * std::f32::consts::TAU;
            (
                centre.0 + radii.0 * angle.cos(),
                centre.1 + radii.1 * angle.sin(),
            )
        };
        self.shape(&[(0..48).map(point).collect()], &SAME, colour, 1.0);
    }

    /// Text in OCR-B from the baseline at (`x`, `y`), glyphs of `pitch` pixels.
    pub(super) fn text(&mut self, text: &str, at: (f32, f32), pitch: f32, colour: Colour) {
        let scale = pitch / ocrb::PITCH;
        let step = (scale, 0.0, 0.0, scale);
        self.slanted(text, at, step, colour, 1.0);
    }

    /// Text along any line: `by` is where one font unit to the right and one up lead, as
    /// (right x, right y, up x, up y with up positive upwards).
    pub(super) fn slanted(
        &mut self,
        text: &str,
        at: (f32, f32),
        by: (f32, f32, f32, f32),
        colour: Colour,
        opacity: f32,
    ) {
        let mut contours: Vec<Contour> = Vec::new();
        for (number, c) in text.chars().enumerate() {
            let shift = number as f32 * ocrb::PITCH;
            let moved = |contour: &Contour| contour.iter().map(|(x, y)| (x + shift, *y)).collect();
            let (base, mark) = taken_apart(c);
            contours.extend(ocrb::glyph(base).unwrap_or_default().iter().map(moved));
            contours.extend(mark.iter().map(moved));
        }
        let affine = Affine {
            a: by.0,
            b: by.1,
            c: by.2,
            d: -by.3,
            e: at.0,
            f: at.1,
        };
        self.shape(&contours, &affine, colour, opacity);
    }

    pub(super) fn picture(self) -> Picture {
        // Cannot fail: three bytes were made for each pixel; a canvas without pixels would be a
        // mistake in this module, and becomes one black pixel.
        Picture::from_rgb(self.width, self.height, self.rgb)
            .or_else(|| Picture::from_rgb(1, 1, vec![0; 3]))
            .unwrap_or_else(|| unreachable!("one pixel of three bytes is a picture"))
    }
}

/// A letter and the mark over it: accents and the tilde are not in the font.
fn taken_apart(c: char) -> (char, Vec<Contour>) {
    let acute = vec![
        (330.0, 770.0),
        (430.0, 770.0),
        (540.0, 920.0),
        (420.0, 920.0),
    ];
    let tilde = vec![
        (190.0, 780.0),
        (530.0, 810.0),
        (530.0, 890.0),
        (190.0, 860.0),
    ];
    match c {
        'Á' => ('A', vec![acute]),
        'É' => ('E', vec![acute]),
        'Í' => ('I', vec![acute]),
        'Ó' => ('O', vec![acute]),
        'Ú' => ('U', vec![acute]),
        'Ñ' => ('N', vec![tilde]),
        _ => (c, Vec::new()),
    }
}
