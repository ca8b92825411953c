//! Pictures by strangers: decoded within limits, measured, and written anew.
//!
//! The kind is found by content, never by a name. [`Picture::decode`] refuses what is too large
//! before it is unpacked, what ends too early, what goes on behind its end, what moves, and what
//! is another kind of file as well. A [`Picture`] has pixels and nothing else: place, camera and
//! thumbnails of the file are gone, and [`Picture::to_jpeg`] is the only form in which a picture
//! should be kept. Turned as the camera says (EXIF orientation) it is before that.
//!
//! [`Measures`] are what can be said about a photograph without knowing what it shows: sharpness,
//! glare, exposure, and whether there is something like a card. [`Measures::verdicts`] compares
//! them with thresholds.

mod decode;
mod error;
mod framing;
mod grey;
mod kind;
mod measures;
mod orientation;
mod structure;

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

pub use decode::Limits;
pub use error::PictureError;
pub use framing::{Framing, Rectangle};
pub use grey::Grey;
#[cfg(feature = "specimen")]
pub(crate) use grey::rounded;
pub use kind::Kind;
pub use measures::{Measures, Thresholds, Verdict};

/// Pixels of 8-bit sRGB, row by row from the top left.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

impl Picture {
    /// A picture out of its pixels; `None` unless there are three bytes for each, at least one
    /// pixel, and no side of more than 65,535.
    #[must_use]
    pub fn from_rgb(width: usize, height: usize, rgb: Vec<u8>) -> Option<Self> {
        let sides_fit = u16::try_from(width).is_ok() && u16::try_from(height).is_ok();
        let fits = sides_fit && width * height > 0 && rgb.len() == width * height * 3;
        fits.then_some(Self { width, height, rgb })
    }

    /// Pixels from left to right.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Red, green and blue of each pixel.
    #[must_use]
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// The brightness of each pixel (ITU-R BT.601).
    #[must_use]
    pub fn grey(&self) -> Grey {
        let luma = |pixel: &[u8]| {
            let weighed = |(value, weight): (&u8, u32)| u32::from(*value) * weight;
            let sum: u32 = pixel.iter().zip([77, 150, 29]).map(weighed).sum();
            u8::try_from(sum / 256).unwrap_or(u8::MAX)
        };
        let pixels = self.rgb.chunks_exact(3).map(luma).collect();
        Grey::new(self.width, self.height, pixels)
    }

    /// A JPEG file with these pixels and nothing else. `quality` from 1 to 100; 85 keeps the zone
    /// of a document readable at a tenth of the size.
    #[must_use]
    pub fn to_jpeg(&self, quality: u8) -> Vec<u8> {
        let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let mut file = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut file, quality.clamp(1, 100));
        let (width, height) = (side(self.width), side(self.height));
        let written = encoder.encode(&self.rgb, width, height, ExtendedColorType::Rgb8);
        // Cannot fail: the sides and the number of bytes were checked when the picture was made,
        // and a vector takes whatever is written.
        debug_assert!(written.is_ok());
        file
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({}×{})", self.width, self.height)
    }
}
