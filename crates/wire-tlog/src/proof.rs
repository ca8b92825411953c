//! Checks of proofs, with the algorithms of RFC 9162 (§2.1.3.2 and §2.1.4.2), which are written
//! for the verifier and share nothing with how the proofs are made.

use crate::hash::{TreeHash, empty_root, node_hash};

/// A proof that proves something else or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The entry is not in a tree of that size, or the older tree is the larger one.
    #[error("the sizes do not fit each other")]
    Sizes,
    /// It has more or fewer hashes than a proof for these sizes.
    #[error("the proof has the wrong length")]
    Length,
    /// It leads to another root.
    #[error("the proof leads to another root")]
    OtherRoot,
}

/// Succeeds if and only if the proof shows that the leaf is the entry `index` of the tree with
/// `size` entries and this root (RFC 9162 §2.1.3.2).
///
/// # Errors
/// [`ProofError`].
pub fn verify_inclusion(
    leaf: &TreeHash,
    index: u64,
    size: u64,
    proof: &[TreeHash],
    root: &TreeHash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Sizes);
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for other in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(other, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, other);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if hash == *root {
        Ok(())
    } else {
        Err(ProofError::OtherRoot)
    }
}

/// Succeeds if and only if the proof shows that the tree with `old_size` entries and root
/// `old_root` is the beginning of the tree with `new_size` and `new_root` (RFC 9162 §2.1.4.2).
///
/// # Errors
/// [`ProofError`].
pub fn verify_consistency(
    (old_size, old_root): (u64, &TreeHash),
    (new_size, new_root): (u64, &TreeHash),
    proof: &[TreeHash],
) -> Result<(), ProofError> {
    if old_size > new_size {
        return Err(ProofError::Sizes);
    }
    if old_size == 0 || old_size == new_size {
        let expected = if old_size == 0 {
            empty_root()
        } else {
            *new_root
        };
        return match proof {
            [] if *old_root == expected => Ok(()),
            [] => Err(ProofError::OtherRoot),
            _ => Err(ProofError::Length),
        };
    }
    // A perfect older tree is a node of the newer one, and so the proof leaves it out.
    let perfect = old_size.is_power_of_two();
    let (first, rest) = match proof.split_first() {
        _ if perfect => (old_root, proof),
        Some((first, rest)) => (first, rest),
        None => return Err(ProofError::Length),
    };
    let (mut node, mut last) = (old_size - 1, new_size - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut old, mut new) = (*first, *first);
    for other in rest {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            old = node_hash(other, &old);
            new = node_hash(other, &new);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, other);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if old == *old_root && new == *new_root {
        Ok(())
    } else {
        Err(ProofError::OtherRoot)
    }
}
