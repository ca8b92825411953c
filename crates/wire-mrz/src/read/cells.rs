//! Each place of the grid compared with each glyph.

use super::NotReadable;
use super::rows::Row;
use super::templates::{self, AREA, BLURS, GLYPHS, HEIGHT, RATIOS, Template, WIDTH};
use super::zones::ZonePlace;
use crate::picture::Grey;

/// How much each glyph looks like what is in a place: correlations from -1 to 1, in the order of
/// [`GLYPHS`].
pub(super) type Scores = [f32; GLYPHS.len()];

/// A line, straightened: `WIDTH` pixels for each character and one character more at both ends.
struct Strip {
    width: usize,
    /// Darkness.
    values: Vec<f32>,
}

/// Rows of a strip: the height of a template and room to move it.
const STRIP_HEIGHT: usize = HEIGHT + 2 * REACH;
/// How far the line may be above or below where its glyphs seemed to be.
const REACH: usize = 5;

impl Strip {
    fn of(picture: &Grey, row: &Row, characters: usize) -> Self {
        let width = (characters + 2) * WIDTH;
        let mut values = vec![0.0; width * STRIP_HEIGHT];
        let (dx, dy) = row.step(characters as f32 / 2.0);
        // Where the picture has more pixels than the strip, the mean of several is taken.
        let density = dx.hypot(dy) / WIDTH as f32;
        let samples: u8 = if density > 2.2 {
            3
        } else if density > 1.2 {
            2
        } else {
            1
        };
        let each = 1.0 / f32::from(samples);
        for column in 0..width {
            for sub in 0..samples {
                let inside = (f32::from(sub) + 0.5) * each;
                let place = (column as f32 + inside) / WIDTH as f32 - 1.5;
                let (x, y) = row.at(place);
                let (dx, dy) = row.step(place);
                let (across_x, across_y) = (-dy / WIDTH as f32, dx / WIDTH as f32);
                for (line, row) in values.chunks_exact_mut(width).enumerate() {
                    let Some(value) = row.get_mut(column) else {
                        continue;
                    };
                    for sub in 0..samples {
                        let inside = (f32::from(sub) + 0.5) * each;
                        let down = line as f32 + inside - STRIP_HEIGHT as f32 / 2.0;
                        let light = picture.between(x + across_x * down, y + across_y * down);
                        *value += (255.0 - light) * each * each;
                    }
                }
            }
        }
        Self { width, values }
    }

    /// What is in a place, moved by some pixels, ready to be compared.
    fn patch(&self, place: usize, dx: isize, dy: isize) -> Template {
        let left = ((place + 1) * WIDTH).saturating_add_signed(dx);
        let top = REACH.saturating_add_signed(dy);
        let mut patch = [0.0; AREA];
        let rows = self.values.chunks_exact(self.width).skip(top);
        for (target, row) in patch.chunks_exact_mut(WIDTH).zip(rows) {
            if let Some(part) = row.get(left..left + WIDTH) {
                target.copy_from_slice(part);
            }
        }
        templates::normalise(&mut patch);
        patch
    }
}

/// How a line has to be looked at so that its glyphs fit best.
#[derive(Debug, Clone, Copy)]
struct View {
    dx: isize,
    dy: isize,
    ratio: usize,
    blur: usize,
}

fn product(a: &Template, b: &Template) -> f32 {
    // Sixteen sums beside each other, which the compiler turns into vector instructions.
    let mut sums = [0.0_f32; 16];
    for (a, b) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

fn best(patch: &Template, view: View) -> f32 {
    let set = templates::set(view.ratio, view.blur);
    set.iter()
        .map(|template| product(patch, template))
        .fold(-1.0, f32::max)
}

/// Least mean correlation of a line with its best glyphs; text that is upside down has about 0.5.
const LEAST_FIT: f32 = 0.6;

/// The view in which every third glyph of the line fits best: one thing at a time, from the one
/// that matters most.
/// `None` if no view is good enough.
fn view(strip: &Strip, characters: usize) -> Option<View> {
    let fit = |view: View| -> f32 {
        let places = (0..characters).step_by(3);
        places
            .map(|place| best(&strip.patch(place, view.dx, view.dy), view))
            .sum()
    };
    let reach = REACH.cast_signed();
    let mut view = View {
        dx: 0,
        dy: 0,
        ratio: RATIOS.len() / 2,
        blur: 1,
    };
    let better = |options: &mut dyn Iterator<Item = View>, view: View| {
        options
            .map(|option| (fit(option), option))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(view, |(_, best)| best)
    };
    view = better(&mut (-reach..=reach).map(|dy| View { dy, ..view }), view);
    view = better(&mut (-3..=3).map(|dx| View { dx, ..view }), view);
    let mut options = (0..RATIOS.len()).flat_map(|ratio| {
        let near = (view.dy - 1).max(-reach)..=(view.dy + 1).min(reach);
        near.map(move |dy| View { dy, ratio, ..view })
    });
    view = better(&mut options, view);
    view = better(
        &mut (0..BLURS.len()).map(|blur| View { blur, ..view }),
        view,
    );
    let mean = fit(view) / characters.div_ceil(3) as f32;
    (mean >= LEAST_FIT).then_some(view)
}

/// Compares every place of a zone with every glyph, line after line.
pub(super) fn compare(picture: &Grey, zone: &ZonePlace) -> Result<Vec<Scores>, NotReadable> {
    let characters = zone.format().width();
    let mut all = Vec::with_capacity(zone.rows.len() * characters);
    for (line, row) in zone.rows.iter().enumerate() {
        let strip = Strip::of(picture, row, characters);
        let view = view(&strip, characters).ok_or(NotReadable::Unclear { line, column: 0 })?;
        all.extend((0..characters).map(|place| scores(&strip, place, view)));
    }
    Ok(all)
}

/// The best that each glyph reaches in a place, moved by up to two pixels aside and one up or
/// down: print is not exact, nor is the grid.
fn scores(strip: &Strip, place: usize, view: View) -> Scores {
    let reach = REACH.cast_signed();
    let mut scores = [-1.0_f32; GLYPHS.len()];
    for dy in (view.dy - 1).max(-reach)..=(view.dy + 1).min(reach) {
        for dx in view.dx - 2..=view.dx + 2 {
            let patch = strip.patch(place, dx, dy);
            let set = templates::set(view.ratio, view.blur);
            for (score, template) in scores.iter_mut().zip(set) {
                *score = score.max(product(&patch, template));
            }
        }
    }
    scores
}
