//! Photographs of documents: files of three kinds, and the reader behind them.

use wire_mrz::picture::{Limits, Measures, Picture, Thresholds};
use wire_mrz::read::read;

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "picture",
    seeds,
    run,
};

/// Small, so that a run is short: what is larger is refused before it is unpacked.
const LIMITS: Limits = Limits {
    bytes: 1 << 16,
    pixels: 1 << 12,
    side: 256,
};

/// One pixel each.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";
const WEBP: &[u8] = b"RIFF\x1a\0\0\0WEBPVP8L\r\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0";

fn seeds() -> Vec<Vec<u8>> {
    let value = |at: usize| {
        if (at / 3 + at / 90).is_multiple_of(2) {
            30
        } else {
            220
        }
    };
    let drawn = Picture::from_rgb(30, 20, (0..1800).map(value).collect());
    let mut seeds: Vec<Vec<u8>> = drawn.iter().map(|picture| picture.to_jpeg(60)).collect();
    seeds.extend([PNG.to_vec(), WEBP.to_vec()]);
    seeds
}

fn run(bytes: &[u8]) -> bool {
    let Ok(picture) = Picture::decode(bytes, &LIMITS) else {
        return false;
    };
    let (width, height) = (picture.width(), picture.height());
    assert!(width * height <= 1 << 12 && picture.rgb().len() == width * height * 3);
    let grey = picture.grey();
    let _ = Measures::of(&grey).verdicts(&Thresholds::DOCUMENT);
    if let Ok(reading) = read(&grey) {
        assert!(reading.lines.wrong_check_digits().is_empty());
    }
    // What is kept of it is a picture of the same size.
    let kept = Picture::decode(&picture.to_jpeg(50), &LIMITS);
    let same = kept.is_ok_and(|kept| (kept.width(), kept.height()) == (width, height));
    assert!(same, "what was written cannot be read again");
    true
}
