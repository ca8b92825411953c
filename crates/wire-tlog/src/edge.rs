//! The right edge of a tree: the tiles that are not full yet, one a level. Leaves are appended
//! here; everything left of it never changes again.

use crate::{
    hash::{TreeHash, empty_root, node_hash, over},
    tile::{TILE_WIDTH, TileId},
    tree::{TileSource, Tree},
};

/// Tiles that are not full, from level 0 upwards; the last one is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    open: Vec<Vec<TreeHash>>,
}

impl Edge {
    /// The edge of the tree without entries.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The edge of the tree with `size` leaves, out of its tiles.
    ///
    /// # Errors
    /// The source's.
    pub fn load<S: TileSource>(source: S, size: u64) -> Result<Self, S::Error> {
        let mut tree = Tree::new(source, size);
        let mut open = Vec::new();
        let mut hashes = size;
        for level in 0.. {
            if hashes == 0 {
                break;
            }
            let width = hashes % TILE_WIDTH;
            open.push(match width {
                0 => Vec::new(),
                _ => tree
                    .tile(TileId {
                        level,
                        index: hashes / TILE_WIDTH,
                    })?
                    .to_vec(),
            });
            hashes /= TILE_WIDTH;
        }
        Ok(Self { size, open })
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf. Each tile that becomes full is handed to `full`, the lowest first.
    pub fn push(&mut self, leaf: TreeHash, mut full: impl FnMut(TileId, &[TreeHash])) {
        let mut hash = leaf;
        let mut index = self.size / TILE_WIDTH;
        self.size += 1;
        for level in 0.. {
            if self.open.len() == level {
                self.open.push(Vec::new());
            }
            let Some(tile) = self.open.get_mut(level) else {
                return;
            };
            tile.push(hash);
            if (tile.len() as u64) < TILE_WIDTH {
                return;
            }
            hash = over(tile);
            let level = u8::try_from(level).unwrap_or(u8::MAX);
            full(TileId { level, index }, tile);
            tile.clear();
            index /= TILE_WIDTH;
        }
    }

    /// The tiles that are neither full nor empty, the lowest first.
    pub fn partial(&self) -> impl Iterator<Item = (TileId, &[TreeHash])> {
        let mut below = self.size;
        self.open
            .iter()
            .zip(0_u8..)
            .filter_map(move |(hashes, level)| {
                below /= TILE_WIDTH;
                (!hashes.is_empty()).then_some((
                    TileId {
                        level,
                        index: below,
                    },
                    hashes.as_slice(),
                ))
            })
    }

    /// The root of the tree (RFC 6962 §2.1).
    #[must_use]
    pub fn root(&self) -> TreeHash {
        let mut right: Option<TreeHash> = None;
        for hashes in &self.open {
            // A width is a sum of powers of two; each is a perfect subtree, the smallest last.
            let mut rest = hashes.as_slice();
            while !rest.is_empty() {
                let smallest = 1 << rest.len().trailing_zeros();
                let (before, subtree) = rest.split_at(rest.len() - smallest);
                let left = over(subtree);
                right = Some(right.map_or(left, |right| node_hash(&left, &right)));
                rest = before;
            }
        }
        right.unwrap_or_else(empty_root)
    }
}
