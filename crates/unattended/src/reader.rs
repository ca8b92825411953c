//! What is needed of a reader of pictures, and the one that there is.

use model::{
    unattended::{SideKind, ZoneRead},
    video::MrzData,
};
use vocab::{Date, PartialDate, Sex};
use wire_mrz::{
    mrz::{Zone, ZoneError},
    picture::{Limits, Measures, Picture, PictureError, Thresholds, Verdict},
    read::{NotReadable, read},
};

/// Keeps the zone of a document readable at a tenth of the size.
const QUALITY: u8 = 88;

/// A picture as the reader understood it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// Its pixels as a new JPEG file: nothing else of what was uploaded is left.
    pub jpeg: Vec<u8>,
    /// What is wrong with it, as words of texts: `too_blurred`, `glare`, `too_dark`, `too_bright`,
    /// `too_small`, `cut_off`, `no_document`. Empty: nothing.
    pub flaws: Vec<String>,
    /// What came of reading the zone; only of the back.
    pub zone: Option<ZoneRead>,
}

/// The upload is not a picture that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPicture {
    /// Too many bytes or pixels.
    #[error("the picture is too large")]
    TooLarge,
    /// Of another kind, more than a picture, cut off or damaged.
    #[error("the file is not a picture")]
    Unreadable,
}

/// Reads pictures of identity documents.
///
/// Implementations decode within limits and write the picture anew. They take some hundred
/// milliseconds of a processor: call them where waiting does no harm.
pub trait DocumentReader: Send + Sync {
    /// Looks at a picture of one side. `today` tells the century of two-digit years.
    ///
    /// # Errors
    /// [`NotAPicture`].
    fn examine(&self, file: &[u8], side: SideKind, today: Date) -> Result<Examined, NotAPicture>;
}

/// The reader over `wire-mrz`: measures of sharpness, glare and framing, and the zone by check
/// digits. It says nothing of whether the document is genuine, and does not look at the face.
#[derive(Debug, Clone, Copy, Default)]
pub struct MrzReader;

impl DocumentReader for MrzReader {
    fn examine(&self, file: &[u8], side: SideKind, today: Date) -> Result<Examined, NotAPicture> {
        let picture = Picture::decode(file, &Limits::PHOTOGRAPH)?;
        let grey = picture.grey();
        let verdicts = Measures::of(&grey).verdicts(&Thresholds::DOCUMENT);
        let zone = match side {
            SideKind::Front => None,
            SideKind::Back => Some(match read(&grey) {
                Ok(reading) => zone_of(Zone::read(&reading.lines, today)),
                Err(NotReadable::CheckDigits(_)) => ZoneRead::WrongDigits,
                Err(NotReadable::NoZone | NotReadable::Unclear { .. } | NotReadable::Ambiguous) => {
                    ZoneRead::NotFound
                }
            }),
        };
        Ok(Examined {
            jpeg: picture.to_jpeg(QUALITY),
            flaws: verdicts.into_iter().map(word).map(str::to_owned).collect(),
            zone,
        })
    }
}

impl From<PictureError> for NotAPicture {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::FileTooLarge { .. } | PictureError::TooManyPixels { .. } => {
                Self::TooLarge
            }
            PictureError::UnknownKind
            | PictureError::MoreThanAPicture
            | PictureError::Truncated
            | PictureError::Animated
            | PictureError::Damaged => Self::Unreadable,
        }
    }
}

fn zone_of(read: Result<Zone, ZoneError>) -> ZoneRead {
    match read {
        Ok(zone) => ZoneRead::Read(MrzData {
            number: zone.spanish_identity_number(),
            document_number: zone.document_number,
            surnames: zone.names.surnames,
            given: zone.names.given,
            birth_date: zone.birth.and_then(PartialDate::as_date),
            sex: Some(zone.sex).filter(|sex| *sex != Sex::Unspecified),
            expires_on: zone.expiry,
            check_digits_right: true,
        }),
        Err(ZoneError::CheckDigits(_)) => ZoneRead::WrongDigits,
        Err(ZoneError::Field(_)) => ZoneRead::NotFound,
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::TooBlurred => "too_blurred",
        Verdict::Glare => "glare",
        Verdict::TooDark => "too_dark",
        Verdict::TooBright => "too_bright",
        Verdict::TooSmall => "too_small",
        Verdict::CutOff => "cut_off",
        Verdict::NoDocument => "no_document",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use wire_mrz::specimen::{Shot, Specimen};

    use super::*;

    const TODAY: &str = "2026-11-23";

    fn examined(file: &[u8], side: SideKind) -> Result<Examined, NotAPicture> {
        MrzReader.examine(file, side, TODAY.parse().unwrap())
    }

    fn blank() -> Vec<u8> {
        let picture = Picture::from_rgb(640, 480, vec![200; 640 * 480 * 3]);
        picture.unwrap().to_jpeg(90)
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let mut both = blank();
        both.extend_from_slice(b"PK\x03\x04");
        let cut = blank().get(..400).unwrap().to_vec();
        for file in [b"PK\x03\x04".to_vec(), Vec::new(), both, cut] {
            let refused = examined(&file, SideKind::Front);
            assert_eq!(refused, Err(NotAPicture::Unreadable));
        }
    }

    #[test]
    fn the_zone_of_a_good_photograph_is_read_and_nothing_is_wrong_with_it() {
        let card = Specimen::invented();
        let photograph = Shot::default().take(&card.back()).to_jpeg(90);
        let examined = examined(&photograph, SideKind::Back).unwrap();
        assert_eq!(examined.flaws, Vec::<String>::new());
        let Some(ZoneRead::Read(zone)) = examined.zone else {
            panic!("{:?}", examined.zone);
        };
        let number = zone.number.unwrap();
        assert_eq!(number.as_str(), "99999999R");
        assert_eq!(zone.expires_on, card.zone().expiry);
        assert!(zone.check_digits_right);
    }

    #[test]
    fn a_picture_without_a_document_says_so_and_has_no_zone() {
        let examined = examined(&blank(), SideKind::Back).unwrap();
        assert!(!examined.flaws.is_empty());
        assert_eq!(examined.zone, Some(ZoneRead::NotFound));
        assert!(examined.jpeg.starts_with(&[0xFF, 0xD8, 0xFF]));
    }
}
