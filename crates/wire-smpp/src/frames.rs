//! From a stream of bytes to frames (§3.2).

use crate::{DecodeError, limits};

/// Bytes that have come and are not yet read as PDUs.
#[derive(Debug, Default)]
pub struct Frames {
    bytes: Vec<u8>,
    /// Where the next frame begins.
    start: usize,
}

impl Frames {
    /// Adds what has come. Nothing of what [`Frames::next_frame`] has not given out is lost.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.start > 0 {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// The next whole frame, header included; `None` until more has come.
    ///
    /// # Errors
    /// [`DecodeError::Length`]: there is no telling where the next frame begins.
    pub fn next_frame(&mut self) -> Result<Option<&[u8]>, DecodeError> {
        let waiting = self.bytes.get(self.start..).unwrap_or_default();
        let Some(length) = waiting.first_chunk::<4>().copied().map(u32::from_be_bytes) else {
            return Ok(None);
        };
        let octets = usize::try_from(length).unwrap_or(usize::MAX);
        if !(limits::HEADER_BYTES..=limits::PDU_BYTES).contains(&octets) {
            return Err(DecodeError::Length(length));
        }
        if waiting.len() < octets {
            return Ok(None);
        }
        let begin = self.start;
        self.start += octets;
        Ok(self.bytes.get(begin..self.start))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::{Body, Pdu};

    fn two() -> Vec<u8> {
        let mut bytes = Pdu::request(7, Body::EnquireLink).encode().unwrap();
        bytes.extend(Pdu::request(8, Body::Unbind).encode().unwrap());
        bytes
    }

    #[test]
    fn puts_frames_together_octet_by_octet() {
        let mut frames = Frames::default();
        let mut found = Vec::new();
        for octet in two() {
            frames.push(&[octet]);
            while let Some(frame) = frames.next_frame().unwrap() {
                found.push(Pdu::decode(frame).unwrap().sequence);
            }
        }
        assert_eq!(found, [7, 8]);
    }

    #[test]
    fn gives_out_all_frames_that_came_at_once() {
        let mut frames = Frames::default();
        frames.push(&two());
        let mut found = 0;
        while frames.next_frame().unwrap().is_some() {
            found += 1;
        }
        assert_eq!(found, 2);
    }

    #[test]
    fn a_length_that_cannot_be_ends_it_before_anything_is_kept() {
        for length in [0_u32, 15, 16 * 1024 + 1, u32::MAX] {
            let mut frames = Frames::default();
            frames.push(&length.to_be_bytes());
            assert_eq!(frames.next_frame(), Err(DecodeError::Length(length)));
        }
    }
}
