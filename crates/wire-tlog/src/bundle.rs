//! Bundles of entries (C2SP `tlog-tiles`, "Log entries"): each with its length before it, as two
//! bytes, the most significant first.

use crate::tile::TILE_WIDTH;

/// Why bytes are no bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// It ends in the middle of an entry.
    #[error("the bundle ends in the middle of an entry")]
    Truncated,
    /// It has more than 256 entries.
    #[error("the bundle has more than {TILE_WIDTH} entries")]
    TooMany,
}

/// An entry that the two bytes of its length cannot tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an entry has more than {} bytes", u16::MAX)]
pub struct EntryTooLong;

/// Appends an entry to a bundle.
///
/// # Errors
/// [`EntryTooLong`].
pub fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), EntryTooLong> {
    let length = u16::try_from(entry.len()).map_err(|_| EntryTooLong)?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// The entries of a bundle.
///
/// # Errors
/// [`BundleError`].
pub fn parse_bundle(bytes: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while let Some((length, tail)) = rest.split_first_chunk::<2>() {
        if entries.len() as u64 == TILE_WIDTH {
            return Err(BundleError::TooMany);
        }
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, tail) = tail
            .split_at_checked(length)
            .ok_or(BundleError::Truncated)?;
        entries.push(entry);
        rest = tail;
    }
    if rest.is_empty() {
        Ok(entries)
    } else {
        Err(BundleError::Truncated)
    }
}

/// The beginning of a bundle with its first `count` entries; nothing if it has fewer.
#[must_use]
pub fn first_entries(bytes: &[u8], count: u64) -> Option<&[u8]> {
    let mut end = 0_usize;
    for _ in 0..count {
        let length = bytes.get(end..)?.first_chunk::<2>()?;
        end = end
            .checked_add(2)?
            .checked_add(usize::from(u16::from_be_bytes(*length)))?;
    }
    bytes.get(..end)
}
