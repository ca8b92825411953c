//! A drawn face, alone and before a wall.

use super::canvas::Canvas;
use crate::picture::Picture;

/// Head and shoulders in a frame of which `centre` is the middle and `size` half the height.
pub(super) fn portrait(canvas: &mut Canvas, centre: (f32, f32), size: f32) {
    let (x, y) = centre;
    let frame = (size * 0.8, size);
    canvas.rectangle(
        (x - frame.0, y - frame.1),
        (2.0 * frame.0, 2.0 * frame.1),
        [226, 228, 232],
    );
    head(canvas, (x, y - size * 0.12), size * 0.62, 0.0);
    canvas.rectangle(
        (x - frame.0 * 0.92, y + size * 0.72),
        (2.0 * frame.0 * 0.92, size * 0.28),
        [64, 84, 120],
    );
}

/// A head of the given half height; `turn` from -1 to 1 looks left or right.
pub(super) fn head(canvas: &mut Canvas, centre: (f32, f32), size: f32, turn: f32) {
    let (x, y) = centre;
    let wide = size * 0.74;
    canvas.rectangle(
        (x - size * 0.24, y + size * 0.6),
        (size * 0.48, size * 0.75),
        [205, 160, 130],
    );
    canvas.ellipse(
        (x, y - size * 0.1),
        (wide * 1.08, size * 1.06),
        [70, 48, 36],
    );
    canvas.ellipse(
        (x + turn * size * 0.05, y + size * 0.05),
        (wide, size * 0.95),
        [224, 180, 150],
    );
    let middle = x + turn * size * 0.28;
    for side in [-1.0, 1.0] {
        let eye = (middle + side * size * 0.28, y - size * 0.08);
        canvas.ellipse(eye, (size * 0.13, size * 0.075), [250, 250, 250]);
        canvas.ellipse(
            (eye.0 + turn * size * 0.04, eye.1),
            (size * 0.06, size * 0.065),
            [60, 44, 40],
        );
        canvas.rectangle(
            (eye.0 - size * 0.15, eye.1 - size * 0.19),
            (size * 0.3, size * 0.05),
            [70, 48, 36],
        );
    }
    canvas.ellipse(
        (middle + turn * size * 0.06, y + size * 0.2),
        (size * 0.07, size * 0.13),
        [204, 154, 124],
    );
    canvas.ellipse(
        (middle, y + size * 0.52),
        (size * 0.22, size * 0.06),
        [176, 84, 84],
    );
}

/// Somebody before a wall, as a camera sees them; `turn` from -1 to 1 looks left or right.
#[must_use]
pub fn face(width: usize, height: usize, turn: f32) -> Picture {
    let (w, h) = (width as f32, height as f32);
    let mut canvas = Canvas::new(width.max(1), height.max(1), |x, y| {
        let tone = |base: f32| {
            crate::picture::rounded(base - x / w.max(1.0) * 18.0 - y / h.max(1.0) * 10.0)
        };
        [tone(196.0), tone(200.0), tone(206.0)]
    });
    canvas.ellipse((w / 2.0, h * 1.12), (h * 0.48, h * 0.4), [64, 84, 120]);
    head(
        &mut canvas,
        (w / 2.0, h * 0.42),
        h * 0.27,
        turn.clamp(-1.0, 1.0),
    );
    canvas.picture()
}
