//! What is read of a VP8 frame: whether it stands alone, and the size of its picture (RFC 6386
//! §9.1). Nothing here decodes.

/// Width and height of a key frame; nothing for any other frame.
pub(crate) fn picture_size(frame: &[u8]) -> Option<(u16, u16)> {
    let [tag, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ..] = *frame else {
        return None;
    };
    // The lowest bit of a frame's tag is 0 for key frames.
    let key = tag & 1 == 0;
    // Fourteen bits of size, two of how to scale it.
    let side = |low, high| u16::from_le_bytes([low, high]) & 0x3FFF;
    let (width, height) = (side(w0, w1), side(h0, h1));
    (key && width > 0 && height > 0).then_some((width, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_size_of_key_frames_only() {
        let mut frame = [
            0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x41, 0,
        ];
        assert_eq!(picture_size(&frame), Some((640, 480)));
        frame[0] |= 1;
        assert_eq!(picture_size(&frame), None);
        assert_eq!(picture_size(&frame[..9]), None);
    }
}
