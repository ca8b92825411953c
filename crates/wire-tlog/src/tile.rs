//! Names and contents of tiles (C2SP `tlog-tiles`).

use std::{fmt, str::FromStr};

use crate::hash::{HASH_BYTES, TreeHash};

/// Hashes of a full tile, and entries of a full bundle.
pub const TILE_WIDTH: u64 = 256;

/// Levels of the binary tree that one level of tiles spans.
pub const TILE_HEIGHT: u32 = 8;

/// Highest level that a name may have.
const MAX_LEVEL: u8 = 63;

/// The longest name: `tile/entries/` with seven groups and a width.
const MAX_PATH: usize = 64;

/// A tile of hashes, full or not: the `index`-th at its `level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// 0 holds the hashes of entries; each hash above stands for a full tile below.
    pub level: u8,
    /// Position in its level, from the left.
    pub index: u64,
}

impl TileId {
    /// How many hashes the tile has in a tree of `size` entries; 0 if it is not in that tree.
    #[must_use]
    pub fn width_in(self, size: u64) -> u64 {
        let shift = u32::from(self.level) * TILE_HEIGHT;
        let hashes = size.checked_shr(shift).unwrap_or(0);
        let before = self.index.saturating_mul(TILE_WIDTH);
        hashes.saturating_sub(before).min(TILE_WIDTH)
    }
}

/// What lies at an address below the log's prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TilePath {
    /// A tile of hashes.
    Tree {
        /// Which.
        tile: TileId,
        /// How many hashes, 1 to 256; 256 is the full tile.
        width: u64,
    },
    /// A bundle of entries.
    Entries {
        /// Its position.
        index: u64,
        /// How many entries, 1 to 256.
        width: u64,
    },
}

/// A name that is none, or not in its one canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a tile")]
pub struct TilePathError;

impl TilePath {
    /// How many hashes or entries it has.
    #[must_use]
    pub fn width(self) -> u64 {
        match self {
            Self::Tree { width, .. } | Self::Entries { width, .. } => width,
        }
    }

    /// The folder of the partial forms of the same tile, `….p`: they are of no use once the tile
    /// is full.
    #[must_use]
    pub fn partial_folder(self) -> String {
        let full = match self {
            Self::Tree { tile, .. } => Self::Tree {
                tile,
                width: TILE_WIDTH,
            },
            Self::Entries { index, .. } => Self::Entries {
                index,
                width: TILE_WIDTH,
            },
        };
        format!("{full}.p")
    }
}

/// `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let index = match self {
            Self::Tree { tile, .. } => {
                write!(f, "tile/{}/", tile.level)?;
                tile.index
            }
            Self::Entries { index, .. } => {
                f.write_str("tile/entries/")?;
                *index
            }
        };
        write_index(f, index)?;
        match self.width() {
            TILE_WIDTH => Ok(()),
            width => write!(f, ".p/{width}"),
        }
    }
}

fn write_index(f: &mut fmt::Formatter<'_>, index: u64) -> fmt::Result {
    let (before, last) = (index / 1000, index % 1000);
    if before > 0 {
        write_leading(f, before)?;
    }
    write!(f, "{last:03}")
}

fn write_leading(f: &mut fmt::Formatter<'_>, index: u64) -> fmt::Result {
    if index >= 1000 {
        write_leading(f, index / 1000)?;
    }
    write!(f, "x{:03}/", index % 1000)
}

impl FromStr for TilePath {
    type Err = TilePathError;

    /// Reads a name; only the form that [`fmt::Display`] writes is one.
    fn from_str(text: &str) -> Result<Self, TilePathError> {
        if text.len() > MAX_PATH {
            return Err(TilePathError);
        }
        let parsed = read(text).ok_or(TilePathError)?;
        if parsed.to_string() == text {
            Ok(parsed)
        } else {
            Err(TilePathError)
        }
    }
}

fn read(text: &str) -> Option<TilePath> {
    let (kind, rest) = text.strip_prefix("tile/")?.split_once('/')?;
    let (name, width) = match rest.split_once(".p/") {
        None => (rest, TILE_WIDTH),
        Some((name, width)) => (
            name,
            width.parse().ok().filter(|w| (1..TILE_WIDTH).contains(w))?,
        ),
    };
    let index = read_index(name)?;
    if kind == "entries" {
        return Some(TilePath::Entries { index, width });
    }
    let level = kind.parse().ok().filter(|level| *level <= MAX_LEVEL)?;
    Some(TilePath::Tree {
        tile: TileId { level, index },
        width,
    })
}

fn read_index(name: &str) -> Option<u64> {
    name.split('/').try_fold(0_u64, |index, group| {
        let digits = group.strip_prefix('x').unwrap_or(group);
        let value: u64 = digits.parse().ok().filter(|_| digits.len() == 3)?;
        index.checked_mul(1000)?.checked_add(value)
    })
}

/// The hashes of a tile, one after the other.
#[must_use]
pub fn encode_hashes(hashes: &[TreeHash]) -> Vec<u8> {
    hashes
        .iter()
        .flat_map(TreeHash::as_bytes)
        .copied()
        .collect()
}

/// Reads hashes; nothing if the bytes are not a whole number of them, or more than a tile has.
#[must_use]
pub fn parse_hashes(bytes: &[u8]) -> Option<Vec<TreeHash>> {
    let (hashes, []) = bytes.as_chunks::<HASH_BYTES>() else {
        return None;
    };
    let fits = hashes.len() as u64 <= TILE_WIDTH;
    fits.then(|| hashes.iter().copied().map(TreeHash::from_bytes).collect())
}
