//! Connected ink of about the size of a glyph.

use super::ink::Ink;

/// The rectangle around some connected ink; `right` and `bottom` are the last column and row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blob {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
}

/// Heights of glyphs that are looked for, in pixels.
const HEIGHTS: std::ops::RangeInclusive<usize> = 8..=90;
/// A picture with more blobs than that is not a photograph of a document.
const MOST: usize = 8_000;

impl Blob {
    pub(super) fn width(&self) -> f32 {
        (self.right - self.left + 1) as f32
    }

    pub(super) fn height(&self) -> f32 {
        (self.bottom - self.top + 1) as f32
    }

    pub(super) fn x(&self) -> f32 {
        (self.left + self.right) as f32 / 2.0
    }

    pub(super) fn y(&self) -> f32 {
        (self.top + self.bottom) as f32 / 2.0
    }

    fn join(&mut self, other: Self) {
        self.left = self.left.min(other.left);
        self.top = self.top.min(other.top);
        self.right = self.right.max(other.right);
        self.bottom = self.bottom.max(other.bottom);
    }

    /// Glyphs are higher than wide, or touch one neighbour at most.
    fn may_be_a_glyph(&self) -> bool {
        HEIGHTS.contains(&(self.bottom - self.top + 1))
            && self.width() <= self.height() * 2.2
            && self.width() * 6.0 >= self.height()
    }
}

/// A piece of a row of ink, and the blob that it belongs to.
#[derive(Clone, Copy)]
struct Run {
    first: usize,
    last: usize,
    blob: usize,
}

/// Blobs under way: which one a number stands for, after blobs grew together.
struct Forest {
    parents: Vec<usize>,
    blobs: Vec<Blob>,
}

impl Forest {
    fn root(&mut self, mut at: usize) -> usize {
        while let Some(parent) = self.parents.get(at).copied().filter(|parent| *parent != at) {
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(entry) = self.parents.get_mut(at) {
                *entry = above;
            }
            at = above;
        }
        at
    }

    fn add(&mut self, blob: Blob) -> usize {
        self.parents.push(self.blobs.len());
        self.blobs.push(blob);
        self.blobs.len() - 1
    }

    fn join(&mut self, a: usize, b: usize) -> usize {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return a;
        }
        let (kept, gone) = (a.min(b), a.max(b));
        let other = self.blobs.get(gone).copied();
        if let (Some(blob), Some(other)) = (self.blobs.get_mut(kept), other) {
            blob.join(other);
        }
        if let Some(parent) = self.parents.get_mut(gone) {
            *parent = kept;
        }
        kept
    }
}

/// All blobs that may be glyphs, from left to right; empty if there are far too many.
pub(super) fn find(ink: &Ink) -> Vec<Blob> {
    let mut forest = Forest {
        parents: Vec::new(),
        blobs: Vec::new(),
    };
    let mut above: Vec<Run> = Vec::new();
    for (y, row) in ink.rows().enumerate() {
        let mut here = runs(row);
        let mut candidates = above.iter().peekable();
        for run in &mut here {
            let mut blob = forest.add(Blob {
                left: run.first,
                right: run.last,
                top: y,
                bottom: y,
            });
            // Runs above that end before this one begins touch no later one either.
            while candidates
                .next_if(|upper| upper.last + 1 < run.first)
                .is_some()
            {}
            let touching = candidates
                .clone()
                .take_while(|upper| upper.first <= run.last + 1);
            for upper in touching {
                blob = forest.join(upper.blob, blob);
            }
            run.blob = blob;
        }
        above = here;
    }
    let roots = forest
        .parents
        .iter()
        .enumerate()
        .filter(|(at, parent)| at == *parent);
    let mut blobs: Vec<Blob> = roots
        .filter_map(|(at, _)| forest.blobs.get(at).copied())
        .filter(Blob::may_be_a_glyph)
        .collect();
    blobs.sort_by_key(|blob| blob.left + blob.right);
    if blobs.len() > MOST {
        blobs.clear();
    }
    blobs
}

fn runs(row: &[bool]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut before = false;
    for (x, ink) in row.iter().enumerate() {
        if *ink {
            match runs.last_mut() {
                Some(run) if before => run.last = x,
                _ => runs.push(Run {
                    first: x,
                    last: x,
                    blob: 0,
                }),
            }
        }
        before = *ink;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(rows: &[&str]) -> Ink {
        let width = rows.first().map_or(0, |row| row.len());
        let cells = rows.concat().chars().map(|c| c == '#').collect();
        Ink { width, cells }
    }

    #[test]
    fn ink_that_touches_at_corners_or_grows_together_is_one_blob() {
        let picture = ink(&[
            "#.......#....##.",
            "#.......#....#..",
            "#.......#...#...",
            "#.......#...#...",
            "#.......#....#..",
            "#.......#.....#.",
            "##.....##.....#.",
            ".##...##.....##.",
            "..#####.....#...",
        ]);
        let found = find(&picture);
        let sides: Vec<_> = found
            .iter()
            .map(|b| (b.left, b.right, b.top, b.bottom))
            .collect();
        assert_eq!(sides, [(0, 8, 0, 8), (12, 14, 0, 8)]);
    }

    #[test]
    fn dots_and_long_lines_are_no_glyphs() {
        let line = "#".repeat(40);
        let rows: Vec<&str> = std::iter::repeat_n(line.as_str(), 9).collect();
        assert!(find(&ink(&rows)).is_empty());
        assert!(find(&ink(&["#..#..#", "#..#..#"])).is_empty());
    }
}
