//! What stands in front of the clusters, always of the same length, so that it can be made anew
//! when more is known: the size of the picture, the duration, where the index is.

use super::{
    Track,
    ebml::{
        UNKNOWN, binary, date, fill, float, long_size, long_uint, master, open, short_float, text,
        uint,
    },
};

/// Bytes of the head.
pub(crate) const HEAD: usize = 1024;

/// Where the content of the Segment begins, from which positions count (RFC 9559 §16).
pub(super) const SEGMENT_CONTENT: u64 = EBML_HEADER + 4 + 8;

/// Bytes of the EBML header below.
const EBML_HEADER: u64 = 36;

/// Microseconds from 1970 to 2001, where Matroska's dates begin.
const YEAR_2001: i64 = 978_307_200_000_000;

/// 48 kHz, and 6.5 ms that a decoder throws away first: what the browsers' encoder says of itself
/// (RFC 7845 §5.1; 312 samples).
const OPUS_HEAD: [u8; 19] = [
    b'O', b'p', b'u', b's', b'H', b'e', b'a', b'd', 1, 1, 0x38, 0x01, 0x80, 0xBB, 0, 0, 0, 0, 0,
];

/// The same in nanoseconds.
const CODEC_DELAY: u64 = 6_500_000;

/// Decoded before a place that is jumped to (RFC 7845 §4.6): 80 ms.
const SEEK_PRE_ROLL: u64 = 80_000_000;

/// What a head says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Microseconds since 1970.
    pub(super) started_at: i64,
    pub(super) duration_ms: u64,
    /// Of the picture; not before the first key frame.
    pub(super) size: Option<(u16, u16)>,
    /// Where the index begins, counted from the Segment's content, and where the Segment ends.
    pub(super) index: Option<Index>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Index {
    pub(super) position: u64,
    pub(super) segment: u64,
}

impl Head {
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEAD);
        master(&mut out, 0x1A45_DFA3, |ebml| {
            uint(ebml, 0x4286, 1);
            uint(ebml, 0x42F7, 1);
            uint(ebml, 0x42F2, 4);
            uint(ebml, 0x42F3, 8);
            text(ebml, 0x4282, "webm");
            uint(ebml, 0x4287, 4);
            uint(ebml, 0x4285, 2);
        });
        open(&mut out, 0x1853_8067);
        long_size(&mut out, self.index.map_or(UNKNOWN, |index| index.segment));
        if let Some(index) = self.index {
            master(&mut out, 0x114D_9B74, |seek_head| {
                master(seek_head, 0x4DBB, |seek| {
                    binary(seek, 0x53AB, &[0x1C, 0x53, 0xBB, 0x6B]);
                    long_uint(seek, 0x53AC, index.position);
                });
            });
        }
        master(&mut out, 0x1549_A966, |info| self.info(info));
        master(&mut out, 0x1654_AE6B, |tracks| {
            for track in Track::ALL {
                master(tracks, 0xAE, |entry| self.track(entry, track));
            }
        });
        fill(&mut out, HEAD);
        out
    }

    fn info(&self, info: &mut Vec<u8>) {
        // Times are milliseconds.
        uint(info, 0x2A_D7B1, 1_000_000);
        // Precise to the millisecond for 285,000 years.
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a call")]
        float(info, 0x4489, self.duration_ms as f64);
        let since = self.started_at.saturating_sub(YEAR_2001);
        date(info, 0x4461, since.saturating_mul(1000));
        text(info, 0x4D80, "aldaba");
        text(info, 0x5741, "aldaba");
    }

    fn track(&self, entry: &mut Vec<u8>, track: Track) {
        let number = u64::from(track.number());
        uint(entry, 0xD7, number);
        uint(entry, 0x73C5, number);
        // No lacing.
        uint(entry, 0x9C, 0);
        // The language is not known.
        text(entry, 0x22_B59C, "und");
        match track {
            Track::CitizenVideo => {
                uint(entry, 0x83, 1);
                text(entry, 0x536E, "citizen");
                text(entry, 0x86, "V_VP8");
                let (width, height) = self.size.unwrap_or((640, 480));
                master(entry, 0xE0, |video| {
                    uint(video, 0xB0, u64::from(width));
                    uint(video, 0xBA, u64::from(height));
                });
            }
            Track::CitizenAudio => opus(entry, "citizen"),
            Track::OperatorAudio => opus(entry, "operator"),
        }
    }
}

fn opus(entry: &mut Vec<u8>, name: &str) {
    uint(entry, 0x83, 2);
    text(entry, 0x536E, name);
    text(entry, 0x86, "A_OPUS");
    binary(entry, 0x63A2, &OPUS_HEAD);
    uint(entry, 0x56AA, CODEC_DELAY);
    uint(entry, 0x56BB, SEEK_PRE_ROLL);
    master(entry, 0xE1, |audio| {
        short_float(audio, 0xB5, 48_000.0);
        uint(audio, 0x9F, 1);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_always_of_the_same_length() {
        let empty = Head::default();
        let full = Head {
            started_at: i64::MAX,
            duration_ms: u64::MAX,
            size: Some((u16::MAX, u16::MAX)),
            index: Some(Index {
                position: u64::MAX >> 8,
                segment: UNKNOWN - 1,
            }),
        };
        assert_eq!(empty.bytes().len(), HEAD);
        assert_eq!(full.bytes().len(), HEAD);
    }

    #[test]
    fn knows_where_its_segment_begins() {
        let bytes = Head::default().bytes();
        let start = usize::try_from(SEGMENT_CONTENT).ok();
        let segment = start.and_then(|start| bytes.get(start - 12..start));
        let expected = [0x18, 0x53, 0x80, 0x67, 1, 255, 255, 255, 255, 255, 255, 255];
        assert_eq!(segment, Some(&expected[..]));
    }
}
