//! The content coding `aes128gcm` (RFC 8188): records under AES-128-GCM, each with a delimiter
//! that tells whether it is the last.
//!
//! ```text
//! salt (16) | record size (4) | length of key id (1) | key id | record | record | …
//! ```

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::encoding::hkdf;

/// Bytes that encrypting adds to a record: the delimiter and the tag (§2).
pub const OVERHEAD: usize = 17;

/// Bytes of the header without its key id (§2.1).
pub const HEADER: usize = 21;

/// Why content could not be made or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// The header is cut off, or its record size leaves no room for anything.
    #[error("the header of the encrypted content is not sound")]
    Header,
    /// A record does not open: another key, or it was changed.
    #[error("a record of the encrypted content does not open")]
    Record,
    /// Records are missing at the end, or follow the last one.
    #[error("the encrypted content does not end with its last record")]
    Delimiter,
    /// The key id is longer than its length can tell, or the record size is too small.
    #[error("these parameters do not fit the coding")]
    Parameters,
}

/// What is in the clear before the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header<'a> {
    /// Fresh for every content.
    pub salt: [u8; 16],
    /// Size of every record but the last, in bytes.
    pub record_size: u32,
    /// Names the key; in Web Push the sender's public key itself.
    pub key_id: &'a [u8],
}

impl<'a> Header<'a> {
    /// Splits content into its header and its records.
    ///
    /// # Errors
    /// [`ContentError::Header`].
    pub fn read(content: &'a [u8]) -> Result<(Self, &'a [u8]), ContentError> {
        let (salt, rest) = content.split_first_chunk().ok_or(ContentError::Header)?;
        let (record_size, rest) = rest.split_first_chunk().ok_or(ContentError::Header)?;
        let (length, rest) = rest.split_first().ok_or(ContentError::Header)?;
        let (key_id, records) = rest
            .split_at_checked(usize::from(*length))
            .ok_or(ContentError::Header)?;
        let header = Self {
            salt: *salt,
            record_size: u32::from_be_bytes(*record_size),
            key_id,
        };
        // §2.1: a smaller record could not even hold one byte.
        if header.record_size < 18 {
            return Err(ContentError::Header);
        }
        Ok((header, records))
    }

    fn write(&self) -> Result<Vec<u8>, ContentError> {
        let length = u8::try_from(self.key_id.len()).map_err(|_| ContentError::Parameters)?;
        let mut out = Vec::with_capacity(HEADER + self.key_id.len());
        out.extend(self.salt);
        out.extend(self.record_size.to_be_bytes());
        out.push(length);
        out.extend(self.key_id);
        Ok(out)
    }
}

/// Encrypts `plain` as one record with `padding` bytes of zeros behind it. `secret` is the input
/// keying material (§2.2); salt and secret together must never be used twice.
///
/// # Errors
/// [`ContentError::Parameters`] if it does not fit into one record.
pub fn seal(
    header: &Header<'_>,
    secret: &[u8],
    plain: &[u8],
    padding: usize,
) -> Result<Vec<u8>, ContentError> {
    let size = usize::try_from(header.record_size).map_err(|_| ContentError::Parameters)?;
    if header.record_size < 18 || plain.len() + padding + OVERHEAD > size {
        return Err(ContentError::Parameters);
    }
    let mut record = Vec::with_capacity(plain.len() + padding + OVERHEAD);
    record.extend(plain);
    record.push(LAST);
    record.resize(plain.len() + 1 + padding, 0);
    Keys::new(&header.salt, secret)
        .key()?
        .seal_in_place_append_tag(
            Keys::new(&header.salt, secret).nonce(0),
            Aad::empty(),
            &mut record,
        )
        .map_err(|_| ContentError::Parameters)?;
    let mut out = header.write()?;
    out.extend(record);
    Ok(out)
}

/// Decrypts the records behind a header.
///
/// # Errors
/// [`ContentError`]; nothing is given of content that is not whole.
pub fn open(header: &Header<'_>, secret: &[u8], records: &[u8]) -> Result<Vec<u8>, ContentError> {
    let size = usize::try_from(header.record_size).map_err(|_| ContentError::Header)?;
    let keys = Keys::new(&header.salt, secret);
    let key = keys.key()?;
    let mut plain = Vec::with_capacity(records.len());
    let mut pieces = records.chunks(size).zip(0_u64..).peekable();
    if pieces.peek().is_none() {
        return Err(ContentError::Delimiter);
    }
    while let Some((piece, sequence)) = pieces.next() {
        let mut piece = piece.to_vec();
        let opened = key
            .open_in_place(keys.nonce(sequence), Aad::empty(), &mut piece)
            .map_err(|_| ContentError::Record)?;
        let end = opened.iter().rposition(|byte| *byte != 0);
        let expected = if pieces.peek().is_none() { LAST } else { MORE };
        let data = end
            .and_then(|end| opened.split_at_checked(end))
            .filter(|(_, rest)| rest.first() == Some(&expected))
            .ok_or(ContentError::Delimiter)?;
        plain.extend(data.0);
    }
    Ok(plain)
}

