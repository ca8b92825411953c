//! Roots and proofs against the definitions of RFC 6962 and the test vectors of Certificate
//! Transparency.

use proptest::prelude::*;
use wire_tlog::{
    Edge, Tree, TreeHash,
    hash::{empty_root, leaf_hash, node_hash},
    proof::ProofError,
    verify_consistency, verify_inclusion,
};

use crate::forest::{Forest, entry};

/// The entries of the reference tests of Certificate Transparency (`merkle_tree_test`), which
/// RFC 6962 implementations share.
const ENTRIES: [&[u8]; 8] = [
    &[],
    &[0x00],
    &[0x10],
    &[0x20, 0x21],
    &[0x30, 0x31],
    &[0x40, 0x41, 0x42, 0x43],
    &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
    &[
        0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e,
        0x6f,
    ],
];

/// The roots over the first one, two, … of them, from the same tests.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn hex(hash: &TreeHash) -> String {
    hash.as_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// `MTH` as RFC 6962 §2.1 writes it.
fn mth(leaves: &[TreeHash]) -> TreeHash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        many => {
            let k = many.len().next_power_of_two() / 2;
            node_hash(&mth(&many[..k]), &mth(&many[k..]))
        }
    }
}

fn leaves(size: u64) -> Vec<TreeHash> {
    (0..size).map(|index| leaf_hash(&entry(index))).collect()
}

