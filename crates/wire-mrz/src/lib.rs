//! Pictures of identity documents and their machine-readable zone: bytes in, values out.
//!
//! | module | standard | what |
//! |---|---|---|
//! | [`mrz`] | ICAO 9303 parts 3 to 6 | the zone as text: read, checked, written; names compared |
//! | [`picture`] | JPEG, PNG, WebP | photographs by strangers: decoded within limits, measured, cleaned |
//! | [`read`] | OCR-B, ISO 1073-2 | the zone in a photograph |
//! | `specimen` | | an invented card as a picture (feature `specimen`) |
//!
//! Nothing here knows the product, reads a file, a clock or chance: "today" comes in as an
//! argument wherever a century has to be guessed.
//!
//! # What is not guaranteed
//!
//! That a document is genuine. Check digits are arithmetic that anybody can do; they find misread
//! characters and careless forgeries, nothing more.

pub mod mrz;
mod ocrb;
pub mod picture;
pub mod read;
#[cfg(feature = "specimen")]
pub mod specimen;
