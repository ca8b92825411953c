//! Roots and proofs out of tiles, written as RFC 6962 §2.1 defines them. What is read is checked
//! by nobody here: compare the root with a checkpoint.

use std::collections::BTreeMap;

use crate::{
    hash::{TreeHash, empty_root, node_hash, over, split},
    tile::{TILE_HEIGHT, TILE_WIDTH, TileId},
};

/// Where tiles come from: a folder, a table, a server.
pub trait TileSource {
    /// Why a tile could not be had.
    type Error;

    /// The first `width` hashes of a tile, no more and no fewer.
    ///
    /// # Errors
    /// When they cannot be had.
    fn tile(&mut self, tile: TileId, width: u64) -> Result<Vec<TreeHash>, Self::Error>;
}

impl<S: TileSource + ?Sized> TileSource for &mut S {
    type Error = S::Error;

    fn tile(&mut self, tile: TileId, width: u64) -> Result<Vec<TreeHash>, S::Error> {
        (**self).tile(tile, width)
    }
}

/// A tree of which tiles are read when they are needed, each once.
#[derive(Debug)]
pub struct Tree<S> {
    source: S,
    size: u64,
    read: BTreeMap<TileId, Vec<TreeHash>>,
}

impl<S: TileSource> Tree<S> {
    /// The tree with the first `size` entries of what the source holds.
    pub fn new(source: S, size: u64) -> Self {
        Self {
            source,
            size,
            read: BTreeMap::new(),
        }
    }

    /// How many entries it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree as it was with its first `size` entries; of the whole if it never
    /// had as many.
    ///
    /// # Errors
    /// The source's.
    pub fn root_at(&mut self, size: u64) -> Result<TreeHash, S::Error> {
        match size.min(self.size) {
            0 => Ok(empty_root()),
            size => self.part(0, size),
        }
    }

    /// The hash of an entry; nothing if the tree is not as large.
    ///
    /// # Errors
    /// The source's.
    pub fn leaf(&mut self, index: u64) -> Result<Option<TreeHash>, S::Error> {
        if index >= self.size {
            return Ok(None);
        }
        self.perfect(index, 0).map(Some)
    }

    /// `PATH(m, D[n])` of RFC 6962 §2.1.1: what proves that the entry `index` is in this tree,
    /// from its neighbour upwards. Nothing if the tree is not as large.
    ///
    /// # Errors
    /// The source's.
    pub fn inclusion_proof(&mut self, index: u64) -> Result<Option<Vec<TreeHash>>, S::Error> {
        if index >= self.size {
            return Ok(None);
        }
        let (mut low, mut high) = (0, self.size);
        let mut path = Vec::new();
        while high - low > 1 {
            let middle = low + split(high - low);
            if index < middle {
                path.push(self.part(middle, high)?);
                high = middle;
            } else {
                path.push(self.part(low, middle)?);
                low = middle;
            }
        }
        path.reverse();
        Ok(Some(path))
    }

    /// `PROOF(m, D[n])` of RFC 6962 §2.1.2: what proves that the first `old` entries of this tree
    /// are those of the tree that had `old`. Empty for 0 and for the whole; nothing if the tree
    /// is not as large.
    ///
    /// # Errors
    /// The source's.
    pub fn consistency_proof(&mut self, old: u64) -> Result<Option<Vec<TreeHash>>, S::Error> {
        if old > self.size {
            return Ok(None);
        }
        if old == 0 || old == self.size {
            return Ok(Some(Vec::new()));
        }
        let (mut low, mut high) = (0, self.size);
        let mut path = Vec::new();
        // Left of `old` until a part ends there: that part is in both trees.
        while high != old {
            let middle = low + split(high - low);
            if old <= middle {
                path.push(self.part(middle, high)?);
                high = middle;
            } else {
                path.push(self.part(low, middle)?);
                low = middle;
            }
        }
        // The verifier knows the old root already if it is that very part.
        if low != 0 {
            path.push(self.part(low, high)?);
        }
        path.reverse();
        Ok(Some(path))
    }

    /// A tile as wide as this tree has it.
    ///
    /// # Errors
    /// The source's.
    pub(crate) fn tile(&mut self, tile: TileId) -> Result<&[TreeHash], S::Error> {
        // Not `entry`: the source may fail, and borrows of two fields are needed.
        if !self.read.contains_key(&tile) {
            let hashes = self.source.tile(tile, tile.width_in(self.size))?;
            self.read.insert(tile, hashes);
        }
        Ok(self.read.get(&tile).map_or(&[], Vec::as_slice))
    }

    /// `MTH(D[low:high])` for a part that the tree's own splitting makes.
    fn part(&mut self, low: u64, high: u64) -> Result<TreeHash, S::Error> {
        let entries = high - low;
        if entries.is_power_of_two() {
            return self.perfect(low, entries.trailing_zeros());
        }
        let middle = low + split(entries);
        let left = self.part(low, middle)?;
        let right = self.part(middle, high)?;
        Ok(node_hash(&left, &right))
    }

    /// The hash over `2^height` entries from `low` on, which is a multiple of that.
    fn perfect(&mut self, low: u64, height: u32) -> Result<TreeHash, S::Error> {
        let level = height / TILE_HEIGHT;
        let first = low >> (level * TILE_HEIGHT);
        let count = 1 << (height % TILE_HEIGHT);
        let tile = TileId {
            // Cannot fail: a height is below 64.
            level: level as u8,
            index: first / TILE_WIDTH,
        };
        let start = (first % TILE_WIDTH) as usize;
        let hashes = self.tile(tile)?;
        Ok(over(hashes.get(start..start + count).unwrap_or_default()))
    }
}
