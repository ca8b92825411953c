//! Kinds of picture files, by their first bytes.

/// A kind of picture file that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// ISO/IEC 10918-1.
    Jpeg,
    /// RFC 2083, W3C PNG.
    Png,
    /// RFC 9649.
    Webp,
}

impl Kind {
    /// The kind that the first bytes say; a name or a declared type is never asked.
    #[must_use]
    pub fn of(file: &[u8]) -> Option<Self> {
        if file.starts_with(&[0xFF, 0xD8, 0xFF]) {
            return Some(Self::Jpeg);
        }
        if file.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        let webp = file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WEBP");
        webp.then_some(Self::Webp)
    }

    /// The media type (IANA).
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }
}
