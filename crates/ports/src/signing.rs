//! Keys that sign. Only the crate `keys` ever sees a private key.

use crate::BoxFuture;

/// What a signing key is for. One key never serves two uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyUse {
    /// ID tokens and access tokens, ES256.
    TokenEs256,
    /// ID tokens for clients that ask for RS256.
    TokenRs256,
    /// The electronic seal on documents.
    Seal,
    /// Checkpoints of the audit log, Ed25519.
    AuditLog,
    /// Who we are to push services (VAPID, RFC 8292), ES256.
    Push,
}

/// Signature algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// ECDSA P-256 with SHA-256, signature as fixed 64 bytes `r || s` (RFC 7518 §3.4).
    Es256Fixed,
    /// ECDSA P-256 with SHA-256, signature as ASN.1 DER (RFC 5480).
    Es256Der,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// Ed25519 (RFC 8032), signature of 64 bytes.
    Ed25519,
}

/// The active key of a use, as other parties may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicSigningKey {
    /// Key id: the RFC 7638 thumbprint of `jwk`.
    pub kid: String,
    /// What it is for.
    pub key_use: KeyUse,
    /// The public key as a JSON Web Key, `kid`, `alg` and `use` included.
    pub jwk: serde_json::Value,
}

/// Why a signature could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// No active key for this use.
    #[error("no active signing key for {0:?}")]
    NoKey(KeyUse),
    /// The key store (an HSM, a remote service) did not answer.
    #[error("the key store did not sign")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Signs with keys that it never shows.
pub trait Signer: Send + Sync {
    /// The active key of a use.
    ///
    /// # Errors
    /// [`SignError::NoKey`] when none is active.
    fn active(&self, key_use: KeyUse) -> Result<PublicSigningKey, SignError>;

    /// Every public key that a verifier may still need or will need soon: the active ones, those
    /// that were retired less than the overlap ago, and those that are to sign next.
    fn published(&self) -> Vec<PublicSigningKey>;

    /// Every key of a use that a signature of ours may be by: the active one and those retired
    /// that are still kept, the active one first. For our own eyes, when we read back what we
    /// signed.
    fn known(&self, key_use: KeyUse) -> Vec<PublicSigningKey> {
        self.active(key_use).into_iter().collect()
    }

    /// Signs `message` (the bytes themselves, not a digest: each back-end hashes as it must) with
    /// a key that [`Signer::active`] told. A message that names its key is signed with that key,
    /// also when another one has become active in between.
    fn sign_as<'a>(
        &'a self,
        key: &'a PublicSigningKey,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
    ) -> BoxFuture<'a, Result<Vec<u8>, SignError>>;

    /// Signs `message` with the key of the use that is active now.
    fn sign<'a>(
        &'a self,
        key_use: KeyUse,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
    ) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        Box::pin(async move {
            let key = self.active(key_use)?;
            self.sign_as(&key, algorithm, message).await
        })
    }
}
