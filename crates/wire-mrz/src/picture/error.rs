//! Why bytes are no picture that we take.

use thiserror::Error;

/// Why bytes are no picture that we take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PictureError {
    /// The file is larger than the limit.
    #[error("the file is larger than {limit} bytes")]
    FileTooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// It is not a JPEG, PNG or WebP file.
    #[error("neither JPEG nor PNG nor WebP")]
    UnknownKind,
    /// It is another kind of file as well: there are bytes behind the end of the picture, or the
    /// file can also be opened as an archive or a PDF.
    #[error("the file is more than a picture")]
    MoreThanAPicture,
    /// It has more pixels, or a longer side, than the limits allow. Nothing was unpacked.
    #[error("{width} × {height} pixels are too many")]
    TooManyPixels {
        /// Pixels from left to right, as the file says.
        width: u32,
        /// Pixels from top to bottom, as the file says.
        height: u32,
    },
    /// It ends before it is complete.
    #[error("the file is cut off")]
    Truncated,
    /// It is a moving picture.
    #[error("the picture moves")]
    Animated,
    /// It does not follow its own format.
    #[error("the file is damaged")]
    Damaged,
}
