//! The public log above the entries: a Merkle tree over their commitments, published as C2SP
//! `tlog-tiles`, with signed checkpoints. Whoever keeps a checkpoint can tell later that nothing
//! before it was cut, changed or moved, without asking us anything.
//!
//! | module | what |
//! |---|---|
//! | [`integrate`](AuditLog::integrate) | gives waiting entries their places and signs |
//! | [`resource`](AuditLog::resource) | what lies at the log's public addresses |
//! | [`publish`](AuditLog::publish) | writes the log into a folder that leaves the machine |
//! | [`verify_folder`] | checks such a folder; needs no database |
//! | [`take_receipt`](AuditLog::take_receipt), [`Receipt`] | one entry with its proof |
//! | [`compare`](AuditLog::compare) | the table of entries against the log |
//!
//! An entry of the log is the commitment of an audit entry: 32 bytes, SHA-256 over a record with
//! a nonce in it. It reveals nothing and stays valid when the record can no longer be opened.
//!
//! *Architecture invariant:* nothing is signed on top of tiles that do not give the root of the
//! last checkpoint, and no checkpoint leaves this process before its tree is durable.

mod compare;
mod integrate;
mod publish;
mod receipt;
mod resource;
mod tiles;
mod verify;

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ports::signing::{KeyUse, PublicSigningKey, SignError, Signer};
use store::Store;
use vocab::Clock;
use wire_tlog::VerifierKey;

pub use compare::{CompareError, Comparison, Difference};
pub use integrate::{IntegrateError, Integrated};
pub use publish::{CHECKPOINT, CHECKPOINTS, KEYS, PublishError, Published};
pub use receipt::{Receipt, ReceiptError, TakeReceiptError, VerifiedReceipt};
pub use resource::Resource;
pub use verify::{OlderCheckpoint, Verified, VerifyError, keys_in, older_in, verify_folder};

/// The log of an installation.
#[derive(Clone)]
pub struct AuditLog {
    /// Where entries and tiles are.
    pub store: Store,
    /// Signs checkpoints.
    pub signer: Arc<dyn Signer>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The name of a log that begins: its public address without the scheme. A log keeps the
    /// name with which it began, whatever the address is later.
    pub origin: String,
}

impl std::fmt::Debug for AuditLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AuditLog")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

impl AuditLog {
    /// The key that signs now, under the log's name.
    ///
    /// # Errors
    /// [`SignError::NoKey`].
    fn active_key(&self, origin: &str) -> Result<VerifierKey, SignError> {
        let key = self.signer.active(KeyUse::AuditLog)?;
        verifier(origin, &key).ok_or(SignError::NoKey(KeyUse::AuditLog))
    }

    /// Every key by which a checkpoint of ours may be signed.
    fn known_keys(&self, origin: &str) -> Vec<VerifierKey> {
        let known = self.signer.known(KeyUse::AuditLog);
        known
            .iter()
            .filter_map(|key| verifier(origin, key))
            .collect()
    }
}

/// An Ed25519 key (RFC 8037 §2) under a name.
fn verifier(name: &str, key: &PublicSigningKey) -> Option<VerifierKey> {
    let x = key.jwk.get("x")?.as_str()?;
    let bytes = URL_SAFE_NO_PAD.decode(x).ok()?;
    VerifierKey::ed25519(name, bytes.try_into().ok()?).ok()
}