#[test]
fn gives_the_roots_of_certificate_transparency() {
    let mut edge = Edge::empty();
    assert_eq!(
        hex(&edge.root()),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    for (data, root) in ENTRIES.iter().zip(ROOTS) {
        edge.push(leaf_hash(data), |_, _| ());
        assert_eq!(hex(&edge.root()), root);
    }
}

/// RFC 6962 §2.1.3: the tree of seven entries, whose proofs the text writes out.
#[test]
fn gives_the_proofs_that_the_standard_writes_out() {
    let forest = Forest::of(7);
    let d = leaves(7);
    let [a, b, c, e, f, j] = [d[0], d[1], d[2], d[3], d[4], d[6]];
    let (g, h, i) = (node_hash(&a, &b), node_hash(&c, &e), node_hash(&f, &d[5]));
    let (k, l) = (node_hash(&g, &h), node_hash(&i, &j));
    let mut tree = Tree::new(&forest, 7);
    let path = |tree: &mut Tree<&Forest>, index| tree.inclusion_proof(index).unwrap().unwrap();
    assert_eq!(path(&mut tree, 0), [b, h, l]);
    assert_eq!(path(&mut tree, 3), [c, g, l]);
    assert_eq!(path(&mut tree, 4), [d[5], j, k]);
    assert_eq!(path(&mut tree, 6), [i, k]);
    let proof = |tree: &mut Tree<&Forest>, old| tree.consistency_proof(old).unwrap().unwrap();
    assert_eq!(proof(&mut tree, 3), [c, e, g, l]);
    assert_eq!(proof(&mut tree, 4), [l]);
    assert_eq!(proof(&mut tree, 6), [i, j, k]);
}

#[test]
fn the_edge_is_the_same_loaded_and_pushed() {
    for size in [0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_793] {
        let forest = Forest::of(size);
        let loaded = Edge::load(&forest, size).unwrap();
        assert_eq!(loaded, forest.edge, "{size}");
        let all = leaves(size);
        assert_eq!(loaded.root(), mth(&all), "{size}");
        assert_eq!(
            Tree::new(&forest, size).root_at(size).unwrap(),
            mth(&all),
            "{size}"
        );
    }
}

#[test]
fn a_tree_remembers_its_earlier_roots() {
    let forest = Forest::of(70_000);
    let all = leaves(70_000);
    for old in [0, 1, 255, 256, 300, 65_536, 65_537, 69_999, 70_000] {
        let root = Tree::new(&forest, 70_000).root_at(old).unwrap();
        assert_eq!(root, mth(&all[..old as usize]), "{old}");
    }
}

#[test]
fn what_is_not_in_the_tree_has_no_proof() {
    let forest = Forest::of(5);
    let mut tree = Tree::new(&forest, 5);
    assert_eq!(tree.inclusion_proof(5).unwrap(), None);
    assert_eq!(tree.leaf(5).unwrap(), None);
    assert_eq!(tree.leaf(4).unwrap(), Some(leaf_hash(&entry(4))));
    assert_eq!(tree.consistency_proof(6).unwrap(), None);
    assert_eq!(tree.consistency_proof(0).unwrap(), Some(Vec::new()));
    assert_eq!(tree.consistency_proof(5).unwrap(), Some(Vec::new()));
}

#[test]
fn a_missing_tile_is_an_error_and_no_root() {
    let mut forest = Forest::of(600);
    let gone = *forest.tiles.keys().next().unwrap();
    forest.tiles.remove(&gone);
    assert_eq!(Tree::new(&forest, 600).inclusion_proof(0), Err(gone));
}

/// Sizes around the borders of tiles, and others.
fn sizes() -> impl Strategy<Value = u64> {
    prop_oneof![1_u64..40, 250_u64..262, 508_u64..516, 1_u64..1_500]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_entry_proves_its_place_and_no_other(size in sizes(), at in 0_u64..u64::MAX) {
        let (index, forest) = (at % size, Forest::of(size));
        let mut tree = Tree::new(&forest, size);
        let proof = tree.inclusion_proof(index).unwrap().unwrap();
        let (leaf, root) = (leaf_hash(&entry(index)), forest.edge.root());
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &proof, &root), Ok(()));
        let other = leaf_hash(b"another entry");
        prop_assert_eq!(
            verify_inclusion(&other, index, size, &proof, &root),
            Err(ProofError::OtherRoot)
        );
        prop_assert_eq!(verify_inclusion(&leaf, size, size, &proof, &root), Err(ProofError::Sizes));
        for elsewhere in (0..size).filter(|place| *place != index) {
            prop_assert!(verify_inclusion(&leaf, elsewhere, size, &proof, &root).is_err());
        }
        for cut in 0..proof.len() {
            prop_assert_eq!(
                verify_inclusion(&leaf, index, size, &proof[..cut], &root),
                Err(ProofError::Length)
            );
            let mut changed = proof.clone();
            changed[cut] = other;
            prop_assert!(verify_inclusion(&leaf, index, size, &changed, &root).is_err());
        }
        let longer = [proof.as_slice(), &[other]].concat();
        prop_assert!(verify_inclusion(&leaf, index, size, &longer, &root).is_err());
    }

    #[test]
    fn an_older_tree_is_proved_to_be_the_beginning(size in sizes(), at in 0_u64..u64::MAX) {
        let (old, forest) = (at % size + 1, Forest::of(size));
        let mut tree = Tree::new(&forest, size);
        let proof = tree.consistency_proof(old).unwrap().unwrap();
        let (before, after) = (mth(&leaves(old)), forest.edge.root());
        prop_assert_eq!(verify_consistency((old, &before), (size, &after), &proof), Ok(()));
        let other = leaf_hash(b"another tree");
        prop_assert!(verify_consistency((old, &other), (size, &after), &proof).is_err());
        prop_assert!(verify_consistency((old, &before), (size, &other), &proof).is_err());
        for cut in 0..proof.len() {
            prop_assert!(verify_consistency((old, &before), (size, &after), &proof[..cut]).is_err());
            let mut changed = proof.clone();
            changed[cut] = other;
            prop_assert!(verify_consistency((old, &before), (size, &after), &changed).is_err());
        }
        let longer = [proof.as_slice(), &[other]].concat();
        prop_assert!(verify_consistency((old, &before), (size, &after), &longer).is_err());
        prop_assert_eq!(
            verify_consistency((size + 1, &before), (size, &after), &proof),
            Err(ProofError::Sizes)
        );
    }

    /// Two logs that share a beginning and then part: no proof leads from one to the other.
    #[test]
    fn a_fork_has_no_proof(common in 1_u64..300, more in 1_u64..300) {
        let mut one = Forest::of(common);
        let mut other = one.clone();
        one.push(leaf_hash(b"one"));
        other.push(leaf_hash(b"other"));
        one.grow(more);
        other.grow(more - 1);
        let (old, size) = (other.size(), one.size());
        let proof = Tree::new(&one, size).consistency_proof(old).unwrap().unwrap();
        let (before, after) = (other.edge.root(), one.edge.root());
        prop_assert!(verify_consistency((old, &before), (size, &after), &proof).is_err());
    }
}
