//! What the outer form of a file says, before anything is unpacked.
//!
//! Decoders forgive much; what they forgive is where two programs see two different files. So the
//! segments are walked here first: the picture has to end where the file ends.

use super::error::PictureError;
use super::kind::Kind;

/// Width and height as the file says, once its outer form holds.
pub(super) fn sides(kind: Kind, file: &[u8]) -> Result<(u32, u32), PictureError> {
    let sides = match kind {
        Kind::Jpeg => jpeg(file),
        Kind::Png => png(file),
        Kind::Webp => webp(file),
    }?;
    if is_another_file(file) {
        return Err(PictureError::MoreThanAPicture);
    }
    if sides.0 == 0 || sides.1 == 0 {
        return Err(PictureError::Damaged);
    }
    Ok(sides)
}

/// Whether readers of archives or of PDF would take the file for theirs: archives are found by a
/// record at the end of the file whose comment fills the rest, PDF by a mark in the first kilobyte.
fn is_another_file(file: &[u8]) -> bool {
    let head = file.get(..1024).unwrap_or(file);
    if head.windows(5).any(|window| window == b"%PDF-") {
        return true;
    }
    let tail = file
        .get(file.len().saturating_sub(65_557)..)
        .unwrap_or(file);
    tail.windows(22).enumerate().any(|(at, record)| {
        let comment = match record {
            [b'P', b'K', 5, 6, .., low, high] => usize::from(u16::from_le_bytes([*low, *high])),
            _ => return false,
        };
        at + 22 + comment == tail.len()
    })
}

fn big_u16(bytes: &[u8], at: usize) -> Option<u32> {
    let pair = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(u32::from(u16::from_be_bytes(pair)))
}

fn big_u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn little_u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn size(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// ISO/IEC 10918-1 annex B.
fn jpeg(file: &[u8]) -> Result<(u32, u32), PictureError> {
    let mut sides = None;
    let mut at = 2;
    loop {
        let (marker, after) = marker(file, at)?;
        if marker == 0xD9 {
            let at_end = after == file.len();
            return match sides {
                Some(sides) if at_end => Ok(sides),
                Some(_) => Err(PictureError::MoreThanAPicture),
                None => Err(PictureError::Damaged),
            };
        }
        let length = size(big_u16(file, after).ok_or(PictureError::Truncated)?);
        if length < 2 {
            return Err(PictureError::Damaged);
        }
        match marker {
            // Frames; DHT, JPG and DAC have numbers in between.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                let height = big_u16(file, after + 3).ok_or(PictureError::Truncated)?;
                let width = big_u16(file, after + 5).ok_or(PictureError::Truncated)?;
                // A second frame is another picture, or a trick.
                if sides.replace((width, height)).is_some() {
                    return Err(PictureError::Damaged);
                }
            }
            // A start of image, a restart or a reserved marker between segments.
            0x00..=0xBF | 0xD0..=0xD8 => return Err(PictureError::Damaged),
            _ => {}
        }
        at = after + length;
        if marker == 0xDA {
            at = behind_the_scan(file, at)?;
        }
    }
}

/// The marker at a place, and where it ends; fill bytes may stand before it.
fn marker(file: &[u8], at: usize) -> Result<(u8, usize), PictureError> {
    let rest = file.get(at..).ok_or(PictureError::Truncated)?;
    let fill = rest.iter().take_while(|byte| **byte == 0xFF).count();
    match rest.get(fill) {
        Some(_) if fill == 0 => Err(PictureError::Damaged),
        Some(marker) => Ok((*marker, at + fill + 1)),
        None => Err(PictureError::Truncated),
    }
}

/// The first marker that is neither a stuffed byte nor a restart.
fn behind_the_scan(file: &[u8], at: usize) -> Result<usize, PictureError> {
    let scan = file.get(at..).ok_or(PictureError::Truncated)?;
    scan.windows(2)
        .position(|pair| matches!(pair, [0xFF, 0x01..=0xCF | 0xD8..=0xFE]))
        .map(|offset| at + offset)
        .ok_or(PictureError::Truncated)
}

/// W3C PNG §5: signature, header, chunks, end.
fn png(file: &[u8]) -> Result<(u32, u32), PictureError> {
    if file.get(12..16).is_some_and(|name| name != b"IHDR") {
        return Err(PictureError::Damaged);
    }
    let width = big_u32(file, 16).ok_or(PictureError::Truncated)?;
    let height = big_u32(file, 20).ok_or(PictureError::Truncated)?;
    let mut at = 8;
    loop {
        let length = size(big_u32(file, at).ok_or(PictureError::Truncated)?);
        let name = file.get(at + 4..at + 8).ok_or(PictureError::Truncated)?;
        let end = at.checked_add(length).and_then(|end| end.checked_add(12));
        at = end
            .filter(|end| *end <= file.len())
            .ok_or(PictureError::Truncated)?;
        match name {
            b"acTL" => return Err(PictureError::Animated),
            b"IEND" if at == file.len() => return Ok((width, height)),
            b"IEND" => return Err(PictureError::MoreThanAPicture),
            _ => {}
        }
    }
}

/// RFC 9649 §2: one RIFF container that fills the file. The sides are those of the canvas or of
/// the one picture; the decoder checks that they agree.
fn webp(file: &[u8]) -> Result<(u32, u32), PictureError> {
    let length = size(little_u32(file, 4).ok_or(PictureError::Truncated)?);
    match length.checked_add(8).map(|end| end.cmp(&file.len())) {
        Some(std::cmp::Ordering::Equal) => {}
        Some(std::cmp::Ordering::Less) => return Err(PictureError::MoreThanAPicture),
        _ => return Err(PictureError::Truncated),
    }
    let body = file.get(20..).ok_or(PictureError::Truncated)?;
    match file.get(12..16) {
        Some(b"VP8X") => {
            let flags = body.first().ok_or(PictureError::Truncated)?;
            if flags & 0b10 != 0 {
                return Err(PictureError::Animated);
            }
            let side = |at| little_u32(body, at).map(|value| (value & 0xFF_FFFF) + 1);
            side(4)
                .zip(body.get(7..10).and_then(|b| <[u8; 3]>::try_from(b).ok()))
                .map(|(width, [a, b, c])| (width, u32::from_le_bytes([a, b, c, 0]) + 1))
        }
        Some(b"VP8L") => {
            little_u32(body, 1).map(|bits| ((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        Some(b"VP8 ") => {
            let side = |at: usize| {
                let pair = body.get(at..at + 2)?.try_into().ok()?;
                Some(u32::from(u16::from_le_bytes(pair)) & 0x3FFF)
            };
            side(6).zip(side(8))
        }
        _ => return Err(PictureError::Damaged),
    }
    .ok_or(PictureError::Truncated)
}
