//! The same with the libraries of others.

use proptest::prelude::*;
use signed_note::{Note, StandardVerifier, Verifier as _, VerifierList};
use tlog_tiles::{
    Error, HashReader, check_record, check_tree, prove_record, prove_tree, record_hash,
    split_stored_hash_index, stored_hashes, tree_hash,
};
use wire_tlog::{TileId, TilePath, Tree, TreeHash, leaf_hash, tile::encode_hashes};

use crate::{
    forest::{Forest, entry},
    notes::{Pen, checkpoint},
};

/// Their log: every hash that they store, in their order.
struct Theirs(Vec<tlog_tiles::Hash>);

impl HashReader for Theirs {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, Error> {
        Ok(indexes
            .iter()
            .map(|index| self.0[*index as usize])
            .collect())
    }
}

impl Theirs {
    fn of(size: u64) -> Self {
        let mut log = Self(Vec::new());
        for index in 0..size {
            let more = stored_hashes(index, &entry(index), &log).unwrap();
            log.0.extend(more);
        }
        log
    }
}

fn theirs(hash: &TreeHash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

fn ours(hash: &tlog_tiles::Hash) -> TreeHash {
    TreeHash::from_bytes(hash.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn roots_and_proofs_are_those_of_tlog_tiles(size in 1_u64..1_200, at in 0_u64..u64::MAX) {
        let (index, forest, log) = (at % size, Forest::of(size), Theirs::of(size));
        let root = forest.edge.root();
        prop_assert_eq!(ours(&tree_hash(size, &log).unwrap()), root);

        let mut tree = Tree::new(&forest, size);
        let inclusion = tree.inclusion_proof(index).unwrap().unwrap();
        let expected: Vec<_> = prove_record(size, index, &log).unwrap().iter().map(ours).collect();
        prop_assert_eq!(&inclusion, &expected);
        let proof = inclusion.iter().map(theirs).collect();
        let leaf = record_hash(&entry(index));
        prop_assert_eq!(ours(&leaf), leaf_hash(&entry(index)));
        check_record(&proof, size, theirs(&root), index, leaf).unwrap();

        let old = index + 1;
        let consistency = tree.consistency_proof(old).unwrap().unwrap();
        let expected: Vec<_> = prove_tree(size, old, &log).unwrap().iter().map(ours).collect();
        prop_assert_eq!(&consistency, &expected);
        let before = tree_hash(old, &log).unwrap();
        let proof = consistency.iter().map(theirs).collect();
        check_tree(&proof, size, theirs(&root), old, before).unwrap();
    }

    #[test]
    fn tiles_are_those_of_tlog_tiles(size in 1_u64..1_200) {
        let (forest, log) = (Forest::of(size), Theirs::of(size));
        let mut expected = 0;
        for tile in tlog_tiles::Tile::new_tiles(8, 0, size) {
            let id = TileId { level: tile.level(), index: tile.level_index() };
            let Some(hashes) = forest.tiles.get(&id) else { panic!("{id:?} is missing") };
            prop_assert_eq!(hashes.len() as u64, u64::from(tile.width()));
            prop_assert_eq!(encode_hashes(hashes), tile.read_data(&log).unwrap());
            let path = TilePath::Tree { tile: id, width: hashes.len() as u64 };
            // Theirs name the height of a tile first, as Go's checksum database does.
            prop_assert_eq!(path.to_string().replacen("tile/", "tile/8/", 1), tile.path());
            expected += 1;
        }
        prop_assert_eq!(forest.tiles.len(), expected);
    }
}

#[test]
fn levels_are_counted_alike() {
    // Their second hash above two leaves: level 1, position 0.
    assert_eq!(split_stored_hash_index(2), (1, 0));
}

#[test]
fn a_checkpoint_is_believed_by_signed_note() {
    let pen = Pen::of("log.example/audit", 9);
    let note = pen.sign(&checkpoint().to_string()).to_string();
    let verifier = StandardVerifier::new(&pen.key.to_string()).unwrap();
    assert_eq!(verifier.key_id(), pen.key.id());
    let verifiers = VerifierList::new(vec![Box::new(verifier)]);
    let read = Note::from_bytes(note.as_bytes()).unwrap();
    let (verified, unknown) = read.verify(&verifiers).unwrap();
    assert_eq!((verified.len(), unknown.len()), (1, 0));
    let theirs = tlog_tiles::Checkpoint::from_bytes(read.text()).unwrap();
    assert_eq!(theirs.origin(), checkpoint().origin);
    assert_eq!(theirs.size(), checkpoint().size);
    assert_eq!(theirs.hash().0, *checkpoint().root.as_bytes());
    let changed = note.replace("20852163", "20852164");
    assert!(
        Note::from_bytes(changed.as_bytes())
            .unwrap()
            .verify(&verifiers)
            .is_err()
    );
}
