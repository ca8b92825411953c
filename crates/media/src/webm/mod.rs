//! WebM, written as it comes (WebM container guidelines; Matroska, RFC 9559; EBML, RFC 8794).
//!
//! A recording has three tracks: VP8 of the citizen, Opus of the citizen, Opus of the operator.
//! Frames are stored as the browsers encoded them. What is written is a *head*, made anew as the
//! recording grows, and *clusters* of at most five seconds behind it; the end adds the index.
//!
//! ```text
//! head (1024 bytes)                            clusters            at the end
//! EBML ‖ Segment( SeekHead Info Tracks Void ‖  Cluster Cluster …   Cues )
//! ```

mod ebml;
mod head;
mod muxer;

pub(crate) use head::HEAD;
pub(crate) use muxer::{Cluster, Muxer};

/// Of whom and of what a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Track {
    CitizenVideo,
    CitizenAudio,
    OperatorAudio,
}

impl Track {
    pub(crate) const ALL: [Self; 3] = [Self::CitizenVideo, Self::CitizenAudio, Self::OperatorAudio];

    /// Its number in the file.
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::CitizenVideo => 1,
            Self::CitizenAudio => 2,
            Self::OperatorAudio => 3,
        }
    }
}