/// Delimiter of the last record (§2).
const LAST: u8 = 2;
/// Delimiter of every other record.
const MORE: u8 = 1;

struct Keys {
    content_key: [u8; 16],
    nonce: [u8; NONCE_LEN],
}

impl Keys {
    /// §2.2, §2.3.
    fn new(salt: &[u8; 16], secret: &[u8]) -> Self {
        Self {
            content_key: hkdf(salt, secret, &[b"Content-Encoding: aes128gcm\0"]),
            nonce: hkdf(salt, secret, &[b"Content-Encoding: nonce\0"]),
        }
    }

    fn key(&self) -> Result<LessSafeKey, ContentError> {
        let key = UnboundKey::new(&AES_128_GCM, &self.content_key);
        key.map(LessSafeKey::new)
            .map_err(|_| ContentError::Parameters)
    }

    /// The nonce of a record: its number, on the right, changes it.
    fn nonce(&self, sequence: u64) -> Nonce {
        let mut nonce = self.nonce;
        let number = sequence.to_be_bytes();
        for (byte, change) in nonce.iter_mut().rev().zip(number.iter().rev()) {
            *byte ^= change;
        }
        Nonce::assume_unique_for_key(nonce)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;
    use crate::encoding::{from_base64url, to_base64url};

    const WALRUS: &[u8] = b"I am the walrus";
    /// RFC 8188 §3.1.
    const KEY: &str = "yqdlZ-tYemfogSmv7Ws5PQ";
    const CONTENT: &str = "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg";

    fn bytes(text: &str) -> Vec<u8> {
        from_base64url(text).unwrap()
    }

    fn read(content: &[u8], key: &str) -> Result<Vec<u8>, ContentError> {
        let (header, records) = Header::read(content)?;
        open(&header, &bytes(key), records)
    }

    #[test]
    fn the_example_of_one_record_both_ways() {
        let content = bytes(CONTENT);
        let (header, records) = Header::read(&content).unwrap();
        assert_eq!(header.record_size, 4096);
        assert!(header.key_id.is_empty());
        assert_eq!(open(&header, &bytes(KEY), records).unwrap(), WALRUS);
        let made = seal(&header, &bytes(KEY), WALRUS, 0).unwrap();
        assert_eq!(to_base64url(&made), CONTENT);
    }

    /// RFC 8188 §3.2: two records of 25 bytes, the first one padded, under the key `a1`.
    #[test]
    fn the_example_of_two_records() {
        let content = bytes(
            "uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA",
        );
        let (header, _) = Header::read(&content).unwrap();
        assert_eq!((header.record_size, header.key_id), (25, b"a1".as_slice()));
        assert_eq!(read(&content, "BO3ZVPxUlnLORbVGMpbT1Q").unwrap(), WALRUS);
        // Without its second record it would end with one that says "more follows".
        let cut = &content[..HEADER + 2 + 25];
        let refused = read(cut, "BO3ZVPxUlnLORbVGMpbT1Q");
        assert_eq!(refused, Err(ContentError::Delimiter));
    }

    #[test]
    fn content_that_was_cut_or_changed_gives_nothing() {
        let content = bytes(CONTENT);
        for length in 0..content.len() {
            assert!(read(&content[..length], KEY).is_err(), "{length} bytes");
        }
        for place in 0..content.len() {
            let mut changed = content.clone();
            changed[place] ^= 1;
            // The record size may differ as long as everything fits into one record.
            let harmless = (16..20).contains(&place);
            assert!(harmless || read(&changed, KEY).is_err(), "byte {place}");
        }
    }

    #[test]
    fn padding_is_taken_off_and_what_is_too_long_refused() {
        let header = Header {
            salt: [7; 16],
            record_size: 64,
            key_id: b"",
        };
        let made = seal(&header, &[9; 16], b"\0\0two zeros\0", 20).unwrap();
        let (read, records) = Header::read(&made).unwrap();
        assert_eq!(open(&read, &[9; 16], records).unwrap(), b"\0\0two zeros\0");
        assert_eq!(made.len(), HEADER + 12 + 20 + OVERHEAD);
        let refused = seal(&header, &[9; 16], &[1; 48], 0);
        assert_eq!(refused, Err(ContentError::Parameters));
    }
}
