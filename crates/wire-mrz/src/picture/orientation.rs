//! How a camera was held: the one word of EXIF that matters for the pixels.

use super::Picture;

/// What has to be done so that up is up (EXIF 2.32 §4.6.4 A, tag 0x0112). Mirrored pictures do not
/// come from cameras; they count as upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Orientation {
    Upright,
    /// Turn by a quarter clockwise.
    Quarter,
    Half,
    ThreeQuarters,
}

impl Orientation {
    /// Reads the tag; what cannot be read is upright.
    pub(super) fn of_exif(exif: &[u8]) -> Self {
        let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
        match image::metadata::Orientation::from_exif_chunk(exif) {
            Some(image::metadata::Orientation::Rotate90) => Self::Quarter,
            Some(image::metadata::Orientation::Rotate180) => Self::Half,
            Some(image::metadata::Orientation::Rotate270) => Self::ThreeQuarters,
            _ => Self::Upright,
        }
    }

    pub(super) fn upright(self, picture: Picture) -> Picture {
        let (width, height) = (picture.width, picture.height);
        let (turned_width, turned_height) = match self {
            Self::Upright => return picture,
            Self::Half => (width, height),
            Self::Quarter | Self::ThreeQuarters => (height, width),
        };
        let mut rgb = Vec::with_capacity(picture.rgb.len());
        for y in 0..turned_height {
            for x in 0..turned_width {
                let (from_x, from_y) = match self {
                    Self::Upright => (x, y),
                    Self::Half => (width - 1 - x, height - 1 - y),
                    Self::Quarter => (y, height - 1 - x),
                    Self::ThreeQuarters => (width - 1 - y, x),
                };
                let at = (from_y * width + from_x) * 3;
                rgb.extend_from_slice(picture.rgb.get(at..at + 3).unwrap_or(&[0; 3]));
            }
        }
        Picture {
            width: turned_width,
            height: turned_height,
            rgb,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn exif(value: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([value, 0, 0, 0, 0, 0, 0, 0]);
        exif
    }

    /// Two pixels side by side: black, then white.
    fn pair() -> Picture {
        Picture::from_rgb(2, 1, vec![0, 0, 0, 255, 255, 255]).unwrap()
    }

    #[test]
    fn a_quarter_clockwise_puts_the_left_on_top() {
        for (tag, width, first) in [(1, 2, 0), (3, 2, 255), (6, 1, 0), (8, 1, 255)] {
            let turned = Orientation::of_exif(&exif(tag)).upright(pair());
            assert_eq!(turned.width(), width, "{tag}");
            assert_eq!(turned.rgb().first(), Some(&first), "{tag}");
        }
    }

    #[test]
    fn what_is_no_exif_turns_nothing() {
        for bytes in [&b""[..], b"Exif\0\0", b"II*\0\xff\xff\xff\xff", &exif(9)] {
            assert_eq!(Orientation::of_exif(bytes), Orientation::Upright);
        }
    }
}
