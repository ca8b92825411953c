//! One entry with its proof (`docs/specs/audit-receipt.md`): whoever holds the receipt can show
//! what was written down and that it stood in the log, without asking anybody.

use serde::{Deserialize, Serialize};
use store::{StoreError, repo};
use vocab::AuditEntryId;
use wire_tlog::{
    Checkpoint, ProofFile, SignedNote, Tree, VerifierKey, checkpoint::CheckpointError, leaf_hash,
    proof::ProofError, verify_inclusion,
};

use super::{AuditLog, tiles::TxTiles};
use crate::commitment;

/// Name of the format, with its version.
const FORMAT: &str = "aldaba-audit-receipt/1";

/// Bytes of the longest receipt that is read.
const MAX_RECEIPT: usize = 1024 * 1024;

/// A record, the proof that it stood in the log, and the key that is said to have signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    receipt: String,
    /// The record, byte for byte as it was committed to.
    record: String,
    /// A C2SP `tlog-proof`, whose entry is the SHA-256 of the record.
    proof: String,
    /// A C2SP verifier key. It proves nothing until it is compared with the published one.
    key: String,
}

/// What a receipt proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedReceipt {
    /// The record: what was done, when, by whom.
    pub record: serde_json::Value,
    /// Its place in the log.
    pub index: u64,
    /// The checkpoint that covers it.
    pub checkpoint: Checkpoint,
}

/// Why a receipt proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// Not a receipt of a version that is known here.
    #[error("this is not an audit receipt")]
    Syntax,
    /// The checkpoint is not by a trusted key.
    #[error("the checkpoint of the receipt cannot be believed")]
    Checkpoint(#[source] CheckpointError),
    /// The record is not the one that the proof is about, or the proof is false.
    #[error("the record is not in the log that was signed")]
    NotInLog(#[source] ProofError),
}

/// Why no receipt can be had.
#[derive(Debug, thiserror::Error)]
pub enum TakeReceiptError {
    /// The database. [`StoreError::Erased`]: the key of the person is gone, and with it the
    /// record; the commitment stands in the log.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such entry.
    #[error("there is no entry with this id")]
    Unknown,
    /// The entry has no place in the log yet: in a moment it will.
    #[error("the entry has no place in the log yet; try again in a moment")]
    NotYet,
    /// There is no key.
    #[error("there is no key for the audit log")]
    NoKey,
    /// Record, table and log tell different things: one of them was changed.
    #[error("the entry is not the one that the log committed to: it was changed")]
    Changed,
}

impl Receipt {
    /// Reads a receipt; believes nothing.
    ///
    /// # Errors
    /// [`ReceiptError::Syntax`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        if bytes.len() > MAX_RECEIPT {
            return Err(ReceiptError::Syntax);
        }
        let read: Option<Self> = serde_json::from_slice(bytes).ok();
        read.filter(|receipt| receipt.receipt == FORMAT)
            .ok_or(ReceiptError::Syntax)
    }

    /// The receipt as a file.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Cannot fail: four texts.
        serde_json::to_string_pretty(self).expect("a receipt is JSON")
    }

    /// The key that the receipt itself names.
    ///
    /// # Errors
    /// [`ReceiptError::Syntax`].
    pub fn named_key(&self) -> Result<VerifierKey, ReceiptError> {
        self.key.parse().map_err(|_| ReceiptError::Syntax)
    }

    /// Succeeds if and only if a trusted key signed a checkpoint of the log that it is named
    /// after, and the proof leads from this very record to its root.
    ///
    /// # Errors
    /// [`ReceiptError`].
    pub fn verify(&self, trusted: &[VerifierKey]) -> Result<VerifiedReceipt, ReceiptError> {
        let proof = ProofFile::parse(&self.proof).map_err(|_| ReceiptError::Syntax)?;
        let note = proof.checkpoint.to_string();
        let checkpoint =
            Checkpoint::open(note.as_bytes(), trusted).map_err(ReceiptError::Checkpoint)?;
        let leaf = leaf_hash(&commitment(self.record.as_bytes()));
        verify_inclusion(
            &leaf,
            proof.index,
            checkpoint.size,
            &proof.hashes,
            &checkpoint.root,
        )
        .map_err(ReceiptError::NotInLog)?;
        Ok(VerifiedReceipt {
            record: serde_json::from_str(&self.record).map_err(|_| ReceiptError::Syntax)?,
            index: proof.index,
            checkpoint,
        })
    }
}

/// What the database holds about one entry.
struct Found {
    record: Vec<u8>,
    proof: ProofFile,
    origin: String,
    proved: bool,
}

impl AuditLog {
    /// Takes a receipt for an entry: its record, opened, with the proof that it is in the log.
    ///
    /// # Errors
    /// [`TakeReceiptError`].
    pub async fn take_receipt(&self, entry: AuditEntryId) -> Result<Receipt, TakeReceiptError> {
        let found = self
            .store
            .read("audit.log.take_receipt", move |tx| {
                let (row, record) =
                    repo::audit::find(tx, entry)?.ok_or(TakeReceiptError::Unknown)?;
                let index = repo::audit_log::index_of(tx, entry)?;
                let state = repo::audit_log::state(tx)?;
                let (Some(index), Some(state)) = (index, state) else {
                    return Err(TakeReceiptError::NotYet);
                };
                let mut tree = Tree::new(TxTiles(tx), state.size);
                let (Some(leaf), Some(hashes)) = (tree.leaf(index)?, tree.inclusion_proof(index)?)
                else {
                    return Err(TakeReceiptError::Changed);
                };
                let committed = commitment(&record);
                let checkpoint = SignedNote::parse(state.checkpoint.as_bytes())
                    .map_err(|_| TakeReceiptError::Changed)?;
                Ok(Found {
                    proved: committed == row.commitment && leaf == leaf_hash(&committed),
                    record,
                    proof: ProofFile {
                        extra: None,
                        index,
                        hashes,
                        checkpoint,
                    },
                    origin: state.origin,
                })
            })
            .await?;
        if !found.proved {
            return Err(TakeReceiptError::Changed);
        }
        let keys = self.known_keys(&found.origin);
        let key = found
            .proof
            .checkpoint
            .verified_by(&keys)
            .map_err(|_| TakeReceiptError::NoKey)?;
        let receipt = Receipt {
            receipt: FORMAT.into(),
            record: String::from_utf8(found.record).map_err(|_| TakeReceiptError::Changed)?,
            proof: found.proof.to_string(),
            key: key.to_string(),
        };
        // Nobody is given a receipt that would not convince them.
        match receipt.verify(std::slice::from_ref(key)) {
            Ok(_) => Ok(receipt),
            Err(_) => Err(TakeReceiptError::Changed),
        }
    }
}
