//! Transparency logs on the wire: bytes in, values out.
//!
//! A log is a list of entries to which one can only append. Its Merkle tree (RFC 6962 §2.1,
//! SHA-256) is published as tiles of 256 hashes, its state as a signed checkpoint; whoever keeps
//! one checkpoint can tell later that nothing before it was cut, changed or moved.
//!
//! | module | standard | what |
//! |---|---|---|
//! | [`hash`] | RFC 6962 §2.1 | hashes of entries and of nodes |
//! | [`edge`] | RFC 6962 §2.1 | the right edge of a tree, to which leaves are appended |
//! | [`tree`] | RFC 6962 §2.1.1, §2.1.2 | roots and proofs out of tiles |
//! | [`proof`] | RFC 9162 §2.1.3.2, §2.1.4.2 | checks of inclusion and consistency |
//! | [`tile`] | C2SP `tlog-tiles` | names and contents of tiles |
//! | [`bundle`] | C2SP `tlog-tiles` | bundles of entries |
//! | [`note`] | C2SP `signed-note` | signed texts and the keys that verify them (Ed25519) |
//! | [`checkpoint`] | C2SP `tlog-checkpoint` | size and root, signed |
//! | [`proof_file`] | C2SP `tlog-proof` | a proof of inclusion that can be checked offline |
//!
//! Nothing here reads a file, a clock or chance, and nothing signs: [`note::SignedNote::new`]
//! takes a signature that was made elsewhere.
//!
//! # What is not guaranteed
//!
//! A log that shows two people two different trees, each with a valid signature, is caught only
//! when they compare checkpoints. Signatures other than Ed25519 (type `0x01`) are kept and
//! ignored, those of witnesses among them.

pub mod bundle;
pub mod checkpoint;
pub mod edge;
pub mod hash;
pub mod note;
pub mod proof;
pub mod proof_file;
pub mod tile;
pub mod tree;

pub use checkpoint::Checkpoint;
pub use edge::Edge;
pub use hash::{TreeHash, leaf_hash};
pub use note::{SignedNote, VerifierKey};
pub use proof::{verify_consistency, verify_inclusion};
pub use proof_file::ProofFile;
pub use tile::{TileId, TilePath};
pub use tree::{TileSource, Tree};
