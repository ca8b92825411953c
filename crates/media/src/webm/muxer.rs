//! Frames in, clusters out.

use super::{
    HEAD, Track,
    ebml::{binary, master, uint},
    head::{Head, Index, SEGMENT_CONTENT},
};

/// A cluster is closed when it has grown to this many milliseconds: what a crash may cost.
const LONGEST: u64 = 5_000;

/// At a key frame, it is closed from this many milliseconds on: a player jumps there.
const LONG_ENOUGH: u64 = 2_000;

/// Or when it has grown to this many bytes.
const LARGEST: usize = 2 << 20;

/// Times within a cluster have sixteen bits with a sign.
const SPAN: u64 = 30_000;

#[derive(Debug)]
struct Block {
    track: Track,
    at_ms: u64,
    key: bool,
    data: Vec<u8>,
}

/// A closed cluster, ready to be written behind what was written before.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cluster {
    pub(crate) bytes: Vec<u8>,
    /// How far the recording has come with it.
    pub(crate) at_ms: u64,
    /// The head that says so.
    pub(crate) head: Vec<u8>,
}

/// Writes WebM.
#[derive(Debug)]
pub(crate) struct Muxer {
    head: Head,
    blocks: Vec<Block>,
    bytes: usize,
    /// Of clusters that were closed.
    written: u64,
    /// When a key frame comes, and where its cluster begins, counted from the Segment's content.
    cues: Vec<(u64, u64)>,
}

impl Muxer {
    /// A recording that begins at a moment (microseconds since 1970), behind `written` bytes of
    /// clusters that go as far as `at_ms`.
    pub(crate) fn new(started_at: i64, written: u64, at_ms: u64) -> Self {
        Self {
            head: Head {
                started_at,
                duration_ms: at_ms,
                ..Head::default()
            },
            blocks: Vec::new(),
            bytes: 0,
            written,
            cues: Vec::new(),
        }
    }

    /// The head as things stand.
    pub(crate) fn head(&self) -> Vec<u8> {
        self.head.bytes()
    }

    /// Takes a frame at a time of the recording; gives the cluster before it, if it ended. The
    /// times of one track never go back.
    pub(crate) fn frame(
        &mut self,
        track: Track,
        at_ms: u64,
        key: bool,
        data: &[u8],
    ) -> Option<Cluster> {
        let span = self
            .blocks
            .first()
            .map_or(0, |first| at_ms.saturating_sub(first.at_ms));
        let jump = key && track == Track::CitizenVideo && span >= LONG_ENOUGH;
        let closed = (jump || span >= LONGEST || self.bytes >= LARGEST)
            .then(|| self.close())
            .flatten();
        if self.head.size.is_none() && key && track == Track::CitizenVideo {
            self.head.size = crate::vp8::picture_size(data);
        }
        self.bytes += data.len();
        self.blocks.push(Block {
            track,
            at_ms,
            key,
            data: data.to_vec(),
        });
        closed
    }

    /// Closes the cluster that is being filled, if there is anything in it.
    pub(crate) fn close(&mut self) -> Option<Cluster> {
        let mut blocks = std::mem::take(&mut self.blocks);
        self.bytes = 0;
        // Tracks arrive with different delays; a file has them in the order of their times.
        blocks.sort_by_key(|block| block.at_ms);
        let first = blocks.first()?.at_ms;
        let last = blocks.last()?.at_ms;
        let mut bytes = Vec::new();
        let mut cue = None;
        master(&mut bytes, 0x1F43_B675, |cluster| {
            uint(cluster, 0xE7, first);
            for block in &blocks {
                let since = (block.at_ms - first).min(SPAN);
                let since = i16::try_from(since).unwrap_or(i16::MAX).to_be_bytes();
                let flags = if block.key { 0x80 } else { 0 };
                let mut content = vec![0x80 | block.track.number(), since[0], since[1], flags];
                content.extend_from_slice(&block.data);
                binary(cluster, 0xA3, &content);
                if block.key && block.track == Track::CitizenVideo {
                    cue.get_or_insert(block.at_ms);
                }
            }
        });
        let position = HEAD as u64 - SEGMENT_CONTENT + self.written;
        self.cues.extend(cue.map(|at| (at, position)));
        self.written += bytes.len() as u64;
        self.head.duration_ms = self.head.duration_ms.max(last);
        Some(Cluster {
            bytes,
            at_ms: self.head.duration_ms,
            head: self.head.bytes(),
        })
    }

    /// The index, and the head of the whole, after the last cluster was closed.
    pub(crate) fn finish(mut self) -> Cluster {
        let position = HEAD as u64 - SEGMENT_CONTENT + self.written;
        let mut bytes = Vec::new();
        if !self.cues.is_empty() {
            master(&mut bytes, 0x1C53_BB6B, |cues| {
                for (at, cluster) in &self.cues {
                    master(cues, 0xBB, |cue| {
                        uint(cue, 0xB3, *at);
                        master(cue, 0xB7, |place| {
                            uint(place, 0xF7, u64::from(Track::CitizenVideo.number()));
                            uint(place, 0xF1, *cluster);
                        });
                    });
                }
            });
            self.head.index = Some(Index {
                position,
                segment: position + bytes.len() as u64,
            });
        }
        Cluster {
            bytes,
            at_ms: self.head.duration_ms,
            head: self.head.bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closes_a_cluster_after_five_seconds_or_at_a_key_frame_after_two() {
        let mut muxer = Muxer::new(0, 0, 0);
        assert_eq!(muxer.frame(Track::CitizenAudio, 0, true, b"a"), None);
        assert_eq!(muxer.frame(Track::CitizenVideo, 1_999, true, b"k"), None);
        assert_eq!(muxer.frame(Track::CitizenVideo, 2_033, false, b"i"), None);
        let closed = muxer.frame(Track::CitizenVideo, 2_066, true, b"k");
        assert_eq!(closed.map(|cluster| cluster.at_ms), Some(2_033));
        assert_eq!(muxer.frame(Track::CitizenAudio, 7_065, true, b"a"), None);
        let closed = muxer.frame(Track::CitizenAudio, 7_066, true, b"a");
        assert_eq!(closed.map(|cluster| cluster.at_ms), Some(7_065));
    }

    #[test]
    fn puts_frames_in_the_order_of_their_times() {
        let mut muxer = Muxer::new(0, 0, 0);
        muxer.frame(Track::CitizenVideo, 40, false, b"late");
        muxer.frame(Track::CitizenAudio, 20, true, b"early");
        let bytes = muxer
            .close()
            .map(|cluster| cluster.bytes)
            .unwrap_or_default();
        let place = |word: &[u8]| bytes.windows(word.len()).position(|part| part == word);
        assert!(place(b"early") < place(b"late"));
        assert!(place(b"early").is_some());
    }

    #[test]
    fn says_the_whole_duration_when_it_goes_on() {
        let mut muxer = Muxer::new(0, 5_000, 60_000);
        muxer.frame(Track::CitizenAudio, 70_000, true, b"a");
        let closed = muxer.close().map(|cluster| cluster.at_ms);
        assert_eq!(closed, Some(70_000));
        assert_eq!(muxer.finish().at_ms, 70_000);
    }
}
