//! Packets over TCP: each behind its length in two bytes (RFC 4571 §2, as ICE-TCP uses it,
//! RFC 6544 §10.1).

/// Bytes of the largest packet that a browser sends.
pub(crate) const MAX_PACKET: usize = 2_000;

/// A packet with its length in front; nothing if it is too long to have one.
pub(crate) fn frame(packet: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(packet.len()).ok()?;
    let mut framed = Vec::with_capacity(packet.len() + 2);
    framed.extend_from_slice(&length.to_be_bytes());
    framed.extend_from_slice(packet);
    Some(framed)
}

/// A peer that claims packets larger than [`MAX_PACKET`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLong;

/// Takes the first whole packet off the front of what was read.
pub(crate) fn take_packet(read: &mut Vec<u8>) -> Result<Option<Vec<u8>>, TooLong> {
    let Some((length, rest)) = read.split_first_chunk::<2>() else {
        return Ok(None);
    };
    let length = usize::from(u16::from_be_bytes(*length));
    if length > MAX_PACKET {
        return Err(TooLong);
    }
    let Some(packet) = rest.get(..length) else {
        return Ok(None);
    };
    let packet = packet.to_vec();
    read.drain(..length + 2);
    Ok(Some(packet))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_packets_however_they_are_cut() {
        let sent: Vec<u8> = [&b"one"[..], b"", b"three"]
            .iter()
            .filter_map(|packet| frame(packet))
            .flatten()
            .collect();
        let (mut read, mut found) = (Vec::new(), Vec::new());
        for byte in sent {
            read.push(byte);
            while let Ok(Some(packet)) = take_packet(&mut read) {
                found.push(packet);
            }
        }
        assert_eq!(found, [&b"one"[..], b"", b"three"]);
        assert!(read.is_empty());
    }

    #[test]
    fn refuses_a_length_that_no_packet_has() {
        let mut read = vec![0x07, 0xD1];
        assert_eq!(take_packet(&mut read), Err(TooLong));
        assert_eq!(frame(&vec![0; 70_000]), None);
    }
}
