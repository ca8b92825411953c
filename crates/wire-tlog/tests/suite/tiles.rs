//! Names and contents of tiles, with the examples of C2SP `tlog-tiles`.

use wire_tlog::{
    Edge, TileId, TilePath, TreeHash,
    bundle::{BundleError, first_entries, parse_bundle, push_entry},
    hash::leaf_hash,
    tile::{TILE_WIDTH, encode_hashes, parse_hashes},
};

use crate::forest::Forest;

/// "index 1234067 will be encoded as x001/x234/067".
#[test]
fn names_are_those_of_the_standard() {
    let tile = TileId {
        level: 0,
        index: 1_234_067,
    };
    let cases = [
        (TilePath::Tree { tile, width: 256 }, "tile/0/x001/x234/067"),
        (
            TilePath::Tree { tile, width: 1 },
            "tile/0/x001/x234/067.p/1",
        ),
        (
            TilePath::Entries {
                index: 0,
                width: 256,
            },
            "tile/entries/000",
        ),
        (
            TilePath::Entries {
                index: 1000,
                width: 255,
            },
            "tile/entries/x001/000.p/255",
        ),
        (
            TilePath::Tree {
                tile: TileId {
                    level: 63,
                    index: u64::MAX,
                },
                width: 256,
            },
            "tile/63/x018/x446/x744/x073/x709/x551/615",
        ),
    ];
    for (path, name) in cases {
        assert_eq!(path.to_string(), name);
        assert_eq!(name.parse(), Ok(path));
    }
    assert_eq!(cases[1].0.partial_folder(), "tile/0/x001/x234/067.p");
}

#[test]
fn only_the_canonical_name_is_one() {
    let others = [
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/x001",
        "tile/0/001/x002",
        "tile/0/001/002",
        "tile/00/001",
        "tile/64/001",
        "tile/+1/001",
        "tile/-1/001",
        "tile/0/+01",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/01",
        "tile/0/001.p/",
        "tile/0/001.p",
        "tile/0/001/",
        "/tile/0/001",
        "tile/entries",
        "tile/entries/x000/000",
        "tile/Entries/001",
        "tile/0/../001",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ];
    for name in others {
        assert!(name.parse::<TilePath>().is_err(), "{name}");
    }
}

/// "A tree of size 70,000 will be represented by 273 full level 0 tiles, one partial level 0 tile
/// of width 112, one full level 1 tile, one partial level 1 tile of width 17, and one partial
/// level 2 tile of width 1."
#[test]
fn a_tree_has_the_tiles_that_the_standard_counts() {
    let forest = Forest::of(70_000);
    let widths = |level| {
        let of_level = forest
            .tiles
            .iter()
            .filter(move |(tile, _)| tile.level == level);
        of_level
            .map(|(_, hashes)| hashes.len() as u64)
            .collect::<Vec<_>>()
    };
    let zero = widths(0);
    assert_eq!(zero.len(), 274);
    assert!(zero[..273].iter().all(|width| *width == TILE_WIDTH));
    assert_eq!(zero[273], 112);
    assert_eq!(widths(1), [256, 17]);
    assert_eq!(widths(2), [1]);
    assert!(widths(3).is_empty());
    for (tile, hashes) in &forest.tiles {
        assert_eq!(tile.width_in(70_000), hashes.len() as u64, "{tile:?}");
    }
    assert_eq!(
        TileId {
            level: 0,
            index: 274
        }
        .width_in(70_000),
        0
    );
    assert_eq!(
        TileId {
            level: 63,
            index: 0
        }
        .width_in(u64::MAX),
        0
    );
}

/// "A tree of size 256 will be represented by a full level 0 tile and a partial level 1 tile of
/// width 1."
#[test]
fn a_full_tile_is_one_hash_above() {
    let mut edge = Edge::empty();
    let mut full = Vec::new();
    for index in 0..256_u64 {
        edge.push(leaf_hash(&index.to_be_bytes()), |tile, hashes| {
            full.push((tile, hashes.len()));
        });
    }
    assert_eq!(full, [(TileId { level: 0, index: 0 }, 256)]);
    let partial: Vec<_> = edge
        .partial()
        .map(|(tile, hashes)| (tile, hashes.len()))
        .collect();
    assert_eq!(partial, [(TileId { level: 1, index: 0 }, 1)]);
}

#[test]
fn hashes_survive_and_cut_ones_are_refused() {
    let hashes: Vec<TreeHash> = (0..256_u64).map(|n| leaf_hash(&n.to_be_bytes())).collect();
    let bytes = encode_hashes(&hashes);
    assert_eq!(bytes.len(), 8_192);
    assert_eq!(parse_hashes(&bytes), Some(hashes));
    for cut in 0..100 {
        let whole = cut % 32 == 0;
        assert_eq!(parse_hashes(&bytes[..cut]).is_some(), whole, "{cut}");
    }
    assert_eq!(parse_hashes(&[bytes.as_slice(), &[0; 32]].concat()), None);
}

#[test]
fn entries_survive_and_every_cut_is_seen() {
    let mut bundle = Vec::new();
    for entry in [b"one".as_slice(), b"", b"three"] {
        push_entry(&mut bundle, entry).unwrap();
    }
    assert_eq!(bundle, b"\x00\x03one\x00\x00\x00\x05three");
    assert_eq!(
        parse_bundle(&bundle).unwrap(),
        [b"one".as_slice(), b"", b"three"]
    );
    let ends = [0, 5, 7, 14];
    for cut in 0..bundle.len() {
        let read = parse_bundle(&bundle[..cut]);
        if ends.contains(&cut) {
            assert!(read.is_ok(), "{cut}");
        } else {
            assert_eq!(read, Err(BundleError::Truncated), "{cut}");
        }
    }
    for (count, end) in ends.iter().enumerate() {
        assert_eq!(first_entries(&bundle, count as u64), Some(&bundle[..*end]));
    }
    assert_eq!(first_entries(&bundle, 4), None);
}

#[test]
fn a_bundle_is_bounded() {
    let mut bundle = Vec::new();
    for _ in 0..256 {
        push_entry(&mut bundle, b"").unwrap();
    }
    assert_eq!(parse_bundle(&bundle).unwrap().len(), 256);
    push_entry(&mut bundle, b"").unwrap();
    assert_eq!(parse_bundle(&bundle), Err(BundleError::TooMany));
    assert!(push_entry(&mut Vec::new(), &[0; 65_536]).is_err());
    assert!(push_entry(&mut Vec::new(), &[0; 65_535]).is_ok());
}
