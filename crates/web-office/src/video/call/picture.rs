//! Pictures that a browser sends: decoded within limits, written anew, and read.

use model::video::{MrzData, MrzDigit, MrzDigitFinding, MrzReading};
use vocab::{Date, PartialDate, Sex};
use wire_mrz::{
    mrz::{Checked, Lines, Zone, ZoneError},
    picture::{Limits, Picture, PictureError},
};

/// Bytes of an upload with the rest of its form around it: a frame of 1280 × 720 has 300 KB, one
/// of a good camera 2 MB.
pub(in crate::video) const LARGEST: usize = 4 << 20;

/// What of the form stands around the picture, at most.
pub(in crate::video) const AROUND: usize = 16 << 10;

/// Pixels up to which a picture is taken: a still of a camera, not a poster.
const LIMITS: Limits = Limits {
    bytes: LARGEST,
    pixels: 12_500_000,
    side: 8_000,
};

/// Keeps the zone of a document readable at a tenth of the size.
const QUALITY: u8 = 88;

/// What every zone has check digits of; passports have one more, over optional data.
const DIGITS: [Checked; 4] = [
    Checked::DocumentNumber,
    Checked::Birth,
    Checked::Expiry,
    Checked::Composite,
];

/// The picture as it may be kept: its pixels and nothing else of the file. Whatever can also be
/// opened as another kind of file is refused.
///
/// # Errors
/// [`PictureError`].
fn cleaned(file: &[u8]) -> Result<Vec<u8>, PictureError> {
    Picture::decode(file, &LIMITS).map(|picture| picture.to_jpeg(QUALITY))
}

/// What lines say; `None` if they are not those of a document.
pub(super) fn read(lines: &Lines, today: Date) -> Option<MrzReading> {
    match Zone::read(lines, today) {
        Ok(zone) => Some(MrzReading {
            digits: digits(&[]),
            data: Some(data(&zone)),
        }),
        Err(ZoneError::CheckDigits(wrong)) => Some(MrzReading {
            digits: digits(&wrong),
            data: None,
        }),
        Err(ZoneError::Field(_)) => None,
    }
}

/// Every check digit, of which `wrong` do not fit.
fn digits(wrong: &[Checked]) -> Vec<MrzDigitFinding> {
    let also = wrong.iter().filter(|digit| !DIGITS.contains(digit));
    let finding = |digit: &Checked| MrzDigitFinding {
        digit: match digit {
            Checked::DocumentNumber => MrzDigit::DocumentNumber,
            Checked::Birth => MrzDigit::Birth,
            Checked::Expiry => MrzDigit::Expiry,
            Checked::OptionalData => MrzDigit::Optional,
            Checked::Composite => MrzDigit::Composite,
        },
        right: !wrong.contains(digit),
    };
    DIGITS.iter().chain(also).map(finding).collect()
}

/// The zone in the words of the comparison.
fn data(zone: &Zone) -> MrzData {
    MrzData {
        number: zone.spanish_identity_number(),
        document_number: zone.document_number.clone(),
        surnames: zone.names.surnames.clone(),
        given: zone.names.given.clone(),
        birth_date: zone.birth.and_then(PartialDate::as_date),
        sex: Some(zone.sex).filter(|sex| *sex != Sex::Unspecified),
        expires_on: zone.expiry,
        check_digits_right: true,
    }
}

/// [`cleaned`], away from the threads that serve: unpacking takes some tens of milliseconds.
///
/// # Errors
/// [`PictureError`].
pub(super) async fn clean(file: axum::body::Bytes) -> Result<Vec<u8>, PictureError> {
    let work = tokio::task::spawn_blocking(move || cleaned(&file));
    // A decoder that gives up in a way of its own read a damaged file.
    work.await.unwrap_or(Err(PictureError::Damaged))
}

/// The zone in a picture that was kept; `None` if it cannot be read.
pub(super) async fn read_zone(jpeg: Vec<u8>) -> Option<Lines> {
    let work = tokio::task::spawn_blocking(move || {
        let picture = Picture::decode(&jpeg, &LIMITS).ok()?;
        let reading = wire_mrz::read::read(&picture.grey());
        reading.ok().map(|reading| reading.lines)
    });
    work.await.ok().flatten()
}
