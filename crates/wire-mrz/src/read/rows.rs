//! Glyphs beside each other at equal distances.

use super::blobs::Blob;

/// A row of glyphs: its places are numbered, and place `i` is at
/// (`x0 + x1·i + x2·i²`, `y0 + y1·i + y2·i²`). The squares are for perspective.
#[derive(Debug, Clone)]
pub(super) struct Row {
    x: [f32; 3],
    y: [f32; 3],
    /// Places where there is ink, in order.
    pub(super) places: Vec<i32>,
}

/// Fewest glyphs of a row. A third of the shortest line of a zone: the rest may be hidden.
const FEWEST: usize = 10;

impl Row {
    pub(super) fn at(&self, place: f32) -> (f32, f32) {
        (value(&self.x, place), value(&self.y, place))
    }

    /// How far it is to the next place, as a direction.
    pub(super) fn step(&self, place: f32) -> (f32, f32) {
        let slope = |c: &[f32; 3]| {
            let [_, linear, square] = c;
            linear + 2.0 * square * place
        };
        (slope(&self.x), slope(&self.y))
    }

    /// Pixels from one place to the next, in the middle.
    pub(super) fn pitch(&self) -> f32 {
        let (dx, dy) = self.step(self.middle());
        dx.hypot(dy)
    }

    /// The middle place.
    pub(super) fn middle(&self) -> f32 {
        let first = self.places.first().copied().unwrap_or_default();
        let last = self.places.last().copied().unwrap_or_default();
        (first + last) as f32 / 2.0
    }

    /// Degrees of the picture, clockwise.
    pub(super) fn angle(&self) -> f32 {
        let (dx, dy) = self.step(self.middle());
        dy.atan2(dx).to_degrees()
    }

    /// The place (not a whole number) that is nearest to a point.
    pub(super) fn nearest(&self, point: (f32, f32)) -> f32 {
        let mut place = self.middle();
        for _ in 0..6 {
            let (x, y) = self.at(place);
            let (dx, dy) = self.step(place);
            let length = (dx * dx + dy * dy).max(1e-3);
            place += ((point.0 - x) * dx + (point.1 - y) * dy) / length;
        }
        place
    }

    /// The same row with the places numbered from the other end, counting down from `last`.
    pub(super) fn reversed(&self, last: f32) -> Self {
        let flipped = |c: &[f32; 3]| {
            let [constant, linear, square] = *c;
            [
                constant + linear * last + square * last * last,
                -linear - 2.0 * square * last,
                square,
            ]
        };
        Self {
            x: flipped(&self.x),
            y: flipped(&self.y),
            places: Vec::new(),
        }
    }

    /// The same row with place `first` as place 0.
    pub(super) fn numbered_from(&self, first: f32) -> Self {
        let moved = |c: &[f32; 3]| {
            let [constant, linear, square] = *c;
            [
                constant + linear * first + square * first * first,
                linear + 2.0 * square * first,
                square,
            ]
        };
        Self {
            x: moved(&self.x),
            y: moved(&self.y),
            places: Vec::new(),
        }
    }

    /// A row through glyphs in order; `None` if they do not stand at equal distances.
    fn through(glyphs: &[Blob]) -> Option<Self> {
        let mut distances: Vec<f32> = glyphs.windows(2).filter_map(distance).collect();
        distances.sort_by(f32::total_cmp);
        let mut pitch = distances.get(distances.len() / 2).copied()?;
        let mut points: Vec<(i32, f32, f32)> = Vec::new();
        let mut place = 0;
        let mut previous: Option<&Blob> = None;
        for glyph in glyphs {
            if let Some(before) = previous {
                let far = (glyph.x() - before.x()).hypot(glyph.y() - before.y());
                let steps = (far / pitch).round().max(1.0);
                place += whole(steps);
                let each = far / steps;
                // The distance changes slowly in perspective; one odd glyph does not change it.
                if (each / pitch - 1.0).abs() < 0.2 && steps < 3.0 {
                    pitch += (each - pitch) * 0.15;
                }
            }
            points.push((place, glyph.x(), glyph.y()));
            previous = Some(glyph);
        }
        Self::fit(points, pitch)
    }

