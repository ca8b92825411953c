//! Is it a film? Found by content, never by what the browser says: WebM (Matroska with the
//! document type `webm`) or MP4 (ISO/IEC 14496-12).

/// First bytes of every EBML file (RFC 8794 §11.2.1).
const EBML: [u8; 4] = [0x1A, 0x45, 0xDF, 0xA3];

/// Id of the element that says which kind of EBML it is, with the length of `webm`.
const DOC_TYPE_WEBM: &[u8] = b"\x42\x82\x84webm";

/// Id of the element that holds the film (RFC 9559 §5.1).
const SEGMENT: [u8; 4] = [0x18, 0x53, 0x80, 0x67];

/// Where the heading of an EBML file ends, at the latest.
const HEADING: usize = 128;

/// End record of a ZIP archive, and the length without its comment.
const ZIP_END: &[u8] = b"PK\x05\x06";
const ZIP_END_LENGTH: usize = 22;

/// Boxes that may stand at the top of an MP4 file that a browser writes.
const BOXES: [&[u8; 4]; 9] = [
    b"ftyp", b"moov", b"moof", b"mdat", b"free", b"skip", b"sidx", b"mfra", b"styp",
];

/// Do these first bytes begin a film?
pub(crate) fn begins_as_film(first: &[u8]) -> bool {
    is_webm(first) || is_mp4(first)
}

/// The media type of a whole film in pieces; nothing if it is none, or more than a film.
#[must_use]
pub fn container_of(pieces: &[Vec<u8>]) -> Option<&'static str> {
    let whole = pieces.concat();
    if ends_as_archive(&whole) {
        return None;
    }
    if is_webm(&whole) && has_segment(&whole) {
        Some("video/webm")
    } else if is_mp4(&whole) && boxes_fit(&whole) {
        Some("video/mp4")
    } else {
        None
    }
}

fn is_webm(bytes: &[u8]) -> bool {
    bytes.starts_with(&EBML) && contains(heading(bytes), DOC_TYPE_WEBM)
}

fn has_segment(bytes: &[u8]) -> bool {
    contains(heading(bytes), &SEGMENT)
}

fn is_mp4(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp".as_slice())
}

/// Walks the boxes: each of a kind that belongs there, the last one ending with the file.
fn boxes_fit(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut films = false;
    while !rest.is_empty() {
        let (Some(length), Some(kind)) = (number(rest, 0, 4), rest.get(4..8)) else {
            return false;
        };
        if !BOXES.iter().any(|known| known.as_slice() == kind) {
            return false;
        }
        films |= kind == b"mdat";
        let length = match length {
            // To the end of the file.
            0 => return films,
            1 => number(rest, 8, 8).filter(|length| *length >= 16),
            short => Some(short).filter(|length| *length >= 8),
        };
        let after = length
            .and_then(|length| usize::try_from(length).ok())
            .and_then(|length| rest.get(length..));
        match after {
            Some(after) => rest = after,
            None => return false,
        }
    }
    films
}

fn number(bytes: &[u8], from: usize, length: usize) -> Option<u64> {
    let digits = bytes.get(from..from + length)?;
    Some(
        digits
            .iter()
            .fold(0, |sum, digit| (sum << 8) | u64::from(*digit)),
    )
}

/// A ZIP archive is found by its end, whatever stands before: its end record must not fit.
fn ends_as_archive(bytes: &[u8]) -> bool {
    let most = usize::from(u16::MAX) + ZIP_END_LENGTH;
    let tail = bytes
        .get(bytes.len().saturating_sub(most)..)
        .unwrap_or_default();
    tail.windows(ZIP_END.len()).enumerate().any(|(at, window)| {
        let record = tail.get(at..).unwrap_or_default();
        let comment = match (record.get(20), record.get(21)) {
            (Some(low), Some(high)) => usize::from(u16::from_le_bytes([*low, *high])),
            _ => return false,
        };
        window == ZIP_END && record.len() == ZIP_END_LENGTH + comment
    })
}

fn heading(bytes: &[u8]) -> &[u8] {
    bytes.get(..HEADING.min(bytes.len())).unwrap_or_default()
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn webm() -> Vec<u8> {
        let mut file = EBML.to_vec();
        file.push(0x87);
        file.extend_from_slice(DOC_TYPE_WEBM);
        file.extend_from_slice(&SEGMENT);
        file.extend_from_slice(&[0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        file.extend_from_slice(&[7; 200]);
        file
    }

    fn mp4() -> Vec<u8> {
        let mut file = vec![0, 0, 0, 16];
        file.extend_from_slice(b"ftypisom\0\0\0\0");
        file.extend_from_slice(&[0, 0, 0, 12]);
        file.extend_from_slice(b"mdatabcd");
        file
    }

    fn zip_end() -> Vec<u8> {
        let mut end = ZIP_END.to_vec();
        end.extend_from_slice(&[0; 18]);
        end
    }

    #[test]
    fn webm_and_mp4_are_films_and_nothing_else_is() {
        assert_eq!(container_of(&[webm()]), Some("video/webm"));
        assert_eq!(container_of(&[mp4()]), Some("video/mp4"));
        let others: [&[u8]; 5] = [
            b"",
            b"PK\x03\x04 an archive",
            b"\x89PNG\r\n\x1a\n",
            b"<html><script>",
            b"\x1A\x45\xDF\xA3\x87\x42\x82\x88matroska",
        ];
        for other in others {
            assert_eq!(container_of(&[other.to_vec()]), None, "{other:?}");
        }
    }

    #[test]
    fn a_film_in_pieces_is_the_same_film() {
        let pieces: Vec<Vec<u8>> = webm().chunks(9).map(<[u8]>::to_vec).collect();
        assert_eq!(container_of(&pieces), Some("video/webm"));
    }

    #[test]
    fn a_film_that_is_an_archive_as_well_is_refused() {
        for film in [webm(), mp4()] {
            assert_eq!(container_of(&[film, zip_end()]), None);
        }
    }

    #[test]
    fn an_mp4_with_a_foreign_box_or_cut_off_is_refused() {
        let mut foreign = mp4();
        foreign.extend_from_slice(&[0, 0, 0, 8]);
        foreign.extend_from_slice(b"evil");
        assert_eq!(container_of(&[foreign]), None);
        let mut cut = mp4();
        cut.pop();
        assert_eq!(container_of(&[cut]), None);
    }
}
