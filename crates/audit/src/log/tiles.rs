//! Tiles out of the database.

use store::{StoreError, Tx, repo};
use wire_tlog::{
    TileId, TileSource, TreeHash,
    tile::{encode_hashes, parse_hashes},
};

/// Reads tiles in a transaction.
pub(super) struct TxTiles<'t, 'a>(pub(super) &'t mut Tx<'a>);

impl TileSource for TxTiles<'_, '_> {
    type Error = StoreError;

    fn tile(&mut self, tile: TileId, width: u64) -> Result<Vec<TreeHash>, StoreError> {
        let stored = repo::audit_log::tile(self.0, tile.level, tile.index)?;
        let mut hashes = stored
            .and_then(|bytes| parse_hashes(&bytes))
            .filter(|hashes| hashes.len() as u64 >= width)
            .ok_or_else(|| StoreError::decode("audit_tile.hashes"))?;
        hashes.truncate(usize::try_from(width).unwrap_or(usize::MAX));
        Ok(hashes)
    }
}

/// The bytes of the first `width` hashes of a tile; nothing if it is not as wide.
pub(super) fn tile_bytes(
    tx: &mut Tx<'_>,
    tile: TileId,
    width: u64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let stored = repo::audit_log::tile(tx, tile.level, tile.index)?;
    let hashes = stored
        .and_then(|bytes| parse_hashes(&bytes))
        .unwrap_or_default();
    let first = usize::try_from(width)
        .ok()
        .and_then(|width| hashes.get(..width));
    Ok(first.map(encode_hashes))
}