    fn fit(mut points: Vec<(i32, f32, f32)>, pitch: f32) -> Option<Self> {
        for tolerance in [0.45, 0.3] {
            let x = quadratic(points.iter().map(|(i, x, _)| (*i as f32, *x)))?;
            let y = quadratic(points.iter().map(|(i, _, y)| (*i as f32, *y)))?;
            let fits = |(i, px, py): &(i32, f32, f32)| {
                let off = (px - value(&x, *i as f32)).hypot(py - value(&y, *i as f32));
                off < tolerance * pitch
            };
            points.retain(fits);
            if points.len() < FEWEST {
                return None;
            }
        }
        let x = quadratic(points.iter().map(|(i, x, _)| (*i as f32, *x)))?;
        let y = quadratic(points.iter().map(|(i, _, y)| (*i as f32, *y)))?;
        let mut places: Vec<i32> = points.iter().map(|(i, _, _)| *i).collect();
        places.dedup();
        (places.len() >= FEWEST).then_some(Self { x, y, places })
    }
}

fn distance(pair: &[Blob]) -> Option<f32> {
    match pair {
        [a, b] => Some((b.x() - a.x()).hypot(b.y() - a.y())),
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a few hundred at most")]
pub(super) fn whole(value: f32) -> i32 {
    value.round() as i32
}

fn value(c: &[f32; 3], at: f32) -> f32 {
    let [constant, linear, square] = c;
    constant + at * (linear + at * square)
}

/// Least squares of `c0 + c1·t + c2·t²`, with t moved to its mean so that the sums stay small.
fn quadratic(points: impl Iterator<Item = (f32, f32)> + Clone) -> Option<[f32; 3]> {
    let count = points.clone().count() as f64;
    if count < 4.0 {
        return None;
    }
    let centre = points.clone().map(|(t, _)| f64::from(t)).sum::<f64>() / count;
    let (mut s, mut r) = ([0.0_f64; 5], [0.0_f64; 3]);
    for (t, v) in points {
        let mut power = 1.0;
        for (k, sum) in s.iter_mut().enumerate() {
            *sum += power;
            if let Some(right) = r.get_mut(k) {
                *right += power * f64::from(v);
            }
            power *= f64::from(t) - centre;
        }
    }
    // Cramer's rule; the odd sums are about zero, so it is well behaved.
    let [s0, s1, s2, s3, s4] = s;
    let [r0, r1, r2] = r;
    let det = |m: [[f64; 3]; 3]| {
        let [[a, b, c], [d, e, f], [g, h, i]] = m;
        a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    };
    let whole = det([[s0, s1, s2], [s1, s2, s3], [s2, s3, s4]]);
    if whole.abs() < 1e-6 {
        return None;
    }
    let c0 = det([[r0, s1, s2], [r1, s2, s3], [r2, s3, s4]]) / whole;
    let c1 = det([[s0, r0, s2], [s1, r1, s3], [s2, r2, s4]]) / whole;
    let c2 = det([[s0, s1, r0], [s1, s2, r1], [s2, s3, r2]]) / whole;
    #[expect(clippy::cast_possible_truncation, reason = "pixels")]
    let narrow = |value: f64| value as f32;
    Some([
        narrow(c0 - c1 * centre + c2 * centre * centre),
        narrow(c1 - 2.0 * c2 * centre),
        narrow(c2),
    ])
}

/// All rows among the blobs, which come from left to right.
pub(super) fn find(blobs: &[Blob]) -> Vec<Row> {
    let chains = joined(chains(blobs));
    chains
        .iter()
        .filter_map(|chain| Row::through(chain))
        .collect()
}

/// How well `b` goes right of `a`: less is better. Glyphs of OCR-B stand at about their height.
fn fits_right_of(a: &Blob, b: &Blob) -> Option<f32> {
    let height = f32::midpoint(a.height(), b.height());
    let (dx, dy) = (b.x() - a.x(), (b.y() - a.y()).abs());
    let alike = (0.62..1.6).contains(&(b.height() / a.height()));
    let near = (0.5 * height..2.4 * height).contains(&dx) && dy < 0.22 * dx + 0.12 * height;
    (alike && near).then_some(dx + 2.0 * dy)
}

/// Blobs that are each other's nearest to the right and to the left.
fn chains(blobs: &[Blob]) -> Vec<Vec<Blob>> {
    let nearest_right: Vec<Option<(usize, f32)>> = blobs
        .iter()
        .enumerate()
        .map(|(at, blob)| {
            let reach = blob.height() * 4.0;
            let after = blobs.iter().enumerate().skip(at + 1);
            after
                .take_while(|(_, other)| other.x() - blob.x() < reach)
                .filter_map(|(other, candidate)| Some((other, fits_right_of(blob, candidate)?)))
                .min_by(|a, b| a.1.total_cmp(&b.1))
        })
        .collect();
    let mut left: Vec<Option<(usize, f32)>> = vec![None; blobs.len()];
    for (at, right) in nearest_right.iter().enumerate() {
        let Some((other, cost)) = right else { continue };
        if let Some(entry) = left.get_mut(*other)
            && entry.is_none_or(|(_, best)| *cost < best)
        {
            *entry = Some((at, *cost));
        }
    }
    let mut chains: Vec<Vec<Blob>> = Vec::new();
    let mut chain_of: Vec<Option<usize>> = vec![None; blobs.len()];
    for (at, blob) in blobs.iter().enumerate() {
        let before = left.get(at).copied().flatten();
        let chain = before.and_then(|(before, _)| chain_of.get(before).copied().flatten());
        let chain = chain.unwrap_or_else(|| {
            chains.push(Vec::new());
            chains.len() - 1
        });
        if let Some(glyphs) = chains.get_mut(chain) {
            glyphs.push(*blob);
        }
        if let Some(entry) = chain_of.get_mut(at) {
            *entry = Some(chain);
        }
    }
    chains.retain(|chain| chain.len() >= 4);
    chains
}

/// Chains that go on in one line after a gap become one: a glyph was broken, or there is glare.
fn joined(mut chains: Vec<Vec<Blob>>) -> Vec<Vec<Blob>> {
    chains.sort_by(|a, b| start(a).total_cmp(&start(b)));
    let mut joined: Vec<Vec<Blob>> = Vec::new();
    for chain in chains {
        match joined.iter_mut().find(|line| goes_on(line, &chain)) {
            Some(line) => line.extend(chain),
            None => joined.push(chain),
        }
    }
    joined
}

fn start(chain: &[Blob]) -> f32 {
    chain.first().map_or(0.0, Blob::x)
}

/// Whether `next` begins within ten glyphs behind the end of `line`, where the line leads.
fn goes_on(line: &[Blob], next: &[Blob]) -> bool {
    let (Some(from), Some(end), Some(begin)) = (line.first(), line.last(), next.first()) else {
        return false;
    };
    let height = end.height();
    let gap = begin.x() - end.x();
    if !(0.3 * height..10.0 * height).contains(&gap) {
        return false;
    }
    let slope = (end.y() - from.y()) / (end.x() - from.x()).max(1.0);
    let expected = end.y() + slope * gap;
    let alike = (0.65..1.55).contains(&(begin.height() / height));
    alike && (begin.y() - expected).abs() < 0.3 * height + 0.04 * gap
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn glyph(x: usize, y: usize) -> Blob {
        Blob {
            left: x - 7,
            right: x + 7,
            top: y - 10,
            bottom: y + 10,
        }
    }

    #[test]
    fn a_row_numbers_its_places_across_a_gap() {
        let at = |i: usize| glyph(100 + i * 20, 200 + i);
        let glyphs: Vec<Blob> = (0..30).filter(|i| !(12..15).contains(i)).map(at).collect();
        let rows = find(&glyphs);
        let [row] = rows.as_slice() else {
            panic!("{rows:?}")
        };
        assert_eq!(row.places.len(), 27);
        assert_eq!(row.places.last(), Some(&29));
        let (x, y) = row.at(13.0);
        assert!((x - 360.0).abs() < 1.0 && (y - 213.0).abs() < 1.0);
        assert!((row.pitch() - 20.02).abs() < 0.1);
        assert!((row.angle() - 2.86).abs() < 0.1);
        assert!((row.nearest((360.0, 230.0)) - 13.04).abs() < 0.1);
    }

    #[test]
    fn numbering_from_the_other_end_keeps_the_places() {
        let glyphs: Vec<Blob> = (0..30)
            .map(|i| glyph(100 + i * 20 + i * i / 20, 200))
            .collect();
        let rows = find(&glyphs);
        let row = rows.first().unwrap();
        let (back, moved) = (row.reversed(29.0), row.numbered_from(4.0));
        for place in [0.0, 7.0, 29.0] {
            assert!((back.at(29.0 - place).0 - row.at(place).0).abs() < 0.1);
            assert!((moved.at(place - 4.0).0 - row.at(place).0).abs() < 0.1);
        }
    }

    #[test]
    fn words_of_other_sizes_and_scattered_blobs_are_no_row() {
        let scattered: Vec<Blob> = (0..40)
            .map(|i| glyph(50 + i * 23, 50 + (i * 37) % 300))
            .collect();
        assert!(find(&scattered).is_empty());
    }
}
