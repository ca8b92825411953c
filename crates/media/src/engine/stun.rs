//! Whose packet the first one of a source is: the user name of a STUN binding request (RFC 8489
//! §14.3) begins with the name that our answer gave.

/// A binding request and the magic word behind it (RFC 8489 §5).
const BINDING_REQUEST: [u8; 2] = [0x00, 0x01];
const MAGIC: [u8; 4] = [0x21, 0x12, 0xA4, 0x42];
const USERNAME: [u8; 2] = [0x00, 0x06];

/// Our half of the user name, if the packet is a binding request that has one. Whether the packet
/// is genuine is not asked here.
pub(super) fn our_name(packet: &[u8]) -> Option<&str> {
    let (head, mut attributes) = packet.split_first_chunk::<20>()?;
    let [k0, k1, _, _, m0, m1, m2, m3, ..] = *head;
    if [k0, k1] != BINDING_REQUEST || [m0, m1, m2, m3] != MAGIC {
        return None;
    }
    while let Some(([t0, t1, l0, l1], rest)) = attributes.split_first_chunk::<4>() {
        let length = usize::from(u16::from_be_bytes([*l0, *l1]));
        let value = rest.get(..length)?;
        if [*t0, *t1] == USERNAME {
            let name = std::str::from_utf8(value).ok()?;
            return name.split(':').next();
        }
        attributes = rest.get(length.next_multiple_of(4)..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(attributes: &[u8]) -> Vec<u8> {
        let mut packet = vec![0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42];
        packet.extend([7; 12]);
        packet.extend_from_slice(attributes);
        packet
    }

    #[test]
    fn finds_our_half_of_the_user_name() {
        let packet = request(b"\x80\x22\0\x03abc\0\0\x06\0\x0bours:theirs\0");
        assert_eq!(our_name(&packet), Some("ours"));
        for length in 0..packet.len() - 1 {
            let cut = packet.get(..length).unwrap_or_default();
            assert_eq!(our_name(cut), None, "cut to {length}");
        }
    }

    #[test]
    fn finds_none_in_other_packets() {
        let mut response = request(b"\0\x06\0\x04ours");
        assert_eq!(our_name(&response), Some("ours"));
        response.splice(..1, [1]);
        assert_eq!(our_name(&response), None);
        assert_eq!(our_name(&request(b"\0\x06\xff\xffours")), None);
        assert_eq!(our_name(b"\x80\x60garbage"), None);
    }
}
