//! Files to pixels, with decoders in safe Rust that never see what is too large.

use std::io::Cursor;

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::error::PictureError;
use super::kind::Kind;
use super::orientation::Orientation;
use super::{Picture, structure};

/// How large a picture may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Pixels of the picture; each takes 3 bytes of memory, and up to 9 while a JPEG is unpacked
    /// that was sent in several passes.
    pub pixels: u64,
    /// Pixels of the longer side.
    pub side: u32,
}

impl Limits {
    /// A photograph by a telephone: 10 MiB, 16 million pixels (the usual 4032 × 3024 are 12),
    /// 8000 on a side. Less than 150 MiB of memory while it is unpacked.
    pub const PHOTOGRAPH: Self = Self {
        bytes: 10 << 20,
        pixels: 16_000_000,
        side: 8_000,
    };
}

/// Passes over the picture in one JPEG file. Cameras and browsers make at most ten; thousands of
/// tiny ones would keep the decoder busy for minutes.
const MAX_PASSES: usize = 24;

impl Picture {
    /// Reads a JPEG, PNG or WebP file and turns it upright.
    ///
    /// What is transparent becomes white.
    ///
    /// # Errors
    /// See [`PictureError`]. Memory and time are bounded by the limits.
    pub fn decode(file: &[u8], limits: &Limits) -> Result<Self, PictureError> {
        if file.len() > limits.bytes {
            return Err(PictureError::FileTooLarge {
                limit: limits.bytes,
            });
        }
        let kind = Kind::of(file).ok_or(PictureError::UnknownKind)?;
        let (width, height) = structure::sides(kind, file)?;
        let pixels = u64::from(width) * u64::from(height);
        if pixels > limits.pixels || width.max(height) > limits.side {
            return Err(PictureError::TooManyPixels { width, height });
        }
        let (rgb, orientation) = match kind {
            Kind::Jpeg => jpeg(file, limits)?,
            Kind::Png => (png(file, limits)?, Orientation::Upright),
            Kind::Webp => webp(file, limits)?,
        };
        let side = |length: u32| usize::try_from(length).unwrap_or(usize::MAX);
        Self::from_rgb(side(width), side(height), rgb)
            .map(|picture| orientation.upright(picture))
            .ok_or(PictureError::Damaged)
    }
}

fn jpeg(file: &[u8], limits: &Limits) -> Result<(Vec<u8>, Orientation), PictureError> {
    let side = usize::try_from(limits.side).unwrap_or(usize::MAX);
    let options = DecoderOptions::new_safe()
        .set_strict_mode(true)
        .set_max_width(side)
        .set_max_height(side)
        .jpeg_set_max_scans(MAX_PASSES)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    let rgb = decoder.decode().map_err(|_| PictureError::Damaged)?;
    let orientation = decoder
        .exif()
        .map_or(Orientation::Upright, |exif| Orientation::of_exif(exif));
    Ok((rgb, orientation))
}

fn png(file: &[u8], limits: &Limits) -> Result<Vec<u8>, PictureError> {
    let bytes = usize::try_from(limits.pixels.saturating_mul(8)).unwrap_or(usize::MAX);
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), png::Limits { bytes });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|_| PictureError::Damaged)?;
    let size = reader
        .output_buffer_size()
        .filter(|size| *size <= bytes)
        .ok_or(PictureError::Damaged)?;
    let mut pixels = vec![0; size];
    let frame = reader
        .next_frame(&mut pixels)
        .map_err(|_| PictureError::Damaged)?;
    pixels.truncate(frame.buffer_size());
    match frame.color_type {
        png::ColorType::Rgb => Ok(pixels),
        png::ColorType::Rgba => Ok(on_white(&pixels)),
        png::ColorType::Grayscale => Ok(pixels.iter().flat_map(|v| [*v; 3]).collect()),
        png::ColorType::GrayscaleAlpha => {
            let wide = |pair: &[u8]| match pair {
                [value, alpha] => [*value, *value, *value, *alpha],
                _ => [0; 4],
            };
            let rgba: Vec<u8> = pixels.chunks_exact(2).flat_map(wide).collect();
            Ok(on_white(&rgba))
        }
        // Palettes were expanded.
        png::ColorType::Indexed => Err(PictureError::Damaged),
    }
}

fn webp(file: &[u8], limits: &Limits) -> Result<(Vec<u8>, Orientation), PictureError> {
    let damaged = |_| PictureError::Damaged;
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(file)).map_err(damaged)?;
    let most = usize::try_from(limits.pixels.saturating_mul(4)).unwrap_or(usize::MAX);
    decoder.set_memory_limit(most);
    if decoder.is_animated() {
        return Err(PictureError::Animated);
    }
    let size = decoder
        .output_buffer_size()
        .filter(|size| *size <= most)
        .ok_or(PictureError::Damaged)?;
    let mut pixels = vec![0; size];
    decoder.read_image(&mut pixels).map_err(damaged)?;
    let exif = decoder.exif_metadata().map_err(damaged)?;
    let orientation = exif.map_or(Orientation::Upright, |exif| Orientation::of_exif(&exif));
    let rgb = if decoder.has_alpha() {
        on_white(&pixels)
    } else {
        pixels
    };
    Ok((rgb, orientation))
}

fn on_white(rgba: &[u8]) -> Vec<u8> {
    let blend = |pixel: &[u8]| {
        let alpha = pixel.get(3).map_or(255, |alpha| u16::from(*alpha));
        let over = |at: usize| {
            let value = pixel.get(at).map_or(0, |value| u16::from(*value));
            u8::try_from((value * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        [over(0), over(1), over(2)]
    };
    rgba.chunks_exact(4).flat_map(blend).collect()
}
