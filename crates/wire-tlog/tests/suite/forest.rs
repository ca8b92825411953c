//! A log in memory.

use std::collections::BTreeMap;

use wire_tlog::{Edge, TileId, TileSource, TreeHash, leaf_hash};

/// The tiles of a log, and its edge.
#[derive(Debug, Clone, Default)]
pub(crate) struct Forest {
    pub(crate) tiles: BTreeMap<TileId, Vec<TreeHash>>,
    pub(crate) edge: Edge,
}

impl Forest {
    /// A log of `size` different entries.
    pub(crate) fn of(size: u64) -> Self {
        let mut forest = Self::default();
        forest.grow(size);
        forest
    }

    pub(crate) fn grow(&mut self, more: u64) {
        for _ in 0..more {
            self.push(leaf_hash(&entry(self.edge.size())));
        }
    }

    pub(crate) fn push(&mut self, leaf: TreeHash) {
        let tiles = &mut self.tiles;
        self.edge.push(leaf, |tile, hashes| {
            tiles.insert(tile, hashes.to_vec());
        });
        for (tile, hashes) in self.edge.partial() {
            self.tiles.insert(tile, hashes.to_vec());
        }
    }

    pub(crate) fn size(&self) -> u64 {
        self.edge.size()
    }
}

/// The entry at an index.
pub(crate) fn entry(index: u64) -> [u8; 8] {
    index.to_be_bytes()
}

impl TileSource for &Forest {
    type Error = TileId;

    fn tile(&mut self, tile: TileId, width: u64) -> Result<Vec<TreeHash>, TileId> {
        let hashes = self.tiles.get(&tile).ok_or(tile)?;
        Ok(hashes.get(..width as usize).ok_or(tile)?.to_vec())
    }
}
