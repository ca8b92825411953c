//! A test picture, and silence.

use std::sync::Arc;

/// Silence of 20 ms as Opus encodes it (RFC 6716 §3.1: CELT, fullband, one frame).
pub(super) const SILENCE: [u8; 3] = [0xF8, 0xFF, 0xFE];

/// Two seconds of a moving test picture with a key frame in front.
const SAMPLE: &[u8] = include_bytes!("../../testdata/picture.ivf");

/// Frames that are sent round and round.
#[derive(Debug, Clone)]
pub struct Picture(Arc<Vec<Vec<u8>>>);

impl Picture {
    /// The test picture, 320 × 240.
    #[must_use]
    pub fn sample() -> Self {
        Self(Arc::new(frames(SAMPLE)))
    }

    /// The same with frames of at least `bytes`, to make as much traffic as a larger picture.
    /// What is put behind a frame's data is read by no decoder (RFC 6386 §7.3).
    #[must_use]
    pub fn padded(bytes: usize) -> Self {
        let mut frames = frames(SAMPLE);
        for frame in &mut frames {
            frame.resize(frame.len().max(bytes), 0);
        }
        Self(Arc::new(frames))
    }

    /// The n-th frame, round and round.
    #[must_use]
    pub fn frame(&self, n: usize) -> &[u8] {
        let n = n.checked_rem(self.0.len()).unwrap_or(0);
        self.0.get(n).map_or(&[], Vec::as_slice)
    }
}

/// The frames of an IVF file: a head of 32 bytes, then each frame behind its length and its time
/// (12 bytes, little endian).
fn frames(file: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    let mut rest = file.get(32..).unwrap_or_default();
    while let Some((head, behind)) = rest.split_first_chunk::<12>() {
        let [a, b, c, d, ..] = *head;
        let length = usize::try_from(u32::from_le_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        let Some((frame, behind)) = behind.split_at_checked(length) else {
            break;
        };
        frames.push(frame.to_vec());
        rest = behind;
    }
    frames
}
