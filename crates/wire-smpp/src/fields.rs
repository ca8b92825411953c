//! Numbers and texts of a PDU (§3.1).

use crate::{DecodeError, EncodeError};

/// Reads fields from the front.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn take(
        &mut self,
        length: usize,
        field: &'static str,
    ) -> Result<&'a [u8], DecodeError> {
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .ok_or(DecodeError::CutOff(field))?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], DecodeError> {
        let (taken, rest) = self
            .0
            .split_first_chunk::<N>()
            .ok_or(DecodeError::CutOff(field))?;
        self.0 = rest;
        Ok(*taken)
    }

    pub(crate) fn u8(&mut self, field: &'static str) -> Result<u8, DecodeError> {
        self.array::<1>(field).map(|[value]| value)
    }

    pub(crate) fn u16(&mut self, field: &'static str) -> Result<u16, DecodeError> {
        self.array(field).map(u16::from_be_bytes)
    }

    pub(crate) fn u32(&mut self, field: &'static str) -> Result<u32, DecodeError> {
        self.array(field).map(u32::from_be_bytes)
    }

    /// A C-octet string of at most `octets`, its NUL included.
    pub(crate) fn text(
        &mut self,
        octets: usize,
        field: &'static str,
    ) -> Result<String, DecodeError> {
        let window = self.0.get(..octets).unwrap_or(self.0);
        let Some(length) = window.iter().position(|octet| *octet == 0) else {
            return Err(if window.len() < octets {
                DecodeError::CutOff(field)
            } else {
                DecodeError::TooLong(field)
            });
        };
        let text = self.take(length, field)?;
        self.take(1, field)?;
        ascii(text).ok_or(DecodeError::NotText(field))
    }
}

/// Printable ASCII as text.
pub(crate) fn ascii(octets: &[u8]) -> Option<String> {
    let printable = |octet: &u8| (b' '..=b'~').contains(octet);
    if !octets.iter().all(printable) {
        return None;
    }
    String::from_utf8(octets.to_vec()).ok()
}

/// Writes a C-octet string of at most `octets`, its NUL included.
pub(crate) fn put_text(
    out: &mut Vec<u8>,
    text: &str,
    octets: usize,
    field: &'static str,
) -> Result<(), EncodeError> {
    if !text.bytes().all(|octet| (b' '..=b'~').contains(&octet)) {
        return Err(EncodeError::NotText(field));
    }
    if text.len() >= octets {
        return Err(EncodeError::TooLong(field));
    }
    out.extend_from_slice(text.as_bytes());
    out.push(0);
    Ok(())
}
