//! The bytes of a recording: a heading of two lines, then records.
//!
//! ```text
//! record = kind(1) ‖ at(8) ‖ length(4) ‖ sealed(length)
//! sealed = nonce(12) ‖ ciphertext ‖ tag(16)
//! h(0)   = SHA-256(heading)
//! h(n)   = SHA-256(h(n-1) ‖ record n)
//! ```
//!
//! Record n is sealed with `h(n-1) ‖ kind ‖ at ‖ length` as additional data, so that a record
//! opens only behind the records that it was written behind.

use std::fmt;

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, MAX_TAG_LEN, NONCE_LEN, Nonce, RandomizedNonceKey},
    digest,
};
use ports::recordings::{RecordingError, RecordingKey};
use serde::{Deserialize, Serialize};
use vocab::{RecordingId, Timestamp};

/// First line of every recording.
pub(crate) const TITLE: &[u8] = b"aldaba-recording 1\n";

/// Bytes of the longest second line; ours have about 120.
pub(crate) const MAX_DESCRIPTION: usize = 1024;

/// Content of the largest record, in bytes: five seconds at 12 Mbit/s, ten times what a camera
/// sends us.
pub const MAX_CHUNK: usize = 8 << 20;

/// Kind, moment and length in front of a record's sealed bytes.
pub(crate) const RECORD_HEAD: usize = 1 + 8 + 4;

/// What sealing adds.
pub(crate) const SEAL: usize = NONCE_LEN + MAX_TAG_LEN;

/// A link of the chain.
pub(crate) type Hash = [u8; 32];

/// The second line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Description {
    pub(crate) id: RecordingId,
    pub(crate) at: Timestamp,
    #[serde(rename = "type")]
    pub(crate) media_type: String,
}

impl Description {
    /// Both lines of the heading.
    pub(crate) fn heading(&self) -> Vec<u8> {
        let mut heading = TITLE.to_vec();
        // Cannot fail: three texts are JSON.
        heading.extend(serde_json::to_vec(self).expect("texts become JSON"));
        heading.push(b'\n');
        heading
    }
}

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What stands in front of the content; the last one counts.
    Head,
    /// A piece of the content.
    Chunk,
    /// The end: nothing follows.
    End,
}

impl Kind {
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Head => b'H',
            Self::Chunk => b'C',
            Self::End => b'Z',
        }
    }

    pub(crate) const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            b'H' => Some(Self::Head),
            b'C' => Some(Self::Chunk),
            b'Z' => Some(Self::End),
            _ => None,
        }
    }
}

/// What stands in front of a record's sealed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecordHead {
    pub(crate) kind: Kind,
    /// How far the recording has come with this record, in milliseconds.
    pub(crate) at_ms: u64,
    /// Of the sealed bytes.
    pub(crate) length: usize,
}

impl RecordHead {
    pub(crate) fn bytes(self) -> [u8; RECORD_HEAD] {
        let [a, b, c, d, e, f, g, h] = self.at_ms.to_be_bytes();
        // Cannot truncate: lengths are at most MAX_CHUNK + SEAL.
        let [i, j, k, l] = u32::try_from(self.length).unwrap_or(u32::MAX).to_be_bytes();
        [self.kind.byte(), a, b, c, d, e, f, g, h, i, j, k, l]
    }

    /// Nothing if no record begins like that.
    pub(crate) fn parse(bytes: [u8; RECORD_HEAD]) -> Option<Self> {
        let [kind, a, b, c, d, e, f, g, h, i, j, k, l] = bytes;
        let length = usize::try_from(u32::from_be_bytes([i, j, k, l])).ok()?;
        let possible = (SEAL..=MAX_CHUNK + SEAL).contains(&length);
        Some(Self {
            kind: Kind::from_byte(kind).filter(|_| possible)?,
            at_ms: u64::from_be_bytes([a, b, c, d, e, f, g, h]),
            length,
        })
    }
}

/// Content of the last record: what the recording holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct End {
    /// Size of the content with its head, in bytes.
    pub(crate) bytes: u64,
    pub(crate) duration_ms: u64,
}

/// The first link.
pub(crate) fn first_hash(heading: &[u8]) -> Hash {
    as_hash(&digest::digest(&digest::SHA256, heading))
}

/// The link behind a record.
pub(crate) fn next_hash(before: &Hash, head: &[u8; RECORD_HEAD], sealed: &[u8]) -> Hash {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(before);
    context.update(head);
    context.update(sealed);
    as_hash(&context.finish())
}

fn as_hash(digest: &digest::Digest) -> Hash {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest.as_ref());
    hash
}

/// A recording's key at work. Every record has a nonce drawn at random: a torn record that is
/// written again after a crash must not repeat one. One key seals some thousand records, far
/// below the 2^32 of NIST SP 800-38D §8.3.
pub(crate) struct Seal(RandomizedNonceKey);

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal(…)")
    }
}

impl Seal {
    pub(crate) fn new(key: &RecordingKey) -> Self {
        // Cannot fail: AES-256 takes any 32 bytes.
        let key = RandomizedNonceKey::new(&AES_256_GCM, key.as_bytes());
        Self(key.expect("32 bytes are an AES-256 key"))
    }

    /// The record's head and its sealed bytes, sealed behind `before`.
    pub(crate) fn seal(
        &self,
        before: &Hash,
        kind: Kind,
        at_ms: u64,
        content: &[u8],
    ) -> ([u8; RECORD_HEAD], Vec<u8>) {
        let length = content.len() + SEAL;
        let head = RecordHead {
            kind,
            at_ms,
            length,
        };
        let head = head.bytes();
        let mut text = content.to_vec();
        // Cannot fail: only a text of 64 GiB is too long, and chunks are of some mebibytes.
        let nonce = self
            .0
            .seal_in_place_append_tag(Aad::from(additional(before, &head)), &mut text)
            .expect("a chunk in memory can be sealed");
        let mut sealed = Vec::with_capacity(length);
        sealed.extend_from_slice(nonce.as_ref());
        sealed.extend_from_slice(&text);
        (head, sealed)
    }

    /// The content of a record if and only if it was sealed under this key, behind `before`,
    /// with this head.
    pub(crate) fn open(
        &self,
        before: &Hash,
        head: &[u8; RECORD_HEAD],
        sealed: &[u8],
    ) -> Result<Vec<u8>, RecordingError> {
        let tampered = || RecordingError::Tampered;
        let (nonce, text) = sealed.split_at_checked(NONCE_LEN).ok_or_else(tampered)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| tampered())?;
        let mut text = text.to_vec();
        let length = self
            .0
            .open_in_place(nonce, Aad::from(additional(before, head)), &mut text)
            .map_err(|_| tampered())?
            .len();
        text.truncate(length);
        Ok(text)
    }
}

fn additional(before: &Hash, head: &[u8; RECORD_HEAD]) -> [u8; 32 + RECORD_HEAD] {
    let mut all = [0; 32 + RECORD_HEAD];
    let (first, second) = all.split_at_mut(32);
    first.copy_from_slice(before);
    second.copy_from_slice(head);
    all
}
