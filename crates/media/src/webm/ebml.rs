//! Elements of EBML (RFC 8794): an id, a size, a content.

/// The size that says "until the file ends" (RFC 8794 §6.2), in eight bytes.
pub(super) const UNKNOWN: u64 = (1 << 56) - 1;

/// An id, with its length marker in it.
fn id(out: &mut Vec<u8>, id: u32) {
    out.extend(id.to_be_bytes().into_iter().skip_while(|byte| *byte == 0));
}

/// A size in as few bytes as it needs. A size of only ones is reserved (§6.2).
fn size(out: &mut Vec<u8>, size: u64) {
    let mut length = 1;
    while length < 8 && size >= (1 << (7 * length)) - 1 {
        length += 1;
    }
    let marked = size | (1 << (7 * length));
    let bytes = marked.to_be_bytes();
    out.extend(bytes.into_iter().skip(8 - length));
}

/// A size in eight bytes.
pub(super) fn long_size(out: &mut Vec<u8>, size: u64) {
    out.extend((size | (1 << 56)).to_be_bytes());
}

/// Only the id, for an element whose size is written apart.
pub(super) fn open(out: &mut Vec<u8>, element: u32) {
    id(out, element);
}

pub(super) fn binary(out: &mut Vec<u8>, element: u32, content: &[u8]) {
    id(out, element);
    size(out, content.len() as u64);
    out.extend_from_slice(content);
}

pub(super) fn text(out: &mut Vec<u8>, element: u32, content: &str) {
    binary(out, element, content.as_bytes());
}

/// A number in as few bytes as it needs, at least one.
pub(super) fn uint(out: &mut Vec<u8>, element: u32, value: u64) {
    let skip = usize::try_from(value.leading_zeros() / 8).unwrap_or(0);
    let bytes = value.to_be_bytes();
    let short: Vec<u8> = bytes.into_iter().skip(skip.min(7)).collect();
    binary(out, element, &short);
}

/// A number in eight bytes, for what is written before it is known.
pub(super) fn long_uint(out: &mut Vec<u8>, element: u32, value: u64) {
    binary(out, element, &value.to_be_bytes());
}

pub(super) fn float(out: &mut Vec<u8>, element: u32, value: f64) {
    binary(out, element, &value.to_be_bytes());
}

pub(super) fn short_float(out: &mut Vec<u8>, element: u32, value: f32) {
    binary(out, element, &value.to_be_bytes());
}

/// Nanoseconds since the first moment of 2001 (RFC 8794 §7.6).
pub(super) fn date(out: &mut Vec<u8>, element: u32, nanoseconds: i64) {
    binary(out, element, &nanoseconds.to_be_bytes());
}

/// An element of elements.
pub(super) fn master(out: &mut Vec<u8>, element: u32, fill: impl FnOnce(&mut Vec<u8>)) {
    let mut content = Vec::new();
    fill(&mut content);
    binary(out, element, &content);
}

/// An element that says nothing, so that the whole is `total` bytes long (`total` leaves room
/// for at least its own nine bytes).
pub(super) fn fill(out: &mut Vec<u8>, total: usize) {
    const VOID: u32 = 0xEC;
    open(out, VOID);
    let rest = total.saturating_sub(out.len() + 8);
    long_size(out, rest as u64);
    out.resize(out.len() + rest, 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut out = Vec::new();
        write(&mut out);
        out
    }

    #[test]
    fn writes_sizes_as_the_examples_of_the_standard() {
        // RFC 8794 §4.3 and its table of lengths.
        assert_eq!(written(|out| size(out, 2)), [0x82]);
        assert_eq!(written(|out| size(out, 126)), [0xFE]);
        assert_eq!(written(|out| size(out, 127)), [0x40, 0x7F]);
        assert_eq!(written(|out| size(out, 0x3FFE)), [0x7F, 0xFE]);
        assert_eq!(written(|out| size(out, 0x3FFF)), [0x20, 0x3F, 0xFF]);
        assert_eq!(
            written(|out| long_size(out, UNKNOWN)),
            [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        );
    }

    #[test]
    fn writes_numbers_in_as_few_bytes_as_they_need() {
        assert_eq!(written(|out| uint(out, 0xE7, 0)), [0xE7, 0x81, 0]);
        assert_eq!(written(|out| uint(out, 0xE7, 255)), [0xE7, 0x81, 255]);
        assert_eq!(written(|out| uint(out, 0xE7, 256)), [0xE7, 0x82, 1, 0]);
        let longest = written(|out| uint(out, 0x2A_D7B1, 1_000_000));
        assert_eq!(longest, [0x2A, 0xD7, 0xB1, 0x83, 0x0F, 0x42, 0x40]);
    }
}
