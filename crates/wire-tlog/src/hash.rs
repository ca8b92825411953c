//! Hashes of a Merkle tree (RFC 6962 §2.1): leaves and nodes are told apart by their first byte,
//! so that a node can never be passed off as an entry.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// Bytes of a hash.
pub const HASH_BYTES: usize = 32;

const LEAF: u8 = 0;
const NODE: u8 = 1;

/// The hash of an entry, of a node or of a whole tree. Shown in base64, as checkpoints write it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreeHash([u8; HASH_BYTES]);

impl TreeHash {
    /// A hash that somebody computed.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; HASH_BYTES]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; HASH_BYTES] {
        &self.0
    }

    /// Reads base64 (RFC 4648 §4, with padding); nothing if it is anything else than 32 bytes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

impl fmt::Debug for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TreeHash({self})")
    }
}

/// `SHA-256(0x00 ‖ entry)`.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> TreeHash {
    let mut input = Vec::with_capacity(entry.len() + 1);
    input.push(LEAF);
    input.extend_from_slice(entry);
    sha256(&input)
}

/// `SHA-256(0x01 ‖ left ‖ right)`.
#[must_use]
pub fn node_hash(left: &TreeHash, right: &TreeHash) -> TreeHash {
    let mut input = [NODE; 2 * HASH_BYTES + 1];
    let (_, hashes) = input.split_at_mut(1);
    let (first, second) = hashes.split_at_mut(HASH_BYTES);
    first.copy_from_slice(&left.0);
    second.copy_from_slice(&right.0);
    sha256(&input)
}

/// The root of the tree without entries: `SHA-256()`.
#[must_use]
pub fn empty_root() -> TreeHash {
    sha256(&[])
}

/// The hash over neighbours that stand for equally large parts of a tree: `MTH` of RFC 6962 §2.1
/// with hashes in the place of entries.
#[must_use]
pub(crate) fn over(hashes: &[TreeHash]) -> TreeHash {
    match hashes {
        [] => empty_root(),
        [one] => *one,
        [left, right] => node_hash(left, right),
        many => {
            let (left, right) = many.split_at(split(many.len() as u64) as usize);
            node_hash(&over(left), &over(right))
        }
    }
}

/// The largest power of two smaller than `n`, which must be at least 2.
pub(crate) fn split(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}

fn sha256(input: &[u8]) -> TreeHash {
    let mut hash = [0; HASH_BYTES];
    hash.copy_from_slice(digest(&SHA256, input).as_ref());
    TreeHash(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_the_largest_smaller_power_of_two() {
        let pairs = [
            (2, 1),
            (3, 2),
            (4, 2),
            (5, 4),
            (8, 4),
            (9, 8),
            (u64::MAX, 1 << 63),
        ];
        for (n, k) in pairs {
            assert_eq!(split(n), k, "{n}");
        }
    }

    #[test]
    fn base64_of_another_length_is_no_hash() {
        let text = empty_root().to_string();
        assert_eq!(text, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(TreeHash::parse(&text), Some(empty_root()));
        for cut in 0..text.len() {
            assert_eq!(text.get(..cut).and_then(TreeHash::parse), None);
        }
        assert_eq!(TreeHash::parse(&format!("{text}=")), None);
    }
}
